"""照录: the screen of another system as a list of lines, in its order and its words; and how it wants days
and codes written. The systems stand in ``resources/copying``; an office may add its own.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import partial

from anbang_desktop.domain.sheet_form import Form, coded, format_in
from anbang_desktop.domain.toml_table import Table, read_toml, refuse_doubles

WHAT = "照录次序"


class Written(StrEnum):
    """How a coded value is written."""

    WORDS = "words"
    CODE = "code"
    BOTH = "both"  # 01 落实责任田


class DayStyle(StrEnum):
    """How a day is written."""

    ISO = "2026-03-05"
    SLASHES = "2026/03/05"
    DOTS = "2026.03.05"
    DIGITS = "20260305"
    CHINESE = "2026年3月5日"
    MONTH = "2026-03"


class Column(StrEnum):
    """Where the code tables keep the code that the other system uses: beside ours, or nowhere."""

    STD = "std"
    MINISTRY = "ministry"
    OWN = "own"  # the pairs of the file say it


@dataclass(frozen=True, slots=True)
class CopyDatum:
    """What the reading of a file must know of a datum: its code table; whether it is a day, or an answer."""

    table: str = ""
    day: bool = False
    answer: bool = False


@dataclass(frozen=True, slots=True)
class TheirCodes:
    """The other system's codes for one of our tables. ``names`` are its own words by its codes, in its
    order; ``pairs`` our codes by its codes where our tables don't know them.
    """

    by: Column
    names: Mapping[str, str]
    pairs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One line as it is printed there, and the datum that stands in it."""

    section: str
    label: str
    field: str
    written: Written = Written.WORDS
    days: DayStyle = DayStyle.ISO

    @property
    def key(self) -> str:
        """By which the line is kept in an order and remembered: unlike the place, it outlives a new order."""
        return f"{self.section}/{self.label}"


@dataclass(frozen=True, slots=True)
class CopySystem:
    """One screen of one system. ``told`` says what its order follows; ``hidden`` are lines (by their keys)
    that the office doesn't want to see.
    """

    id: str
    name: str
    told: str
    lines: tuple[CopyLine, ...]
    codes: Mapping[str, TheirCodes]
    hidden: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[CopyLine, ...]:
        """The lines to see, in their order."""
        return tuple(one for one in self.lines if one.key not in self.hidden)


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """The order that an office gave to the lines of a system, and which it hides; by their keys."""

    order: tuple[str, ...]
    hidden: frozenset[str]


def parse_system(text: str, data: Mapping[str, CopyDatum]) -> CopySystem:
    """Read one system; ``data`` is what a line may hold. TomlFault names the line of what is wrong."""
    return read_toml(text, WHAT, partial(_system, data=data))


def _system(root: Table, data: Mapping[str, CopyDatum]) -> CopySystem:
    id_, name = root.text("id").strip(), root.text("name").strip()
    for key, said in (("id", id_), ("name", name)):
        if not said:
            raise root.fault(key, "不能空着。")
    codes = _codes(root, {one.table for one in data.values() if one.table}) if "codes" in root else {}
    lines = tuple(_lines(root, data))
    return CopySystem(id_, name, root.text("told") if "told" in root else "", lines, codes)


def _lines(root: Table, data: Mapping[str, CopyDatum]) -> Iterator[CopyLine]:
    sections = root.tables("sections")
    titles = [one.text("title") for one in sections]
    refuse_doubles(sections, "title", titles)
    for section, title in zip(sections, titles, strict=True):
        rows = section.tables("lines")
        refuse_doubles(rows, "label", [one.text("label") for one in rows])
        for row in rows:
            yield _line(title, row, data)


