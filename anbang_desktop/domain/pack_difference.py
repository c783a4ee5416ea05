"""What a rule pack changes against the one in force, in the words of its own rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.codes import CodeBook, CodeTableName
from anbang_desktop.domain.completeness import NEEDS
from anbang_desktop.domain.levels import Level
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import KeyTrigger, Paper, Rule, RulePack, TargetKey

NOTHING, NUMBERS = "没有", "期限和标准"
TARGETS: Mapping[TargetKey, str] = {
    "verify_rate": "核查率",
    "handover_rate": "衔接率",
    "escort_rate": "必接必送率",
    "help_rate": "帮教率",
    "place_rate": "安置率",
}
_END_RULES = {"same_day": "到对应日为止", "day_before": "到对应日的前一日为止"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be otherwise: under which head, what, as it is and as it would be."""

    head: str
    what: str
    before: str
    after: str


Facts = Mapping[str, str]  # what is told of a part of the pack, by its name


def differences(old: RulePack, new: RulePack, codes: CodeBook) -> tuple[Difference, ...]:
    """Everything that differs, part by part in the order of a pack."""
    made: list[Difference] = []
    for head, tell in _PARTS:
        before, after = tell(old, codes), tell(new, codes)
        names = [*after, *(name for name in before if name not in after)]
        pairs = ((name, before.get(name, NOTHING), after.get(name, NOTHING)) for name in names)
        made += [
            Difference(head, _rule_name(new, name) or _rule_name(old, name) or name, was, becomes)
            for name, was, becomes in pairs
            if was != becomes
        ]
    return tuple(made)


def everything(pack: RulePack, codes: CodeBook) -> tuple[Difference, ...]:
    """All that a pack says, as if it changed from nothing: ``before`` is empty."""
    return tuple(
        Difference(head, _rule_name(pack, name) or name, "", said)
        for head, tell in _PARTS
        for name, said in tell(pack, codes).items()
    )


def _periods(pack: RulePack, codes: CodeBook) -> Facts:
    types = pack.period.by_release_type.items()
    told = {codes.label("release_type", code): _said(pack, key) for code, key in types}
    return {**told, "期限怎样算": f"{_END_RULES[pack.period.end_rule]}（{pack.period.text}）"}


def _said(pack: RulePack, key: PackKey) -> str:
    return f"{pack.text(key)}{_how(pack.rule(key))}（{spell_basis(pack.rule(key).basis)}）"


def _how(rule: Rule) -> str:
    shift = "，遇节假日顺延" if rule.shift else ""
    return f"{shift}，月末没有对应日的顺到次月一日" if rule.month_end == "next" else shift


def _rules(pack: RulePack, _codes: CodeBook) -> Facts:
    periods = set(pack.period.by_release_type.values())
    others = (PackKey(key) for key in pack.rules if key not in periods)
    return {key: _said(pack, key) for key in others}


def _rule_name(pack: RulePack, key: str) -> str:
    """The sentence without its number names a rule."""
    return pack.rules[key].text.replace("{n}", "…").replace("{within}", "…") if key in pack.rules else ""


def _levels(pack: RulePack, codes: CodeBook) -> Facts:
    return {level.name: _level(pack, level, codes) for level in pack.levels}


def _level(pack: RulePack, level: Level, codes: CodeBook) -> str:
    gone = "、".join(f"“{codes.label('level', code)}”" for code in level.replaces)
    parts = [
        level.label,
        "、".join(f"{band.start} 分起" for band in sorted(level.bands, key=lambda one: one.start)),
        "有重点触发项的列入" if level.on_trigger else "",
        "优先办理" if level.urgent else "",
        "没有评估以前按这一类" if level.default else "",
        *(pack.text(step.rule) for step in level.contact),
        pack.text(level.assessment),
        f"原来的{gone}归入这一类" if gone else "",
    ]
    return "；".join(filter(None, parts))


def _whereabouts(pack: RulePack, codes: CodeBook) -> Facts:
    return {codes.label("contact_state", code): pack.text(key) for code, key in pack.contact_by_state.items()}


