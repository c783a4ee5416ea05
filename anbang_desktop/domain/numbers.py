"""The number sheet: named sets of heads (domain.md appendix B.1) counted over dated history, each with the
people behind it.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.report_words import ReportLine
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.states import ON_BOOKS, AgreementState, State

REOPENED, WALK_IN, TRANSFER_IN = "REOPENED", "WALK_IN", "TRANSFER_IN"
_ENDS: dict[str, str] = {State.S85_EXPIRED: "EXPIRED", State.S75_TRANSFERRED: "TRANSFER"}


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists of ``numbers.toml`` that the sets are made with."""

    walk_in: Mapping[str, str]  # release type → source
    not_to_place: Mapping[str, tuple[str, ...]]
    retired: Mapping[str, PackKey]  # sex → rule
    kinds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Number:
    """What stands in a line: people, a rate between 0 and 1, or None for a rate without people; ``cases``
    are behind it.
    """

    line: str
    value: int | Decimal | None
    cases: tuple[int, ...] = ()


class Passage(NamedTuple):
    """A head that came on the books, or left them, in the period, and why."""

    head: Head
    source: str


def parse_terms(toml_text: str) -> Terms:
    """The lists of ``numbers.toml``."""
    raw: dict[str, Any] = tomllib.loads(toml_text)
    walk_in = {code: source for source, codes in raw["walk_in"].items() for code in codes}
    lists = dict(raw["not_to_place"])
    retired = lists.pop("retired")
    return Terms(
        walk_in,
        {name: tuple(codes) for name, codes in lists.items()},
        retired,
        {k: tuple(v) for k, v in raw["kinds"].items()},
    )


def count(lines: Iterable[ReportLine], sets: "Sets") -> dict[str, Number]:
    """Every line's number by its id."""
    made: dict[str, Number] = {}
    listed = list(lines)
    for line in (one for one in listed if not one.rate):
        cases = tuple(sets.of(line))
        made[line.id] = Number(line.id, len(cases), cases)
    for line in (one for one in listed if one.rate):
        part, whole = made[line.of], made[line.per]
        made[line.id] = Number(
            line.id, Decimal(len(part.cases)) / len(whole.cases) if whole.cases else None, part.cases
        )
    return made


