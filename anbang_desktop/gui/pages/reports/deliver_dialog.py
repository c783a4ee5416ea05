"""登记送达: when, how and to whom a sheet went, and the county's receipt."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.gui.parts.compose import column, text
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.services.reports.ledger import Delivered, Run

LABEL_WIDE = 80


class DeliverDialog(Dialog[Delivered]):
    """The day must be said; the receipt may come later and is then written with it."""

    def __init__(self, parent: QWidget | None, run: Run, today: date) -> None:
        """``run`` is the version that went."""
        super().__init__(parent, f"登记送达：{run.name}　{run.period}　第 {run.version} 版")
        self._today = today
        self.on, self.how, self.to = QLineEdit(today.isoformat()), QLineEdit(), QLineEdit(run.recipient)
        self.receipt, self.receipt_on = QLineEdit(), QLineEdit()
        for entry in (self.on, self.receipt_on):
            DayButton(entry, today)
        self._day = FormRow("送达日期", self.on, label_wide=LABEL_WIDE)
        self._receipt_day = FormRow("回执日期", self.receipt_on, label_wide=LABEL_WIDE)
        how = FormRow("送达方式", self.how, hint="例如 专人送达、内网上传", label_wide=LABEL_WIDE)
        to = FormRow("交给谁", self.to, label_wide=LABEL_WIDE)
        receipt = FormRow("回执编号", self.receipt, hint="没有回执的空着", label_wide=LABEL_WIDE)
        file = text(run.file_name, "small", wrap=True)
        go = verb("登记送达", self._deliver, "primary")
        body = column(file, self._day, how, to, receipt, self._receipt_day, gap=8)
        self.lay(body, buttons=(go, verb("取消", self.reject)), wide_by=560)
        self.save_by(go)

    @classmethod
    def ask(cls, parent: QWidget | None, run: Run, today: date) -> Delivered | None:
        """How it went; None when it was left."""
        return cls(parent, run, today).run()

    def _deliver(self) -> None:
        on = self._read(self._day, self.on)
        receipt_on = (
            self._read(self._receipt_day, self.receipt_on) if self.receipt_on.text().strip() else None
        )
        if on is None or (receipt_on is None and self.receipt_on.text().strip()):
            return
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