def _line(section: str, row: Table, data: Mapping[str, CopyDatum]) -> CopyLine:
    field = row.text("field")
    if field not in data:
        like = get_close_matches(field, data, n=3)
        raise row.fault("field", f"没有“{field}”这一项{f'，是不是“{like[0]}”' if like else ''}。")
    known = data[field]
    line = CopyLine(section, row.text("label"), field)
    if "written" in row:
        if not known.table and not known.answer:
            raise row.fault("written", "这一项没有代码，不用写 written。")
        line = replace(line, written=row.member("written", Written, "写法"))
    if "days" in row:
        if not known.day:
            raise row.fault("days", "这一项不是日期，不用写 days。")
        line = replace(line, days=row.member("days", DayStyle, "日期写法"))
    return line


def _codes(root: Table, tables: Collection[str]) -> dict[str, TheirCodes]:
    rows = root.tables("codes")
    names = [one.word("table", sorted(tables), "代码表") for one in rows]
    refuse_doubles(rows, "table", names)
    return {name: _their_codes(row) for name, row in zip(names, rows, strict=True)}


def _their_codes(row: Table) -> TheirCodes:
    by = row.member("by", Column, "对照")
    return TheirCodes(
        by,
        dict(row.pairs("names", str, str)) if "names" in row else {},
        {ours: theirs for theirs, ours in row.pairs("pairs", str, str)} if "pairs" in row else {},
    )


def in_order(system: CopySystem, order: CopyOrder | None) -> CopySystem:
    """The system in the order of the office; a line that the order doesn't know (a newer version has it)
    comes at the end.
    """
    if order is None:
        return system
    known = {one.key: one for one in system.lines}
    placed = [known[key] for key in order.order if key in known]
    fresh = [one for one in system.lines if one.key not in order.order]
    return replace(system, lines=(*placed, *fresh), hidden=order.hidden & known.keys())


def spell_system(system: CopySystem) -> str:
    """The file of a system, as ``parse_system`` reads it: to begin a system of one's own with. Lines stand in
    their order; a section that another one interrupts is spelled once, and hidden lines are left out.
    """
    lines = [f"{key} = {_spelled(said)}" for key, said in _facts(system)]
    for table, theirs in system.codes.items():
        lines += ["", "[[codes]]", f"table = {_spelled(table)}", f"by = {_spelled(theirs.by)}"]
        if theirs.names:
            lines.append(f"names = {_spelled([list(pair) for pair in theirs.names.items()])}")
        if theirs.pairs:
            lines.append(f"pairs = {_spelled([[code, ours] for ours, code in theirs.pairs.items()])}")
    for title in dict.fromkeys(one.section for one in system.shown):
        lines += ["", "[[sections]]", f"title = {_spelled(title)}", "lines = ["]
        lines += [f"    {{ {_spelled_line(one)} }}," for one in system.shown if one.section == title]
        lines.append("]")
    return "\n".join(lines) + "\n"


def _facts(system: CopySystem) -> tuple[tuple[str, str], ...]:
    return (("id", system.id), ("name", system.name), ("told", system.told))


def _spelled_line(line: CopyLine) -> str:
    parts = [("label", line.label), ("field", line.field)]
    if line.written is not Written.WORDS:
        parts.append(("written", line.written))
    if line.days is not DayStyle.ISO:
        parts.append(("days", line.days))
    return ", ".join(f"{key} = {_spelled(said)}" for key, said in parts)


def _spelled(said: object) -> str:
    """A text or a list of texts: JSON's spelling of these is TOML's too."""
    return json.dumps(said, ensure_ascii=False)


def day_words(day: date, style: DayStyle) -> str:
    """A day in the other system's style."""
    return str(format_in(day, _FORMS[style]))


_FORMS = {
    DayStyle.ISO: Form(day="dash"),
    DayStyle.SLASHES: Form(day="slash"),
    DayStyle.DOTS: Form(day="dot"),
    DayStyle.DIGITS: Form(day="compact"),
    DayStyle.CHINESE: Form(day="chinese"),
    DayStyle.MONTH: Form(day="dash", month=True),
}


def code_words(code: str, name: str, written: Written) -> str:
    """A code, its name, or both; without a code the name, and nothing where only a code is wanted."""
    if written is Written.WORDS:
        return name or code
    return coded(code, name, both=written is Written.BOTH)
