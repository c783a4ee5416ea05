"""扫描件归位: scans that came back are read page by page, found by the code on each page, and proposed: which
paper, which version, whether a page is missing. Nothing is filed before the clerk confirms it.

What was read waits in the vault, encrypted, page by page: lock, close and power cut lose nothing, and reading
is all or nothing.
"""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anbang_desktop.domain.states import UNSETTLED
from anbang_desktop.errors import UserError
from anbang_desktop.excel import child
from anbang_desktop.excel.limits import MIB, Limits
from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.issued import Issued
from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, issued, papers
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_reason, refuse_future, refuse_shut
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import issued as issued_query
from anbang_desktop.storage.queries import returned as query
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.reading import Connection

if TYPE_CHECKING:
    from anbang_desktop.pdf import scan_pages, scans
    from anbang_desktop.services.records import scans as scan_files
else:
    scans = lazy_import("anbang_desktop.pdf.scans")
    scan_files = lazy_import("anbang_desktop.services.records.scans")

READ: Final = "扫描件归位：读入"
FILED: Final = "扫描件归位"
SUFFIXES: Final = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
AGREEMENT_PAPER: Final = "安置帮教协议书"
REFUSAL: Final = "拒签情况说明"
_TASK = "anbang_desktop.pdf.scan_pages:read"
_PORTION = 20  # pages that one child reads
_LIMITS = Limits(seconds=180, seconds_per_mib=2, most_seconds=600, memory=1024 * MIB)
_AGAIN = "请用扫描仪重新扫描，存成 PDF、JPG、PNG 或者 TIFF 再读。"
_TOLD = child.Told(
    ("读这个文件用的时间太长，已经停下。", _AGAIN),
    ("这个文件太大或已损坏，读取时内存不够，已经停下。", _AGAIN),
    ("这个文件已经损坏。", _AGAIN),
    ("这个文件不是能打开的图片或者 PDF。", _AGAIN),
)


