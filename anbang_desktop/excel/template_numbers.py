"""Learns a number sheet: labels with one or several columns of numbers, or numbers under headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.label_reading import Block, LabelReading, Lines, with_days, with_unit
from anbang_desktop.domain.label_words import NOW, Unit
from anbang_desktop.domain.period import fixed
from anbang_desktop.domain.sheet_form import Form, form_of
from anbang_desktop.excel.template import Column, SheetLayout
from anbang_desktop.excel.template_grid import Grid
from anbang_desktop.excel.template_phrases import unit_in
from anbang_desktop.excel.template_rows import DEEP, FOOTER, blanks, is_ruler

_MONTHS = re.compile(r"^\d{1,2}月份?$|季度$|^(?:20)?\d{2}年")
_HALVES = {"上半年": "first_half", "下半年": "second_half"}
FEW_LINES = 4  # fewest recognised lines
FEW_HEADED = 2  # the same under a heading that says 项目 and 数量
_LONGEST_FORM = 400  # rows of a number sheet
_LONGEST_LABEL = 25  # letters of a label below the last one that is known; what is longer is a note
_LOOKED_AT = 60  # rows in which a column of labels without a heading must have its first
_STOREYS = 4  # rows of a heading over a line of numbers
_NUMBER_HEADS = frozenset(
    (
        "数量",
        "人数",
        "数",
        "合计",
        "本期",
        "本期数",
        "数值",
        "填报数",
        "数据",
        "填报",
        "总数",
        "小计",
        "数量人",
        "数字",
        "实际数",
        "填报数据",
    )
)
_LABEL_HEADS = frozenset(
    (
        "统计项目",
        "项目",
        "指标",
        "指标名称",
        "统计指标",
        "内容",
        "项目名称",
        "统计内容",
        "类别",
        "分类",
        "统计类别",
        "名称",
        "工作项目",
        "事项",
        "统计事项",
        "主要指标",
    )
)
_UNIT_HEADS = frozenset(("单位", "计量单位", "计算单位"))
_OTHER_HEADS = frozenset(("序号", "行次", "编号", "代码", "指标代码", "备注", "说明", "栏次"))
_OWN_ROWS = ("合计", "总计", "本所", "本司法所", "司法所", "本单位", "全所", "小计", "本镇", "本乡")
_UNIT_COLUMNS = (
    "填报单位",
    "单位名称",
    "单位",
    "司法所",
    "司法所名称",
    "乡镇",
    "乡镇街道",
    "街道乡镇",
    "报送单位",
)
_PERIOD_COLUMNS = ("时间", "期间", "统计时间", "统计期间", "时期")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A column of numbers: its heading and the days this says."""

    at: int
    head: str
    days: str
    unit: Unit = ""


@dataclass(frozen=True, slots=True)
class _Strip:
    """Columns that belong together: labels, a unit, numbers; ``strange`` are headed by nothing we count."""

    labels: tuple[int, ...]
    unit: int
    numbers: tuple[_Numbers, ...]
    strange: tuple[_Numbers, ...]


def learn_numbers(grid: Grid, lines: Lines) -> SheetLayout:
    """The number sheet with the most lines that we know: labels beside their numbers, or above them."""
    found = (_beside(grid, lines), _above(grid, lines))
    sheet = _own_days(max(found, key=lambda one: len(one.known)))
    fewest = FEW_HEADED if _head_row(grid) else FEW_LINES
    return sheet if len({one.field for one in sheet.known}) >= fewest else SheetLayout(grid.name, "numbers")


def _own_days(sheet: SheetLayout) -> SheetLayout:
    """本月 (or 本季) alone is the sheet's own period; where a sheet says both, or one beside 本期, each has
    its own days.
    """
    listed = [one for one in sheet.columns if one.field and one.span in NOW]
    said = {one.span for one in listed}
    own = {one.field for one in listed if one.span == "period"}
    beside = any(one.field in own for one in listed if one.span != "period")
    if len(said - {"period"}) != 1 or beside:
        return sheet
    columns = (replace(one, span="period") if one.span in said else one for one in sheet.columns)
    return replace(sheet, columns=tuple(columns))


# -- labels beside their numbers -----------------------------------------------------------------------------


