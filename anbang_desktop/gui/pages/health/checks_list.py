"""The checks that found something, with their counts: a list beside the queue, or a menu above it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.pages.health.columns import MARKS
from anbang_desktop.gui.parts.cells import ChipCell
from anbang_desktop.gui.parts.compose import wide
from anbang_desktop.gui.parts.picker import Picker
from anbang_desktop.gui.parts.table import Rows, table
from anbang_desktop.services.health.checks import Check

NAME = "检查的项目"
WIDTHS = (170, 92, 48)
WIDE = 330


class ChecksList:
    """``view`` and ``menu.button`` show the same; ``chosen`` is called with the name of another check."""

    def __init__(self, page: QWidget, chosen: Callable[[str], object], opened: Callable[[], object]) -> None:
        """``opened``: Enter on a check."""
        self._chosen, self._drawing = chosen, False
        self._checks: Sequence[Check] = ()
        self._rows = Rows((NAME, "", "处"), ())
        self._rows.setParent(page)
        self.view = wide(table(self._rows, {1: ChipCell()}, WIDTHS, 0, name=NAME), WIDE)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.opened.connect(opened)
        self.menu = Picker(NAME, chosen)

    def show_checks(self, counted: Sequence[tuple[Check, int]], now: str) -> None:
        """These, each with how much it found; ``now`` is the name of the one that is shown."""
        self._checks = [check for check, _many in counted]
        self.menu.show_options([(check.id.value, f"{check.what}　{many}") for check, many in counted], now)
        rows = [
            (check.what, (check.severity.value, MARKS[check.severity]), str(many)) for check, many in counted
        ]
        self._drawing = True
        self._rows.set_rows(rows)
        for at, check in enumerate(self._checks):
            if check.id == now:
                self.view.selectRow(at)
        self._drawing = False

    def shown(self) -> dict[str, str]:
        """What each check is called, and its count."""
        index = self._rows.index
        return {str(index(at, 0).data()): str(index(at, 2).data()) for at in range(self._rows.rowCount())}

    def _moved(self, now: QModelIndex) -> None:
        if not self._drawing and 0 <= now.row() < len(self._checks):
            self._chosen(self._checks[now.row()].id.value)
