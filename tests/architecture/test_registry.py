"""Every kind of record stands in every consumer: nothing that is left out is silent.

Each check gives the complaints about one kind. It must find none in a kind of the program, and it must find
the fault of a kind that was broken for it.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, make_dataclass, replace
from functools import cache
from typing import Annotated, Any, get_type_hints

import pytest
from sqlalchemy import Table

from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.fields import kinds
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, REGISTRATION
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import AUTO, MUST, Datum, Record, RecordKind, declare, name_of, names
from anbang_desktop.fields.records import KINDS as DECLARED
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.fields.rows import ALL_KINDS, Rows
from anbang_desktop.services import opening
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.registry import KINDS, Deadline, Kind, kind_of
from anbang_desktop.services.reports import workbook
from anbang_desktop.storage import shapes, tables
from tests.support.makers import TODAY
from tests.support.sample_records import sample

CODES = opening.codes()
PACKS = opening.rules().packs
APART = REGISTRATION.name  # it is written into person and case, not into a table of its own
PYTHON = {
    kinds.Day: "date", kinds.Moment: "datetime", kinds.Money: "Decimal", kinds.Count: "int",
    kinds.YesNo: "bool", kinds.Attachment: "int", kinds.Choices: "tuple", kinds.Words: "tuple", Rows: "tuple",
}  # fmt: skip


# ---- the checks: complaints about one kind


def declared(kind: Kind) -> Iterator[str]:
    """It stands in fields/records.py under its own name."""
    if RECORDS.get(kind.name) is not kind.fields:
        yield f"fields/records.py does not know {kind.name}"


def typed(kind: Kind) -> Iterator[str]:
    """Annotation and kind of datum agree, and what must be there is never None."""
    for field, hint in _attributes(kind):
        words = str(hint)
        wanted = PYTHON.get(type(field.kind), "str")
        if wanted not in words:
            yield f"{field.name} is a {type(field.kind).__name__}, but annotated {words}"
        if field.need is not AUTO and (field.need is MUST) is ("None" in words):
            yield f"{field.name}: what must be there is not optional, everything else is"


def _attributes(kind: Kind) -> Iterator[tuple[Any, Any]]:
    if kind.name == APART:
        return
    hints = get_type_hints(kind.fields.record)
    for field in kind.fields.fields:
        if not (isinstance(field.kind, Rows | kinds.Words | kinds.Choices) and field.need is not MUST):
            yield field, hints[field.name]


def stored(kind: Kind) -> Iterator[str]:
    """Its attributes are the columns of its table, or lines of a table of their own."""
    if kind.name == APART:
        return
    table: Table | None = tables.RECORD_TABLES.get(kind.name)
    if table is None or kind.fields.record not in shapes.RECORDS:
        yield f"no table for {kind.name}"
        return
    apart = {lines.name for lines in shapes.RECORDS[kind.fields.record].lines}
    attributes = {one.name for one in fields(kind.fields.record)} - apart
    for name in sorted(attributes ^ set(table.c.keys())):
        yield f"{name} is an attribute or a column, but not both"


def coded(kind: Kind) -> Iterator[str]:
    """Every code table it names exists."""
    for field in kind.fields.fields:
        if isinstance(field.kind, kinds.Choice | kinds.Choices) and field.kind.table not in CODES:
            yield f"{field.name}: no code table {field.kind.table}"
        if type(field.kind) not in ALL_KINDS or type(field.kind) not in tables.COLUMN_OF:
            yield f"{field.name}: no column for a {type(field.kind).__name__}"


def private(kind: Kind) -> Iterator[str]:
    """Every datum has a class of privacy, and lines about people are no less private than 1."""
    for field in kind.fields.fields:
        if not 1 <= field.privacy <= 4:
            yield f"{field.name}: privacy class {field.privacy}"


def dated(kind: Kind) -> Iterator[str]:
    """The attributes it names are its own; the day is a day."""
    known = {field.name: field for field in kind.fields.fields}
    named = [kind.day, kind.says, *kind.report, *([kind.deadline.done] if kind.deadline else [])]
    for attribute in named:
        if attribute is not None and name_of(attribute) not in known:
            yield f"{attribute} is no datum of {kind.name}"
    day = known.get(name_of(kind.day)) if kind.day is not None else None
    if day is not None and not isinstance(day.kind, kinds.Day | kinds.Moment):
        yield f"{day.name} is no day"


def due(kind: Kind) -> Iterator[str]:
    """The rule of its deadline is in every pack."""
    if kind.deadline is not None:
        for pack in PACKS:
            if kind.deadline.rule not in pack.rules:
                yield f"pack {pack.id} has no {kind.deadline.rule}"


def bound(kind: Kind) -> Iterator[str]:
    """Who has a paper has a place in the file: a line of every pack's catalogue; and by what it says some are
    bound under another.
    """
    if bool(kind.catalogue) != bool(kind.paper):
        yield "bound without a paper" if kind.catalogue else "a paper without a place in the file"
    attribute, elsewhere = kind.apart or (None, {})
    for pack in PACKS:
        lines = {paper.key for paper in pack.papers}
        for key in (kind.catalogue, *elsewhere.values()):
            if key is not None and key not in lines:
                yield f"pack {pack.id} has no {key} in its catalogue"
    if attribute is not None:
        told = kind.fields.field(attribute).kind
        known = {item.code for item in CODES[told.table].items} if isinstance(told, kinds.Choice) else set()
        yield from (f"{code} is no {attribute}" for code in elsewhere if code not in known)


def ruled(kind: Kind) -> Iterator[str]:
    """``write`` knows its rules, even where there are none."""
    if kind.name != APART and kind.name not in write.RULES:
        yield f"write.RULES does not know {kind.name}"


def remembered(kind: Kind) -> Iterator[str]:
    """Its changes can be told in words."""
    if kind.name != APART and kind.fields.table not in history.TABLES:
        yield f"history does not know {kind.fields.table}"


def offered(kind: Kind) -> Iterator[str]:
    """The command line writes it, its paper can be asked for."""
    if kind.recorded and f" {kind.name}," not in f" {_told_by_the_command_line()},":
        yield f"the command line does not write {kind.name}"
    if kind.paper and kind.name not in (*papers.OF_RECORD, "agreement"):
        yield f"no form of {kind.name} can be asked for"


@cache
def _told_by_the_command_line() -> str:
    """What the command line says when it is given a kind that does not exist."""
    done = subprocess.run(
        [sys.executable, "-m", "anbang_desktop", "record", "X", "no-such-kind", "--from", "x"],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    return (
        done.stderr.replace("、", ", ")
        .replace("。", ", ")
        .replace("'", "")
        .replace("（", ", ")
        .replace("）", ", ")
    )


def sampled(kind: Kind) -> Iterator[str]:
    """Its mandatory data can be read from what a clerk would type."""
    context = opening_context()
    for field in kind.fields.fields:
        value = sample(kind.fields, CODES).get(field.name)
        if field.need is MUST and field.kind.take(value, context) in (None, ()):
            yield f"{field.name} reads {value!r} as nothing"


def reported(kind: Kind) -> Iterator[str]:
    """A county's roster can ask for what the registry offers of it."""
    columns = {column.id for column in workbook.fields()}
    for attribute in kind.report:
        if f"{kind.name}.{name_of(attribute)}" not in columns:
            yield f"resources/columns.toml has no column {kind.name}.{name_of(attribute)}"


