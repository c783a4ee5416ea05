"""登记走访: a visit, talk or call. Last time's answers are shown, and taken over only on a click."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, button, row, text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist.people import Person

CONDITIONS = ("behaviour", "work", "money", "family", "places", "company")


class ContactDialog(RecordDialog):
    """Begins with today and who is at the desk; nothing about the person is filled in silently."""

    def __init__(
        self,
        parent: QWidget | None,
        sheet: Sheet,
        context: EntryContext,
        save: Save,
        last: Mapping[str, object],
    ) -> None:
        """``last`` is the contact before this one, empty when there was none."""
        self._last = {name: last.get(name) for name in CONDITIONS if last.get(name)}
        self._when = str(last.get("on") or "")
        super().__init__(parent, sheet, context, save)
        for name, value in self._last.items():
            line = self.form.rows[name]
            line.note(f"上次：{line.field.kind.show(value, context.read_context)}")

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext) -> Saved | None:  # type: ignore[override]
        """Until it was saved or left."""
        past = one.records["contact"]
        given = {
            "at": datetime.combine(desk.today, datetime.min.time()),
            "workers": [desk.user],
            "abnormal": None,
        }
        sheet = Sheet(
            f"登记走访：{one.row.name}",
            "走访、谈话、电话都在这里登记；没有见到人的选“未遇”，不计入已走访。",
            CONTACT.sections,
            given,
            "登记走访",
            across=1,
            kept=Kept(desk, f"contact:{one.no}"),
        )
        wide = replace(context, tight=False)

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, "contact", values)

        return cls(parent, sheet, wide, save, past[-1] if past else {}).run()

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
