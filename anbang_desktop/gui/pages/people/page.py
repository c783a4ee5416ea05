"""人员: filters, the list, and beside it a summary of the chosen person."""

from dataclasses import replace
from functools import partial
from typing import Unpack

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.people.columns import CELLS, LEAVE, STRETCH, TICK, WIDTHS, columns
from anbang_desktop.gui.pages.people.filter import FilterDialog, filter_words, in_force, quick
from anbang_desktop.gui.pages.people.saved import open_menu
from anbang_desktop.gui.pages.people.summary import Summary
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.parts.ticked_foot import Many, TickedFoot
from anbang_desktop.gui.parts.ticks import Ticks
from anbang_desktop.gui.records.sealed import see_all
from anbang_desktop.gui.records.several import Several
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.theme import beside, grow, size_in_force, spelled
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter, PersonRow


class PeoplePage(Page):
    """Everybody the office knows, on the books or not."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the list; nothing is read before ``open``."""
        super().__init__(desk, window)
        self._filter, self._sort = PeopleFilter(), ("release_date", False)
        self.model = RecordsModel(
            columns(desk.today, self._ticked),
            partial(people.rows, desk),
            window.busy,
            self,
            sorted_by=self._sort_by,
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
        self.ticks = Ticks(self.list, self.model.ids, TICK)
        listed = Listed(
            "people",
            "人员名单",
            self.model.columns,
            self.model.ids,
            self.model.fetch,
            lambda row: row.no,
            lambda: filter_words(self._filter, desk.pack.levels),
            self.ticks.chosen,
        )
        more: list[RowVerb] = [] if spelled() else [("导入名单", self._import)]
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._verbs, more=more)
        self._kept = button("常用", sign="down", tip="存下的筛选", act=self._open_saved)
        self._kept.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign after the word
        self._facts = text("", "small")
        self._filters = Filters(self._quick, self._drop, lambda: self._narrow(PeopleFilter()))
        self._summary = Summary(desk, window, self._open_no, self._sealed)
        self.nobody = EmptyFace(self.list, side=0)
        self._listed = QWidget(self)
        self._listed.setLayout(column((self.list, 1), self.nobody, gap=0))
        filters = row(self._filters, pad=(24, 4, 24, 12))
        self.foot = self._foot()
        self.setLayout(column(self._head(), filters, (self._body(), 1), self.foot, gap=0))
        bind(self, Where.PEOPLE, {"F6": self._other_pane, "F8": self._copy_out})

    def open(self, **target: Unpack[Target]) -> None:
        """``quick`` (one of the quick filters), ``filter`` (a PeopleFilter), ``sort``, ``no`` (who is
        chosen).
        """
        self._filter = target.get("filter", self._filter)
        if "quick" in target and (target["quick"] != people.SEALED or see_all(self, self.desk)):
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
        self.ticks.keep_listed()
        narrowed = f"，筛选后 {len(ids)} 人" if self._filter != PeopleFilter() else ""
        sealed = self._filter.quick == people.SEALED
        told = f"封存的档案 {len(ids)} 件，不能打印和导出" if sealed else f"共 {counts['all']} 人{narrowed}"
        self._facts.setText(told)
        self._filters.show_filters(
            [
                (key, f"{name} {counts[key]}")
                for key, name in quick(self.desk.pack.levels).items()
                if key != people.SEALED or counts[key] or self._filter.quick == key
            ],
            self._filter.quick,
            in_force(self._filter),
        )
        self.nobody.say(None if ids else self._nothing(counts["all"]))
        if ids:
            self.list.selectRow(ids.index(chosen) if chosen is not None and chosen in ids else 0)
        self._choose(self.list.currentIndex())

    def keep(self) -> Target:
        """Filter and order."""
        return {"filter": self._filter, "sort": self._sort}

    def first(self) -> QWidget:
        """The list."""
        return self.list

    def print_paper(self) -> None:
        """The list as it is narrowed and sorted."""
        self.acts.print_list()

    def export_list(self) -> None:
        """The same as a workbook."""
        self.acts.export()

    def _head(self) -> Item:
        actions: list[Item] = [
            button("筛选", sign="filter", act=self._ask_filter),
            self._kept,
            *([button("导入名单", sign="file", act=self._import)] if spelled() else []),
            *self.acts.buttons(),
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

    def _foot(self) -> TickedFoot:
        """What can be done with several at once."""
        several = Several(self, self.ticks, self._saved)
        out = Many("导出名单", self.acts.export), Many("打印名单", self.acts.print_list)
        special = Many("定重点时段", self._begin_campaign)
        gifts = Many("记入慰问名单", lambda: self.window_.go("daybook", among=self.ticks.chosen()))
        usual = (several.visits, several.worker, several.papers, several.village)
        on_them = (several.check, several.reply, several.police, special, gifts)
        return TickedFoot(self.ticks, (*usual, *on_them, *out))

    def _saved(self, words: str) -> None:
        self.refresh()
        self.window_.done(words)
        self.list.setFocus()

    def _ticked(self, case_id: int) -> bool:
        return self.ticks.on(case_id)

    def _memory(self) -> str:
        return f"people/split/{size_in_force()}"

    # filters ------------------------------------------------------------------------------------

    def _verbs(self, row: PersonRow) -> list[RowVerb]:
        verbs: list[RowVerb] = [("打开", partial(self._open_no, row.no))]
        if state(row.state_code).on_books:
            record = Verb.RECORD_CONTACT
            verbs.append((record, partial(self._open_no, row.no, record)))
        verbs.append(("照录到别的系统\tF8", self._copy_out))
        verbs.append(("按这份名单定重点时段", self._begin_campaign))
        return verbs

    def _begin_campaign(self) -> None:
        """A time of special care for those of this list, or of the ticked ones, who are on the books."""
        self.window_.go("campaigns", among=self.ticks.chosen() or self.model.ids())

    def _quick(self, key: str) -> None:
        if key != people.SEALED:
            self._narrow(replace(self._filter, quick=key))
        elif see_all(self, self.desk):
            self._narrow(PeopleFilter(quick=key))
        else:
            self.refresh()

    def _drop(self, key: str) -> None:
        empty_one = PeopleFilter()
        self._narrow(replace(self._filter, **{key: getattr(empty_one, key)}))

    def _ask_filter(self) -> None:
        if (answer := FilterDialog.ask(self, self.desk, self._filter)) is not None:
            self._narrow(answer)

    def _open_saved(self) -> None:
        open_menu(self._kept, self, self.desk, self._filter, self._narrow)

    def _import(self) -> None:
        self.window_.go("importing")

    def _narrow(self, wanted: PeopleFilter) -> None:
        self._filter = wanted
        self.refresh()
        self.list.setFocus()

    def _sort_by(self, key: str, *, descending: bool) -> None:
        self._sort = (key, descending)
        self.refresh()

    def _nothing(self, total: int) -> QFrame:
        if total:
            return empty(
                "没有符合条件的人",
                "去掉一些条件再看；也可以按 Ctrl+F，只输入姓或身份证后四位。",
                "清除筛选",
                lambda: self._narrow(PeopleFilter()),
            )
        return empty(
            "还没有人员",
            "从县局的名单导入，或者按 Ctrl+N 新登记。",
            "导入名单",
            lambda: self.window_.go("importing"),
            sign="people",
        )

    # the chosen one -----------------------------------------------------------------------------

    def _chosen_id(self) -> int | None:
        at = self.list.currentIndex()
        return self.model.ids()[at.row()] if at.isValid() and at.row() < len(self.model.ids()) else None

    def _choose(self, at: QModelIndex) -> None:
        self._summary.show_row(self.model.row_of(at.row()) if at.isValid() else None)

    def _sealed(self, one: PersonRow) -> str:
        """The mark of a withheld record; only their own list has any."""
        on = self._filter.quick == people.SEALED
        return sealing.marks(self.desk, [one.id]).get(one.id, "") if on else ""

    def _open_at(self, at: QModelIndex) -> None:
        if (chosen := self.model.row_of(at.row())) is not None:
            self._open_no(chosen.no)

    def _open_no(self, no: str, do: Verb | None = None) -> None:
        at = self.list.currentIndex()
        self.window_.go("person", no=no, among=self.model.ids(), at=at.row() if at.isValid() else 0, do=do)

    def _copy_out(self) -> None:
        """照录: from the one under the cursor on, along the list."""
        at = self.list.currentIndex()
        if at.isValid():
            self.window_.copy_out(list(self.model.ids()), at.row())

    def _other_pane(self) -> None:
        (self._summary.first() if self.list.hasFocus() else self.list).setFocus()


PLACE = Place("people", "人员", "people", PeoplePage, count=lambda desk, _window: Count(people.total(desk)))
