"""The named sets of domain.md appendix B.1, each told of one case in one period: how often the case counts in
it, and as what. Definitions stand here in the order of the text, so that the two can be read side by side.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.rule_keys import AnyRule, PackKey
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.states import ON_BOOKS, AgreementState, State

REOPENED, WALK_IN, TRANSFER_IN, NEW_SENTENCE = "REOPENED", "WALK_IN", "TRANSFER_IN", "NEW_SENTENCE"
MISSING, OTHER = "MISSING", "OTHER"
EXPIRED, TRANSFER, DEATH = "EXPIRED", "TRANSFER", "DEATH"
_ENDS: dict[str, str] = {State.S85_EXPIRED: EXPIRED, State.S75_TRANSFERRED: TRANSFER}
Part = Literal[
    "agreements", "contacts", "duals", "escorts", "groups", "honours", "levels", "measures", "placements",
    "reliefs", "reoffences", "sealings", "stays", "verifications", "whereabouts", "wishes",
]  # fmt: skip
"""What is read of a case beyond its states and its own row."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists of ``numbers.toml`` that the sets are made with."""

    walk_in: Mapping[str, str]  # release type → source
    not_to_place: Mapping[str, tuple[str, ...]]
    retired: Mapping[str, PackKey]  # sex → rule
    kinds: Mapping[str, tuple[str, ...]]
    expiry_months: int
    cohort_years: int


class Hit(NamedTuple):
    """A case counts in a set once: as what (a code; months where it is a time), and on which day."""

    source: str = ""
    on: date | None = None


ONCE: tuple[Hit, ...] = (Hit(),)
NEVER: tuple[Hit, ...] = ()


def _once(holds: object) -> tuple[Hit, ...]:
    return ONCE if holds else NEVER


@dataclass(frozen=True, slots=True)
class Scope:
    """The period that is counted. ``until`` is its end, or today where that comes first; ``fold`` counts
    walk-ins under their release type, for sheets without a line for them.
    """

    period: Period
    until: date
    pack: RulePack
    terms: Terms
    fold: bool = False
    _due: dict[tuple[str, date], date] = field(default_factory=dict)
    _urgent: dict[str, bool] = field(default_factory=dict)

    def due(self, rule: AnyRule, start: date) -> date:
        """The last day of a term; of many people few differ."""
        known = self._due.get((rule, start))
        if known is None:
            known = self._due[rule, start] = reckoning.deadline(self.pack, rule, "", start).result
        return known

    def urgent(self, level: str) -> bool:
        """Whether people of a level come first; before anybody decided, the default."""
        if level not in self._urgent:
            self._urgent[level] = self.pack.level(level or None).urgent
        return self._urgent[level]


