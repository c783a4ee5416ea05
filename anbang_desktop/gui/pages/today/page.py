"""今天要办: what is overdue, due today, within seven days or later, and what waits for others."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.why import why_link
from anbang_desktop.gui.shell.page import Count, Page, Place, Window
from anbang_desktop.gui.theme import beside, roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.services.worklist.people import PeopleFilter

GROUPS = (
    ("overdue", "overdue", "逾期"),
    ("today", "soon", "今天"),
    ("week", "soon", "7 天内"),
    ("later", "todo", "以后"),
    ("waiting", "paused", "等别人"),
)
NOW = ("overdue", "today")
DAYS = "一二三四五六日"
MOST = 40


class TodayPage(Page):
    """The home page."""

    def __init__(
        self, desk: Desk, window: Window, work: Callable[[], Sequence[DueItem]] | None = None
    ) -> None:
        """``work`` gives the work of the day; the window's own unless a test hands in another."""
        super().__init__(desk, window)
        self._work = work or window.work_of_the_day
        self._items: Sequence[DueItem] = ()
        today = desk.today
        self._facts = text("", "small")
        self._date = f"{today.year}年{today.month}月{today.day}日　星期{DAYS[today.weekday()]}"
        title = column(text("今天要办", "title"), self._facts, gap=2)
        self._groups = column(gap=16, pad=(24, 0, 24, 24))
        self._body = scroll(self._groups)
        self.setLayout(column(row(title, None, pad=(24, 16, 24, 16)), (self._body, 1), gap=0))

    def refresh(self) -> None:
        """Read the work of the day again."""
        items = self._items = list(self._work())
        counts = {key: sum(item.group == key for item in items) for key, _state, _name in GROUPS}
        told = "，".join(f"{name} {counts[key]}" for key, _state, name in GROUPS if counts[key])
        total = f"　｜　共 {len(items)} 件：{told}" if items and roomy() else ""
        self._facts.setText(self._date + total)
        clear(self._groups)
        for key, state, name in GROUPS:
            if counts[key]:
                self._groups.addWidget(
                    self._group(state, name, [item for item in items if item.group == key])
                )
        if not items:
            self._groups.addWidget(
                empty(
                    "今天没有要办的事",
                    "没有到期的事，也没有等着核查、登记的人。可以导入名单，或者看看人员。",
                    Verb.SEE_PEOPLE,
                    lambda: self.window_.go("people"),
                    sign="check",
                )
            )
        self._groups.addStretch(1)

    def counted(self, place: Place) -> Count | None:
        """The number of lines just read: the work of the day is not read twice."""
        return _told(self._items)

    def first(self) -> QWidget | None:
        """The first verb of the list."""
        return self._body.findChild(QWidget, "act")

    def _group(self, state: str, name: str, items: list[DueItem]) -> QFrame:
        head = row(Chip(state, name), text(f"{len(items)} 件", "small"), None, pad=(16, 6, 16, 6))
        lines: list[Item] = [self._line(item) for item in items[:MOST]]
        if len(items) > MOST:
            more = button(
                f"还有 {len(items) - MOST} 件，在人员里看", "link", act=lambda: self.window_.go("people")
            )
            lines.append(box(row(None, more, None), "rowline"))
        return box(column(head, *lines, gap=0))

    def _line(self, item: DueItem) -> QFrame:
        now = item.group in NOW
        left = left_until(item.until, self.desk.today)
        if item.kind == "release":  # a day that has passed, nobody's duty that is late
            left = replace(left, words=left.words.replace("逾期", "已过"))
        links: list[Item] = [why_link(item.why)] if item.why else []
        why = row((text(_reason(item), "small", wrap=True), 0), *links, None, gap=6)
        due_on = column(
            text(left.day, "strong" if now else "body"),
            text(left.words, "late" if left.late else "small"),
            None,
            gap=1,
        )
        act = wide(button(item.verb, "soft" if now else "plain", act=lambda: self._do(item)), 104)
        act.setObjectName("act")
        act.setAccessibleName(f"{item.verb}：{item.name}，{item.what}，{left.day}，{left.words}")
        what = column(text(item.what, "strong"), why, gap=1)
        if not beside():  # the person's own line, then what is due and until when
            named = column(text(item.name, "strong"), text(item.where, "hint"), gap=1)
            lines = (row((named, 1), act), row((what, 1), due_on, gap=16))
            return box(column(*lines, gap=4, pad=(16, 8, 16, 8)), "rowline")
        who = box(column(text(item.name, "strong"), text(item.where, "hint"), None, gap=1), "scroll")
        parts = (wide(who, 148), (what, 1), wide(box(due_on, "scroll"), 88), act)
        return box(row(*parts, gap=16, pad=(16, 4, 16, 4)), "rowline")

    def _do(self, item: DueItem) -> None:
        if item.no:
            self.window_.go(item.page, no=item.no, section=item.section, do=item.verb)
        elif item.page == "verification":
            self.window_.go("verification", quick=item.quick)
        elif item.page == "campaigns":
            self.window_.go("campaigns", record=item.record)
        elif item.page == "people":
            self.window_.go("people", filter=PeopleFilter(states=frozenset(item.states)))
        else:
            self.window_.go(item.page)


def _reason(item: DueItem) -> str:
    """登记日期 3月4日，5 日内签订或记录未签原因."""
    if item.why is None:
        return ""
    return f"{item.why.start_label} {month_day(item.why.start)}，{item.why.rule}".strip("，")


def _count(_desk: Desk, window: Window) -> Count | None:
    return _told(window.work_of_the_day())


def _told(items: Sequence[DueItem]) -> Count | None:
    return Count(len(items), any(item.group == "overdue" for item in items)) if items else None


PLACE = Place("today", "今天要办", "today", TodayPage, count=_count)
