"""What the texts of a 小结 may name, and its value: numbers, how they differ, what they are made of."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.states import STATES, Standing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics import figures as counting
from anbang_desktop.services.statistics.figures import Figures
from anbang_desktop.services.statistics.overview import BOOK_END
from anbang_desktop.services.statistics.words import change_words, figure_words
from anbang_desktop.storage.queries import statistics as query

if TYPE_CHECKING:
    from anbang_desktop.domain.report_words import ReportLine

_UNIT = re.compile(r"（(.+)）$")  # of 走访（人次）
PLAIN = {
    "单位": "单位",
    "期间": "期间",
    "计划期": "计划期",
    "截至": "截至哪天",
    "成文日期": "成文日期",
}
_AHEAD = {"预计释放": "预计释放人数", "将期满": "将期满人数", "没落实帮教": "没落实帮教人数"}
_HELPED = ("help_due", "help_done")  # the whole and the part of whom help is in force
_ANY, _HELPS = "_any", "帮扶_parts"
_ENDINGS = ("", _ANY, "_change", "_year_change", "_parts")


def slots() -> Mapping[str, str]:
    """What a text may name: each line of the number sheet by its id, what it is called; ``X_change`` and
    ``X_year_change`` say how it differs from the period before and from the year before, ``X_parts`` what it
    is made of, ``X_any`` is empty where it is 0.
    """
    made = {**PLAIN, _HELPS: "落实的帮扶"}
    for name, label in _AHEAD.items():
        made |= {name: label, f"{name}{_ANY}": label}
    for line in counting.lines().values():
        name = line.name.removeprefix("其中：")
        made |= {
            line.id: name,
            f"{line.id}_change": f"{name}比上期",
            f"{line.id}_year_change": f"{name}比去年同期",
        }
        made |= {f"{line.id}{_ANY}": name}
        if line.adds:
            made |= {f"{line.id}_parts": f"{name}的组成"}
    return made


def lines_of(used: Collection[str]) -> set[str]:
    """The lines that a text names by those words, with what they add up from."""
    lines = counting.lines()
    named = {line for line in lines if any(f"{line}{ending}" in used for ending in _ENDINGS)}
    helps = counting.plan().helps if _HELPS in used else ()
    helped = _HELPED if any(name in used for name in _AHEAD) else ()
    return {*named, *helps, *helped, BOOK_END, *(part for line in named for part in lines[line].adds)}


def plain(desk: Desk, told: Period, period: Period) -> dict[str, str]:
    """What is no number; ``told`` is counted, ``period`` is what the text is about."""
    return {
        "单位": desk.office.name,
        "期间": told.label,
        "计划期": period.label,
        "截至": chinese(min(told.end, desk.today)),
        "成文日期": chinese(desk.today),
    }


def ahead(desk: Desk, period: Period, now: Figures) -> dict[str, str]:
    """What the period that is planned brings, as far as it is known today."""
    there = frozenset(now[BOOK_END].cases)
    coming = frozenset(one.code for one in STATES if one.standing is Standing.COMING)
    with desk.store.read() as connection:
        ending = sum(one in there for one in query.ending_in(connection, period.start, period.end))
        released = query.released_in(connection, max(period.start, desk.today), period.end, coming)
    whole, part = (len(now[line].cases) if line in now else 0 for line in _HELPED)
    found = dict(zip(_AHEAD, (released, ending, whole - part), strict=True))
    return {name: str(count) for name, count in found.items()} | {
        f"{name}{_ANY}": str(count or "") for name, count in found.items()
    }


def of_lines(counted: Mapping[str, Figures], than: str) -> dict[str, str]:
    """The counted lines. ``counted``: the period under "", those it is compared with under the ending of the
    slot; ``than`` says which the period before is (比上期).
    """
    now, words = counted[""], {"_change": than, "_year_change": "比去年同期"}
    made: dict[str, str] = {}
    lines = counting.lines()
    for line in (lines[one] for one in now if one in lines):
        value = now[line.id].value
        made[line.id] = "" if value is None else figure_words(value)
        made[f"{line.id}{_ANY}"] = made[line.id] if value else ""
        unit = "" if line.rate else _unit(line)
        for which, compared in words.items():
            then = counted[which]
            made[f"{line.id}{which}"] = (
                _change(value, then[line.id].value, compared, unit) if _known(then) else ""
            )
        if line.adds:
            parts = ((lines[part].name, now[part].value) for part in line.adds if part in now)
            made[f"{line.id}_parts"] = "、".join(
                f"{name.rpartition('：')[2]}{count}人" for name, count in parts if count
            )
    given = ((lines[one], now[one].value) for one in counting.plan().helps if one in now)
    made[_HELPS] = "、".join(
        f"{_UNIT.sub('', line.name)}{count}{_unit(line)}" for line, count in given if count
    )
    return made


def _unit(line: "ReportLine") -> str:
    """What its number counts: 人, 人次, 件."""
    found = _UNIT.search(line.name)
    return found[1] if found else "人"


def _change(now: int | Decimal | None, then: int | Decimal | None, compared: str, unit: str) -> str:
    said = change_words(now, then).replace(" ", "")
    if not said:
        return ""
    if said == "持平":
        return f"{compared.replace('比', '与', 1)}持平"
    return f"{compared}{said}{unit}"


def _known(figures: Figures) -> bool:
    """Whether the office had anything at all then: before it began nothing is compared."""
    return any(one.cases for one in figures.values())
