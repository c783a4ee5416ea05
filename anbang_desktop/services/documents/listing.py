"""A list as it is seen, on paper or in a workbook: its columns in their order, its filter, all its rows.

Numbers of identity and telephones are covered. Whole they leave only for a purpose, which the audit keeps
with each person concerned.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.domain.listing import Cell, Listing
from anbang_desktop.domain.phone import mask_phone
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import safe_name, write_beside
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.storage.reading import Connection

if TYPE_CHECKING:
    from anbang_desktop.excel import listing as sheet
    from anbang_desktop.pdf.forms import listing as paper
else:
    sheet = lazy_import("anbang_desktop.excel.listing")
    paper = lazy_import("anbang_desktop.pdf.forms.listing")

_ITS = names(Client)
ID_NO, PHONE = name_of(_ITS.id_no), name_of(_ITS.phone)
_MASKS = {ID_NO: mask_id, PHONE: mask_phone}
_PHONE_HEAD = "电话"
_STEP = 20
Way = Literal["print", "export"]
_WORDS: Mapping[Way, str] = {"print": "打印", "export": "导出"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is seen; ``no`` is the number of its case, empty where it is nobody's."""

    no: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SeenList:
    """What is seen of a list. ``numbers`` says which columns (from 0) show a covered number of the person."""

    key: str  # the page
    name: str  # 人员名单
    unit: str  # 人
    narrowed: str  # the filter in words
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    numbers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers of identity and telephones leave; ``phones`` adds a column."""

    phones: bool = False
    whole: bool = False
    purpose: str = ""


COVERED = Numbers()


def lay_out(
    desk: Desk, seen: SeenList, numbers: Numbers = COVERED, progress: Progress | None = None
) -> bytes:
    """The list on A4 as PDF bytes; UserError where whole numbers have no purpose."""
    return paper.make(_listing(desk, seen, numbers, "print", progress), progress)


def note_print(desk: Desk, seen: SeenList, numbers: Numbers, pdf: bytes) -> None:
    """Record in the audit that this paper went to the printer."""
    _note(desk, seen, numbers, "print", pdf)


def export(desk: Desk, seen: SeenList, numbers: Numbers, out: Path, progress: Progress | None = None) -> None:
    """The list as a workbook at ``out``, whole or not at all, with its audit."""
    data = sheet.make(_listing(desk, seen, numbers, "export", progress), seen.name, progress)
    with write_beside(out, data):
        _note(desk, seen, numbers, "export", data)


def file_name(desk: Desk, seen_name: str) -> str:
    """单位_列表_日期.xlsx."""
    return safe_name(desk.office.name, seen_name, f"{desk.today:%Y%m%d}")


def refuse_without_purpose(numbers: Numbers) -> None:
    """UserError where whole numbers are wanted and nobody said what for."""
    if numbers.whole and not numbers.purpose.strip():
        raise UserError(
            "完整号码要写明用途。",
            "请写送给谁、做什么用，例如“报县司法局核对”；不需要完整号码的，选遮住。",
            field="purpose",
        )


def refuse_withheld(desk: Desk, seen: SeenList) -> None:
    """UserError where a withheld record stands on what is seen: it is on no list that leaves."""
    with desk.store.read() as connection:
        if gate.any_withheld(connection, (line.no for line in seen.lines)):
            raise UserError("这里有封存的档案，不能打印，也不能导出。", "请回到别的筛选再打印、导出。")


def _listing(desk: Desk, seen: SeenList, numbers: Numbers, way: Way, progress: Progress | None) -> Listing:
    refuse_without_purpose(numbers)
    refuse_withheld(desk, seen)
    if not seen.lines:
        raise UserError(f"{seen.name}里没有可以{_WORDS[way]}的内容。", "请换一个筛选条件，或者先登记。")
    heads, rows = seen.heads, tuple(line.cells for line in seen.lines)
    if numbers.phones or (numbers.whole and seen.numbers):
        heads = (*heads, *((_PHONE_HEAD,) if numbers.phones else ()))
        with desk.store.read() as connection:
            rows = tuple(_with_numbers(connection, seen, numbers, progress))
    count = f"共 {len(rows)} {seen.unit}"
    made = f"{chinese(desk.today)}　{desk.user}　{_WORDS[way]}"
    narrowed = "　　".join(filter(None, (count, f"筛选：{seen.narrowed}" if seen.narrowed else "")))
    return Listing(f"{desk.office.name}　{seen.name}", narrowed, made, heads, rows)


def _with_numbers(
    connection: Connection, seen: SeenList, numbers: Numbers, progress: Progress | None
) -> "list[tuple[Cell, ...]]":
    """The rows with the numbers that were asked for."""
    found = []
    for at, line in enumerate(seen.lines):
        if progress is not None and at % _STEP == 0:
            progress.step(at, len(seen.lines), "读号码")
        known = _numbers_of(connection, line.no) if line.no else {}
        cells = list(line.cells)
        for place, datum in seen.numbers.items():
            if numbers.whole and line.no:
                cells[place] = known[datum]
        if numbers.phones:
            phone = known.get(PHONE, "")
            cells.append(phone if numbers.whole else _MASKS[PHONE](phone) if phone else "")
        found.append(tuple(cells))
    return found


def _numbers_of(connection: Connection, no: str) -> dict[str, str]:
    client = case_file.by_no(connection, no).client
    return {ID_NO: client.id_no or "", PHONE: client.phone or ""}


def _note(desk: Desk, seen: SeenList, numbers: Numbers, way: Way, data: bytes) -> None:
    whole = numbers.whole and (numbers.phones or bool(seen.numbers))
    shown = "完整" if whole else "遮住"
    about = f"号码{shown}" if numbers.phones or seen.numbers else ""
    purpose = f"用途：{numbers.purpose.strip()}" if numbers.purpose.strip() else ""
    hashed = f"SHA-256 {hashlib.sha256(data).hexdigest()}"
    words = f"{_WORDS[way]}{seen.name} {len(seen.lines)} {seen.unit}"
    with desk.store.work(desk.clock) as work:
        work.note(way, f"lists/{seen.key}", "，".join(filter(None, (words, about, purpose, hashed))))
        if whole:
            for no in dict.fromkeys(line.no for line in seen.lines if line.no):
                case_id = case_file.by_no(work.connection, no).case_id
                work.note(way, f"cases/{case_id}/list", f"{_WORDS[way]}完整号码 {no}，{purpose}")
