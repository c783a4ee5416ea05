"""A forgotten passphrase: the recovery key from the paper, a new passphrase, and a new recovery key in
place of the used one.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QStackedLayout, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.login.login_services import LoginServices, Office
from anbang_desktop.gui.login.new_passphrase import NewPassphrase
from anbang_desktop.gui.login.recovery_key import KeyAskedBack, KeyShown, KeyTyped
from anbang_desktop.gui.parts.brand import LoginFrame
from anbang_desktop.gui.parts.compose import box, button, column, row, take_out, text
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.parts.help_wanted import ask_help

if TYPE_CHECKING:
    from anbang_desktop.services.desk import Desk


class Forgotten(QWidget):
    """``opened`` carries the desk; ``left`` goes back to the unlock."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, office: Office, user: str, doors: LoginServices, jobs: Jobs, trouble: Trouble) -> None:
        """``user`` is who forgot the passphrase of ``office``."""
        super().__init__()
        self._office, self._doors, self._jobs, self._trouble = office, doors, jobs, trouble
        self._desk: Desk | None = None
        self._code = ""
        self.who = QComboBox()
        self.who.setAccessibleName("使用人")
        self.who.addItems(list(office.card.users))
        self.who.setCurrentText(user)
        self.typed = KeyTyped(doors.check_groups)
        self.new = NewPassphrase(doors.refuse_weak)
        self._wrong = text("", "error", wrap=True)
        steps = QWidget(self)
        self._stack = QStackedLayout(steps)
        self._stack.addWidget(self._entry())
        holder = box(column((steps, 1), gap=0, pad=(32, 16, 32, 16)), "plate")
        self.setLayout(column(LoginFrame(f"{office.card.county}{office.card.name}", holder), gap=0))

    def first(self) -> QWidget:
        """The first group."""
        return self.typed.entries[0]

    def complaint(self) -> str:
        """What was wrong with the key."""
        return self._wrong.text()

    def settled(self) -> bool:
        """Is the new key on show?"""
        return self._desk is not None

    def _entry(self) -> QFrame:
        go = button("换新口令", "primary", act=self._recover)
        back = button("返回", act=self.left.emit)
        EnterMoves([*self.typed.entries, self.who, *self.new.entries()], self._recover, self)
        words = text(
            "取出信封里的恢复钥匙，照着纸面输入。资料不会丢。用过以后旧钥匙作废，会给一把新的。",
            "small",
            wrap=True,
        )
        user = row(text("使用人", "label"), (self.who, 1), gap=12)
        return box(
            column(
                text("忘记口令", "title"),
                words,
                self.typed,
                self._wrong,
                user,
                self.new,
                None,
                row(back, button("帮助（F1）", "link", act=lambda: ask_help(self)), None, go),
                gap=6,
            ),
            "plate",
        )

    def _recover(self) -> None:
        self._wrong.setText("")
        user, code = self.who.currentText(), self.typed.code()
        if "✗" in self.typed.signs() or len(code) < 36:
            self._wrong.setText("恢复钥匙还没有输对：共 9 组，每组 4 个字符。打 ✗ 的组请对照纸面改正。")
            return
        passphrase = self.new.value(user)
        if passphrase is None or self._jobs.busy():
            return
        folder = self._office.folder
        self._jobs.run(
            "正在打开资料库",
            lambda _progress: self._doors.recover(folder, code, user, passphrase),
            self._opened,
            failed=self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._wrong.setText(str(error))
        else:
            self._trouble.show(error)

    def _opened(self, made: "tuple[Desk, str]") -> None:
        self.new.wipe()
        for entry in self.typed.entries:
            entry.clear()
        self._desk, self._code = made
        self._show_key()

    def _show_key(self) -> None:
        desk, code = self._desk, self._code
        self._put(
            KeyShown(code, lambda: self._doors.recovery_pages(desk, code) if desk else [], self._ask_back)
        )

    def _ask_back(self) -> None:
        self._put(KeyAskedBack(self._code, self._finish, self._show_key))

    def _put(self, step: KeyShown | KeyAskedBack) -> None:
        if self._stack.count() > 1:
            take_out(self._stack, 1)
        self._stack.addWidget(step)
        self._stack.setCurrentWidget(step)
        step.first().setFocus()

    def _finish(self) -> None:
        desk, self._desk, self._code = self._desk, None, ""
        self.opened.emit(desk)
