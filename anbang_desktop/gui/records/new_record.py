"""A new record of any kind that has no dialog of its own: the common form, nothing given but today."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.wish import Wish
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.given import given_of
from anbang_desktop.gui.records.group_dialog import GroupDialog
from anbang_desktop.gui.records.handover_dialog import HandoverDialog
from anbang_desktop.gui.records.layouts import layout_of, new_sheet
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.verification_dialog import VerificationDialog
from anbang_desktop.gui.records.wish_dialog import WishDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import Kind
from anbang_desktop.services.worklist.people import Person

Ask = Callable[[QWidget | None, Desk, Person, EntryContext, Values | None], Saved | None]
OWN: Mapping[type[Record], Ask] = {
    Verification: VerificationDialog.ask,
    Handover: HandoverDialog.ask,
    HelpGroup: GroupDialog.ask,
    Contact: ContactDialog.ask,
    Letter: LetterDialog.ask,
    Wish: WishDialog.ask,
}


class NewRecordDialog(RecordDialog):
    """Given: today as its day."""

    @classmethod
    def ask_kind(
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        kind: Kind,
        known: Values | None = None,
    ) -> Saved | None:
        """Until it was saved or left; ``known`` is what whoever opens it knows already."""
        given = {**given_of(desk, one, kind.fields), **(known or {})}
        sheet = new_sheet(desk, one, kind.fields, given)

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, kind.name, values)

        fitting = layout_of(kind.fields.record).context(context)
        return cls(parent, sheet, fitting, save).run()


def ask_new(
    parent: QWidget | None,
    desk: Desk,
    one: Person,
    context: EntryContext,
    kind: Kind,
    known: Values | None = None,
) -> Saved | None:
    """The dialog of a kind, its own or the common one, until it was saved or left; ``known`` stands there
    already.
    """
    own = OWN.get(kind.fields.record)
    if own is not None:
        return own(parent, desk, one, context, known)
    return NewRecordDialog.ask_kind(parent, desk, one, context, kind, known)
