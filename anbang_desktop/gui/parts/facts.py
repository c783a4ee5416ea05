"""Label and value, side by side in columns, to read only."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from anbang_desktop.gui.parts.compose import column, row, text, wide


def facts(pairs: Sequence[tuple[str, str]], across: int, label: int = 112) -> QGridLayout:
    """Label and value in columns; pairs without a value are left out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    for place, (name, words) in enumerate([pair for pair in pairs if pair[1]]):
        pair = row(
            column(wide(text(name, "label", wrap=True), label), None),
            (column(text(words, wrap=True), None, gap=0), 1),
            gap=12,
        )
        grid.addLayout(pair, place // across, place % across)
    for place in range(across):
        grid.setColumnStretch(place, 1)
    return grid
