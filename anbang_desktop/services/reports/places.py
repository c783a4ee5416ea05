"""Where on a person's page a column of a roster is put right."""

from collections.abc import Mapping

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.services.records.registry import KINDS

_REGISTRATION = frozenset(field.name for field in (*CLIENT_FIELDS, *CASE_FIELDS))
_KINDS: Mapping[str, PersonSection] = {kind.name: kind.section for kind in KINDS}
_OWN: Mapping[str, PersonSection] = {  # columns with a rule of their own (values.SPECIAL)
    "level": PersonSection.ASSESSMENT,
    "agreement": PersonSection.AGREEMENT,
    "agreement_on": PersonSection.AGREEMENT,
    "group": PersonSection.GROUP,
    "score": PersonSection.ASSESSMENT,
    "assessed_on": PersonSection.ASSESSMENT,
    "placed": PersonSection.PLACEMENT,
    "placement_way": PersonSection.PLACEMENT,
    "placed_from": PersonSection.PLACEMENT,
    "none_reason": PersonSection.PLACEMENT,
    "contacts": PersonSection.CONTACT,
    "last_contact": PersonSection.CONTACT,
    "state": PersonSection.STEP,
}


def place_of(field: str) -> tuple[str, PersonSection]:
    """The datum of the registration form to fill in (empty: it stands in a record), and the section."""
    if field in _REGISTRATION:
        return field, PersonSection.REGISTRATION
    kind = field.partition(".")[0]
    return "", _OWN.get(field) or _KINDS.get(kind, PersonSection.REGISTRATION)
