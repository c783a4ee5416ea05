"""report stats and report summary: 统计 of a period, and the texts that tell it."""

import argparse
from pathlib import Path
from typing import cast

from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.domain.period_steps import StepKind
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics import figures, overview, summary
from anbang_desktop.services.statistics.overview import Statistics
from anbang_desktop.services.statistics.summary import Kind
from anbang_desktop.services.statistics.words import STEP_NAMES, figure_words, percent

_PERIOD = "2026-11、2026Q4、2026H1、2026 或 2026-11-01..2026-11-30"


def add(report: Commands) -> None:
    """The commands of this subject, under ``report``."""
    stats = leaf(report, "stats", "统计：比率、人数变化、人员结构（只有人数）", with_desk(_stats))
    stats.add_argument("--period", required=True, help=_PERIOD)
    steps = "，".join(f"{kind} 按{name}" for kind, name in STEP_NAMES.items())
    stats.add_argument("--steps", choices=tuple(STEP_NAMES), default="month", help=steps)
    text = leaf(report, "summary", "小结、工作计划存成 PDF", with_desk(_summary))
    kinds = "，".join(f"{kind} {name}" for kind, name in summary.KINDS.items())
    text.add_argument("--kind", choices=tuple(summary.KINDS), required=True, help=kinds)
    text.add_argument("--period", required=True, help=_PERIOD)
    text.add_argument("--out", required=True, metavar="FILE.pdf")
    replaceable(text)


def _stats(desk: Desk, arguments: argparse.Namespace) -> object:
    kind = cast("StepKind", arguments.steps)
    seen = overview.Kept(desk).read(arguments.period, kind)
    return Told(_values(seen), _lines(seen))


def _values(seen: Statistics) -> dict[str, object]:
    names = {line.id: line.name for line in figures.lines().values()}
    return {
        "period": seen.period.text,
        "from": seen.period.start,
        "until": seen.until,
        "rates": [
            {
                "line": one.words.line,
                "name": one.name,
                "percent": None if one.value is None else percent(one.value),
                "part": len(one.part),
                "whole": len(one.whole),
                "how": one.words.how,
            }
            for one in seen.rates
        ],
        "lines": [
            {"line": line, "name": names[line], "value": figure_words(number.value)}
            for line, number in seen.numbers.items()
        ],
        "steps": [
            {"period": one.period.text, "on_books": one.stock, "came": one.came, "left": one.left}
            for one in seen.steps
        ],
        "structure": {
            one.id: [{"group": group.label, "people": len(group.cases)} for group in one.groups]
            for one in seen.structures
        },
        "villages": [
            {"village": one.name, "people": one.people, "parts": dict(zip(_parts(), one.parts, strict=True))}
            for one in seen.villages
        ],
    }


def _parts() -> tuple[str, ...]:
    return figures.plan().broken_down


def _lines(seen: Statistics) -> list[str]:
    rates = [
        "\t".join(
            (
                one.name,
                figure_words(one.value),
                f"{one.words.part} {len(one.part)}",
                f"{one.words.whole} {len(one.whole)}",
            )
        )
        for one in seen.rates
    ]
    steps = [f"{one.period.label}\t在册 {one.stock}\t新增 {one.came}\t减少 {one.left}" for one in seen.steps]
    groups = [
        f"{one.name}\t{group.label}\t{len(group.cases)} 人" for one in seen.structures for group in one.groups
    ]
    return [
        f"{seen.period.label}，算到 {seen.until}，期末在册 {len(seen.on_books)} 人",
        *rates,
        *steps,
        *groups,
    ]


def _summary(desk: Desk, arguments: argparse.Namespace) -> object:
    period = summary.period_for(arguments.kind, arguments.period)
    out = target(arguments, Path(arguments.out), ".pdf")
    text = summary.write(desk, cast("Kind", arguments.kind), period)
    file = summary.save(desk, text, out)
    return Told({"files": [str(file)], "text": text.plain}, [str(file)])
