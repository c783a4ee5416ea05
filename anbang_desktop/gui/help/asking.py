"""Who asks for 帮助 and what is opened then: F1, the question mark, a link to an article, what is new after
an update. Light: the reader and its books are loaded when they are first wanted.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.keys import undisturbed
from anbang_desktop.gui.parts.help_wanted import HelpWanted
from anbang_desktop.gui.shell.preferences import NEWS
from anbang_desktop.gui.shell.window import Frame
from anbang_desktop.lazy import lazy_import

if TYPE_CHECKING:
    from anbang_desktop.gui.help import at_hand, on_paper, reader
    from anbang_desktop.gui.shell.shell import Shell
    from anbang_desktop.services.help import books
else:
    at_hand = lazy_import("anbang_desktop.gui.help.at_hand")
    on_paper = lazy_import("anbang_desktop.gui.help.on_paper")
    reader = lazy_import("anbang_desktop.gui.help.reader")
    books = lazy_import("anbang_desktop.services.help.books")

HELP_KEY = QKeyCombination(Qt.Key.Key_F1)


class Help(QObject):
    """Hears what the session's filter hears, so F1 works in dialogs and before the unlock."""

    def __init__(self, app: QApplication, frame: Frame, jobs: Jobs, trouble: Trouble) -> None:
        """``frame`` is the one window."""
        super().__init__(frame)
        self._app, self._frame, self._jobs, self._trouble = app, frame, jobs, trouble

    def takes(self, event: QEvent) -> bool:
        """Whether this event asks for help; then it is given from the event loop."""
        act: Callable[[], None] | None = None
        if isinstance(event, HelpWanted):
            act = self.save_pdf if event.on_paper else partial(self.open, event.anchor)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = self.open if event.keyCombination() == HELP_KEY else None
        if act is not None:
            QTimer.singleShot(0, self, act)
        return act is not None

    def open(self, anchor: str = "") -> None:
        """The reader at this place, or at what has the keyboard; a running job is not disturbed."""
        if self._jobs.busy():
            return
        modal = self._app.activeModalWidget()
        hand = self._app.focusWidget() or modal or self._frame.content()
        asked = [anchor] if anchor else at_hand.anchors_of(hand)
        while (popup := self._app.activePopupWidget()) is not None:
            popup.close()
        if not isinstance(modal, reader.Reader):
            over = modal or self._frame
            undisturbed(partial(reader.Reader.ask, over, self._jobs, self._trouble, asked))
        elif anchor:
            modal.go(anchor)

    def save_pdf(self) -> None:
        """The whole manual as a file."""
        told = getattr(self._frame.content(), "toast", print)  # the shell: its menu asks
        on_paper.save(self._app.activeModalWidget() or self._frame, self._jobs, self._trouble, told)

    def offer_news(self, shell: "Shell | None", *, used_before: bool) -> None:
        """Once after an update, in a toast that goes by itself; nothing on a fresh computer."""
        newest, seen = books.newest(), str(choices().value(NEWS, ""))
        choices().setValue(NEWS, newest)
        if shell is not None and newest != seen and (seen or used_before):
            shell.toast("程序已经更新", partial(self.open, newest), "看更新说明")
