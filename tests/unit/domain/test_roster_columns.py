"""Finding the list in a sheet: heading, columns, people."""

from pathlib import Path

import pytest

from anbang_desktop.domain import roster_columns as columns
from anbang_desktop.domain.roster_words import RosterWords, heading, parse_roster_words
from anbang_desktop.domain.sheet import EMPTY, Cell, Merge, Sheet, Workbook

WORDS = Path(__file__).parents[3] / "resources" / "import" / "columns.toml"


@pytest.fixture(scope="module")
def words() -> RosterWords:
    return parse_roster_words(WORDS.read_text(encoding="utf-8"))


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


def test_a_heading_beneath_merged_titles_is_found(words: RosterWords) -> None:
    found = columns.find_in_sheet(
        sheet("某县名单||", "单位：某县||日期", "姓名|身份证号|案由", "张三|1|盗窃"), words
    )
    assert fields_of(found) == ["name", "id_no", "offences"]
    assert found is not None
    assert (found.header.first, found.header.last) == (2, 2)


def test_a_heading_of_two_rows_takes_the_group_into_account(words: RosterWords) -> None:
    merges = (Merge(0, 1, 0, 2), Merge(0, 3, 0, 4), Merge(0, 0, 1, 0))
    found = columns.find_in_sheet(
        sheet("序号|基本情况||联系人|", "|姓名|公民身份号码|姓名|手机", "1|张三|1|李四|139", merges=merges),
        words,
    )
    assert fields_of(found) == ["serial", "name", "id_no", "emergency_name", "emergency_phone"]
    assert found is not None
    assert found.header.name(4) == "联系人／手机"


def test_name_and_relation_in_one_column_are_known(words: RosterWords) -> None:
    found = columns.find_in_sheet(sheet("人员姓名|证件号码|姓名(关系)", "张三|1|李四(妻)"), words)
    assert fields_of(found) == ["name", "id_no", "emergency_contact"]


def test_an_unknown_heading_stays_unknown(words: RosterWords) -> None:
    found = columns.find_in_sheet(sheet("姓名|身份证号|罪名|星座", "张三|1|盗窃|白羊"), words)
    assert fields_of(found)[-1] is None


def test_a_meaning_is_given_once(words: RosterWords) -> None:
    guesses = columns.guess_columns((("姓名",), ("对象姓名",), ("性别",)), words)
    assert [guess.field for guess in guesses] == ["name", None, "sex"]


def test_a_longer_heading_is_a_less_certain_guess(words: RosterWords) -> None:
    (guess,) = columns.guess_columns((("罪犯户籍所在地详细",),), words)
    assert guess.field == "hukou_addr"
    assert columns.GUESS <= guess.confidence < columns.SURE


def test_numbers_under_a_strange_heading_are_recognised(words: RosterWords) -> None:
    found = columns.find_in_sheet(
        sheet("姓名|性别|罪名|某栏", "张三|男|盗窃|149901198001010011", "李四|男|盗窃|149901198001010038"),
        words,
    )
    assert fields_of(found)[-1] == "id_no"
    without = columns.find_in_sheet(sheet("姓名|性别|罪名|某栏", "张三|男|盗窃|甲"), words)
    assert fields_of(without)[-1] is None


def test_the_sheet_that_looks_like_a_list_is_chosen(words: RosterWords) -> None:
    note, people = sheet("请核查", name="说明"), sheet("姓名|身份证号|罪名", "张三|1|盗窃", name="名册")
    found = columns.find_list(book(note, people), words)
    assert found is not None
    assert found.sheet.name == "名册"
    assert columns.find_list(book(note, people), words, "说明") is None


def test_a_visible_list_wins_over_a_hidden_one(words: RosterWords) -> None:
    hidden = sheet("姓名|身份证号|罪名|性别", "张三|1|盗窃|男", visible=False, name="旧")
    found = columns.find_list(book(hidden, sheet("姓名|身份证号|罪名", "李四|1|盗窃", name="新")), words)
    assert found is not None
    assert found.sheet.name == "新"


