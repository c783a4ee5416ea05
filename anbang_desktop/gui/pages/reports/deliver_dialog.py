"""登记送达: when, how and to whom a sheet went, and the county's receipt. It waits as a draft."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.gui.entry.drafts import Entries
from anbang_desktop.gui.entry.record_dialog import Kept, KeptDialog
from anbang_desktop.gui.parts.compose import column, text
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.parts.dialog import verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.ledger import Delivered, Run

LABEL_WIDE = 80
FORM = "deliver"


class DeliverDialog(KeptDialog[Delivered]):
    """The day must be said; the receipt may come later and is then written with it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None, desk: Desk, run: Run) -> None:
        """``run`` is the version that went."""
        today = desk.today
        super().__init__(parent, f"登记送达：{run.name}　{run.period}　第 {run.version} 版")
        self._today = today
        self.on, self.how, self.to = QLineEdit(today.isoformat()), QLineEdit(), QLineEdit(run.recipient)
        self.receipt, self.receipt_on = QLineEdit(), QLineEdit()
        for entry in (self.on, self.receipt_on):
            DayButton(entry, today)
        self._entries = {
            "on": self.on,
            "how": self.how,
            "to": self.to,
            "receipt": self.receipt,
            "receipt_on": self.receipt_on,
        }
        self._given = {name: entry.text() for name, entry in self._entries.items()}
        for entry in self._entries.values():
            entry.textChanged.connect(self.changed)
        self._keep(Kept(desk, f"{FORM}::{run.id}"), self._typed, self._restore, self.changed)
        self._day = FormRow("送达日期", self.on, label_wide=LABEL_WIDE)
        self._receipt_day = FormRow("回执日期", self.receipt_on, label_wide=LABEL_WIDE)
        how = FormRow("送达方式", self.how, hint="例如 专人送达、内网上传", label_wide=LABEL_WIDE)
        to = FormRow("交给谁", self.to, label_wide=LABEL_WIDE)
        receipt = FormRow("回执编号", self.receipt, hint="没有回执的空着", label_wide=LABEL_WIDE)
        file = text(run.file_name, "small", wrap=True)
        go = verb("登记送达", self._deliver, "primary")
        body = column(self._drafting.offer, file, self._day, how, to, receipt, self._receipt_day, gap=8)
        self.lay(body, buttons=(go, self.put_by(), verb("不保存", self.leave)), wide_by=560)
        self.save_by(go)
        self.on.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, run: Run) -> Delivered | None:
        """How it went; None when it was left."""
        return cls(parent, desk, run).run()

    def typed(self) -> int:
        """How many entries differ from what was given."""
        return len(self._typed())

    def _typed(self) -> Entries:
        texts = {name: entry.text() for name, entry in self._entries.items()}
        return {name: words for name, words in texts.items() if words != self._given[name]}

    def _restore(self, entries: Entries) -> None:
        for name, words in entries.items():
            if name in self._entries:
                self._entries[name].setText(str(words))

    def _deliver(self) -> None:
        on = self._read(self._day, self.on)
        receipt_on = (
            self._read(self._receipt_day, self.receipt_on) if self.receipt_on.text().strip() else None
        )
        if on is None or (receipt_on is None and self.receipt_on.text().strip()):
            return
        self._forget()
        self.finish(Delivered(on, self.how.text(), self.to.text(), self.receipt.text(), receipt_on))

    def _read(self, line: FormRow, entry: QLineEdit) -> date | None:
        """The day of an entry, None with a complaint under it."""
        line.clear()
        try:
            day = read_day(entry.text(), self._today)
        except ValueError as reason:
            line.complain(str(reason))
            return None
        if day > self._today:
            line.complain("日期晚于今天，请填写实际的日期")
            return None
        return day
