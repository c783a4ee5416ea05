"""登记走访: a visit, talk or call. Last time's answers are shown, and taken over only on a click."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.contact import CONDITIONS, CONTACT, Contact
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, button, row, text
from anbang_desktop.gui.records.layouts import layout_of, new_sheet
from anbang_desktop.gui.records.wish_dialog import offer_to_turn
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist.people import Person

ITS = names(Contact)


class ContactDialog(RecordDialog):
    """Begins with today and who is at the desk; nothing about the person is filled in silently."""

    def __init__(
        self, parent: QWidget | None, sheet: Sheet, context: EntryContext, save: Save, last: Contact | None
    ) -> None:
        """``last`` is the contact before this one, None when there was none."""
        answers = {name: getattr(last, name) for name in CONDITIONS} if last else {}
        self._last = {name: answer for name, answer in answers.items() if answer}
        self._when = str(last.on) if last else ""
        super().__init__(parent, sheet, context, save)
        for name, value in self._last.items():
            line = self.form.rows[name]
            line.note(f"上次：{line.field.kind.show(value, context.read_context)}")

    @classmethod
    def ask(  # type: ignore[override]
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        known: Values | None = None,
    ) -> Saved | None:
        """Until it was saved or left; ``known`` stands there already."""
        past = one.file.contacts
        given = {
            ITS.at: datetime.combine(desk.today, datetime.min.time()),
            ITS.workers: (desk.user,),
        }
        sheet = new_sheet(desk, one, CONTACT, {**given, **(known or {})})

        made: list[int] = []

        def save(values: Mapping[str, object | None]) -> object:
            made.append(write.record(desk, one.no, CONTACT.name, values))
            return made

        fitting = layout_of(Contact).context(context)
        saved = cls(parent, sheet, fitting, save, past[-1] if past else None).run()
        if saved is not None and saved.values.get(name_of(ITS.wish)):
            offer_to_turn(parent, desk, one.no, context, made[-1])
        return saved

    def above(self) -> Sequence[Item]:
        """A click takes over the six answers of last time."""
        if not self._last:
            return ()
        same = button("近况和上次一样", "soft", act=self.as_last_time)
        return (row(text(f"上次登记：{self._when}", "small"), same, None, gap=12),)

    def as_last_time(self) -> None:
        """Fill the six 近况 from the last record; they can be changed."""
        self.form.suggest(self._last)
        self.form.changed.emit()
