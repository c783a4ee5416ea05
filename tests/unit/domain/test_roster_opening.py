"""建账: the cells of a roster that speak of the help so far."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.roster_opening import Named, OpeningWords, day_in, members_in, parse_opening_words
from anbang_desktop.domain.states import AgreementState


@pytest.fixture(scope="module")
def words() -> OpeningWords:
    return parse_opening_words(paths.resources("import", "opening.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李文静、王建国,赵兰", ("李文静", "王建国", "赵兰")),
        ("李文静 王建国\n赵兰", ("李文静", "王建国", "赵兰")),
        ("李文静；买买提·艾力", ("李文静", "买买提·艾力")),
        ("东庄村帮教小组", ()),
        ("3人", ()),
        ("李文静、村干部", ()),
        ("李文静、王", ()),
        ("是", ()),
        ("", ()),
    ],
)
def test_members_are_names_or_nothing(words: OpeningWords, text: str, names: tuple[str, ...]) -> None:
    assert tuple(one.name for one in members_in(text, words)) == names


def test_what_stands_beside_a_name_is_kept(words: OpeningWords) -> None:
    assert members_in("李文静（组长）、王建国(村干部)", words) == (
        Named("李文静", "组长"),
        Named("王建国", "村干部"),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("已签（2026-03-05）", "2026-03-05"),
        ("2026年3月5日签", "2026年3月5日"),
        ("20260305", "20260305"),
        ("是", ""),
    ],
)
def test_a_day_inside_a_cell(text: str, day: str) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("在册帮教", ""),
        ("解除审批中", ""),  # our own word for a state on the books, though it holds 解除
        ("在帮", ""),
        ("", ""),
        ("已退回", "已退回"),
        ("已于上月解除", "解除"),
        ("还在服刑", "服刑"),
    ],
)
def test_who_is_on_no_book(words: OpeningWords, text: str, word: str) -> None:
    assert words.off_books(text) == word


def test_an_answer_that_says_nothing_is_not_kept(words: OpeningWords) -> None:
    assert words.says_nothing("reoffended", "否")
    assert words.says_nothing("contacts", "本期走访谈话 3 次")
    assert not words.says_nothing("contacts", "每月走访，表现好")
    assert not words.says_nothing("village", "否")


def test_every_word_has_its_meaning(words: OpeningWords) -> None:
    assert words.agreement["是"] is AgreementState.SIGNED
    assert (words.placed["是"], words.placed["未安置"]) == (True, False)
    assert words.likely_from <= len(words.likely)
