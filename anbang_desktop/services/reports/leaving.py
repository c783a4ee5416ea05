"""How a sheet leaves the office: for what purpose and to whom, ID numbers covered unless the county's wish
for whole ones was confirmed, under a password where it is wanted, read back from where it was put
(security.md §3.7).
"""

import os
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count as endless
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.covering import SHORTEST, cover_ids, cover_numbers, ids_in
from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.domain.sending import needs_reason
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Column, Content, Layout, Value
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.reports import ReportTerms
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import safe_name
from anbang_desktop.storage.location import is_stick
from anbang_desktop.storage.queries import reports as query
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.excel import encrypted
    from anbang_desktop.services.reports import workbook
else:
    encrypted = lazy_import("anbang_desktop.excel.encrypted")  # cryptography, for the few sheets that need it
    workbook = lazy_import("anbang_desktop.services.reports.workbook")  # openpyxl, 0.3 s

COUNTY = "县司法局"
PURPOSE = "按县局要求报送"
ID_NO, PHONE = name_of(names(Client).id_no), name_of(names(Client).phone)
_TELLS_PHONES = re.compile("电话|手机|联系方式|联系号码")  # headings under which the county wants them whole
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another when it is told by telephone
_GROUPS, _GROUP = 4, 4
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Leaving:
    """What whoever exports says; what isn't said is as it was last time for this sheet. ``whole_ids`` True is
    the confirmation that the county wants whole numbers.
    """

    purpose: str = ""
    recipient: str = ""
    whole_ids: bool | None = None
    encrypt: bool | None = None
    reason: str = ""


AS_BEFORE = Leaving()


@dataclass(frozen=True, slots=True)
class Settled:
    """How a sheet leaves, with everything decided; ``confirmed_by`` is whose word the whole numbers are."""

    purpose: str
    recipient: str
    whole_ids: bool
    encrypt: bool
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class PutOut:
    """A file that was written: where, under which password, what it hashes to, whether it lies on a stick."""

    file: Path
    sha256: str
    sealed: str = ""
    password: str = ""
    stick: bool = False


def terms_of(desk: Desk, name: str) -> ReportTerms:
    """What holds for every sheet of a profile."""
    with desk.store.read() as connection:
        return query.terms(connection, name) or ReportTerms(name=name)


