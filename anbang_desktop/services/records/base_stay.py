"""过渡安置: who left says where to, and not before coming (domain.md A.11; art. 29)."""

from anbang_desktop.errors import UserError
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future

ITS = names(BaseStay)


def complete(desk: Desk, about: CaseFile, record: BaseStay) -> BaseStay:  # noqa: ARG001 - all kinds alike
    """UserError for an end before the beginning, and for one without a place to go."""
    for attribute in (ITS.planned_out, ITS.out_on):
        day = getattr(record, name_of(attribute))
        if day is not None and day < record.in_on:
            what = f"{day.isoformat()} 早于入住日期 {record.in_on.isoformat()}。"
            raise UserError(what, "请核对日期。", field=name_of(attribute))
    if record.out_on is not None:
        refuse_future(desk, record.out_on)
        if not record.out_to:
            raise UserError("还没有填离开后去向。", "请从列表中选一项。", field=name_of(ITS.out_to))
    return record
