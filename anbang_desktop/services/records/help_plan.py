"""帮教方案: each new one is the next version; a measure that is over says what came of it (domain.md A.6)."""

from dataclasses import replace

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

OPEN = "OPEN"


def complete(desk: Desk, about: CaseFile, record: HelpPlan) -> HelpPlan:
    """UserError for a measure that is over and says no result."""
    for at, item in enumerate(record.items, 1):
        if item.state != OPEN and not item.result:
            label = desk.codes["plan_item_state"].label(item.state)
            raise UserError(
                f"第 {at} 项措施是“{label}”，还没有填结果。",
                "请写办成了什么，或者为什么不办了。",
                field=name_of(names(HelpPlan).items),
            )
    if record.version is not None:
        return record
    earlier = [one.version or 0 for one in about.all_of(HelpPlan)]
    return replace(record, version=max(earlier, default=0) + 1)
