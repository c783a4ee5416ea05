"""登记诉求: in the person's own words; from a visit it begins with what was said there."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import AUTO, Section, names
from anbang_desktop.fields.wish import WISH, Wish
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Save, Saved
from anbang_desktop.gui.records.layouts import new_sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import Person

ITS = names(Wish)
NORMAL, ON_A_VISIT = "NORMAL", "CONTACT"
TURN = "转为诉求"


class WishDialog(RecordDialog):
    """Asks what is known on the first day: steps and answer come on the page 诉求."""

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
        given = {ITS.raised_on: desk.today, **(known or {})}
        return cls._ask_for(parent, desk, one, context, given, partial(write.record, desk, one.no, WISH.name))

    @classmethod
    def ask_from(
        cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext, said: Contact
    ) -> Saved | None:
        """What was said on a visit becomes a wish that knows the visit."""
        given = {ITS.raised_on: said.on, ITS.way: ON_A_VISIT, ITS.content: said.wish}
        save = partial(wish_acts.from_contact, desk, one.no, said.id)
        return cls._ask_for(parent, desk, one, context, given, save, f":{said.id}")

    @classmethod
    def _ask_for(
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        given: Mapping[Any, object],
        write_down: Save,
        from_: str = "",
    ) -> Saved | None:
        usual = {ITS.urgency: NORMAL, ITS.handler: one.file.case.responsible_worker or desk.user}
        sheet = new_sheet(desk, one, WISH, {**usual, **given})
        asked = tuple(field for field in WISH.section(ITS.content).fields if field.need is not AUTO)
        kept = Kept(desk, f"{WISH.name}:{one.no}{from_}")
        title = f"{TURN}：{one.row.name}" if from_ else sheet.title
        sheet = replace(sheet, title=title, sections=(Section("", asked),), kept=kept)
        return cls(parent, sheet, context, write_down).run()


def offer_to_turn(
    parent: QWidget | None, desk: Desk, no: str, context: EntryContext, contact_id: int
) -> Saved | None:
    """After a visit on which something was asked for: shall it be answered within the term?"""
    one = people.show(desk, no)
    said = next((found for found in one.file.contacts if found.id == contact_id), None)
    if said is None or not said.wish or wish_acts.turned(one.file, contact_id):
        return None
    days = desk.pack.text("wish.reply.workdays")
    words = f"“{said.wish}”转为诉求以后，{days}，到期前“今天要办”会提醒。"
    if not questions.yes(parent, f"{one.row.name}提了诉求", words, do=TURN, leave="以后再说"):
        return None
    return WishDialog.ask_from(parent, desk, one, context, said)
