"""Which official form shows which record. Brings ReportLab."""

from collections.abc import Callable

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_values
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_of

REPLY = "reply"
_OF_CASE: dict[str, Callable[[Desk, CaseFile], bytes]] = {
    "registration": paper_values.registration_form,
    "notice": paper_values.notice_form,
    "score_sheet": paper_values.score_sheet_form,
}


def make(desk: Desk, about: CaseFile, kind: str, record_id: int | None) -> bytes:
    """The form as PDF bytes, of the newest record unless an id is given; UserError when there is no such
    record.
    """
    if kind in _OF_CASE:
        return _OF_CASE[kind](desk, about)
    known = kind_of("verification" if kind == REPLY else kind)
    found = [one for one in about.all_of(known.fields.record) if one.id == record_id] if known else []
    records = found if record_id is not None or known is None else about.of(known.fields.record)
    if not records:
        raise UserError("还没有可打印的记录。", "请先登记。", field="kind")
    if kind == REPLY:
        return paper_values.verification_reply(desk, about, about.verifications[-1])
    return paper_values.record_form(desk, about, kind, records[-1])
