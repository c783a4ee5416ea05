"""Beside the list: who is chosen, state, period, next step, completeness of the file, verbs."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QStackedLayout, QWidget

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import box, button, column, row, rule, scroll, tag, text, wide
from anbang_desktop.gui.parts.level_tag import level_tags
from anbang_desktop.gui.parts.period import period_part
from anbang_desktop.gui.parts.ring import Ring
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.people import PersonRow

SETTLE_MS = 30


class Summary(QFrame):
    """Drawn anew for each chosen row, a moment after the choice, so that a held arrow key stays quick."""

    def __init__(
        self,
        desk: Desk,
        window: Window,
        opened: Callable[..., object],
        sealed: Callable[[PersonRow], str],
    ) -> None:
        """``opened`` is called with the number of the case, and ``do`` for a verb; ``sealed`` gives the mark
        of a withheld record.
        """
        super().__init__()
        self.setProperty("look", "card")
        self._desk, self._window, self._opened, self._sealed = desk, window, opened, sealed
        self._row: PersonRow | None = None
        self._stack = QStackedLayout()
        self.setLayout(self._stack)
        self._open = QPushButton()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)

    def show_row(self, row: PersonRow | None) -> None:
        """This one is chosen now."""
        first = self._stack.count() == 0
        self._row = row
        if first or row is None:
            self._draw()
        else:
            self._timer.start(SETTLE_MS)

    def first(self) -> QWidget:
        """打开."""
        return self._open

    def _draw(self) -> None:
        old = self._stack.currentWidget()
        shown = (
            self._person(self._row)
            if self._row
            else box(column(None, row(None, text("没有选中的人", "hint"), None), None), "scroll")
        )
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _person(self, one: PersonRow) -> QWidget:
        age = f"，{one.age} 岁" if one.age is not None else ""
        about = f"{one.sex}{age}　{one.village}".strip("，　")
        ring = [Ring(one.completeness, 52)] if one.filed else []
        who = row(column(text(one.name, "title"), text(about, "small"), gap=2), None, *ring, gap=8)
        sealed = [tag(mark, "sealed")] if (mark := self._sealed(one)) else []
        chips = row(Chip(one.mark, one.state), *level_tags(one.level, one.tone), *sealed, None, gap=6)
        facts = [
            ("下一步", one.next_what or "没有"),
            ("最迟", _day(one.next_on)),
            ("责任人", one.worker),
            ("释放日期", _day(one.release_date)),
            ("证件号", one.id_no_masked),
            ("档案编号", one.no),
        ]
        lines = column(
            *[
                row(column(wide(text(name, "label"), 68), None), (text(words, wrap=True), 1), gap=8)
                for name, words in facts
                if words
            ],
            gap=6,
        )
        body = scroll(
            column(
                who,
                chips,
                period_part(one, self._desk.today),
                rule(),
                lines,
                None,
                gap=12,
                pad=(16, 16, 16, 16),
            )
        )
        self._open = button("打开", "primary", tip="打开人员页（回车）", act=lambda: self._opened(one.no))
        visit = (
            [button(Verb.RECORD_CONTACT, act=lambda: self._opened(one.no, do=Verb.RECORD_CONTACT))]
            if state(one.state_code).on_books
            else []
        )
        foot = row(self._open, *visit, None, gap=8, pad=(16, 10, 16, 10))
        return box(column((body, 1), box(foot, "rowline"), gap=0), "scroll")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
