"""What the cells of a column look like."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.column_values import LOOKED_AT, looks_like, spread, suits
from anbang_desktop.domain.column_words import BOOK, LIST, ColumnWords, parse_column_words
from anbang_desktop.domain.sheet import EMPTY, Cell, Sheet


@pytest.fixture(scope="module")
def words() -> ColumnWords:
    return parse_column_words(paths.resources("columns.toml").read_text("utf-8"), LIST, BOOK)


def looks(words: ColumnWords, field: str, text: str) -> bool:
    meaning = words.meaning(field)
    assert meaning is not None
    return looks_like(meaning, text, words)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("id_no", "１４９９０１１９８３１１２１０５２５ "),
        ("id_no", "1.49901E+17"),
        ("id_no", "H60001234"),
        ("phone", "0358-0000000"),
        ("phone", "13800000000/13800000001"),
        ("release_date", "2026-12-18"),
        ("release_date", "261218"),
        ("release_date", "12月18日"),
        ("release_date", "二〇二六年腊月初九"),
        ("birth_date", "1985.03"),
        ("term_span", "2023.12.19-2026.12.18"),
        ("serial", "（1）"),
        ("prior_count", "2次"),
        ("sex", "男性"),
        ("recidivist", "否"),
        ("marital", "已婚"),
        ("marital", "20"),
        ("health", "良好"),
        ("name", "外四 SMITH"),
        ("offences", "盗窃罪、诈骗罪"),
        ("term", "三年六个月"),
        ("term", "36"),
        ("custody_unit", "晋中监狱"),
        ("hukou_police", "西坡派出所"),
        ("village", "西村"),
        ("live_addr", "西坡乡西村1号"),
        ("remark", "无"),
    ],
)
def test_cells_of_a_datum_look_like_it(words: ColumnWords, field: str, text: str) -> None:
    assert looks(words, field, text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("id_no", "张三"),
        ("phone", "149901198503120030"),
        ("release_date", "149901198503120030"),
        ("release_date", "0358-0000000"),
        ("release_date", "示范监狱"),
        ("term_span", "三年"),
        ("serial", "晋监甲001"),
        ("prior_count", "抢劫罪"),
        ("sex", "已婚"),
        ("recidivist", "以前判过刑，2015年释放"),
        ("marital", "初中"),
        ("health", "2026-12-18"),
        ("name", "13800000000"),
        ("offences", "是"),
        ("term", "2023.12.19-2026.12.18"),
        ("custody_unit", "2026-12-18"),
        ("hukou_police", "王警官"[:1]),
        ("village", "否"),
        ("live_addr", "西坡派出所"),
        ("live_addr", "13800000000"),
    ],
)
def test_cells_of_something_else_do_not(words: ColumnWords, field: str, text: str) -> None:
    assert not looks(words, field, text)


def test_half_of_the_cells_decide_and_an_empty_column_contradicts_nothing(words: ColumnWords) -> None:
    meaning = words.meaning("release_date")
    assert meaning is not None
    assert suits(meaning, (), words)
    assert suits(meaning, ("2026-12-18", "另行通知"), words)
    assert not suits(meaning, ("2026-12-18", "另行通知", "待定"), words)


def test_only_what_says_something_is_looked_at_and_not_all_of_a_long_list() -> None:
    cells = [Cell("text", "甲"), EMPTY, Cell("text", "无"), Cell("formula", "=A1"), Cell("text", "〃")]
    sheet = Sheet("名单", True, tuple((cell,) for cell in cells))
    assert spread(sheet, range(5), 0, {"无"}) == ("甲",)
    long = Sheet("名单", True, ((Cell("text", "甲"),),) * (LOOKED_AT * 5))
    assert len(spread(long, range(LOOKED_AT * 5), 0, ())) == LOOKED_AT
