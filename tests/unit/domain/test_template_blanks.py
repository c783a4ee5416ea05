"""domain/template_blanks.py: where a field could stand in a county's own wording."""

import pytest

from anbang_desktop.domain.template_blanks import fill_blank, find_blanks
from anbang_desktop.domain.template_book import TemplateBook, parse_templates

FIELDS = ("司法所", "姓名", "证件号码")
TOML = 'id = "x"\n[papers]\n' + "".join(
    f'[fields."{name}"]\nabout = "x"\nsaid = ["{said}"]\n'
    for name, said in zip(FIELDS, ("甲方", "姓名", "身份证号"), strict=True)
)


@pytest.fixture
def book() -> TemplateBook:
    """Three fields."""
    return parse_templates(TOML)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("甲方：______", [("甲方", "司法所")]),
        ("甲方　＿＿＿＿　身份证号:____", [("甲方", "司法所"), ("身份证号", "证件号码")]),
        ("姓名：　　　　　性别：　　　　", [("姓名", "姓名"), ("性别", "")]),
        ("____年__月", [("", ""), ("年", "")]),
        ("丁方：……", []),
        ("丁方：…………", [("丁方", "")]),
        ("一、总则", []),
    ],
)
def test_blanks_and_what_they_may_be(book: TemplateBook, line: str, found: list[tuple[str, str]]) -> None:
    assert [(one.label, one.field) for one in find_blanks(line, book, FIELDS)] == found


def test_a_field_takes_the_place_of_its_blank_and_of_nothing_else(book: TemplateBook) -> None:
    words = "协议\n甲方：______，姓名：____。"
    first, second = find_blanks(words, book, FIELDS)
    assert fill_blank(words, second, second.field) == "协议\n甲方：______，姓名：｛姓名｜留线｝。"
    assert fill_blank(words, first, first.field) == "协议\n甲方：｛司法所｜留线｝，姓名：____。"