def _approvals(pack: RulePack, _codes: CodeBook) -> Facts:
    return {one.label: "、".join(step.name for step in one.steps) or NOTHING for one in pack.approvals}


def _triggers(pack: RulePack, _codes: CodeBook) -> Facts:
    return {one.label: _trigger(one) for one in pack.key_triggers}


def _trigger(one: KeyTrigger) -> str:
    """What in the file proposes it is named as the pack names it: field and value."""
    sources = "、".join(":".join(pair) for pair in one.sources)
    whose = "全国统一" if one.core else "本地增加"
    return f"{whose}；{f'登记表里有 {sources} 的提示' if sources else '由小组提出'}"


def _endings(pack: RulePack, codes: CodeBook) -> Facts:
    return {
        codes.label("closure_reason", one.code): "要证明材料" if one.proof else "不要证明材料"
        for one in pack.closure_reasons
    }


def _papers(pack: RulePack, _codes: CodeBook) -> Facts:
    return {one.title: _paper(pack, one) for one in pack.papers}


def _paper(pack: RulePack, one: Paper) -> str:
    since = f"，从“{one.since.label}”起" if one.since else ""
    level = f"，只限{pack.level(one.level).name}" if one.level else ""
    basis = f"，依据{spell_basis(one.basis)}" if one.basis else ""
    return f"第 {one.no} 项，{NEEDS[one.need]}{since}{level}{basis}"


def _choices(pack: RulePack, codes: CodeBook) -> Facts:
    def named(table: CodeTableName, chosen: Iterable[str]) -> str:
        return "、".join(codes.label(table, code) for code in sorted(chosen)) or NOTHING

    check, group = pack.verification, pack.group
    return {
        "核查结论，转为待释放的": named("verification_result", check.accepted),
        "核查结论，退回县局的": named("verification_result", check.returned),
        "核查结论，要两人核查的": named("verification_result", check.second_checker),
        "小组里必须有": named("member_kind", group.required_kinds),
        "小组组长": named("member_kind", [group.leader_kind]),
        "有家属的，家属进小组": "是" if group.family_if_any else "否",
        "小组里还建议有": "；".join(f"{one.words}（{spell_basis(one.basis)}）" for one in group.advice)
        or NOTHING,
        "体检时看小组里有没有": named("member_kind", pack.health.group_kinds),
        "体检认得的省级代码": "、".join(sorted(pack.health.provinces)),
    }


def _numbers(pack: RulePack, _codes: CodeBook) -> Facts:
    return {
        "档案编号": pack.case_no_pattern,
        "协议编号": pack.agreement_no_pattern,
        "函件编号": pack.letter_no_pattern,
        "诉求编号": pack.wish_no_pattern,
    }


def _targets(pack: RulePack, _codes: CodeBook) -> Facts:
    return {TARGETS[key]: f"{percent}%" for key, percent in pack.targets.items()}


def _calendar(pack: RulePack, _codes: CodeBook) -> Facts:
    return {f"{year} 年节假日": "；".join(_days_of(pack, year)) for year in sorted(pack.calendar.years)}


def _days_of(pack: RulePack, year: int) -> Iterator[str]:
    for words, days in (("放假", pack.calendar.holidays), ("周末上班", pack.calendar.workdays)):
        listed: Sequence[str] = [f"{day:%m-%d}" for day in sorted(days) if day.year == year]
        yield f"{words} {'、'.join(listed)}" if listed else f"没有{words}"


_PARTS: tuple[tuple[str, Callable[[RulePack, CodeBook], Facts]], ...] = (
    ("帮教期", _periods),
    (NUMBERS, _rules),
    ("类别", _levels),
    ("不在本地的", _whereabouts),
    ("审批", _approvals),
    ("重点触发项", _triggers),
    ("解除和终止", _endings),
    ("档案材料", _papers),
    ("核查、小组、体检", _choices),
    ("编号", _numbers),
    ("目标", _targets),
    ("节假日", _calendar),
)
