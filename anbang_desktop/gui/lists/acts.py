"""The verbs of a list: 打印, 导出, 列, and the menu of a row."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from anbang_desktop.gui.lists.arranged import Arranged
from anbang_desktop.gui.lists.columns_dialog import ColumnsDialog
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.lists.out import Out
from anbang_desktop.gui.parts.clipboard import copy_out
from anbang_desktop.gui.parts.compose import Item, button
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.gui.parts.table import List
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.gui.theme import roomy

R = TypeVar("R")
RowVerb = tuple[str, Callable[[], object]]


class ListActs(Generic[R]):
    """Of one list; with ``view`` its columns can be arranged and its rows have a menu: ``row_of`` gives the
    row at a place, ``verbs`` what can be done with it, opening first.
    """

    def __init__(
        self,
        page: Page,
        listed: Listed[R],
        view: List | None = None,
        row_of: Callable[[int], R | None] = lambda _at: None,
        verbs: Callable[[R], Sequence[RowVerb]] = lambda _row: (),
        *,
        arranged: bool = True,
        opens: bool = True,
        more: Sequence[RowVerb] = (),
    ) -> None:
        """``arranged=False`` keeps the columns as they are, ``opens=False`` keeps Enter for the entries of a
        sheet; ``more`` are verbs of the page for which its head has no room.
        """
        self._page_verbs = more
        self._opens = opens
        self._page, self.listed, self._view = page, listed, view
        self._row_of, self._verbs = row_of, verbs
        self.columns = Arranged(view, listed.key, listed.columns) if view is not None and arranged else None
        self._out = Out(page, listed, self.shown)
        if view is not None:
            view.asked.connect(self._ask_at)
            if self.columns is not None:
                head = view.horizontalHeader()
                head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                head.customContextMenuRequested.connect(
                    lambda at: self._popup(self._column_menu(), head.mapToGlobal(at))
                )

    def shown(self) -> Sequence[Column[R]]:
        """The columns that go out, in their order."""
        if self.columns is not None:
            return self.columns.shown()
        return [one for one in self.listed.columns if one.goes_out and not one.extra]

    def buttons(self) -> list[Item]:
        """For the head of the page: the verbs, or 更多 where room is short."""
        verbs: list[QPushButton] = []
        if roomy():
            verbs.append(button("打印", sign="print", tip="Ctrl+P", act=self.print_list))
            verbs.append(button("导出", sign="file", tip="Ctrl+E", act=self.export))
            if self.columns is not None:
                verbs.append(button("列", tip="选列、排次序", act=self.choose_columns))
            return list(verbs)
        return [self.more_button()]

    def more_button(self) -> QPushButton:
        """更多."""
        more = button("更多", sign="more", tip="打印、导出名单")
        more.clicked.connect(lambda: self._more(more))
        return more

    def print_list(self) -> None:
        """打印."""
        self._out.print_list()

    def export(self) -> None:
        """导出."""
        self._out.export()

    def choose_columns(self) -> None:
        """列."""
        if self.columns is not None:
            ColumnsDialog.ask(self._page, self.listed.name, self.columns)

    # menus --------------------------------------------------------------------------------------

    def menu(self, row: R | None, cell: str = "") -> QMenu:
        """Of one row; ``cell`` is what stands under the cursor."""
        made = self._menu()
        if row is not None:
            for place, (words, act) in enumerate(self._verbs(row)):
                made.addAction(f"{words}\t回车" if self._opens and place == 0 else words, act)
            made.addSeparator()
            if cell:
                made.addAction("复制这一格\tCtrl+C", partial(copy_out, cell))
            made.addAction("复制这一行", partial(copy_out, "\t".join(one.word(row) for one in self.shown())))
            made.addSeparator()
        self._add_verbs(made)
        return made

    def _more(self, under: QPushButton) -> None:
        made = self._menu()
        for words, act in self._page_verbs:
            made.addAction(words, act)
        self._add_verbs(made)
        right = under.width() - made.sizeHint().width()
        self._popup(made, under.mapToGlobal(QPoint(right, under.height() + 4)))

    def _add_verbs(self, made: QMenu) -> None:
        name = self.listed.name
        key = "" if self._view is not None and self.columns is None else "\tCtrl+P"
        made.addAction(f"打印{name}…{key}", self.print_list)
        made.addAction(f"导出{name}…\tCtrl+E", self.export)
        if self.columns is not None:
            made.addSeparator()
            self._add_column_verbs(made)

    def _column_menu(self) -> QMenu:
        made = self._menu()
        self._add_column_verbs(made)
        return made

    def _add_column_verbs(self, made: QMenu) -> None:
        if self.columns is not None:
            made.addAction("列…", self.choose_columns)
            made.addAction("恢复默认的列", self.columns.reset)

    def _menu(self) -> QMenu:
        made = QMenu(self._page)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

    def _ask_at(self, at: QModelIndex, where: QPoint) -> None:
        columns = self.listed.columns
        first = next(place for place, one in enumerate(columns) if one.head)  # beside a box: who it is
        cell = at if columns[at.column()].head else at.siblingAtColumn(first)
        self._popup(self.menu(self._row_of(at.row()), str(cell.data() or "")), where)

    def ask(self, row: R, where: QPoint) -> None:
        """The menu of a row that stands in no table."""
        self._popup(self.menu(row), where)

    def _popup(self, made: QMenu, where: QPoint) -> None:
        made.popup(where)
        if made.actions():
            made.setActiveAction(made.actions()[0])
