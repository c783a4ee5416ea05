"""domain/neutral_words.py: what a paper of a withheld record says instead, and what it never says."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.neutral_words import LEFT_OUT, NeutralWords, parse_neutral_words
from anbang_desktop.domain.toml_table import TomlFault

SHIPPED = parse_neutral_words(paths.resources("agreements", "neutral.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("安置帮教协议书", "关爱帮扶协议"),
        ("根据《山西省安置帮教工作办法》第十二条", "根据本省有关规定第十二条"),
        ("根据《某省安置帮教条例》和《宪法》", "根据本省有关规定和《宪法》"),
        ("安置帮教对象登记表", "帮扶对象登记表"),
        ("帮教\n责任人", "帮扶\n责任人"),
        ("家庭、就业、健康和原案件等必要信息", "家庭、就业、健康等必要信息"),
        ("走访记录单", "走访记录单"),
    ],
)
def test_what_names_the_help_is_said_otherwise(before: str, after: str) -> None:
    assert SHIPPED.told(before) == after


def test_a_sentence_that_tells_is_left_out_and_the_others_stay() -> None:
    text = "孩子在家。他服刑一年。去年释放。想学修车；不想提案件；家里同意"
    assert SHIPPED.told(text) == f"孩子在家。{LEFT_OUT}想学修车；{LEFT_OUT}家里同意"
    assert SHIPPED.told("刑满释放") == LEFT_OUT


def test_spaces_and_line_ends_hide_nothing() -> None:
    assert SHIPPED.tells("释\n放 日期")
    assert SHIPPED.told("原　判") == LEFT_OUT
    assert SHIPPED.told("在家。监\n所里学的") == LEFT_OUT, "a word cut by a line end is in no sentence"


def test_a_word_that_two_sentences_make_is_left_out_whole() -> None:
    assert SHIPPED.also(["甲。乙"]).told("甲。乙") == LEFT_OUT


def test_what_says_it_as_it_stands_is_not_what_tells_it_reworded() -> None:
    assert SHIPPED.says("安置帮\n教协议书")
    assert not SHIPPED.tells("安置帮教协议书")


def test_the_words_of_one_file_are_added_and_an_empty_one_is_none() -> None:
    mine = SHIPPED.also(["汾河 口", ""])
    assert mine.tells("住在汾河口")
    assert not SHIPPED.tells("住在汾河口")
    assert not mine.tells("住在城里")


def test_a_wrong_file_is_refused_with_its_line() -> None:
    with pytest.raises(TomlFault, match="words"):
        parse_neutral_words('id = "x"\ntelling = ["罪"]\n')
    assert isinstance(SHIPPED, NeutralWords)
