"""A datum as it stands beside its attribute, and the field that forms, lists and papers read from it.

A kind of record is a frozen class. Each attribute that a clerk can fill carries a ``Datum``::

    at: Annotated[datetime, Datum("时间", Moment(), MUST, begins="时间与人员")]

so what the rules and pages read (``contact.at``) is checked by mypy, and column, entry, cell, paper and
complaint follow from the same line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_type_hints

from anbang_desktop.errors import UserError
from anbang_desktop.fields.kinds import Day, Kind, Moment, ReadContext, Text

Line = TypeVar("Line")
UNDATED = date(1, 1, 1)
UNTIMED = datetime(1, 1, 1)  # noqa: DTZ001 - the office's clock has no zone


class Need(Enum):
    """When a datum must be there (domain.md §4): saving never fails for one that is only SOON."""

    MUST = "M"  # for saving
    SOON = "m"  # before leaving the stage
    MAY = "O"
    AUTO = "A"  # the program fills it


MUST, SOON, MAY, AUTO = Need.MUST, Need.SOON, Need.MAY, Need.AUTO


SPECIAL = 4  # the class of privacy that is shown only by right, and noted (domain.md §10)


@dataclass(frozen=True, slots=True)
class Datum:
    """What stands beside an attribute. ``privacy``: 1 ordinary, 2 personal, 3 sensitive, 4 special (health,
    minors, special cases); ``begins`` is the title of the section that this datum opens on a form.
    """

    label: str
    kind: Kind
    need: Need = MAY
    privacy: int = 1
    help: str = ""
    begins: str = ""


_LINE = Text()


@dataclass(frozen=True, slots=True)
class Own:
    """What stands beside an attribute that no form holds: its name in a history, and its class of privacy.

    What is made from other data (a score, the sentences behind it) has the class of the most sensitive thing
    it tells.
    """

    label: str
    privacy: int
    kind: Kind = _LINE


@dataclass(frozen=True, slots=True)
class Field:
    """One datum under its identifier."""

    name: str
    label: str
    kind: Kind
    need: Need = MAY
    privacy: int = 1
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields on a form."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the file keeps as a row of its own; ``id`` is 0 until it is stored."""

    id: Annotated[int, Own("编号", 1)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Stored):
    """What was recorded of a case: on which day, entered when and by whom. What is voided counts nowhere
    and is still seen.
    """

    case_id: Annotated[int, Own("档案", 1)] = 0
    on: Annotated[date, Own("日期", 1, Day())] = UNDATED
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""
    voided_at: Annotated[datetime | None, Own("作废", 1, Moment())] = None
    voided_by: Annotated[str | None, Own("作废人", 1)] = None
    void_reason: Annotated[str | None, Own("作废理由", 2)] = None


_SECTIONS: dict[type[Any], tuple[Section, ...]] = {}  # a class never changes: read once
_FIELDS: dict[type[Any], tuple[Field, ...]] = {}
_KEPT: dict[type[Any], Mapping[str, Field]] = {}


def sections_of(record: type[Any]) -> tuple[Section, ...]:
    """The sections of a class in the order of its attributes.

    Attributes without a ``Datum`` are the program's own.
    """
    if record not in _SECTIONS:
        _SECTIONS[record] = tuple(_read_sections(record))
    return _SECTIONS[record]


def _read_sections(record: type[Any]) -> Iterator[Section]:
    found: list[tuple[str, list[Field]]] = []
    hints = get_type_hints(record, include_extras=True)
    for name, hint in hints.items():
        for datum in getattr(hint, "__metadata__", ()):
            if isinstance(datum, Datum):
                if datum.begins or not found:
                    found.append((datum.begins, []))
                field = Field(name, datum.label, datum.kind, datum.need, datum.privacy, datum.help)
                found[-1][1].append(field)
    return (Section(title, tuple(fields)) for title, fields in found)


def fields_of(record: type[Any]) -> tuple[Field, ...]:
    """The fields of a class in the order of its attributes."""
    if record not in _FIELDS:
        _FIELDS[record] = tuple(field for section in sections_of(record) for field in section.fields)
    return _FIELDS[record]


