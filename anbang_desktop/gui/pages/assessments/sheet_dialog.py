"""The sheet of one member, copied from paper or answered at the screen, without the others' answers. What was
put in can't be opened again.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.domain.instrument import UNKNOWN, Instrument
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Text
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.record_dialog import Kept, KeptDialog
from anbang_desktop.gui.pages.assessments.answers import choices
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, scroll, text

NOTE = "note"  # what the member wants to say, among the entries of a draft
Save = Callable[[Mapping[str, object], str], object]


class SheetDialog(KeptDialog[bool]):
    """Asks every item but those that the file answers; True once the sheet is in."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        instrument: Instrument,
        context: EntryContext,
        member: str,
        kept: Kept,
        save: Save,
    ) -> None:
        """Ask the items of ``instrument``; ``save`` takes the answers and what the member wants to say."""
        super().__init__(parent, f"评分单：{member}")
        self._save = save
        self.entries: list[RadioEditor] = []
        shown: list[Item] = []
        for block in instrument.asked:
            shown.append(text(f"{block.code}　{block.label}", "strong"))
            for item in block.items:
                entry = RadioEditor(
                    Field(item.code, item.label, Text()), context, choices(item, points=False)
                )
                entry.changed.connect(self.changed)
                self.entries.append(entry)
                shown.append(
                    box(column(text(f"{item.code}　{item.label}"), entry, gap=0, pad=(0, 4, 0, 4)), "rowline")
                )
        self.note = QLineEdit()
        self.note.setAccessibleName("想说的话")
        self.note.setMaxLength(500)
        self.note.textEdited.connect(self.changed)
        shown += [text("想说的话", "strong"), self.note]
        self._left = text("", "small")
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        self.changed.connect(self._count)
        self._keep(kept, self.draft, self.restore, self.changed)
        area = scroll(column(self._drafting.offer, *shown, None, gap=4, pad=(0, 0, 8, 0)))
        put = button("登记评分单", "primary", act=self.save, tip="Ctrl+S")
        say = text(
            f"只按自己的了解评；拿不准的选“{UNKNOWN}”。登记以后不能再打开，也不显示是谁评的。",
            "small",
            wrap=True,
        )
        rest = button(f"其余都选“{UNKNOWN}”", "plain", act=self._rest)
        self.lay(
            say,
            (area, 1),
            row(self._left, None, rest),
            self._trouble,
            buttons=(put, self.put_by(), button("不保存", act=self.leave)),
            area=area,
            wide_by=760,
        )
        self.save_by(put)
        self._count()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        instrument: Instrument,
        context: EntryContext,
        member: str,
        kept: Kept,
        save: Save,
    ) -> bool | None:
        """Until it was put in or left."""
        return cls(parent, instrument, context, member, kept, save).run()

    def typed(self) -> int:
        """How many entries are filled."""
        return len(self.draft())

    def draft(self) -> dict[str, Any]:
        """What is filled in so far."""
        said = {one.field.name: one.raw() for one in self.entries if one.raw() is not None}
        return {**said, NOTE: self.note.text()} if self.note.text().strip() else said

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft back."""
        for one in self.entries:
            if one.field.name in draft:
                one.set_raw(draft[one.field.name])
        self.note.setText(str(draft.get(NOTE, "")))
        self._count()

    def save(self) -> None:
        """Hand it in; what is wrong stands above the buttons."""
        said = {one.field.name: one.value() for one in self.entries if one.value() is not None}
        try:
            self._save(said, self.note.text().strip())
        except UserError as trouble:
            self._trouble.setText(str(trouble))
            self._trouble.show()
            return
        self._forget()
        self.finish(answer=True)

    def _rest(self) -> None:
        for one in self.entries:
            if one.value() is None:
                one.set_value(UNKNOWN)
        self.changed.emit()

    def _count(self) -> None:
        left = sum(entry.value() is None for entry in self.entries)
        self._left.setText(f"还有 {left} 项没有评" if left else "都评完了")
