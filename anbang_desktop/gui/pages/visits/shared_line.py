"""What is the same for everybody below: day, way, workers; entered once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from anbang_desktop.fields.field import fields_of, name_of, names
from anbang_desktop.gui.entry.editor import EntryContext, LineEditor
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.parts.compose import Item, box, column, inlay, row, text, wide
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.cases.duties import NOT_MET
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.visits import Shared

ITS = names(Shared)
WIDE = {name_of(ITS.on): 196, name_of(ITS.way): 150, name_of(ITS.workers): 190}
DAYS = "一二三四五六日"


class SharedLine(QFrame):
    """``changed`` says that something was entered; ``done`` is where Enter leads from the last entry."""

    changed = Signal()
    done = Signal()

    def __init__(self, desk: Desk, context: EntryContext) -> None:
        """Begins with today, a visit at home, and who is at the desk."""
        super().__init__()
        self.setProperty("look", "card")
        self._editors = {field.name: editor(field, context) for field in fields_of(Shared)}
        self._weekday, self._trouble = text("", "hint"), text("", "error", wrap=True)
        day = self._editors[name_of(ITS.on)]
        if isinstance(day, LineEditor):
            day.line.setPlaceholderText("")
            inlay(day.line, after=self._weekday)
        self.load(
            {name_of(ITS.on): desk.today, name_of(ITS.way): "HOME_VISIT", name_of(ITS.workers): (desk.user,)}
        )
        shown: list[QWidget] = []
        entries: list[QWidget] = []
        for name, one in self._editors.items():
            one.changed.connect(self._edited)
            entries += one.entries()
            shown.append(box(row(text(one.field.label, "label"), wide(one, WIDE[name]), gap=8), "scroll"))
        EnterMoves(entries, self.done.emit, self)
        parts = QWidget()
        parts.setLayout(Flow(*shown, gap=20, lines=8))
        hint: list[Item] = [text("这三项对下面每个人都一样", "hint")] if roomy() else []
        self._trouble.hide()
        self.setLayout(column(row((parts, 1), *hint), self._trouble, gap=4, pad=(16, 8, 16, 8)))

    def load(self, values: Mapping[str, Any]) -> None:
        """Show these."""
        for name, one in self._editors.items():
            one.set_value(values.get(name))
        self._show_weekday()

    def raw(self) -> dict[str, object]:
        """What stands there, as JSON."""
        return {name: one.raw() for name, one in self._editors.items()}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Put it back."""
        for name, one in self._editors.items():
            if name in raw:
                one.set_raw(raw[name])
        self._show_weekday()

    def day(self) -> date | None:
        """The day, where it can be read."""
        try:
            found = self._editors[name_of(ITS.on)].value()
        except ValueError:
            return None
        return found if isinstance(found, date) else None

    def read(self) -> Shared | None:
        """All three, or None after saying what is wrong."""
        values: dict[str, Any] = {}
        wrong = ""
        for name, one in self._editors.items():
            said = ""
            try:
                values[name] = one.value()
                said = "" if values[name] else f"{one.field.label}还没有填"
            except ValueError as reason:
                said = f"{one.field.label}：{reason}"
            if values.get(name) == NOT_MET:
                said = "没有见到的人，在下面“见到谁”里选“未见到”；这里写怎么去的"
            one.set_trouble(said)
            wrong = wrong or said
        self.complain(wrong)
        return None if wrong else Shared(**values)

    def complain(self, sentence: str, name: str = "") -> None:
        """Say what is wrong under the line, and of which entry."""
        if name in self._editors:
            self._editors[name].set_trouble(sentence)
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def first(self) -> QLineEdit | QWidget:
        """The day."""
        return self._editors[name_of(ITS.on)].entries()[0]

    def _edited(self) -> None:
        self._show_weekday()
        self.changed.emit()

    def _show_weekday(self) -> None:
        day = self.day()
        self._weekday.setText(f"星期{DAYS[day.weekday()]}" if day else "")