def test_footers_empty_rows_and_repeated_headings_are_no_people(words: RosterWords) -> None:
    found = columns.find_in_sheet(
        sheet(
            "序号|姓名|身份证号|罪名",
            "1|张三|1|盗窃",
            "2|||",
            "|||",
            "序号|姓名|身份证号|罪名",
            "3|李四|2|诈骗",
            "合计|2人||",
            "填表人：王五|||",
        ),
        words,
    )
    assert found is not None
    assert found.people(words) == [1, 5]


def test_a_person_whose_name_begins_like_a_footer_is_kept(words: RosterWords) -> None:
    found = columns.find_in_sheet(sheet("姓名|身份证号|罪名|性别", "合计明|1|盗窃|男"), words)
    assert found is not None
    assert found.people(words) == [1]


def test_the_fingerprint_ignores_our_own_column_and_spacing(words: RosterWords) -> None:
    plain = columns.find_in_sheet(sheet("姓名|身份证号|罪名", "张三|1|盗窃"), words)
    returned = columns.find_in_sheet(sheet("姓 名|身份证号|罪名|问题", "张三|1|盗窃|没有姓名"), words)
    other = columns.find_in_sheet(sheet("姓名|身份证号|案由", "张三|1|盗窃"), words)
    assert plain is not None
    assert returned is not None
    assert other is not None
    assert columns.fingerprint(plain.header) == columns.fingerprint(returned.header)
    assert columns.fingerprint(plain.header) != columns.fingerprint(other.header)


def test_what_the_clerk_says_wins_and_takes_the_meaning_away_elsewhere(words: RosterWords) -> None:
    found = columns.find_in_sheet(sheet("姓名|身份证号|老地方|现住址", "张三|1|甲村|乙村"), words)
    assert found is not None
    told = columns.apply_mapping(
        found.header, found.guesses, {"老地方": "hukou_addr", "姓名": None, "没有这列": "sex"}
    )
    assert [guess.field for guess in told] == [None, "id_no", "hukou_addr", "live_addr"]
    moved = columns.apply_mapping(found.header, found.guesses, {"老地方": "id_no"})
    assert [guess.field for guess in moved][:3] == ["name", None, "id_no"]


def test_headings_without_a_word_at_the_end_do_not_change_the_fingerprint() -> None:
    wide, narrow = (columns.Header(0, 0, paths) for paths in ((("姓名",), ("",), ("",)), (("姓名",),)))
    assert columns.fingerprint(wide) == columns.fingerprint(narrow)


def test_only_a_column_full_of_numbers_is_taken_for_the_numbers() -> None:
    heading = columns.Header(0, 0, (("甲",), ("乙",)))
    unknown = (columns.Guess(None, 0.0), columns.Guess(None, 0.0))
    few = sheet("甲|乙", "x|14990119720711407X", "y|没有")
    assert columns.with_content(few, heading, unknown) == unknown
    full = sheet("甲|乙", "x|14990119720711407X", "y|149901198311210525")
    assert columns.with_content(full, heading, unknown) == (unknown[0], columns.Guess("id_no", columns.GUESS))
    named = (columns.Guess("id_no", 1.0), columns.Guess(None, 0.0))
    assert columns.with_content(few, heading, named) == named


def test_two_columns_of_one_heading_have_two_keys() -> None:
    header = columns.Header(0, 0, (("电话",), ("电话",)))
    assert header.keys == ("电话", "电话#2")


def test_empty_headings_at_the_end_do_not_change_the_fingerprint() -> None:
    short, long = (
        columns.Header(0, 0, tuple((word,) for word in words)) for words in ("甲乙", ("甲", "乙", "", ""))
    )
    assert columns.fingerprint(short) == columns.fingerprint(long)
