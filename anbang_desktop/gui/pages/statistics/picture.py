"""统计 as a picture: what the page shows, on white, with office, period and day. Counts only."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPen

from anbang_desktop.domain import chart
from anbang_desktop.domain.chart import Look
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.gui.parts.chart import fonts, look, paint
from anbang_desktop.gui.theme import colour, token
from anbang_desktop.services.statistics.overview import Statistics
from anbang_desktop.services.statistics.words import figure_words, step_name

SCALE = 2.0  # dots for each pixel: sharp on paper and in a slide
WIDE, EDGE, GAP = 1200.0, 40.0, 24.0
TREND_HIGH = 360.0
_SIDES = (("level", "sex", "age"), ("release", "offence"), ("way",))


def png(seen: Statistics, office: str, title: str, font: QFont) -> bytes:
    """The picture as PNG bytes, drawn in the face of ``font``."""
    high = _draw(None, seen, office, title, font)
    image = QImage(round(WIDE * SCALE), round(high * SCALE), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SCALE, SCALE)
    _draw(painter, seen, office, title, font)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _draw(painter: QPainter | None, seen: Statistics, office: str, title: str, font: QFont) -> float:
    """Draw it where there is a painter; how high it is."""
    measures = look(font)
    inner = WIDE - 2 * EDGE
    y = _head(painter, seen, office, title, font)
    y = _rates(painter, seen, y, font, measures)
    caption = f"在册人数，{len(seen.steps)} 个{step_name(seen.kind)}；下面是新增（实心）、减少（斜线）"
    y = _caption(painter, caption, y, font, measures)
    _place(painter, chart.trend(seen.steps, seen.period, inner, TREND_HIGH, measures), EDGE, y, font)
    y += TREND_HIGH + GAP
    y = _caption(painter, f"期末在册 {len(seen.on_books)} 人的结构", y, font, measures)
    each = (inner - GAP * 2 * (len(_SIDES) - 1)) / len(_SIDES)
    charts = [
        chart.bars([one for one in seen.structures if one.id in side], each, measures) for side in _SIDES
    ]
    for at, one in enumerate(charts):
        _place(painter, one, EDGE + at * (each + GAP * 2), y, font)
    y += max(one.high for one in charts) + GAP
    foot = f"{office}　人数截至{chinese(seen.until)}　只有人数，不含姓名和证件号"
    return _caption(painter, foot, y, font, measures, strong=False) + EDGE / 2


def _place(painter: QPainter | None, one: chart.Chart, x: float, y: float, font: QFont) -> None:
    if painter is not None:
        painter.save()
        painter.translate(QPointF(x, y))
        paint(painter, one.shapes, font)
        painter.restore()


def _head(painter: QPainter | None, seen: Statistics, office: str, title: str, font: QFont) -> float:
    large = QFont(font)
    large.setPixelSize(token("t_title") + 6)
    large.setWeight(QFont.Weight.DemiBold)
    if painter is not None:
        painter.setFont(large)
        painter.setPen(colour("ink"))
        frame = QRectF(0, EDGE, WIDE, QFontMetricsF(large).height())
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, f"{office}　{seen.period.label}{title}")
    return EDGE + QFontMetricsF(large).height() + GAP


def _caption(
    painter: QPainter | None, words: str, y: float, font: QFont, measures: Look, *, strong: bool = True
) -> float:
    if painter is not None:
        small, bold = fonts(font)
        painter.setFont(bold if strong else small)
        painter.setPen(colour("ink" if strong else "ink_2"))
        frame = QRectF(EDGE, y, WIDE - 2 * EDGE, measures.line)
        painter.drawText(frame, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    return y + measures.line + GAP / 2


def _rates(painter: QPainter | None, seen: Statistics, y: float, font: QFont, measures: Look) -> float:
    """One box for each rate: per cent, numerator and denominator."""
    rates = seen.cards
    wide = (WIDE - 2 * EDGE - GAP * (len(rates) - 1)) / len(rates)
    large = QFont(font)
    large.setPixelSize(token("t_number"))
    large.setWeight(QFont.Weight.DemiBold)
    high = measures.line * 3 + QFontMetricsF(large).height()
    if painter is None:
        return y + high + GAP
    small, bold = fonts(font)
    for at, rate in enumerate(rates):
        frame = QRectF(EDGE + at * (wide + GAP), y, wide, high)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)
        lines = (
            (bold, rate.name, measures.line),
            (large, figure_words(rate.value), QFontMetricsF(large).height()),
            (
                small,
                f"{rate.words.part} {len(rate.part)}，{rate.words.whole} {len(rate.whole)}",
                measures.line,
            ),
        )
        top = frame.top() + measures.line / 2
        painter.setPen(colour("ink"))
        for face, words, line in lines:
            painter.setFont(face)
            painter.drawText(
                QRectF(frame.left() + 10, top, wide - 12, line), Qt.AlignmentFlag.AlignVCenter, words
            )
            top += line
    return y + high + GAP
