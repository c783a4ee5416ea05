"""What the columns of a county's roster ask for: headings and traps, ticks, joined cells, forms."""

import csv

import pytest

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_words import SHEET, parse_column_words
from anbang_desktop.domain.sheet_columns import ColumnReading, Heading, SheetWords
from anbang_desktop.domain.sheet_form import PLAIN, Form
from anbang_desktop.services.reports.words import meanings
from tests.conftest import DATA

FEWEST_COLUMNS = 150


@pytest.fixture(scope="module")
def words() -> SheetWords:
    return meanings().of("person")


def _read(words: SheetWords, *headings: str) -> list[ColumnReading]:
    return list(words.read([Heading(tuple(one.split("／"))) for one in headings]))


def test_no_column_of_the_table_is_taken_for_what_it_is_not(words: SheetWords) -> None:
    text = (DATA / "sheet_headers.csv").read_text("utf-8").splitlines()[1:]
    rows = csv.reader(line for line in text if not line.startswith("#"))
    table = [(name, right) for kind, name, right in rows if kind == "column"]
    assert len(table) >= FEWEST_COLUMNS
    wrong, missed = [], []
    for name, right in table:
        (found,) = _read(words, name)
        if found.certainty is Certainty.KNOWN and found.field != right:
            wrong.append((name, right, found.field))
        if right and found.certainty is not Certainty.KNOWN:
            missed.append((name, right))
    assert (wrong, missed) == ([], [])


@pytest.mark.parametrize("heading", ["期满日期", "期满时间", "届满日期", "到期日期"])
def test_what_ends_on_the_sheet_of_those_whose_help_ends_is_the_help(words: SheetWords, heading: str) -> None:
    (found,) = meanings().of("person", "R15").read([Heading((heading,))])
    assert (found.field, found.certainty) == ("period_end", Certainty.KNOWN)
    (elsewhere,) = _read(words, heading)
    assert elsewhere.certainty is not Certainty.KNOWN, "it may be the sentence that ends"
    (term,) = meanings().of("person", "R15").read([Heading(("刑期期满日期",))])
    assert term.certainty is not Certainty.KNOWN
    assert meanings().of("person", "R06") is meanings().of("person")


def test_since_when_among_key_people_is_asked(words: SheetWords) -> None:
    (found,) = meanings().of("person", "R04").read([Heading(("列管时间",))])
    assert (found.field, found.certainty) == ("key_on", Certainty.SUGGESTED)
    (elsewhere,) = _read(words, "列管时间")
    assert (elsewhere.field, elsewhere.certainty) == ("period_start", Certainty.KNOWN)


@pytest.mark.parametrize(
    ("headings", "known"),
    [
        (("罪名", "重新犯罪罪名", "新判刑罚"), {"offences": True}),
        (("原罪名", "新罪名", "刑期", "羁押场所"), {"offences": True, "term": False, "custody_unit": False}),
        (("罪名", "释放日期"), {"offences": False}),
        (("原判刑期", "罪名", "新罪名"), {"term": True, "offences": True}),
    ],
)
def test_the_old_and_the_new_sentence_are_told_apart_or_asked(
    headings: tuple[str, ...], known: dict[str, bool]
) -> None:
    found = meanings().of("reoffence", "R13").read([Heading((one,)) for one in headings])
    sure = {one.field: one.certainty is Certainty.KNOWN for one in found}
    assert {field: sure[field] for field in known} == known


def test_columns_of_the_words_of_a_code_are_ticked(words: SheetWords) -> None:
    found = _read(
        words, "接回方式／家属接回", "接回方式／司法所接回", "接回方式／其他", "性别／男", "性别／女"
    )
    assert [one.field for one in found] == ["handover_mode"] * 3 + ["sex"] * 2
    assert all(one.certainty is Certainty.KNOWN for one in found)
    assert [one.form.ticks[0] for one in found] == ["家属接回", "司法所接回", "其他", "男", "女"]
    assert "人员自返" in found[2].form.ticks, "其他 is everything without a column of its own"


def test_yes_and_no_may_have_a_column_each(words: SheetWords) -> None:
    found = _read(words, "是否累犯／是", "是否累犯／否")
    assert [(one.field, one.form.ticks) for one in found] == [
        ("recidivist", ("是",)),
        ("recidivist", ("否",)),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("接回方式／家属接回", "接回方式／直升机接回"),
        ("接回方式／家属接回", "接回方式／亲属接回"),
        ("天气／晴", "天气／雨"),
        ("性别／男", "身高／女"),
    ],
)
def test_columns_that_are_not_all_words_of_one_code_are_not_ticked(
    words: SheetWords, headings: tuple[str, ...]
) -> None:
    assert all(not one.form.ticks for one in _read(words, *headings))


@pytest.mark.parametrize(
    ("heading", "field", "also", "between"),
    [
        ("姓名（身份证号）", "name", ("id_no",), ""),
        ("罪名、刑期", "offences", ("term",), "，"),
        ("姓名及联系电话", "name", ("phone",), "，"),
    ],
)
def test_two_data_in_one_cell(
    words: SheetWords, heading: str, field: str, also: tuple[str, ...], between: str
) -> None:
    (found,) = _read(words, heading)
    assert (found.field, found.certainty, found.form) == (
        field,
        Certainty.KNOWN,
        Form(also=also, between=between),
    )


