"""Papers as the window wants them: the official form of a record, how many pages it has, each page as pixels.

PDFium, Pillow and ReportLab take 0.4 s to load; the window is painted long before anybody looks at a paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.assessment_round import ROUND
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.outside_query import QUERY
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import issued
from anbang_desktop.services.documents.issued import INNER, Why
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records import case_file, one_number
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, kind_of
from anbang_desktop.storage.history import PRINTED
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.pdf import finish, folding, joined, preview
    from anbang_desktop.services.documents import blanks, forms, neutral, visit_sheets
else:
    finish = lazy_import("anbang_desktop.pdf.finish")
    folding = lazy_import("anbang_desktop.pdf.folding")
    blanks = lazy_import("anbang_desktop.services.documents.blanks")
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
ROUND_SHEETS = "round_sheets"  # one for each who is asked in a round
TASK_SLIPS, PLEDGE = "task_slips", "pledge"  # what the members of a group get and sign
MINUTES = "minutes"  # of the meeting that an assessment comes of
TERMINATION = "termination"  # how help ended before its period
CONSENT = "consent"  # beside the statutory task: a photo, an employer
ALOUD = "aloud"  # agreement and notice in plain words, to be read from
OWN_DATA, OWN_DATA_SPECIAL = "own_data", "own_data_special"  # what is stored, for the person
OF_CASE = (REGISTRATION_FORM, NOTICE, CONSENT, ALOUD, SCORE_SHEET, TERMINATION, OWN_DATA, OWN_DATA_SPECIAL)
BESIDE = {  # a second paper of a record
    REPLY: VERIFICATION.name,
    CLOSING_NOTICE: CLOSING.name,
    QUERY_ANSWER: QUERY.name,
    ROUND_SHEETS: ROUND.name,
    MINUTES: ASSESSMENT.name,
    TASK_SLIPS: GROUP.name,
    PLEDGE: GROUP.name,
}
_SECOND = {  # as it follows its record's row
    REPLY: "reply",
    CLOSING_NOTICE: "notice",
    QUERY_ANSWER: "answer",
    ROUND_SHEETS: "sheets",
    MINUTES: "minutes",
    TASK_SLIPS: "tasks",
    PLEDGE: "pledge",
}
_HANDED_OVER = (OWN_DATA, OWN_DATA_SPECIAL)  # to the person, who asked: no paper of the file, so not kept
_TITLES = {
    REGISTRATION_FORM: "安置帮教对象登记表",
    NOTICE: "个人信息处理告知书",
    SCORE_SHEET: "个人评分单",
    TERMINATION: "终止登记表",
    CONSENT: "同意书",
    ALOUD: "念给您听",
    OWN_DATA: "个人资料",
    OWN_DATA_SPECIAL: "个人资料",
    REPLY: "信息核查回执",
    CLOSING_NOTICE: "帮教期满告知书",
    QUERY_ANSWER: "查询答复函",
    ROUND_SHEETS: "个人评分单",
    MINUTES: "安置帮教评估会议记录",
    TASK_SLIPS: "帮教任务单",
    PLEDGE: "帮教小组成员保密承诺书",
}
OF_RECORD = (*(kind.name for kind in KINDS if kind.paper and kind.name != AGREEMENT.name), *BESIDE)


def form(desk: Desk, no: str, kind: str, record_id: int | None = None, *, inner: bool = False) -> bytes:
    """The official form of a case (OF_CASE) or of one record (OF_RECORD, the newest unless its id is
    given) as PDF bytes: the very paper that went out, as long as nothing on it has changed. Of a withheld
    record 对外件, unless ``inner`` asks for the office's own 存档件.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    if kind not in (*OF_CASE, *OF_RECORD):
        raise UserError(
            f"没有“{kind}”这种表格。", f"可用的有：{'、'.join((*OF_CASE, *OF_RECORD))}。", field="kind"
        )
    row = row_of(about, kind, record_id, inner=inner)
    return issued.draw(desk, about, row, lambda drawn: forms.make(desk, drawn, kind, record_id, inner=inner))


