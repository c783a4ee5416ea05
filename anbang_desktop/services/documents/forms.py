"""Which official form shows which record. Brings ReportLab."""

from collections.abc import Callable
from typing import Any

from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.assessment_round import ROUND
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.field import RecordKind
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.outside_query import QUERY, OutsideQuery
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import assessment_values, group_papers, neutral, own_data, paper_values
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_of

BESIDE: dict[str, tuple[RecordKind, Callable[[Desk, CaseFile, Any], bytes]]] = {
    "reply": (VERIFICATION, paper_values.verification_reply),
    "closing_notice": (CLOSING, paper_values.closing_notice),
    "query_answer": (QUERY, paper_values.query_answer),
    "round_sheets": (ROUND, assessment_values.round_sheets),
    "task_slips": (GROUP, group_papers.task_slips),
    "pledge": (GROUP, group_papers.pledge_form),
    "minutes": (ASSESSMENT, assessment_values.minutes_form),
}  # a second paper of a record
_OF_CASE: dict[str, Callable[[Desk, CaseFile], bytes]] = {
    "registration": paper_values.registration_form,
    "notice": paper_values.notice_form,
    "consent": paper_values.consent_form,
    "aloud": paper_values.aloud_form,
    "score_sheet": assessment_values.score_sheet_form,
    "termination": paper_values.termination_form,
    "own_data": own_data.make,
    "own_data_special": own_data.make_with_special,
}


def make(desk: Desk, about: CaseFile, kind: str, record_id: int | None, *, inner: bool = False) -> bytes:
    """The form as PDF bytes, of the newest record that counts unless an id is given; UserError when there is
    no such record, and for one that was voided: nobody shall take it for valid. ``inner``: 存档件 of a
    withheld record.
    """
    if kind in _OF_CASE:
        return neutral.printed(desk, about, lambda told: _OF_CASE[kind](desk, told), inner=inner)
    known = kind_of(BESIDE[kind][0].name if kind in BESIDE else kind)
    found = about.all_of(known.fields.record) if known else ()
    chosen = [one for one in found if (one.id == record_id if record_id else one.voided_at is None)]
    if not chosen:
        raise UserError("还没有可打印的记录。", "请先登记。", field="kind")
    record = chosen[-1]
    if record.voided_at is not None:
        raise UserError("这条记录已经作废，不能打印。", "要用的话，先在历史里撤销作废。", field="kind")
    if kind in BESIDE and isinstance(record, OutsideQuery):
        return BESIDE[kind][1](desk, about, record)  # says what was approved and no more
    if not inner:
        neutral.refuse_inner(desk, about, record)

    def draw(told: CaseFile) -> bytes:
        shown = neutral.record_of(told, record)
        if kind in BESIDE:
            return BESIDE[kind][1](desk, told, shown)
        return paper_values.record_form(desk, told, kind, shown)

    return neutral.printed(desk, about, draw, inner=inner)
