"""The levels of a rule pack's file, read and checked: every score in one band, every code one level."""

from collections.abc import Sequence
from typing import cast, get_args

from anbang_desktop.domain.levels import Band, ContactStep, Level, Levels, Tone
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.toml_table import Table, refuse_doubles


def read_levels(root: Table, rules: Sequence[str]) -> Levels:
    """All levels of the pack; TomlFault for what does not fit together."""
    tables = root.tables("levels")
    levels = tuple(_level(one, rules) for one in tables)
    refuse_doubles(tables, "code", [level.code for level in levels])
    if sum(level.default for level in levels) != 1:
        raise root.fault("levels", "应有一个、也只能有一个类别写 default = true。")
    if sum(level.on_trigger for level in levels) > 1:
        raise root.fault("levels", "重点触发项只能指向一个类别，不能有两个写 on_trigger = true。")
    _refuse_gaps(root, levels)
    return Levels(levels)


def _refuse_gaps(root: Table, levels: Sequence[Level]) -> None:
    """Every score belongs to one band, and every code means one level."""
    starts = [band.start for level in levels for band in level.bands]
    if len(set(starts)) != len(starts):
        raise root.fault("levels", "两个类别的分数段从同一个分数开始，请改正。")
    codes = [code for level in levels for code in (level.code, *level.replaces)]
    if twice := next((code for at, code in enumerate(codes) if code in codes[:at]), ""):
        raise root.fault("levels", f"“{twice}”指向了两个类别，请改正。")


def _level(table: Table, rules: Sequence[str]) -> Level:
    contact = table.tables("contact")
    steps = tuple(_contact_step(one, rules) for one in contact)
    if [step.within_days is None for step in steps] != [False] * (len(steps) - 1) + [True]:
        raise table.fault("contact", "除最后一档外都要写 within_days，最后一档不写（一直有效）。")
    return Level(
        code=table.text("code"),
        name=table.text("name"),
        label=table.text("label"),
        assessment=PackKey(table.word("assessment", rules, "规则")),
        contact=steps,
        bands=tuple(_band(one) for one in table.tables("bands")),
        default=table.flag("default"),
        urgent=table.flag("urgent"),
        on_trigger=table.flag("on_trigger"),
        tone=_tone(table),
        std=table.text("std") if "std" in table else "",
        replaces=table.texts("replaces") if "replaces" in table else (),
    )


def _band(table: Table) -> Band:
    return Band(table.number("from"), table.text("words"), _tone(table))


def _tone(table: Table) -> Tone:
    return cast("Tone", table.word("tone", get_args(Tone), "颜色")) if "tone" in table else "plain"


def _contact_step(table: Table, rules: Sequence[str]) -> ContactStep:
    within = table.number("within_days") if "within_days" in table else None
    return ContactStep(PackKey(table.word("rule", rules, "规则")), within)
