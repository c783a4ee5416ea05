"""评估概况 of the office: who is due, how many are in which level, what the groups disagree about most."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.compose import Item, button, row, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.services.records.assessment_history import Apart

MOST = 6


class OverviewDialog(Dialog[bool]):
    """Numbers only; nobody is named."""

    def __init__(
        self, parent: QWidget | None, due: tuple[int, int], levels: Mapping[str, int], apart: Sequence[Apart]
    ) -> None:
        """``due``: how many are due by today, and how many of them are late."""
        super().__init__(parent, "评估概况")
        now, late = due
        counted = [f"{name} {count} 人" for name, count in levels.items()]
        close = button("关闭", "primary", act=self.reject)
        lines: list[Item] = [
            row(
                text(f"{one.what}", "body"),
                None,
                text(f"{one.asked} 次评估里 {one.times} 次要商量", "small"),
                gap=12,
            )
            for one in apart[:MOST]
        ]
        none = text("最近的评估里，各人评得都接近，或者没有单独评分。", "small", wrap=True)
        self.lay(
            text("应评", "strong"),
            text(f"现在应评 {now} 人，其中逾期 {late} 人。"),
            text("类别", "strong"),
            text("，".join(counted) or "还没有在册的人"),
            text("最常意见不一的项目（每人最近一次评估）", "strong"),
            *(lines or [none]),
            buttons=(close,),
            wide_by=560,
        )
        close.setFocus()
