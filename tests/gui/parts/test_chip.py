"""A chip in the cell of a list ends inside its column."""

import pytest
from PySide6.QtWidgets import QApplication

from anbang_desktop.gui.parts.chip import chip_width, shortened


@pytest.mark.parametrize("words", ["还没安排", "已释放，没见到人，也没有家属的电话"])
@pytest.mark.parametrize("room", [120, 400])
def test_words_that_do_not_fit_are_cut_and_the_chip_ends(
    painted: QApplication, words: str, room: int
) -> None:
    font = painted.font()
    said = shortened(words, font, room)
    assert chip_width(said, font) <= room
    assert (said == words) is (chip_width(words, font) <= room)
