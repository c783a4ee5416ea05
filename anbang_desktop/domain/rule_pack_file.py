"""The file of a rule pack: read and checked whole, so that a slip of the pen in it is refused with its line
when it is loaded and not met months later.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import cast, get_args

from anbang_desktop.domain.codes import CodeBook, CodeTableName
from anbang_desktop.domain.levels import Levels
from anbang_desktop.domain.levels_file import read_levels
from anbang_desktop.domain.pack_examples import read_examples, refuse_failing
from anbang_desktop.domain.rule_keys import PackKey, RuleKey
from anbang_desktop.domain.rule_pack import (
    UNIT_WORDS,
    Approval,
    Approver,
    ClosureReason,
    EndRule,
    GroupAdvice,
    GroupRule,
    HealthRule,
    KeyTrigger,
    MonthEnd,
    Paper,
    PaperKey,
    PaperNeed,
    PeriodRule,
    Rule,
    RulePack,
    TargetKey,
    Unit,
    VerificationRule,
    Whom,
    WorkCalendar,
)
from anbang_desktop.domain.states import State, state
from anbang_desktop.domain.toml_table import Table, read_toml, refuse_doubles
from anbang_desktop.domain.verbs import PersonSection, Verb

_WHOLE = 100  # per cent
_HOLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What a pack or an instrument may name besides itself: codes of the tables, and the data of the file
    that may propose a key trigger, each with the words it can hold (None: any).
    """

    codes: CodeBook
    data: Mapping[str, frozenset[str] | None]

    def of(self, table: CodeTableName) -> tuple[str, ...]:
        """The codes of a table."""
        return tuple(item.code for item in self.codes[table])


def parse_rule_pack(text: str, known: KnownNames) -> RulePack:
    """Read a pack from TOML. TomlFault for a key that is missing or unknown, and for a name of a rule, verb,
    section, state, code or datum that does not exist.
    """
    return read_toml(text, "规则包", partial(_pack, known=known))


def _pack(root: Table, known: KnownNames) -> RulePack:
    rules = _rules(root.table("rules"))
    levels = read_levels(root, tuple(rules))
    period = _period(root.table("period"), known, tuple(rules))
    by_state = _contact_by_state(root, known, tuple(rules))
    _refuse_stray_rules(root, rules, levels, period, by_state)
    case_no, agreement_no, wish_no, letter_no = (
        root.table(key) for key in ("case_no", "agreement_no", "wish_no", "letter_no")
    )
    pack = RulePack(
        id=root.text("id"),
        name=root.text("name"),
        issuer=root.text("issuer"),
        document_no=root.text("document_no"),
        effective_from=root.day("effective_from"),
        jurisdiction_code=root.text("jurisdiction_code"),
        period=period,
        verification=_verification(root.table("verification"), known),
        group=_group(root.table("group"), known),
        health=_health(root.table("health"), known),
        levels=levels,
        key_triggers=tuple(_trigger(one, known) for one in root.tables("key_triggers")),
        closure_reasons=tuple(_closure_reason(one, known) for one in root.tables("closure_reasons")),
        approvals=_approvals(root, known),
        papers=_papers(root, [level.code for level in levels]),
        calendar=_calendar(root.table("calendar")),
        case_no_pattern=_pattern(case_no),
        agreement_no_pattern=_pattern(agreement_no),
        letter_no_pattern=_pattern(letter_no),
        wish_no_pattern=_pattern(wish_no),
        rules=rules,
        contact_by_state=by_state,
        examples=read_examples(root, levels, known.codes, tuple(rules)),
        targets=_targets(root.table("targets")) if "targets" in root else {},
    )
    refuse_failing(root, pack)
    return pack


def _rules(table: Table) -> dict[str, Rule]:
    made = {key: _rule(key, table.table(key)) for key in table.names()}
    for key in get_args(RuleKey):
        if key not in made:
            raise table.fault((), f"缺少“{key}”这条规则。")
    return made


def _rule(key: str, table: Table) -> Rule:
    unit = cast("Unit", table.word("unit", UNIT_WORDS, "单位"))
    text = table.text("text")
    _refuse_holes(table, "text", text, ("{n}", "{within}"))
    end = _month_end(table, unit)
    return Rule(key, table.number("value"), unit, text, table.text("basis"), table.flag("shift"), end)


