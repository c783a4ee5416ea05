"""Today and now as something that is handed in, so that tests and the demo can choose the day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

MORNING = time(9, 0)


class Clock(Protocol):
    """What every service asks instead of the computer's own clock."""

    def today(self) -> date:
        """The day the office works on."""
        ...

    def now(self) -> datetime:
        """Local time without a zone, as it is written into the records."""
        ...


class SystemClock:
    """The computer's clock."""

    def today(self) -> date:
        """The computer's day."""
        return date.today()  # noqa: DTZ011 - the office's own local day is meant

    def now(self) -> datetime:
        """The computer's time, whole seconds."""
        return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - local time is meant


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A day that stands still."""

    day: date
    time: time = MORNING

    def today(self) -> date:
        """The chosen day."""
        return self.day

    def now(self) -> datetime:
        """The chosen day at the chosen hour."""
        return datetime.combine(self.day, self.time)
