"""Charts on paper: every shape drawn, filled and hatched bars apart on a grey printer."""

import io

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop.domain.chart import Box, Chart, Dot, Fill, Stroke, Words
from anbang_desktop.pdf import preview
from anbang_desktop.pdf.charts import LOOK, Drawing, measure

SIDE, DPI = 200, 144
SCALE = DPI / 72
BARS = (Box(10, 10, 40, 80), Box(70, 10, 40, 80))
CHART = Chart(
    (
        Fill(BARS[0], "primary"),
        Fill(BARS[1], "ink_2", hatched=True),
        Stroke(((0, 100), (90, 100), (150, 110)), "field_line"),
        Dot(150, 110, 3, "primary"),
        Words(150, 40, "在册 46", "ink", "right", bold=True),
        Words(100, 130, "12月", "ink_3", "middle"),
        Words(0, 130, "0", "ink_3"),
    ),
    BARS,
    150,
)


def painted() -> Image.Image:
    """The drawing alone on a page, in greys."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(SIDE, SIDE))
    drawing = Drawing([lambda _wide, _look: CHART], gap=0)
    drawing.wrap(SIDE, SIDE)
    drawing.drawOn(canvas, 0, SIDE - drawing.height)
    canvas.showPage()
    canvas.save()
    pixels = preview.render(out.getvalue(), 0, DPI)
    size = (pixels.width, pixels.height)
    return Image.frombuffer("RGBA", size, pixels.data, "raw", "BGRA", pixels.stride, 1).convert("L")


def inside(picture: Image.Image, box: Box) -> list[int]:
    """The greys of a box, its edge left out."""
    left, top = (box.x + 3) * SCALE, (box.y + 3) * SCALE
    frame = (left, top, left + (box.wide - 6) * SCALE, top + (box.high - 6) * SCALE)
    return list(picture.crop(frame).tobytes())


def test_came_and_left_are_told_apart_in_grey() -> None:
    picture = painted()
    solid, hatched = (inside(picture, box) for box in BARS)
    assert max(solid) < 90
    assert max(hatched) > 240
    assert min(hatched) < 160
    assert sum(hatched) / len(hatched) - sum(solid) / len(solid) > 80


def test_charts_stand_beside_each_other_in_their_own_width() -> None:
    widths: list[float] = []

    def make(wide: float, look: object) -> Chart:
        assert look is LOOK
        widths.append(wide)
        return CHART

    drawing = Drawing([make, make], gap=10)
    assert drawing.wrap(230, 500) == (230, 160)
    assert widths == [100, 100]


def test_words_are_as_wide_as_they_are_set() -> None:
    assert measure("在册") > measure("在") > 0