def _month_end(table: Table, unit: Unit) -> MonthEnd | None:
    """Where the month has no such day: a rule in months or years says which day it is then."""
    if unit not in ("months", "years"):
        return None
    if "month_end" not in table:
        words = "按年、按月计的，要写 month_end：last（取该月最后一日）或者 next（顺到次月一日）。"
        raise table.fault("unit", words)
    return cast("MonthEnd", table.word("month_end", get_args(MonthEnd), "月末算法"))


def _refuse_holes(table: Table, key: str, text: str, allowed: Collection[str]) -> None:
    """What stands in braces is filled in by the program; it knows a few names only."""
    for hole in _HOLE.findall(text):
        if hole not in allowed:
            raise table.fault(key, f"没有“{hole}”这个占位，可用的有：{'、'.join(allowed)}。")


def _contact_by_state(root: Table, known: KnownNames, rules: Sequence[str]) -> dict[str, PackKey]:
    """How often who is not at home is seen; a pack may leave it out."""
    if "contact_by_state" not in root:
        return {}
    table, made = root.table("contact_by_state"), {}
    for code in table.names():
        if code not in known.of("contact_state"):
            raise table.fault(code, f"没有“{code}”这种联系状态。")
        made[code] = PackKey(table.word(code, rules, "规则"))
    return made


def _period(table: Table, known: KnownNames, rules: Sequence[str]) -> PeriodRule:
    lengths, types = table.table("by_release_type"), known.of("release_type")
    for code in lengths.names():
        if code not in types:
            raise lengths.fault(code, f"没有“{code}”这个释放类别，可用的有：{'、'.join(types)}。")
    return PeriodRule(
        {code: PackKey(lengths.word(code, rules, "规则")) for code in types},
        cast("EndRule", table.word("end_rule", get_args(EndRule), "算法")),
        table.text("end_rule_text"),
        table.text("end_rule_basis"),
    )


def _refuse_stray_rules(
    root: Table,
    rules: Mapping[str, Rule],
    levels: Levels,
    period: PeriodRule,
    by_state: Mapping[str, PackKey],
) -> None:
    """A rule that nobody asks for is a misspelt one."""
    named = {level.assessment for level in levels} | {step.rule for level in levels for step in level.contact}
    asked = {*get_args(RuleKey), *named, *period.by_release_type.values(), *by_state.values()}
    for key in rules:
        if key not in asked:
            raise root.fault(("rules", key), "没有哪里用到这条规则，请核对名称。")


def _verification(table: Table, known: KnownNames) -> VerificationRule:
    keys, codes = ("accepted", "returned", "second_checker"), known.of("verification_result")
    accepted, returned, second_checker = (frozenset(table.words(key, codes, "核查结论")) for key in keys)
    if both := sorted(accepted & returned):
        raise table.fault("returned", f"核查结论“{both[0]}”不能既转为待释放又退回。")
    return VerificationRule(accepted, returned, second_checker)


def _group(table: Table, known: KnownNames) -> GroupRule:
    kinds, what = known.of("member_kind"), "成员类型"
    return GroupRule(
        table.words("required_kinds", kinds, what),
        table.word("leader_kind", kinds, what),
        table.flag("family_if_any"),
        tuple(_advice(one, known) for one in table.tables("advice")) if "advice" in table else (),
    )


def _advice(table: Table, known: KnownNames) -> GroupAdvice:
    return GroupAdvice(
        table.member("whom", Whom, "对象"),
        table.words("kinds", known.of("member_kind"), "成员类型") if "kinds" in table else (),
        table.word("sex", known.of("sex"), "性别") if "sex" in table else "",
        table.text("words"),
        table.text("basis"),
    )


def _health(table: Table, known: KnownNames) -> HealthRule:
    kinds = known.of("member_kind")
    return HealthRule(frozenset(table.texts("provinces")), table.words("group_kinds", kinds, "成员类型"))


