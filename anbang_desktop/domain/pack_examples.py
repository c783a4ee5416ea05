"""The worked examples that a rule pack carries: what its county reckoned by hand. A pack of which one comes
out otherwise is refused.
"""

from collections.abc import Sequence
from datetime import date

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.levels import Levels
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import Example, RulePack
from anbang_desktop.domain.toml_table import Table

_KINDS = ("rule", "release_type", "last", "assessed", "score")


def read_examples(root: Table, levels: Levels, codes: CodeBook, rules: Sequence[str]) -> tuple[Example, ...]:
    """The examples of a pack's file, at least one; TomlFault for one that says nothing to reckon."""
    return tuple(_example(one, levels, codes, rules) for one in root.tables("examples"))


def _example(table: Table, levels: Levels, codes: CodeBook, rules: Sequence[str]) -> Example:
    given = [kind for kind in _KINDS if kind in table]
    if len(given) != 1:
        raise table.fault("name", f"{'、'.join(_KINDS)} 里要写一项，只能写一项。")
    kind, name = given[0], table.text("name")
    codes_of = [level.code for level in levels]
    if kind == "score":
        return Example(
            name,
            table.word("result", codes_of, "类别"),
            score=table.number("score"),
            triggered=table.flag("triggered"),
        )
    result = table.day("result")
    if kind == "rule":
        return Example(name, result, PackKey(table.word("rule", rules, "规则")), table.day("start"))
    if kind == "release_type":
        types = [item.code for item in codes["release_type"]]
        release = table.word("release_type", types, "释放类别")
        return Example(name, result, start=table.day("start"), release_type=release)
    states = [item.code for item in codes["contact_state"]]
    return Example(
        name,
        result,
        level=table.word("level", codes_of, "类别"),
        registered=table.day("registered"),
        last=table.day("last") if kind == "last" else None,
        assessed=table.day("assessed") if kind == "assessed" else None,
        contact_state=table.word("contact_state", states, "联系状态") if "contact_state" in table else "",
    )


def come_out(pack: RulePack, one: Example) -> date | str:
    """What the pack makes of an example."""
    if one.score is not None:
        return pack.levels.suggested(one.score, triggered=one.triggered).code
    if one.rule is not None and one.start is not None:
        return reckoning.deadline(pack, one.rule, "", one.start).result
    if one.release_type and one.start is not None:
        return reckoning.period_end(pack, one.release_type, one.start).result
    came = one.registered or date.min
    if one.last is not None:
        return reckoning.next_contact(pack, one.level, came, one.last, one.contact_state).result
    return reckoning.next_assessment(pack, one.level, came, one.assessed).result


def refuse_failing(root: Table, pack: RulePack) -> None:
    """TomlFault for the first example that comes out otherwise than the pack says."""
    for at, one in enumerate(pack.examples):
        found = come_out(pack, one)
        if found != one.result:
            said, made = (_words(pack, each) for each in (one.result, found))
            words = f"示例“{one.name}”写的是{said}，按这些规则算出来是{made}。"
            raise root.fault(("examples", at, "result"), words)


def _words(pack: RulePack, value: date | str) -> str:
    return chinese(value) if isinstance(value, date) else f"“{pack.level(value).name}”"