def _beside(grid: Grid, lines: Lines) -> SheetLayout:
    head = _head_row(grid)
    last = _last_row(grid)
    strips = _strips(grid, head, lines) if head else _unheaded(grid, lines)
    first = (_head_bottom(grid, head) if head else 0) + 1
    cells = [cell for strip in strips for cell in _lines(grid, strip, range(first, last + 1), lines)]
    strange = [
        Column(head, one.head, why=f"程序不按“{one.head}”分开数", into=one.at, path=(one.head,))
        for strip in strips
        for one in strip.strange
    ]
    return _layout(grid, cells, strange)


def _layout(grid: Grid, cells: Sequence[Column], strange: Sequence[Column]) -> SheetLayout:
    rows = [cell.at for cell in cells if cell.known]
    if not rows:
        return SheetLayout(grid.name, "numbers")
    first, known = min(rows), max(rows)
    kept = tuple(
        cell for cell in cells if cell.at >= first and (cell.at <= known or len(cell.header) < _LONGEST_LABEL)
    )
    last = max(cell.at for cell in kept)
    outside = [*range(1, first), *range(last + 1, grid.rows + 1)]
    head = (max(first - 1, 1), first - 1)
    return SheetLayout(
        grid.name,
        "numbers",
        head,
        first,
        last - first + 1,
        last + 1,
        (*kept, *strange),
        blanks(grid, outside),
    )


def _last_row(grid: Grid) -> int:
    return min(grid.rows, _LONGEST_FORM)


def _head_row(grid: Grid) -> int:
    """The row that says which columns are labels and which numbers."""
    for row in range(1, min(grid.rows, DEEP) + 1):
        texts = {_tight(text) for text in grid.texts(row).values()}
        if texts & _LABEL_HEADS and len(texts) > 1:
            return row
    return 0


def _head_bottom(grid: Grid, head: int) -> int:
    bottom = grid.below(head)
    return bottom + 1 if is_ruler(grid, bottom + 1) or _is_short_ruler(grid, bottom + 1) else bottom


def _is_short_ruler(grid: Grid, row: int) -> bool:
    """甲 乙 丙 1."""
    texts = list(grid.texts(row).values())
    return "甲" in texts and all(text in "甲乙丙丁戊己" or text.isdecimal() for text in texts)


def _strips(grid: Grid, head: int, lines: Lines) -> list[_Strip]:
    bottom = grid.below(head)
    strips: list[_Strip] = []
    labels: list[int] = []
    unit, numbers, strange = 0, list[_Numbers](), list[_Numbers]()

    def close() -> None:
        nonlocal labels, unit, numbers, strange
        if _says_halves(numbers):
            numbers = [replace(one, days=_HALVES.get(one.head, one.days)) for one in numbers]
        else:
            strange += [one for one in numbers if one.head in _HALVES]  # of which year, nobody knows
            numbers = [one for one in numbers if one.head not in _HALVES]
        apart = any(_MONTHS.search(one.head) or one.head in _HALVES for one in (*strange, *numbers))
        if apart:  # a total is that of these months, not the period's
            strange, numbers = (
                [*strange, *(one for one in numbers if not one.days)],
                [one for one in numbers if one.days],
            )
        if labels and numbers:
            strips.append(_Strip(tuple(labels), unit, tuple(numbers), tuple(strange)))
        labels, unit, numbers, strange = [], 0, [], []

    for column in range(1, grid.columns + 1):
        path = list(
            dict.fromkeys(text for row in range(head, bottom + 1) if (text := _tight(grid.text(row, column))))
        )
        leaf = path[-1] if path else ""
        if leaf in _LABEL_HEADS or (path and path[0] in _LABEL_HEADS):
            if numbers:
                close()
            labels.append(column)
        elif leaf in _UNIT_HEADS:
            unit = column
        elif leaf in _OTHER_HEADS or not leaf:
            if not leaf and labels and not numbers and _has_labels(grid, column, bottom):
                labels.append(column)  # a second column of labels under a heading that was not merged
        else:
            days = _days(path, lines)
            found = _Numbers(column, "／".join(path), days or "", lines.words.read(leaf).unit)
            (strange if days is None else numbers).append(found)
    close()
    return strips


