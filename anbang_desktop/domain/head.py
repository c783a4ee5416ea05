"""One case as the number sheet sees it: dated facts, from which every count of any period can be made
again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.domain.states import ON_BOOKS, AgreementState, State


class Stage(NamedTuple):
    """From this day on the case is in that state."""

    on: date
    state: str
    reason: str = ""


class Seen(NamedTuple):
    """A contact and the group of its kind (visit, talk, phone; none = nobody was met); ``way`` is its code
    (contact_type), empty of one before the period.
    """

    on: date
    group: str
    way: str = ""


class Decided(NamedTuple):
    """The level a group decided; ``counted_on`` is the meeting, ``on`` the day it takes effect."""

    on: date
    level: str
    counted_on: date


class Agreed(NamedTuple):
    """An agreement: signed or refused on a day, ended on a day."""

    signed_on: date | None
    refused_on: date | None
    ended_on: date | None


class Placed(NamedTuple):
    """Placed or not, from that day on; the way of it, or why not (code tables placement_way,
    placement_none_reason).
    """

    on: date
    placed: bool
    way: str = ""
    reason: str = ""


class Asked(NamedTuple):
    """A verification: when it is due and when the reply went out."""

    due_on: date | None
    replied_on: date | None
    received_on: date | None = None


class Done(NamedTuple):
    """Something of a kind (code) that was carried out, approved or honoured on a day."""

    on: date
    kind: str


class Spell(NamedTuple):
    """Something that lasts, from a day to a day (None: it still does), of a kind (code)."""

    since: date
    until: date | None
    kind: str = ""

    def holds(self, day: date) -> bool:
        """Whether it lasts at the end of a day."""
        return self.since <= day and (self.until is None or self.until > day)


def counted(stages: Sequence[Stage]) -> list[Stage]:
    """The states that count: an end that was taken back counts as never made (domain.md §5.2)."""
    if not any(stage.state == State.S85_EXPIRED for stage in stages):
        return list(stages)
    following = [*(stage.state for stage in stages[1:]), ""]
    return [
        stage
        for stage, then in zip(stages, following, strict=True)
        if stage.state != State.S85_EXPIRED or then not in ON_BOOKS
    ]


_NO_FACTS: Mapping[str, object] = MappingProxyType({})


class Head(NamedTuple):
    """One counted head. ``facts`` are values of the registration form by identifier; histories are in the
    order of their days. A tuple, since a count makes one of every case: a frozen class takes thrice the time.
    """

    id: int
    source: str
    stages: Sequence[Stage]
    release_type: str = ""
    release_date: date | None = None
    birth_date: date | None = None
    period_end: date | None = None
    level: str = ""
    handover_date: date | None = None
    handover_mode: str = ""
    must_escort: bool = False
    facts: Mapping[str, object] = _NO_FACTS
    groups: Sequence[date] = ()
    contacts: Sequence[Seen] = ()
    levels: Sequence[Decided] = ()
    agreements: Sequence[Agreed] = ()
    placements: Sequence[Placed] = ()
    verifications: Sequence[Asked] = ()
    opened_on: date | None = None  # 建账: on the books already when the office began to keep them here
    period_start: date | None = None
    filed_on: date | None = None  # 建档
    reoffences: Sequence[date] = ()  # judgments in force
    measures: Sequence[Done] = ()  # carried out, by help_type
    reliefs: Sequence[Done] = ()  # approved, by relief_kind
    honours: Sequence[date] = ()
    wishes: Sequence[Spell] = ()  # raised, answered
    stays: Sequence[Spell] = ()  # in a base
    duals: Sequence[Spell] = ()  # by dual_role
    whereabouts: Sequence[Done] = ()  # contact_state from a day on
    sealings: Sequence[Done] = ()  # what was decided of the record, by code table sealing

    def state_on(self, day: date) -> str:
        """The state at the end of a day; empty before the case began."""
        return next((stage.state for stage in reversed(self.stages) if stage.on <= day), "")

    def on_books(self, day: date) -> bool:
        """在册 at the end of a day (domain.md §3.3)."""
        return self.state_on(day) in ON_BOOKS

    def came(self) -> date | None:
        """The day on which the case first came on the books."""
        return next((stage.on for stage in self.stages if stage.state in ON_BOOKS), None)

    def since(self) -> date | None:
        """From which day the time on the books is counted; who was there before the books were opened came
        with the hand-over or the release, not on that day.
        """
        came = self.came()
        if self.opened_on is None:
            return came
        return min((day for day in (self.handover_date or self.period_start, came) if day), default=None)

    def level_on(self, day: date) -> str:
        """The level in force at the end of a day; before any decision, the one of the file if no decision
        was ever made.
        """
        decided = [one.level for one in self.levels if one.on <= day]
        return decided[-1] if decided else ("" if self.levels else self.level)

    def placement_on(self, day: date) -> Placed | None:
        """What is known of the placement at the end of a day."""
        return next((one for one in reversed(self.placements) if one.on <= day), None)

    def contact_state_on(self, day: date) -> str:
        """Where the person is (code table contact_state): as noted up to a day; what the file says where
        nothing was ever noted with its day.
        """
        if not self.whereabouts:
            return str(self.facts.get("contact_state") or "")
        return next((one.kind for one in reversed(self.whereabouts) if one.on <= day), "")

    def sealed_on(self, day: date) -> bool:
        """Whether the newest decision up to the end of a day seals the record; a proposal is no decision."""
        decided = [one.kind for one in self.sealings if one.on <= day]
        return decided[-1:] == [Sealing.SEALED]

    def agreement_on(self, day: date) -> AgreementState:
        """SIGNED, REFUSED or NONE, as it was at the end of a day."""
        newest = AgreementState.NONE
        for one in self.agreements:
            if one.signed_on and one.signed_on <= day and not (one.ended_on and one.ended_on <= day):
                newest = AgreementState.SIGNED
            elif one.refused_on and one.refused_on <= day:
                newest = AgreementState.REFUSED
        return newest

    def age_on(self, day: date) -> int | None:
        """Full years (周岁)."""
        if self.birth_date is None:
            return None
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
