"""The shipped fonts are the ones of fonts.toml, licensed, of bearable size, and their stacks lose no
character of a name.
"""

import hashlib
import tomllib
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from anbang_desktop import paths

BOOK = tomllib.loads(paths.resources("fonts", "fonts.toml").read_text("utf-8"))
FACES = BOOK["face"]
SIGNS = "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·￥％℃①②③④⑤⑥⑦⑧⑨⑩Ⅰ Ⅱ Ⅲ□■○●△▲√×÷±—–0123456789ABCxyz〇"
NAMES = "王𬖸龘张喆堃李䶮赵㛃陈𬱖买买提·艾合买提𠅤淼"


@cache
def characters(face: str) -> frozenset[int]:
    with TTFont(paths.resources("fonts", FACES[face]["file"]), lazy=True) as font:
        return frozenset(font.getBestCmap())


@pytest.mark.parametrize("face", FACES)
def test_the_file_is_the_one_described(face: str) -> None:
    data = paths.resources("fonts", FACES[face]["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == FACES[face]["sha256"]
    assert len(characters(face)) == FACES[face]["characters"]


@pytest.mark.parametrize("face", FACES)
def test_its_licence_lies_beside_it(face: str) -> None:
    assert "icen" in paths.resources("fonts", FACES[face]["licence"]).read_text("utf-8", errors="replace")


@pytest.mark.parametrize("face", FACES)
def test_reportlab_can_embed_it(face: str) -> None:
    with TTFont(paths.resources("fonts", FACES[face]["file"]), lazy=True) as font:
        assert "glyf" in font
        assert "fvar" not in font
        assert not font["OS/2"].fsType & 0x0302


@pytest.mark.parametrize("stack", BOOK["stack"])
def test_a_stack_loses_no_character(stack: str) -> None:
    held = frozenset().union(*(characters(face) for face in BOOK["stack"][stack]))
    gb2312 = bytes(
        b
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        for b in (row, cell)
        if (row, cell) < (0xD7, 0xFA) or row > 0xD7
    )
    wanted = (
        set(map(ord, gb2312.decode("gb2312") + SIGNS + NAMES))
        | set(range(0x4E00, 0x9FA6))
        | set(range(0x3400, 0x4DB6))
    )
    extensions = {
        c
        for first, last in ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D))
        for c in range(first, last + 1)
    }
    assert not (wanted | extensions) - held - {0x20}


def test_the_fonts_stay_bearable() -> None:
    assert sum(file.stat().st_size for file in paths.resources("fonts").glob("*.ttf")) < 65e6
