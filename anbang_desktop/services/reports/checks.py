"""What must add up before a sheet goes to the county (domain.md §5.3); each check is a sentence with its
numbers.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.numbers import Number
from anbang_desktop.domain.period import Period, Span, span_words
from anbang_desktop.domain.report_words import ReportLine
from anbang_desktop.domain.row_sets import RowKind, RowSet
from anbang_desktop.domain.rule_pack import TargetKey

# lines of resources/report/numbers.toml
BOOK_START, NEW, LEFT, BOOK_END = "book_start", "new", "left", "book_end"
VISITS, OVERDUE = "visits", "overdue_close"
TALKS, NOT_MET = "talks", "not_met"
Figure = int | Decimal
# the line that says how many rows a roster has, case by case
ROWS_OF = {
    "R01": BOOK_END,
    "R01.2": "refused",
    "R01.3": "place_open",
    "R01.4": "place_done",
    "R01.5": "end_general",
    "R02": NEW,
    "R02.1": "new_transfer",
    "R03": LEFT,
    "R03.1": "left_expired",
    "R03.3": "left_transfer",
    "R03.4": "left_death",
    "R03.5": "left_reoffence",
    "R04": "end_key",
    "R06": "escort_due",
    "R08": "assessments",
    "R11.1": "handover_open",
    "R12.1": "end_split",
    "R13": "reoffended",
}


@dataclass(frozen=True, slots=True)
class Check:
    """What was compared, in words with the numbers, and whether it holds."""

    what: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Before:
    """The end of the period before, as it was last reported; ``told`` names the cases whose past was
    entered later, ``since`` those of which something was corrected or voided after it went up.
    """

    label: str
    book_end: frozenset[int]
    told: frozenset[int]
    since: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A roster: its set, the name of its sheet, whose each row is."""

    set: RowSet
    sheet: str
    cases: Sequence[int]