class Standing(StrEnum):
    """What is to be said of a paper of which pages came back, the weightiest first."""

    OLD = "OLD"  # a newer version went out since
    MISSING = "MISSING"
    THERE = "THERE"  # it came back before
    COMPLETE = "COMPLETE"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why, in a sentence."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What reading brought: pages of papers that are known, pages for the tray, empty backs that were left
    out, pages of files that had been read before.
    """

    files: int
    placed: int
    tray: int
    blank: int
    again: int
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """A paper of which pages wait. ``pages`` are those that would be filed, in their order, ``spare`` further
    scans of the same page; ``missing`` are page numbers. ``must_sign``: with it an agreement is recorded as
    signed. ``sealed``: a withheld record, which stands on no
    list: neither name nor number.
    """

    code: str
    no: str
    name: str
    title: str
    version: int
    newest: int
    of: int
    pages: tuple[ReturnedPage, ...]
    spare: tuple[ReturnedPage, ...]
    missing: tuple[int, ...]
    there: bool
    must_sign: bool
    sealed: bool

    @property
    def standing(self) -> Standing:
        """The weightiest of what is to be said."""
        if self.version < self.newest:
            return Standing.OLD
        if self.missing:
            return Standing.MISSING
        return Standing.THERE if self.there else Standing.COMPLETE

    @property
    def words(self) -> str:
        """All of it in words: 缺第 2 页；第 1 页扫了两次，用后一次的."""
        said = (
            [f"旧版：第 {self.version} 版，现在是第 {self.newest} 版"] if self.version < self.newest else []
        )
        said.append(f"缺第 {_numbers(self.missing)} 页" if self.missing else f"齐，{self.of} 页")
        twice = sorted({one.page for one in self.spare if one.page})
        said += [f"第 {_numbers(twice)} 页扫了不止一次，用后一次的"] if twice else []
        said += ["已经有扫描件，归位后换成这一份"] if self.there else []
        return "；".join(said)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits: papers by the number of their case, and the pages of which nobody knows where
    they belong.
    """

    papers: tuple[ReturnedPaper, ...]
    tray: tuple[ReturnedPage, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper to which a page may be assigned by hand."""

    code: str
    title: str
    version: int
    pages: int
    on: date


# ---- reading


def files_in(folder: Path) -> list[Path]:
    """The scans that lie in a folder, by name; UserError where there is none."""
    try:
        found = [one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file()]
    except OSError as error:
        raise UserError(f"打不开文件夹“{folder.name}”。", "请核对位置，或者换一个文件夹。") from error
    if not found:
        raise UserError(
            f"文件夹“{folder.name}”里没有扫描件。", "请选放扫描件（PDF、JPG、PNG、TIFF）的文件夹。"
        )
    return sorted(found, key=lambda one: one.name)


def take_in(desk: Desk, files: Sequence[Path], progress: Progress | None = None) -> TakenIn:
    """Read these files (or the scans of these folders) into the vault, all or nothing: stopped in the middle,
    nothing was read. A file that is broken is told and leaves the others in peace; one that was read before
    is not read again.
    """
    wanted = [one for file in files for one in (files_in(file) if file.is_dir() else [file])]
    told = progress or Progress()
    counted: dict[str, int] = defaultdict(int)
    refused: list[Refused] = []
    with begin(desk, READ) as unit:
        for at, file in enumerate(wanted):
            told.step(at, len(wanted), "读扫描件")
            try:
                _take_file(unit, file, told, counted)
            except UserError as error:
                refused.append(Refused(file.name, str(error)))
    return TakenIn(
        len(wanted), counted["placed"], counted["tray"], counted["blank"], counted["again"], tuple(refused)
    )


def _take_file(unit: Unit, file: Path, progress: Progress, counted: dict[str, int]) -> None:
    data = scan_files.read_bytes(file)
    digest = hashlib.sha256(data).hexdigest()
    known = [one for one in query.of_file(unit.work.connection, digest) if one.state is not PageState.GONE]
    if known:
        counted["again"] += len(known)
        return
    for at, page in enumerate([*_pages(data, progress)], 1):  # all of a file or nothing
        if page["blank"]:
            counted["blank"] += 1
            continue
        kept = unit.work.attach(
            f"{digest[:16]}_{at}.jpg", scans.JPEG, base64.b64decode(page["picture"], validate=True)
        )
        found = ReturnedPage(
            file=file.name,
            at=at,
            digest=digest,
            attachment_id=kept,
            code=page["code"],
            page=page["page"],
            damaged=page["damaged"],
            taken_at=unit.desk.clock.now(),
            taken_by=unit.desk.user,
        )
        unit.work.add(found, f"读入扫描件 {file.name} 第 {at} 页")
        paper = _paper_of(unit.work.connection, found.code)
        counted["tray" if paper is None or not _fits(found, paper) else "placed"] += 1


def _pages(data: bytes, progress: Progress) -> "Iterable[scan_pages.PageRead]":
    """The pages of a file, read in a child a portion at a time."""
    first, total = 0, 1
    while first < total:
        asked = {"first": first, "most": _PORTION}
        read: scan_pages.FileRead = child.run(_TASK, data, asked, _LIMITS, progress, _TOLD)
        yield from read["pages"]
        first, total = first + _PORTION, read["total"]


# ---- what waits


def waiting(desk: Desk) -> Waiting:
    """What was read and is neither filed nor thrown away."""
    with desk.store.read() as connection:
        tray, by_code = [], defaultdict[str, list[ReturnedPage]](list)
        known: dict[str, Issued] = {}
        for one in query.waiting(connection):
            paper = known.get(one.code or "") or _paper_of(connection, one.code)
            if paper is None or not _fits(one, paper):
                tray.append(one)
            else:
                known[paper.code] = paper
                by_code[paper.code].append(one)
        files = _files(connection, {known[code].case_id for code in by_code})
        hidden = withheld.cards(connection, files)
        listed = [
            _paper(connection, known[code], pages, files[known[code].case_id], hidden)
            for code, pages in by_code.items()
        ]
    return Waiting(tuple(sorted(listed, key=lambda one: (one.no, one.title, one.version))), tuple(tray))


def count_waiting(desk: Desk) -> int:
    """How many pages wait."""
    with desk.store.read() as connection:
        return query.count_waiting(connection)


def _files(connection: Connection, case_ids: Iterable[int]) -> dict[int, CaseFile]:
    return {one.case_id: one for one in case_file.of_cases(connection, sorted(case_ids))}


def _paper_of(connection: Connection, code: str | None) -> Issued | None:
    return issued.by_code(connection, code) if code else None


def _fits(one: ReturnedPage, paper: Issued) -> bool:
    return one.page is not None and 1 <= one.page <= paper.pages


def _paper(
    connection: Connection,
    paper: Issued,
    mine: Sequence[ReturnedPage],
    about: CaseFile,
    hidden: Iterable[int],
) -> ReturnedPaper:
    """What is proposed of one paper. A page that was filed earlier still counts: what was missing then makes
    the set whole now.
    """
    filed = [one for one in query.of_code(connection, paper.code) if one.state is PageState.FILED]
    chosen = {one.page: one for one in (*filed, *mine) if one.page is not None}  # the later scan stands
    used = {one.id for one in chosen.values()}
    newest = issued.newest(connection, paper.row)
    sealed = about.case_id in hidden
    agreed = _agreement_of(about, paper)
    return ReturnedPaper(
        code=paper.code,
        no="" if sealed else about.no,
        name=gate.SEALED_FILE if sealed else about.client.name,
        title=title_of(paper),
        version=paper.version,
        newest=newest.version if newest else paper.version,
        of=paper.pages,
        pages=tuple(chosen[page] for page in sorted(chosen)),
        spare=tuple(one for one in mine if one.id not in used),
        missing=tuple(page for page in range(1, paper.pages + 1) if page not in chosen),
        there=paper.scan_attachment_id is not None,
        must_sign=agreed is not None and agreed.state in UNSETTLED,
        sealed=sealed,
    )


def _numbers(pages: Iterable[int]) -> str:
    return "、".join(map(str, pages))


def title_of(paper: Issued) -> str:
    """What a paper is called."""
    if paper.kind == AGREEMENT.name:
        return AGREEMENT_PAPER
    return REFUSAL if paper.kind == "refusal" else papers.title_of(paper.kind)


def _agreement_of(about: CaseFile, paper: Issued) -> Agreement | None:
    if paper.kind != AGREEMENT.name:
        return None
    return next((one for one in about.agreements if f"{AGREEMENT.table}/{one.id}" == paper.row), None)


def picture(desk: Desk, page: ReturnedPage) -> bytes:
    """A scanned page as JPEG bytes; ``gate.Closed`` where it is of a withheld record that nobody opened."""
    with desk.store.read() as connection:
        paper = _paper_of(connection, page.code)
        if paper is not None:
            gate.refuse_closed(connection, paper.case_id, case_file.by_id(connection, paper.case_id).no)
    return desk.store.attachment(page.attachment_id).data


def case_no(desk: Desk, code: str) -> str:
    """The number of the case that a paper is of; empty where nobody knows the paper."""
    with desk.store.read() as connection:
        paper = issued.by_code(connection, code)
        return case_file.by_id(connection, paper.case_id).no if paper is not None else ""


# ---- what the clerk decides


def file_papers(
    desk: Desk, codes: Sequence[str], on: date | None = None, *, anyway: bool = False
) -> list[ReturnedPaper]:
    """These papers came back signed, on that day (today unless it is given): their pages become the scan of
    each, an agreement that waits for its signatures is recorded as signed; one unit of work.

    UserError for a paper with a page missing and for an old version, unless the clerk says ``anyway``; then
    nothing of any is filed.
    """
    day = refuse_future(desk, on or desk.today)
    chosen = [one for one in waiting(desk).papers if one.code in set(codes)]
    if not chosen:
        raise UserError("没有要归位的文书。", "请先读入扫描件，再选要归位的文书。", field="code")
    for one in chosen:
        if one.standing in (Standing.OLD, Standing.MISSING) and not anyway:
            raise UserError(
                f"{one.name}的{one.title}：{one.words}。",
                "请补扫，或者看过以后单独确认这一份。",
                field="code",
            )
    with begin(desk, FILED) as unit:
        unit.is_about({case_id for one in chosen for case_id in _file(unit, one, day)})
    return chosen


def _file(unit: Unit, paper: ReturnedPaper, day: date) -> list[int]:
    """One paper; the cases it is filed with."""
    same = issued_query.of_code(unit.work.connection, paper.code)  # one letter, in the file of each
    about = unit.open(case_file.by_id(unit.work.connection, same[0].case_id).no)
    refuse_shut(about)
    pictures = [unit.desk.store.attachment(one.attachment_id).data for one in paper.pages]
    name = f"{paper.title}扫描件_{about.no}_{paper.version}.pdf"
    kept = unit.work.attach(name, scans.PDF, scans.picture_pages(pictures))
    for one in same:
        agreed = _agreement_of(about, one)
        if agreed is not None and paper.version == paper.newest:
            agreements.came_back(unit, about, agreed, day, kept)
        else:
            issued.returned(unit, one, kept, day)
    for page in paper.pages:
        if page.state is not PageState.FILED:
            unit.work.change(page, replace(page, state=PageState.FILED), f"{paper.title}归位 {about.no}")
    for page in paper.spare:
        _throw_away(unit, page, "同一页扫了不止一次，用了后一次的")
    return [one.case_id for one in same]


def candidates(desk: Desk, no: str) -> list[Candidate]:
    """The papers of a case to which a page may be assigned, the newest first."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = issued.of_case(connection, about.case_id)
    listed = [
        Candidate(one.code, title_of(one), one.version, one.pages, one.entered_at.date()) for one in found
    ]
    return listed[::-1]


def place(desk: Desk, page_id: int, code: str, page: int) -> None:
    """The clerk says of a page of the tray that it is that page of that paper."""
    with begin(desk, "扫描件归位：指定") as unit:
        (one,) = _waiting_pages(unit.work.connection, [page_id])
        paper = issued.by_code(unit.work.connection, code)
        if paper is None:
            raise UserError("找不到这份文书。", "请重新选择。", field="code")
        if not 1 <= page <= paper.pages:
            raise UserError(
                f"这份{title_of(paper)}没有第 {page} 页，一共 {paper.pages} 页。",
                "请核对页码。",
                field="page",
            )
        placed = replace(one, code=paper.code, page=page, by_hand=True)
        unit.work.case_id = paper.case_id
        unit.work.change(one, placed, f"{title_of(paper)}第 {page} 页")


def discard(desk: Desk, page_ids: Sequence[int], reason: str) -> int:
    """Throw these pages away, for a reason; how many. The unit can be taken back."""
    said = as_reason(desk, reason)
    if not said:
        raise UserError("还没有写为什么不要。", "请写一句，例如 不是本所的文书。", field="reason")
    with begin(desk, "扫描件归位：不要") as unit:
        pages = _waiting_pages(unit.work.connection, page_ids)
        for one in pages:
            _throw_away(unit, one, said)
    return len(pages)


def _throw_away(unit: Unit, page: ReturnedPage, reason: str) -> None:
    gone = replace(page, state=PageState.GONE, reason=reason)
    unit.work.change(page, gone, f"不要扫描件 {page.file} 第 {page.at} 页")


def _waiting_pages(connection: Connection, ids: Sequence[int]) -> list[ReturnedPage]:
    found = [one for one in query.of_ids(connection, ids) if one.state is PageState.WAITING]
    if len(found) != len(set(ids)):
        raise UserError("这一页已经归位，或者已经不要了。", "请按 F5 重新看一遍。", field="page")
    return found
