"""What a label of a number sheet counts: modifiers, measure and days, matched whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.label_words import LONGEST, NOW, Label, LabelWords, Moment, declared
from anbang_desktop.domain.period import Fixed, Relative, Span
from anbang_desktop.domain.report_words import ReportLine

NO_BLOCK, ANOTHER = "", "?"  # no group of lines yet; a group that is none of ours
BOOK, START = "BOOK_END", "BOOK_START"
_OF_DAYS: Mapping[str, Span] = {one: one for one in get_args(Relative)}
_SHORT = 2  # signs of a measure that says too little unless it is declared as it stands


@dataclass(frozen=True, slots=True)
class LabelReading:
    """The line that a label asks for ("" for none of ours), over which days, how surely and why."""

    line: str
    span: Span = "period"
    certainty: Certainty = Certainty.UNKNOWN
    why: str = ""

    @property
    def known(self) -> bool:
        """Whether it is filled without asking anybody."""
        return self.certainty is Certainty.KNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines we can count and how they are called."""

    lines: Mapping[str, ReportLine]
    words: LabelWords
    exact: Mapping[str, tuple[str, ...]] = field(repr=False)
    cores: Mapping[str, tuple[tuple[str, Label], ...]] = field(repr=False)
    homes: Mapping[str, str] = field(repr=False)
    times: frozenset[str] = field(repr=False)

    def stock(self, line: str) -> bool:
        """Whether it is counted on one day rather than over days."""
        one = self.lines[line]
        return (self.lines[one.per].set if one.rate else one.set) in self.words.stocks

    def repeated(self, line: str) -> bool:
        """Whether one person may count in it several times: 人次 and not 人数."""
        return self.lines[line].set in self.words.repeated and not self.lines[line].people

    def group(self, line: str) -> bool:
        """Whether it opens a block of 其中 lines."""
        return line in self.lines and self.lines[line].group


def index_lines(lines: Iterable[ReportLine], words: LabelWords) -> Lines:
    """The lines with every label that is declared for them."""
    listed = {one.id: one for one in lines}
    exact: dict[str, tuple[str, ...]] = {}
    cores: dict[str, tuple[tuple[str, Label], ...]] = {}
    times = set()
    for one in listed.values():
        for word in declared(one, words):
            label = words.read(word)
            if one.id not in exact.get(label.plain, ()):
                exact[label.plain] = (*exact.get(label.plain, ()), one.id)
            cores[label.core] = (*cores.get(label.core, ()), (one.id, label))
            if label.unit == "times":
                times.add(one.id)
    homes = {part: one.id for one in listed.values() for part in one.adds}
    homes |= {one.id: one.under for one in listed.values() if one.under}
    homes |= {one.id: "book_end" for one in listed.values() if one.set == BOOK and one.where}
    return Lines(listed, words, exact, cores, homes, frozenset(times))


@dataclass(slots=True)
class Block:
    """Where in a list of lines a label stands: the group it is part of."""

    lines: Lines
    now: str = NO_BLOCK
    lost: bool = False  # the last label that is no part is none of ours
    strayed: str = NO_BLOCK  # the group whose parts stand below that label

    def read(self, path: Sequence[str], unit: str = "") -> LabelReading:
        """The next label, from its upper headings to itself; ``unit`` is what a cell beside it says."""
        astray = self._astray(path)
        reading, label, uppered = _read(path, unit, ANOTHER if astray else self.now, self.lines)
        if label is None or uppered:
            return reading
        home = self.lines.homes.get(reading.line, NO_BLOCK)
        if astray:
            self.strayed = home
        elif self.lost and home and home == self.strayed:  # 一般对象 behind 其中：重点对象 of such a label
            return _read(path, unit, ANOTHER, self.lines)[0]
        if self.lines.group(reading.line) and reading.known:
            self.now, self.lost, self.strayed = reading.line, False, NO_BLOCK
        elif not label.marked and not reading.line:
            self.lost, self.strayed = True, NO_BLOCK
        elif not label.marked and reading.known and not self._inside(reading.line):
            self.now, self.lost = ANOTHER, False
        return reading

    def means(self, path: Sequence[str]) -> bool:
        """Whether a label is known where no group is open; the block stays as it is."""
        return _read(path, "", NO_BLOCK, self.lines)[0].known

    def _astray(self, path: Sequence[str]) -> bool:
        return self.lost and bool(path) and self.lines.words.read(path[-1]).marked

    def _inside(self, line: str) -> bool:
        return self.lines.homes.get(line) == self.now or line in self.lines.words.inside.get(self.now, ())


