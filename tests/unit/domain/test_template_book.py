"""domain/template_book.py: the papers and fields that ship, and which clauses a text lost."""

from pathlib import Path

import pytest

from anbang_desktop.domain.template_book import TemplateBook, parse_templates
from anbang_desktop.domain.toml_table import TomlFault

RESOURCES = Path(__file__).parents[3] / "resources"
SMALL = """
id = "texts-1"
[papers.agreement]
name = "协议书"
about = "协议"
[papers.agreement.must.voluntary]
name = "自愿"
words = ["自愿", "没有后果|不承担后果"]
fields = ["姓名"]
[fields."姓名"]
about = "本人"
said = ["姓名", "乙方"]
[fields."有亲属"]
about = "有没有亲属"
switch = true
"""


@pytest.fixture
def book() -> TemplateBook:
    """One paper, two fields."""
    return parse_templates(SMALL)


def test_a_text_that_says_everything_lost_nothing(book: TemplateBook) -> None:
    assert book.lost("agreement", "自\n愿签订，不承担 后果。{{ 姓名 }}") == []
    assert book.lost("agreement", "自愿，没有后果。{{姓名|横线}}") == []


def test_what_is_missing_is_named(book: TemplateBook) -> None:
    assert book.lost("agreement", "强迫") == ["自愿：没有找到“自愿”、“没有后果”、字段“姓名”"]
    assert book.lost("agreement", "自愿，不承担后果，{{ 姓名字 }}") == ["自愿：没有找到字段“姓名”"]


def test_a_field_is_guessed_where_only_one_is_meant(book: TemplateBook) -> None:
    assert book.guess("乙方", ["姓名", "有亲属"]) == "姓名"
    assert book.guess("乙方", ["有亲属"]) == ""
    assert book.guess("丙方", ["姓名"]) == ""


def test_a_switch_is_known(book: TemplateBook) -> None:
    assert [name for name, one in book.fields.items() if one.switch] == ["有亲属"]


def test_a_slip_in_the_file_is_told_with_its_line() -> None:
    with pytest.raises(TomlFault, match="about"):
        parse_templates(SMALL.replace('about = "协议"', ""))


def test_the_file_that_ships_reads_and_its_newest_texts_say_everything() -> None:
    book = parse_templates((RESOURCES / "agreements" / "texts.toml").read_text("utf-8"))
    for paper in book.papers:
        files = [
            *(RESOURCES / "agreements").glob(f"{paper}-*.txt"),
            *(RESOURCES / "letters").glob(f"{paper}-*.txt"),
        ]
        newest = max(files, key=lambda file: int(file.stem.rpartition("-")[2]))
        assert book.lost(paper, newest.read_text("utf-8")) == [], newest.name
