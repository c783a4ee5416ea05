"""Tells when nobody has used the program, or the computer, for some minutes."""

import ctypes
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QInputEvent, QInputMethodEvent

USE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.TouchBegin,
}
HEARD = (QInputEvent, QInputMethodEvent)  # a page that is drawn sends thousands of others
LEAST, MOST, DEFAULT = 2, 30, 10


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO of Windows."""

    _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))


class IdleWatch(QObject):
    """Calls ``idle`` once after the given minutes without a key or the mouse; each use starts the wait
    anew.
    """

    def __init__(
        self,
        minutes: int,
        idle: Callable[[], object],
        parent: QObject,
        *,
        session: Callable[[], int | None] | None = None,
    ) -> None:
        """``session`` tells since when nobody used the whole session; Windows is asked without it."""
        super().__init__(parent)
        self._idle, self._session = idle, session or session_idle_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)
        self.set_minutes(minutes)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Between 2 and 30."""
        self._wait_ms = max(LEAST, min(minutes, MOST)) * 60_000
        self._timer.start(self._wait_ms)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def timer(self) -> QTimer:
        """The running wait, for tests."""
        return self._timer

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key, the mouse or a touch starts the wait anew."""
        if isinstance(event, HEARD) and event.type() in USE:
            self._timer.start(self._wait_ms)
        return False

    def _due(self) -> None:
        elsewhere = self._session()
        if elsewhere is not None and elsewhere < self._wait_ms:
            self._timer.start(self._wait_ms - elsewhere)
        else:
            self._idle()


def session_idle_ms() -> int | None:
    """Milliseconds since the last key or mouse of the whole Windows session; None where that cannot be
    asked.
    """
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return None
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    if not windows.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    return int((windows.kernel32.GetTickCount() - last.time) & 0xFFFFFFFF)