@dataclass(frozen=True, slots=True)
class Cells:
    """The lines of one number sheet in one span, as they will stand there: written, or made by the county's
    own formulas.
    """

    sheet: str
    span: Span
    figures: Mapping[str, int | Decimal | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the checks compare: the numbers, the rosters, the lines the blank prints and what stands in their
    cells, the county's formulas, the last report.
    """

    numbers: Mapping[str, Number]
    rosters: Sequence[Listed]
    lines: Sequence[ReportLine]
    printed: frozenset[str]
    formulas: Mapping[str, Decimal]
    before: Before | None
    visits: int
    names: Mapping[int, str]
    targets: Mapping[TargetKey, int]
    opened: Mapping[date, Sequence[int]] = field(default_factory=dict)  # 建账: who was entered, by its day
    period: Period | None = None
    cells: Sequence[Cells] = ()
    withheld: frozenset[int] = frozenset()  # counted and never named


def checks(evidence: Evidence) -> tuple[Check, ...]:
    """All checks in the order a clerk reads the sheet."""
    every = (
        _balance,
        _start,
        _opening,
        _since,
        _of_spans,
        _rosters,
        _subtotals,
        _exclusive,
        _shares,
        _visits,
        _formulas,
        _targets,
    )
    return tuple(check for make in every for check in make(evidence))


def _count(evidence: Evidence, line: str) -> int:
    return len(evidence.numbers[line].cases)


def _balance(evidence: Evidence) -> Iterator[Check]:
    """On the cells of the sheet where they print it, else on the counted numbers."""
    told = [cells for cells in evidence.cells if cells.span == "period" and BOOK_END in cells.figures]
    if not told:
        yield _adds_up("", *(_count(evidence, line) for line in (BOOK_START, NEW, LEFT, BOOK_END)))
    for cells in told:
        figures = [_cell(evidence, cells, line) for line in (BOOK_START, NEW, LEFT, BOOK_END)]
        where = f"“{cells.sheet}”" if len(told) > 1 else ""
        yield _adds_up(where, *figures)


def _adds_up(where: str, start: Figure, new: Figure, left: Figure, end: Figure) -> Check:
    right = end == start + new - left
    return Check(f"{where}期末在册 {end} = 期初 {start} + 新增 {new} − 减少 {left}", right)


def _cell(evidence: Evidence, cells: Cells, line: str) -> Figure:
    """What stands in a line's cell; of a line that is not printed, the sum of those it adds up of where all
    of them are, else what was counted.
    """
    held = cells.figures.get(line)
    if held is not None:
        return _whole(held)
    parts = next((one.adds for one in evidence.lines if one.id == line), ())
    told = [cells.figures.get(part) for part in parts]
    if told and None not in told:
        return _whole(sum(Decimal(one) for one in told if one is not None))
    return _count(evidence, line)


def _whole(figure: int | Decimal) -> Figure:
    return int(figure) if figure == int(figure) else figure


def _of_spans(evidence: Evidence) -> Iterator[Check]:
    """Other spans (本年累计, 上年同期) add up among themselves, where all four are printed."""
    for cells in evidence.cells:
        lines = (BOOK_START, NEW, LEFT, BOOK_END)
        held = [cells.figures[line] for line in lines if cells.figures.get(line) is not None]
        if cells.span != "period" and len(held) == len(lines):
            yield _adds_up(f"{span_words(cells.span)}：", *(_whole(one) for one in held if one is not None))


def _since(evidence: Evidence) -> Iterator[Check]:
    """What was corrected or voided after the last sheet went up is told with its people."""
    before = evidence.before
    if before is not None and before.since:
        words = _named("更正或者作废过", frozenset(before.since), evidence)
        yield Check(f"{before.label}报送以后，{words}的内容，数字可能和那时不同", ok=True)


def _start(evidence: Evidence) -> Iterator[Check]:
    now, before = frozenset(evidence.numbers[BOOK_START].cases), evidence.before
    if before is None:
        yield Check(f"期初在册 {len(now)}：以前没有报过上期，按档案历史计", ok=True)
    elif now == before.book_end:
        yield Check(f"期初在册 {len(now)} = {before.label}报的期末 {len(before.book_end)}", ok=True)
    else:
        more, less = now - before.book_end, before.book_end - now
        words = "，".join(
            part for part in (_named("增加", more, evidence), _named("减少", less, evidence)) if part
        )
        yield Check(
            f"更正：期初在册 {len(now)}，{before.label}报的期末是 {len(before.book_end)}；{words}",
            (more | less) <= before.told,
        )


def _opening(evidence: Evidence) -> Iterator[Check]:
    """The opening balance is told with its day; a period before it has no whole numbers here."""
    span = evidence.period
    for day, cases in sorted(evidence.opened.items()):
        if span is not None and day in span:
            words = f"期初在册里有 {len(cases)} 人是{chinese(day)}建账登记的，不算本期新增"
            yield Check(f"{words}；建账以前的走访、评估等次数不在本所的数字里", ok=True)
    first = min(evidence.opened, default=None)
    if first is not None and span is not None and span.end < first:
        yield Check(f"本所从{chinese(first)}建账，这一期在建账以前，数字不全，请不要上报", ok=False)


def _named(word: str, cases: frozenset[int], evidence: Evidence) -> str:
    names = [evidence.names.get(case, "封存，不列") for case in sorted(cases)]
    return (
        f"{word} {len(cases)} 人（{'、'.join(names[:3])}{'等' if len(names) > 3 else ''}）" if cases else ""
    )


def _rosters(evidence: Evidence) -> Iterator[Check]:
    """Every counted head stands on its roster or is withheld, and every row is counted."""
    for one in evidence.rosters:
        line = ROWS_OF.get(one.set.id, "")
        number = evidence.numbers.get(line)
        if number is None:
            continue
        name = "花名册" if line == BOOK_END else one.set.name
        rows, times, label = (
            ("人", "人", "期末在册") if line == BOOK_END else ("行", "次", _name_of(evidence, line))
        )
        hidden = [case for case in number.cases if case in evidence.withheld]
        apart = Counter(number.cases)
        apart.subtract([*one.cases, *hidden])
        more = frozenset(case for case, left in apart.items() if left)
        rest = f"；{_named('对不上', more, evidence)}" if more else ""
        unnamed = f" + 按规定不列名 {len(hidden)} {rows}" if hidden else ""
        words = f"{name} {len(one.cases)} {rows}{unnamed} = {label} {len(number.cases)} {times}"
        yield Check(f"{words}，逐人相符{rest}", not more)
    ledger = next((one for one in evidence.rosters if one.set.lists is RowKind.CONTACT), None)
    lines = (VISITS, TALKS, NOT_MET)
    if ledger is not None and evidence.numbers.keys() >= {*lines}:
        every = [case for line in lines for case in evidence.numbers[line].cases]
        hidden = [case for case in every if case in evidence.withheld]
        unnamed = f" + 按规定不列名 {len(hidden)} 行" if hidden else ""
        words = f"{ledger.set.name} {len(ledger.cases)} 行{unnamed} = 走访、谈话、未遇共 {len(every)} 人次"
        yield Check(words, len(every) == len(ledger.cases) + len(hidden))


def _name_of(evidence: Evidence, line: str) -> str:
    return next((one.name for one in evidence.lines if one.id == line), line)


def _subtotals(evidence: Evidence) -> Iterator[Check]:
    for line in evidence.lines:
        parts = [part for part in line.adds if part in evidence.printed]
        if line.id in evidence.printed and parts:
            whole, values = evidence.numbers[line.id], [evidence.numbers[part] for part in parts]
            words = " + ".join(str(len(part.cases)) for part in values)
            missed = set(whole.cases) - {case for part in values for case in part.cases}
            rest = f"；{_named('没有对应的行', frozenset(missed), evidence)}" if missed else ""
            yield Check(
                f"{line.name} {len(whole.cases)} = {words}{rest}",
                len(whole.cases) == sum(len(part.cases) for part in values),
            )


def _exclusive(evidence: Evidence) -> Iterator[Check]:
    for line in evidence.lines:
        parts = [evidence.numbers[part].cases for part in line.adds if part in evidence.printed]
        if line.id in evidence.printed and parts:
            times, whole = (
                Counter(case for part in parts for case in part),
                Counter(evidence.numbers[line.id].cases),
            )
            twice = frozenset(case for case, count in times.items() if count > whole[case])
            yield Check(
                f"{line.name}的各行里没有人重复计算{'：' + _named('重复', twice, evidence) if twice else ''}",
                not twice,
            )


def _shares(evidence: Evidence) -> Iterator[Check]:
    for line in evidence.lines:
        if line.rate and line.id in evidence.printed:
            part, whole = evidence.numbers[line.of].cases, evidence.numbers[line.per].cases
            outside = frozenset(part) - frozenset(whole)
            fits = line.outside or not outside
            rest = "" if fits else f"，{_named('分母以外', outside, evidence)}"
            yield Check(f"{line.name} {len(part)} / {len(whole)}{rest}", fits)


def _targets(evidence: Evidence) -> Iterator[Check]:
    """What the county aims at, and how far it is: told, no mistake of the sheet."""
    for line in evidence.lines:
        target = next((percent for key, percent in evidence.targets.items() if key == line.id), None)
        value = evidence.numbers[line.id].value if line.id in evidence.numbers else None
        if target is not None and value is not None:
            there = Decimal(value) * 100 >= target
            words = "已达到" if there else "还没有达到"
            yield Check(f"{line.name}目标 {target}%，{words}", ok=True)


def _visits(evidence: Evidence) -> Iterator[Check]:
    if VISITS in evidence.printed:
        told = _count(evidence, VISITS)
        yield Check(f"走访 {told} 人次 = 走访记录 {evidence.visits} 条", told == evidence.visits)


def _formulas(evidence: Evidence) -> Iterator[Check]:
    names = {line.id: line.name for line in evidence.lines}
    for line, result in evidence.formulas.items():
        ours = evidence.numbers[line].value
        shown = result.normalize() if result % 1 else int(result)
        yield Check(
            f"表里的公式算得{names[line]} {shown}，与名册相符", ours is not None and Decimal(ours) == result
        )
