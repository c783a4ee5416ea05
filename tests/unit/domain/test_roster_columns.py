"""Finding the list in a sheet: heading, columns, people."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain import roster_columns as columns
from anbang_desktop.domain.column_guess import NOBODY_KNOWS, Guess, guess_columns, shortened, with_numbers
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_words import BOOK, LIST, parse_column_words
from anbang_desktop.domain.roster_words import heading, parse_roster_words
from anbang_desktop.domain.sheet import EMPTY, Cell, Merge, Sheet, Workbook

KNOWN, SUGGESTED, UNKNOWN = Certainty


@pytest.fixture(scope="module")
def reader() -> columns.ListReader:
    return columns.ListReader(
        parse_roster_words(paths.resources("import", "columns.toml").read_text("utf-8")),
        parse_column_words(paths.resources("columns.toml").read_text("utf-8"), LIST, BOOK),
    )


def sheet(*rows: str, merges: tuple[Merge, ...] = (), visible: bool = True, name: str = "表") -> Sheet:
    """Rows of cells written a|b||d."""
    cells = tuple(tuple(Cell("text", text) if text else EMPTY for text in row.split("|")) for row in rows)
    return Sheet(name, visible, cells, merges)


def book(*sheets: Sheet) -> Workbook:
    return Workbook("名单.xlsx", "xlsx", "0" * 64, sheets, b"")


def fields_of(found: columns.Found | None) -> list[str | None]:
    assert found is not None
    return [guess.field for guess in found.guesses]


def test_headings_are_compared_without_blanks_width_and_stars() -> None:
    assert heading(" 身份证 号码＊（必填）：") == "身份证号码(必填)"


def test_a_heading_beneath_merged_titles_is_found(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("某县名单||", "单位：某县||日期", "姓名|身份证号|案由", "张三|1|盗窃"))
    assert fields_of(found) == ["name", "id_no", "offences"]
    assert found is not None
    assert (found.header.first, found.header.last) == (2, 2)


def test_a_heading_of_two_rows_takes_the_group_into_account(reader: columns.ListReader) -> None:
    merges = (Merge(0, 1, 0, 2), Merge(0, 3, 0, 4), Merge(0, 0, 1, 0))
    found = reader.in_sheet(
        sheet("序号|基本情况||联系人|", "|姓名|公民身份号码|姓名|手机", "1|张三|1|李四|139", merges=merges)
    )
    assert fields_of(found) == ["serial", "name", "id_no", "emergency_name", "emergency_phone"]
    assert found is not None
    assert found.header.name(4) == "联系人／手机"


def test_name_and_relation_in_one_column_are_known(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("人员姓名|证件号码|姓名(关系)", "张三|1|李四(妻)"))
    assert fields_of(found) == ["name", "id_no", "emergency_contact"]


def test_an_unknown_heading_stays_unknown(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("姓名|身份证号|罪名|星座", "张三|1|盗窃|白羊"))
    assert fields_of(found)[-1] is None


def test_a_meaning_is_given_once(reader: columns.ListReader) -> None:
    guesses = guess_columns((("姓名",), ("对象姓名",), ("性别",)), reader.columns)
    assert [guess.field for guess in guesses] == ["name", None, "sex"]


def test_a_longer_heading_is_only_offered(reader: columns.ListReader) -> None:
    (guess,) = guess_columns((("罪犯户籍所在地详细",),), reader.columns)
    assert (guess.field, guess.certainty, guess.taken) == ("hukou_addr", SUGGESTED, None)


def test_a_column_whose_cells_are_something_else_is_only_offered(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("姓名|身份证号|释放日期", "张三|149901198001010011|示范监狱"))
    assert found is not None
    assert (found.guesses[2].field, found.guesses[2].certainty) == ("release_date", SUGGESTED)
    assert "示范监狱" in found.guesses[2].why


def test_an_upper_heading_typed_above_its_first_column_only_reaches_to_the_next(
    reader: columns.ListReader,
) -> None:
    found = reader.in_sheet(
        sheet("基本情况||家属||备注", "姓名|身份证号|姓名|电话|", "张三|1|李四|13900000000|")
    )
    assert fields_of(found) == ["name", "id_no", "emergency_name", "emergency_phone", "remark"]


def test_a_title_that_reaches_over_the_whole_list_is_no_heading(reader: columns.ListReader) -> None:
    found = reader.in_sheet(
        sheet("名单||", "姓名|身份证号|罪名", "张三|1|盗窃罪", merges=(Merge(0, 0, 0, 2),))
    )
    assert found is not None
    assert (found.header.first, found.header.last) == (1, 1)


def test_a_row_that_says_how_to_fill_in_is_no_person(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("姓名|身份证号|罪名", "必填|必填,18位|选填", "张三|1|盗窃罪"))
    assert found is not None
    assert found.people == (2,)


def test_two_columns_of_one_meaning_say_which_is_taken(reader: columns.ListReader) -> None:
    guesses = guess_columns((("姓名",), ("联系电话",), ("联系手机",)), reader.columns)
    assert [guess.field for guess in guesses] == ["name", "phone", None]
    assert "只取一列" in guesses[2].why


def test_numbers_under_a_strange_heading_are_recognised(reader: columns.ListReader) -> None:
    found = reader.in_sheet(
        sheet("姓名|性别|罪名|某栏", "张三|男|盗窃|149901198001010011", "李四|男|盗窃|149901198001010038")
    )
    assert fields_of(found)[-1] == "id_no"
    without = reader.in_sheet(sheet("姓名|性别|罪名|某栏", "张三|男|盗窃|甲"))
    assert fields_of(without)[-1] is None


def chosen(reader: columns.ListReader, made: Workbook) -> str:
    found = reader.likeliest(reader.lists(made))
    assert found is not None
    return found.sheet.name


def test_the_sheet_that_looks_like_a_list_is_chosen(reader: columns.ListReader) -> None:
    note, people = sheet("请核查", name="说明"), sheet("姓名|身份证号|罪名", "张三|1|盗窃", name="名册")
    assert chosen(reader, book(note, people)) == "名册"
    assert reader.likeliest(reader.lists(book(note))) is None


def test_a_visible_list_wins_over_a_hidden_one(reader: columns.ListReader) -> None:
    hidden = sheet("姓名|身份证号|罪名|性别", "张三|1|盗窃|男", visible=False, name="旧")
    assert chosen(reader, book(hidden, sheet("姓名|身份证号|罪名", "李四|1|盗窃", name="新"))) == "新"


def test_footers_empty_rows_and_repeated_headings_are_no_people(reader: columns.ListReader) -> None:
    found = reader.in_sheet(
        sheet(
            "序号|姓名|身份证号|罪名",
            "1|张三|1|盗窃",
            "2|||",
            "|||",
            "序号|姓名|身份证号|罪名",
            "3|李四|2|诈骗",
            "合计|2人||",
            "填表人：王五|||",
        )
    )
    assert found is not None
    assert found.people == (1, 5)


def test_a_person_whose_name_begins_like_a_footer_is_kept(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("姓名|身份证号|罪名|性别", "合计明|1|盗窃|男"))
    assert found is not None
    assert found.people == (1,)


def test_the_fingerprint_ignores_our_own_column_and_spacing(reader: columns.ListReader) -> None:
    plain = reader.in_sheet(sheet("姓名|身份证号|罪名", "张三|1|盗窃"))
    returned = reader.in_sheet(sheet("姓 名|身份证号|罪名|问题", "张三|1|盗窃|没有姓名"))
    other = reader.in_sheet(sheet("姓名|身份证号|案由", "张三|1|盗窃"))
    assert plain is not None
    assert returned is not None
    assert other is not None
    assert columns.fingerprint(plain.header) == columns.fingerprint(returned.header)
    assert columns.fingerprint(plain.header) != columns.fingerprint(other.header)


def test_what_the_clerk_says_wins_and_takes_the_meaning_away_elsewhere(reader: columns.ListReader) -> None:
    found = reader.in_sheet(sheet("姓名|身份证号|老地方|现住址", "张三|1|甲村|乙村"))
    assert found is not None
    told = columns.apply_mapping(
        found.header, found.guesses, {"老地方": "hukou_addr", "姓名": None, "没有这列": "sex"}
    )
    assert [guess.field for guess in told] == [None, "id_no", "hukou_addr", "live_addr"]
    kept = columns.apply_mapping(found.header, found.guesses, {"现住址": columns.IN_REMARK})[3]
    assert (kept.field, kept.certainty, kept.told) == (None, UNKNOWN, True)
    back = columns.apply_mapping(
        found.header, found.guesses, {"现住址": "live_addr", "老地方": columns.IN_REMARK}
    )
    assert back == found.guesses
    moved = columns.apply_mapping(found.header, found.guesses, {"老地方": "id_no"})
    assert [guess.field for guess in moved][:3] == ["name", None, "id_no"]


def test_headings_without_a_word_at_the_end_do_not_change_the_fingerprint() -> None:
    wide, narrow = (columns.Header(0, 0, paths) for paths in ((("姓名",), ("",), ("",)), (("姓名",),)))
    assert columns.fingerprint(wide) == columns.fingerprint(narrow)


def test_only_a_column_full_of_numbers_is_offered_as_the_numbers() -> None:
    unknown = (NOBODY_KNOWS, NOBODY_KNOWS)
    few, full = ("14990119720711407X", "没有"), ("14990119720711407X", "149901198311210525")
    assert with_numbers((("x",), few), unknown) == unknown
    offered = with_numbers((("x",), full), unknown)[1]
    assert (offered.field, offered.certainty) == ("id_no", SUGGESTED)
    named = (Guess("id_no", KNOWN), NOBODY_KNOWS)
    assert with_numbers((("x",), full), named) == named


def test_two_columns_of_one_heading_have_two_keys() -> None:
    header = columns.Header(0, 0, (("电话",), ("电话",)))
    assert header.keys == ("电话", "电话#2")


def test_empty_headings_at_the_end_do_not_change_the_fingerprint() -> None:
    short, long = (
        columns.Header(0, 0, tuple((word,) for word in words)) for words in ("甲乙", ("甲", "乙", "", ""))
    )
    assert columns.fingerprint(short) == columns.fingerprint(long)


@pytest.mark.parametrize(
    ("cell", "example"),
    [("西坡派出所", "西坡派出所"), ("149901198503120030", "149…0030"), ("长" * 30, "长" * 24 + "…")],
)
def test_an_example_is_short_and_no_number_stands_in_full(cell: str, example: str) -> None:
    assert shortened(cell) == example
