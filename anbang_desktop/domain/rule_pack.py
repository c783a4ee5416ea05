"""The rule pack: every period, deadline, interval, list and threshold of the office as versioned data with
a day of effect.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, cast

Unit = Literal["years", "months", "days", "workdays", "count"]
EndRule = Literal["same_day", "day_before"]
UNIT_WORDS: dict[Unit, str] = {
    "years": "年",
    "months": "个月",
    "days": "日",
    "workdays": "个工作日",
    "count": "",
}


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says and where it comes from; ``basis`` may name articles as A12.2.3 (see ``articles``)."""

    rule: str
    basis: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One number of the domain; ``shift`` moves a last day that is no working day on to the next one."""

    key: str
    value: int
    unit: Unit
    text: str
    basis: str
    shift: bool = False


@dataclass(frozen=True, slots=True)
class ContactStep:
    """How often somebody is seen; ``within_days`` after registration, None = from then on."""

    rule: str
    within_days: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """A class of help (重点, 一般) with its intervals."""

    code: str
    label: str
    default: bool
    assessment: str
    contact: tuple[ContactStep, ...]


@dataclass(frozen=True, slots=True)
class KeyTrigger:
    """A fact that suggests KEY whatever the score; ``sources`` are (datum, value) pairs of the file that
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
class Approval:
    """Who confirms a matter, in order."""

    matter: str
    label: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the file catalogue (domain brief §4.15)."""

    no: str
    key: str
    title: str
    need: Literal["M", "m", "O", "if_any"]
    since: str = ""
    level: str = ""
    made: bool = False
    verb: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class GroupRule:
    """What a help group needs besides its size (rule ``group.min_size``)."""

    required_kinds: tuple[str, ...]
    leader_kind: str
    family_if_any: bool


@dataclass(frozen=True, slots=True)
class VerificationRule:
    """Which results of a verification lead on, which lead back, which need two checkers."""

    accepted: frozenset[str]
    returned: frozenset[str]
    second_checker: frozenset[str]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Public holidays and weekend days worked; ``years`` says for which years they are known."""

    years: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]

    def works(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self.workdays:
            return True
        return day.isoweekday() <= 5 and day not in self.holidays


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """Which rule decides the length for a release type, and how the last day is counted."""

    by_release_type: Mapping[str, str]
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
    levels: tuple[Level, ...]
    key_triggers: tuple[KeyTrigger, ...]
    closure_reasons: tuple[ClosureReason, ...]
    approvals: tuple[Approval, ...]
    papers: tuple[Paper, ...]
    calendar: WorkCalendar
    case_no_pattern: str
    agreement_no_pattern: str
    contact_presets: tuple[tuple[str, int], ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def rule(self, key: str) -> Rule:
        """The rule of a key; KeyError is a fault of the program or of the pack."""
        return self.rules[key]

    def number(self, key: str) -> int:
        """The number of a rule."""
        return self.rules[key].value

    def text(self, key: str) -> str:
        """The Chinese sentence of a rule with its number in it."""
        rule = self.rules[key]
        return rule.text.replace("{n}", str(rule.value)).replace("{within}", self._within(key))

    def reason(self, key: str) -> RuleText:
        """Sentence and basis of a rule."""
        return RuleText(self.text(key), self.rules[key].basis)

    def level(self, code: str | None) -> Level:
        """The level of a code; before anybody decided, the pack's default."""
        found = next((level for level in self.levels if level.code == code), None)
        return found or next(level for level in self.levels if level.default)

    def contact_step(self, level: str | None, days_since_start: int) -> ContactStep:
        """How often a person of that level is seen so many days after registration."""
        steps = self.level(level).contact
        return next(step for step in steps if step.within_days is None or days_since_start < step.within_days)

    def assessment_key(self, level: str | None) -> str:
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

    def _within(self, key: str) -> str:
        steps = (step for level in self.levels for step in level.contact)
        return next(
            (str(step.within_days) for step in steps if step.rule == key and step.within_days is not None), ""
        )


class RuleBook:
    """All packs the office has; a past event is judged by the pack in force on its day."""

    def __init__(self, packs: Iterable[RulePack]) -> None:
        """Take all packs, in any order; ValueError when there is none."""
        self.packs = tuple(sorted(packs, key=lambda pack: pack.effective_from))
        if not self.packs:
            raise ValueError("no rule pack")

    def on(self, day: date) -> RulePack:
        """The pack in force on a day; days before the first pack are judged by the first."""
        return next((pack for pack in reversed(self.packs) if pack.effective_from <= day), self.packs[0])


def parse_rule_pack(text: str) -> RulePack:
    """Read a pack from TOML; a missing key, an unknown rule reference or an unknown unit is a fault of the
    pack and raises.
    """
    raw = tomllib.loads(text)
    pack = RulePack(
        id=raw["id"],
        name=raw["name"],
        issuer=raw["issuer"],
        document_no=raw["document_no"],
        effective_from=raw["effective_from"],
        jurisdiction_code=raw["jurisdiction_code"],
        period=_period(raw["period"]),
        verification=_verification(raw["verification"]),
        group=_group(raw["group"]),
        levels=tuple(_level(one) for one in raw["levels"]),
        key_triggers=tuple(_trigger(one) for one in raw["key_triggers"]),
        closure_reasons=tuple(ClosureReason(one["code"], one["proof"]) for one in raw["closure_reasons"]),
        approvals=tuple(
            Approval(one["matter"], one["label"], tuple(one["steps"])) for one in raw["approvals"]
        ),
        papers=tuple(Paper(**one) for one in raw["papers"]),
        calendar=_calendar(raw["calendar"]),
        case_no_pattern=raw["case_no"]["pattern"],
        agreement_no_pattern=raw["agreement_no"]["pattern"],
        contact_presets=tuple((label, days) for label, days in raw["presets"]["contact_intervals"]),
        rules={key: _rule(key, body) for key, body in raw["rules"].items()},
    )
    _check_references(pack)
    return pack


def _rule(key: str, body: Mapping[str, Any]) -> Rule:
    if body["unit"] not in UNIT_WORDS:
        raise ValueError(f"rule {key}: unknown unit {body['unit']}")
    return Rule(
        key, body["value"], cast("Unit", body["unit"]), body["text"], body["basis"], body.get("shift", False)
    )


def _period(raw: Mapping[str, Any]) -> PeriodRule:
    if raw["end_rule"] not in {"same_day", "day_before"}:
        raise ValueError(f"unknown end rule {raw['end_rule']}")
    return PeriodRule(
        dict(raw["by_release_type"]),
        cast("EndRule", raw["end_rule"]),
        raw["end_rule_text"],
        raw["end_rule_basis"],
    )


def _verification(raw: Mapping[str, Any]) -> VerificationRule:
    return VerificationRule(
        frozenset(raw["accepted"]), frozenset(raw["returned"]), frozenset(raw["second_checker"])
    )


def _group(raw: Mapping[str, Any]) -> GroupRule:
    return GroupRule(tuple(raw["required_kinds"]), raw["leader_kind"], raw["family_if_any"])


def _level(raw: Mapping[str, Any]) -> Level:
    steps = tuple(ContactStep(step["rule"], step.get("within_days")) for step in raw["contact"])
    return Level(raw["code"], raw["label"], raw["default"], raw["assessment"], steps)


def _trigger(raw: Mapping[str, Any]) -> KeyTrigger:
    sources = tuple((name, value) for name, _, value in (source.partition(":") for source in raw["from"]))
    return KeyTrigger(raw["code"], raw["label"], raw.get("core", False), sources)


def _calendar(raw: Mapping[str, Any]) -> WorkCalendar:
    free = frozenset(
        first + timedelta(days=more)
        for first, last in raw["holidays"]
        for more in range((last - first).days + 1)
    )
    return WorkCalendar(frozenset(raw["years"]), free, frozenset(raw["workdays"]))


def _check_references(pack: RulePack) -> None:
    named = [*pack.period.by_release_type.values(), *(level.assessment for level in pack.levels)]
    named += [step.rule for level in pack.levels for step in level.contact]
    unknown = sorted(set(named) - set(pack.rules))
    if unknown:
        raise ValueError(f"rule pack {pack.id}: no rule {', '.join(unknown)}")
    if any(level.contact[-1].within_days is not None for level in pack.levels) or not any(
        level.default for level in pack.levels
    ):
        raise ValueError(f"rule pack {pack.id}: levels need a default and an interval without end")
