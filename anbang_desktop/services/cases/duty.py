"""One thing to do for a case."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.put_off import PutOff

REMINDERS = frozenset({"period"})
Waits = Literal["", "county", "others"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: ``what`` in a few words, ``verb`` on the button, ``section`` of the person page. Until
    its day it ``waits`` for somebody else; ``put_off`` while it is.
    """

    key: str
    what: str
    why: Reckoning
    verb: Verb
    section: PersonSection
    record: int = 0  # the id of the record that asks for it
    waits: Waits = ""
    put_off: PutOff | None = None

    @property
    def name(self) -> str:
        """Under which its day is kept."""
        return f"{self.key}/{self.record}" if self.record else self.key

    @property
    def until(self) -> date:
        """The last day; a reminder lies before the day that it is about."""
        return self.why.start if self.key in REMINDERS else self.why.result

    @property
    def back_on(self) -> date:
        """When it is to be looked at: what is put off comes back on its day."""
        return self.put_off.until if self.put_off else self.until
