"""What every part of the person page is handed: desk, window, the person as read, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from anbang_desktop.fields.field import Record
from anbang_desktop.gui.records.words import datum_words, day_words
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.people import Person

if TYPE_CHECKING:
    from anbang_desktop.gui.pages.person.acts import Acts

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class PersonContext:
    """One person, read once for all parts."""

    desk: Desk
    window: Window
    person: Person
    acts: "Acts"
    corrected: frozenset[tuple[type[Record], int]] = frozenset()  # after a paper of them went out

    @property
    def today(self) -> date:
        """The office's day."""
        return self.desk.today

    def records(self, kind: type[R]) -> Sequence[R]:
        """The records of a kind that count, oldest first."""
        return self.person.file.of(kind)

    def words(self, record: Record, attribute: object) -> str:
        """One datum of a record as the clerk reads it."""
        return datum_words(self.desk, record, attribute)

    def was_corrected(self, record: Record) -> bool:
        """A paper of it that went out is no longer right."""
        return (type(record), record.id) in self.corrected

    def day(self, day: date | None) -> str:
        """3月2日 in this year, 2025-12-12 in another."""
        return day_words(day, self.today)