def _trigger(table: Table, known: KnownNames) -> KeyTrigger:
    code = table.word("code", known.of("key_trigger"), "重点触发项")
    sources = tuple(_source(table, at, one, known) for at, one in enumerate(table.texts("from")))
    return KeyTrigger(code, table.text("label"), table.flag("core"), sources)


def _source(table: Table, at: int, words: str, known: KnownNames) -> tuple[str, str]:
    """``datum:value``: what in the file proposes the trigger."""
    name, _, value = words.partition(":")
    if name not in known.data:
        raise table.fault(("from", at), f"登记表里没有“{name}”这一项。")
    allowed = known.data[name]
    if not value or (allowed is not None and value not in allowed):
        words = f"可用的有：{'、'.join(sorted(allowed))}" if allowed else f"请写成“{name}:值”"
        raise table.fault(("from", at), f"“{name}”没有“{value}”这个值，{words}。")
    return name, value


def _closure_reason(table: Table, known: KnownNames) -> ClosureReason:
    code = table.word("code", known.of("closure_reason"), "解除或终止原因")
    return ClosureReason(code, table.flag("proof"))


def _approvals(root: Table, known: KnownNames) -> tuple[Approval, ...]:
    tables = root.tables("approvals")
    found = tuple(_approval(one, known) for one in tables)
    refuse_doubles(tables, "matter", [one.matter for one in found])
    return found


def _approval(table: Table, known: KnownNames) -> Approval:
    matter = table.word("matter", known.of("approval_matter"), "审批事项")
    names = {item.code: item.name for item in known.codes["approver"]}
    steps = tuple(Approver(code, names[code]) for code in table.words("steps", names, "审批人"))
    return Approval(matter, known.codes.label("approval_matter", matter), steps)


def _targets(table: Table) -> dict[TargetKey, int]:
    """What the county aims at, in whole percent."""
    known: dict[str, TargetKey] = {key: key for key in get_args(TargetKey)}
    found: dict[TargetKey, int] = {}
    for key in table.names():
        if key not in known:
            raise table.fault(key, f"没有“{key}”这个目标，可用的有：{'、'.join(known)}。")
        if not 0 < table.number(key) <= _WHOLE:
            raise table.fault(key, "目标是 1 到 100 的整数（百分之几）。")
        found[known[key]] = table.number(key)
    return found


def _papers(root: Table, levels: Sequence[str]) -> tuple[Paper, ...]:
    tables = root.tables("papers")
    papers = tuple(_paper(one, levels) for one in tables)
    refuse_doubles(tables, "key", [paper.key for paper in papers])
    return papers


def _paper(table: Table, levels: Sequence[str]) -> Paper:
    return Paper(
        no=table.text("no"),
        key=table.member("key", PaperKey, "材料"),
        title=table.text("title"),
        need=cast("PaperNeed", table.word("need", get_args(PaperNeed), "要求")),
        since=_since(table) if "since" in table else None,
        level=table.word("level", levels, "类别") if "level" in table else "",
        made=table.flag("made"),
        verb=table.member("verb", Verb, "动作") if "verb" in table else None,
        section=table.member("section", PersonSection, "栏目") if "section" in table else None,
        basis=table.text("basis") if "basis" in table else "",
    )


def _since(table: Table) -> State:
    try:
        found = state(table.text("since"))
    except ValueError as unknown:
        raise table.fault("since", str(unknown)) from None
    if found is State.S35_RETURNED:
        raise table.fault("since", f"“{found.label}”不在办理的顺序里，不能从它算起。")
    return found


def _calendar(table: Table) -> WorkCalendar:
    free = frozenset(
        first + timedelta(days=more)
        for first, last in table.pairs("holidays", date, date)
        for more in range((last - first).days + 1)
    )
    return WorkCalendar(frozenset(table.numbers("years")), free, frozenset(table.days("workdays")))


def _pattern(table: Table) -> str:
    """A number's pattern: it must have a serial, and nothing that the program does not fill in."""
    pattern = table.text("pattern")
    try:
        first, second = (pattern.format(office="X", year=2026, serial=serial) for serial in (1, 2))
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        first = second = ""
    if first == second:
        raise table.fault("pattern", "编号里要有 {serial}，另外只能用 {office} 和 {year}。")
    return pattern
