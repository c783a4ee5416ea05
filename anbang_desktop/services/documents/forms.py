"""Which official form shows which record. Brings ReportLab."""

from collections.abc import Callable, Sequence

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_values
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.reading import Row

_OF_CASE: dict[str, Callable[[Desk, CaseFile], bytes]] = {
    "registration": paper_values.registration_form,
    "notice": paper_values.notice_form,
    "score_sheet": paper_values.score_sheet_form,
}
_OF_RECORD: dict[str, Callable[[Desk, CaseFile, Row], bytes]] = {
    **paper_values.RECORD_FORMS,
    "reply": paper_values.verification_reply,
}


def make(desk: Desk, about: CaseFile, kind: str, record_id: int | None) -> bytes:
    """The form as PDF bytes; UserError when there is no such record."""
    if kind in _OF_CASE:
        return _OF_CASE[kind](desk, about)
    rows = [row for row in _rows(about, kind) if record_id in (None, row["id"])]
    if not rows:
        raise UserError("还没有可打印的记录。", "请先登记。", field="kind")
    return _OF_RECORD[kind](desk, about, rows[-1])


def _rows(about: CaseFile, kind: str) -> Sequence[Row]:
    found = {
        "verification": about.verifications,
        "reply": about.verifications,
        "handover": about.handovers,
        "group": about.groups,
        "assessment": about.assessments,
        "contact": about.contacts,
        "placement": about.placements,
    }
    return found[kind]
