"""What every part of the person page is handed: desk, window, the person as read, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from anbang_desktop.fields.kinds import Rows
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.people import Person

if TYPE_CHECKING:
    from anbang_desktop.gui.pages.person.acts import Acts

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PersonContext:
    """One person, read once for all parts."""

    desk: Desk
    window: Window
    person: Person
    acts: "Acts"

    @property
    def today(self) -> date:
        """The office's day."""
        return self.desk.today

    def records(self, kind: str) -> Sequence[Record]:
        """The records of a kind, oldest first."""
        return self.person.records.get(kind, ())

    def words(self, kind: str, record: Record, name: str) -> str:
        """One datum of a record as the clerk reads it."""
        field = RECORDS[kind].field(name)
        if isinstance(field.kind, Rows):
            return "；".join(self._row(field.kind, row) for row in _rows(record.get(name)))
        return field.kind.show(
            field.kind.take(record.get(name), self.desk.read_context), self.desk.read_context
        )

    def _row(self, kind: Rows, row: Record) -> str:
        """The words of a row without their captions: 孙丽 家属 13900000000."""
        context = self.desk.read_context
        shown = (part.kind.show(part.kind.take(row.get(part.name), context), context) for part in kind.parts)
        return " ".join(word for word in shown if word)


def _rows(value: object) -> list[Record]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def day_of(value: object) -> date | None:
    """A stored day or moment as a day."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def short_day(day: date | None, today: date) -> str:
    """3月2日 in this year, 2025-12-12 in another."""
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == today.year else day.isoformat()
