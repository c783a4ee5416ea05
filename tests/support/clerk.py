"""A clerk who answers dialogs one after another while ``exec`` waits: each step awaits its dialog."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

Step = tuple[type[QDialog], Callable[[Any], object]]
PATIENCE = 400  # looks, 10 ms each, before the clerk gives up


class Clerk(QObject):
    """Looks every 10 ms which dialog is in front; each look sets the next one, for a timer that is at work
    does not fire inside the dialog that it opened.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.steps = list(steps)
        self.faults: list[BaseException] = []
        self._looks, self._stopped = 0, False
        self._look_soon()

    def stop(self) -> None:
        self._stopped = True
        self.deleteLater()

    def _look_soon(self) -> None:
        QTimer.singleShot(10, self, self._look)

    def _look(self) -> None:
        if self._stopped:
            return
        self._look_soon()
        front = QApplication.activeModalWidget()
        self._looks += 1
        if self.steps and isinstance(front, self.steps[0][0]):
            self._looks = 0
            _, act = self.steps.pop(0)
            try:
                act(front)
            except BaseException as fault:  # noqa: BLE001 - told by the test, not by Qt's slot
                self.faults.append(fault)
                self.steps.clear()
                _leave()
        elif front is not None and self._looks > PATIENCE:
            wanted = self.steps[0][0].__name__ if self.steps else "nothing"
            self.faults.append(AssertionError(f"{type(front).__name__} is in front, awaited was {wanted}"))
            _leave()


def _leave() -> None:
    while isinstance(front := QApplication.activeModalWidget(), QDialog):
        front.done(0)


@contextmanager
def answering(*steps: Step) -> Iterator[None]:
    """Everything inside may open dialogs; all steps must have been met at the end."""
    clerk = Clerk(steps)
    try:
        yield
    finally:
        clerk.stop()
    for fault in clerk.faults:
        raise fault
    assert not clerk.steps, f"never met: {[kind.__name__ for kind, _ in clerk.steps]}"


def button(over: QWidget, words: str) -> QPushButton:
    """The first visible button with these words."""
    found = [one for one in over.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(over)]
    assert found, f"no button {words}: {[one.text() for one in over.findChildren(QPushButton)]}"
    return found[0]


def press(words: str) -> Callable[[QWidget], None]:
    """A click of the mouse on the button with these words."""
    return lambda over: QTest.mouseClick(button(over, words), Qt.MouseButton.LeftButton)


def escape(over: QWidget) -> None:
    """Esc."""
    QTest.keyClick(over, Qt.Key.Key_Escape)


def enter(over: QWidget) -> None:
    """Enter, wherever the keyboard is."""
    QTest.keyClick(over.focusWidget() or over, Qt.Key.Key_Return)
