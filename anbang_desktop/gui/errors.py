"""The only place where errors are shown: a sentence where the clerk can help, a report without names where
the program failed.
"""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from anbang_desktop.errors import Cancelled, Refused, UserError, fault_of
from anbang_desktop.gui.parts.compose import Item, column, glyph, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb

log = logging.getLogger("anbang.trouble")


class TroubleBox(Dialog[bool]):
    """One sentence, what to do, 知道了; a fault offers 复制报告."""

    def __init__(self, parent: QWidget | None, title: str, lines: list[str], report: str = "") -> None:
        """``report`` is what 复制报告 copies; without one there is no such verb."""
        super().__init__(parent, title)
        self._more = text("", "hint")
        self._more.hide()
        known = verb("知道了", lambda: self.finish(answer=True), "primary")
        copy = [verb("复制报告", lambda: self._copy(report))] if report else []
        words: list[Item] = [text(line, wrap=True) for line in lines]
        sign: Item = column(glyph("warn", "error"), None)
        self.lay(
            row(sign, (column(*words, self._more, gap=6), 1), gap=12), buttons=(known, *copy), wide_by=480
        )
        known.setFocus()

    def count(self, times: int) -> None:
        """The same thing happened again."""
        self._more.setText(f"同样的情况已出现 {times} 次，只显示这一次。")
        self._more.show()

    def _copy(self, report: str) -> None:
        QApplication.clipboard().setText(report)
        self._more.setText("已复制。报告里没有姓名和证件号。")
        self._more.show()


class Trouble:
    """Shows one box at a time; the same fault again is only counted."""

    def __init__(self, over: Callable[[], QWidget | None] = lambda: None) -> None:
        """``over`` tells which window the box lies over."""
        self._over = over
        self._times: dict[str, int] = {}
        self._box: TroubleBox | None = None
        self._shown = ""

    def show(self, error: BaseException) -> None:
        """Show the error, or count it when it is on show already."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, UserError):
            self._open(str(error), "没有办成", _sentences(error), "")
            return
        fault = fault_of(error)
        log.error("%s", fault.report)
        words = [
            "程序出了一个错，刚才这一步没有完成；已经保存的资料不受影响。",
            "可以再试一次；还是这样，请复制报告交给县局或维护人员。",
        ]
        self._open(fault.place, "程序出错了", words, fault.report)

    def times(self, error: BaseException) -> int:
        """How often this one has come, for tests."""
        return self._times.get(str(error) if isinstance(error, UserError) else fault_of(error).place, 0)

    def box(self) -> TroubleBox | None:
        """The box on show."""
        return self._box

    def _open(self, key: str, title: str, lines: list[str], report: str) -> None:
        self._times[key] = self._times.get(key, 0) + 1
        if self._box is not None:
            if key == self._shown:
                self._box.count(self._times[key])
            return
        self._shown = key
        self._box = TroubleBox(self._over(), title, lines, report)
        self._box.finished.connect(self._closed)
        self._box.open()

    def _closed(self, _result: int) -> None:
        if self._box is not None:
            self._box.deleteLater()
        self._box = None
        self._times.pop(self._shown, None)


def install(trouble: Trouble) -> None:
    """Errors that rise out of a slot come here. The box opens from the event loop, because the slot may
    sit in a paint event.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or QApplication.instance() is None:
            sys.__excepthook__(kind, error, trace)
            return
        QTimer.singleShot(0, lambda: trouble.show(error))

    sys.excepthook = hook


def _sentences(error: UserError) -> list[str]:
    if isinstance(error, Refused):
        return [*error.reasons]
    return [part for part in (error.what, error.remedy) if part]
