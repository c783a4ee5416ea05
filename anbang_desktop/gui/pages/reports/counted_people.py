"""What is known of a sheet that was made."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, column, row, text
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.services.reports.ledger import Run


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be done with a sheet that was made: note its delivery, or write it once more."""

    again: bool = False
    on: date | None = None
    how: str = ""


class Sent(Dialog[Delivery]):
    """A sheet that was made: file, people, delivery; it can be noted as delivered, or written again."""

    def __init__(self, parent: QWidget | None, run: Run, today: date) -> None:
        """``run`` is the line of the ledger."""
        super().__init__(parent, f"{run.name}　{run.period}　第 {run.version} 版")
        self._today = today
        self.on, self.how = QLineEdit(today.isoformat()), QLineEdit()
        DayButton(self.on, today)
        self._day = FormRow("送达日期", self.on, label_wide=80)
        facts: list[Item] = [
            row(Chip(run.mark, run.state), None),
            _fact("文件", run.file_name),
            _fact("人数", f"{run.people} 人"),
            _fact("生成", f"{run.made_at:%Y-%m-%d %H:%M}　{run.made_by}"),
        ]
        again = verb("再存一份", lambda: self.finish(Delivery(again=True)))
        if run.mark == "soon":
            facts += [
                8,
                self._day,
                FormRow("送达方式", self.how, hint="例如 专人送达、内网上传", label_wide=80),
            ]
            buttons: tuple[QPushButton, ...] = (
                verb("登记送达", self._deliver, "primary"),
                again,
                verb("关闭", self.reject),
            )
        else:
            if run.delivered_on:
                facts.append(_fact("送达", f"{run.delivered_on.isoformat()}　{run.delivered_how}"))
            buttons = (verb("关闭", self.reject, "primary"), again)
        self.lay(column(*facts, gap=8), buttons=buttons, wide_by=560)

    @classmethod
    def ask(cls, parent: QWidget | None, run: Run, today: date) -> Delivery | None:
        """What to do, None when it was only looked at."""
        return cls(parent, run, today).run()

    def _deliver(self) -> None:
        try:
            on = read_day(self.on.text(), self._today)
        except ValueError as reason:
            self._day.complain(str(reason))
            return
        if on > self._today:
            self._day.complain("送达日期晚于今天，请填写实际送达的日期")
            return
        self.finish(Delivery(on=on, how=self.how.text()))


def _fact(name: str, words: str) -> Item:
    shown = text(words, wrap=True)
    return row(column(text(name, "label"), None), (shown, 1), gap=12)
