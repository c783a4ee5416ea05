"""The dialogs of the settings: passphrase, recovery key, licences."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QStackedLayout, QWidget

from anbang_desktop import paths
from anbang_desktop.errors import UserError
from anbang_desktop.gui.login.new_passphrase import NewPassphrase
from anbang_desktop.gui.login.passphrase_entry import passphrase_row
from anbang_desktop.gui.login.recovery_key import KeyAskedBack, KeyShown
from anbang_desktop.gui.parts.compose import column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.printing import DPI, Pixels
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.office import recovery_sheet


class ChangePassphrase(Dialog[bool]):
    """The old passphrase, the new one twice; deriving the key runs as a job."""

    def __init__(self, parent: QWidget, desk: Desk, window: Window) -> None:
        """Ask for the old and the new passphrase of who is at the desk."""
        super().__init__(parent, "更换口令")
        self._desk, self._window = desk, window
        self.old_row, self.old = passphrase_row("现在的口令")
        self.new = NewPassphrase(opening.refuse_weak)
        self.go = verb("更换口令", self._change, "primary")
        self.lay(self.old_row, self.new, buttons=(self.go, verb("取消", self.reject)))
        self.save_by(self.go)
        EnterMoves([self.old, *self.new.entries()], self._change, self)
        self.old.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, window: Window) -> bool:
        """True when it was changed."""
        return bool(cls(parent, desk, window).run())

    def _change(self) -> None:
        new = self.new.value(self._desk.user)
        if new is None or self._window.busy():
            return
        old = self.old.text()
        self._window.run_job(
            "正在更换口令",
            lambda _progress: opening.change_passphrase(self._desk, old, new),
            self._changed,
            failed=self._refused,
        )

    def _changed(self, _nothing: None) -> None:
        self.old.wipe()
        self.new.wipe()
        self.finish(answer=True)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            (self.new.row if error.field == "new" else self.old_row).complain(str(error))
            self.old.setFocus()
        else:
            self._window.trouble(error)


class NewRecoveryKey(Dialog[bool]):
    """Passphrase, then the new key shown once, then two groups asked back."""

    def __init__(self, parent: QWidget, desk: Desk, window: Window) -> None:
        """Ask for the passphrase first."""
        super().__init__(parent, "换新恢复钥匙")
        self._desk, self._window, self._code = desk, window, ""
        self.row, self.entry = passphrase_row("现在的口令")
        self._go = verb("换新钥匙", self._make, "primary")
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        first = QWidget()
        words = text("旧的恢复钥匙马上作废。请先备好打印机或纸笔。", wrap=True)
        first.setLayout(column(words, self.row, None, gap=8))
        self._stack.addWidget(first)
        self._cancel = verb("取消", self.reject)
        self.lay(holder, buttons=(self._go, self._cancel), wide_by=560)
        EnterMoves([self.entry], self._make, self)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, window: Window) -> bool:
        """True when the new key is on paper."""
        return bool(cls(parent, desk, window).run())

    def reject(self) -> None:
        """Esc doesn't leave while the key is on show: it must be on paper first."""
        if not self._code:
            super().reject()

    def _make(self) -> None:
        if self._code or self._window.busy():
            return
        typed = self.entry.text()
        self._window.run_job(
            "正在换新钥匙",
            lambda _progress: opening.new_recovery_key(self._desk, typed),
            self._made,
            failed=self._refused,
        )

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.row.complain(str(error))
            self.entry.setFocus()
        else:
            self._window.trouble(error)

    def _made(self, code: str) -> None:
        self.entry.wipe()
        self._code = code
        self._go.hide()
        self._cancel.hide()
        self._show_key()

    def _show_key(self) -> None:
        self._put(KeyShown(self._code, lambda: recovery_pages(self._desk, self._code), self._ask_back))

    def _ask_back(self) -> None:
        self._put(KeyAskedBack(self._code, lambda: self.finish(answer=True), self._show_key))

    def _put(self, step: KeyShown | KeyAskedBack) -> None:
        self._stack.addWidget(step)
        self._stack.setCurrentWidget(step)
        step.first().setFocus()


class Licences(Dialog[bool]):
    """Our licence and those of what is shipped with the program, to read."""

    def __init__(self, parent: QWidget) -> None:
        """Show the texts, read-only."""
        super().__init__(parent, "许可证")
        shown = QPlainTextEdit(licence_text())
        shown.setReadOnly(True)
        shown.setMinimumHeight(360)
        shown.setAccessibleName("许可证全文")
        self.lay(shown, buttons=(verb("知道了", lambda: self.finish(answer=True), "primary"),), wide_by=720)

    @classmethod
    def ask(cls, parent: QWidget) -> None:
        """Show them."""
        cls(parent).run()


def recovery_pages(desk: Desk, code: str) -> Sequence[Pixels]:
    """The recovery sheet as pictures for the printer; the PDF stays in memory."""
    pdf = recovery_sheet.draw(desk, code)
    return papers.render_pages(pdf, DPI)


def licence_text() -> str:
    """LICENCE of the program, then the licences beside the fonts; parts used are named with theirs."""
    files = [paths.root() / "LICENSE", *sorted(paths.resources("fonts").glob("*.txt"))]
    parts = [
        f"【{file.name}】\n\n{file.read_text('utf-8', errors='replace')}" for file in files if file.is_file()
    ]
    return "\n\n\n".join([USED, *parts])


USED = """安帮桌面使用了下列程序：
Qt 与 PySide6（LGPL-3.0）、SQLCipher（BSD）、SQLAlchemy 与 Alembic（MIT）、cryptography（Apache-2.0 / BSD）、
argon2-cffi（MIT）、openpyxl（MIT）、python-calamine（MIT）、msoffcrypto-tool（MIT）、olefile（BSD）、ReportLab（BSD）、pikepdf（MPL-2.0）、
pypdfium2（Apache-2.0 / BSD）、Jinja2（BSD）、Pillow（MIT-CMU）、pypinyin（MIT）、segno（BSD）、
zxing-cpp（Apache-2.0）。
下面是本程序和随附字体的许可证全文。"""
