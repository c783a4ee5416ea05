"""Whether what is on show fits: nothing is cut, nothing goes sideways, nothing lies outside the window."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from anbang_desktop.gui.pages.importing.columns import Samples
from anbang_desktop.gui.shell.shell import Shell

PASSED_OVER = (Samples, Shell)  # cut with an ellipsis and a tooltip; holds pages that are not on show


def misfits(window: QWidget) -> list[str]:
    """A line for each fault of a window, or of a dialog."""
    shown = _shown(window)
    words = [one for one in shown if isinstance(one, QLabel | QPushButton)]
    return [*_sideways(shown), *_cut(words), *_outside(window, words), *_squeezed(shown)]


def strays(frame: QWidget) -> list[str]:
    """Widgets that nobody placed: each would flash as a window of its own, and stays for ever."""
    found = (one for one in QApplication.topLevelWidgets() if one is not frame and one.parent() is None)
    return [
        f"stray: {type(one).__name__} {one.text() if isinstance(one, QLabel | QPushButton) else ''}"
        for one in found
    ]


def _shown(window: QWidget) -> list[QWidget]:
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.window() is window and not isinstance(one, PASSED_OVER)
    ]


def _sideways(shown: list[QWidget]) -> Iterator[str]:
    for area in shown:
        if not isinstance(area, QAbstractScrollArea):
            continue
        beyond = area.horizontalScrollBar().maximum()
        if beyond > 0 and not isinstance(area, QPlainTextEdit):
            yield f"goes sideways by {beyond}: {type(area).__name__} {area.accessibleName()}"


def _cut(shown: list[QLabel | QPushButton]) -> Iterator[str]:
    """Words that want more room than they have."""
    for one in shown:
        words, wraps = one.text().strip(), isinstance(one, QLabel) and one.wordWrap()
        if not words:
            continue
        if not wraps and one.width() < one.sizeHint().width() - 1:
            yield f"cut: {words[:24]} {one.width()} of {one.sizeHint().width()}"
        if wraps and one.height() < one.heightForWidth(one.width()) - 1:
            yield f"cut below: {words[:24]} {one.height()} of {one.heightForWidth(one.width())}"


def _outside(window: QWidget, shown: list[QLabel | QPushButton]) -> Iterator[str]:
    """What can't be reached: beyond an edge, and nothing scrolls there."""
    for one in shown:
        room = QRect(window.rect())
        scrolled = _area_of(one, window)
        if scrolled is not None:
            room.setTop(-100_000)
            room.setBottom(100_000)
        here = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        if not room.contains(here) and not here.isEmpty() and (one.text() or isinstance(one, QPushButton)):
            yield f"outside: {one.text()[:24] or one.toolTip()} {here.getRect()} of {window.rect().getRect()}"


def _area_of(one: QWidget, window: QWidget) -> QScrollArea | None:
    above: QWidget | None = one
    while above is not None and above is not window:
        if isinstance(above, QScrollArea):
            return above
        above = above.parentWidget()
    return None


def _squeezed(shown: list[QWidget]) -> Iterator[str]:
    """Anything that is smaller than it can be."""
    for one in shown:
        layout = one.layout()
        if layout is None or isinstance(layout, QStackedLayout):  # the one on show is looked at by itself
            continue
        wide, high = layout.minimumSize().width(), layout.minimumSize().height()
        if layout.hasHeightForWidth():
            high = layout.minimumHeightForWidth(one.width())
        if one.width() < wide - 1 or one.height() < high - 1:
            what = f"{type(one).__name__} {one.objectName() or one.property('look') or ''}"
            yield f"squeezed: {what} {one.width()}x{one.height()} of {wide}x{high}"
