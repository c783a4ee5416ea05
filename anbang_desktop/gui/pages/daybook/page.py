"""工作台账: all lines with views by kind, year and words, and what they cost; Enter opens one."""

from dataclasses import replace
from functools import partial
from typing import Unpack

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.daybook.acts import DaybookActs
from anbang_desktop.gui.pages.daybook.columns import LEAVE, TITLE, WIDTHS, cells, columns
from anbang_desktop.gui.parts.compose import box, button, clear, column, glyph, inlay, row, text, wide
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.daybook import entries, kinds
from anbang_desktop.services.daybook.entries import Found, Wanted
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people

ALL, COMFORT = "", "慰问"
YEAR, WORDS, VOIDED = "year", "words", "voided"  # conditions beside the kind
FIND = 240


class DaybookPage(Page):
    """``open(record=id)`` shows one line, ``open(among=ids)`` begins a 慰问 of these people,
    ``open(name=kind)`` goes on with a form that waits.
    """

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._wanted, self._year = Wanted(), 0
        self._found: Found | None = None
        self._top = column(gap=0)
        self._filters = Filters(self._choose, self._drop, lambda: self._narrow(Wanted(), 0))
        self._find = inlay(QLineEdit(), before=glyph("search", "ink_3", "icon_small"))
        self._find.setPlaceholderText("查事项、单位、姓名")
        self._find.setAccessibleName("在台账里查找")
        self._find.textEdited.connect(
            lambda words: self._narrow(replace(self._wanted, words=words), self._year)
        )
        self._cost = text("", "small", wrap=True)
        self.model: RecordsModel[DaybookEntry] = RecordsModel(
            columns(desk), partial(entries.rows, desk), window.busy, self
        )
        self.list = table(self.model, cells(), WIDTHS, TITLE, LEAVE, name="工作台账")
        self.list.opened.connect(self._open_at)
        self.nobody = EmptyFace(self.list, side=0)
        listed = Listed(
            "daybook",
            "工作台账",
            self.model.columns,
            self.model.ids,
            self.model.fetch,
            lambda _one: "",
            self._narrowed,
            unit="条",
            people=False,
        )
        self.doing = DaybookActs(self, self._saved)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self.doing.verbs)
        self._lay()
        bind(self, Where.DAYBOOK, {"F6": self._other_part, "F2": self._correct_here})

    def _lay(self) -> None:
        self._years = button("年份", sign="down", act=self._ask_year)
        self._years.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign after the word
        finding = row(wide(self._find, FIND), self._years, None, gap=8, pad=(24, 0, 24, 8))
        line = row(self._filters, pad=(24, 0, 24, 8))
        cost = box(row(self._cost, pad=(24, 0, 24, 8)), "scroll")
        self._narrowing, self._spent = box(column(finding, line, gap=0), "scroll"), cost
        body = column((self.list, 1), self.nobody, gap=0, pad=(24, 0, 24, 16))
        self.setLayout(column(self._top, self._narrowing, cost, (body, 1), gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """The list as it was, or what ``target`` names."""
        if "kept" in target:
            kind, self._year, words, voided = target["kept"]
            self._wanted = Wanted(kind=kind, words=words, voided=voided)
            self._find.setText(words)
        if target.get("record") and not self._fits(int(target["record"])):
            self._wanted, self._year = Wanted(), 0
            self._find.clear()
        self._read(int(target.get("record", 0)))
        if target.get("among"):
            rows = people.rows(self.desk, list(target["among"]))
            self.doing.begin(
                COMFORT, tuple({"name": one.name, "village": one.village or None} for one in rows)
            )
        elif "name" in target and self.resuming:
            self._go_on(target["name"], int(target.get("record", 0)))

    def refresh(self) -> None:
        """Read again; the line under the cursor stays."""
        if not self.window_.busy():
            here = self._here()
            self._read(here.id if here else 0)

    def keep(self) -> Target:
        """What the list is narrowed to."""
        return {"kept": (self._wanted.kind, self._year, self._wanted.words, self._wanted.voided)}

    def first(self) -> QWidget | None:
        """The list, or the verb of the empty page."""
        return self.list if len(self.model.ids()) else self.nobody.first()

    def begin_new(self) -> bool:
        """Ctrl+N: a line of the kind that is shown, or of one that is chosen."""
        self._begin()
        return True

    def print_paper(self) -> None:
        """Ctrl+P: the list as it is narrowed."""
        self.acts.print_list()

    def export_list(self) -> None:
        """Ctrl+E."""
        self.acts.export()

    # what is shown ------------------------------------------------------------------------------

    def _fits(self, entry_id: int) -> bool:
        return self._found is not None and entry_id in self._found.ids

    def _read(self, wanted: int) -> None:
        first, last = entries.year(self._year) if self._year else (None, None)
        self._wanted = replace(self._wanted, first=first, last=last)
        found = self._found = entries.find(self.desk, self._wanted)
        at = max(self.list.currentIndex().row(), 0)
        self.model.show_ids(found.ids)
        self._show_head(found)
        self._show_filters(found)
        self._show_cost(found)
        self.nobody.say(None if found.ids else self._nothing(found))
        if found.ids:
            ids = list(found.ids)
            self.list.selectRow(ids.index(wanted) if wanted in ids else min(at, len(ids) - 1))

    def _show_head(self, found: Found) -> None:
        clear(self._top)
        words = f"登记{self._wanted.kind}" if self._wanted.kind else "登记一条"
        self._new: QPushButton = button(words, "primary", "plus", "surface", tip="Ctrl+N", act=self._begin)
        directory = button("通讯录", sign="book", act=lambda: self.window_.go("own_lists", name="department"))
        letters = button("函件登记", sign="file", act=lambda: self.window_.go("letters"))
        facts = f"{len(found.ids)} 条" if found.ids else ""
        self._top.addLayout(head("工作台账", facts, letters, directory, *self.acts.buttons(), self._new))

    def _show_filters(self, found: Found) -> None:
        total = sum(found.counted.values())
        labels = kinds.labels(self.desk, found.counted)
        shown = [one for one in labels if roomy() or found.counted.get(one) or one == self._wanted.kind]
        quick = [(one, f"{one} {found.counted.get(one, 0)}") for one in shown]
        set_ = [(YEAR, f"{self._year} 年")] if self._year else []
        set_ += [(VOIDED, "含已作废的")] if self._wanted.voided else []
        set_ += [(WORDS, f"有“{self._wanted.words}”")] if self._wanted.words.strip() else []
        self._filters.show_filters([(ALL, f"全部 {total}"), *quick], self._wanted.kind, set_)
        self._narrowing.setVisible(bool(found.years))

    def _show_cost(self, found: Found) -> None:
        label = self.desk.codes["spending_purpose"].label
        parts = [f"{label(one.purpose) or '没写用途'} {one.amount:,.2f} 元" for one in found.spent]
        more = f"：{'，'.join(parts)}" if parts else ""
        self._cost.setText(f"这些共花费 {found.cost:,.2f} 元{more}" if parts else "")
        self._spent.setVisible(bool(parts))

    def _nothing(self, found: Found) -> QFrame:
        if found.years:
            advice = "换一个类别、年份看看，或者去掉查找的字。"
            return empty("没有这样的一条", advice, "看全部", lambda: self._narrow(Wanted(), 0))
        return empty(
            "台账里还没有一条",
            "宣传、会议、计划总结、经费、慰问、志愿服务、检查整改、表彰和上级文件，一件事记一行；检查时一查就有。",
            "登记一条",
            self._begin,
            sign="book",
        )

    def _narrowed(self) -> str:
        parts = (
            self._wanted.kind,
            f"{self._year} 年" if self._year else "",
            f"有“{self._wanted.words}”" if self._wanted.words.strip() else "",
            "含已作废的" if self._wanted.voided else "",
        )
        return "，".join(filter(None, parts))

    # verbs --------------------------------------------------------------------------------------

    def _choose(self, kind: str) -> None:
        self._narrow(replace(self._wanted, kind=kind), self._year)
        self.list.setFocus()

    def _drop(self, condition: str) -> None:
        if condition == WORDS:
            self._find.clear()
        wanted = self._wanted
        wanted = replace(wanted, words="") if condition == WORDS else wanted
        wanted = replace(wanted, voided=False) if condition == VOIDED else wanted
        self._narrow(wanted, 0 if condition == YEAR else self._year)

    def _narrow(self, wanted: Wanted, year: int) -> None:
        self._wanted, self._year = wanted, year
        if not wanted.words:
            self._find.clear()
        self.refresh()

    def _ask_year(self) -> None:
        """A menu: the years there are, and whether what was voided is listed."""
        made = self._menu()
        for one in self._found.years if self._found else ():
            made.addAction(f"{one} 年", partial(self._narrow, self._wanted, one))
        made.addAction("全部年份", partial(self._narrow, self._wanted, 0))
        made.addSeparator()
        voided = not self._wanted.voided
        words = "连已作废的一起看" if voided else "不看已作废的"
        made.addAction(words, lambda: self._narrow(replace(self._wanted, voided=voided), self._year))
        _drop_down(made, self._years)

    def _begin(self) -> None:
        if self._wanted.kind:
            self.doing.begin(self._wanted.kind)
            return
        made = self._menu()
        for one in kinds.labels(self.desk):
            made.addAction(one, partial(self.doing.begin, one))
        made.addSeparator()
        made.addAction("加一个类别…", lambda: self.window_.go("own_lists", name="daybook"))
        _drop_down(made, self._new)

    def _go_on(self, kind: str, entry_id: int) -> None:
        if not entry_id:
            self.doing.begin(kind)
            return
        try:
            self.doing.correct(entries.show(self.desk, entry_id))
        except UserError as gone:
            self.window_.trouble(gone)

    def _menu(self) -> QMenu:
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

    def _here(self) -> DaybookEntry | None:
        at = self.list.currentIndex().row()
        return self.model.row_of(at) if 0 <= at < self.model.rowCount() else None

    def _open_at(self, at: QModelIndex) -> None:
        one = self.model.row_of(at.row())
        if one is not None:
            self.doing.open(one)

    def _correct_here(self) -> None:
        one = self._here()
        if one is not None and one.voided_at is None:
            self.doing.correct(one)

    def _other_part(self) -> None:
        (self._find if self.list.hasFocus() else self.list).setFocus()

    def _saved(self, entry_id: int, words: str) -> None:
        here = self._here()
        self._read(entry_id or (here.id if here else 0))
        if entry_id and not self._fits(entry_id):  # of another kind than the one that is shown
            self._wanted = Wanted(kind=entries.show(self.desk, entry_id).kind)
            self._year = 0
            self._find.clear()
            self._read(entry_id)
        self.window_.done(words)
        self.list.setFocus()


def _drop_down(menu: QMenu, under: QWidget) -> None:
    right = max(0, menu.sizeHint().width() - under.width())
    menu.popup(under.mapToGlobal(QPoint(-right, under.height() + 4)))
    menu.setActiveAction(menu.actions()[0])


def _count(desk: Desk, _window: Window) -> Count | None:
    """What is to be put right after an inspection."""
    due = entries.due(desk)
    late = any(one.until is not None and one.until < desk.today for one in due)
    return Count(len(due), late) if due else None


PLACE = Place("daybook", "工作台账", "book", DaybookPage, count=_count, short="台账")
