"""Learns a roster: where its heading stands, which rows below are hints, an example or prepared, what each
column asks for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from anbang_desktop.domain.column_reading import declared
from anbang_desktop.domain.column_words import ColumnWords, fold
from anbang_desktop.domain.sheet_columns import ColumnReading, Heading
from anbang_desktop.excel.scan import column_letters
from anbang_desktop.excel.template import Column, SheetLayout
from anbang_desktop.excel.template_grid import Grid
from anbang_desktop.excel.template_phrases import has_blank

DEEP, FEW = 25, 3  # rows searched for a header; fewest recognised columns
_LONGEST_HEADER = 30  # letters of a header
_LONG_NOTE = 7  # letters of a text that stands alone in a row and is no datum
FOOTER = re.compile(
    r"填表|填报|制表|审核|负责人[:：]|联系电话[:：]|经办人[:：]|盖章|^注\d*[:：]|^说明|^备注[:：]|^合计$|^总计$|^小计$|一式.份"
)
_HINT = re.compile(
    r"^(?:必填|选填|可填|可空|必选|单选|多选|下拉|如[:：]|例如|格式|填写|请填|请按|参照|文本|自动|\d{1,2}位|十八位|y{4}|年.?月.?日|"
    r"男/女|是/否|有/无|x{4}|按.{1,12}填)|^\d{4}[.-/]\d{1,2}[.-/]\d{1,2}格式",
    re.IGNORECASE,
)
_HINT_ROW = re.compile(r"^(?:填写|填表|填报)(?:说明|要求|格式|须知)|^(?:说明|要求|格式|注)[:：]")
_EXAMPLE = re.compile(r"示例|样例|范例|举例|^例[\d:：一二]?$|[(（]例[)）]|^例[:：]|^如[:：]?张三")
_KEEP = re.compile(r"(?:请)?勿(?:删|动)|不(?:要|得|能)删")
_ID = re.compile(r"\d{17}[\dXx]")


class Sheetful:
    """A roster's parts, found once."""

    def __init__(self, grid: Grid, words: ColumnWords) -> None:
        """``words`` knows the headings of every kind of rows."""
        self.grid, self.words = grid, words
        self.top = self._header_row()
        self.bottom = self._header_bottom() if self.top else 0
        self.hints, self.last = self._hints()
        self.first = self.last + 1
        self.footer = self._footer_row() if self.top else 0
        self.end = self.footer or self._last_prepared() + 1

    def title(self) -> str:
        """The texts above the heading that are no blank to complete, from the top."""
        texts = [text for row in range(1, self.top) for text in self.grid.texts(row).values()]
        return " ".join(text for text in texts if not has_blank(text) and not FOOTER.search(text))

    def headings(self) -> list[tuple[int, Heading]]:
        """Each column with a heading."""
        found = []
        for column in range(1, self.grid.columns + 1):
            if self.grid.hidden(self.first, column):
                continue  # the row's cells are merged sideways too: the left one is the column
            path = tuple(self._path(column))
            if path:
                dated = self.grid.at(self.first, column).dated
                found.append((column, Heading(path, dated, self.hints.get(column, ""))))
        return found

    def layout(self, readings: Iterable[tuple[int, Heading, ColumnReading]]) -> SheetLayout:
        """The roster with what its columns were read as."""
        columns = tuple(
            Column(
                column,
                "/".join(heading.path),
                reading.field,
                reading.certainty,
                reading.why,
                form=reading.form,
                path=heading.path,
                dated=heading.dated,
                hint=heading.hint,
            )
            for column, heading, reading in readings
        )
        outside = [*range(1, self.top), *(range(self.footer, self.grid.rows + 1) if self.footer else ())]
        stale = sum(self._holds_data(row, columns) for row in range(self.first, self.end))
        return SheetLayout(
            self.grid.name,
            "rows",
            (self.top, self.last),
            self.first,
            self.end - self.first,
            self.footer,
            columns,
            blanks(self.grid, outside),
            stale,
        )

    # -- the heading -----------------------------------------------------------------------------------------

    def _header_row(self) -> int:
        """The row with the most headers we know; the upper one of equals."""
        scores = {row: self._known_in(row) for row in range(1, min(self.grid.rows, DEEP) + 1)}
        best = max(scores, key=lambda row: (scores[row], -row), default=0)
        if not scores or scores[best] < FEW - 1:
            return 0
        while best > 1 and self._is_header_part(best - 1):
            best -= 1
        return best

    def _known_in(self, row: int) -> int:
        return sum(known(text, self.words) for text in self.grid.texts(row).values())

    def _is_header_part(self, row: int) -> bool:
        """Whether the row above is an upper storey of the header: several cells, some reaching sideways or
        down into the next row.
        """
        if len(self.grid.texts(row)) < FEW - 1:
            return False
        areas = [area for area in self.grid.areas if area[0] == row]
        wide = sum(area[3] > area[1] for area in areas)
        return any(area[2] > row for area in areas) or wide > 1 or self._centred(row)

    def _centred(self, row: int) -> bool:
        """An upper storey whose headings were typed above the first of their columns: each stands above a
        text.
        """
        upper, lower = self.grid.texts(row), self.grid.texts(row + 1)
        return (
            bool(lower)
            and len(upper) < len(lower)
            and any(column not in upper for column in lower)
            and all(column in lower or known(text, self.words) for column, text in upper.items())
            and not any(has_blank(text) for text in upper.values())
        )

    def _header_bottom(self) -> int:
        grid, bottom = self.grid, self.grid.below(self.top)
        while bottom < grid.rows and self._is_storey(bottom + 1):
            bottom = grid.below(bottom + 1)
        return bottom + 1 if is_ruler(grid, bottom + 1) else bottom

    def _is_storey(self, row: int) -> bool:
        """A lower storey: every text stands under a header that reaches sideways or is a header word, and
        none is a number.
        """
        texts = self.grid.texts(row)
        if not texts or any(FOOTER.search(text) for text in texts.values()) or self._says_how(row):
            return False
        wide = {
            column
            for area in self.grid.areas
            if area[2] == row - 1 and area[3] > area[1]
            for column in range(area[1], area[3] + 1)
        }
        headed = [column in wide or _offered(text, self.words) for column, text in texts.items()]
        sure = any(column in wide or known(text, self.words) for column, text in texts.items())
        return all(headed) and sure and not all(self.grid.at(row, column).number for column in texts)

    def _path(self, column: int) -> Iterator[str]:
        said = ""
        for row in range(self.top, self.bottom + 1):
            text = re.sub(r"\s+", "", self.grid.text(row, column)) or self._from_left(row, column)
            if text and not text.isdecimal() and text != said and text not in "甲乙丙丁戊己":
                said = text
                yield text

    def _from_left(self, row: int, column: int) -> str:
        """An upper header that was centred across columns instead of merged: the next text to the left, if
        there is a lower one here.
        """
        grid, bottom = self.grid, self.bottom
        if row == bottom or (row, column) in grid.merged or not grid.text(bottom, column):
            return ""
        left = next((at for at in range(column - 1, 0, -1) if grid.text(row, at)), 0)
        upper = grid.text(row, left) if left else ""
        lower = [grid.text(bottom, at) for at in range(left, column)] if left else [""]
        return re.sub(r"\s+", "", upper) if all(lower) and lower[0] != upper else ""

    # -- the rows below --------------------------------------------------------------------------------------

    def _hints(self) -> tuple[dict[int, str], int]:
        """What rows of hints right below the heading say, by column, and the heading's last row with them. An
        example that a hint follows, or that says not to delete it, stays with the heading; any other is a
        prepared row.
        """
        said: dict[int, str] = {}
        last = row = self.bottom
        while row < min(self.grid.rows, self.bottom + 3):
            row += 1
            texts = self.grid.texts(row)
            if self._says_how(row):
                said |= {column: text for column, text in texts.items() if _HINT.search(text)}
                last = row
            elif any(_KEEP.search(text) for text in texts.values()) and self._is_example(row):
                last = row
            elif not self._is_example(row):
                break
        return said, last

    def _says_how(self, row: int) -> bool:
        """A row that says how to fill in the columns."""
        texts = list(self.grid.texts(row).values())
        hints = sum(bool(_HINT.search(text)) for text in texts)
        below = self.grid.at(row + 1, 1).framed and not self.grid.texts(row + 1)
        alone = len(texts) == 1 and bool(_HINT_ROW.search(texts[0])) and below
        return (hints > 1 and hints * 2 >= len(texts)) or alone

    def _is_example(self, row: int) -> bool:
        return any(_EXAMPLE.search(text) for text in self.grid.texts(row).values())

    def _footer_row(self) -> int:
        for row in range(self.first, self.grid.rows + 1):
            texts = list(self.grid.texts(row).values())
            if not texts or any(_ID.fullmatch(text) for text in texts) or self._is_example(row):
                continue
            tight = re.sub(r"\s+", "", texts[0])
            column = next(iter(self.grid.texts(row)))
            note = len(texts) == 1 and len(tight) >= _LONG_NOTE and not self.grid.at(row, column).number
            if FOOTER.search(tight) or (note and column <= FEW):
                return row
        return 0

    def _last_prepared(self) -> int:
        """Without a footer the prepared rows are those with a border or a value."""
        rows = (row for (row, _column), cell in self.grid.cells.items() if cell.framed or not cell.empty)
        return max((row for row in rows if row >= self.first), default=self.first - 1)

    def _holds_data(self, row: int, columns: Sequence[Column]) -> bool:
        if self._is_example(row):
            return False
        return any(self.grid.at(row, one.at).text for one in columns if one.field != "serial")


