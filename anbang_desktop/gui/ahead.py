"""While the passphrase is typed, what stands behind the unlock is loaded piece by piece."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

FIRST_MS, PAUSE_MS = 250, 25  # the window is painted first; keys are heard between two pieces


class Ahead(QObject):
    """Loads one piece after another from the event loop, on the window's own thread: Qt's modules are not
    made for another one, and each piece is over in less time than a key needs.
    """

    def __init__(self, parent: QObject, pieces: Sequence[str], load: Callable[[str], object]) -> None:
        """``pieces`` are full names of modules, what others need first."""
        super().__init__(parent)
        self._left, self._load = list(pieces), load
        QTimer.singleShot(FIRST_MS, self, self._next)

    def _next(self) -> None:
        if self._left:
            self._load(self._left.pop(0))
            QTimer.singleShot(PAUSE_MS, self, self._next)