def _read(
    path: Sequence[str], unit: str, block: str, lines: Lines
) -> tuple[LabelReading, Label | None, bool]:
    """The reading, the label it is of, and whether an upper heading said the group."""
    words, moment = lines.words, ""
    said: list[tuple[str, Label]] = []
    for part in path:
        label = words.read(part)
        if label.bare and label.moment and not label.foreign and len(path) > 1 and _only_days(label, words):
            moment = label.moment if moment in ("", label.moment) else "unsure"
        elif label.plain and (part is path[-1] or label.plain not in words.blank_uppers):
            said.append((part, label))
    if not said or len(path[-1]) > LONGEST:
        return LabelReading("", why="没有写明数的是什么"), None, False
    *uppers, (_, leaf) = said
    if uppers and leaf.plain in words.totals:  # 本期新增 / 合计
        *uppers, (_, leaf) = uppers
    if unit == "times" and not leaf.unit:
        leaf = replace(leaf, unit="times")
    block, strange, told = _under(uppers, leaf, block, lines)
    reading = _settled(_match(leaf, block, lines), moment, lines)
    reading = with_unit(reading, unit, lines)
    if strange and reading.known:
        reading = replace(
            reading, certainty=Certainty.SUGGESTED, why=f"上一级“{strange}”没有认出，请确认数的是不是这一项"
        )
    return reading, leaf, told


def _only_days(label: Label, words: LabelWords) -> bool:
    """本月数, 本年累计, and not 期末: that is a measure where nothing else is said."""
    return label.moment not in ("start", "year_start", "end") or label.plain in words.blank_uppers


def _under(
    uppers: Sequence[tuple[str, Label]], leaf: Label, block: str, lines: Lines
) -> tuple[str, str, bool]:
    """The block that the upper headings say, an upper heading that nobody knows, and whether they say one."""
    told, strange = False, ""
    for text, upper in uppers:
        if upper.plain in lines.words.topics:
            block, told = ANOTHER, True
            continue
        groups = [line for line in lines.exact.get(upper.plain, ()) if lines.group(line)]
        core = (
            [line for line, _label in lines.cores.get(upper.core, ()) if lines.group(line)]
            if upper.core
            else []
        )
        if groups or core:
            block, told = (groups or core)[0], True
        elif upper.bare and upper.moment == "end":  # 期末 / 重点
            block, told = "book_end", True
        elif upper.core and upper.core in leaf.core:
            block, told = NO_BLOCK, True
        elif upper.plain not in lines.words.totals:
            strange, told = text, True
    return block, strange, told


def _match(label: Label, block: str, lines: Lines) -> LabelReading:
    if not label.plain or label.plain in lines.words.never:
        return LabelReading("", why="程序不数这一项")
    exact = _placed(lines.exact.get(label.plain, ()), block, lines)
    if exact:
        return _declared(exact, label, block, lines)
    if label.foreign:
        return LabelReading("", why=f"“{label.foreign}”使它成为另一个数，程序不数")
    named = _measured(label, block, lines)
    if not named:
        return LabelReading("", why=_why_not(label, lines))
    line, span = named[0]
    plain = any(not word.unit or label.unit for one, word in lines.cores[label.core] if one == line)
    doubt = _doubt(label, lines.lines[line].name, several=len({one for one, _span in named}) > 1)
    if not doubt and not plain and not label.moment:
        doubt = f"没有写是不是人数，多半是“{lines.lines[line].name}”，请确认"
    if doubt:
        return LabelReading(line, span, Certainty.SUGGESTED, doubt)
    whose = NO_BLOCK if label.moment in NOW else block  # 本期期满解除 is no part of 本期新增 above it
    return _part(line, span, f"数的是“{lines.lines[line].name}”", whose, lines)


def _measured(label: Label, block: str, lines: Lines) -> list[tuple[str, Span]]:
    """The lines whose measure, days and unit are those of the label."""
    found = [
        (line, span)
        for line, word in lines.cores.get(label.core, ())
        if line in _placed([line], block, lines)
        and (span := _span(label, word, line, lines)) is not None
        and (label.core or label.moment in ("start", "year_start", "end", "before"))
        and _units_agree(label, word, line, lines)
    ]
    begun = [one for one in found if lines.lines[one[0]].set == START]
    return list(dict.fromkeys(begun if label.moment in ("start", "before") and begun else found))


def _doubt(label: Label, name: str, *, several: bool) -> str:
    """Why a matching line is only offered; empty where it is known."""
    if label.moment == "unsure":
        return "期间没有说清，请确认"
    if several:
        return f"可能是“{name}”，也可能是别的，请确认"
    short = len(label.core) <= _SHORT and not label.unit and label.core and not label.moment
    return f"“{label.plain}”太短，多半是“{name}”，请确认" if short else ""


