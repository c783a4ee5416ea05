"""What is read out of one row of a list, and what is said about it."""

from datetime import date

import pytest

from anbang_desktop.domain.roster_body import BodyRow
from anbang_desktop.domain.sheet import EMPTY, Cell
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.services import opening
from anbang_desktop.services.roster_import import read_rows
from anbang_desktop.services.roster_import.columns import roster_words
from anbang_desktop.services.roster_import.match import content_hash, mark_doubles
from anbang_desktop.services.roster_import.read_rows import RowReader, cells_of
from anbang_desktop.services.roster_import.row_reading import FIELDS, RowReading

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
    base: dict[str, Cell | str] = {"name": "傅霞", "id_no": GOOD, "release_date": "2026-11-08"}
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
    row = read(reader, term_end="2026/11/13", release_date=EMPTY)
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


def test_a_release_that_doesnt_say_from_where_is_left_open_and_kept(reader: RowReader) -> None:
    row = read(reader, release_type="刑满释放", custody_unit="", term="有期徒刑2年")
    assert "release_type" not in row.values
    assert row.values["remark"] == "名单原文：释放类别“刑满释放”"
    assert format_day(row, "release_type") == [
        ("note", "名单写“刑满释放”，没写是监狱、看守所还是未管所释放，先不填，原文记入备注，请登记时选")
    ]
    for said, code in (
        ("拘役期满释放", "02"),
        ("看守所释放", "02"),
        ("监狱释放", "01"),
        ("未管所释放", "03"),
    ):
        assert read(reader, release_type=said, custody_unit="", term="").values["release_type"] == code


def test_an_end_of_correction_that_doesnt_say_of_what_is_left_open_and_kept(reader: RowReader) -> None:
    row = read(reader, release_type="解除社区矫正", custody_unit="某县司法局社区矫正中心", term="")
    assert "release_type" not in row.values
    assert row.values["remark"] == "名单原文：释放类别“解除社区矫正”"
    assert format_day(row, "release_type") == [
        ("note", "名单写“解除社区矫正”，没写是缓刑、假释还是管制，先不填，原文记入备注，请登记时选")
    ]
    silent = read(reader, release_type="", custody_unit="某县司法局社区矫正中心", term="")
    assert "release_type" not in silent.values
    assert format_day(silent, "release_type")[0][0] == "note"


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


# ---------------------------------------------------------------- nobody goes on without a day of release
def test_without_any_day_of_release_the_row_asks(reader: RowReader) -> None:
    row = read(reader, release_date=EMPTY)
    assert [(one.field, one.level) for one in row.problems] == [("release_date", "ask")]
    assert "release_date" not in row.values


def test_a_release_known_to_the_month_takes_the_end_of_the_term_and_asks(reader: RowReader) -> None:
    row = read(reader, release_date="2026.12", term_end="2026-12-18")
    assert row.values["release_date"] == date(2026, 12, 18)
    assert format_day(row, "release_date")[0][0] == "ask"
    alone = read(reader, release_date="2026.12")
    assert "release_date" not in alone.values
    assert format_day(alone, "release_date")[0][0] == "ask"
    assert "2026.12" in str(alone.values["remark"])


def test_a_day_without_its_year_is_certain_when_the_term_ends_then(reader: RowReader) -> None:
    assert read(reader, release_date="12-18", term_end="2026-12-18").problems == []
    row = read(reader, release_date="1.5")
    assert row.values["release_date"] == date(2027, 1, 5)
    assert "没有写年份" in format_day(row, "release_date")[0][1]


def test_a_month_of_the_term_is_kept_in_the_remark(reader: RowReader) -> None:
    row = read(reader, term_start="2023.12")
    assert "term_start" not in row.values
    assert "2023.12" in str(row.values["remark"])
    assert format_day(row, "term_start")[0][0] == "note"


def test_a_day_that_decides_nothing_is_kept_in_words(reader: RowReader) -> None:
    row = read(reader, judgment_date="去年冬天")
    assert "去年冬天" in str(row.values["remark"])
    doubtful = read(reader, judgment_date="12-18")
    assert format_day(doubtful, "judgment_date")[0][0] == "note"


# ---------------------------------------------------------------- births known to the month
@pytest.mark.parametrize("written", ["1983.11", "1983年11月", "198311", Cell("number", "1983.11", 1983.11)])
def test_the_day_of_a_birth_month_is_the_numbers(reader: RowReader, written: Cell | str) -> None:
    row = read(reader, birth_date=written)
    assert row.values["birth_date"] == date(1983, 11, 21)
    assert row.problems == []


def test_a_birth_month_against_the_number_asks(reader: RowReader) -> None:
    row = read(reader, birth_date="1983.10")
    assert row.values["birth_date"] == date(1983, 11, 21)
    assert format_day(row, "birth_date")[0][0] == "ask"
    assert "1983.10" in str(row.values["remark"])


def test_a_birth_month_without_a_number_asks_for_the_day_and_keeps_the_month(reader: RowReader) -> None:
    row = read(reader, id_no=EMPTY, birth_date="200103")
    assert "birth_date" not in row.values
    assert row.values["birth_reason"] == "名单只写到 2001 年 3 月"
    assert format_day(row, "birth_date")[0][0] == "ask"


