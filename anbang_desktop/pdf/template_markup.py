"""What is wrong with the line markup of a text: tables, fixed blocks, headings, characters that no font
has.
"""

import math
import re
from collections.abc import Collection, Iterator

from anbang_desktop.pdf.fonts import book
from anbang_desktop.pdf.template import Fault, Text

_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}")
_VALUE = re.compile(r"\{\{.*?\}\}")
_HEADING = re.compile(r"#{1,3}(?!#)")
_WIDEST = 1000
_FEWEST, _MOST = 1, 12  # cells in a row


def find_markup_faults(text: Text, fixed: Collection[str]) -> Iterator[Fault]:
    """Faults by line; ``fixed`` are the blocks that the paper knows."""
    reading = _Reading(fixed)
    titles = 0
    for at, line in enumerate(text.source.split("\n"), text.offset + 1):
        mark = _VALUE.sub("值", _TAG.sub("", line)).strip()
        if line.strip() and not mark:
            continue  # nothing but a condition: a table goes on over it
        titles += mark.startswith("# ")
        for what in (*reading.read(mark), *_missing(line)):
            yield Fault(at, what)
    if not titles:
        yield Fault(text.offset + 1, "还没有标题：文书的名称单独写一行，设为“标题”")


class _Reading:
    """Goes down the lines: a table's rows belong together."""

    def __init__(self, fixed: Collection[str]) -> None:
        self._fixed = fixed
        self._shares = 0  # how many widths hold
        self._cells = 0  # of the table that goes on

    def read(self, mark: str) -> Iterator[str]:
        """What is wrong with one line."""
        if mark.startswith("|="):
            yield from self._widths(mark[2:].split())
            return
        if mark.startswith("|"):
            yield from self._row(len(mark.strip("|").split("|")))
            return
        if mark:
            self._cells = 0
        if mark.startswith("[[") and mark.endswith("]]"):
            if mark[2:-2] not in self._fixed:
                known = "、".join(sorted(self._fixed)) or "没有"
                yield f"这份文书没有“{mark[2:-2]}”这一块（可用的：{known}）"
        elif found := _HEADING.match(mark):
            rest = mark[found.end() :]
            if not rest.strip():
                yield "标题没有文字"
            elif not rest.startswith(" "):
                yield "标题的“#”后面要空一格"

    def _widths(self, said: list[str]) -> Iterator[str]:
        numbers = [_number(one) for one in said]
        if not numbers or not all(0 < one <= _WIDEST for one in numbers):
            yield "表格的列宽要写成几个数字，例如：|= 30 50 40 36"
        self._shares, self._cells = len(numbers), 0

    def _row(self, cells: int) -> Iterator[str]:
        wanted = self._shares or self._cells
        if not _FEWEST <= cells <= _MOST:
            yield f"表格一行最多 {_MOST} 格"
        elif wanted and cells != wanted:
            yield f"表格这一行有 {cells} 格，应当是 {wanted} 格"
        self._cells = self._cells or cells


def _number(word: str) -> float:
    try:
        found = float(word)
    except ValueError:
        return 0
    return found if math.isfinite(found) else 0


def _missing(line: str) -> Iterator[str]:
    """Characters that can't be printed, each once; wide braces that are no field."""
    faces = book()
    plain = _VALUE.sub("", _TAG.sub("", line))
    if "｛" in plain or "｝" in plain:
        yield "花括号“｛｝”没有配对"
    for char in dict.fromkeys(plain):
        if char not in " \t\r" and faces.choose(char, "fang") is None:
            shown = char if char.isprintable() else "□"
            yield f"“{shown}”（U+{ord(char):04X}）没有可用的字体，印不出来"
