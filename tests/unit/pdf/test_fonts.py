"""pdf/fonts.py: stacks, names whole in one face, what no font has is refused by name, ToUnicode beyond the
BMP.
"""

import pytest

from anbang_desktop.pdf import fonts
from anbang_desktop.pdf.fonts import MissingGlyph


def test_a_rare_name_that_one_face_has_is_set_in_that_face() -> None:
    assert len(set(fonts.fonts_of("喆堃", "fang", name=True))) == 1
    assert fonts.fonts_of("张喆堃", "fang", name=True) == ["AB-song"] * 3


def test_a_name_that_no_face_has_whole_is_song_and_the_rare_face() -> None:
    assert fonts.fonts_of("王𬖸龘", "fang", name=True) == ["AB-song", "AB-rare", "AB-song"]


def test_common_text_stays_in_the_face_of_its_stack() -> None:
    assert set(fonts.fonts_of("安置帮教", "fang")) == {"AB-fang"}


@pytest.mark.parametrize(
    ("char", "code"),
    [("\U00030ede", "U+30EDE"), ("\ue81e", "U+E81E"), ("\u200b", "U+200B"), ("\U0001f600", "U+1F600")],
)
def test_what_no_font_has_is_refused_by_character_number_and_field(char: str, code: str) -> None:
    with pytest.raises(MissingGlyph) as refused:
        fonts.fonts_of(f"王{char}", "fang", name=True, where="姓名")
    said = str(refused.value)
    assert code in said
    assert "“姓名”" in said
    assert "文书不能出具" in said
    assert refused.value.characters == (char,)


def test_the_first_field_at_fault_is_named() -> None:
    with pytest.raises(MissingGlyph, match="“住址”"):
        fonts.refuse_missing([("姓名", "王𬖸龘"), ("住址", "南\ue000村")])


def test_to_unicode_writes_utf_16_and_short_blocks() -> None:
    written = fonts.to_unicode("f", [0x4E00 + n for n in range(150)] + [0x2C5B8])
    assert "<96> <D871DDB8>" in written
    assert "100 beginbfchar" in written
    assert "51 beginbfchar" in written


def test_metrics_after_the_last_full_entry_are_not_scaled() -> None:
    fonts.fonts_of("𬖸", "song")
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - registered by the line above

    face = pdfmetrics.getFont("AB-rare").face  # type: ignore[attr-defined]
    assert {advance for advance, _bearing in face.hmetrics[-1000:]} == {1024}