class Sets:
    """The named sets of one period. ``fold`` counts walk-ins under their release type, for sheets without
    a line for them.
    """

    def __init__(
        self,
        heads: Sequence[Head],
        period: Period,
        today: date,
        pack: RulePack,
        terms: Terms,
        *,
        fold: bool = False,
    ) -> None:
        """Count these people over the period; nothing later than ``today`` counts. Intervals come from
        ``pack``.
        """
        self.heads, self.period, self.pack, self.terms, self.fold = heads, period, pack, terms, fold
        self.until = min(period.end, today)

    def of(self, line: ReportLine) -> Iterator[int]:
        """The case ids of a line, one for each time it counts."""
        for head, source in SETS[line.set](self):
            if (not line.source or source in line.source) and self._fits(head, line.where):
                yield head.id

    def book(self, day: date) -> Iterator[Passage]:
        """BOOK(t): on the books at the end of a day."""
        return (Passage(head, "") for head in self.heads if head.on_books(day))

    def start(self) -> Iterator[Passage]:
        """BOOK(a−1), with the opening balance: who was on the books already when they were opened in the
        period (建账) is no arrival of it.
        """
        return (
            Passage(head, "")
            for head in self.heads
            if head.on_books(self.period.eve) or head.opened_on in self.period
        )

    @cached_property
    def new(self) -> list[Passage]:
        """NEW(p) and TIN(p): came on the books in the period, by source; the opening balance did not come."""
        return [
            Passage(head, self._source(head, first=first))
            for head in self.heads
            for first in _arrivals(head, self.period)
            if not (first and head.opened_on)
        ]

    @cached_property
    def left(self) -> list[Passage]:
        """EXP(p), TOUT(p), TERM(p): left the books in the period, by reason."""
        return [Passage(head, reason) for head in self.heads for reason in _departures(head, self.period)]

    @cached_property
    def handover_due(self) -> list[Passage]:
        """HO_DUE(p): released in the period, or still waiting from before; transfers stand outside (§5.4)."""
        return [
            Passage(head, "")
            for head in self.heads
            if head.source != TRANSFER_IN and (self._released(head) or self._waiting(head))
        ]

    def handed_over(self, head: Head) -> bool:
        """Seen by the office by the end of the period."""
        came = head.came()
        return any(day is not None and day <= self.period.end for day in (head.handover_date, came))

    def escort_due(self) -> Iterator[Passage]:
        """ESC_DUE(p)."""
        return (Passage(head, "") for head in self.heads if head.must_escort and self._released(head))

    def helped(self) -> Iterator[Passage]:
        """HELPED(t): on the books, group in force, seen within the interval of the level and the days of
        grace.
        """
        return (one for one in self.book(self.period.end) if self._helped(one.head))

    def to_place(self) -> Iterator[Passage]:
        """BOOK(t) without PLACE_NA(t)."""
        return (one for one in self.book(self.period.end) if not self._not_to_place(one.head))

    def seen(self, kind: str) -> Iterator[Passage]:
        """Contacts of a kind in the period, one entry each."""
        groups = self.terms.kinds[kind]
        return (
            Passage(head, "")
            for head in self.heads
            for one in head.contacts
            if one.on in self.period and one.group in groups
        )

    def _source(self, head: Head, *, first: bool) -> str:
        if not first:
            return REOPENED
        return (
            self.terms.walk_in.get(head.release_type, WALK_IN)
            if not head.source or (self.fold and head.source == WALK_IN)
            else head.source
        )

    def _released(self, head: Head) -> bool:
        state, day = head.state_on(self.until), head.release_date
        if head.opened_on and day and day <= head.opened_on:  # counted where the books stood before
            return False
        never_came = state == State.S86_TERMINATED and head.came() is None
        if state in ("", State.S05_INSIDE, State.S35_RETURNED) or never_came:
            return False
        return day is not None and day in self.period and day <= self.until

    def _waiting(self, head: Head) -> bool:
        before, now = head.state_on(self.period.eve), head.state_on(self.until)
        return before == State.S40_AWAIT_HANDOVER and now != State.S35_RETURNED

    def _helped(self, head: Head) -> bool:
        day, came = self.until, head.since()
        last = max(
            (
                one.on
                for one in head.contacts
                if one.on <= day and one.group not in self.terms.kinds["not_met"]
            ),
            default=None,
        )
        if came is None or last is None or not any(formed <= day for formed in head.groups):
            return False
        due = reckoning.next_contact(self.pack, head.level_on(day) or None, came, last).result
        return due + timedelta(days=self.pack.number("contact.grace_days")) >= day

    def _not_to_place(self, head: Head) -> bool:
        if any(_has(head.facts.get(name), codes) for name, codes in self.terms.not_to_place.items()):
            return True
        age, rule = head.age_on(self.period.end), self.terms.retired.get(str(head.facts.get("sex")))
        return age is not None and rule is not None and age >= self.pack.number(rule)

    def _fits(self, head: Head, where: Mapping[str, str | tuple[object, ...]]) -> bool:
        return all(self._fact(head, name, wanted) for name, wanted in where.items())

    def _fact(self, head: Head, name: str, wanted: str | tuple[object, ...]) -> bool:
        age = head.age_on(self.period.end)
        if name == "age_below":
            return age is not None and age < self.pack.number(PackKey(str(wanted)))
        if name == "age_from":
            return age is not None and age >= self.pack.number(PackKey(str(wanted)))
        if name == "urgent":  # who comes first by the level of then; before anybody decided, the default
            return self.pack.level(head.level_on(self.period.end)).urgent in wanted
        return _has(head.facts.get(name), wanted)


