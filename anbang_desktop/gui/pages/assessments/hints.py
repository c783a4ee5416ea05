"""What the file already says beside an item, so that nobody has to look it up; the answer is the group's."""

from datetime import date

from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.people import Person

SHOWN = {  # item of the default instrument: fields of the registration form that belong to it
    "A1": ("prior_count", "recidivist"),
    "A2": ("offences", "special_case"),
    "A3": ("minor_at_offence", "judgment_date", "birth_date"),
    "A4": ("release_date",),
    "A5": ("custody_behaviour",),
    "B1": ("housing_state",),
    "B2": ("employment",),
    "B3": ("income_band", "family_economy"),
    "C4": ("health",),
    "P1": ("skills",),
}


def hint(code: str, one: Person, desk: Desk) -> str:
    """登记表：有期徒刑 3 年; empty when the form says nothing."""
    told = [words for name in SHOWN.get(code, ()) if (words := _shown(name, one, desk))]
    return f"登记表：{'，'.join(told)}" if told else ""


def _shown(name: str, one: Person, desk: Desk) -> str:
    field = REGISTRATION.field(name)
    value = one.values.get(name)
    words = field.kind.show(field.kind.take(value, desk.read_context), desk.read_context)
    if not words:
        return ""
    return f"{field.label} {words}" if isinstance(value, bool | int | date) else words
