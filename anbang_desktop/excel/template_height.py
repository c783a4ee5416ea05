"""How high a row must be for its wrapped text: what Excel does by itself when a clerk types, and no
program does when it writes.
"""

import re
import unicodedata

from anbang_desktop.excel.cell_styles import Styles
from anbang_desktop.excel.sheet_tree import SheetTree

_DIGIT, _PADDING = (
    7.0,
    6.0,
)  # pixels of a digit in the default font, by which Excel counts widths; inner edge of a cell
_PIXELS_PER_POINT, _LINE = 96 / 72, 1.25  # a line is a quarter higher than its letters
_USUAL_WIDTH, _USUAL_HEIGHT, _HIGHEST = 8.43, 15.0, 409.0
_EDGE, _WORTH = 1.5, 1.0  # above and below the lines; what is less isn't worth a height of its own
_WIDE = "\u2e80"
_PIECE = re.compile(r"[^\s\-\u2e80-\U0003ffff]+-?|[\u2e80-\U0003ffff]+|\s+|.", re.DOTALL)


class Heights:
    """Measures the rows of one sheet; rows with a height of their own keep it."""

    def __init__(self, tree: SheetTree, styles: Styles) -> None:
        """Read the widths of the columns once."""
        self._tree, self._styles = tree, styles
        self._widths = {
            column: float(col.get("width") or _USUAL_WIDTH)
            for col in tree.columns()
            for column in range(int(col.get("min") or 0), min(int(col.get("max") or 0), 1000) + 1)
        }
        usual = tree.root.find("{*}sheetFormatPr")
        about = dict(usual.attrib) if usual is not None else {}
        self._usual = float(about.get("defaultColWidth") or _USUAL_WIDTH)
        self.least = float(about.get("defaultRowHeight") or _USUAL_HEIGHT)
        self._reach = {(top, left): right for top, left, _bottom, right in tree.merges() if left < right}

    def room(self, row: int, column: int) -> float:
        """Pixels for text in a cell or in the sideways merged area it begins."""
        last = self._reach.get((row, column), column)
        digits = sum(self._widths.get(at, self._usual) for at in range(column, last + 1))
        return digits * _DIGIT + 5 - _PADDING

    def letter(self, style: str) -> tuple[float, bool]:
        """The pixels of a full-width letter, and whether text is wrapped."""
        size, wrapped = self._styles.look(style)
        return size * _PIXELS_PER_POINT, wrapped

    def needed(self, lines: int, em: float) -> float:
        """The height of so many lines in points; 0 where the sheet's usual height will do."""
        need = lines * em / _PIXELS_PER_POINT * _LINE + _EDGE
        return round(min(need, _HIGHEST), 2) if need > self.least + _WORTH else 0.0

    def grow(self, row: int) -> None:
        """Make one row of the tree high enough."""
        node = self._tree.rows.get(row)
        if node is None or node.get("customHeight") in ("1", "true"):
            return
        need = max((self._height(row, column) for column in self._tree.cells[row]), default=0.0)
        if need > float(node.get("ht") or 0):
            node.set("ht", f"{need:g}")

    def _height(self, row: int, column: int) -> float:
        cell = self._tree.cells[row][column]
        if cell.get("t") not in ("s", "inlineStr"):
            return 0.0
        em, wrapped = self.letter(self._tree.style(row, column))
        words = self._tree.text(row, column)
        return self.needed(lines_of(words, self.room(row, column), em) if wrapped else 1, em)


def lines_of(text: str, room: float, em: float) -> int:
    """Lines a text takes in ``room`` pixels when a full-width letter is ``em`` wide."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for piece in _PIECE.findall(paragraph):
            if piece[0] >= _WIDE:  # a line may end behind each of these letters
                more, used = _flowed(len(piece), used, room, em)
                lines += more
                continue
            width = _width(piece, em)
            if used + width <= room or piece.isspace():
                used += width
            elif width <= room:
                lines, used = lines + 1, width
            else:
                over = used + width
                lines, used = lines + int(over // room), over % room
    return lines


def _flowed(letters: int, used: float, room: float, em: float) -> tuple[int, float]:
    """How many more lines so many full-width letters take, and how far the last one is used."""
    fit = int((room - used) // em) if used < room else 0
    if letters <= fit:
        return 0, used + letters * em
    a_line = max(int(room // em), 1)
    rest = letters - fit
    more = -(-rest // a_line)
    return more, (rest - (more - 1) * a_line) * em


def _width(piece: str, em: float) -> float:
    if piece.isascii():
        return len(piece) * em / 2
    return sum(em if unicodedata.east_asian_width(letter) in "WF" else em / 2 for letter in piece)