def test_a_heading_that_asks_for_a_month_reads_six_digits_as_one() -> None:
    reader = RowReader(
        roster_words(),
        ReadContext(opening.codes(), date(2026, 11, 30)),
        {"birth_date": "出生年月"},
    )
    assert read(reader, id_no=EMPTY, birth_date="200103").values["birth_reason"] == "名单只写到 2001 年 3 月"


# ---------------------------------------------------------------- both days of the term in one cell
def test_a_span_gives_both_days(reader: RowReader) -> None:
    row = read(reader, term_span="2023.12.19-2026.12.18", release_date=EMPTY)
    assert (row.values["term_start"], row.values["term_end"]) == (date(2023, 12, 19), date(2026, 12, 18))
    assert row.values["release_date"] == date(2026, 12, 18)
    assert read(reader, term_span="自2023年12月19日起至2026年12月18日止", term_end="2026-06-18").values[
        "term_end"
    ] == date(2026, 6, 18)


def test_a_span_nobody_can_read_asks_and_an_impossible_one_is_an_error(reader: RowReader) -> None:
    row = read(reader, term_span="三年")
    assert format_day(row, "term_span")[0][0] == "ask"
    assert "三年" in str(row.values["remark"])
    assert format_day(read(reader, term_span="2023.13.19-2026.12.18"), "term_span")[0][0] == "error"


# ---------------------------------------------------------------- who
def test_another_paper_is_asked_and_kept_as_such(reader: RowReader) -> None:
    row = read(reader, id_no="E12345678", birth_date="1985-03-12")
    assert (row.values["id_type"], row.values["id_other_no"]) == ("30", "E12345678")
    assert "id_no" not in row.values
    assert [level for level, _ in format_day(row, "id_no")] == ["ask"]


def test_fifteen_digits_are_converted_and_asked(reader: RowReader) -> None:
    row = read(reader, id_no="149901850312003")
    assert row.values["id_no"] == "149901198503120030"
    assert row.values["id_unverified"] is True
    assert "0030" in format_day(row, "id_no")[0][1]


def test_a_number_with_a_phone_beneath_it_is_taken_alone_and_asked(reader: RowReader) -> None:
    row = read(reader, id_no=f"{GOOD}\n13800000000")
    assert row.values["id_no"] == GOOD
    assert "13800000000" in str(row.values["remark"])
    assert format_day(row, "id_no")[0][0] == "ask"


def test_a_name_with_something_beside_it_is_asked_and_kept(reader: RowReader) -> None:
    row = read(reader, name="司马光；又名司马十二")
    assert (row.values["name"], row.values["former_name"]) == ("司马光", "司马十二")
    assert "又名" in str(row.values["remark"])
    assert format_day(row, "name")[0][0] == "ask"
    assert "former_name" not in read(reader, name="司马光；又名").values


def test_two_people_in_one_cell_are_asked(reader: RowReader) -> None:
    row = read(reader, name="李一、李二")
    assert row.values["name"] == "李一、李二"
    assert format_day(row, "name")[0][0] == "ask"


def test_a_sign_of_the_old_code_page_is_offered_as_the_real_one(reader: RowReader) -> None:
    row = read(reader, name="赵\ue863")
    assert row.values["name"] == "赵䶮"
    assert format_day(row, "name")[0][0] == "ask"


# ---------------------------------------------------------------- relations, long cells, the remark
def test_a_relation_no_table_holds_is_another_with_its_words(reader: RowReader) -> None:
    row = read(reader, emergency_contact="刘玉（隔壁理发店老板）")
    assert row.values["emergency_relation"] == "99"
    assert "隔壁理发店老板" in str(row.values["remark"])
    assert set(row.values) <= set(FIELDS)


def test_a_long_text_in_a_short_column_is_asked_and_kept(reader: RowReader) -> None:
    row = read(reader, phone="1" * 600)
    assert format_day(row, "phone")[0][0] == "ask"
    assert "phone" not in row.values
    assert len(row.shown["phone"]) < 600


def test_a_remark_longer_than_the_field_is_cut_and_says_so(reader: RowReader) -> None:
    row = read(reader, court="字" * 7_950)
    assert len(str(row.values["remark"])) < 8_000
    assert "太长" in format_day(row, "remark")[0][1]


# ---------------------------------------------------------------- rows of the sheet
def test_a_row_says_what_it_took_from_above_and_that_it_was_hidden_or_struck_out(reader: RowReader) -> None:
    cells = tuple(map(text, ("傅霞", GOOD, "2026-11-08")))
    body = BodyRow(6, cells, ditto=(2,), more=((7, 2, "2026-12-01"),), hidden=True, struck=True)
    row = reader.read_row(body, {"name": 0, "id_no": 1, "release_date": 2}, {})
    assert [(one.field, one.level) for one in row.problems] == [
        ("release_date", "said"),
        ("name", "note"),
        ("name", "ask"),
        ("name", "ask"),
    ]
    assert "2026-12-01" in str(row.values["remark"])


def test_a_cell_reads_the_same_whether_it_is_remembered_or_not(
    reader: RowReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = {"sex": "女", "phone": "138 0000", "education": "私塾", "term_end": "2026.12.18"}
    remembered = [read(reader, **cells), read(reader, **cells)]
    monkeypatch.setattr(read_rows, "_MOST_MEMORY", 0)
    forgetful = RowReader(reader.words, reader.read_context, reader.headers)
    assert remembered == [read(forgetful, **cells)] * 2
    assert forgetful.memory == {}
