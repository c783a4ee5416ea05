"""What is read out of one row of a list, and what is said about it."""

from datetime import date

import pytest

from anbang_desktop.domain.sheet import EMPTY, Cell
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.services import opening
from anbang_desktop.services.roster_import.match import content_hash, mark_doubles
from anbang_desktop.services.roster_import.read_rows import RowReader, RowReading, cells_of
from anbang_desktop.services.roster_import.roster import roster_words

GOOD, GOOD_MAN = "149901198311210525", "149901196504133512"  # a woman of 1983, a man of 1965


def text(words: str) -> Cell:
    return Cell("text", words)


@pytest.fixture(scope="module")
def reader() -> RowReader:
    return RowReader(
        roster_words(),
        ReadContext(opening.codes(), date(2026, 11, 30)),
        {"id_no": "身份证号码", "name": "姓名"},
    )


def read(reader: RowReader, **cells: Cell | str) -> RowReading:
    base: dict[str, Cell | str] = {"name": "傅霞", "id_no": GOOD}
    return reader.read(
        7, {name: text(cell) if isinstance(cell, str) else cell for name, cell in (base | cells).items()}
    )


def format_day(row: RowReading, field: str) -> list[tuple[str, str]]:
    return [(problem.level, problem.what) for problem in row.problems if problem.field == field]


def test_a_good_row_says_nothing(reader: RowReader) -> None:
    row = read(
        reader,
        sex="女",
        birth_date="1983.11.21",
        ethnicity="汉族",
        recidivist="否",
        offences="抢劫罪、盗窃罪",
    )
    assert row.problems == []
    assert row.values["birth_date"] == date(1983, 11, 21)
    assert (row.values["sex"], row.values["ethnicity"], row.values["recidivist"]) == ("2", "01", False)
    assert row.values["offences"] == ("抢劫罪", "盗窃罪")
    assert row.shown["id_no"] == "1499**********0525"


def test_the_number_fills_sex_and_birth_date(reader: RowReader) -> None:
    row = read(reader)
    assert (row.values["sex"], row.values["birth_date"]) == ("2", date(1983, 11, 21))
    assert {"sex", "birth_date"} <= row.derived


def test_full_width_digits_are_tidied_and_told(reader: RowReader) -> None:
    row = read(reader, id_no="１４９９０１１９８３１１２１０５２５ ")
    assert row.values["id_no"] == GOOD
    assert ("said", "证件号：全角转半角") in format_day(row, "id_no")


def test_a_missing_name_is_an_error_with_the_column_of_the_file(reader: RowReader) -> None:
    row = read(reader, name=EMPTY)
    assert [(problem.column, problem.level, problem.what) for problem in row.problems] == [
        ("姓名", "error", "没有姓名，请补上")
    ]


@pytest.mark.parametrize("name", ["张\ue000三", "王\x07五"])
def test_a_name_nobody_can_print_is_an_error(reader: RowReader, name: str) -> None:
    assert format_day(read(reader, name=name), "name")[0][0] == "error"


def test_the_dot_in_a_name_is_normalised(reader: RowReader) -> None:
    row = read(reader, name="买买提・艾合买提")
    assert row.values["name"] == "买买提·艾合买提"
    assert format_day(row, "name") == [("note", "姓名：间隔号统一为“·”")]


def test_a_number_typed_id_has_lost_its_end(reader: RowReader) -> None:
    row = read(reader, id_no=Cell("number", "149901197601079104", number=1.499011976010791e17))
    (level, what), *_ = format_day(row, "id_no")
    assert level == "error"
    assert "丢掉后几位" in what
    assert "id_no" not in row.values
    assert row.shown["id_no"].startswith("1499**********")


def test_a_wrong_check_character_can_be_kept_unverified(reader: RowReader) -> None:
    row = read(reader, id_no=GOOD[:-1] + "6")
    assert format_day(row, "id_no")[0][0] == "ask"
    assert (row.values["id_no"], row.values["id_unverified"]) == (GOOD[:-1] + "6", True)


@pytest.mark.parametrize("number", ["1499011983112105", "14990119831121052A", "149901198313210525"])
def test_a_number_that_cannot_be_one_is_an_error(reader: RowReader, number: str) -> None:
    assert format_day(read(reader, id_no=number), "id_no")[0][0] == "error"


@pytest.mark.parametrize("nothing", ["", "不详", "无", "—"])
def test_no_number_asks(reader: RowReader, nothing: str) -> None:
    row = read(reader, id_no=nothing)
    assert format_day(row, "id_no")[0][0] == "ask"
    assert row.values["id_unverified"] is True


def test_a_birth_date_against_the_number_asks_with_both(reader: RowReader) -> None:
    row = read(reader, birth_date=Cell("date", "1970-01-01", day=date(1970, 1, 1)))
    ((level, what),) = format_day(row, "birth_date")
    assert level == "ask"
    assert "1970-01-01" in what
    assert "1983-11-21" in what
    assert row.values["birth_reason"]


