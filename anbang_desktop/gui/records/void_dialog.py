"""作废: a record that never should have been; a reason, and what is lost by it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.form import EnterMoves, FormRow


class VoidDialog(Dialog[str]):
    """The answer is the reason. 不作废 is the default."""

    def __init__(self, parent: QWidget | None, what: str, *, went_out: bool) -> None:
        """``what`` names the record; ``went_out``: a paper of it was printed or exported."""
        super().__init__(parent, f"作废{what}？")
        self.entry = QLineEdit()
        self.line = FormRow("为什么作废", self.entry, hint="例如：记到别人名下、重复登记。")
        keep = button("不作废", "primary", act=self.reject)
        self.danger = button("作废这 1 条", act=self._void)
        EnterMoves([self.entry], self.danger.setFocus, self)
        words = "作废后不再计入次数、期限、档案和统计。内容仍留着，划去显示；作废错了，可以在历史里撤销。"
        paper = "它的纸质件已经打印或者导出过，请收回，或者在上面注明作废。"
        self.lay(
            text(words, wrap=True),
            *([text(paper, wrap=True)] if went_out else []),
            self.line,
            buttons=(keep, self.danger),
            wide_by=560,
        )
        keep.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, what: str, *, went_out: bool) -> str | None:
        """The reason, or None."""
        return cls(parent, what, went_out=went_out).run()

    def _void(self) -> None:
        reason = self.entry.text().strip()
        if not reason:
            self.line.complain("还没有写理由。作废的理由会一直留在历史里，请写一句。")
            self.entry.setFocus()
            return
        self.finish(reason)
