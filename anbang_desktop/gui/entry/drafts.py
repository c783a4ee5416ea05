"""Keeps what is typed into a form: soon after the last change and when the form goes out of sight; offers
it at the next opening.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.parts.compose import box, button, clear, column, glyph, row, text
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.office.drafts import Draft

log = logging.getLogger("anbang.drafts")
WAIT_MS = 5000
Entries = Mapping[str, Any]


class Drafting(QObject):
    """A child of the form's page or dialog, so its timer ends with it. ``offer`` is the banner, to be laid
    above the form.
    """

    def __init__(
        self,
        over: QWidget,
        desk: Desk,
        read: Callable[[], Entries],
        restore: Callable[[Entries], object],
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """Watch the form that lies in ``over``: ``read`` gives what was typed, ``restore`` puts it back."""
        super().__init__(over)
        self._over, self._desk, self._read, self._restore, self._busy = over, desk, read, restore, busy
        self.form, self._pending = "", False
        self._old: Draft | None = None  # offered and not answered yet
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(WAIT_MS)
        self.timer.timeout.connect(self.write)
        self._lines = column(gap=0)
        self.offer = box(self._lines, "scroll")
        self.offer.hide()
        over.installEventFilter(self)

    def open(self, form: str, *, restored: bool = False) -> None:
        """The form was opened (and has been given its draft already: ``restored``)."""
        self.timer.stop()
        self.form, self._pending = form, restored
        self._old = None if restored else drafts.find(self._desk, form)
        self._show_offer()
        page = page_of(self._over)
        if page is not None and form in page.resuming:
            page.resuming.discard(form)
            self.go_on()

    def touch(self) -> None:
        """Something was changed."""
        self._pending = True
        self.timer.start()

    def write(self) -> None:
        """Keep what stands there now; a fault of the disk is told by the next save, not by every draft."""
        if self._busy():
            self.timer.start()
            return
        self.timer.stop()
        self._pending = False
        entries = self._read()
        if self._old is not None:
            entries = _over(self._old.values, entries)
        try:
            drafts.keep(self._desk, self.form, entries)
        except UserError:
            log.warning("draft not kept")

    def done(self) -> None:
        """Saved, or not wanted: the draft goes. One that is still offered stays as it was."""
        self.timer.stop()
        self._pending = False
        if self._old is None:
            drafts.drop(self._desk, self.form)
        else:
            drafts.keep(self._desk, self.form, self._old.values, self._old.saved_at)

    def throw_away(self) -> Callable[[], object] | None:
        """不保存: what was typed goes. What comes back takes that back; None where nothing was typed."""
        desk, form = self._desk, self.form
        entries = _over(self._old.values if self._old is not None else {}, self._read())
        typed = bool(self._read())
        self.done()

        def take_back() -> None:
            drafts.keep(desk, form, entries)
            if isValid(self) and self.form == form:
                self.open(form)

        return take_back if typed else None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """When the form goes out of sight, keep what has not been kept yet."""
        if event.type() == QEvent.Type.Hide and self._pending:
            self.write()
        return False

    def go_on(self) -> None:
        """接着填: over what is loaded and under what was typed since."""
        if self._old is None:
            return
        old, self._old = self._old, None
        self._restore(_over(old.values, self._read()))
        self.touch()
        self._show_offer()

    def discard(self) -> None:
        """丢弃, after a question."""
        if self._old is None:
            return
        asked = {"danger": "丢弃", "keep": "留着"}
        if questions.sure(
            self._over,
            "丢弃上次没保存的内容？",
            f"{_when(self._old.saved_at)}填的内容丢弃后找不回来。",
            **asked,
        ):
            self._old = None
            drafts.drop(self._desk, self.form)
            self._show_offer()

    def _show_offer(self) -> None:
        clear(self._lines)
        self.offer.setVisible(self._old is not None)
        if self._old is not None:
            words = text(f"上次有没保存的内容（{_when(self._old.saved_at)}）", wrap=True)
            verbs = (button("接着填", "soft", act=self.go_on), button("丢弃", "link", act=self.discard))
            line = row(glyph("info", "primary", "icon_small"), (words, 1), *verbs, gap=8, pad=(16, 6, 8, 6))
            self._lines.addWidget(box(line, "infobanner"))


def page_of(widget: QWidget | None) -> Page | None:
    """The page that a form or a dialog lies on."""
    while widget is not None and not isinstance(widget, Page):
        widget = widget.parentWidget()
    return widget


def _over(old: Entries, new: Entries) -> dict[str, Any]:
    """Newer entries over older ones, also one level down."""
    inner = {
        name: {**old[name], **value}
        for name, value in new.items()
        if isinstance(value, Mapping) and isinstance(old.get(name), Mapping)
    }
    return {**old, **new, **inner}


def _when(at: datetime) -> str:
    return f"{at.month}月{at.day}日 {at:%H:%M}"
