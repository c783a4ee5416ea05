"""The unlock window: office, user, passphrase, text size. It is painted first, so it loads no database and
no paper code.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.login.login_services import LoginServices, Office
from anbang_desktop.gui.login.passphrase_entry import passphrase_row, typed
from anbang_desktop.gui.parts.brand import LoginFrame
from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, text
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.parts.help_wanted import ask_help
from anbang_desktop.gui.parts.segments import segments
from anbang_desktop.gui.shell.preferences import lock_minutes
from anbang_desktop.gui.theme import SIZES, size_in_force

if TYPE_CHECKING:
    from anbang_desktop.services.desk import Desk


class Unlock(QWidget):
    """``opened`` carries the desk; ``forgotten`` the office and user whose passphrase is lost."""

    opened = Signal(object)
    forgotten = Signal(object, str)
    size_wanted = Signal(str)
    practice_wanted = Signal()

    def __init__(
        self,
        offices: Sequence[Office],
        doors: LoginServices,
        jobs: Jobs,
        trouble: Trouble,
        user: str = "",
        said: str = "",
    ) -> None:
        """``user`` is chosen first; ``said`` is a remark such as why the program was locked."""
        super().__init__()
        self._offices, self._doors, self._jobs, self._trouble = list(offices), doors, jobs, trouble
        self._office = QComboBox(self)
        self._office.setVisible(len(self._offices) > 1)
        self._office.setAccessibleName("资料库")
        self._office.addItems([office.card.name for office in self._offices])
        self.who = QComboBox()
        self.who.setAccessibleName("使用人")
        self.row, self.entry = passphrase_row("口令")
        self.go = button("打开", "primary", act=self._open)
        self._said = text(said, "small")
        if not said:
            self._said.hide()
        office = self._offices[0]
        self.setLayout(column(LoginFrame(f"{office.card.county}{office.card.name}", self._form()), gap=0))
        self._office.currentIndexChanged.connect(lambda _at: self._show_users(user))
        self._show_users(user)
        EnterMoves([self.who, self.entry], self._open, self)

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.entry

    def chosen(self) -> Office:
        """The office to open."""
        return self._offices[max(self._office.currentIndex(), 0)]

    def _form(self) -> QFrame:
        sizes = row(
            button("帮助（F1）", "link", act=lambda: ask_help(self)),
            None,
            text("字号", "label"),
            segments(SIZES, size_in_force(), self.size_wanted.emit, tip="字号："),
            gap=8,
        )
        forgot = button(
            "忘记口令？", "link", act=lambda: self.forgotten.emit(self.chosen(), self.who.currentText())
        )
        practise = button(
            "练习模式",
            "link",
            "book",
            tip="用编造的人和事练习，不动真实的资料",
            act=self.practice_wanted.emit,
        )
        several: list[Item] = [text("资料库", "label"), self._office, 6] if len(self._offices) > 1 else []
        fields: list[Item] = [*several, text("使用人", "label"), self.who, 6, self.row, self.entry.warning, 6]
        return box(
            column(
                sizes,
                None,
                text("打开资料库", "title"),
                self._said,
                12,
                *fields,
                row((self.go, 1), forgot, gap=8),
                row(None, practise),
                None,
                self._hint_box(),
                gap=4,
                pad=(40, 24, 40, 24),
            ),
            "plate",
        )

    def _hint_box(self) -> QFrame:
        demo = self._offices[0].demo_passphrase
        if demo:
            title, words = "这是演示资料", "人和事都是编造的，可以放心试；这里的今天是 2026年11月30日。"
            verbs: list[Item] = [button("填入口令", "soft", act=partial(self._fill_in, demo))]
        else:
            title, words, verbs = (
                "离开座位请锁定",
                f"按 Ctrl+L 立刻锁定；{lock_minutes()} 分钟没有操作会自己锁定。",
                [],
            )
        told = column(text(title, "strong"), text(words, "small", wrap=True), gap=2)
        return box(
            row(
                glyph("book" if demo else "lock", "primary"), (told, 1), *verbs, gap=12, pad=(16, 12, 16, 12)
            ),
            "infobanner",
        )

    def _fill_in(self, passphrase: str) -> None:
        self.entry.setText(passphrase)
        self.entry.setFocus()

    def _show_users(self, user: str) -> None:
        self.who.clear()
        self.who.addItems(list(self.chosen().card.users))
        if user in self.chosen().card.users:
            self.who.setCurrentText(user)
        self.row.clear()

    def _open(self) -> None:
        if self._jobs.busy():
            return
        passphrase = typed(self.row, self.entry)
        if not passphrase:
            return
        self.go.setEnabled(False)
        self.go.setText("正在打开……")
        folder, who = self.chosen().folder, self.who.currentText()
        self._jobs.run(
            "正在打开资料库",
            lambda _progress: self._doors.unlock(folder, who, passphrase),
            self._done,
            failed=self._failed,
        )

    def _done(self, desk: "Desk") -> None:
        self._ready()
        self.entry.wipe()
        self.opened.emit(desk)

    def _failed(self, error: BaseException) -> None:
        self._ready()
        if isinstance(error, UserError):
            self.entry.wipe()
            self.row.complain(str(error))
            self.entry.setFocus()
        else:
            self._trouble.show(error)

    def _ready(self) -> None:
        self.go.setEnabled(True)
        self.go.setText("打开")

    def keep(self) -> dict[str, Any]:
        """What survives a new text size."""
        return {"user": self.who.currentText()}
