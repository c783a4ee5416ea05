"""Which official form shows which record. Brings ReportLab."""

from collections.abc import Callable
from typing import Any

from anbang_desktop.errors import UserError
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.field import RecordKind
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_values
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_of

BESIDE: dict[str, tuple[RecordKind, Callable[[Desk, CaseFile, Any], bytes]]] = {
    "reply": (VERIFICATION, paper_values.verification_reply),
    "closing_notice": (CLOSING, paper_values.closing_notice),
}  # a second paper of a record
_OF_CASE: dict[str, Callable[[Desk, CaseFile], bytes]] = {
    "registration": paper_values.registration_form,
    "notice": paper_values.notice_form,
    "consent": paper_values.consent_form,
    "aloud": paper_values.aloud_form,
    "score_sheet": paper_values.score_sheet_form,
    "termination": paper_values.termination_form,
}


def make(desk: Desk, about: CaseFile, kind: str, record_id: int | None) -> bytes:
    """The form as PDF bytes, of the newest record that counts unless an id is given; UserError when there is
    no such record, and for one that was voided: nobody shall take it for valid.
    """
    if kind in _OF_CASE:
        return _OF_CASE[kind](desk, about)
    known = kind_of(BESIDE[kind][0].name if kind in BESIDE else kind)
    found = about.all_of(known.fields.record) if known else ()
    chosen = [one for one in found if (one.id == record_id if record_id else one.voided_at is None)]
    if not chosen:
        raise UserError("还没有可打印的记录。", "请先登记。", field="kind")
    record = chosen[-1]
    if record.voided_at is not None:
        raise UserError("这条记录已经作废，不能打印。", "要用的话，先在历史里撤销作废。", field="kind")
    if kind in BESIDE:
        return BESIDE[kind][1](desk, about, record)
    return paper_values.record_form(desk, about, kind, record)
