"""Long work: a plain function runs on the one worker thread; after 400 ms a box shows how far it is and can
stop it.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import QEvent, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from anbang_desktop.errors import Cancelled
from anbang_desktop.gui.parts.progress_box import ProgressBox
from anbang_desktop.progress import Progress

T = TypeVar("T")
WAIT_MS = 400
INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.InputMethod,
    QEvent.Type.Close,
}


class _Signals(QObject):
    """How the worker reaches the window's thread; owned by the Jobs that started it, never by the
    runnable.
    """

    stepped = Signal(int, int, str)
    ended = Signal(object, object)  # result, error


class _Work(QRunnable):
    """Runs the job on the worker; refers to the signals, doesn't own them."""

    def __init__(self, job: Callable[[Progress], Any], progress: Progress, signals: _Signals) -> None:
        super().__init__()
        self._job, self._progress, self._signals = job, progress, signals

    def run(self) -> None:
        result, error = attempt(self._job, self._progress)
        self._signals.ended.emit(result, error)


def attempt(job: Callable[[Progress], T], progress: Progress) -> tuple[T | None, BaseException | None]:
    """Run the job here; its result, or what it raised."""
    try:
        return job(progress), None
    except BaseException as error:  # noqa: BLE001 - the error is carried to the window's thread and shown there
        return None, error


class _Hush(QObject):
    """Until the box is up nobody edits: keys and mouse are swallowed."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() in INPUT and event.spontaneous()


class Jobs(QObject):
    """Starts one job at a time. ``at_once`` (tests, screens) runs it here without thread and box."""

    started = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget, *, at_once: bool = False) -> None:
        """``parent`` is the window the progress box lies over."""
        super().__init__(parent)
        self._over, self._at_once = parent, at_once
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._hush = _Hush(self)
        self._signals: _Signals | None = None
        self._box: ProgressBox | None = None
        self._timer: QTimer | None = None
        self._progress: Progress | None = None

    def lie_over(self, window: QWidget) -> None:
        """From now on the progress box lies over this window."""
        self._over = window

    def busy(self) -> bool:
        """Is a job running?"""
        return self._progress is not None

    def box(self) -> ProgressBox | None:
        """The progress box while it is up."""
        return self._box

    def cancel(self) -> None:
        """Ask the running job to stop at its next step."""
        if self._progress:
            self._progress.cancel()

    def run(
        self,
        title: str,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[BaseException], object],
        unit: str = "步",
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Start; ``done``, ``failed`` or ``stopped`` is called once, on the window's thread, after the box
        has gone.
        """
        if self.busy():
            raise RuntimeError("a job is running already")

        def end(result: object, error: BaseException | None) -> None:
            self._clear_away()
            if error is None:
                done(cast("T", result))
            elif isinstance(error, Cancelled):
                if stopped:
                    stopped()
            else:
                failed(error)

        if self._at_once:
            end(*attempt(job, Progress()))
            return
        self._start(title, job, end, unit)

    def _start(
        self,
        title: str,
        job: Callable[[Progress], Any],
        end: Callable[[object, BaseException | None], None],
        unit: str,
    ) -> None:
        signals = _Signals(self)
        progress = Progress(signals.stepped.emit)
        box = ProgressBox(self._over.window(), title, unit)
        box.stopped.connect(progress.cancel)
        signals.stepped.connect(box.show_step, Qt.ConnectionType.QueuedConnection)
        signals.ended.connect(end, Qt.ConnectionType.QueuedConnection)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._show_box)
        self._signals, self._progress, self._box, self._timer = signals, progress, box, timer
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self._hush)
        self.started.emit()
        timer.start(WAIT_MS)
        self._pool.start(_Work(job, progress, signals))

    def _show_box(self) -> None:
        self._loud()
        if self._box:
            self._box.open()

    def _loud(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self._hush)

    def _clear_away(self) -> None:
        self._loud()
        if self._timer:
            self._timer.stop()
            self._timer.deleteLater()
        if self._box:
            self._box.done(0)
            self._box.deleteLater()
        if self._signals:
            self._signals.deleteLater()
        was = self._progress is not None
        self._signals, self._progress, self._box, self._timer = None, None, None, None
        if was:
            self._pool.waitForDone()
            self.finished.emit()
