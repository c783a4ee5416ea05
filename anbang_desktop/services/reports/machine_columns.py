"""The columns of the machine-readable workbook: every datum of person, case and records; what has a code in
two columns, code and words; numbers that name somebody covered unless they were asked for.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.covering import cover_numbers
from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.domain.phone import mask_phone
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import SPECIAL, Field, Record, Stored, kept_of, name_of, names
from anbang_desktop.fields.kinds import (
    NO,
    YES,
    Attachment,
    IdNumber,
    Phone,
    ReadContext,
    Words,
    YesNo,
    table_of,
)
from anbang_desktop.fields.rows import Rows, plain

Value = str | int | Decimal | date | None
Part = Literal["value", "code", "words"]
_STORED = names(Stored)
_RECORD, _CASE, _CLIENT = names(Record), names(Case), names(Client)
_ROW_IDS = frozenset(map(name_of, (_STORED.id, _RECORD.case_id, _CASE.client_id)))
# what says nothing of the person: which row it is, and voiding (what was voided doesn't go out)
_LEFT_OUT = frozenset(
    map(name_of, (_STORED.id, _RECORD.case_id, _RECORD.voided_at, _RECORD.voided_by, _RECORD.void_reason))
)
_OTHER_ID = name_of(_CLIENT.id_other_no)
_DIGITS = 15  # that a spreadsheet keeps of a number


@dataclass(frozen=True, slots=True)
class Shown:
    """How much goes out: ``full_ids`` numbers of identity and telephones whole, ``special`` what is specially
    sensitive as well.
    """

    full_ids: bool = False
    special: bool = False


COVERED = Shown()


@dataclass(frozen=True, slots=True)
class MachineColumn:
    """One column: its head, and of which datum it shows which part."""

    head: str
    field: Field
    part: Part

    @property
    def table(self) -> CodeTableName | None:
        """The code table of a coded datum."""
        return table_of(self.field.kind)

    def cell(self, held: object, context: ReadContext, shown: Shown) -> Value:
        """What stands in it for one record."""
        value = getattr(held, self.field.name)
        if value is None or value in ((), ""):
            return None
        if self.part == "code":
            return _code(self.field, value)
        if self.part == "words":
            return YES if value is True else NO if value is False else self.field.kind.show(value, context)
        return covered(self.field, _plain(self.field, value), shown)


def columns(record: type[Stored], shown: Shown, prefix: str = "") -> tuple[MachineColumn, ...]:
    """The columns of a class in the order of its attributes; its lists of lines have sheets of their own."""
    return tuple(_columns(kept_of(record).values(), shown, prefix))


def line_columns(rows: Rows, shown: Shown) -> tuple[MachineColumn, ...]:
    """The columns of a line inside a record."""
    return tuple(_columns(rows.parts, shown, ""))


def listed(record: type[Stored], shown: Shown) -> tuple[tuple[Field, Rows], ...]:
    """The lists of lines of a class."""
    return tuple(
        (field, field.kind)
        for field in kept_of(record).values()
        if isinstance(field.kind, Rows) and _goes_out(field, shown)
    )


def _goes_out(field: Field, shown: Shown) -> bool:
    return field.name not in _LEFT_OUT and (field.privacy < SPECIAL or shown.special)


def _columns(fields: Iterable[Field], shown: Shown, prefix: str) -> Iterator[MachineColumn]:
    for field in fields:
        if not _goes_out(field, shown) or isinstance(field.kind, Rows):
            continue
        head = f"{prefix}{field.name}"
        if table_of(field.kind) or isinstance(field.kind, YesNo):
            yield MachineColumn(f"{head}.code", field, "code")
            yield MachineColumn(f"{head}.name", field, "words")
        else:
            yield MachineColumn(head, field, "value")


def row_id(number: int) -> str:
    """The number of a row, which is the same in every workbook: as text, a spreadsheet would round it."""
    return str(number)


def _code(field: Field, value: object) -> str:
    if isinstance(field.kind, YesNo):
        return "1" if value else "0"
    return ";".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _plain(field: Field, value: Any) -> Value:
    """A value as a cell can hold it; of a file only that it is there."""
    if isinstance(field.kind, Attachment) or value is True:
        return YES
    if value is False:
        return NO
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date | Decimal):
        return value
    if isinstance(value, int):
        return row_id(value) if field.name in _ROW_IDS or abs(value) >= 10**_DIGITS else value
    return _text(field, value)


def _text(field: Field, value: Any) -> str:
    """Words; what has parts of its own as JSON."""
    if isinstance(value, str):
        return str(value)
    if isinstance(field.kind, Words):
        return "、".join(map(str, value))
    return json.dumps(value, ensure_ascii=False, default=_spelled)


def _spelled(value: Any) -> object:
    if isinstance(value, frozenset | set):
        return sorted(value)
    return plain(value) if is_dataclass(value) else dict(value) if hasattr(value, "keys") else str(value)


def covered(field: Field, value: Value, shown: Shown) -> Value:
    """With numbers of identity and telephones covered, those in a text among them."""
    if shown.full_ids or not isinstance(value, str):
        return value
    if isinstance(field.kind, IdNumber) or field.name == _OTHER_ID:
        return mask_id(value)
    if isinstance(field.kind, Phone):
        return mask_phone(value)
    return cover_numbers(value)
