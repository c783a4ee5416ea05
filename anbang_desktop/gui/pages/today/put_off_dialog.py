"""暂缓: until which day, and why; the usual days and reasons are one click."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Section
from anbang_desktop.fields.put_off import PUT_OFF
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import putting_off
from anbang_desktop.services.worklist.due_item import DueItem
from anbang_desktop.services.worklist.putting_off import ITS

REASONS = ("本人外出，回来再办", "等材料", "等部门办理", "住院，出院再办", "约好了日子")


class PutOffDialog(Dialog[bool]):
    """True when it was put off."""

    def __init__(self, parent: QWidget | None, desk: Desk, item: DueItem) -> None:
        """With the days that are near at hand."""
        super().__init__(parent, f"暂缓：{item.name}")
        self._desk, self._item = desk, item
        last = putting_off.latest(desk).result
        asked = (PUT_OFF.field(ITS.until), PUT_OFF.field(ITS.reason))
        self.form = FieldsForm((Section("", asked),), entry_context(desk), across=1, cards=False)
        self.form.load({})
        self.form.at_end = self._save
        days = [desk.today + timedelta(days=ahead) for ahead in (3, 7, 14)] + [last]
        day_row, reason_row = QWidget(), QWidget()
        day_row.setLayout(Flow(*(self._day(one) for one in days if one <= last), gap=8, lines=8))
        reason_row.setLayout(Flow(*(self._reason(one) for one in REASONS), gap=8, lines=8))
        latest = month_day(last, desk.today)
        told = f"{item.what}。暂缓以后列在“暂缓”里，到那天再回到要办的事里；最晚到{latest}。"
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        go = verb("暂缓", self._save, "primary")
        body = (text(told, "small", wrap=True), day_row, self.form, reason_row, self._trouble)
        self.lay(*body, buttons=(go, verb("不暂缓", self.reject)), wide_by=600)
        self.save_by(go)
        go.setDefault(False)
        self.form.go_to()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, item: DueItem) -> bool:
        """Until it was put off or left."""
        return bool(cls(parent, desk, item).run())

    def _day(self, day: date) -> QPushButton:
        return self._usual(
            month_day(day, self._desk.today), partial(self.form.suggest, {putting_off.UNTIL: day})
        )

    def _reason(self, words: str) -> QPushButton:
        return self._usual(words, partial(self.form.suggest, {putting_off.REASON: words}))

    def _usual(self, words: str, put: Callable[[], object]) -> QPushButton:
        return button(words, "filter", act=put)

    def _save(self) -> None:
        values = self.form.read()
        if values is None:
            return
        until = self.form.answer(ITS.until)
        try:
            putting_off.put_off(
                self._desk,
                self._item,
                until if isinstance(until, date) else None,
                str(values[putting_off.REASON] or ""),
            )
        except UserError as wrong:
            self.form.refused(wrong, self._trouble)
        else:
            self.finish(answer=True)
