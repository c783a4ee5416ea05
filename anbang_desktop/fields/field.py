"""A field: what one datum is called, of which kind it is, when it is needed and how private it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from anbang_desktop.errors import UserError
from anbang_desktop.fields.kinds import Kind, ReadContext


class Need(Enum):
    """When a datum must be there (domain.md §4): saving never fails for one that is only SOON."""

    MUST = "M"  # for saving
    SOON = "m"  # before leaving the stage
    MAY = "O"
    AUTO = "A"  # the program fills it


@dataclass(frozen=True, slots=True)
class Field:
    """``privacy``: 1 ordinary, 2 personal, 3 sensitive, 4 special (health, minors, special cases)."""

    name: str
    label: str
    kind: Kind
    need: Need = Need.MAY
    privacy: int = 1
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields on a form."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: its Chinese name and its sections, in the order of the form."""

    name: str
    label: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in form order."""
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, name: str) -> Field:
        """The field of that identifier; KeyError when there is none."""
        return {one.name: one for one in self.fields}[name]


def read(
    fields: Iterable[Field], values: Mapping[str, object], context: ReadContext, what: str
) -> dict[str, object | None]:
    """Values by identifier, each read by its kind. UserError names the field that cannot be read or does
    not exist.
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


def missing(fields: Iterable[Field], values: Mapping[str, object], need: Need) -> list[Field]:
    """The fields of that need that have no value yet."""
    return [field for field in fields if field.need is need and values.get(field.name) in (None, "", [])]