def known(text: str, words: ColumnWords) -> bool:
    """Whether a text is a heading that we know by its name."""
    tight = "".join(text.split())
    if not tight or len(tight) > _LONGEST_HEADER:
        return False
    return declared(tight, words)


def _offered(text: str, words: ColumnWords) -> bool:
    """Whether a text is declared as a heading at all, be it one that only may mean something."""
    tight = fold(text)
    return tight in words.exact or any(tight in one.leaves for one in words.meanings)


def is_ruler(grid: Grid, row: int) -> bool:
    """A row that only numbers the columns: 1 2 3 … or 甲 乙 1 2 3."""
    texts = list(grid.texts(row).values())
    numbers = [int(text) for text in texts if text.isdecimal()]
    letters = [text for text in texts if not text.isdecimal()]
    return (
        len(numbers) > FEW
        and numbers == list(range(1, len(numbers) + 1))
        and all(text in "甲乙丙丁戊己" for text in letters)
    )


def blanks(grid: Grid, rows: Iterable[int]) -> tuple[str, ...]:
    """The cells of these rows that hold words to complete."""
    return tuple(
        f"{column_letters(column)}{row}"
        for row in rows
        for column, text in grid.texts(row).items()
        if not grid.at(row, column).number and has_blank(text)
    )


def is_card(grid: Grid, words: ColumnWords) -> bool:
    """A form for one person: its headings stand before the cells to fill, row below row, and not side by
    side.
    """
    rows = [_card_row(grid, row, words) for row in range(1, min(grid.rows, DEEP) + 1)]
    return sum(labels for labels in rows if labels > 0) > FEW and sum(labels > 0 for labels in rows) > FEW - 1


def _card_row(grid: Grid, row: int, words: ColumnWords) -> int:
    """How many headings of a row have an empty cell at their right; 0 where two stand side by side."""
    texts = grid.texts(row)
    labels = [column for column, text in texts.items() if known(text, words)]
    gaps = [column for column in labels if not grid.text(row, _right_of(grid, row, column))]
    return len(gaps) if len(gaps) == len(labels) and len(labels) <= FEW + 1 else 0


def _right_of(grid: Grid, row: int, column: int) -> int:
    area = grid.merged.get((row, column))
    return (area[3] if area else column) + 1
