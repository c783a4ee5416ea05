"""A month as a sheet of days, marked with what was made on which day (look.md, picture 7)."""

import calendar
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from anbang_desktop.gui.parts.chip import paint_mark
from anbang_desktop.gui.theme import colour, grow, token

_HIGH, _HEAD, _GAP = 196, 24, 2
_MARK_AT = 32  # behind the two digits of the day


class Month(QWidget):
    """``marks`` are (state, word) by day of the month."""

    def __init__(self, month: date, today: date, marks: Mapping[int, tuple[str, str]]) -> None:
        """``month`` is any day of it."""
        super().__init__()
        self._month, self._today, self._marks = month.replace(day=1), today, dict(marks)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = "，".join(f"{day}日{word}" for day, (_state, word) in sorted(self._marks.items()))
        self.setAccessibleName(f"{month.year}年{month.month}月{'：' + told if told else ''}")

    def sizeHint(self) -> QSize:
        """As wide as there is room, as high as six weeks need."""
        return QSize(400, round(_HIGH * grow()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names of the days, then every day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(token("t_small"))
        painter.setFont(font)
        first, days = calendar.monthrange(self._month.year, self._month.month)
        wide, head = self.width() / 7, _HEAD * grow()
        high = (self.height() - head) / (-(-(first + days) // 7))
        painter.setPen(colour("ink_3"))
        for place, name in enumerate("一二三四五六日"):
            painter.drawText(QRectF(place * wide, 0, wide, head), Qt.AlignmentFlag.AlignCenter, name)
        for day in range(1, days + 1):
            at = first + day - 1
            cell = QRectF(at % 7 * wide, head + at // 7 * high, wide, high).adjusted(_GAP, _GAP, -_GAP, -_GAP)
            self._day(painter, self._month.replace(day=day), cell)
        painter.end()

    def _day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        state, word = self._marks.get(day.day, ("", ""))
        today, free = day == self._today, day.weekday() > 4
        painter.setPen(colour("primary") if today else Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{state}_bg") if state else colour("quiet" if free else "surface"))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), token("r_chip"), token("r_chip"))
        painter.setPen(colour(state) if state else colour("primary" if today else "ink_3" if free else "ink"))
        painter.drawText(
            cell.adjusted(8, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter,
            f"{day.day}{'  今天' if today and not state else ''}",
        )
        if state:
            self._mark(painter, cell, state, word)

    def _mark(self, painter: QPainter, cell: QRectF, state: str, word: str) -> None:
        side = token("t_small") * 0.66
        paint_mark(
            painter,
            QRectF(cell.left() + _MARK_AT, cell.center().y() - side / 2, side, side),
            state,
            colour(state),
        )
        if (
            painter.fontMetrics().horizontalAdvance(word) < cell.width() - _MARK_AT - 6 - side
        ):  # else the list beside it must do
            painter.drawText(cell.adjusted(_MARK_AT + 5 + side, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)
