"""A second start of the program on the same office brings the first window to the front and ends.

The first program holds a small lock file of this account and, once its window is painted, listens on a
local socket (a named pipe on Windows); the data's own lock (storage) still keeps another account or another
computer out. Qt's network library is loaded only then, or where a first program is there. Where it can't be
loaded (on Linux it asks for Kerberos), the program starts all the same: a second one is told that the office
is in use.
"""

import getpass
import hashlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QLockFile, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from anbang_desktop import paths
from anbang_desktop.lazy import lazy_import

if TYPE_CHECKING:
    from PySide6 import QtNetwork
else:  # 20 ms that the first painted window doesn't wait for
    QtNetwork = lazy_import("PySide6.QtNetwork")

log = logging.getLogger("anbang.single_instance")
LISTENS_MS = 100  # after the window is shown
PATIENCE = 500  # milliseconds; the first program may be busy painting
ANY_PROGRAM = 0xFFFFFFFF
CALL = b"front"

if sys.platform == "win32":
    import ctypes

    def _let_others_come_forward() -> None:
        """Only the program that the clerk just started may hand the front to another one."""
        ctypes.windll.user32.AllowSetForegroundWindow(ANY_PROGRAM)
else:

    def _let_others_come_forward() -> None:
        """Elsewhere the window manager decides."""


def name_of(office: Path | None) -> str:
    """The socket of this account for this office, or for all offices of this computer."""
    place = (office or paths.data_root()).absolute()
    return "anbang-desktop-" + hashlib.sha256(f"{_account()}|{place}".encode()).hexdigest()[:20]


class Instance:
    """This start of the program, for one office or for all of this computer."""

    def __init__(self, office: Path | None) -> None:
        """Nothing is asked yet."""
        self._name = name_of(office)
        self._lock = QLockFile(QDir.temp().filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # held as long as its program lives, which Qt looks at

    def called_first(self) -> bool:
        """True when a first program was there and was asked to come to the front."""
        return not self._lock.tryLock(0) and call_first(self._name)

    def listen(self, window: QWidget, front: Callable[[], QWidget]) -> None:
        """Once the window is painted: a later start brings it, or what stands in ``front``, forward."""
        QTimer.singleShot(LISTENS_MS, window, lambda: InstanceListener(self._name, window, front))


def call_first(name: str) -> bool:
    """Ask the program that listens under this name to come to the front; False when there is none."""
    try:
        socket = QtNetwork.QLocalSocket()
    except ImportError:
        return False
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE):
        return False
    _let_others_come_forward()
    socket.write(CALL)
    socket.waitForBytesWritten(PATIENCE)
    socket.disconnectFromServer()
    return True


class InstanceListener(QObject):
    """Listens for later starts, as long as the window lives."""

    def __init__(self, name: str, window: QWidget, front: Callable[[], QWidget] | None = None) -> None:
        """Listen under ``name`` as long as ``window`` lives; when called, bring it forward, or what stands in
        ``front`` of it.
        """
        super().__init__(window)
        self._front = front or (lambda: window)
        try:
            self._server = QtNetwork.QLocalServer(self)
        except ImportError:
            log.warning("Qt's network library cannot be loaded: a second start will not find this one")
            return
        self._server.setSocketOptions(QtNetwork.QLocalServer.SocketOption.UserAccessOption)
        if not self._server.listen(name):
            QtNetwork.QLocalServer.removeServer(name)  # left behind by a program that crashed
            self._server.listen(name)
        self._server.newConnection.connect(self._on_called)

    def _on_called(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            bring_forward(self._front())


def bring_forward(window: QWidget) -> None:
    """In front of everything, no longer an icon; a dialog over it comes with it."""
    window.setWindowState(
        (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
    )
    window.show()
    window.raise_()
    window.activateWindow()


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
