"""Papers as the window wants them: the official form of a record, how many pages it has, each page as pixels.

PDFium, Pillow and ReportLab take 0.4 s to load; the window is painted long before anybody looks at a paper.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.outside_query import QUERY
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, one_number
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, kind_of

if TYPE_CHECKING:
    from anbang_desktop.pdf import joined, preview
    from anbang_desktop.services.documents import forms, neutral, visit_sheets
else:
    joined = lazy_import("anbang_desktop.pdf.joined")
    preview = lazy_import("anbang_desktop.pdf.preview")
    forms = lazy_import("anbang_desktop.services.documents.forms")
    neutral = lazy_import("anbang_desktop.services.documents.neutral")
    visit_sheets = lazy_import("anbang_desktop.services.documents.visit_sheets")

Phones = Literal["masked", "whole", "none"]  # how a telephone stands on a paper that is taken along

REGISTRATION_FORM, NOTICE, SCORE_SHEET = "registration", "notice", "score_sheet"
REPLY = "reply"  # to the county, of a verification
CLOSING_NOTICE = "closing_notice"  # to the person, of a closing form
QUERY_ANSWER = "query_answer"  # to the unit that asked, of a query
TERMINATION = "termination"  # how help ended before its period
OF_CASE = (REGISTRATION_FORM, NOTICE, SCORE_SHEET, TERMINATION)
BESIDE = {  # a second paper of a record
    REPLY: VERIFICATION.name,
    CLOSING_NOTICE: CLOSING.name,
    QUERY_ANSWER: QUERY.name,
}
OF_RECORD = (*(kind.name for kind in KINDS if kind.paper and kind.name != AGREEMENT.name), *BESIDE)


def form(desk: Desk, no: str, kind: str, record_id: int | None = None, *, inner: bool = False) -> bytes:
    """The official form of a case (OF_CASE) or of one record (OF_RECORD, the newest unless its id is
    given) as PDF bytes. Of a withheld record 对外件, unless ``inner`` asks for the office's own 存档件.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    if kind not in (*OF_CASE, *OF_RECORD):
        raise UserError(
            f"没有“{kind}”这种表格。", f"可用的有：{'、'.join((*OF_CASE, *OF_RECORD))}。", field="kind"
        )
    return forms.make(desk, about, kind, record_id, inner=inner)


def printed_as(desk: Desk, no: str, name: str) -> str:
    """How the printer's queue, which others see, may call a paper: of a withheld record neutrally."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    return neutral.called(desk, about, name)


def note_print(desk: Desk, no: str, kind: str, record_id: int | None = None, *, inner: bool = False) -> None:
    """Record in the audit that a form went to the printer, under the row it shows (the newest of its kind
    unless the id is given): what was printed is corrected or voided from now on, not undone.
    """
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        names = _rows_of(about, kind, record_id)
        if kind == LETTER.name:  # one about several people went out of each file
            shown = next((one for one in about.of(Letter) if names == [f"{LETTER.table}/{one.id}"]), None)
            listed = one_number.together(work.connection, about, shown) if shown else []
            names = [f"{LETTER.table}/{one.id}" for _file, one in listed] or names
        for name in names:
            work.note("print", name, f"打印表格 {no}{'，存档件' if inner else ''}")


def having(desk: Desk, case_ids: Sequence[int], needed: type[Record] | None) -> list[str]:
    """The numbers of those of these cases that have such a record (None: of all), in their order."""
    with desk.store.read() as connection:
        files = {about.case_id: about for about in case_file.of_cases(connection, list(case_ids))}
    listed = (files[one] for one in case_ids if one in files)
    return [about.no for about in listed if needed is None or about.of(needed)]


def form_of_each(desk: Desk, numbers: Sequence[str], kind: str, progress: Progress) -> bytes:
    """The form of each of these cases, of its newest record, in one file: one after the other."""
    made = []
    for at, no in enumerate(numbers):
        progress.step(at, len(numbers), "排版")
        made.append(form(desk, no, kind))
    return joined.join(made)


def note_each(desk: Desk, numbers: Sequence[str], kind: str) -> None:
    """Record in the audit that the forms of these cases went to the printer, each under the row it shows."""
    with desk.store.work(desk.clock) as work:
        for no in numbers:
            for name in _rows_of(case_file.by_no(work.connection, no), kind, None):
                work.note("print", name, f"打印表格 {no}")


def _rows_of(about: CaseFile, kind: str, record_id: int | None) -> list[str]:
    """The rows that a form shows; a blank to be filled by hand (notice, score sheet) shows none of them."""
    known = kind_of(BESIDE.get(kind, kind))
    if known is None:
        return [f"cases/{about.case_id}/{kind}"]
    records = about.of(known.fields.record) if known.fields.table else ()
    shown = record_id or (records[-1].id if records else None)
    if shown is None:
        return [f"cases/{about.case_id}", f"clients/{about.client.id}"]
    return [f"{known.fields.table}/{shown}"]


def visit_pack(desk: Desk, numbers: Sequence[str], phones: Phones) -> bytes:
    """走访包: a sheet for each of these cases, in that order, as PDF bytes; UserError when there is none."""
    if not numbers:
        raise UserError("没有要走访的人。", "请先选村，或者在人员里勾选。", field="no")
    with desk.store.read() as connection:
        files = [case_file.by_no(connection, no) for no in numbers]
    return visit_sheets.make(desk, files, phones, "走访记录单")


def note_pack(desk: Desk, numbers: Sequence[str], phones: Phones) -> None:
    """Record in the audit that the sheets of these cases went to the printer, under each visit that they
    tell of, and whether the telephones were whole.
    """
    whole = "，电话完整" if phones == "whole" else ""
    with desk.store.work(desk.clock) as work:
        for no in numbers:
            about = case_file.by_no(work.connection, no)
            told = [f"{CONTACT.table}/{one.id}" for one in visit_sheets.shown(about)]
            for name in (f"cases/{about.case_id}/visit_sheet", *told):
                work.note("print", name, f"打印走访包 {no}{whole}")


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    return preview.page_count(pdf)


def render(pdf: bytes, page: int, dpi: int) -> "preview.Pixels":
    """Page ``page`` (from 0) on white at ``dpi``: width, height, stride, data (B G R and one unused byte a
    pixel).
    """
    return preview.render(pdf, page, dpi)


def render_pages(
    pdf: bytes, dpi: int, progress: Progress | None = None, what: str = ""
) -> "list[preview.Pixels]":
    """Every page as ``render`` gives it; a step of ``progress`` a page, under the name ``what``."""
    total = page_count(pdf)
    pages = []
    for page in range(total):
        if progress is not None:
            progress.step(page, total, what)
        pages.append(render(pdf, page, dpi))
    return pages