def test_a_sex_against_the_number_is_only_noted(reader: RowReader) -> None:
    assert format_day(read(reader, sex="男"), "sex")[0][0] == "note"


def test_an_impossible_date_is_an_error(reader: RowReader) -> None:
    row = read(reader, release_date="2026-13-45", term_end="2026-11-09")
    ((level, what),) = format_day(row, "release_date")
    assert (level, "没有 13 月" in what) == ("error", True)
    assert "release_date" not in row.values


def test_the_release_date_is_proposed_from_the_end_of_the_term(reader: RowReader) -> None:
    row = read(reader, term_end="2026/11/13")
    assert row.values["release_date"] == date(2026, 11, 13)
    assert format_day(row, "release_date")[0][0] == "said"


def test_days_in_the_wrong_order_ask(reader: RowReader) -> None:
    assert format_day(read(reader, term_start="2026-01-01", term_end="2025-01-01"), "term_end")[0][0] == "ask"
    assert (
        format_day(read(reader, term_start="2026-01-01", release_date="2025-01-01"), "release_date")[0][0]
        == "ask"
    )


def test_a_formula_in_the_remark_stays_a_formula(reader: RowReader) -> None:
    row = read(reader, remark=Cell("formula", '=HYPERLINK("x","点我")'))
    assert row.values["remark"] == '=HYPERLINK("x","点我")'
    assert format_day(row, "remark")[0][0] == "note"


def test_a_formula_where_a_value_is_needed_asks_or_fails(reader: RowReader) -> None:
    shown = read(reader, birth_date=Cell("formula", "=A1", result="1983-11-21"))
    assert format_day(shown, "birth_date")[0][0] == "ask"
    assert shown.values["birth_date"] == date(1983, 11, 21)
    assert format_day(read(reader, birth_date=Cell("formula", "=A1")), "birth_date")[0][0] == "error"


def test_an_error_value_is_told(reader: RowReader) -> None:
    assert format_day(read(reader, name=Cell("error", "#REF!")), "name")[0][0] == "error"
    assert format_day(read(reader, remark=Cell("error", "#REF!")), "remark")[0][0] == "note"


def test_words_no_code_table_knows_go_into_the_remark(reader: RowReader) -> None:
    row = read(reader, education="私塾", remark="体弱")
    assert row.values["remark"] == "体弱；名单原文：文化程度“私塾”"
    assert format_day(row, "education")[0][0] == "note"


def test_a_contact_in_one_cell_is_split(reader: RowReader) -> None:
    row = read(reader, emergency_contact="曹海(兄弟)", emergency_phone="１９３００００９３９０")
    assert (row.values["emergency_name"], row.values["emergency_phone"]) == ("曹海", "19300009390")
    assert opening.codes()["relation"].label(str(row.values["emergency_relation"])) == "兄弟姐妹"


def test_a_phone_that_cannot_be_dialled_is_kept_and_told(reader: RowReader) -> None:
    row = read(reader, phone="1380000")
    assert row.values["phone"] == "1380000"
    assert format_day(row, "phone")[0][0] == "note"


def test_the_end_of_correction_is_understood_from_the_sentence(reader: RowReader) -> None:
    row = read(
        reader, release_type="解除社区矫正", term="有期徒刑1年,缓刑2年", custody_unit="某县司法局社区矫正中心"
    )
    assert row.values["release_type"] == "11"
    assert format_day(row, "release_type")[0][0] == "note"


def test_a_minor_at_the_offence_is_marked(reader: RowReader) -> None:
    row = read(reader, remark="犯罪时未满18周岁")
    assert row.values["minor_at_offence"] is True
    assert format_day(row, "remark")[0][0] == "note"


def test_two_rows_of_one_number_ask_each_other(reader: RowReader) -> None:
    first, second, third = (
        read(reader),
        read(reader, name="李英洋"),
        read(reader, id_no=GOOD_MAN, name="王某"),
    )
    second.number = 9
    mark_doubles([first, second, third], {"id_no": "身份证号码"})
    assert "第 9 行“李英洋”" in format_day(first, "id_no")[0][1]
    assert "第 7 行“傅霞”" in format_day(second, "id_no")[0][1]
    assert format_day(third, "id_no") == []


def test_a_correction_in_the_preview_stands_for_the_cell() -> None:
    cells = cells_of(
        (text("张三"), text("1")), {"name": 0, "id_no": 1, "remark": 9}, {"id_no": GOOD, "name": " "}
    )
    assert cells == {"name": EMPTY, "id_no": text(GOOD), "remark": EMPTY}


def test_the_same_words_have_the_same_hash() -> None:
    one = {"name": "张三", "birth_date": date(1990, 1, 1), "offences": ["盗窃"]}
    assert content_hash(one) == content_hash(dict(reversed(one.items())))
    assert content_hash(one) != content_hash({**one, "name": "李四"})
