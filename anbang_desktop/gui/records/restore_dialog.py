"""恢复: the present value beside the old one, and why."""

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Field
from anbang_desktop.gui.parts.compose import box, button, column, text, wide
from anbang_desktop.gui.parts.compose import row as beside
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.records.cover import cover_or_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.entry import REASON
from anbang_desktop.services.records.history import Change

LABEL = 104


class RestoreDialog(Dialog[bool]):
    """True when the old value stands there again."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, no: str, change: Change, field: Field, now: str
    ) -> None:
        """``now`` is the present value in words."""
        super().__init__(parent, f"恢复“{change.label}”？")
        self._desk, self._no, self._change = desk, no, change
        self.entry = QLineEdit()
        self.line = FormRow("为什么恢复", self.entry, hint="可以不写；打印过的、已经办结的要写。")
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        keep = button("不恢复", act=self.reject)
        self.go = button("恢复", "primary", act=self._restore)
        EnterMoves([self.entry], self.go.setFocus, self)
        both = column(
            self._value("现在", field, now),
            self._value("恢复为", field, change.old),
            gap=8,
            pad=(12, 8, 12, 8),
        )
        self.lay(
            box(both, "quiet"),
            text("恢复也是一次更正，记在历史里，可以撤销。", "small", wrap=True),
            self.line,
            self._trouble,
            buttons=(self.go, keep),
            wide_by=560,
        )
        self.go.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, no: str, change: Change, field: Field, now: str) -> bool:
        """Until it was restored or left."""
        return bool(cls(parent, desk, no, change, field, now).run())

    def _value(self, name: str, field: Field, words: str) -> QWidget:
        shown = cover_or_words(field, words) if words else text("（空）", "hint")
        line = beside(column(wide(text(name, "label"), LABEL), None), (shown, 1), gap=12)
        return box(line, "scroll")

    def _restore(self) -> None:
        try:
            history.restore(self._desk, self._no, self._change, self.entry.text().strip())
        except UserError as said:
            at_entry = said.field == REASON
            self.line.complain(str(said)) if at_entry else self.line.clear()
            self._trouble.setText("" if at_entry else str(said))
            self._trouble.setVisible(not at_entry)
            return
        self.finish(answer=True)
