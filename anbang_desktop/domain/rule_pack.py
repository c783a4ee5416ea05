"""The rule pack: every period, deadline, interval, list and threshold of the office as versioned data with
a day of effect. ``rule_pack_file`` reads one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.levels import ContactStep, Level, Levels, code_table
from anbang_desktop.domain.rule_keys import AnyRule, PackKey
from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import PersonSection, Verb

Unit = Literal["years", "months", "days", "workdays", "count", "age"]
MonthEnd = Literal["last", "next"]
EndRule = Literal["same_day", "day_before"]
PaperNeed = Literal["M", "m", "O", "if_any"]
TargetKey = Literal["verify_rate", "handover_rate", "escort_rate", "help_rate", "place_rate"]
UNIT_WORDS: dict[Unit, str] = {
    "years": "年",
    "months": "个月",
    "days": "日",
    "workdays": "个工作日",
    "count": "",
    "age": "周岁",
}


class PaperKey(StrEnum):
    """The kinds of paper a file is made of (domain brief §4.15); a record or a scan of that key fills it."""

    COVER = "cover"
    NOTICE = "notice"
    VERIFICATION = "verification"
    RELEASE_CERTIFICATE = "release_certificate"
    JUDGMENT = "judgment"
    CUSTODY_ASSESSMENT = "custody_assessment"
    HANDOVER = "handover"
    REGISTRATION = "registration"
    AGREEMENT = "agreement"
    GROUP = "group"
    ASSESSMENT = "assessment"
    HELP_PLAN = "help_plan"
    CONTACT = "contact"
    WISH = "wish"
    MEASURE = "measure"
    TRANSFER = "transfer"
    EVENT = "event"
    CLOSING = "closing"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says and where it comes from; ``basis`` may name articles as A12.2.3 (see ``articles``)."""

    rule: str
    basis: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One number of the domain; ``shift`` moves a last day that is no working day on to the next one,
    ``month_end`` says which day it is where the month has no such day.
    """

    key: str
    value: int
    unit: Unit
    text: str
    basis: str
    shift: bool = False
    month_end: MonthEnd | None = None


@dataclass(frozen=True, slots=True)
class KeyTrigger:
    """A fact that suggests a level whatever the score; ``sources`` are (datum, value) pairs of the file that
    propose it.
    """

    code: str
    label: str
    core: bool
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClosureReason:
    """Why help ends, and whether a proof must be filed."""

    code: str
    proof: bool


@dataclass(frozen=True, slots=True)
class Approver:
    """Whose word it is: 所长, 县司法局."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Whose word a matter needs, in order."""

    matter: str
    label: str
    steps: tuple[Approver, ...]

    def lacking(self, granted: frozenset[str]) -> tuple[Approver, ...]:
        """Whose word is missing; "" among what was granted is an approval that names nobody: it counts for
        all (records from before approvals said whose they are).
        """
        return () if "" in granted else tuple(one for one in self.steps if one.code not in granted)


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the file catalogue (domain brief §4.15); ``since`` is the state from which it should be
    there, ``level`` the only level that needs it, ``made`` by the binder itself, ``basis`` the article that
    asks for it (``A12.2.2``; empty where none does).
    """

    no: str
    key: PaperKey
    title: str
    need: PaperNeed
    since: State | None = None
    level: str = ""
    made: bool = False
    verb: Verb | None = None
    section: PersonSection | None = None
    basis: str = ""


class Whom(StrEnum):
    """For whom somebody more should be in a help group."""

    WOMAN = "WOMAN"
    MINOR = "MINOR"


@dataclass(frozen=True, slots=True)
class GroupAdvice:
    """Who else should be in the group of such a person: one of these kinds (none named: any), of this sex
    (none: either), in the words of the pack. Its lack is told and stops nothing.
    """

    whom: Whom
    kinds: tuple[str, ...]
    sex: str
    words: str
    basis: str


@dataclass(frozen=True, slots=True)
class GroupRule:
    """What a help group needs besides its size (rule ``group.min_size``)."""

    required_kinds: tuple[str, ...]
    leader_kind: str
    family_if_any: bool
    advice: tuple[GroupAdvice, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationRule:
    """Which results of a verification lead on, which lead back, which need two checkers."""

    accepted: frozenset[str]
    returned: frozenset[str]
    second_checker: frozenset[str]


@dataclass(frozen=True, slots=True)
class HealthRule:
    """What the check of the office's data knows besides its thresholds (rules ``health.…``): the provinces of
    GB/T 2260 that ID numbers begin with, and who should be in a help group.
    """

    provinces: frozenset[str]
    group_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of the county: what the pack must make of these inputs. Those of ``rule`` (a term),
    ``release_type`` (the period of help), ``last`` (the next contact), ``assessed`` (the next assessment) and
    ``score`` (the level) that is given says what is reckoned.
    """

    name: str
    result: date | str
    rule: PackKey | None = None
    start: date | None = None
    release_type: str = ""
    level: str = ""
    registered: date | None = None
    last: date | None = None
    contact_state: str = ""
    assessed: date | None = None
    score: int | None = None
    triggered: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Public holidays and weekend days worked; ``years`` says for which years they are known, ``learnt`` when
    the office learnt those that did not come with the pack.
    """

    years: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]
    learnt: Mapping[int, date] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self.workdays:
            return True
        return day.isoweekday() <= 5 and day not in self.holidays


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """Which rule decides the length for a release type, and how the last day is counted."""

    by_release_type: Mapping[str, PackKey]
    end_rule: EndRule
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """One version of the rules, in force from ``effective_from``."""

    id: str
    name: str
    issuer: str
    document_no: str
    effective_from: date
    jurisdiction_code: str
    period: PeriodRule
    verification: VerificationRule
    group: GroupRule
    health: HealthRule
    levels: Levels
    key_triggers: tuple[KeyTrigger, ...]
    closure_reasons: tuple[ClosureReason, ...]
    approvals: tuple[Approval, ...]
    papers: tuple[Paper, ...]
    calendar: WorkCalendar
    case_no_pattern: str
    agreement_no_pattern: str
    letter_no_pattern: str
    wish_no_pattern: str
    rules: Mapping[str, Rule] = field(default_factory=dict)
    contact_by_state: Mapping[str, PackKey] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    targets: Mapping[TargetKey, int] = field(default_factory=dict)  # whole percent that the county aims at

    def __hash__(self) -> int:
        """By its version: what was reckoned by a pack is remembered with it (``reckoning``)."""
        return hash((self.id, self.effective_from))

    def rule(self, key: AnyRule) -> Rule:
        """The rule of a key."""
        return self.rules[key]

    def number(self, key: AnyRule) -> int:
        """The number of a rule."""
        return self.rules[key].value

    def text(self, key: AnyRule) -> str:
        """The Chinese sentence of a rule with its number in it."""
        rule = self.rules[key]
        return rule.text.replace("{n}", str(rule.value)).replace("{within}", self._within(key))

    def reason(self, key: AnyRule) -> RuleText:
        """Sentence and basis of a rule."""
        return RuleText(self.text(key), self.rules[key].basis)

    def level(self, code: str | None) -> Level:
        """The level of a code; before anybody decided, the pack's default."""
        return self.levels.of(code)

    def contact_step(self, level: str | None, days_since_start: int) -> ContactStep:
        """How often a person of that level is seen so many days after registration."""
        steps = self.level(level).contact
        return next(step for step in steps if step.within_days is None or days_since_start < step.within_days)

    def contact_rule(self, level: str | None, contact_state: str | None, days_since_start: int) -> PackKey:
        """The rule that says when somebody is seen next: of where the person is, else of the level."""
        own = self.contact_by_state.get(contact_state or "")
        return own or self.contact_step(level, days_since_start).rule

    def approval(self, matter: str) -> Approval | None:
        """Whose word a matter needs; None where it needs nobody's."""
        return next((one for one in self.approvals if one.matter == matter), None)

    def needs_proof(self, cause: str) -> bool:
        """Whether an end for this cause needs a proof; one that isn't told does."""
        return next((one.proof for one in self.closure_reasons if one.code == cause), True)

    def assessment_key(self, level: str | None) -> PackKey:
        """The rule that says when the next assessment is due."""
        return self.level(level).assessment

    def trigger(self, code: str) -> KeyTrigger | None:
        """The key trigger of a code."""
        return next((trigger for trigger in self.key_triggers if trigger.code == code), None)

    def case_no(self, office: str, year: int, serial: int) -> str:
        """The number of a case file."""
        return self.case_no_pattern.format(office=office, year=year, serial=serial)

    def agreement_no(self, office: str, year: int, serial: int) -> str:
        """The number of an agreement."""
        return self.agreement_no_pattern.format(office=office, year=year, serial=serial)

    def letter_no(self, office: str, year: int, serial: int) -> str:
        """The number of a letter."""
        return self.letter_no_pattern.format(office=office, year=year, serial=serial)

    def wish_no(self, office: str, year: int, serial: int) -> str:
        """The number of a wish."""
        return self.wish_no_pattern.format(office=office, year=year, serial=serial)

    def _within(self, key: str) -> str:
        steps = (step for level in self.levels for step in level.contact)
        return next(
            (str(step.within_days) for step in steps if step.rule == key and step.within_days is not None), ""
        )


