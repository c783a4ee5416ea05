"""Two people side by side: what each says, where they differ, whose word is kept unless a clerk chooses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.states import State, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, REGISTRATION, Case, Client
from anbang_desktop.fields.field import AUTO, SPECIAL, Field, name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection

COVERED = "已填（遮住）"
LISTED = (name_of(names(Client).outer_numbers),)  # lists of which nothing is left out: both are kept
ADDED = (name_of(names(Case).remark),)  # words that are added to the other's
_PERSON = frozenset(field.name for field in CLIENT_FIELDS)
_ORDER = list(State)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the two with all cases, oldest first; ``open`` is the one that has not ended."""

    client: Client
    cases: tuple[Case, ...]

    @property
    def open(self) -> Case | None:
        """The case that has not ended; a person has at most one."""
        return next((case for case in self.cases if not state(case.state).ended), None)

    @property
    def main(self) -> Case:
        """By whose number the person is named: the open case, else the newest."""
        return self.open or self.cases[-1]


@dataclass(frozen=True, slots=True)
class Side:
    """What stands at the head of one column."""

    no: str
    name: str
    state: str
    entered: date
    cases: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True)
class Line:
    """One datum of both in a reader's words. ``takes``: unless a clerk chooses, the other's is taken, because
    nothing stands here; ``both``: nothing is chosen, because both are kept.
    """

    name: str
    label: str
    section: str
    kept: str
    gone: str
    takes: bool
    both: bool = False

    @property
    def differs(self) -> bool:
        """There is something to choose or to look at."""
        return self.kept != self.gone


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two with every datum that one of them has; ``joined``: two open cases become one."""

    kept: Side
    gone: Side
    lines: tuple[Line, ...]
    joined: bool

    @property
    def differing(self) -> tuple[Line, ...]:
        """The lines that are not alike."""
        return tuple(line for line in self.lines if line.differs)


def person_of(connection: Connection, no: str) -> Person:
    """The person of that case number, as today; UserError when there is none."""
    about = case_file.by_no(connection, no)
    client = query.client_by_id(connection, about.case.client_id)
    return Person(client, tuple(query.cases_of_client(connection, client.id)))


def ordered(one: Person, other: Person) -> tuple[Person, Person]:
    """Whom a clerk most likely keeps first: whose case is further, else who was registered first."""

    def rank(person: Person) -> tuple[bool, int, int]:
        here = _ORDER.index(state(person.main.state))
        return person.open is None, -here, person.client.id

    first, second = sorted((one, other), key=rank)
    return first, second


def refuse_same(one: Person, other: Person) -> None:
    """UserError where both numbers lead to one person."""
    if one.client.id == other.client.id:
        raise UserError(
            f"{one.main.no} 和 {other.main.no} 本来就是同一个人的档案。",
            "请核对两个档案编号。",
            field="gone",
        )


def side_by_side(desk: Desk, kept: str, gone: str, *, as_named: bool = False) -> Comparison:
    """Two people by their case numbers, in full: that they were looked at is kept in the audit. Who is kept
    is suggested, or ``as_named``.
    """
    with desk.store.read() as connection:
        two = person_of(connection, kept), person_of(connection, gone)
        refuse_same(*two)
        first, second = two if as_named else ordered(*two)
        files = {
            one.client.id: case_file.of_cases(connection, [case.id for case in one.cases]) for one in two
        }
    with desk.store.work(desk.clock) as work:
        for one, other in ((first, second), (second, first)):
            words = f"比对重复登记：{one.main.no} 和 {other.main.no}"
            work.note("reveal", f"cases/{one.main.id}", words)
    joined = first.open is not None and second.open is not None
    lines = tuple(_lines(desk, first, second, joined=joined))
    return Comparison(
        _side(first, files[first.client.id]), _side(second, files[second.client.id]), lines, joined
    )


def _side(one: Person, files: list[CaseFile]) -> Side:
    many = sum(len(records) for about in files for records in about.records.values())
    entered = min(case.entered_at for case in one.cases).date()
    numbers = tuple(case.no for case in one.cases)
    return Side(one.main.no, one.client.name, state(one.main.state).label, entered, numbers, many)


def choosable(*, joined: bool) -> tuple[Field, ...]:
    """The data of which one of two is chosen: those of the person, and of two open cases those that a clerk
    fills in.
    """
    fields = (*CLIENT_FIELDS, *CASE_FIELDS) if joined else CLIENT_FIELDS
    return tuple(field for field in fields if field.need is not AUTO)


def _lines(desk: Desk, kept: Person, gone: Person, *, joined: bool) -> Iterator[Line]:
    named = {field.name for field in choosable(joined=joined)}
    for section in REGISTRATION.sections:
        for field in section.fields:
            if field.name in named:
                line = _line(desk, field, section.title, kept, gone)
                if line.kept or line.gone:
                    yield line


def _line(desk: Desk, field: Field, section: str, kept: Person, gone: Person) -> Line:
    values = value_of(kept, field.name), value_of(gone, field.name)
    words = [_words(desk, field, value) for value in values]
    if field.privacy >= SPECIAL and all(words) and values[0] != values[1]:
        words[1] = f"{COVERED[:-1]}，不同）"
    both = field.name in (*LISTED, *ADDED) and all(words)
    return Line(field.name, field.label, section, words[0], words[1], bool(words[1]) and not words[0], both)


def value_of(one: Person, name: str) -> object:
    """A datum of the person or of the case that counts."""
    return getattr(one.client if name in _PERSON else one.main, name)


def is_empty(value: object) -> bool:
    """Nothing stands there."""
    return value is None or value in ((), "")


def _words(desk: Desk, field: Field, value: object) -> str:
    if is_empty(value):
        return ""
    return COVERED if field.privacy >= SPECIAL else field.kind.show(value, desk.read_context)