@pytest.mark.parametrize("heading", ["责任人及电话", "姓名（血型）", "姓名（姓名）", "户籍地（派出所）"])
def test_what_belongs_to_two_is_not_joined(words: SheetWords, heading: str) -> None:
    (found,) = _read(words, heading)
    assert not found.form.also


def test_whether_the_person_comes_first_is_said_of_the_level(words: SheetWords) -> None:
    plain, asked, poor = _read(words, "帮教类别", "是否为重点帮教对象", "是否低保户")
    assert plain.form == PLAIN
    assert (asked.field, asked.form.answer, asked.form.ticks) == ("level", "yesno", ("重点",))
    assert (poor.field, poor.form.answer, len(poor.form.ticks)) == ("relief_status", "yesno", 1)


def test_a_number_beside_the_serial_is_that_of_the_file(words: SheetWords) -> None:
    assert [one.field for one in _read(words, "序号", "姓名", "编号")] == ["serial", "name", "case_no"]
    assert [one.field for one in _read(words, "编号", "姓名")] == ["serial", "name"]


def test_heading_and_datum_are_of_one_type() -> None:
    words = SheetWords(
        parse_column_words(
            "modifiers=[]\nothers=[]\nwhole=[]\ntails=[]\nneutral=[]\nperson=[]\nabout_person=[]\nhints=[]\n"
            '[endings]\n[looks]\n[[column]]\nfield="a"\nname="签到时间"\nuse=["sheet"]\nholds="yesno"\n'
            '[[column]]\nfield="b"\nname="到会人数"\nuse=["sheet"]\nholds="text"\n'
            '[[column]]\nfield="c"\nname="是否到会"\nuse=["sheet"]\nholds="day"\n',
            SHEET,
        ),
        {},
    )
    found = _read(words, "签到时间", "到会人数", "是否到会")
    assert [one.certainty for one in found] == [Certainty.UNKNOWN] * 3


def test_under_the_children_a_sex_and_an_age_are_not_the_parents() -> None:
    child = meanings().of("child")
    found = _read(child, "刑满释放人员姓名", "性别", "年龄", "家长出生日期")
    assert [one.field for one in found[1:3]] == ["child.sex", "child.age"]
    assert (found[0].field, found[0].certainty) == ("name", Certainty.KNOWN)


def test_a_kind_of_rows_has_words_of_its_own() -> None:
    toml = (
        "modifiers=[]\nothers=[]\nwhole=[]\ntails=[]\nneutral=[]\nperson=[]\nabout_person=[]\nhints=[]\n"
        '[endings]\n[looks]\n[[column]]\nfield="last_contact"\nname="走访日期"\nuse=["sheet"]\nholds="day"\n'
        '[[column]]\nfield="contact.at"\nname="时间"\nwords=["走访日期"]\nrows=["contact"]\nuse=["sheet"]\nholds="day"\n'
    )
    of = {
        kind: SheetWords(parse_column_words(toml, SHEET, row_kind=kind), {}) for kind in ("person", "contact")
    }
    assert [_read(one, "走访日期")[0].field for one in of.values()] == ["last_contact", "contact.at"]
    assert _read(of["person"], "时间")[0].field == ""


def test_the_form_comes_from_heading_cell_and_hint(words: SheetWords) -> None:
    headings = [
        Heading(("释放日期",), dated=True),
        Heading(("衔接日期",), hint="YYYY.MM.DD"),
        Heading(("出生年月",)),
    ]
    assert [one.form for one in words.read(headings)] == [PLAIN, Form(day="dot"), Form(day="dot", month=True)]
    assert words.told(Heading(("某日（年/月/日）",)), "release_date") == Form(day="slash")
    assert words.told(Heading(("某日",)), "no such field") == PLAIN


def test_a_column_without_heading_or_with_a_sentence_says_nothing(words: SheetWords) -> None:
    found = words.read([Heading(()), Heading(("姓名" * 90,))])
    assert [one.field for one in found] == ["", ""]


def test_how_a_value_is_written_says_nothing_about_what_it_is(words: SheetWords) -> None:
    headings = (
        "累犯（打√）",
        "重新犯罪（有/无）",
        "身份证号（脱敏）",
        "释放日期（如：2026.1.1）",
        "出生日期（年月）",
    )
    found = _read(words, *headings)
    assert [one.field for one in found] == ["recidivist", "reoffended", "id_no", "release_date", "birth_date"]
    assert [one.certainty for one in found] == [Certainty.KNOWN] * 5
    assert [one.form for one in found] == [
        Form(answer="tick"),
        Form(answer="has"),
        Form(mask="masked"),
        Form(day="dot"),
        Form(day="dot", month=True),
    ]


def test_a_code_may_stand_beside_its_name(words: SheetWords) -> None:
    found = _read(words, "性别", "性别代码", "文化程度（代码）", "姓名代码")
    assert [(one.field, one.form.code) for one in found] == [
        ("sex", ""), ("sex", "code"), ("education", "code"), ("", ""),
    ]  # fmt: skip
