"""The box over a running job: what is done, how far in numbers, 停止."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from anbang_desktop.gui.parts.compose import box, button, column, row, text, wide
from anbang_desktop.gui.parts.veil import Veiled


class ProgressBox(Veiled):
    """Shown after 400 ms; only 停止 (or Esc) asks the job to stop, and the box stays until it has."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None, title: str, unit: str = "步") -> None:
        """``unit`` is what is counted: 人, 页, 步."""
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self._unit = unit
        self._count, self._what = text("正在准备……"), text("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1)
        self._stop = button("停止", tip="Esc", act=self._ask_to_stop)
        self._stop.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # an Enter meant for the page before must not stop the work
        lines = column(
            text(title, "head"),
            row(self._count, None, self._what),
            self._bar,
            row(None, self._stop),
            gap=8,
            pad=(24, 20, 24, 16),
        )
        self.setLayout(column(wide(box(lines, "plate"), 420), gap=0))

    def show_step(self, done: int, total: int, what: str) -> None:
        """第 88 人，共 132 人."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._count.setText(f"第 {done} {self._unit}，共 {total} {self._unit}" if total else "正在进行")
        self._what.setText(what)

    def count(self) -> str:
        """The number shown, for a screen reader and for tests."""
        return self._count.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc asks to stop."""
        if event.key() == Qt.Key.Key_Escape:
            self._ask_to_stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross asks to stop; the box stays until the job has ended."""
        event.ignore()
        self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self._stop.setText("正在停止")
        self.stopped.emit()