def opening_context() -> kinds.ReadContext:
    return kinds.ReadContext(CODES, TODAY)


CHECKS: tuple[Callable[[Kind], Iterator[str]], ...] = (
    declared, typed, stored, coded, private, dated, due, bound, ruled, remembered, offered, sampled,
    reported,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_kind_stands_in_every_consumer(check: Callable[[Kind], Iterator[str]], kind: Kind) -> None:
    assert list(check(kind)) == []


def test_every_declared_kind_is_registered() -> None:
    assert {kind.name for kind in DECLARED} | {APART} == {kind.name for kind in KINDS}
    assert all(kind_of(kind.name) is kind for kind in KINDS)


def test_no_two_kinds_share_a_name_or_a_table() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert len({kind.fields.table for kind in KINDS if kind.fields.table}) == len(DECLARED)


def test_data_of_person_and_case_are_told_apart_by_name() -> None:
    both = [field.name for field in (*CLIENT_FIELDS, *CASE_FIELDS)]
    assert len(both) == len(set(both))


# ---- each check finds the fault of a kind broken for it


def _wrong(**attributes: Any) -> RecordKind:
    made = make_dataclass("Wrong", list(attributes.items()), bases=(Record,), frozen=True, kw_only=True)
    return declare("wrong", "坏的", made, "wrongs")


def _kind(**changes: Any) -> Kind:
    return replace(next(kind for kind in KINDS if kind.name == "contact"), **changes)


BROKEN: dict[Callable[[Kind], Iterator[str]], Kind] = {
    declared: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Text(), MUST)])),
    typed: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Day(), MUST)])),
    stored: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Text(), MUST)])),
    coded: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Choice("no_such_table"), MUST)])),  # type: ignore[arg-type]
    private: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Text(), MUST, privacy=7)])),
    dated: _kind(day=names(Contact).content),
    due: _kind(deadline=Deadline("答复", "no.such.rule", "登记", names(Contact).effect)),  # type: ignore[arg-type]
    bound: _kind(catalogue=PaperKey.WISH, paper=""),
    ruled: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Text(), MUST)])),
    remembered: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Text(), MUST)])),
    offered: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Text(), MUST)])),
    sampled: _kind(fields=_wrong(a=Annotated[str, Datum("甲", kinds.Month(), MUST)])),
    reported: _kind(report=(names(Contact).effect,)),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_each_check_finds_a_broken_kind(check: Callable[[Kind], Iterator[str]]) -> None:
    try:
        found = list(check(BROKEN[check]))
    except (ValueError, TypeError):
        return  # refused even louder
    assert found
