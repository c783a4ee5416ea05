"""Pictures of an assessment: the score between its thresholds, the points of a block, how answers lie."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from anbang_desktop.domain.levels import Band
from anbang_desktop.gui.theme import colour, grow, token

GROUNDS = {"plain": "todo", "overdue": "error"}  # the light ground of a tone
DOT = 7.5  # from dot to dot
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Picture(QWidget):
    """A line-high drawing that says itself to a screen reader."""

    high = 20

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    def sizeHint(self) -> QSize:
        return QSize(200, round(self.high * grow()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(token("t_small"))
        painter.setFont(font)
        self.draw(painter, QRectF(self.rect()))

    def draw(self, painter: QPainter, frame: QRectF) -> None:
        """Paint the picture."""
        raise NotImplementedError


class ScoreBar(_Picture):
    """0–100 with the grounds of the bands; wedge = now (None: not yet), hollow dot = last time (None:
    there was none).
    """

    high = 52

    def __init__(self, score: int | None, before: int | None, bands: Sequence[Band]) -> None:
        """``bands`` are the parts of the scale, from below."""
        now = "还没有得分" if score is None else f"得分 {score}"
        last = "" if before is None else f"，上次 {before}"
        edges = " 和 ".join(str(band.start) for band in bands[1:])
        super().__init__(f"{now}{last}{f'，界线 {edges}' if edges else ''}")
        self._score, self._before = score, before
        ends = [band.start for band in bands[1:]] + [100]
        self._bands = list(zip(bands, ends, strict=True))

    def draw(self, painter: QPainter, frame: QRectF) -> None:
        """Grounds, bar, wedge, dot, and the words under them."""
        line = token("t_small") + 6
        bar = QRectF(frame.left(), frame.top() + 8, frame.width(), 12)

        def at(points: int) -> float:
            return bar.left() + bar.width() * points / 100

        painter.setPen(QPen(colour("line_strong"), 1))
        for band, end in self._bands:
            painter.setBrush(colour(f"{GROUNDS.get(band.tone, band.tone)}_bg"))
            painter.drawRect(QRectF(at(band.start), bar.top(), at(end) - at(band.start) - 2, bar.height()))
        if self._score is not None:
            now = at(self._score)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("primary"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top() + 3, now - bar.left(), 6), 3, 3)
            wedge = [
                QPointF(now - 6, bar.top() - 7),
                QPointF(now + 6, bar.top() - 7),
                QPointF(now, bar.top() + 2),
            ]
            painter.drawPolygon(QPolygonF(wedge))
        if self._before is not None:
            painter.setBrush(colour("surface"))
            painter.setPen(QPen(colour("ink_2"), 1.6))
            painter.drawEllipse(QPointF(at(self._before), bar.center().y()), 4.5, 4.5)
        painter.setPen(colour("ink_2"))
        for band, end in self._bands:
            words = f"{band.start} 起：{band.words}" if band.start else band.words
            painter.drawText(
                QRectF(at(band.start), bar.bottom() + 4, at(end) - at(band.start), line), LEFT, words
            )


class BlockBar(_Picture):
    """Points of one block as a small bar with 21 / 40; of what takes points off, 减 3 / 12."""

    def __init__(self, name: str, points: int, most: int) -> None:
        """``most`` is negative for a block that takes points off."""
        takes = "减 " if most < 0 else ""
        super().__init__(f"{name} {takes}{abs(points)} 分，最多{takes}{abs(most)} 分")
        self._name, self._points, self._most = name, points, most
        self._words = f"{takes}{abs(points)} / {abs(most)}"

    def draw(self, painter: QPainter, frame: QRectF) -> None:
        """Name, bar and numbers."""
        start, end = frame.left() + 84 * grow(), frame.right() - 56 * grow()
        bar = QRectF(start, frame.center().y() - 4, end - start, 8)
        painter.setPen(colour("ink"))
        painter.drawText(frame, LEFT, self._name)
        painter.drawText(QRectF(end + 8, frame.top(), 60 * grow(), frame.height()), LEFT, self._words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(bar, 4, 4)
        painter.setBrush(colour("done" if self._points < 0 else "primary"))
        painter.drawRoundedRect(
            QRectF(bar.left(), bar.top(), bar.width() * self._points / (self._most or 1), 8), 4, 4
        )


class Spread(_Picture):
    """One dot for each member on the scale of answers; a gap of two steps or more asks for talk."""

    high = 26

    def __init__(self, name: str, steps: list[int], members: list[int], label: int = 72) -> None:
        """``steps`` are the points of the answers, ``members`` how many gave each; ``label`` is the
        name's width.
        """
        super().__init__(
            f"{name}："
            + "，".join(f"{step} 分 {count} 人" for step, count in zip(steps, members, strict=True))
        )
        self._name, self._steps, self._members, self._label = name, steps, members, label

    def draw(self, painter: QPainter, frame: QRectF) -> None:
        """One cell for each answer with its dots, and whether to talk about it."""
        taken = [place for place, count in enumerate(self._members) if count]
        apart = bool(taken) and taken[-1] - taken[0] >= 2
        start, width = frame.left() + self._label * grow(), 52 * grow()
        painter.setPen(colour("ink"))
        if self._label:
            painter.drawText(frame, LEFT, self._name)
        words = [str(step).replace("-", "−") for step in self._steps]
        dots = max(15 * grow(), max(map(painter.fontMetrics().horizontalAdvance, words), default=0) + 4) + 9
        width = max(width, dots + max(self._members, default=0) * DOT + 6)
        for place, count in enumerate(self._members):
            cell = QRectF(start + place * width, frame.top() + 1, width - 4, frame.height() - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("primary_soft" if count else "quiet"))
            painter.drawRoundedRect(cell, 4, 4)
            painter.setPen(colour("ink_3"))
            painter.drawText(cell.adjusted(6, 0, 0, 0), LEFT, words[place])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("primary"))
            for dot in range(count):
                painter.drawEllipse(QPointF(cell.left() + dots + dot * DOT, cell.center().y()), 3, 3)
        painter.setPen(colour("soon" if apart else "ink_3"))
        painter.drawText(
            QRectF(start + len(self._steps) * width + 4, frame.top(), 120 * grow(), frame.height()),
            LEFT,
            "需讨论" if apart else "一致或相近",
        )