def _says_halves(numbers: Sequence[_Numbers]) -> bool:
    """Both halves of a year side by side: they are those of the sheet's year."""
    return {one.head for one in numbers} >= {*_HALVES}


def _has_labels(grid: Grid, column: int, bottom: int) -> bool:
    return any(column in grid.texts(row) for row in range(bottom + 1, _last_row(grid) + 1))


def _days(path: Sequence[str], lines: Lines) -> str | None:
    """The days that the heading of a column of numbers says ("" for the sheet's own); None where it counts
    something else.
    """
    said = ""
    for part in path:
        moment = lines.words.moment_of(part) or fixed(part)
        if moment:
            said = moment
        elif part not in _NUMBER_HEADS and lines.words.unit_of(part) is None and part not in _UNIT_HEADS:
            label = lines.words.read(part)
            if not label.bare or label.foreign or label.unit == "money":
                return None
    return said


def _unheaded(grid: Grid, lines: Lines) -> list[_Strip]:
    """Without a row of headings: columns in which many labels are known, with the numbers at their right."""
    known = Block(lines)
    likely: set[int] = set()
    hits: dict[int, int] = {}
    for row in range(1, _last_row(grid) + 1):
        for column, text in grid.texts(row).items():
            wanted = row <= _LOOKED_AT or column in likely  # a foreign sheet may be full of short texts
            if wanted and len(text) < _LONGEST_LABEL and known.means([text]):
                hits[column] = hits.get(column, 0) + 1
                likely.add(column)
    found = sorted(column for column, count in hits.items() if count >= FEW_LINES)
    return [_Strip((column,), 0, (_Numbers(column + 1, "", ""),), ()) for column in found]


def _lines(grid: Grid, strip: _Strip, rows: range, lines: Lines) -> Iterator[Column]:
    block = Block(lines)
    for row in rows:
        path = _label(grid, row, strip.labels)
        if not path or FOOTER.search("".join(path[0].split())):
            continue
        targets = [one for one in strip.numbers if not _taken(grid, row, one.at, lines)]
        if not targets:
            continue
        said = grid.text(row, strip.unit) if strip.unit else ""
        said = said if lines.words.unit_of(said) else unit_in(grid.text(row, targets[0].at))
        reading = block.read(path, lines.words.unit_of(said) or "")
        for one in targets:
            several = one.head if len(strip.numbers) > 1 else ""
            yield _cell(
                grid,
                row,
                one.at,
                (*path, several) if several else path,
                with_days(_of_heads(reading, one, strip, lines), one.days, lines),
                said,
                lines,
            )


def _of_heads(reading: LabelReading, one: _Numbers, strip: _Strip, lines: Lines) -> LabelReading:
    """A line under 人数 where another column says 人次: what may be counted twice of one person is asked."""
    both = one.unit == "count" and any(other.unit == "times" for other in strip.numbers)
    if not both or not reading.known or not lines.repeated(reading.line):
        return reading
    return replace(reading, certainty=Certainty.SUGGESTED, why="旁边另有人次一列，请确认这里数的是不是人数")


def _label(grid: Grid, row: int, columns: Sequence[int]) -> tuple[str, ...]:
    """The label of a row, with the headings at its left that are merged over several rows."""
    texts = [" ".join(grid.text(row, column).split()) for column in columns]
    return tuple(dict.fromkeys(text for text in texts if text and not text.isdecimal()))


def _taken(grid: Grid, row: int, column: int, lines: Lines) -> bool:
    """Whether words stand there; a unit with room for the number (　　人) leaves it free."""
    cell = grid.at(row, column)
    unit = unit_in(cell.text)
    free = not cell.text or cell.number or (bool(unit) and lines.words.unit_of(unit) is not None)
    return grid.hidden(row, column) or not free


def _cell(
    grid: Grid, row: int, column: int, path: tuple[str, ...], reading: LabelReading, unit: str, lines: Lines
) -> Column:
    cell = grid.at(row, column)
    rate = reading.line in lines.lines and lines.lines[reading.line].rate
    said = f"{''.join(path)}{f'({unit})' if lines.words.unit_of(unit) == 'rate' else ''}"
    form = form_of(said, "rate", percent=cell.percent) if rate else Form()
    return Column(
        row,
        "／".join(path),
        reading.line,
        reading.certainty,
        reading.why,
        column,
        cell.formula,
        reading.span,
        form,
        path,
    )


