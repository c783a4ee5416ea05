"""Charts in the window: painted, told apart in grey, walked through by keys and pointer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.chart import Box, Chart, Dot, Fill, Look, Stroke, Words
from anbang_desktop.gui.parts.chart import ChartView, Share

BARS = (Box(20, 20, 60, 120), Box(120, 20, 60, 120), Box(220, 20, 60, 120))


def make(_wide: float, _high: float, look: Look) -> Chart:
    assert look.measure("在册") > look.measure("在")
    return Chart(
        (
            Fill(BARS[0], "primary"),
            Fill(BARS[1], "ink_2", hatched=True),
            Stroke(((0, 150), (280, 150)), "field_line"),
            Dot(280, 150, 3, "primary"),
            Words(150, 170, "12月", "ink_3", "middle"),
            Words(300, 20, "在册 46", "primary", "left", bold=True),
            Words(10, 150, "0", "ink_3", "right"),
        ),
        BARS,
        180,
    )


SAID = [[f"{at} 在册", f"{at} 新增", f"{at} 减少"] for at in range(3)]


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    made = ChartView("图", make, SAID, 2)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.setFocus()
    return made


def greys(view: ChartView, box: Box) -> list[int]:
    grey = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    inner = range(int(box.x) + 4, int(box.x + box.wide) - 4), range(int(box.y) + 4, int(box.y + box.high) - 4)
    return [grey.pixelColor(x, y).red() for x in inner[0] for y in inner[1]]


def test_came_and_left_are_told_apart_in_grey(view: ChartView) -> None:
    solid, hatched = greys(view, BARS[0]), greys(view, BARS[1])
    assert max(solid) - min(solid) < 10
    assert max(hatched) > 240
    assert min(hatched) < 180
    assert sum(hatched) / len(hatched) - sum(solid) / len(solid) > 60


def test_the_spot_of_the_arrows_has_a_frame(view: ChartView) -> None:
    framed = view.grab().toImage()
    view.clearFocus()
    assert framed != view.grab().toImage()


def test_arrows_walk_from_value_to_value_and_stay_at_the_ends(view: ChartView, qtbot: QtBot) -> None:
    opened: list[tuple[int, int]] = []
    view.opened.connect(lambda at, which: opened.append((at, which)))
    for key, words in (
        (Qt.Key.Key_Right, "2 在册"),
        (Qt.Key.Key_Left, "1 在册"),
        (Qt.Key.Key_Down, "1 新增"),
        (Qt.Key.Key_Down, "1 减少"),
        (Qt.Key.Key_Down, "1 减少"),
        (Qt.Key.Key_Up, "1 新增"),
        (Qt.Key.Key_Home, "0 新增"),
        (Qt.Key.Key_End, "2 新增"),
    ):
        QTest.keyClick(view, key)
        assert view.words() == view.accessibleDescription() == words
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [(2, 1)]
    QTest.keyClick(view, Qt.Key.Key_A)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # the page's
    assert view.words() == "2 新增"


def test_where_each_spot_has_one_number_up_and_down_walk_too(qtbot: QtBot) -> None:
    made = ChartView("图", make, [["甲"], ["乙"], ["丙"]])
    qtbot.addWidget(made)
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Down)
    assert made.words() == "丙"
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.words() == "乙"


def test_the_pointer_says_a_value_and_a_click_opens_it(view: ChartView, qtbot: QtBot) -> None:
    opened: list[tuple[int, int]] = []
    view.opened.connect(lambda at, which: opened.append((at, which)))
    inside, outside = QPoint(130, 60), QPoint(390, 190)
    QTest.mouseMove(view, inside)
    assert view.toolTip() == "1 在册；1 新增；1 减少"
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=inside)
    assert opened == [(1, 0)]
    QTest.mouseMove(view, outside)
    assert view.toolTip() == ""
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=outside)
    assert len(opened) == 1


def test_an_empty_chart_has_no_value(qtbot: QtBot) -> None:
    made = ChartView("图", lambda _wide, _high, _look: Chart((), (), 0), [])
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Right)
    assert made.words() == ""
    assert not made.grab().isNull()


def test_a_share_is_as_long_as_it_says(qtbot: QtBot) -> None:
    bar = Share(3, 4)
    qtbot.addWidget(bar)
    bar.resize(200, 10)
    bar.show()
    shown = bar.grab().toImage()
    assert shown.pixelColor(140, 5).lightness() < 120
    assert shown.pixelColor(160, 5).lightness() > 200
    assert bar.accessibleName() == "3 / 4"