class Look:
    """One case, looked at in one period: where it stood at its edges, when it came and when it left."""

    __slots__ = (
        "_to_place",
        "arrivals",
        "at_end",
        "at_eve",
        "at_until",
        "departures",
        "head",
        "held",
        "scope",
    )

    def __init__(self, head: Head, scope: Scope) -> None:
        """Goes through the states once."""
        self.head, self.scope = head, scope
        self.at_eve = self.at_end = self.at_until = ""
        self.arrivals: list[tuple[date, bool]] = []  # whether it is the first of the case's life
        self.departures: list[Hit] = []
        self._to_place: bool | None = None  # three sets ask
        period, until = scope.period, scope.until
        start, end = period.start, period.end
        was = seen = False
        for on, state, reason in head.stages:
            now = state in ON_BOOKS
            if now and not was:
                if start <= on <= end:
                    self.arrivals.append((on, not seen))
                seen = True
            elif was and not now and start <= on <= end:
                self.departures.append(Hit(_ENDS.get(state) or reason or OTHER, on))
            was = now
            if on < start:
                self.at_eve = state
            if on <= end:
                self.at_end = state
            if on <= until:
                self.at_until = state
        self.held = self.at_end in ON_BOOKS

    # -- on the books ----------------------------------------------------------------------------------------

    def start(self) -> bool:
        """BOOK(a−1), with the opening balance: who was on the books already when they were opened in the
        period (建账) is no arrival of it.
        """
        return self.at_eve in ON_BOOKS or self.head.opened_on in self.scope.period

    def new(self) -> Sequence[Hit]:
        """NEW(p) and TIN(p), by source; the opening balance did not come."""
        head = self.head
        return [
            Hit(self._source(first=first), on)
            for on, first in self.arrivals
            if not (first and head.opened_on)
        ]

    def _source(self, *, first: bool) -> str:
        head, scope = self.head, self.scope
        if not first:
            return REOPENED
        if not head.source or (scope.fold and head.source == WALK_IN):
            return scope.terms.walk_in.get(head.release_type, WALK_IN)
        return head.source

    def departed(self, *sources: str, but: tuple[str, ...] = ()) -> Sequence[Hit]:
        """EXP(p), TOUT(p): who left for one of these causes; TERM(p): for any other than ``but``."""
        return [one for one in self.departures if one.source in sources or (but and one.source not in but)]

    def overdue(self) -> bool:
        """OVERDUE_CLOSE(t)."""
        head = self.head
        return (
            self.at_until in ON_BOOKS and head.period_end is not None and head.period_end < self.scope.until
        )

    def expiring(self) -> bool:
        """On the books, with a period that ends in the months after."""
        scope, last = self.scope, self.head.period_end
        if not self.held or last is None:
            return False
        end = scope.period.end
        return end < last <= reckoning.add_months(end, scope.terms.expiry_months)

    def urgent(self) -> bool:
        """KEY(t): by the level of then; before anybody decided, the default."""
        return self.scope.urgent(self.head.level_on(self.scope.period.end))

    def missing(self) -> bool:
        """MISSING(t)."""
        return self.held and self.head.contact_state_on(self.scope.period.end) == MISSING

    def split(self) -> bool:
        """SPLIT(t): household and residence apart, or listed by two offices."""
        return self.held and bool(self.head.facts.get("split_residence") or self.dual())

    def dual(self) -> Sequence[Hit]:
        """Listed by two offices at the end, by this one's part in it."""
        end = self.scope.period.end
        return [Hit(one.kind) for one in self.head.duals if one.holds(end)][-1:] if self.held else NEVER

    # -- verification and hand-over --------------------------------------------------------------------------

    def verified(self, *, done: bool) -> Sequence[Hit]:
        """VER_DUE(p), VER_DONE(p)."""
        period = self.scope.period
        return [
            Hit("", asked.due_on)
            for asked in self.head.verifications
            if asked.due_on in period
            and (not done or (asked.replied_on is not None and asked.replied_on <= asked.due_on))  # type: ignore[operator]
        ]

    def received(self, *, replied: bool) -> Sequence[Hit]:
        """Verifications received in the period, or those of them that were answered by its end (回执率)."""
        period, until = self.scope.period, self.scope.until
        return [
            Hit("", asked.received_on)
            for asked in self.head.verifications
            if asked.received_on in period
            and (not replied or (asked.replied_on is not None and asked.replied_on <= until))
        ]

    def released(self) -> bool:
        """RELEASED(p): really released, not returned, not dead or arrested before."""
        head, day = self.head, self.head.release_date
        if day is None or day not in self.scope.period or day > self.scope.until:
            return False
        if head.opened_on and day <= head.opened_on:  # counted where the books stood before
            return False
        if self.at_until == State.S86_TERMINATED and head.came() is None:
            return False
        return self.at_until not in ("", State.S05_INSIDE, State.S35_RETURNED)

    def handover_due(self) -> bool:
        """HO_DUE(p): released in the period, or still waiting from before; transfers stand outside (§5.4)."""
        return self.head.source != TRANSFER_IN and (self.released() or self._waiting())

    def _waiting(self) -> bool:
        return self.at_eve == State.S40_AWAIT_HANDOVER and self.at_until != State.S35_RETURNED

    def handed_over(self) -> bool:
        """Seen by the office by the end of the period."""
        end = self.scope.period.end
        came, told = self.head.came(), self.head.handover_date
        return (told is not None and told <= end) or (came is not None and came <= end)

    def escort_due(self) -> bool:
        """ESC_DUE(p)."""
        return self.head.must_escort and self.released()

    def escort_done(self) -> bool:
        """ESC_DONE(p)."""
        return self.escort_due() and self.head.handover_mode in self.scope.terms.kinds["escorted"]

    # -- help ------------------------------------------------------------------------------------------------

    def helped(self) -> bool:
        """HELPED(t): on the books, group in force, seen within the interval of the level and the days of
        grace.
        """
        head, day = self.head, self.scope.until
        came, last = head.since(), self._met(day)
        if not self.held or came is None or last is None or not any(formed <= day for formed in head.groups):
            return False
        return self._next_by(came, last, day) >= day

    def _met(self, day: date, since: date = date.min) -> date | None:
        nobody = self.scope.terms.kinds["not_met"]
        met = (one.on for one in self.head.contacts if since <= one.on <= day and one.group not in nobody)
        return max(met, default=None)

    def _next_by(self, came: date, last: date | None, day: date) -> date:
        pack, level = self.scope.pack, self.head.level_on(day) or None
        rule, _label, start = reckoning.contact_rule(pack, level, came, last)
        return self.scope.due(rule, start) + timedelta(days=pack.number("contact.grace_days"))

    def visit_due(self, *, done: bool) -> bool:
        """On the books at the end and to be seen in the period by what was known at its beginning; done: who
        was met in it in time. Attempts do not count (§5.4).
        """
        scope, came = self.scope, self.head.since()
        if not self.held or came is None:
            return False
        by = self._next_by(came, self._met(scope.period.eve), scope.period.eve)
        if by - timedelta(days=scope.pack.number("contact.grace_days")) > scope.until:
            return False
        seen = (one.on for one in self.head.contacts if one.group not in scope.terms.kinds["not_met"])
        return not done or any(scope.period.start <= on <= min(by, scope.until) for on in seen)

    def seen(self, kind: str) -> Sequence[Hit]:
        """Contacts of a kind in the period, by their way."""
        groups, period = self.scope.terms.kinds[kind], self.scope.period
        return [
            Hit(one.way, one.on) for one in self.head.contacts if one.on in period and one.group in groups
        ]

    def agreed(self, state: AgreementState) -> bool:
        """On the books with an agreement in that state."""
        return self.held and self.head.agreement_on(self.scope.period.end) is state

    def grouped(self) -> bool:
        """On the books with a group."""
        end = self.scope.period.end
        return self.held and any(day <= end for day in self.head.groups)

    def filed(self) -> bool:
        """On the books with a file that was opened (建档)."""
        day = self.head.filed_on
        return self.held and day is not None and day <= self.scope.period.end

    def assessed(self) -> Sequence[Hit]:
        """Every assessment of the period, by the level that it decided."""
        period = self.scope.period
        return [Hit(one.level, one.counted_on) for one in self.head.levels if one.counted_on in period]

    def turned(self, *, urgent: bool) -> Sequence[Hit]:
        """Decisions of the period that made somebody a key person, or no longer one."""
        scope, before, made = self.scope, "", []
        for one in self.head.levels:
            turns = scope.urgent(before) is not urgent and scope.urgent(one.level) is urgent
            if turns and one.counted_on in scope.period:
                made.append(Hit(one.level, one.counted_on))
            before = one.level
        return made

    # -- placement -------------------------------------------------------------------------------------------

    def to_place(self) -> bool:
        """BOOK(t) without PLACE_NA(t)."""
        if self._to_place is None:
            self._to_place = self.held and not self._not_to_place()
        return self._to_place

    def _not_to_place(self) -> bool:
        facts, terms = self.head.facts, self.scope.terms
        for name, codes in terms.not_to_place.items():
            told = self._contact_state() if name == "contact_state" else facts.get(name)
            if has(told, codes):
                return True
        age, rule = self.head.age_on(self.scope.period.end), terms.retired.get(str(facts.get("sex")))
        return age is not None and rule is not None and age >= self.scope.pack.number(rule)

    def _contact_state(self) -> str:
        return self.head.contact_state_on(self.scope.period.end)

    def placed(self) -> Sequence[Hit]:
        """PLACED(t) of those to place, by the way."""
        known = self.head.placement_on(self.scope.period.end) if self.to_place() else None
        return [Hit(known.way)] if known is not None and known.placed else NEVER

    def not_placed(self) -> Sequence[Hit]:
        """Those to place who are not, by the reason."""
        if not self.to_place():
            return NEVER
        known = self.head.placement_on(self.scope.period.end)
        return NEVER if known is not None and known.placed else [Hit(known.reason if known else "")]

    # -- measures, wishes, base ------------------------------------------------------------------------------

    def measures(self) -> Sequence[Hit]:
        """Measures carried out in the period, by their type."""
        period = self.scope.period
        return [Hit(one.kind, one.on) for one in self.head.measures if one.on in period]

    def relieved(self) -> Sequence[Hit]:
        """Applications for relief approved in the period, by kind; who was helped to relief (H04) without an
        application counts once as another kind.
        """
        period = self.scope.period
        found = [Hit(one.kind, one.on) for one in self.head.reliefs if one.on in period]
        helped = (one for one in self.measures() if one.source in self.scope.terms.kinds["relief"])
        return found or [Hit(OTHER, one.on) for one in helped][:1]

    def honoured(self) -> Sequence[Hit]:
        """入党团、任职、受表彰 in the period."""
        return [Hit("", on) for on in self.head.honours if on in self.scope.period]

    def stays(self, edge: Literal["since", "until", "holds"]) -> Sequence[Hit]:
        """Stays in a base that began or ended in the period, or last at its end."""
        period = self.scope.period
        if edge == "holds":
            return [Hit() for one in self.head.stays if one.holds(period.end)]
        days = (one.since if edge == "since" else one.until for one in self.head.stays)
        return [Hit("", day) for day in days if day in period]

    def wishes(self, edge: Literal["raised", "answered", "due", "in_time"]) -> Sequence[Hit]:
        """Wishes raised or answered in the period; those to be answered in it, and those of them that were
        in time.
        """
        period, made = self.scope.period, []
        for one in self.head.wishes:
            if edge == "raised":
                day: date | None = one.since
            elif edge == "answered":
                day = one.until
            else:
                day = self.scope.due("wish.reply.workdays", one.since)
                if edge == "in_time" and (one.until is None or one.until > day):
                    continue
            if day in period:
                made.append(Hit("", day))
        return made

    # -- re-offence ------------------------------------------------------------------------------------------

    def reoffended(self) -> Sequence[Hit]:
        """REOFF(p): judged in the period after having come on the books; where no judgment was recorded, who
        left the books for a new sentence. By the months since the release.
        """
        head, period, came = self.head, self.scope.period, self.head.came()
        if head.reoffences:
            days = [day for day in head.reoffences if day in period and came is not None and came <= day]
        else:
            days = [one.on for one in self.departures if one.source == NEW_SENTENCE and one.on]
        return [Hit(self._months(day), day) for day in days]

    def _months(self, day: date) -> str:
        since = self.head.release_date
        return str(reckoning.whole_months(since, day)) if since and since <= day else ""

    def cohort(self, *, reoffended: bool) -> bool:
        """Released in the same period so many years before; of these, who re-offended within the years
        (§5.4: never mixed with the current rate).
        """
        head, scope, day = self.head, self.scope, self.head.release_date
        if day is None or head.came() is None:
            return False
        whole = reckoning.add_months(day, 12 * scope.terms.cohort_years)
        if whole not in scope.period:
            return False
        ends = head.reoffences or [one.on for one in head.stages if one.reason == NEW_SENTENCE]
        return not reoffended or any(day <= end <= whole for end in ends)

    # -- records of minors -----------------------------------------------------------------------------------

    def sealed(self) -> bool:
        """The record is sealed at the end, by what was decided until then; on the books or long closed, since
        the file stays sealed (domain.md §10.3 point 7). Counted only, never listed.
        """
        return self.head.sealed_on(self.scope.until)

    # -- facts -----------------------------------------------------------------------------------------------

    def fits(self, where: Mapping[str, str | tuple[object, ...]]) -> bool:
        """Whether every fact of the case is one of those wanted."""
        return all(self._fact(name, wanted) for name, wanted in where.items())

    def _fact(self, name: str, wanted: str | tuple[object, ...]) -> bool:
        if name in ("age_below", "age_from"):
            age, limit = self.head.age_on(self.scope.period.end), self.scope.pack.number(PackKey(str(wanted)))
            return age is not None and (age < limit if name == "age_below" else age >= limit)
        if name == "urgent":
            return self.urgent() in wanted
        if name == "handover_mode":
            return has(self.head.handover_mode, wanted)
        return has(self._contact_state() if name == "contact_state" else self.head.facts.get(name), wanted)


