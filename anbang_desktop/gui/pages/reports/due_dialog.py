"""报送时间: when the county wants a sheet, as its notice says it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.form import FormRow

USUAL = ("每月25日前", "次月5日前", "季末后5日内", "半年后10日内", "每年12月20日前", "次年1月10日前")


class DueDialog(Dialog[str]):
    """The rule as it was understood; empty: none any more."""

    def __init__(self, parent: QWidget | None, name: str, rule: str, keep: Callable[[str], str]) -> None:
        """``keep`` writes it and gives it back as it was understood, or says what is wrong."""
        super().__init__(parent, f"报送时间：{name}")
        self._keep = keep
        self.entry = QLineEdit(rule)
        self._row = FormRow("什么时候报", self.entry, hint="照县局通知写；空着是不定时间", label_wide=84)
        usual = QWidget()
        usual.setLayout(
            Flow(*(button(one, "filter", act=partial(self._put, one)) for one in USUAL), gap=8, lines=8)
        )
        told = text("到期前 7 天列在“今天要办”里，报了就换到下一期。", "small", wrap=True)
        go = verb("保存", self._save, "primary")
        self.lay(told, self._row, usual, buttons=(go, verb("取消", self.reject)), wide_by=560)
        self.save_by(go)
        self.entry.setFocus()
        self.entry.selectAll()

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, rule: str, keep: Callable[[str], str]) -> str | None:
        """The rule, None when it was left."""
        return cls(parent, name, rule, keep).run()

    def _put(self, rule: str) -> None:
        self.entry.setText(rule)
        self.entry.setFocus()

    def _save(self) -> None:
        try:
            self.finish(self._keep(self.entry.text()))
        except UserError as wrong:
            self._row.complain(wrong.what)
            self.entry.setFocus()
