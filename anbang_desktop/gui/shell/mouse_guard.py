"""What the mouse may not do by accident: the wheel changes nothing that it doesn't scroll, and the second
press of a double click never reaches a button that has only just come under the pointer.
"""

from dataclasses import dataclass
from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

STILL = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar, QCalendarWidget)
PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
MOUSE = frozenset({QEvent.Type.Wheel, *PRESSES})
NEAR = 24  # so far, in pixels, an unsteady hand moves between the two presses of a double click


@dataclass(frozen=True, slots=True)
class _Press:
    """Where and when a press fell, and on what: a widget, as it was captioned then."""

    on: "tuple[ref[QWidget], str]"
    at: QPointF
    time: int


class MouseGuard:
    """Asked for every event of the program by the one filter that the session has."""

    def __init__(self) -> None:
        """Nothing was pressed yet."""
        self._last: _Press | None = None

    def stops(self, watched: QObject, event: QEvent) -> bool:
        """Whether this event must not arrive."""
        if event.type() == QEvent.Type.Wheel:
            return self._stops_wheel(watched, event)
        if event.type() in PRESSES and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            return self._stops_press(watched, event)
        return False

    def _stops_wheel(self, watched: QObject, event: QEvent) -> bool:
        """What is still hands the wheel on to the page round it; with Ctrl held, where Qt makes the letters
        of a text smaller until they are gone, it does nothing.
        """
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return True
        inside = watched.parent(), (watched.parent() or watched).parent()  # a calendar's table, its viewport
        still = isinstance(watched, STILL) and not isinstance(watched, QScrollBar)
        still = still or any(isinstance(one, QCalendarWidget) for one in inside)
        if still and isinstance(event, QWheelEvent):
            event.ignore()
        return still

    def _stops_press(self, watched: QWidget, event: QMouseEvent) -> bool:
        """The second press belongs to what was pressed first, or to nothing; only a button commits."""
        now = _Press((ref(watched), _caption(watched)), event.globalPosition(), event.timestamp())
        last = self._last
        if last is not None and now.time == last.time and now.at == last.at:
            return False  # the same press, handed on to the widget behind
        self._last = now
        if last is None or last.on == now.on or not isinstance(watched, QAbstractButton):
            return False
        double = event.type() == QEvent.Type.MouseButtonDblClick
        return (double or now.time - last.time < QApplication.doubleClickInterval()) and (
            (now.at - last.at).manhattanLength() < NEAR
        )


def _caption(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""
