"""What headings mean: the dictionary's own names, and a table of headings of lists, platforms and traps."""

import csv
from collections import Counter

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.column_guess import Guess, guess_columns
from anbang_desktop.domain.column_reading import Certainty, declared, read_heading, turned
from anbang_desktop.domain.column_words import (
    BOOK,
    LIST,
    SHEET,
    ColumnWords,
    Rank,
    fold,
    forms,
    parse_column_words,
)
from tests.conftest import DATA

TABLE = DATA / "headers.csv"
FEWEST_HEADINGS, FEWEST_KNOWN = 150, 0.95


@pytest.fixture(scope="module")
def words() -> ColumnWords:
    return parse_column_words(paths.resources("columns.toml").read_text("utf-8"), LIST, BOOK)


def table() -> list[tuple[tuple[str, ...], str | None, tuple[str, ...]]]:
    """Heading from top to bottom, what it should be, example cells."""
    lines = TABLE.read_text("utf-8").splitlines()[1:]
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    return [
        (tuple(name.split("／")), field or None, tuple(filter(None, cells.split("|"))))
        for name, field, cells in rows
    ]


def figure(guess: Guess, right: str | None) -> str:
    if guess.certainty is Certainty.KNOWN:
        return "known right" if guess.field == right else "wrong"
    if guess.certainty is Certainty.SUGGESTED:
        return "suggested" if guess.field == right else "suggested otherwise"
    return "unknown" if right is None else "missed"


def test_no_heading_of_the_table_is_taken_for_what_it_is_not(words: ColumnWords) -> None:
    told = []
    for path, right, cells in table():
        (guess,) = guess_columns((path,), words, (cells,))
        told.append((figure(guess, right), "／".join(path), right, guess.field))
    figures = Counter(one for one, *_rest in told)
    print(dict(figures), len(told), "headings")
    assert len(told) >= FEWEST_HEADINGS
    assert [one for one in told if one[0] in ("wrong", "missed", "suggested otherwise")] == []


@pytest.mark.parametrize("use", [(LIST, BOOK), (SHEET,)])
def test_the_names_and_variants_of_the_dictionary_are_known(use: tuple[str, ...]) -> None:
    words = parse_column_words(paths.resources("columns.toml").read_text("utf-8"), *use)
    declared = [
        (one.field, word)
        for one in words.meanings
        for word, rank in one.words.items()
        if rank is not Rank.MAYBE
    ]
    unknown = []
    for field, word in declared:
        (guess,) = guess_columns(((word,),), words)
        if (guess.field, guess.certainty) != (field, Certainty.KNOWN):
            unknown.append((field, word))
    print(f"{len(declared) - len(unknown)} of {len(declared)} declared headings known")
    assert len(unknown) <= (1 - FEWEST_KNOWN) * len(declared), unknown


def test_no_heading_is_declared_for_two_data(words: ColumnWords) -> None:
    assert {word: [one.field for one in found] for word, found in words.exact.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" 身份证 号码＊：", "身份证号码"),
        ("一、姓　名", "姓名"),
        ("①性别", "性别"),
        ("释放(解除)日期", "释放解除日期"),
        ("ＱＱ", "qq"),
        ("⾼度", "高度"),
    ],
)
def test_what_does_not_count_in_a_heading_is_dropped(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("姓名（必填）", "姓名"),
        ("电话(家属)", "家属电话"),
        ("罪犯姓名", "姓名"),
        ("家属(关系)", "家属(关系)"),
    ],
)
def test_a_heading_can_be_read_in_several_ways(words: ColumnWords, text: str, form: str) -> None:
    assert form in forms(text, words.spoken)


def test_a_column_without_a_heading_means_nothing(words: ColumnWords) -> None:
    assert read_heading((), words) == ()
    assert turned((), words) == ""


def test_the_reason_names_the_word_that_turns_it(words: ColumnWords) -> None:
    assert turned(("责任人电话",), words) == "列名里有“电话”，但“责任人”说的是另一件事"


def test_a_name_or_a_phone_under_a_heading_that_says_not_whose_is_only_offered(words: ColumnWords) -> None:
    (guess,) = guess_columns((("其它事项", "联系电话"),), words)
    assert (guess.field, guess.certainty) == ("phone", Certainty.SUGGESTED)
    (mine,) = guess_columns((("其它事项", "本人电话"),), words)
    assert (mine.field, mine.certainty) == ("phone", Certainty.KNOWN)


def test_of_two_columns_the_later_term_wins(words: ColumnWords) -> None:
    guesses = guess_columns((("刑期止日",), ("现刑期止日",)), words)
    assert [guess.field for guess in guesses] == [None, "term_end"]


def test_two_meanings_that_fit_alike_are_offered_until_the_cells_decide(words: ColumnWords) -> None:
    (open_,) = guess_columns((("居住",),), words)
    assert open_.certainty is Certainty.SUGGESTED
    (decided,) = guess_columns((("居住",),), words, (("西坡乡西村18号附1号院内北房三间东侧",),))
    assert (decided.field, decided.certainty) == ("live_addr", Certainty.KNOWN)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("姓 名（必填）", True),
        ("释放日", True),
        ("对象", False),
        ("户籍地派出所电话", False),
        ("血型", False),
    ],
)
def test_a_heading_is_declared_by_its_name_alone(words: ColumnWords, text: str, known: bool) -> None:
    assert declared(text, words) is known
