"""人员: filters, the list, and beside it a summary of the chosen person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Unpack

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from anbang_desktop.domain.states import State, reached
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.pages.people.filter import FilterDialog
from anbang_desktop.gui.pages.people.summary import Summary
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, RingCell, StrongCell
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.shell.preferences import choices
from anbang_desktop.gui.theme import beside, grow, size_in_force
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter, PersonRow

QUICK = (
    ("all", "全部"),
    ("on_books", "在册"),
    ("key", "重点"),
    ("overdue", "事项逾期"),
    ("gaps", "档案有缺"),
)
WIDTHS = (84, 118, 56, 84, 160, 100, 112, 92, 76)
CELLS: dict[int, type[Cell]] = {0: StrongCell, 1: ChipCell, 4: QuietCell, 6: ChipCell, 7: RingCell}
LEAVE = (8, 4, 2, 5)  # columns that go first when there is no room
STRETCH = 3
SOON_DAYS = 7
SHORT = 2  # characters of what is due that fit beside its day


def next_words(row: PersonRow, today: date) -> str:
    """评估逾期 4 天 (what the office owes, never the person), 今天评估, 11-20."""
    if row.next_on is None:
        return "—"
    days = (row.next_on - today).days
    what = row.next_what if len(row.next_what) <= SHORT else ""
    if days < 0:
        return f"{what}逾期 {-days} 天"
    return f"今天{what}" if days == 0 else f"{row.next_on:%m-%d}"


def next_state(row: PersonRow, today: date) -> str | None:
    """Its chip: only when late or due within seven days."""
    if row.next_on is None:
        return None
    days = (row.next_on - today).days
    return "overdue" if days < 0 else "soon" if days == 0 else None


def _column(
    head: str,
    word: Callable[[PersonRow], str],
    raw: Callable[[PersonRow], object],
    sort: str = "",
    state: Callable[[PersonRow], str | None] | None = None,
) -> Column[PersonRow]:
    return Column(head, word, raw, sort, state)


def columns(today: date) -> list[Column[PersonRow]]:
    """The columns of the list, in the order of WIDTHS."""
    return [
        _column("姓名", lambda row: row.name, lambda row: row.name, "name"),
        _column("状态", lambda row: row.state, lambda row: row.state_code, "state", lambda row: row.mark),
        _column("类别", lambda row: row.level, lambda row: row.level, "level"),
        _column("村居", lambda row: row.village, lambda row: row.village, "village"),
        _column("证件号", lambda row: row.id_no_masked, lambda row: row.id_no_masked),
        _column("帮教期止", _period_end, lambda row: row.period_end, "period_end"),
        _column(
            "下一步",
            lambda row: next_words(row, today),
            lambda row: row.next_on,
            "next_on",
            lambda row: next_state(row, today),
        ),
        _column(
            "完整度",
            lambda row: f"{row.completeness}%" if row.filed else "—",
            lambda row: row.completeness,
            "completeness",
        ),
        _column("责任人", lambda row: row.worker, lambda row: row.worker),
    ]


class PeoplePage(Page):
    """Everybody the office knows, on the books or not."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the list; nothing is read before ``open``."""
        super().__init__(desk, window)
        self._filter, self._sort = PeopleFilter(), ("release_date", False)
        self.model = RecordsModel(
            columns(desk.today), partial(people.rows, desk), window.busy, self, sorted_by=self._sort_by
        )
        made = {at: kind() for at, kind in CELLS.items()}
        self.list = table(self.model, made, WIDTHS, STRETCH, LEAVE, name="人员名单")
        head = self.list.horizontalHeader()
        head.setSortIndicatorClearable(False)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionsClickable(True)
        head.sortIndicatorChanged.connect(self.model.sort)
        self.list.opened.connect(self._open_at)
        self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now))
        self._facts = text("", "small")
        self._filters = Filters(self._quick, self._drop, lambda: self._narrow(PeopleFilter()))
        self._summary = Summary(desk, window, self._open_no)
        self._nobody = QWidget()
        self._listed = QWidget(self)
        self._stack = QStackedLayout(self._listed)  # without a parent the list would flash as a window
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nobody)
        filters = row(self._filters, pad=(24, 4, 24, 12))
        self.setLayout(column(self._head(), filters, (self._body(), 1), gap=0))
        bind(self, Where.PEOPLE, {"F6": self._other_pane})

    def open(self, **target: Unpack[Target]) -> None:
        """``quick`` (one of the quick filters), ``filter`` (a PeopleFilter), ``sort``, ``no`` (who is
        chosen).
        """
        self._filter = target.get("filter", self._filter)
        if "quick" in target:
            self._filter = PeopleFilter(quick=target["quick"])
        self._sort = target.get("sort", self._sort)
        self.refresh()

    def refresh(self) -> None:
        """List anew; the chosen person stays chosen."""
        if self.window_.busy():
            return
        chosen = self._chosen_id()
        counts = people.counts(self.desk)
        ids = people.list_ids(self.desk, self._filter, self._sort[0], descending=self._sort[1])
        self.model.show_ids(ids)
        narrowed = f"，筛选后 {len(ids)} 人" if self._filter != PeopleFilter() else ""
        self._facts.setText(f"共 {counts['all']} 人{narrowed}")
        self._filters.show_filters(
            [(key, f"{name} {counts[key]}") for key, name in QUICK], self._filter.quick, self._in_force()
        )
        if len(ids):
            self._stack.setCurrentWidget(self.list)
            self.list.selectRow(ids.index(chosen) if chosen is not None and chosen in ids else 0)
        else:
            self._show_nobody(counts["all"])
        self._choose(self.list.currentIndex())

    def keep(self) -> Target:
        """Filter and order."""
        return {"filter": self._filter, "sort": self._sort}

    def first(self) -> QWidget:
        """The list."""
        return self.list

    def _head(self) -> Item:
        actions: list[Item] = [
            button("筛选", sign="filter", act=self._ask_filter),
            button("导入名单", sign="file", act=lambda: self.window_.go("importing")),
        ]
        return row(text("人员", "title"), self._facts, None, *actions, gap=8, pad=(24, 16, 24, 8))

    def _body(self) -> QWidget:
        if not beside():  # the list stands alone, Enter opens
            self._summary.setParent(self)
            self._summary.hide()
            return box(column((self._listed, 1), gap=0, pad=(24, 0, 24, 16)), "scroll")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._listed)
        self._split.addWidget(self._summary)
        right = round(288 * (grow() + 1) / 2)
        self._split.setSizes([1126 - right, right])
        self._split.setStretchFactor(0, 1)
        self._split.setHandleWidth(16)
        self._split.setChildrenCollapsible(False)
        state = choices().value(self._memory())
        if state:
            self._split.restoreState(state)
        self._split.splitterMoved.connect(
            lambda *_at: choices().setValue(self._memory(), self._split.saveState())
        )
        holder = QWidget()
        holder.setLayout(column((self._split, 1), gap=0, pad=(24, 0, 24, 16)))
        return holder

    def _memory(self) -> str:
        return f"people/split/{size_in_force()}"

    # filters ------------------------------------------------------------------------------------

    def _in_force(self) -> list[tuple[str, str]]:
        one = self._filter
        labels = [
            ("text", f"姓名等：{one.text}" if one.text else ""),
            ("states", f"状态：{len(one.states)} 种" if one.states else ""),
            ("villages", _some("村", one.villages, "个")),
            ("workers", _some("责任人", one.workers, "人")),
        ]
        return [(key, words) for key, words in labels if words]

    def _quick(self, key: str) -> None:
        self._narrow(replace(self._filter, quick=key))

    def _drop(self, key: str) -> None:
        empty_one = PeopleFilter()
        self._narrow(replace(self._filter, **{key: getattr(empty_one, key)}))

    def _ask_filter(self) -> None:
        if (answer := FilterDialog.ask(self, self.desk, self._filter)) is not None:
            self._narrow(answer)

    def _narrow(self, wanted: PeopleFilter) -> None:
        self._filter = wanted
        self.refresh()
        self.list.setFocus()

    def _sort_by(self, key: str, *, descending: bool) -> None:
        self._sort = (key, descending)
        self.refresh()

    def _show_nobody(self, total: int) -> None:
        if total:
            shown = empty(
                "没有符合条件的人",
                "去掉一些条件再看；也可以按 Ctrl+F，只输入姓或身份证后四位。",
                "清除筛选",
                lambda: self._narrow(PeopleFilter()),
            )
        else:
            shown = empty(
                "还没有人员",
                "从县局的名单导入，或者按 Ctrl+N 新登记。",
                "导入名单",
                lambda: self.window_.go("importing"),
                sign="people",
            )
        self._stack.removeWidget(self._nobody)
        self._nobody.deleteLater()
        self._nobody = shown
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)

    # the chosen one -----------------------------------------------------------------------------

    def _chosen_id(self) -> int | None:
        at = self.list.currentIndex()
        return self.model.ids()[at.row()] if at.isValid() and at.row() < len(self.model.ids()) else None

    def _choose(self, at: QModelIndex) -> None:
        self._summary.show_row(self.model.row_of(at.row()) if at.isValid() else None)

    def _open_at(self, at: QModelIndex) -> None:
        if (chosen := self.model.row_of(at.row())) is not None:
            self._open_no(chosen.no)

    def _open_no(self, no: str, do: Verb | None = None) -> None:
        at = self.list.currentIndex()
        self.window_.go("person", no=no, among=self.model.ids(), at=at.row() if at.isValid() else 0, do=do)

    def _other_pane(self) -> None:
        (self._summary.first() if self.list.hasFocus() else self.list).setFocus()


def _period_end(row: PersonRow) -> str:
    """Nothing before the release, nor of somebody who is not ours."""
    return _iso(row.period_end) if reached(row.state_code, State.S40_AWAIT_HANDOVER) else "—"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _some(name: str, chosen: frozenset[str], unit: str) -> str:
    if not chosen:
        return ""
    return f"{name}：{next(iter(chosen))}" if len(chosen) == 1 else f"{name}：{len(chosen)} {unit}"


PLACE = Place("people", "人员", "people", PeoplePage, count=lambda desk, _window: Count(people.total(desk)))
