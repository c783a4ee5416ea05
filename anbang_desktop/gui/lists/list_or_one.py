"""A page that shows a list, or one of its lines opened (协议, 评估, 档案)."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from anbang_desktop.gui.lists.acts import ListActs
from anbang_desktop.gui.parts.compose import Item, clear, column, row
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import List
from anbang_desktop.gui.shell.page import Page, Window
from anbang_desktop.services.desk import Desk

R = TypeVar("R")
O = TypeVar("O", bound=QWidget)  # noqa: E741 - the one that is open


class ListOrOne(Page, Generic[R, O]):
    """Subclasses call ``lay`` with their list, then ``show_one`` and ``show_rows``."""

    model: RecordsModel[R]
    list: List
    acts: ListActs[R]

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self.one: O | None = None
        self._top, self._single = column(gap=0), column(gap=0)
        self._stack = QStackedLayout(self)

    def lay(self, acts: ListActs[R], filters: Filters | None = None) -> None:
        """At 0 head, filters and list (or the word that nobody is there), at 1 the one that is open."""
        self.acts = acts
        self.nobody = EmptyFace(self.list)
        line: list[Item] = [row(filters, pad=(24, 0, 24, 12))] if filters is not None else []
        body = column(self.list, gap=0, pad=(24, 0, 24, 16))
        for face in (column(self._top, *line, (body, 1), self.nobody, gap=0), self._single):
            holder = QWidget()
            holder.setLayout(face)
            self._stack.addWidget(holder)
        self.list.opened.connect(self._open_at)

    def show_one(self, one: O | None) -> None:
        """This one is open now, or the list."""
        clear(self._single)
        self.one = one
        if one is not None:
            self._single.addWidget(one)
        self._stack.setCurrentIndex(1 if one is not None else 0)

    def show_rows(
        self, title: str, facts: str, ids: Sequence[int], nobody: QFrame | None, *more: Item
    ) -> None:
        """Head and list; ``nobody`` where it is empty; ``more`` stands before what every list can do."""
        clear(self._top)
        acts = self.acts.buttons() if ids else []
        self._top.addLayout(head(title, facts, *more, *acts))
        self.nobody.say(nobody)
        if ids:
            self.list.selectRow(0)

    def open_row(self, row: R) -> None:
        """Enter, a double click or the verb on a row."""
        raise NotImplementedError

    def print_paper(self) -> None:
        """The list; subclasses print the paper of the one that is open."""
        if self.one is not None:
            super().print_paper()
        else:
            self.acts.print_list()

    def export_list(self) -> None:
        """The list as a workbook."""
        if self.one is not None:
            super().export_list()
        else:
            self.acts.export()

    def _open_at(self, at: QModelIndex) -> None:
        found = self.model.row_of(at.row())
        if found is not None:
            self.open_row(found)