def kept_of(record: type[Any]) -> Mapping[str, Field]:
    """Everything that a class keeps, by attribute: its fields and what only the program fills. An attribute
    that says nothing of itself is taken for special: it is covered until somebody says what it is.
    """
    if record not in _KEPT:
        known = {field.name: field for field in fields_of(record)}
        hints = get_type_hints(record, include_extras=True)
        _KEPT[record] = {
            one.name: known.get(one.name) or _own(one.name, hints[one.name])
            for one in dataclass_fields(record)
        }
    return _KEPT[record]


def _own(name: str, hint: object) -> Field:
    said = (one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Own))
    own = next(said, Own(name, SPECIAL))
    return Field(name, own.label, own.kind, AUTO, own.privacy)


class _Names:
    """Stands in for an instance: each attribute is its own name."""

    def __init__(self, record: type[Any]) -> None:
        self._known = {one.name: one.name for one in dataclass_fields(record)}

    def __getattr__(self, name: str) -> str:
        try:
            return self._known[name]
        except KeyError:
            raise AttributeError(name) from None


def names(record: type[Line]) -> Line:
    """The identifiers of a class: ``name_of(names(Contact).at)`` is ``"at"``.

    Typed as an instance, so that a misspelt identifier is an error of types and not of a Tuesday morning.
    """
    return cast("Line", _Names(record))


def name_of(attribute: object) -> str:
    """The identifier that ``names`` gave."""
    if not isinstance(attribute, str):
        raise TypeError(f"{attribute!r} does not come from names(…)")
    return attribute


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: identifier, Chinese name, class, table, and its sections in form order."""

    name: str
    label: str
    sections: tuple[Section, ...]
    record: type[Record] = Record
    table: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in form order."""
        return tuple(field for section in self.sections for field in section.fields)

    def section(self, attribute: object) -> Section:
        """The section that holds an attribute (``names(Case).village``); KeyError when there is none."""
        name = name_of(attribute)
        for one in self.sections:
            if any(field.name == name for field in one.fields):
                return one
        raise KeyError(name)

    def field(self, attribute: object) -> Field:
        """The field of an attribute (``names(Contact).at``) or identifier; KeyError when there is none."""
        return {one.name: one for one in self.fields}[name_of(attribute)]


def declare(name: str, label: str, record: type[Record], table: str) -> RecordKind:
    """The kind of a class whose records stand in ``table``."""
    return RecordKind(name, label, sections_of(record), record, table)


def read(
    fields: Iterable[Field], values: Mapping[str, object], context: ReadContext, what: str
) -> dict[str, object | None]:
    """Values by identifier, each read by its kind. UserError names the field that cannot be read or does not
    exist.
    """
    known = {field.name: field for field in fields}
    for name in values:
        if name not in known:
            raise UserError(f"{what}里没有名为“{name}”的项目。", "请核对项目名称。", field=name)
    return {name: take(known[name], value, context) for name, value in values.items()}


def take(field: Field, value: object, context: ReadContext) -> object | None:
    """One value read by its kind; UserError says which field and why."""
    try:
        return field.kind.take(value, context)
    except ValueError as reason:
        raise UserError(f"{field.label}：{str(reason).rstrip('。')}。", field=field.name) from reason


def given(record: type[Any], values: Mapping[str, object | None]) -> dict[str, Any]:
    """Those values that are data of the class, ready to build or to ``replace`` an instance: what was
    emptied is the attribute's own empty value.
    """
    kind: Any = record
    empty = _empty(kind)
    return {
        name: empty[name] if value is None else value
        for name, value in values.items()
        if name in empty and not (value is None and empty[name] is MISSING)
    }


@cache
def _empty(record: type[Any]) -> Mapping[str, object]:
    """What each datum of a class is when nothing is said of it; MISSING where something must be."""
    names = {field.name for field in fields_of(record)}
    return {one.name: one.default for one in dataclass_fields(record) if one.name in names}


def filled(record: object) -> dict[str, object]:
    """The data of an instance that have a value, by identifier: what its form would hand in."""
    values = ((field.name, getattr(record, field.name)) for field in fields_of(type(record)))
    return {name: value for name, value in values if value not in (None, "", ())}


def missing(fields: Iterable[Field], values: Mapping[str, object], need: Need) -> list[Field]:
    """The fields of that need that have no value yet."""
    return [field for field in fields if field.need is need and values.get(field.name) in (None, "", [], ())]
