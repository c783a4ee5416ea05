"""One person, one file (art. 12.2.2; domain.md §4.15): what is in it, what is missing, and the whole of it
bound as one PDF.

``case_binder`` brings ReportLab (0.4 s), which the list of contents does not need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain import completeness as catalogue
from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.completeness import Completeness
from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records import case_file, file_item, filing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future, refuse_shut
from anbang_desktop.services.records.unit import begin

if TYPE_CHECKING:
    from anbang_desktop.services.documents import case_binder
else:
    case_binder = lazy_import("anbang_desktop.services.documents.case_binder")

BROUGHT = "archive"  # section of the papers that somebody brings; the others come out of a record
_FORM_PAGES = 1  # what a form on paper takes at least; the registration form is laid out on two
_REGISTRATION_PAGES = 2
_MOST_PAGES = 5000  # of one paper on the shelf


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the catalogue for a case; ``note`` says since when, and where what is only on paper
    lies.
    """

    no: str
    key: str
    title: str
    needed: bool
    present: bool
    count: int
    pages: int
    note: str
    verb: Verb | None
    section: PersonSection | None
    made: bool
    on_paper: bool
    article: str = ""


@dataclass(frozen=True, slots=True)
class BoundFile:
    """The bound file: where it was written (nowhere, if not asked for), its pages, its bytes, what it
    lacks.
    """

    files: list[str]
    pages: int
    pdf: bytes
    missing: list[str]


