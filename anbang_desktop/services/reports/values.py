"""What stands in each column of a roster for one row, as a county's sheet says it (domain.md §5.2), and what
has to be read of a case to know.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar

from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.named_sets import Part, Reads
from anbang_desktop.domain.numbers import Passage
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.row_sets import RowKind
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, Case, Child, Client
from anbang_desktop.fields.field import Field, Record, Stored, kept_of, name_of
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.kinds import NO, YES, ReadContext
from anbang_desktop.fields.placement import Placement
from anbang_desktop.services.records.registry import KINDS, kind_of

Value = str | int | Decimal | date | None
R = TypeVar("R", bound=Record)
CLIENT_FIELD = {one.name: one for one in CLIENT_FIELDS}
CASE_FIELD = {one.name: one for one in CASE_FIELDS}
CHILD = "child"
# what a row says of the child or the record that it is about, where a person's row says it of the person
INSTEAD: Mapping[RowKind, Mapping[str, str]] = {
    RowKind.CHILD: {"sex": "child.sex", "age": "child.age"},
    RowKind.CONTACT: {"last_contact": "contact.at"},
    RowKind.ASSESSMENT: {"assessed_on": "assessment.meeting_on"},
}
NOT_OF_CHILD = frozenset(
    {"birth_date", "ethnicity", "education", "marital", "health", "minor_now", "schooling"}
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One row of a roster: the person as of the period's end, the newest records by then, the head that was
    counted; and what the row itself is about: a record, a passage, a child.
    """

    head: Head
    client: Client
    case: Case
    newest: Mapping[type[Record], Record]
    period: Period
    until: date
    pack: RulePack
    read_context: ReadContext
    lists: RowKind = RowKind.PERSON
    record: Record | None = None
    passage: Passage | None = None
    child: Child | None = None
    receiver: str = ""  # the office that the case was last sent to

    def of(self, kind: type[R]) -> R | None:
        """The record that the row is about, else the newest of a kind."""
        found = self.record if isinstance(self.record, kind) else self.newest.get(kind)
        return found if isinstance(found, kind) else None

    @property
    def agreement(self) -> Agreement | None:
        """The newest version of the agreement."""
        return self.of(Agreement)

    @property
    def group(self) -> HelpGroup | None:
        """The group in force."""
        return self.of(HelpGroup)

    @property
    def assessment(self) -> Assessment | None:
        """The newest assessment, or that of the row."""
        return self.of(Assessment)

    @property
    def placement(self) -> Placement | None:
        """The newest placement."""
        return self.of(Placement)

    def label(self, table: CodeTableName, code: str | None) -> str:
        """The words of a code."""
        return self.read_context.codes[table].label(code) if code else ""


Attributes = dict[type[Stored], set[str]]


NO_READS = Reads()


@dataclass(frozen=True, slots=True)
class Shown:
    """How a column is made, and of what: attributes by class, and parts of the head."""

    make: Callable[[Subject], Value]
    attributes: Mapping[type[Stored], Sequence[str]] = field(default_factory=dict)
    head: Reads = NO_READS


def shown(
    make: Callable[[Subject], Value],
    *attributes: tuple[type[Stored], Iterable[object]],
    parts: Iterable[Part] = (),
    facts: Iterable[str] = (),
) -> Shown:
    """A column of its own; ``attributes`` as ``(Client, [names(Client).birth_date])``."""
    known = {kind: [name_of(one) for one in listed] for kind, listed in attributes}
    return Shown(make, known, Reads(frozenset(parts), frozenset(facts)))


def yes_no(answer: object) -> Value:
    """是 or 否."""
    return YES if answer else NO


def plain(one: Field, owner: object | None, subject: Subject) -> Value:
    """A datum as a sheet has it: days, sums and counts raw, all others in words; None where nobody filled it
    in.
    """
    return _shown_of(one, getattr(owner, one.name) if owner is not None else None, subject)


def _shown_of(one: Field, held: object, subject: Subject) -> Value:
    if held is None or held in ((), ""):
        return None
    if isinstance(held, datetime):
        return held.date()
    if isinstance(held, date | Decimal) or (isinstance(held, int) and not isinstance(held, bool)):
        return held
    return one.kind.show(held, subject.read_context)


# columns that a kind of record offers by itself (``Kind.report``): ``wish.state``
FROM_RECORDS: dict[str, tuple[type[Record], Field]] = {
    f"{kind.name}.{name_of(attribute)}": (kind.fields.record, kind.fields.field(attribute))
    for kind in KINDS
    for attribute in kind.report
}


def offered_columns() -> dict[str, str]:
    """What the columns of FROM_RECORDS are called on a county's sheet: 诉求答复."""
    labels = {kind.fields.record: kind.label for kind in KINDS}
    return {key: f"{labels[record]}{one.label}" for key, (record, one) in FROM_RECORDS.items()}


def column(name: str, special: Mapping[str, Shown], lists: RowKind = RowKind.PERSON) -> Shown | None:
    """How a column is made; a field without a rule of its own is shown as its form shows it. None for one
    that nobody knows, or that would say of a child what is its parent's.
    """
    name = INSTEAD.get(lists, {}).get(name, name)
    if lists is RowKind.CHILD and name in NOT_OF_CHILD:
        return None
    if name in special:
        return special[name]
    kind, _dot, attribute = name.rpartition(".")
    if kind:
        return _of_child(attribute) if kind == CHILD else _of_record(kind, attribute)
    return _of_form(name)


def _of_form(name: str) -> Shown | None:
    if name in CLIENT_FIELD:
        return Shown(_said(CLIENT_FIELD[name], attrgetter(f"client.{name}")), {Client: [name]})
    if name in CASE_FIELD:
        return Shown(_said(CASE_FIELD[name], attrgetter(f"case.{name}")), {Case: [name]})
    return None


def _said(one: Field, held_in: Callable[[Subject], object]) -> Callable[[Subject], Value]:
    """As ``plain``: a county's roster asks for a million of them, most of them words as they are."""
    if not one.kind.verbatim:
        return lambda subject: _shown_of(one, held_in(subject), subject)

    def made(subject: Subject) -> Value:
        held = held_in(subject)
        return (held or None) if type(held) is str else _shown_of(one, held, subject)

    return made


def _of_record(kind: str, attribute: str) -> Shown | None:
    known = kind_of(kind)
    if known is None or attribute not in kept_of(known.fields.record):
        return None
    record, one = known.fields.record, kept_of(known.fields.record)[attribute]
    return Shown(lambda subject: plain(one, subject.of(record), subject), {record: [attribute]})


def _of_child(attribute: str) -> Shown | None:
    one = kept_of(Child).get(attribute)
    return None if one is None else Shown(lambda subject: plain(one, subject.child, subject))