class RuleBook:
    """All packs the office has; a past event is judged by the pack in force on its day."""

    def __init__(self, packs: Iterable[RulePack], unread: Iterable[str] = ()) -> None:
        """Take all packs; of two from the same day the later in order holds. ValueError when there is none.
        ``unread`` says of packs that were taken and can't be read any more why not.
        """
        self.packs = tuple(sorted(packs, key=lambda pack: pack.effective_from))
        self.unread = tuple(unread)
        if not self.packs:
            raise ValueError("no rule pack")

    def on(self, day: date) -> RulePack:
        """The pack in force on a day; days before the first pack are judged by the first."""
        return next((pack for pack in reversed(self.packs) if pack.effective_from <= day), self.packs[0])

    def knows(self, pack_id: str, holidays: str) -> bool:
        """Whether that version is still one of the office's: what was taken may have been taken back."""
        found = next((pack for pack in self.packs if pack.id == pack_id), None)
        if found is None:
            return False
        learnt = {f"{year}@{day}" for year, day in found.calendar.learnt.items()}
        return set(filter(None, holidays.split("、"))) <= learnt

    def codes(self, shipped: CodeBook, pack: RulePack) -> CodeBook:
        """The code tables with the levels of a pack; those of the others are retired."""
        others = (one.levels for one in reversed(self.packs) if one is not pack)
        return shipped.replaced("level", code_table(shipped["level"], pack.levels, others))
