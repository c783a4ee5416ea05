"""One item of the assessment: its answers with points, and how the members' answers lie, without names."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLineEdit

from anbang_desktop.domain.instrument import Item
from anbang_desktop.domain.instrument import Spread as Lie
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Text
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.pages.assessments.answers import Answers, choices, shown
from anbang_desktop.gui.parts.compose import box, clear, column, glyph, row, text
from anbang_desktop.gui.parts.score import Spread


class ItemRow(QFrame):
    """``changed`` is called when the agreed answer or the note changes."""

    def __init__(
        self,
        item: Item,
        context: EntryContext,
        answers: Answers,
        hint: str,
        changed: Callable[[], object],
        *,
        scored: bool = True,
    ) -> None:
        """``answers`` are shared by all rows; ``hint`` is what the file says about this item; points are
        shown where they are added up.
        """
        super().__init__()
        self.setProperty("look", "rowline")
        self.item, self._answers, self._changed, self._scored = item, answers, changed, scored
        self.entry = RadioEditor(Field(item.code, item.label, Text()), context, choices(item, points=scored))
        self.entry.changed.connect(self._on_changed)
        self._lie = column(gap=4)
        self._open = text("没有议定", "hint")
        head = row(text(f"{item.code}　{item.label}", "strong"), text(hint, "hint"), None, self._open, gap=10)
        self.setLayout(column(head, self.entry, self._lie, gap=2, pad=(0, 8, 0, 8)))
        self.refresh()

    def refresh(self) -> None:
        """Show the agreed answer as it stands."""
        self.entry.set_value(shown(self._answers.agreed, self.item.code))
        self._open.setVisible(self.item.code not in self._answers.agreed)

    def show_lie(self, lie: Lie | None) -> None:
        """Equal dots on the scale; from the rule's steps on, a note is asked for. None hides them."""
        clear(self._lie)
        if lie is None:
            return
        points = [one.points if self._scored else at for at, one in enumerate(self.item.options, 1)]
        self._lie.addWidget(Spread("各人评分", points, list(lie.counts)))
        if lie.unknown:
            self._lie.addWidget(text(f"{lie.unknown} 人说不清", "hint"))
        if lie.discuss:
            note = QLineEdit(self._answers.notes.get(self.item.code, ""))
            note.setPlaceholderText("相差较大：写明怎样议定的（必填）")
            note.setAccessibleName(f"{self.item.label}：分歧说明")
            note.textEdited.connect(self._on_note)
            self._lie.addWidget(box(row(glyph("warn", "soon", "icon_small"), (note, 1), gap=8), "scroll"))

    def mark_auto(self) -> None:
        """All members said the same: the program took it over."""
        self.refresh()
        self.entry.set_auto(on=True)

    def _on_changed(self) -> None:
        value = self.entry.value()
        self._answers.agree(self.item.code, None if value is None else str(value))
        self._open.setVisible(self.item.code not in self._answers.agreed)
        self._changed()

    def _on_note(self, words: str) -> None:
        self._answers.notes[self.item.code] = words
        self._changed()
