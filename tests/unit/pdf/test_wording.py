"""pdf/wording.py: what is laid out in neutral words, row by row, and nothing else for anybody else."""

import re

from reportlab.platypus import Spacer

from anbang_desktop.domain.neutral_words import NeutralWords
from anbang_desktop.pdf import page, preview, wording
from anbang_desktop.pdf.forms.form import Head, flowing, items, section, table_rows
from anbang_desktop.pdf.grid import Cell, Row, label, note, value

WORDS = NeutralWords(((re.compile("帮教"), "帮扶"),), ("刑", "罪"))


def kept(*rows: Row) -> list[list[tuple[str, int]]]:
    with wording.neutral(WORDS):
        return [[(cell.text, cell.span) for cell in row.cells] for row in wording.kept(rows)]


def test_nothing_changes_outside() -> None:
    rows = [section("二、原罪")]
    assert wording.kept(rows) is rows
    assert wording.told("帮教") == "帮教"
    assert not wording.in_force()


def test_a_caption_goes_with_its_datum_and_the_neighbour_takes_the_room() -> None:
    row = items({"a": "1", "b": "盗窃", "c": "3"}, ("甲", "a"), ("罪名", "b"), ("丙", "c"))
    assert kept(row) == [[("甲", 3), ("1", 13), ("丙", 3), ("3", 5)]]
    first = items({"a": "1", "b": "2"}, ("刑　期", "a", 3, 9), ("乙", "b", 3, 9))
    assert kept(first) == [[("乙", 3), ("2", 21)]]


def test_a_row_of_which_nothing_is_left_goes_whole_and_what_goes_on_from_it() -> None:
    long = [
        Row((Cell("罪名", 3, stack="hei", goes_on=True), Cell("甲" * 60, 21, goes_on=True))),
        Row((Cell("", 3, stack="hei", went_on=True), Cell("乙" * 60, 21, went_on=True))),
    ]
    assert kept(*long, items({"a": "1"}, ("刑期", "a", 3, 21))) == []


def test_a_section_goes_and_those_that_stay_lose_their_number() -> None:
    assert kept(section("二、原判刑罚"), section("三、帮教情况"), section("帮教、帮扶")) == [
        [("帮教情况", 24)],
        [("帮教、帮扶", 24)],
    ]


def test_the_head_of_a_column_is_emptied_and_a_line_about_it_goes() -> None:
    head, *body = table_rows(
        [("项目", "a", 8), ("原罪", "b", 8), ("说明", "c", 8)],
        [{"a": "罪名", "b": "一致", "c": ""}, {"a": "住址", "b": "一致", "c": ""}],
        0,
    )
    assert kept(head, *body) == [
        [("项目", 8), ("", 8), ("说明", 8)],
        [("住址", 8), ("一致", 8), ("", 8)],
    ]


def test_the_room_goes_to_a_datum_of_one_line() -> None:
    photo = Cell("照片", 4, rows=5)
    row = Row((label("甲", 2), value("1", 6), label("罪", 4), value("盗窃", 8), photo))
    assert kept(row) == [[("甲", 2), ("1", 18), ("照片", 4)]]


def test_title_text_and_edges_are_reworded_and_a_name_is_not() -> None:
    head = Head("帮教登记表", "帮教办", "帮教1号")
    row = Row((label("姓名", 6), value("帮教", 18, name=True)))
    with wording.neutral(WORDS):
        pdf = flowing(head, [row, Row((note("说明：有罪。" + "无事。" * 9, 24),))])
    text = "".join(preview.text(pdf).split())
    assert "帮扶登记表" in text
    assert "帮扶1号" in text
    assert text.count("帮教") == 1, "the name"
    assert "（略）" in text
    assert "帮教".encode("utf-16-be") not in pdf


def test_the_page_itself_is_reworded() -> None:
    with wording.neutral(WORDS):
        pdf = page.build([Spacer(1, 9)], page.Edges("帮教", foot="帮教手册", page_numbers=False))
    assert "帮扶手册" in preview.text(pdf)
