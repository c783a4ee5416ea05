"""fields/*.py: declarations agree with each other, with the code tables and with the database tables."""

from collections.abc import Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import make_dataclass
from typing import get_type_hints

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, REGISTRATION, Case, Client
from anbang_desktop.fields.field import SPECIAL, Datum, Field, Need, Own, Stored, kept_of, missing, read
from anbang_desktop.fields.kinds import Choice, Choices, Kind
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.fields.rows import Rows
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services import opening
from anbang_desktop.storage.tables import LINE_TABLES, RECORD_TABLES, cases, clients
from tests.unit.fields.test_kinds import WORLD

ALL = [(kind.name, field) for kind in RECORDS.values() for field in kind.fields]


def _kinds(kind: Kind) -> Iterator[Kind]:
    yield kind
    if isinstance(kind, Rows):
        for part in kind.parts:
            yield from _kinds(part.kind)


@pytest.mark.parametrize(("record", "field"), ALL, ids=[f"{record}.{field.name}" for record, field in ALL])
def test_every_choice_has_its_code_table(record: str, field: Field) -> None:
    tables = [kind.table for kind in _kinds(field.kind) if isinstance(kind, Choice | Choices)]
    assert set(tables) <= set(opening.codes()), f"{record}.{field.name}"


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda one: one.name)
def test_identifiers_and_labels_are_given_once(record: object) -> None:
    fields = record.fields  # type: ignore[attr-defined]
    assert len({field.name for field in fields}) == len(fields)
    assert not [field.label for field in fields if field.label.endswith(("：", ":"))]


def test_the_registration_form_has_every_field_of_person_and_case() -> None:
    assert {field.name for field in REGISTRATION.fields} == {
        field.name for field in (*CLIENT_FIELDS, *CASE_FIELDS)
    }


def test_every_field_has_its_column() -> None:
    kept = [(clients, CLIENT_FIELDS), (cases, CASE_FIELDS)]
    kept += [(table, RECORDS[name].fields) for name, table in RECORD_TABLES.items()]
    for table, fields in kept:
        apart = {name for owner, name in LINE_TABLES if owner == table.name}
        assert {field.name for field in fields} - set(table.c.keys()) == apart


def test_saving_needs_little() -> None:
    must = {field.name for field in missing(REGISTRATION.fields, {}, Need.MUST)}
    assert must == {"name", "sex", "birth_date", "release_type", "release_date"}


def test_an_unknown_identifier_is_named() -> None:
    with pytest.raises(UserError, match="登记表里没有名为“religion”的项目") as wrong:
        read(REGISTRATION.fields, {"religion": "x"}, WORLD, REGISTRATION.label)
    assert wrong.value.field == "religion"


@pytest.mark.parametrize("record", [Client, Case, Stage, *(kind.record for kind in RECORDS.values())])
def test_every_attribute_says_what_it_is_called_and_how_private_it_is(record: type[Stored]) -> None:
    """Also what only the program fills: the answers of an assessment are no less private."""
    hints = get_type_hints(record, include_extras=True)
    silent = [
        one.name
        for one in dataclass_fields(record)
        if not any(isinstance(said, Datum | Own) for said in getattr(hints[one.name], "__metadata__", ()))
    ]
    assert silent == []


def test_what_is_made_from_answers_is_as_private_as_the_most_private_of_them() -> None:
    kept = kept_of(Assessment)
    told = ("triggers", "sheets", "agreed", "spread_note", "needs", "points", "why")
    assert {kept[name].privacy for name in told} == {SPECIAL}


def test_an_attribute_that_says_nothing_of_itself_is_covered() -> None:
    silent = make_dataclass("Silent", [("said", str, "")], bases=(Stored,), kw_only=True, frozen=True)
    assert kept_of(silent)["said"].privacy == SPECIAL
