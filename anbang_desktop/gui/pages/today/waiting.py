"""没填完的: one line for all forms that wait; each is gone on with, or dropped after a question."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.gui import questions
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, glyph, row, text, wide
from anbang_desktop.gui.records.go_on import way_to
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.worklist import begun
from anbang_desktop.services.worklist.begun import Begun


class Waiting(QFrame):
    """Closed it is one line; a single form stands there at once."""

    def __init__(self, desk: Desk, window: Window, changed: Callable[[], object]) -> None:
        """``changed`` is told when one was dropped."""
        super().__init__()
        self.setProperty("look", "card")
        self._desk, self._window, self._changed = desk, window, changed
        self._listed: Sequence[Begun] = ()
        self._open = False
        self._lines = column(gap=0)
        self.setLayout(self._lines)

    def refresh(self) -> None:
        """Read again; hidden where nothing waits."""
        self._listed = begun.listed(self._desk)
        self.setVisible(bool(self._listed))
        self._draw()

    def toggle(self) -> None:
        """Open or close the list."""
        self._open = not self._open
        self._draw()

    def _draw(self) -> None:
        clear(self._lines)
        if not self._listed:
            return
        told = text(f"有 {len(self._listed)} 份没填完的", "strong")
        quiet = text("暂存在资料库里，什么时候接着填都行", "hint", wrap=True)
        verb: list[Item] = []
        if len(self._listed) > 1:
            verb = [button("收起" if self._open else "看看是哪些", "link", act=self.toggle)]
        head = row(glyph("clock", "primary"), told, (quiet, 1), *verb, gap=8, pad=(16, 8, 16, 8))
        self._lines.addWidget(box(head, "scroll"))
        shown = self._listed if self._open or len(self._listed) == 1 else ()
        for one in shown:
            self._lines.addWidget(self._line(one))

    def _line(self, one: Begun) -> QFrame:
        named = f"{one.what}：{one.name}" if one.name else one.what
        since = text(_when(one, self._desk.today), "small")
        go_on = wide(button("接着填", act=lambda: self._go_on(one)), 104)
        go_on.setAccessibleName(f"接着填：{named}")
        drop = button("丢弃", "link", act=lambda: self._drop(one, named))
        drop.setAccessibleName(f"丢弃：{named}")
        parts = row((text(named, "body", wrap=True), 1), since, drop, go_on, gap=12, pad=(16, 4, 16, 4))
        return box(parts, "rowline")

    def _go_on(self, one: Begun) -> None:
        page, target = way_to(one.form)
        self._window.go(page, **target)

    def _drop(self, one: Begun, named: str) -> None:
        words = f"{_when(one, self._desk.today)}填的内容丢弃后找不回来。"
        if questions.sure(self, f"丢弃没填完的“{named}”？", words, danger="丢弃这 1 份", keep="留着"):
            drafts.drop(self._desk, one.form)
            self._changed()


def _when(one: Begun, today: date) -> str:
    day = "今天" if one.saved_at.date() == today else month_day(one.saved_at.date(), today)
    return f"{day} {one.saved_at:%H:%M}"
