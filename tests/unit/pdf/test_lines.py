"""pdf/lines.py: no forbidden line starts and ends, both margins straight, Latin words and numbers whole,
over many widths.
"""

import re
from itertools import pairwise

import pytest

from anbang_desktop.pdf import signs
from anbang_desktop.pdf.lines import Glyph, Line, Measure, break_lines, fuller_end, place, spread

SIZE = 16.0
TEXT = (
    "2026年10月3日18时30分许，乙方（“王𬖸龘”）到《青山司法所》报到；所长说：“有困难，随时来！”——他答应了……住址：东河镇（南村）向阳路15号3单元501室。"
    "电话13800001234，邮箱wang.xiaoming@example-mail.example.cn，LPR的1.5倍，约37.5%；“安置、帮教、服务”，【重点】〔一般〕『两类』、每90天走访1次？是！"
)
WITHOUT_ADDRESS = TEXT.replace(
    "wang.xiaoming@example-mail.example.cn", "a@b.cn"
)  # what is longer than a line has to be cut
CLOSING = set("、。，．；：？！）】》〉」』〕”’…")
OPENING = set("（【《〈「『〔“‘")


def glyphs(text: str) -> list[Glyph | None]:
    """Glyphs with plausible advances: whole cells for Han, half for Latin."""
    return [
        None if char == "\n" else Glyph(char, "f", SIZE if signs.kind(char) != "latin" else SIZE / 2, 0)
        for char in text
    ]


def lines(text: str, width: float, indent: float = 0.0) -> list[Line]:
    return break_lines(glyphs(text), Measure(SIZE, width, indent, 0.0, 0.2))


@pytest.mark.parametrize("width", range(170, 470, 3))
def test_no_line_begins_or_ends_with_a_forbidden_mark(width: int) -> None:
    broken = [line.text for line in lines(TEXT * 2, width, 32)]
    assert not [line for line in broken[1:] if line[0] in CLOSING]
    assert not [line for line in broken[:-1] if line[-1] in OPENING]


@pytest.mark.parametrize("width", range(170, 470, 30))
def test_the_lines_say_what_the_text_says(width: int) -> None:
    assert "".join(line.text for line in lines(TEXT, width)) == TEXT


@pytest.mark.parametrize("width", range(200, 470, 7))
def test_numbers_and_words_are_not_cut(width: int) -> None:
    broken = [line.text for line in lines(WITHOUT_ADDRESS, width)]
    cut = [
        (end, start)
        for end, start in pairwise(broken)
        if re.search(r"[0-9A-Za-z]$", end) and re.match(r"[0-9A-Za-z]", start)
    ]
    assert not cut


@pytest.mark.parametrize("width", range(200, 470, 11))
def test_both_margins_are_straight(width: int) -> None:
    measure = Measure(SIZE, width, 0.0, 0.0, 0.2)
    for line in break_lines(glyphs(WITHOUT_ADDRESS), measure)[:-1]:
        placed = place(line, measure, "justify")
        assert placed[0].left == pytest.approx(0.0)
        assert placed[-1].right == pytest.approx(width, abs=0.6)


def test_neighbouring_marks_share_one_cell() -> None:
    line = [glyph for glyph in glyphs("《甲》，（乙）") if glyph]
    assert spread(line, Measure(SIZE, 400, 0.0, 0.0, 0.2)) == pytest.approx(SIZE * 6)


def test_an_ordered_line_end_begins_an_indented_line() -> None:
    broken = lines("第一段\n第二段", 400, 32)
    assert [(line.text, line.first, line.last) for line in broken] == [
        ("第一段", True, True),
        ("第二段", True, True),
    ]


@pytest.mark.parametrize("width", range(130, 260, 2))
def test_a_gap_that_falls_on_a_line_end_does_not_indent_the_next_line(width: int) -> None:
    broken = [
        line.text
        for line in lines("　".join(["□ 够用", "□ 紧", "□ 有债或者没有收入", "□ 说不清"] * 2), width)
    ]
    assert not [line for line in broken if line.startswith(("　", " "))]


def test_an_empty_text_is_one_empty_line() -> None:
    assert [line.text for line in lines("", 100)] == [""]


def test_a_word_longer_than_the_line_is_cut_and_ends() -> None:
    broken = [line.text for line in lines("A" * 100, 100)]
    assert "".join(broken) == "A" * 100
    assert all(len(line) <= 13 for line in broken)


def test_a_long_address_fills_the_loose_line_before_it() -> None:
    broken = [line.text for line in lines("邮箱wang.xiaoming.the.clerk@example-mail.example.cn", 300)]
    assert broken[0].startswith("邮箱wang.")
    assert broken[0][-1] in signs.BREAK_AFTER


@pytest.mark.parametrize("width", range(200, 470, 5))
def test_a_paragraph_does_not_end_in_one_character(width: int) -> None:
    for cut in range(20, len(WITHOUT_ADDRESS), 7):
        text = WITHOUT_ADDRESS[:cut] + "。"
        found = fuller_end(lines(text, width, 32), 2)
        assert "".join(line.text for line in found) == text
        kept = [char for char in found[-1].text if signs.kind(char) in ("han", "latin")]
        assert len(found) == 1 or len(kept) >= 2, found[-1].text
        assert found[-1].text[0] not in CLOSING
        assert all(line.text[-1] not in OPENING for line in found[:-1])


def test_a_short_line_gives_nothing_away() -> None:
    one, two = lines("甲乙\n丙", 400)
    assert [line.text for line in fuller_end([one, two], 2)] == ["甲乙", "丙"]
    narrow = lines("甲乙丙", SIZE * 2)
    assert [line.text for line in fuller_end(narrow, 2)] == ["甲乙", "丙"], "half of it would go"
    blank = lines("　　　　　　甲", SIZE * 6)
    assert [line.text for line in fuller_end(blank, 2)] == [line.text for line in blank]
