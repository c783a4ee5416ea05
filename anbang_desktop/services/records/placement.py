"""安置情况: settled how and since when, or why not (domain.md §6.7)."""

from dataclasses import replace

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.placement import Placement
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile


def complete(desk: Desk, about: CaseFile, record: Placement) -> Placement:  # noqa: ARG001 - all kinds alike
    """UserError without a way or a reason; a placement without a day began on the day of the record."""
    if record.placed and not record.way:
        raise UserError("还没有填安置方式。", "请从列表中选一项。", field=name_of(names(Placement).way))
    if not record.placed and not record.none_reason:
        raise UserError(
            "还没有填未安置原因。", "请从列表中选一项。", field=name_of(names(Placement).none_reason)
        )
    if record.placed and record.placed_from is None:
        return replace(record, placed_from=record.on)
    return record
