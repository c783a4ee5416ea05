"""Before a sheet leaves: for what purpose, to whom, with which numbers, under a password or not."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QWidget

from anbang_desktop.gui.parts.compose import Item, column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.services.reports.leaving import Asking, Leaving

COVERED, WHOLE = "遮住中间几位", "县局要完整的身份证号，我确认；会记下是谁确认的"
SEALED = "加打开密码（密码只显示一次，请当面或打电话告诉对方）"
LABEL_WIDE = 72


class LeavingDialog(Dialog[Leaving]):
    """As it was last time unless the clerk says otherwise."""

    def __init__(self, parent: QWidget | None, asking: Asking) -> None:
        """With what was said last time."""
        super().__init__(parent, asking.title)
        self._asking, before = asking, asking.before
        self.purpose, self.recipient = QLineEdit(before.purpose), QLineEdit(before.recipient)
        self.covered, self.whole = QRadioButton(COVERED), QRadioButton(WHOLE)
        (self.whole if before.whole_ids else self.covered).setChecked(True)
        self.sealed = QCheckBox(SEALED)
        self.sealed.setChecked(before.encrypt)
        self.reason = QLineEdit()
        self._purpose = FormRow("用途", self.purpose, label_wide=LABEL_WIDE)
        self._recipient = FormRow("接收单位", self.recipient, label_wide=LABEL_WIDE)
        self._reason = FormRow("更正原因", self.reason, hint="县局收到过上一版", label_wide=LABEL_WIDE)
        asked: list[Item] = [self._reason] if asking.reason else []
        asked += [self._purpose, self._recipient]
        if asking.numbered:
            confirmed = f"（{before.confirmed_by}确认过）" if before.confirmed_by else ""
            asked += [4, text(f"身份证号{confirmed}", "label"), column(self.covered, self.whole, gap=6)]
        told = "用途、接收单位和这次导出一起记下来，下次不用再写。"
        words = ("定稿", "先不定稿") if asking.freeze else ("选文件夹，导出", "先不导出")
        go = verb(words[0], self._done, "primary")
        sealed: list[Item] = [] if asking.freeze else [4, self.sealed]
        shown = (text(told, "small", wrap=True), 4, *asked, *sealed)
        self.lay(*shown, buttons=(go, verb(words[1], self.reject)), wide_by=600)
        (self.reason if asking.reason else go).setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, asking: Asking) -> Leaving | None:
        """How it leaves; None when it stays."""
        return cls(parent, asking).run()

    def _done(self) -> None:
        for entry, line in ((self.purpose, self._purpose), (self.recipient, self._recipient)):
            line.clear()
            if not entry.text().strip():
                line.complain("不能空着：以后查起来要知道给了谁、做什么用")
                entry.setFocus()
                return
        if self._asking.reason and not self.reason.text().strip():
            self._reason.complain("县局已经收到上一版，请写明为什么更正")
            self.reason.setFocus()
            return
        whole = self.whole.isChecked() if self._asking.numbered else None
        sealed = self.sealed.isChecked()
        said = Leaving(self.purpose.text(), self.recipient.text(), whole, sealed, self.reason.text())
        self.finish(said)