def _has(value: object, wanted: str | tuple[object, ...]) -> bool:
    if value is None or value == "":
        return False
    if "*" in wanted:
        return True
    return any(one in wanted for one in value) if isinstance(value, list | tuple) else value in wanted


def _arrivals(head: Head, period: Period) -> Iterator[bool]:
    """One entry per coming on the books in the period; True for the first of the case's life."""
    before, seen = False, False
    for stage in head.stages:
        now = stage.state in ON_BOOKS
        if now and not before:
            if stage.on in period:
                yield not seen
            seen = True
        before = now


def _departures(head: Head, period: Period) -> Iterator[str]:
    """The reason of each leaving of the books in the period (code table closure_reason)."""
    before = False
    for stage in head.stages:
        now = stage.state in ON_BOOKS
        if before and not now and stage.on in period:
            yield _ENDS.get(stage.state) or stage.reason or "OTHER"
        before = now


def _agreed(sets: Sets, state: AgreementState) -> Iterator[Passage]:
    return (one for one in sets.book(sets.period.end) if one.head.agreement_on(sets.period.end) == state)


def _verified(sets: Sets, *, done: bool) -> Iterator[Passage]:
    for head in sets.heads:
        for asked in head.verifications:
            in_time = (
                asked.replied_on is not None and asked.due_on is not None and asked.replied_on <= asked.due_on
            )
            if asked.due_on in sets.period and (in_time or not done):
                yield Passage(head, "")


def _overdue(sets: Sets) -> Iterator[Passage]:
    day = sets.until
    return (one for one in sets.book(day) if one.head.period_end is not None and one.head.period_end < day)


SETS: dict[str, Callable[[Sets], Iterable[Passage]]] = {
    "BOOK_START": lambda sets: sets.start(),
    "BOOK_END": lambda sets: sets.book(sets.period.end),
    "NEW": lambda sets: sets.new,
    "LEFT": lambda sets: sets.left,
    "VER_DUE": lambda sets: _verified(sets, done=False),
    "VER_DONE": lambda sets: _verified(sets, done=True),
    "HO_DUE": lambda sets: sets.handover_due,
    "HO_DONE": lambda sets: (one for one in sets.handover_due if sets.handed_over(one.head)),
    "HO_OPEN": lambda sets: (one for one in sets.handover_due if not sets.handed_over(one.head)),
    "ESC_DUE": lambda sets: sets.escort_due(),
    "ESC_DONE": lambda sets: (
        one for one in sets.escort_due() if one.head.handover_mode in sets.terms.kinds["escorted"]
    ),
    "HELPED": lambda sets: sets.helped(),
    "PLACE_DUE": lambda sets: sets.to_place(),
    "PLACED": lambda sets: (one for one in sets.to_place() if one.head.placed_on(sets.period.end)),
    "PLACE_OPEN": lambda sets: (one for one in sets.to_place() if not one.head.placed_on(sets.period.end)),
    "VISITS": lambda sets: sets.seen("visits"),
    "TALKS": lambda sets: sets.seen("talks"),
    "NOT_MET": lambda sets: sets.seen("not_met"),
    "ASSESSED": lambda sets: (
        Passage(head, "") for head in sets.heads for one in head.levels if one.counted_on in sets.period
    ),
    "AGREED": lambda sets: _agreed(sets, AgreementState.SIGNED),
    "REFUSED": lambda sets: _agreed(sets, AgreementState.REFUSED),
    "GROUPED": lambda sets: (
        one for one in sets.book(sets.period.end) if any(day <= sets.period.end for day in one.head.groups)
    ),
    "REOFF": lambda sets: (one for one in sets.left if one.source == "NEW_SENTENCE"),
    "OVERDUE_CLOSE": _overdue,
}