def printed_as(desk: Desk, no: str, name: str) -> str:
    """How the printer's queue, which others see, may call a paper: of a withheld record neutrally."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    return neutral.called(desk, about, name)


def blank(desk: Desk, kind: str, copies: int = 1) -> bytes:
    """A form with nobody in it (``blank_names.names_of``), to be filled in by hand, as PDF bytes."""
    return blanks.make(desk, kind, copies)


def archival(pdf: bytes) -> bytes:
    """The same paper as it is saved: PDF/A-2b."""
    return finish.archival(pdf)


def save(desk: Desk, no: str, kind: str, out: Path) -> int:
    """A form of a case as a file at ``out``, whole or not at all, with its audit; how many pages."""
    paper = form(desk, no, kind)
    pdf = archival(paper)
    with write_beside(out, pdf):
        note_print(desk, no, kind, pdf=paper)
    return page_count(pdf)


def title_of(kind: str) -> str:
    """What a form is called."""
    known = kind_of(kind)
    return _TITLES.get(kind) or (known.paper if known else kind)


def row_of(about: CaseFile, kind: str, record_id: int | None = None, *, inner: bool = False) -> str:
    """Under which its versions are kept: ``contacts/12``, ``cases/7/notice``, ``closings/3/notice``; the
    office's own copy (存档件) apart.
    """
    row = _rows_of(about, kind, record_id)[0]
    if kind == TERMINATION and about.termination is not None:
        row = f"stages/{about.termination.id}"
    elif kind in OF_CASE:
        row = f"cases/{about.case_id}/{kind}"
    elif kind in _SECOND:
        row = f"{row}/{_SECOND[kind]}"
    return f"{row}/{INNER}" if inner else row


def note_print(
    desk: Desk,
    no: str,
    kind: str,
    record_id: int | None = None,
    pdf: bytes | None = None,
    *,
    inner: bool = False,
) -> None:
    """A form went to the printer: it is kept as it was (``pdf``, else as it would be drawn now), and noted
    under the row it shows (the newest of its kind unless the id is given): what was printed is corrected or
    voided from now on, not undone.
    """
    paper = pdf or form(desk, no, kind, record_id, inner=inner)
    with desk.store.work(desk.clock, f"{PRINTED}{title_of(kind)}（{no}）") as work:
        work.lasting = True
        about = case_file.by_no(work.connection, no)
        _keep(desk, work, about, kind, record_id, paper, inner=inner)


def _keep(
    desk: Desk,
    work: Work,
    about: CaseFile,
    kind: str,
    record_id: int | None,
    pdf: bytes,
    *,
    inner: bool = False,
) -> None:
    """The paper of one case that went to the printer."""
    names = _rows_of(about, kind, record_id)
    row = row_of(about, kind, record_id, inner=inner)
    if kind in _HANDED_OVER:
        work.note("print", names[0], f"打印表格 {about.no}")
        return
    own = issued.freeze(work, desk, about, kind, row, pdf, Why.PRINTED)
    if kind == LETTER.name:  # one about several people went out of each file
        shown = next((one for one in about.of(Letter) if names == [f"{LETTER.table}/{one.id}"]), None)
        listed = one_number.together(work.connection, about, shown) if shown else []
        for file, one in listed:
            if one is not shown:
                row = f"{LETTER.table}/{one.id}"
                issued.freeze(work, desk, file, kind, row, pdf, Why.PRINTED, own.code)
        names = [f"{LETTER.table}/{one.id}" for _file, one in listed] or names
    for name in names:
        work.note("print", name, f"打印表格 {about.no}{'，存档件' if inner else ''}")


def having(desk: Desk, case_ids: Sequence[int], needed: type[Record] | None) -> list[str]:
    """The numbers of those of these cases that have such a record (None: of all), in their order."""
    with desk.store.read() as connection:
        files = {about.case_id: about for about in case_file.of_cases(connection, list(case_ids))}
    listed = (files[one] for one in case_ids if one in files)
    return [about.no for about in listed if needed is None or about.of(needed)]


def form_of_each(desk: Desk, numbers: Sequence[str], kind: str, progress: Progress) -> dict[str, bytes]:
    """The form of each of these cases, of its newest record, by number in their order."""
    made = {}
    for at, no in enumerate(numbers):
        progress.step(at, len(numbers), "排版")
        made[no] = form(desk, no, kind)
    return made


def together(papers: Iterable[bytes]) -> bytes:
    """Papers in one file, one after the other, for the printer."""
    return joined.join(papers)


def note_each(desk: Desk, kind: str, papers: Mapping[str, bytes]) -> None:
    """The forms of these cases (by number) went to the printer: as ``note_print``, in one unit."""
    with desk.store.work(desk.clock, f"{PRINTED}{title_of(kind)} {len(papers)} 人") as work:
        work.lasting = True
        for no, pdf in papers.items():
            _keep(desk, work, case_file.by_no(work.connection, no), kind, None, pdf)


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


def folded(pdf: bytes) -> bytes:
    """A paper on A3, to be printed on both sides and folded: 4 and 1, then 2 and 3."""
    return folding.fold(pdf)


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
