"""From start to end: wizard or unlock, main window, lock, text size, closing. It owns the desk; pages
borrow it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from anbang_desktop.domain.practice import is_practice
from anbang_desktop.errors import UserError
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.help.asking import Help
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.login.demo_day import demo_passphrase
from anbang_desktop.gui.login.login_services import LoginServices, Office
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.parts.brand import TITLE
from anbang_desktop.gui.parts.clipboard import empty_ours
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.help_wanted import HelpWanted
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.shell.idle import IdleWatch
from anbang_desktop.gui.shell.mouse_guard import MOUSE, MouseGuard
from anbang_desktop.gui.shell.preferences import OFFICE, SIZE, USER, lock_minutes, text_size
from anbang_desktop.gui.shell.window import Frame
from anbang_desktop.gui.theme import dress, form, practising, set_window_wide, size_in_force
from anbang_desktop.lazy import lazy_import

if TYPE_CHECKING:
    from anbang_desktop.gui.copying.window import CopyWindow, Go
    from anbang_desktop.gui.login import first_run, recover
    from anbang_desktop.gui.pages.person.face import FaceWindow
    from anbang_desktop.gui.shell.page import Target
    from anbang_desktop.gui.shell.shell import Kept, Shell
    from anbang_desktop.services.desk import Desk
else:  # most starts go through the unlock
    first_run = lazy_import("anbang_desktop.gui.login.first_run")
    recover = lazy_import("anbang_desktop.gui.login.recover")

log = logging.getLogger("anbang.program")


REFIT_MS = 200  # after the last pull at the window's edge
HEARD = (QInputEvent, HelpWanted)  # a page that is drawn sends thousands of others
LOCK_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


@dataclass(frozen=True, slots=True)
class Inside:
    """What is needed after the unlock, loaded only then: it brings the services and the pages."""

    shell: "Callable[[Desk, Jobs, Trouble, int], Shell]"  # the end of the audit at the unlock
    close: "Callable[[Desk], None]"
    back_up_at_close: "Callable[[QWidget, Desk, Jobs, Trouble, Callable[[], None]], bool]"
    rare_face: Callable[[QApplication], None]
    remember: Callable[[QWidget], None]  # where one is, at the lock and at the end
    take_up: "Callable[[Shell], bool]"  # and to go on there
    face: "Callable[[Desk, str, Jobs, Trouble], FaceWindow]"
    copying: "Callable[[Desk, Jobs, Trouble, Go], CopyWindow]"


class Program(QObject):
    """Shows one thing at a time in the one window; ``start`` shows the first, signals do the rest."""

    def __init__(
        self, app: QApplication, doors: LoginServices, inside: Callable[[], Inside], *, at_once: bool = False
    ) -> None:
        """``inside`` loads what is needed after the unlock; ``at_once`` runs jobs without a thread
        (tests).
        """
        super().__init__()
        self._app, self._doors, self._load_inside = app, doors, inside
        self.frame = Frame()
        self.frame.may_close = self._may_close
        self.frame.left.connect(lambda: self.lock("电脑锁屏或睡眠，程序也已锁定"))
        self.jobs = Jobs(self.frame, at_once=at_once)
        self.jobs.finished.connect(self._lock_if_late)
        self.trouble = Trouble(self.front)
        self.help = Help(app, self.frame, self.jobs, self.trouble, self.front)
        self._guard = MouseGuard()
        self._form = form()
        self._refit = QTimer(self.frame)
        self._refit.setSingleShot(True)
        self._refit.timeout.connect(self._fit)
        self.frame.resized.connect(self._resized)
        self.desk: Desk | None = None
        self._offices: list[Office] = []
        self._face: FaceWindow | None = None
        self._copying: CopyWindow | None = None
        self._inside: Inside | None = None
        self._idle: IdleWatch | None = None
        self._lock_late = self._backed_up = False
        self._user, self._since = "", 0  # the end of the audit when this sitting began

    # what is on show ----------------------------------------------------------------------------

    def start(self, offices: Sequence[Office], user: str = "") -> None:
        """Unlock where there is an office, else the wizard."""
        self._offices, self._user = list(offices), user or str(choices().value(USER, ""))
        if self._offices:
            self.show_unlock()
        else:
            self.show_first_run()
        self._app.installEventFilter(self)  # no earlier: every event of what is built would go through Python

    def show_unlock(self, said: str = "") -> None:
        """The unlock window."""
        shown = Unlock(self._offices, self._doors, self.jobs, self.trouble, self._user, said)
        shown.opened.connect(self._opened)
        shown.forgotten.connect(self.show_forgotten)
        shown.practice_wanted.connect(self.practise)
        self._put(shown)

    def practise(self) -> None:
        """练习模式: an invented office in a folder of its own; the real ones stay closed."""
        if self.jobs.busy() or self.desk is not None:
            return
        anew: bool | None = False
        if self._doors.practised():
            title, words = (
                "接着上次练习，还是重新开始？",
                "重新开始，上次练习填的都换掉；真实的资料不受影响。",
            )
            anew = Sure(self.frame, title, words, ("接着练", False), ("重新开始", True)).run()
        if anew is None:
            return
        job = partial(self._doors.practice, anew)
        title = "正在准备练习用的资料"
        self.jobs.run(title, job, self._opened, failed=self.trouble.show)

    def show_first_run(self, kept: dict[str, Any] | None = None) -> None:
        """The wizard."""
        shown = first_run.FirstRun(self._doors, self.jobs, self.trouble, kept)
        shown.opened.connect(self._opened)
        self._put(shown)

    def show_forgotten(self, office: Office, user: str) -> None:
        """The way in by the recovery key."""
        shown = recover.Forgotten(office, user, self._doors, self.jobs, self.trouble)
        shown.opened.connect(self._opened)
        shown.left.connect(lambda: QTimer.singleShot(0, self, self.show_unlock))
        self._put(shown)

    def show_shell(self, kept: "Kept | None" = None) -> None:
        """The main window, new or built anew for a text size."""
        assert self.desk is not None  # noqa: S101 - only after the unlock
        set_window_wide(self.frame.width())
        self._form = form()
        shown = self._within().shell(self.desk, self.jobs, self.trouble, self._since)
        shown.lock_wanted.connect(self.lock)
        shown.choices_changed.connect(self._choices_changed)
        shown.face_wanted.connect(self.show_face)
        shown.copying_wanted.connect(self.show_copying)
        self._put(shown)
        if kept is not None:
            shown.bring_back(kept)
        elif not self._within().take_up(shown):
            shown.go("today")

    def show_face(self, no: str) -> None:
        """当面模式: the visitor's window instead of this one, which is hidden, not just covered."""
        if self.desk is None or self._face is not None:
            return
        self._end_copying()  # nobody else is to be seen
        self._face = self._within().face(self.desk, no, self.jobs, self.trouble)
        self._face.left.connect(self.leave_face)
        self.jobs.lie_over(self._face)
        self._face.showFullScreen()
        self.frame.hide()

    def leave_face(self) -> None:
        """What is in the main window now is shown before the visitor's window goes."""
        face, self._face = self._face, None
        self.frame.show()
        self.jobs.lie_over(self.frame)
        if face is not None:
            face.end()

    def show_copying(self, among: "Sequence[int]", at: int) -> None:
        """照录: a window of its own, which stands beside another program; it outlives the shell, which is
        built anew while windows are pulled about.
        """
        if self.desk is None:
            return
        if self._copying is None:
            self._copying = self._within().copying(self.desk, self.jobs, self.trouble, self._go_from_copying)
            self._copying.left.connect(self._end_copying)
        self._copying.show_among(among, at, beside=self.frame)

    def _go_from_copying(self, target: "Target") -> None:
        """The person's page, in the main window."""
        shell = self.shell()
        if shell is not None and not self.jobs.busy():
            shell.go("person", **target)
            self.frame.raise_()
            self.frame.activateWindow()

    def _end_copying(self) -> None:
        copying, self._copying = self._copying, None
        if copying is not None:
            copying.end()

    def front(self) -> QWidget:
        """The window on show: the visitor's, or the main one."""
        return self._face or self.frame

    def shell(self) -> "Shell | None":
        """The shell, while unlocked."""
        content: Any = self.frame.content()
        return content if self.desk is not None else None

    # lock, size, close --------------------------------------------------------------------------

    def lock(self, said: str = "已锁定") -> None:
        """Close every dialog, drop the pages, close the database, forget the desk; a running job is waited
        for.
        """
        if self.jobs.busy():
            self._lock_late = True  # also an unlock in progress: nobody may be there any more when it is done
            return
        if self.desk is None:
            return
        if Dialog.running and self._app.activeModalWidget() is None:  # the next is about to open
            QTimer.singleShot(REFIT_MS, self, lambda: self.lock(said))
            return
        self._remember()
        desk, self.desk = self.desk, None
        if self._idle:
            self._idle.stop()
            self._idle.deleteLater()
            self._idle = None
        self._end_copying()
        close_windows(self._app, self.frame, self._face)
        self._app.clipboard().clear()
        self._dress(practice=False)
        self._offices = [self._looked_at(one) for one in self._offices]
        self.show_unlock(said)
        if self._face is not None:
            self.leave_face()
        self._within().close(desk)
        log.info("locked")

    def _looked_at(self, office: Office) -> Office:
        """With its card as it is now: the office may have got another name."""
        try:
            return replace(office, card=self._doors.look(office.folder))
        except UserError:
            return office  # the disk is away: the unlock says so

    def set_size(self, size: str) -> None:
        """Dress anew and build what is on show again, as it was; dialogs and jobs are waited for."""
        content: Any = self.frame.content()
        if size == size_in_force() or (hasattr(content, "settled") and content.settled()):
            return
        if self._in_hand():
            QTimer.singleShot(REFIT_MS, self, lambda: self.set_size(size))
            return
        choices().setValue(SIZE, size)
        dress(self._app, size)
        if self.desk is not None:
            self.show_shell(content.keep())
        elif isinstance(content, Unlock):
            self._user = str(content.keep()["user"])
            self.show_unlock()
        elif isinstance(content, first_run.FirstRun):
            self.show_first_run(content.keep())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+L and F1 work in dialogs too; the mouse does nothing by accident anywhere."""
        if not isinstance(event, HEARD):
            return False
        if event.type() in MOUSE:
            return self._guard.stops(watched, event)
        if self.help.takes(event):
            return True
        if self.desk is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.keyCombination() != LOCK_KEY:
            return False
        QTimer.singleShot(0, self, self.lock)
        return True

    def finish(self) -> None:
        """The program ends: nothing stays open."""
        self._refit.stop()
        if self._idle:
            self._idle.stop()
        self._app.removeEventFilter(self)
        self._remember()
        self._end_copying()
        empty_ours()
        if self._face is not None:
            self.leave_face()
        self._dress(practice=False)
        self.frame.hide()  # forms in hand keep their draft while the office is still open
        if self.desk is not None:
            desk, self.desk = self.desk, None
            self._within().close(desk)

    def idle_watch(self) -> IdleWatch | None:
        """The watch, for tests."""
        return self._idle

    # --------------------------------------------------------------------------------------------

    def _put(self, content: "Unlock | first_run.FirstRun | recover.Forgotten | Shell") -> None:
        if hasattr(content, "size_wanted"):
            content.size_wanted.connect(lambda size: QTimer.singleShot(0, self, lambda: self.set_size(size)))
        self.frame.put(content)
        if hasattr(content, "first"):
            content.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self) -> None:
        """Where one is now, while the office is still open."""
        if (shell := self.shell()) is not None and not self.jobs.busy():
            self._within().remember(shell)

    def _within(self) -> Inside:
        if self._inside is None:
            self._inside = self._load_inside()
            self._inside.rare_face(self._app)
        return self._inside

    def _opened(self, desk: "Desk") -> None:
        self.desk, self._since = desk, desk.store.head().seq
        used_before = bool(choices().value(USER, ""))
        self._dress(practice=is_practice(desk.office.name))
        if not practising():
            self._note_office(desk)
        self._idle = IdleWatch(lock_minutes(), lambda: self.lock("没有人操作，已自动锁定"), self)
        self.show_shell()
        self.help.offer_news(self.shell(), used_before=used_before)
        log.info("unlocked")
        for warning in getattr(desk.store, "warnings", ()):
            self.trouble.show(UserError(warning))

    def _dress(self, *, practice: bool) -> None:
        """Other colours and another title while the people are invented."""
        if practice != practising():
            dress(self._app, size_in_force(), practice=practice)
            self.frame.setWindowTitle(f"练习模式　{TITLE}" if practice else TITLE)

    def _note_office(self, desk: "Desk") -> None:
        """The office that was opened is offered first next time."""
        self._user = desk.user
        choices().setValue(USER, desk.user)
        choices().setValue(OFFICE, desk.office.code)
        ours = desk.office.db_id
        if all(office.card.db_id != ours for office in self._offices):
            folder = self._doors.folder_for(desk.office.code)
            self._offices = [Office(folder, self._doors.look(folder))]
        self._offices.sort(key=lambda office: office.card.db_id != ours)

    def _resized(self) -> None:
        set_window_wide(self.frame.width())
        if self.desk is not None and form() != self._form:
            self._refit.start(REFIT_MS)

    def _fit(self) -> None:
        """The window came into another form: as for a new text size; a dialog or a job is waited for."""
        shell = self.shell()
        if shell is None or form() == self._form:
            return
        if self._in_hand():
            self._refit.start(REFIT_MS)
        else:
            self.show_shell(shell.keep())

    def _in_hand(self) -> bool:
        """Whether something is under way that would go with the page it belongs to: also between a dialog
        that has ended and the one it leads to.
        """
        waiting = self._app.activeModalWidget() or self._app.activePopupWidget()
        return waiting is not None or bool(Dialog.running) or self.jobs.busy()

    def _choices_changed(self) -> None:
        if self._idle:
            self._idle.set_minutes(lock_minutes())
        QTimer.singleShot(0, self, lambda: self.set_size(text_size()))

    def _lock_if_late(self) -> None:
        if self._lock_late:
            self._lock_late = False
            QTimer.singleShot(0, self, self.lock)

    def _may_close(self) -> bool:
        if self.jobs.busy():
            return False
        shell = self.shell()
        if shell is None or self.desk is None or practising():
            return True
        # counts for this closing only: who stays may go on writing
        backed_up, self._backed_up = self._backed_up, False
        if backed_up:
            return True
        return self._within().back_up_at_close(
            self.frame, self.desk, self.jobs, self.trouble, self._close_now
        )

    def _close_now(self) -> None:
        self._backed_up = True
        QTimer.singleShot(0, self.frame, self.frame.close)  # not from inside the close event that asked


def close_windows(app: QApplication, *but: QWidget | None) -> None:
    """Dialogs end unanswered, popups and menus close."""
    while (popup := app.activePopupWidget()) is not None:
        popup.close()
    for window in app.topLevelWidgets():
        if window in but or not window.isVisible():
            continue
        if isinstance(window, Dialog):
            window.dismiss()
        elif isinstance(window, QDialog):
            window.done(QDialog.DialogCode.Rejected)
        else:
            window.close()


def offices_in(folders: Sequence[Path], look: Callable[[Path], Any]) -> list[Office]:
    """The sound offices among these folders; an unsound one is left out here and told by ``look`` when it
    is named.
    """
    found = []
    for folder in folders:
        try:
            found.append(Office(folder, look(folder), demo_passphrase(folder)))
        except UserError:
            continue
    return found
