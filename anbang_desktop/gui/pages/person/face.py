"""当面模式: a window of its own for the visitor: one person, large letters, what is read aloud. The main
window is hidden meanwhile; the passphrase leads back.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.errors import UserError
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.keys import Where, bind, undisturbed
from anbang_desktop.gui.login.passphrase_entry import passphrase_row, typed
from anbang_desktop.gui.parts.brand import TITLE
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.parts.marks import AGREED
from anbang_desktop.gui.shell.capture import keep_from_capture
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import face_to_face
from anbang_desktop.services.worklist.face_to_face import FaceView, Named

DAYS = "一二三四五六日"


class FaceWindow(QWidget):
    """``left`` says that the passphrase was given; ``end`` closes it without a question (lock)."""

    left = Signal()

    def __init__(self, desk: Desk, no: str, jobs: Jobs, trouble: Trouble) -> None:
        """Read once: nothing is written here."""
        super().__init__()
        self.setObjectName("root")
        self.setWindowTitle(TITLE)  # the task bar shows it: no name
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._desk, self._jobs, self._trouble, self._ends = desk, jobs, trouble, False
        view = face_to_face.show(desk, no)
        back = button("结束当面模式", sign="lock", tip="Esc，要口令", act=self.ask_to_leave)
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = box(row(text(view.office, "head"), None, back, pad=(24, 0, 16, 0)), "top")
        self.area = scroll(self._body(view))
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows and Page down scroll
        self.setLayout(column(top, (self.area, 1), gap=0))
        bind(self, Where.FACE, {"Esc": self.ask_to_leave, "F11": self.ask_to_leave})
        self.area.setFocus()

    def ask_to_leave(self) -> None:
        """The passphrase of who is at the desk."""
        if not self._jobs.busy() and LeaveFace.ask(self, self._desk, self._jobs, self._trouble):
            self.left.emit()

    def end(self) -> None:
        """Close it and forget it."""
        self._ends = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross and Alt+F4 ask as well."""
        if self._ends:
            event.accept()
            return
        event.ignore()
        undisturbed(self.ask_to_leave)

    def showEvent(self, event: QShowEvent) -> None:
        """No picture of it leaves the screen, where the system allows."""
        super().showEvent(event)
        keep_from_capture(int(self.winId()))

    def _body(self, view: FaceView) -> QBoxLayout:
        own, aloud = self._own(view), self._aloud(view)
        if roomy():
            return row(
                (column(*own, None, gap=16), 1), (column(aloud, None, gap=16), 1), gap=16, pad=(24,) * 4
            )
        return column(*own, aloud, None, gap=16, pad=(24, 16, 24, 24))

    def _own(self, view: FaceView) -> list[Item]:
        facts = [
            ("帮教期", view.period or "从释放那天算起"),
            ("协议", _agreement(view)),
            ("来看您", view.visits),
            ("下次见面", _day(view.next_visit)),
            ("本所电话", view.phone),
        ]
        lines: list[Item] = [
            column(text(name, "label"), text(words, "aloud", wrap=True), gap=0)
            for name, words in facts
            if words
        ]
        cards: list[Item] = [_card(view.name, *lines, look="number")]
        if view.agreed:
            cards.append(_card("说好的帮助", *_named(view.agreed)))
        cards.append(_card("还可以提出的帮助" if view.agreed else "可以提出的帮助", *_named(view.offered)))
        return cards

    def _aloud(self, view: FaceView) -> QWidget:
        parts: list[Item] = []
        for title, sentences in view.aloud:
            parts.append(text(title, "title"))
            parts += [text(sentence, "aloud", wrap=True) for sentence in sentences]
            parts.append(8)
        return box(column(text("说给您听", "label"), *parts, gap=8, pad=(24, 16, 24, 16)))


class LeaveFace(Dialog[bool]):
    """The passphrase, as at the unlock; a wrong one stays here."""

    def __init__(self, parent: QWidget, desk: Desk, jobs: Jobs, trouble: Trouble) -> None:
        """Ask who is at the desk."""
        super().__init__(parent, "请工作人员输入口令")
        self._desk, self._jobs, self._trouble = desk, jobs, trouble
        self.row, self.entry = passphrase_row("口令")
        self.go = button("回到工作界面", "primary", act=self._prove)
        stay = button("继续当面", act=self.reject)
        words = text("工作界面上有别人的资料，来访的人在场时请不要打开。", wrap=True)
        self.lay(words, self.row, self.entry.warning, buttons=(self.go, stay))
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        EnterMoves([self.entry], self._prove, self)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, jobs: Jobs, trouble: Trouble) -> bool:
        """True when the passphrase was right."""
        return bool(cls(parent, desk, jobs, trouble).run())

    def _prove(self) -> None:
        if self._jobs.busy():
            return
        passphrase = typed(self.row, self.entry)
        if not passphrase:
            return
        self._jobs.run(
            "正在核对口令",
            lambda _progress: opening.prove(self._desk, passphrase),
            lambda _nothing: self.finish(answer=True),
            failed=self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        self.entry.wipe()
        if isinstance(error, UserError):
            self.row.complain(str(error))
            self.entry.setFocus()
        else:
            self._trouble.show(error)


def _card(title: str, *lines: Item, look: str = "title") -> QWidget:
    return box(column(text(title, look, wrap=True), *lines, gap=12, pad=(24, 16, 24, 16)))


def _named(helps: Sequence[Named]) -> list[Item]:
    return [
        column(text(name, "aloud"), *([text(note, "label", wrap=True)] if note else []), gap=0)
        for name, note in helps
    ]


def _agreement(view: FaceView) -> str:
    word = AGREED[view.agreement][1]
    return f"{view.signed_on} 签订" if view.signed_on and view.agreement is AgreementState.SIGNED else word


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日（星期{DAYS[day.weekday()]}）以前" if day else ""
