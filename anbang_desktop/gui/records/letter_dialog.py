"""转介: a letter that tells no more than its receiver may know; what it must not say is named while it is
typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import names
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.records.given import given_of
from anbang_desktop.gui.records.layouts import new_sheet, typed
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import letter, write
from anbang_desktop.services.worklist.people import Person

ITS = names(Letter)


class LetterDialog(RecordDialog):
    """What goes out; sending and the answer are told later."""

    def __init__(
        self, parent: QWidget | None, sheet: Sheet, context: EntryContext, save: Save, desk: Desk, one: Person
    ) -> None:
        """``desk`` and ``one`` say what the letter must not tell."""
        self._desk, self._one = desk, one
        self._unsaid = text("", "error", wrap=True)
        super().__init__(parent, sheet, context, save)
        self.form.changed.connect(self._look)
        self._look()

    @classmethod
    def ask(  # type: ignore[override]
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        given: Values | None = None,
    ) -> Saved | None:
        """Until it was saved or left."""
        said = {**given_of(desk, one, LETTER), **(given or {})}
        sheet = replace(new_sheet(desk, one, LETTER, said), sections=typed([LETTER.section(ITS.matter)]))

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, LETTER.name, values)

        return cls(parent, sheet, context, save, desk, one).run()

    def below(self) -> Sequence[QWidget]:
        """What the letter must not say, in view while the form scrolls."""
        return (self._unsaid,)

    def _look(self) -> None:
        receiver = self.form.answer(ITS.receiver_kind)
        found: tuple[str, ...] = ()
        if isinstance(receiver, str):
            texts = (str(self.form.answer(ITS.matter) or ""), str(self.form.answer(ITS.papers) or ""))
            found = letter.telling(self._desk, self._one.file, receiver, texts)
        self._unsaid.setText(f"不要让对方知道：{'、'.join(found)}" if found else "")
        self._unsaid.setVisible(bool(found))
