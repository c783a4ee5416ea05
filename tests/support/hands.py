"""A clerk's hands on the real window: every key, click and value goes through here and is counted, also
inside dialogs. One action is a click, a shortcut, an Enter or Tab, or one value entered.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.support.widgets import words

Act = Callable[[QWidget], object]
LOOKS = 500  # looks, 10 ms each, until what is awaited must be there


class Hands(QObject):
    """``do`` plays actions one after another on whatever is in front: the dialog, else the window."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        super().__init__(window)
        self._window, self._qtbot = window, qtbot
        self.done: list[str] = []
        self._steps: list[tuple[str, Act]] = []
        self._fault: BaseException | None = None
        self._looks = 0

    @property
    def count(self) -> int:
        """Actions so far."""
        return len(self.done)

    def do(self, *steps: tuple[str, Act]) -> None:
        """Play them; AssertionError of the first that can't be done, with what was in front."""
        self._steps, self._fault, self._looks = list(steps), None, 0
        self._look_soon()
        whole = LOOKS * 20 * len(steps)  # each step has its looks; a busy computer takes longer for all
        self._qtbot.waitUntil(self._ended, timeout=whole)
        if self._fault is not None:
            raise self._fault

    def _ended(self) -> bool:
        front = QApplication.activeModalWidget()
        return self._fault is not None or (not self._steps and front is None)

    def _look_soon(self) -> None:
        QTimer.singleShot(10, self, self._look)  # set before acting: a dialog that opens waits inside the act

    def _look(self) -> None:
        modal = QApplication.activeModalWidget()
        if self._fault is not None or (not self._steps and modal is None):
            return
        self._look_soon()
        front = modal or self._window
        if not self._steps:
            self._left_open(front)
            return
        said, act = self._steps[0]
        try:
            if act(front) is Waiting:
                self._looks += 1
                assert self._looks < LOOKS, (
                    f"{said} can't be done after {self.done}; in front: {words(front)}"
                )
                return
        except BaseException as fault:  # noqa: BLE001 - told by the test, not by Qt's slot
            self._fault = fault
            close_all()

    def _left_open(self, front: QWidget) -> None:
        self._looks += 1
        if self._looks > LOOKS // 10:
            self._fault = AssertionError(f"left open after {self.done}: {words(front)}")
            close_all()

    def took(self, said: str) -> None:
        """An action that is under way: the next one is awaited from here on."""
        self.done.append(said)
        self._steps.pop(0)
        self._looks = 0

    # what hands can do --------------------------------------------------------------------------

    def click(self, name: str, at: int = 0) -> tuple[str, Act]:
        """Click the button with these words (or this accessible name)."""

        def act(front: QWidget) -> object:
            found = [
                one
                for one in front.findChildren(QAbstractButton)
                if name in (one.text(), one.accessibleName()) and one.isVisible() and one.isEnabled()
            ]
            if len(found) <= at:
                return Waiting
            self.took(f"click {name}")
            QTest.mouseClick(found[at], Qt.MouseButton.LeftButton)
            return None

        return f"click {name}", act

    def key(self, keys: str) -> tuple[str, Act]:
        """Press a key or a shortcut where the keyboard is."""
        one = QKeySequence(keys)[0]  # type: ignore[index]

        def act(front: QWidget) -> object:
            if QApplication.activeWindow() is not front.window():
                front.window().activateWindow()  # as the desktop does when a dialog closes
                return Waiting
            self.took(keys)
            QTest.keyClick(front.focusWidget() or front, one.key(), one.keyboardModifiers())
            return None

        return keys, act

    def enter(self, value: str) -> tuple[str, Act]:
        """Type a value where the keyboard is, as an input method commits it."""

        def act(front: QWidget) -> object:
            here = front.focusWidget()
            if here is None or not here.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
                return Waiting
            self.took(f"type {value}")
            said = QInputMethodEvent()
            said.setCommitString(value)
            QApplication.sendEvent(here, said)
            return None

        return f"type {value}", act

    def into(self, name: str, value: str) -> tuple[str, Act]:
        """Click into the entry of this name and type a value: two actions."""

        def act(front: QWidget) -> object:
            found = [
                one for one in front.findChildren(QWidget) if one.accessibleName() == name and one.isVisible()
            ]
            entry = next(
                (one for one in found if one.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)), None
            )
            if entry is None:
                return Waiting
            self.done.append(f"click {name}")
            QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
            return self.enter(value)[1](front)

        return f"{name}: {value}", act

    def row(self, text: str) -> tuple[str, Act]:
        """Double-click the row of the visible list in which this stands."""

        def act(front: QWidget) -> object:
            for view in front.findChildren(QAbstractItemView):
                model = view.model()
                if not view.isVisible() or model is None:
                    continue
                for at in range(model.rowCount()):
                    index = model.index(at, 0)
                    if any(text == model.index(at, c).data() for c in range(model.columnCount())):
                        self.took(f"row {text}")
                        view.scrollTo(index)
                        place = view.visualRect(index).center()
                        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
                        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
                        return None
            return Waiting

        return f"row {text}", act


def close_all() -> None:
    """Leave every dialog."""
    while isinstance(box := QApplication.activeModalWidget(), QDialog):
        box.done(0)


class Waiting:
    """What an act gives while what it needs is not there yet."""