def has(value: object, wanted: str | tuple[object, ...]) -> bool:
    """Whether a fact is one of those wanted; ``*`` wants any, an empty word wants what nobody filled in."""
    if value is None or value == "":
        return "" in wanted
    if "*" in wanted:
        return True
    return any(one in wanted for one in value) if isinstance(value, list | tuple) else value in wanted


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A set: how often a case counts in it, and what of the case has to be read to know. ``held``: only who
    is on the books at the end can be in it, so the others need not be asked.
    """

    hits: Callable[[Look], Sequence[Hit]]
    parts: frozenset[Part] = frozenset()
    facts: frozenset[str] = frozenset()
    held: bool = False


def _set(hits: Callable[[Look], Sequence[Hit]], *parts: Part, facts: Iterable[str] = ()) -> NamedSet:
    return NamedSet(hits, frozenset(parts), frozenset(facts))


def _if(holds: Callable[[Look], object], *parts: Part, facts: Iterable[str] = ()) -> NamedSet:
    return _set(lambda look: _once(holds(look)), *parts, facts=facts)


def _held(holds: Callable[[Look], object], *parts: Part, facts: Iterable[str] = ()) -> NamedSet:
    return replace(_if(holds, *parts, facts=facts), held=True)


_PLACE: tuple[Part, ...] = ("placements", "whereabouts")
_PLACE_FACTS = ("employment", "schooling", "contact_state", "sex")
SETS: dict[str, NamedSet] = {
    "BOOK_START": _if(Look.start),
    "BOOK_END": _if(lambda look: look.held),
    "NEW": _set(Look.new),
    "LEFT": _set(lambda look: look.departures),
    "VER_DUE": _set(lambda look: look.verified(done=False), "verifications"),
    "VER_DONE": _set(lambda look: look.verified(done=True), "verifications"),
    "VER_RECEIVED": _set(lambda look: look.received(replied=False), "verifications"),
    "VER_REPLIED": _set(lambda look: look.received(replied=True), "verifications"),
    "HO_DUE": _if(Look.handover_due),
    "HO_DONE": _if(lambda look: look.handover_due() and look.handed_over()),
    "HO_OPEN": _if(lambda look: look.handover_due() and not look.handed_over()),
    "ESC_DUE": _if(Look.escort_due, "escorts"),
    "ESC_DONE": _if(Look.escort_done, "escorts"),
    "AGREED": _held(lambda look: look.agreed(AgreementState.SIGNED), "agreements"),
    "REFUSED": _held(lambda look: look.agreed(AgreementState.REFUSED), "agreements"),
    "GROUPED": _held(Look.grouped, "groups"),
    "FILED": _held(Look.filed),
    "HELPED": _held(Look.helped, "contacts", "groups", "levels"),
    "VISIT_DUE": _held(lambda look: look.visit_due(done=False), "contacts", "levels"),
    "VISIT_DONE": _held(lambda look: look.visit_due(done=True), "contacts", "levels"),
    "VISITS": _set(lambda look: look.seen("visits"), "contacts"),
    "TALKS": _set(lambda look: look.seen("talks"), "contacts"),
    "NOT_MET": _set(lambda look: look.seen("not_met"), "contacts"),
    "ASSESSED": _set(Look.assessed, "levels"),
    "TO_KEY": _set(lambda look: look.turned(urgent=True), "levels"),
    "TO_GENERAL": _set(lambda look: look.turned(urgent=False), "levels"),
    "PLACE_DUE": _held(Look.to_place, "whereabouts", facts=_PLACE_FACTS),
    "PLACED": replace(_set(Look.placed, *_PLACE, facts=_PLACE_FACTS), held=True),
    "PLACE_OPEN": replace(_set(Look.not_placed, *_PLACE, facts=_PLACE_FACTS), held=True),
    "MEASURES": _set(Look.measures, "measures"),
    "RELIEF": _set(Look.relieved, "measures", "reliefs"),
    "HONOURS": _set(Look.honoured, "honours"),
    "BASE_IN": _set(lambda look: look.stays("since"), "stays"),
    "BASE_END": _set(lambda look: look.stays("holds"), "stays"),
    "BASE_OUT": _set(lambda look: look.stays("until"), "stays"),
    "WISH_RAISED": _set(lambda look: look.wishes("raised"), "wishes"),
    "WISH_ANSWERED": _set(lambda look: look.wishes("answered"), "wishes"),
    "WISH_DUE": _set(lambda look: look.wishes("due"), "wishes"),
    "WISH_IN_TIME": _set(lambda look: look.wishes("in_time"), "wishes"),
    "REOFF": _set(Look.reoffended, "reoffences"),
    "COHORT": _if(lambda look: look.cohort(reoffended=False), "reoffences"),
    "COHORT_REOFF": _if(lambda look: look.cohort(reoffended=True), "reoffences"),
    "OVERDUE_CLOSE": _if(Look.overdue),
    "SEALED": _if(Look.sealed, "sealings"),
    # what only rosters list
    "URGENT": _held(lambda look: look.held and look.urgent(), "levels"),
    "NOT_URGENT": _held(lambda look: look.held and not look.urgent(), "levels"),
    "UNSIGNED": _held(lambda look: look.held and not look.agreed(AgreementState.SIGNED), "agreements"),
    "APART": _held(
        lambda look: look.held and look.head.facts.get("split_residence"), facts=("split_residence",)
    ),
    "TIN": _set(lambda look: [one for one in look.new() if one.source == TRANSFER_IN]),
    "EXP": _set(lambda look: look.departed(EXPIRED)),
    "TERM": _set(lambda look: look.departed(but=(EXPIRED, TRANSFER))),
    "TOUT": _set(lambda look: look.departed(TRANSFER)),
    "DEATHS": _set(lambda look: look.departed(DEATH)),
    "RETAKEN": _set(lambda look: look.departed(NEW_SENTENCE)),
    "AWAY": _if(
        lambda look: (look.handover_due() and not look.handed_over()) or look.missing(),
        "whereabouts",
        facts=("contact_state",),
    ),
    "MISSING": _held(Look.missing, "whereabouts", facts=("contact_state",)),
    "SPLIT": _held(Look.split, "duals", facts=("split_residence",)),
    "DUAL": replace(_set(Look.dual, "duals"), held=True),
    "EXPIRING": _held(Look.expiring),
    "INSIDE": _if(lambda look: look.at_end == State.S05_INSIDE),
}
_OF_FACT: Mapping[str, tuple[Part, ...]] = {"urgent": ("levels",), "contact_state": ("whereabouts",)}


@dataclass(frozen=True, slots=True)
class Reads:
    """What has to be read of every case."""

    parts: frozenset[Part] = frozenset()
    facts: frozenset[str] = frozenset()

    def __or__(self, other: "Reads") -> "Reads":
        """Both."""
        return Reads(self.parts | other.parts, self.facts | other.facts)


def reads_of(name: str, where: Iterable[str] = ()) -> Reads:
    """What a set (narrowed by facts) needs; KeyError for an unknown one."""
    made, facts = SETS[name], list(where)
    parts = frozenset(part for fact in facts for part in _OF_FACT.get(fact, ()))
    return Reads(
        made.parts | parts, made.facts | set(facts) - {"urgent", "age_below", "age_from", "handover_mode"}
    )


EVERYTHING = Reads(
    frozenset(part for one in SETS.values() for part in one.parts),
    frozenset(
        (
            "sex", "employment", "schooling", "three_none", "split_residence", "disability_kind",
            "recidivist", "special_case", "contact_state",
        )
    ),
)  # fmt: skip
