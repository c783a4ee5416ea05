"""Who is chosen from a list of the office brings the phone along, where it is asked for and not filled in
yet.
"""

from collections.abc import Iterable

from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import Member
from anbang_desktop.fields.handover import Escort
from anbang_desktop.gui.entry.editor import Editor, SuggestEditor
from anbang_desktop.services.office.own_lists import Offer

PAIRS = {  # whose name, and where the phone goes
    name_of(names(Case).beat_officer): name_of(names(Case).beat_phone),
    name_of(names(Member).name): name_of(names(Member).phone),
    name_of(names(Escort).name): name_of(names(Escort).phone),
}


def fill_phones(editors: Iterable[Editor]) -> None:
    """Join the entries of a form, or of one row in it."""
    by_name = {one.field.name: one for one in editors}
    for name, phone in PAIRS.items():
        whose, target = by_name.get(name), by_name.get(phone)
        if isinstance(whose, SuggestEditor) and target is not None:
            _join(whose, target)


def _join(whose: SuggestEditor, target: Editor) -> None:
    def fill(offer: Offer) -> None:
        if offer.phone and (target.empty() or target.auto):
            target.set_value(offer.phone)
            target.set_auto(on=True)
            target.changed.emit()

    whose.chosen.connect(fill)
