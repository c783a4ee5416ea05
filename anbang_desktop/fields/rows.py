"""Small tables inside a record (家庭成员, 成员, 受访人 …): each line is a frozen class of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from anbang_desktop.fields import kinds
from anbang_desktop.fields.field import MUST, Field, fields_of
from anbang_desktop.fields.kinds import Kind, ReadContext

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Rows(Kind):
    """Any number of lines of one class, read from its instances, from mappings or from text."""

    word: ClassVar[str] = "多行"
    line: type[Any] = object
    table: str = (
        ""  # the table of its own that these lines stand in; none: kept as evidence inside the record
    )
    source: str = ""  # of the names that are offered for its people

    @property
    def parts(self) -> tuple[Field, ...]:
        """The columns."""
        return fields_of(self.line)

    @property
    def offering(self) -> tuple[Field, ...]:
        """The columns as an entry shows them: the names of its people come from this table's own source."""
        if not self.source:
            return self.parts
        name = kinds.PersonName(source=self.source)
        return tuple(
            replace(part, kind=name) if isinstance(part.kind, kinds.PersonName) else part
            for part in self.parts
        )

    def take(self, value: object, context: ReadContext) -> object | None:
        """The lines as a tuple of instances; ValueError names the column that is wrong."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(self._line_of(row, context) for row in value)
        return Kind.take(self, value, context)

    def _read(self, text: str, context: ReadContext) -> object:
        if text.lstrip().startswith("["):
            return self.take(_listed(text), context)
        lines = (line for line in text.split("；") if line.strip())
        return tuple(self._line_of(dict(self._cells(line)), context) for line in lines)

    def _cells(self, line: str) -> list[tuple[str, object]]:
        by_label = {part.label: part.name for part in self.parts}
        cells = [cell.partition("：") for cell in line.split("，") if cell.strip()]
        unknown = [label for label, _, _ in cells if label.strip() not in by_label]
        if unknown:
            raise ValueError(f"没有名为“{unknown[0].strip()}”的栏目")
        return [(by_label[label.strip()], value) for label, _, value in cells]

    def _line_of(self, row: object, context: ReadContext) -> object:
        if isinstance(row, self.line) and self.line is not object:
            return row
        if not isinstance(row, Mapping):
            raise ValueError("每一行应写成“栏目：内容”")  # noqa: TRY004 - a complaint about what was entered
        known = {part.name: part for part in self.parts}
        strange = [name for name in row if name not in known]
        if strange:
            raise ValueError(f"没有名为“{strange[0]}”的栏目")
        taken = {name: known[name].kind.take(cell, context) for name, cell in row.items()}
        for part in self.parts:
            if part.need is MUST and taken.get(part.name) in (None, ""):
                raise ValueError(f"“{part.label}”没有填")
        return self.line(**{name: cell for name, cell in taken.items() if cell is not None})

    def _words(self, value: object, context: ReadContext) -> str:
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return "；".join(self._line_words(row, context) for row in rows)

    def _line_words(self, row: object, context: ReadContext) -> str:
        shown = [(part.label, words(part, row, context)) for part in self.parts]
        return "，".join(f"{label}：{said}" for label, said in shown if said)


def cell(part: Field, row: object) -> object:
    """What stands in one column of a line, which may be an instance or what stands in an open form."""
    return row.get(part.name) if isinstance(row, Mapping) else getattr(row, part.name, None)


def words(part: Field, row: object, context: ReadContext) -> str:
    """One cell of a line as a clerk reads it."""
    return part.kind.show(part.kind.take(cell(part, row), context), context)


def plain(line: object) -> dict[str, object]:
    """A line as JSON can hold it: what is empty is left out, days are ISO text, sums their digits."""
    values = ((field.name, getattr(line, field.name)) for field in fields(line))  # type: ignore[arg-type]
    return {name: _flat(value) for name, value in values if value not in (None, ())}


def thaw(line: type[Line], kept: Mapping[str, object]) -> Line:
    """The line of ``plain``; what a later version no longer knows is left out."""
    readers = _readers(line)
    return line(**{name: readers[name](value) for name, value in kept.items() if name in readers})


def _readers(line: type[Any]) -> dict[str, Any]:
    return {field.name: _reader(field.kind) for field in fields_of(line)}


def _reader(kind: Kind) -> Any:
    if isinstance(kind, Rows):
        return lambda rows: tuple(thaw(kind.line, row) for row in rows)
    return _READ.get(type(kind), _same)


def _same(value: object) -> object:
    return value


def _day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _money(value: object) -> object:
    return Decimal(value) if isinstance(value, str) else value


_READ: dict[type[Kind], Any] = {
    kinds.Day: _day,
    kinds.Moment: _moment,
    kinds.Money: _money,
    kinds.Choices: tuple,
    kinds.Words: tuple,
}


def _flat(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [plain(one) if is_dataclass(one) else one for one in value]
    return value


def _listed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("写法不对，每一行应写成“栏目：内容”，行之间用“；”隔开") from None


ALL_KINDS: tuple[type[Kind], ...] = (
    kinds.Text, kinds.LongText, kinds.PersonName, kinds.IdNumber, kinds.Phone, kinds.Day, kinds.Moment,
    kinds.Month, kinds.Money, kinds.Count, kinds.YesNo, kinds.Choice, kinds.Choices, kinds.Lookup,
    kinds.Words, kinds.Attachment, Rows,
)  # fmt: skip