# -- labels above their numbers ------------------------------------------------------------------------------


def _above(grid: Grid, lines: Lines) -> SheetLayout:
    best = SheetLayout(grid.name, "numbers")
    for top in range(1, min(grid.rows, DEEP) + 1):
        if len(grid.texts(top)) < FEW_LINES - 1:
            continue
        bottom = _storeys(grid, top)
        cells = _under(grid, top, bottom, lines)
        layout = _layout(grid, cells, ()) if cells else best
        if len(layout.known) > len(best.known):
            best = replace(layout, head=(top, bottom), first=layout.first)
    return best if len({one.field for one in best.known}) >= FEW_LINES else SheetLayout(grid.name, "numbers")


def _storeys(grid: Grid, top: int) -> int:
    """The last row of headings: merged areas reach there, or texts stand under one that reaches sideways."""
    bottom = grid.below(top)
    while bottom < min(grid.rows, top + _STOREYS):
        texts = grid.texts(bottom + 1)
        wide = {
            column
            for area in grid.areas
            if area[2] == bottom and area[3] > area[1]
            for column in range(area[1], area[3] + 1)
        }
        if not texts or not all(column in wide for column in texts):
            break
        bottom = grid.below(bottom + 1)
    return bottom + 1 if is_ruler(grid, bottom + 1) or _is_short_ruler(grid, bottom + 1) else bottom


def _under(grid: Grid, top: int, bottom: int, lines: Lines) -> list[Column]:
    own = _own_rows(grid, top, bottom, lines)
    if not own:
        return []
    block, found = Block(lines), list[Column]()
    for column in range(1, grid.columns + 1):
        path = tuple(
            dict.fromkeys(
                text
                for row in range(top, bottom + 1)
                if (text := " ".join(grid.text(row, column).split())) and not text.isdecimal()
            )
        )
        if not path or _tight(path[-1]) in _OTHER_HEADS | _UNIT_HEADS | {*_UNIT_COLUMNS, *_PERIOD_COLUMNS}:
            continue
        reading = block.read(path)
        for row, days, sure in own:
            if _taken(grid, row, column, lines):
                continue
            unit = unit_in(grid.text(row, column))
            told = with_days(with_unit(reading, lines.words.unit_of(unit) or "", lines), days, lines)
            if told.known and not sure:
                told = replace(told, certainty=Certainty.SUGGESTED, why="有几行空行，不知道填哪一行，请确认")
            found.append(_cell(grid, row, column, path, told, unit, lines))
    return found


def _own_rows(grid: Grid, top: int, bottom: int, lines: Lines) -> list[tuple[int, str, bool]]:
    """The rows of numbers that are ours: (row, days, sure). A row of a village, a sex or another office is
    not.
    """
    rows = []
    for row in range(bottom + 1, min(grid.rows, bottom + DEEP) + 1):
        said = (text for text in grid.texts(row).values() if not text.isdecimal())
        texts = [text for text in said if lines.words.unit_of(unit_in(text)) is None or not unit_in(text)]
        if texts and FOOTER.search(_tight(texts[0])) and _tight(texts[0]) not in _OWN_ROWS:
            break
        framed = any(
            grid.at(row, column).framed or grid.at(row, column).formula
            for column in range(1, grid.columns + 1)
        )
        if texts or framed or row == bottom + 1:
            rows.append((row, texts))
    named = [(row, texts) for row, texts in rows if texts]
    if not named:
        units = any(_tight(text) in _UNIT_COLUMNS for text in grid.texts(top).values())
        return [(rows[0][0], "", len(rows) == 1 or units)] if rows else []
    days = [(row, lines.words.moment_of(texts[0])) for row, texts in named]
    if all(said for _row, said in days):
        return [(row, said, True) for row, said in days]
    own = [row for row, texts in named if _tight(texts[0]).endswith(_OWN_ROWS)]
    return [(own[0], "", True)] if len(own) == 1 else []


def _tight(text: str) -> str:
    return "".join(text.split()).strip("*＊：:")
