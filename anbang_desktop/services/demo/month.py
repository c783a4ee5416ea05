"""The demo office on its way through the month: what each file says by now, each record on its own day."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.states import State
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import Record, filled
from anbang_desktop.services.cases import advance as cases
from anbang_desktop.services.demo.story import Life, Story, Words, turn
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS

OLD = 60
_PLACE = re.compile(r"(.*?(?:镇|乡|街道))(.*?)\d")
_ENDINGS = {"庄": "庄村", "街": "街社区"}  # what a piece of an address is called in full


@dataclass(slots=True)
class Month:
    """The office on its way through the month; ``numbers`` are the case numbers by file row, ``replied`` how
    many replies went out before it in this year.
    """

    desk: Desk
    story: Story
    numbers: dict[int, str] = field(default_factory=dict)
    replied: int = 0

    @property
    def today(self) -> date:
        """The demo's last day."""
        return self.story.office.today

    def on(self, day: date) -> Desk:
        """The same desk on another day, never later than the demo's today."""
        return replace(self.desk, clock=FixedClock(min(day, self.today)))

    def about(self, row: int) -> CaseFile:
        """What the office knows of this person by now."""
        with self.desk.store.read() as connection:
            return case_file.by_no(connection, self.numbers[row])

    def release(self, row: int) -> date:
        """When this person was released."""
        return self.about(row).case.release_date or self.today

    def relation(self, client: Client) -> str:
        """What the relative on the list is to this person."""
        code = client.emergency_relation
        return self.desk.codes["relation"].label(code) if code else "家属"

    def life(self, row: int, client: Client) -> Life:
        """How this person lives: no land in town, no job for the old, none yet for the unplaced."""
        who = {"village", "any"} if village_of(client).endswith("村") else {"any"}
        if row in self.story.fate.unplaced:
            who = {"unplaced"}
        elif age(client, self.today) >= OLD:
            who = {"old"}
        return turn([one for one in self.story.lives if one.who in who], row)

    def said(self, row: int) -> Words:
        """What was said with this person."""
        return self.story.said.get(row, Words())

    def coming(self) -> list[int]:
        """Everybody who is ours, was released and came."""
        fate = self.story.fate
        away = {*fate.not_ours, *fate.waiting_release, *fate.not_seen}
        return [row for row in self.numbers if row not in away]

    def set_up(self) -> list[int]:
        """Those of them whose set-up was finished within the month."""
        return [row for row in self.coming() if row not in self.story.fate.only_registered]

    def write(self, row: int, record: Record, day: date, **own: object) -> None:
        """One record on its own day; ``own`` is what an instrument asks besides the form."""
        kind = next(kind for kind in KINDS if kind.fields.record is type(record))
        write.record(self.on(day), self.numbers[row], kind.name, {**filled(record), **own}, self._by(day))

    def register(self, row: int, client: Client, case: Case, day: date) -> None:
        """What the person says on the day of registration and the list did not know."""
        about = self.about(row)
        known = {**filled(about.client), **filled(about.case)}
        told = {**filled(client), **filled(case)}
        values = {name: value for name, value in told.items() if known.get(name) != value}
        write.record(self.on(day), self.numbers[row], REGISTRATION.name, values, self._by(day))

    def advance(self, row: int, to: State, day: date) -> None:
        """One step on its own day."""
        cases.advance(self.on(day), self.numbers[row], to, self._by(day))

    def _by(self, day: date) -> date:
        return min(day, self.today)


def village_of(client: Client) -> str:
    """西坡乡东庄79号 → 东庄村: where the person lives is where the village is."""
    found = _PLACE.match(client.live_addr or "")
    piece = found[2] if found else ""
    return next((piece[: -len(end)] + full for end, full in _ENDINGS.items() if piece.endswith(end)), piece)


def township(client: Client) -> str:
    """西坡乡 of the same."""
    found = _PLACE.match(client.live_addr or "")
    return found[1] if found else ""


def committee(client: Client) -> str:
    """What somebody from the village or the neighbourhood is."""
    return "村委会干部" if village_of(client).endswith("村") else "居委会干部"


def age(client: Client, on: date | None) -> int:
    """Full years on a day, 0 where a day is unknown."""
    return age_on(client.birth_date, on) if client.birth_date and on else 0


def relative_of(client: Client) -> str:
    """The relative on the list, as a sentence names him or her."""
    return f"家属{client.emergency_name or ''}"


def midnight(day: date) -> datetime:
    """A day without a time of day."""
    return datetime.combine(day, time())
