"""今天要办: what is overdue, due today, within seven days or later, and what waits for others."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Unpack

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QWidget

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.today.columns import GROUPS, RELEASE, columns, reason
from anbang_desktop.gui.pages.today.put_off_dialog import PutOffDialog
from anbang_desktop.gui.pages.today.waiting import Waiting
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.row_frame import RowFrame
from anbang_desktop.gui.parts.why import why_link
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.theme import beside, roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people, putting_off
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.services.worklist.people import PeopleFilter

NOW = ("overdue", "today")
DAYS = "一二三四五六日"
MOST = 40
SEVERAL = 2  # people who are worth one sheet
ALL, MINE, MINE_WORDS = "all", "mine", "我负责的"
UNOWNED, SILENT = "unowned", "silent"
QUICK: Mapping[str, str] = {ALL: "全部", MINE: MINE_WORDS, UNOWNED: "无人负责", SILENT: "久未联系"}
BACKUP = "backup"  # of an office without people
MORE = "more"  # the line that counts whoever is not listed


class TodayPage(Page):
    """The home page."""

    def __init__(
        self, desk: Desk, window: Window, work: Callable[[], Sequence[DueItem]] | None = None
    ) -> None:
        """``work`` gives the work of the day; the window's own unless a test hands in another."""
        super().__init__(desk, window)
        self._work = work or window.work_of_the_day
        self._all: Sequence[DueItem] = ()
        self._items: Sequence[DueItem] = ()
        self._start: QWidget | None = None  # the first verb of the list
        self._quick = ALL
        today = desk.today
        self._facts = text("", "small")
        self._date = f"{today.year}年{today.month}月{today.day}日　星期{DAYS[today.weekday()]}"
        listed = Listed(
            "today",
            "今天要办",
            columns(today),
            lambda: range(len(self._items)),
            lambda places: [self._items[at] for at in places],
            lambda item: item.no,
            lambda: "" if self._quick == ALL else QUICK[self._quick],
            unit="件",
            people=False,
        )
        self.acts = ListActs(self, listed, verbs=self._verbs)
        title = column(text("今天要办", "title"), self._facts, gap=2)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose(ALL))
        self._groups = column(gap=16)
        self._waiting = Waiting(desk, window, self.refresh)
        self._body = scroll(column(self._waiting, self._groups, gap=16, pad=(24, 0, 24, 24)))
        line = row(self._filters, pad=(24, 0, 24, 12))
        fetch = button("接送", sign="hand", act=lambda: self.window_.go("releases"))
        takeover = button("交接班", sign="hand", act=lambda: self.window_.go("takeover"))
        health = button("数据体检", sign="shield", act=lambda: self.window_.go("health"))
        title_line = row(
            (title, 1),
            *([fetch] if roomy() else []),
            takeover,
            health,
            *self.acts.buttons(),
            pad=(24, 16, 24, 12),
        )
        self.setLayout(column(title_line, line, (self._body, 1), gap=0))

    def open(self, **target: Unpack[Target]) -> None:
        """``quick``: everything, or what the user is responsible for."""
        self._quick = target.get("quick", self._quick)
        self.refresh()

    def keep(self) -> Target:
        """The switch; a new session begins with everything, so that nothing is hidden unseen."""
        return {"quick": self._quick}

    def refresh(self) -> None:
        """Read the work of the day again."""
        self._all = list(self._work())
        of = {key: [item for item in self._all if self._fits(key, item)] for key in QUICK}
        items = self._items = of[self._quick]
        listed = {key: sum(item.kind != MORE for item in of[key]) for key in QUICK}
        least = " 以上" if len(self._all) > listed[ALL] else ""
        shown = [key for key in QUICK if key in (ALL, MINE, self._quick) or listed[key]]
        filters = [(key, f"{QUICK[key]} {listed[key]}{least}") for key in shown]
        self._filters.show_filters(filters, self._quick)
        self._filters.setVisible(bool(self._all))
        counts = {key: sum(item.group == key for item in items) for key, _state, _name in GROUPS}
        told = "，".join(f"{name} {counts[key]}" for key, _state, name in GROUPS if counts[key])
        total = f"　｜　共 {len(items)} 件：{told}" if items and roomy() else ""
        self._facts.setText(self._date + total)
        self._waiting.refresh()
        clear(self._groups)
        self._start = None
        for key, state, name in GROUPS:
            if counts[key]:
                self._groups.addWidget(
                    self._group(state, name, [item for item in items if item.group == key])
                )
        if not items:
            self._groups.addWidget(self._nothing())
        elif all(item.kind == BACKUP for item in self._all) and _nobody(self.desk):
            self._groups.insertWidget(0, self._begin())
        self._groups.addStretch(1)

    def _fits(self, quick: str, item: DueItem) -> bool:
        if item.kind == MORE:  # they may be anybody's
            return True
        match quick:
            case "mine":
                return item.worker == self.desk.user
            case "unowned":
                return item.kind == UNOWNED or bool(item.no and not item.worker)
            case "silent":
                return item.kind == SILENT or item.silent
            case _:
                return True

    def counted(self, place: Place) -> Count | None:
        """The number of lines just read: the work of the day is not read twice."""
        return _told(self._all)

    def first(self) -> QWidget | None:
        """The first verb of the list."""
        return self._start

    def print_paper(self) -> None:
        """Everything that is listed, and what is folded away here."""
        self.acts.print_list()

    def export_list(self) -> None:
        """The same as a workbook."""
        self.acts.export()

    def _nothing(self) -> QFrame:
        if self._all and self._quick != MINE:
            return empty(
                f"{QUICK[self._quick]}：没有",
                "别的事在“全部”里。",
                "看全部",
                lambda: self._choose(ALL),
                sign="check",
            )
        if self._all:
            return empty(
                "您负责的人现在没有要办的事",
                "别人负责的、还没有责任人的在“全部”里。",
                "看全部",
                lambda: self._choose(ALL),
                sign="check",
            )
        return empty(
            "今天没有要办的事",
            "没有到期的事，也没有等着核查、登记的人。可以导入名单，或者看看人员。",
            Verb.SEE_PEOPLE,
            lambda: self.window_.go("people"),
            sign="check",
        )

    def _begin(self) -> QFrame:
        """A new office: how its people come in."""
        made = empty(
            "先把人员录进来",
            "从县局的名单导入，或者按 Ctrl+N 新登记一个人；以后该办的事都会列在这里。",
            "导入名单",
            lambda: self.window_.go("importing"),
            sign="people",
        )
        self._start = made.findChild(QPushButton)
        return made

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()

    def _group(self, state: str, name: str, items: list[DueItem]) -> QFrame:
        told = (Chip(state, name), text(f"{len(items)} 件", "small"), None)
        head = row(*told, *self._visits(name, items), pad=(16, 6, 16, 6))
        lines: list[Item] = [self._line(item) for item in items[:MOST]]
        if len(items) > MOST:
            more = button(
                f"还有 {len(items) - MOST} 件，在人员里看", "link", act=lambda: self.window_.go("people")
            )
            lines.append(box(row(None, more, None), "rowline"))
        return box(column(head, *lines, gap=0))

    def _visits(self, name: str, items: Sequence[DueItem]) -> list[Item]:
        """走访补录 for everybody of a group who is to be seen, where there are several."""
        ids = list(dict.fromkeys(item.case_id for item in items if item.kind == "contact"))
        if len(ids) < SEVERAL:
            return []
        tip = f"把“{name}”里要走访的 {len(ids)} 人列在一张表上补录"
        act = partial(self.window_.go, "visits", among=ids)
        return [button(f"走访补录 {len(ids)} 人", "link", "visit", tip=tip, act=act)]

    def _line(self, item: DueItem) -> QFrame:
        now = item.group in NOW
        left = left_until(item.until, self.desk.today, owed=item.kind != RELEASE)
        links: list[Item] = [why_link(item.why)] if item.why else []
        links += [self._later(item)] if roomy() and item.duty and item.put_off is None else []
        why = row((text(reason(item, self.desk.today), "small", wrap=True), 0), *links, None, gap=6)
        due_on = column(
            text(left.day, "strong" if now else "body"),
            text(left.words, "late" if left.late else "small"),
            None,
            gap=1,
        )
        act = wide(button(item.verb, "soft" if now else "plain", act=lambda: self._do(item)), 104)
        self._start = self._start or act
        act.setAccessibleName(f"{item.verb}：{item.name}，{item.what}，{left.day}，{left.words}")
        what = column(text(item.what, "strong", wrap=True), why, gap=1)
        if not beside():  # the person's own line, then what is due and until when
            named = column(text(item.name, "strong", wrap=True), text(item.where, "hint", wrap=True), gap=1)
            lines = (row((named, 1), act), row((what, 1), due_on, gap=16))
            return self._row(item, column(*lines, gap=4, pad=(16, 8, 16, 8)))
        told = text(item.name, "strong", wrap=True), text(item.where, "hint", wrap=True)
        who = box(column(*told, None, gap=1), "scroll")
        parts = (wide(who, 148), (what, 1), wide(box(due_on, "scroll"), 88), act)
        return self._row(item, row(*parts, gap=16, pad=(16, 4, 16, 4)))

    def _later(self, item: DueItem) -> QPushButton:
        """By mouse; by keyboard it stands in the menu of the line, so that Tab stays with the verbs."""
        made = button(Verb.PUT_OFF, "textlink", act=partial(self._put_off, item))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(f"{Verb.PUT_OFF}：{item.name}，{item.what}")
        return made

    def _row(self, item: DueItem, layout: QLayout) -> RowFrame:
        made = RowFrame(layout)
        made.asked.connect(lambda where: self.acts.ask(item, where))
        return made

    def _verbs(self, item: DueItem) -> list[RowVerb]:
        verbs: list[RowVerb] = [(item.verb, partial(self._do, item))]
        if item.no:
            verbs.append(("打开人员页", partial(self.window_.go, "person", no=item.no)))
        if item.duty:
            verbs.append(("暂缓…", partial(self._put_off, item)))
        return verbs

    def _put_off(self, item: DueItem) -> None:
        """To another day, with the reason."""
        if PutOffDialog.ask(self, self.desk, item):
            self.refresh()
            self.window_.done(f"已暂缓：{item.name}，{item.what}")

    def _take_up(self, item: DueItem) -> None:
        putting_off.take_up(self.desk, item)
        self.refresh()
        self.window_.done(f"不再暂缓：{item.name}，{item.what}")

    def _do(self, item: DueItem) -> None:
        if item.put_off is not None:
            self._take_up(item)
        elif item.page == "daybook":
            self.window_.go("daybook", record=item.record)
        elif item.page == "reports":
            self.window_.go("reports", name=item.name, quick=item.quick)
        elif item.page == "visits":
            self.window_.go("visits", among=item.among)
        elif item.page == "people" and item.quick:
            self.window_.go("people", quick=item.quick)
        elif item.page == "wishes":
            self.window_.go("wishes", record=item.record)
        elif item.no:
            self.window_.go(item.page, no=item.no, section=item.section, do=item.verb)
        elif item.page == "verification":
            self.window_.go("verification", quick=item.quick)
        elif item.page == "campaigns":
            self.window_.go("campaigns", record=item.record)
        elif item.page == "people":
            self.window_.go("people", filter=PeopleFilter(states=frozenset(item.states)))
        else:
            self.window_.go(item.page)


def _nobody(desk: Desk) -> bool:
    return not people.first_page(desk, PeopleFilter(), limit=1)


def _count(_desk: Desk, window: Window) -> Count | None:
    return _told(window.work_of_the_day())


def _told(items: Sequence[DueItem]) -> Count | None:
    return Count(len(items), any(item.group == "overdue" for item in items)) if items else None


PLACE = Place("today", "今天要办", "today", TodayPage, count=_count)
