"""The entry of several answers of one list: a tick for each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from anbang_desktop.domain.codes import CodeItem
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Choices
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RETIRED
from anbang_desktop.gui.parts.flow import Flow


class TicksEditor(Editor):
    """Any number of answers of one list; space ticks."""

    wide = True

    def __init__(self, field: Field, context: EntryContext, items: Sequence[CodeItem]) -> None:
        """A tick for each item of a code table."""
        super().__init__(field, context)
        self._ticks: dict[str, QCheckBox] = {}
        for item in items:
            self._add(item.code, item.name)
        holder = QWidget()
        self._flow = Flow(*self._ticks.values())
        holder.setLayout(self._flow)
        self._take_in(holder)
        self.setFocusProxy(next(iter(self._ticks.values()), holder))

    def _add(self, code: str, name: str) -> QCheckBox:
        tick = QCheckBox(name)
        tick.setAccessibleName(f"{self.field.label}：{name}")
        tick.setProperty("code", code)
        tick.clicked.connect(self._on_clicked)
        self._ticks[code] = tick
        return tick

    def value(self) -> object | None:
        """The ticked codes in the order of the table; None when nothing is ticked."""
        return tuple(code for code, tick in self._ticks.items() if tick.isChecked()) or None

    def set_value(self, value: object | None) -> None:
        """Tick these codes and no others. One that is offered no more stands among them where a record says
        it.
        """
        chosen = value if isinstance(value, list | tuple) else []
        for code in (str(one) for one in chosen if one not in self._ticks):
            name = self.field.kind.show((code,), self.context.read_context)
            self._flow.addWidget(self._add(code, f"{name}{RETIRED}"))
        for code, tick in self._ticks.items():
            tick.setChecked(code in chosen)

    def raw(self) -> object:
        """The ticked codes."""
        return [code for code, tick in self._ticks.items() if tick.isChecked()] or None

    def set_raw(self, raw: object) -> None:
        """Tick them again."""
        self.set_value(raw)

    def entries(self) -> list[QWidget]:
        """All ticks."""
        return list(self._ticks.values())

    def _on_clicked(self) -> None:
        self.changed.emit()
        self.left.emit()


def ticks_editor(field: Field, context: EntryContext) -> Editor:
    """Ticks for a list of codes."""
    assert isinstance(field.kind, Choices)  # noqa: S101 - the table is keyed by kind
    return TicksEditor(field, context, context.read_context.codes[field.kind.table].offered)