def contents(desk: Desk, no: str) -> list[FileLine]:
    """The catalogue of a case's file, in its order."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    return [_line(about, line) for line in case_card.completeness(desk, about).lines]


def completeness(desk: Desk, no: str) -> Completeness:
    """How complete the file is for its state: percent and what is missing."""
    with desk.store.read() as connection:
        return case_card.completeness(desk, case_file.by_no(connection, no))


def _line(about: CaseFile, line: catalogue.FileLine) -> FileLine:
    missing = line.needed and not line.present
    return FileLine(
        no=line.no,
        key=line.key,
        title=line.title,
        needed=line.needed,
        present=line.present,
        count=line.count,
        pages=_pages(about, line.key),
        note=_note(about, line),
        verb=line.verb if missing else None,
        section=line.section,
        made=line.made,
        on_paper=line.on_paper,
        article=article_of(line.basis),
    )


def _pages(about: CaseFile, key: str) -> int:
    """Pages known without drawing anything: scans and the issued agreement as they are, a form as one
    page.
    """
    scanned = sum(item.pages or 0 for item in about.file_items if item.paper == key)
    if key == "registration" and about.case.filled_on:
        return scanned + _REGISTRATION_PAGES
    if key == "agreement":
        return scanned + sum(version.pages or _FORM_PAGES for version in about.agreements)
    ended = key == PaperKey.CLOSING and about.termination is not None
    return scanned + (len(_records(about, key)) + ended) * _FORM_PAGES


def behind(about: CaseFile, key: str) -> list[Record]:
    """Every record that a line of the catalogue counts, voided ones too, newest first."""
    made = [record for _kind, record in filing.under(about, key, voided=True)]
    filed = [item for item in about.all_of(FileItem) if item.paper == key]
    return sorted([*made, *filed], key=lambda record: (record.on, record.id), reverse=True)


def _records(about: CaseFile, key: str) -> list[Record]:
    """The records whose forms are bound under a key of the catalogue."""
    return [record for kind, record in filing.under(about, key) if kind.fields is not AGREEMENT]


def _note(about: CaseFile, line: catalogue.FileLine) -> str:
    if line.made:
        return ""
    if not line.present:
        return line.need
    newest = _newest(about, line.key)
    unscanned = (item for item in about.file_items if item.paper == line.key and item.attachment_id is None)
    return "；".join([*([f"最近 {newest.isoformat()}"] if newest else []), *map(_shelf, unscanned)])


def _newest(about: CaseFile, key: str) -> date | None:
    days: list[date | None] = [record.on for record in _records(about, key)]
    if key == "registration":
        days.append(about.case.filled_on)
    if key == PaperKey.CLOSING and about.termination is not None:
        days.append(about.termination.on)
    if key == "agreement":
        days += [version.signed_on or version.refused_on for version in about.agreements]
    days += [item.on for item in about.file_items if item.paper == key]
    return max((day for day in days if day is not None), default=None)


def add(
    desk: Desk,
    no: str,
    paper: str,
    title: str,
    on: date | None = None,
    scan: Path | None = None,
    shelf: str = "",
    pages: int | None = None,
) -> int:
    """Put a paper into the file: a scan, or (without one) the note that it exists on paper only, with its
    place and how many pages it has. UserError for a day to come.
    """
    if pages is not None and not 0 < pages <= _MOST_PAGES:
        raise UserError(f"页数 {pages} 不对。", "请数一数有字的页面，填 1 以上的数。", field="pages")
    file_item.refuse_strange(desk, paper)
    accepted = file_item.accept(scan) if scan else None
    with begin(desk, "放入卷宗材料") as unit:
        about = unit.open(no)
        refuse_shut(about)
        item = FileItem(
            case_id=about.case_id,
            paper=paper,
            title=title.strip() or next(one.title for one in desk.pack.papers if one.key == paper),
            on=refuse_future(desk, on or desk.today),
            shelf=shelf.strip() or None,
            pages=None if accepted else pages,
        )
        return file_item.put(unit, item, about.no, accepted).id


def bind(
    desk: Desk,
    no: str,
    out: Path | None = None,
    progress: Progress | None = None,
    *,
    inner: bool = False,
    checked_by: str = "",
) -> BoundFile:
    """The whole file as one PDF/A-2b: cover, catalogue, papers in the catalogue's order, 备考表. ``out``
    is the file to write, ``checked_by`` who looked it through (检查人). Of a withheld record 对外件, unless
    ``inner`` asks for the office's own 存档件.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    whole = case_card.completeness(desk, about)
    missing = [_lacking(line) for line in whole.missing]
    keys = [line.key for line in whole.lines]
    bound = case_binder.bind(
        desk, about, keys, missing, progress or Progress(), inner=inner, checked_by=checked_by
    )
    target = file_for(out, about.no) if out else None
    with write_beside(target, bound.data), desk.store.work(desk.clock) as work:
        work.note("export", f"cases/{about.case_id}", f"装订档案 {about.no}{'，存档件' if inner else ''}")
    return BoundFile([str(target)] if target else [], bound.pages, bound.data, missing)


def labels(desk: Desk, numbers: Sequence[str], *, box: bool = False) -> bytes:
    """A label for the spine of each of these files (卷脊标签), or one for the box that they lie in."""
    if not numbers:
        raise UserError("没有选档案。", "请写上档案编号。", field="no")
    with desk.store.read() as connection:
        files = [case_file.by_no(connection, no) for no in numbers]
    return case_binder.labels(desk, files, box=box)


def _lacking(line: catalogue.FileLine) -> str:
    """A missing paper with the reason: not brought or not made, and which article asks for it."""
    why = "尚未放入" if line.section == BROUGHT else "尚未形成"
    return f"{line.title}（{why}；{article_of(line.basis)}）" if line.basis else f"{line.title}（{why}）"


def article_of(basis: str) -> str:
    """The article behind a line of the catalogue in words."""
    return spell_basis(basis)


def file_for(out: Path, no: str) -> Path:
    """The file that ``bind`` writes: ``out``, or one named after the case in the folder ``out``."""
    return out / f"档案_{no}.pdf" if out.is_dir() else out


def _shelf(item: FileItem) -> str:
    return f"纸质件存放于{item.shelf}" if item.shelf else "纸质件没有写明存放位置"
