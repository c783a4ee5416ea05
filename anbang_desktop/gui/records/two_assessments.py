"""Two assessments side by side: what was said then, what later, what changed first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.gui.parts.compose import box, button, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment_history
from anbang_desktop.services.records.assessment_history import Difference


class TwoAssessments(Dialog[bool]):
    """Read only; what changed stands above what didn't."""

    def __init__(self, parent: QWidget | None, desk: Desk, before: Assessment, after: Assessment) -> None:
        """``before`` is the earlier one."""
        super().__init__(parent, "两次评估对比")
        lines = assessment_history.compare(desk, before, after)
        changed = [one for one in lines if one.changed]
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for column, (words, stretch) in enumerate(
            (("项目", 5), (before.on.isoformat(), 4), (after.on.isoformat(), 4))
        ):
            grid.addWidget(text(words, "label"), 0, column)
            grid.setColumnStretch(column, stretch)
        self._fill(grid, [*changed, *(one for one in lines if not one.changed)])
        close = button("关闭", "primary", act=self.reject)
        said = f"有 {len(changed)} 项变了，排在前面，标着 ▸。" if changed else "没有变化。"
        self.lay(text(said, "body", wrap=True), box(grid, "scroll"), buttons=(close,), wide_by=760)
        close.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, before: Assessment, after: Assessment) -> None:
        """Until it was read."""
        cls(parent, desk, before, after).run()

    def _fill(self, grid: QGridLayout, lines: Sequence[Difference]) -> None:
        for at, one in enumerate(lines, 1):
            look = "strong" if one.changed else "small"
            grid.addWidget(text(f"▸ {one.what}" if one.changed else one.what, look, wrap=True), at, 0)
            grid.addWidget(text(one.before, "body" if one.changed else "small", wrap=True), at, 1)
            grid.addWidget(text(one.after, look, wrap=True), at, 2)