def settle(terms: ReportTerms, said: Leaving, user: str) -> Settled:
    """What was said now, else what was said last time, else covered numbers and no password. UserError for
    words that are too long.
    """
    for words, what, at in ((said.purpose, "用途", "purpose"), (said.recipient, "接收单位", "recipient")):
        if len(words) > _LONGEST:
            raise UserError(f"{what}写了 {len(words)} 个字，最多 {_LONGEST} 个字。", "请写短一些。", field=at)
    whole = terms.full_ids if said.whole_ids is None else said.whole_ids
    return Settled(
        " ".join(said.purpose.split()) or terms.purpose or PURPOSE,
        " ".join(said.recipient.split()) or terms.recipient or COUNTY,
        whole,
        terms.encrypt if said.encrypt is None else said.encrypt,
        (terms.full_by or user) if whole else "",
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked before a sheet leaves: ``numbered`` where it shows ID numbers, ``reason`` where the
    county holds the version before; ``before`` is what was said last time.
    """

    title: str
    numbered: bool
    reason: bool
    before: Settled
    freeze: bool = False  # it is only frozen now, and leaves later


def asking(desk: Desk, title: str, name: str, period: str, *, numbered: bool, freeze: bool = False) -> Asking:
    """What to ask for a sheet; ``period`` is that of a new version (empty: none is made)."""
    with desk.store.read() as connection:
        newest = query.newest_run(connection, name, period) if period else None
    before = settle(terms_of(desk, name), AS_BEFORE, "")
    return Asking(title, numbered, newest is not None and needs_reason(newest.state), before, freeze)


def remember(desk: Desk, work: Work, terms: ReportTerms, settled: Settled) -> None:
    """Keep what was decided as the default of the next time; who confirmed whole numbers is kept with it."""
    fresh = settled.whole_ids and not terms.full_ids
    kept = replace(
        terms,
        purpose=settled.purpose,
        recipient=settled.recipient,
        encrypt=settled.encrypt,
        full_ids=settled.whole_ids,
        full_by=(desk.user if fresh else terms.full_by) if settled.whole_ids else None,
        full_at=(desk.clock.now() if fresh else terms.full_at) if settled.whole_ids else None,
    )
    keep_terms(
        work, terms, kept, f"{terms.name}：确认填完整的身份证号" if fresh else f"{terms.name}：报送方式"
    )


def keep_terms(work: Work, before: ReportTerms, after: ReportTerms, words: str) -> None:
    """Write what holds for a profile, new or changed."""
    if not before.id:
        work.add(after, words)
    elif before != after:
        work.change(before, after, words)


# ---- what is covered


@dataclass(frozen=True, slots=True)
class Covered:
    """Contents with their numbers covered, and how many of them were ID numbers."""

    contents: Mapping[str, Content]
    ids: int


def cover(contents: Mapping[str, Content], layout: Layout) -> Covered:
    """The contents of a workbook with every ID number covered, wherever in a text it stands; a phone in a
    text as well, but not under a heading that asks for one.
    """
    made, ids = dict(contents), 0
    for sheet in layout.sheets:
        if sheet.name in made:
            rows, found = _covered(made[sheet.name].rows, [_cover_of(one) for one in sheet.known])
            made[sheet.name], ids = replace(made[sheet.name], rows=rows), ids + found
    return Covered(made, ids)


def _cover_of(one: Column) -> Callable[[str], str]:
    if one.field == ID_NO:
        return mask_id
    return cover_ids if one.field.endswith(PHONE) or _TELLS_PHONES.search(one.header) else cover_numbers


def _covered(
    rows: Iterable[Sequence[Value]], covers: Sequence[Callable[[str], str]]
) -> tuple[list[list[Value]], int]:
    """Rows with numbers covered, made once: they are written and then counted again."""
    made, ids = [], 0
    for row in rows:
        cells = list(row)
        for at, value in enumerate(cells):
            if isinstance(value, str) and value and (len(value) >= SHORTEST or covers[at] is mask_id):
                told = cells[at] = covers[at](value)
                if told != value:
                    ids += 1 if covers[at] is mask_id else ids_in(value)
        made.append(cells)
    return made, ids


def asks_for_numbers(layout: Layout) -> bool:
    """Whether the blank has a column for ID numbers."""
    return any(one.field == ID_NO for sheet in layout.sheets if sheet.kind == "rows" for one in sheet.known)


# ---- the file


def footer(desk: Desk, version: int, digest: str) -> str:
    """The line at the foot of each page: office, user, time, version and the hash of the frozen values."""
    return f"{desk.office.name}　{desk.user}　{desk.clock.now():%Y-%m-%d %H:%M}　第{version}版 {digest[:8]}"


def file_names(office: str, name: str, period: str, version: str) -> Iterator[str]:
    """单位_表名_期间_版本.xlsx, then the same with a number."""
    yield safe_name(office, name, period, version)
    yield from (safe_name(office, name, period, f"{version}({again})") for again in endless(2))


def put_out(out: Path, names_: Iterable[str], data: bytes, settled: Settled) -> PutOut:
    """Write a sheet into folder ``out`` under the first free name, under a new password where that is wanted,
    and read it back from the disk it lies on. UserError when it can't be written; nothing is left then.
    """
    password = _password() if settled.encrypt else ""
    sent = encrypted.encrypt(data, password) if password else data
    file = workbook.put(out, names_, sent)
    stick = is_stick(file.parent)
    try:
        _read_back(file, sent)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return PutOut(
        file, sha256(data).hexdigest(), sha256(sent).hexdigest() if password else "", password, stick
    )


def _password() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _read_back(file: Path, sent: bytes) -> None:
    """What lies there is what was sent: read from the medium, not from the computer's memory of it."""
    with file.open("rb") as stream:
        if sys.platform == "linux":
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        back = stream.read()
    if sha256(back).digest() != sha256(sent).digest():
        raise UserError(
            f"“{file.name}”写上去以后读回来不一样，这个 U 盘或文件夹靠不住，文件已删去。",
            "请换一个 U 盘或文件夹，再导出一次。",
            field="out",
        )


def words_of(settled: Settled, put: PutOut, people: int, *, hashed: bool = True) -> str:
    """What is kept of a sheet that left: in the audit with its hash."""
    parts = (
        f"导出 {put.file.name}，{people} 行，送{settled.recipient}",
        f"用途：{settled.purpose}",
        f"证件号{'完整' if settled.whole_ids else '遮住'}",
        "加密" if put.password else "",
        "到 U 盘，已读回核对" if put.stick else "已读回核对",
        f"SHA-256 {put.sha256}" if hashed else "",
    )
    return "，".join(filter(None, parts))
