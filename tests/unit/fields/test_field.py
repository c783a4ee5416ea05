"""fields/field.py: sections, fields and names of a class follow from its attributes."""

from datetime import datetime

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import CASE_SECTIONS, REGISTRATION, Case
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.fields.field import Need, filled, given, missing, name_of, names, read
from tests.unit.fields.test_kinds import WORLD


def test_an_attribute_is_named_through_its_class() -> None:
    assert name_of(names(Contact).at) == "at"
    with pytest.raises(AttributeError, match="att"):
        names(Contact).att  # type: ignore[attr-defined]  # noqa: B018 - the access is what is tested
    with pytest.raises(TypeError, match="does not come from names"):
        name_of(7)


def test_a_field_and_its_section_are_found_by_the_attribute() -> None:
    assert CONTACT.field(names(Contact).content).label == "内容"
    assert REGISTRATION.section(names(Case).village) in CASE_SECTIONS
    for unknown in (CONTACT.field, REGISTRATION.section):
        with pytest.raises(KeyError):
            unknown("no_such_datum")


def test_what_was_emptied_is_the_attributes_own_empty_value() -> None:
    taken = given(Contact, {"companions": None, "wish": None, "at": None, "colour": "red"})
    assert taken == {"companions": (), "wish": None}, "what must be there is not emptied"


def test_a_value_that_can_not_be_read_names_its_field() -> None:
    with pytest.raises(UserError, match="内容：应是一项长文字") as wrong:
        read(CONTACT.fields, {"content": True}, WORLD, CONTACT.label)
    assert wrong.value.field == "content"
    assert read(CONTACT.fields, {"content": " 看望 "}, WORLD, CONTACT.label) == {"content": "看望"}


def test_only_the_mandatory_ones_that_are_empty_are_missing() -> None:
    there = {"at": 1, "contact_type": "PHONE", "workers": (), "abnormal": False}
    assert [field.name for field in missing(CONTACT.fields, there, Need.MUST)] == ["workers"]


def test_the_data_of_an_instance_are_what_its_form_would_hand_in() -> None:
    one = Contact(at=datetime(2026, 3, 5), contact_type="PHONE", workers=("李",), abnormal=False)  # noqa: DTZ001
    assert filled(one) == {
        "at": datetime(2026, 3, 5),  # noqa: DTZ001 - local time by design
        "contact_type": "PHONE",
        "workers": ("李",),
        "abnormal": False,
    }
