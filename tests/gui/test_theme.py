"""theme: every placeholder has its token, and targets grow with the text size."""

import re

import pytest
from PySide6.QtGui import QColor, QFont, QRawFont
from PySide6.QtWidgets import QApplication

from anbang_desktop import paths
from anbang_desktop.gui.theme import SIZES, add_rare, dress, faces, read_tokens, token

STATES = ("overdue", "soon", "doing", "done", "todo", "paused")


def brightness(colour: str) -> float:
    shade = QColor(colour)
    parts = [shade.redF(), shade.greenF(), shade.blueF()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else pow((part + 0.055) / 1.055, 2.4) for part in parts
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_placeholder_of_the_sheet_is_a_token() -> None:
    wanted = set(re.findall(r"\$\{?(\w+)\}?", paths.ui("theme", "anbang.qss").read_text("utf-8")))
    assert wanted <= set(read_tokens())


@pytest.mark.parametrize("state", STATES)
def test_the_word_of_a_chip_stands_out_from_its_ground(state: str) -> None:
    tokens = read_tokens()
    assert contrast(tokens[state], tokens[f"{state}_bg"]) >= 7


@pytest.mark.parametrize("name", ["t_small", "t_body", "row", "button", "field", "nav_wide"])
def test_every_size_is_larger_than_the_one_before(name: str) -> None:
    sizes = [read_tokens(size)[name] for size in SIZES]
    assert sizes == sorted(set(sizes))


def test_dressing_again_changes_the_letters(painted: QApplication) -> None:
    small = painted.font().pixelSize()
    dress(painted, "特大")
    assert painted.font().pixelSize() == token("t_body") > small


def test_the_shipped_face_comes_first_when_asked_for(painted: QApplication) -> None:
    assert faces(shipped=True)[0] == "Noto Sans SC"


@pytest.mark.parametrize("sign", "王𬖸龘䶮㛃𬱖𠅤·")
def test_every_sign_of_a_rare_name_has_a_face(qapp: QApplication, sign: str) -> None:
    dress(qapp, shipped=True)
    add_rare(qapp)
    having = [
        face
        for face in qapp.font().families()
        if QRawFont.fromFont(QFont([face])).supportsCharacter(ord(sign))
    ]
    assert having, f"no face has {sign} U+{ord(sign):04X}"
