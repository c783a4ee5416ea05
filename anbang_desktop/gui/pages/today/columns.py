"""今天要办 as a list on paper and in a workbook, and the groups in their order."""

from collections.abc import Sequence
from datetime import date

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.worklist.due import DueItem

GROUPS = (
    ("overdue", "overdue", "逾期"),
    ("today", "soon", "今天"),
    ("week", "soon", "7 天内"),
    ("later", "todo", "以后"),
    ("county", "paused", "等县局"),
    ("waiting", "paused", "等别人"),
    ("put_off", "paused", "暂缓"),
)
RELEASE = "release"  # a kind whose day passes by itself


def columns(today: date) -> Sequence[Column[DueItem]]:
    """The list on paper and in a workbook."""
    groups = {key: name for key, _state, name in GROUPS}

    def left(item: DueItem) -> str:
        return left_until(item.until, today, owed=item.kind != RELEASE).words

    def based(item: DueItem) -> str:
        return reason(item, today)

    return (
        Column[DueItem]("缓急", lambda item: groups[item.group], lambda item: item.group),
        Column[DueItem]("姓名", lambda item: item.name, lambda item: item.name),
        Column[DueItem]("村居", lambda item: item.where, lambda item: item.where),
        Column[DueItem]("要办的事", lambda item: item.what, lambda item: item.what),
        Column[DueItem]("依据", based, based),
        Column[DueItem]("最迟", left, lambda item: item.until, on_paper=lambda item: item.until or ""),
    )


def reason(item: DueItem, today: date) -> str:
    """登记日期 3月4日，5 日内签订或记录未签原因; of what was put off why, and by whom."""
    if item.put_off is not None:
        one = item.put_off
        return f"{month_day(one.on, today)}{one.entered_by}暂缓：{one.reason}"
    if item.why is None:
        return ""
    return f"{item.why.from_day(today)}，{item.why.rule}".strip("，")
