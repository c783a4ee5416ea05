"""Label and value, side by side in columns, to read only."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QGridLayout, QLayout

from anbang_desktop.gui.parts.compose import column, row, text, wide

GAPS = 24, 6  # between columns and between lines


def facts(pairs: Sequence[tuple[str, str]], across: int, label: int = 112) -> QGridLayout:
    """Label and value in columns; pairs without a value are left out."""
    shown = [pair for pair in pairs if pair[1]]
    return in_columns(((_fact(name, words, label), False) for name, words in shown), across)


def _fact(name: str, words: str, label: int) -> QLayout:
    return row(
        column(wide(text(name, "label", wrap=True), label), None),
        (column(text(words, wrap=True), None, gap=0), 1),
        gap=12,
    )


def in_columns(
    lines: Iterable[tuple[QLayout, bool]], across: int, gaps: tuple[int, int] = GAPS
) -> QGridLayout:
    """Lines one beside the other in equal columns; one that is long (True) takes a row of its own."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(gaps[0])
    grid.setVerticalSpacing(gaps[1])
    place = 0
    for line, long in lines:
        place += -place % across if long else 0
        grid.addLayout(line, place // across, place % across, 1, across if long else 1)
        place += across if long else 1
    for at in range(across):
        grid.setColumnStretch(at, 1)
    return grid


def is_long(words: str, most: int) -> bool:
    """Whether words take more than ``most`` letters or more than one line."""
    return len(words) > most or "\n" in words