def _declared(exact: Sequence[str], label: Label, block: str, lines: Lines) -> LabelReading:
    line = exact[0]
    name = lines.lines[line].name
    if len(exact) > 1 and not (block and lines.homes.get(line) == block):
        return LabelReading(line, "period", Certainty.SUGGESTED, f"可能是“{name}”，也可能是别的，请确认")
    rivals = {one for one, word in lines.cores.get(label.core, ()) if not word.unit or not label.unit} - {
        line
    }
    if (
        lines.lines[line].under
        and block == NO_BLOCK
        and (rivals or (len(label.core) <= _SHORT and label.plain == "其他"))
    ):
        return LabelReading(line, "period", Certainty.SUGGESTED, f"没有写在哪一组里，多半是“{name}”，请确认")
    return _part(line, "period", f"名称就是“{name}”" if label.plain == name else f"即“{name}”", block, lines)


def _placed(found: Iterable[str], block: str, lines: Lines) -> list[str]:
    """A line that means something in its group only is no candidate in another; in its own it comes first."""
    fitting = [one for one in found if lines.lines[one].under in ("", block) or block == NO_BLOCK]
    return sorted(fitting, key=lambda one: not (block and lines.homes.get(one) == block))


def _part(line: str, span: Span, why: str, block: str, lines: Lines) -> LabelReading:
    """A part of a group stands for itself where no group is open; in another group it is only offered."""
    home = lines.homes.get(line, "")
    if home and block not in (NO_BLOCK, home, line):
        name = lines.lines[line].name
        return LabelReading(
            line, span, Certainty.SUGGESTED, f"不在“{lines.lines[home].name}”的下面，多半是“{name}”，请确认"
        )
    return LabelReading(line, span, Certainty.KNOWN, why)


def _span(label: Label, word: Label, line: str, lines: Lines) -> Span | None:
    """The days over which a line answers a label; None where it does not answer it."""
    if lines.stock(line):
        return _stock_span(label.moment, starts=lines.lines[line].set == START, word=word)
    return "period" if label.moment in ("", "unsure") else _OF_DAYS.get(label.moment)


def _stock_span(moment: Moment, *, starts: bool, word: Label) -> Span | None:
    if starts:  # 期初在册, 上期末在册, 年初在册
        if moment == "year_start":
            return "year"
        return (
            "period"
            if moment in ("start", "before", "unsure") and word.moment in ("start", "before")
            else None
        )
    by_moment: Mapping[str, Span] = {
        "": "period",
        "end": "period",
        "last_year": "last_year",
        **{one: _OF_DAYS[one] for one in NOW},
    }
    if moment in ("start", "before") and word.core:
        return "before"
    return "period" if moment == "unsure" else by_moment.get(moment)


def _units_agree(label: Label, word: Label, line: str, lines: Lines) -> bool:
    if (label.unit == "rate") != lines.lines[line].rate or label.unit == "money":
        return False
    times = line in lines.times
    return (label.unit in ("times", "") or label.unit == word.unit) if times else label.unit != "times"


def _same_unit(unit: str, line: str, lines: Lines) -> bool:
    """A cell beside the label may say 人 of everything, but not 元 of people, nor % of a number of them."""
    if unit == "money":
        return False
    return unit != "rate" or lines.lines[line].rate


def _settled(reading: LabelReading, moment: str, lines: Lines) -> LabelReading:
    """With the days of the column of numbers: 本年累计, 上年同期."""
    if not reading.line or moment in ("", "period", "end") or moment == reading.span:
        return reading
    days = _days_of(moment)
    if days and (reading.span == "period" or (reading.span in NOW and moment not in NOW)):
        told = replace(reading, span=days)
        at_end = lines.lines[reading.line].set in lines.words.done
        if at_end and reading.known and moment not in ("before", "month") and not moment[0].isdecimal():
            why = "可能问这段时间里办了多少，程序数的是期末有多少，请确认"
            return replace(told, certainty=Certainty.SUGGESTED, why=why)
        return told
    return replace(reading, certainty=Certainty.UNKNOWN, line="", why="行和列说的期间合不到一起")


def _days_of(moment: str) -> Span | None:
    """The span that a heading of days says; a printed period is its own."""
    return Fixed(moment) if moment[0].isdecimal() else _OF_DAYS.get(moment)


def with_unit(reading: LabelReading, unit: str, lines: Lines) -> LabelReading:
    """The same label beside a cell that says a unit: none where that counts something else."""
    if unit and reading.line and not _same_unit(unit, reading.line, lines):
        return LabelReading("", why="旁边写的单位与这一项数的不是一回事")
    return reading


def with_days(reading: LabelReading, moment: str, lines: Lines) -> LabelReading:
    """The same label under a column of other days."""
    return _settled(reading, moment, lines)


def _why_not(label: Label, lines: Lines) -> str:
    for word in sorted(lines.exact, key=len, reverse=True):
        if len(word) > _SHORT and word in label.plain and word != label.plain:
            rest = label.plain.replace(word, "…", 1)
            return f"里面有“{word}”，但“{rest}”说的是另一个数"
    return "没有这样的项目"
