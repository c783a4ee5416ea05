"""The instrument, its score and the spread of the members."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.instrument import Instrument, Score, agreed_where_equal, spread
from anbang_desktop.domain.instrument import score as score_by
from anbang_desktop.domain.rule_pack import RulePack

Scorer = Callable[..., Score]


@pytest.fixture(scope="module")
def score(pack: RulePack) -> Scorer:
    """Scores by the levels of the shipped pack."""
    return partial(score_by, levels=pack.levels)


def lightest(instrument: Instrument) -> dict[str, int | None]:
    return {item.code: 0 for item in instrument.items}


def heaviest(instrument: Instrument) -> dict[str, int | None]:
    return {item.code: 0 if item.code.startswith("P") else len(item.options) - 1 for item in instrument.items}


def test_the_shipped_instrument_is_that_of_the_brief(instrument: Instrument) -> None:
    assert [(block.code, block.limit, len(block.items)) for block in instrument.blocks] == [
        ("A", 24, 5),
        ("B", 40, 6),
        ("C", 24, 4),
        ("D", 12, 2),
        ("P", -12, 4),
    ]
    for block in instrument.blocks:
        extremes = [max((option.points for option in item.options), key=abs) for item in block.items]
        assert sum(extremes) == block.limit
    assert len(instrument.needs) == 18


def test_needs_and_triggers_are_known_elsewhere_too(
    instrument: Instrument, codes: CodeBook, pack: RulePack
) -> None:
    helps = {item.code for item in codes["help_type"]}
    assert set(instrument.needs) == helps
    assert {item.need for item in instrument.items if item.need} <= helps
    assert set(instrument.key_triggers) == {trigger.code for trigger in pack.key_triggers}


def test_nobody_is_scored_for_who_he_is(instrument: Instrument) -> None:
    words = "".join(item.label for item in instrument.items)
    assert not any(word in words for word in ("民族", "宗教", "性别", "户籍"))


def test_the_ends_of_the_scale(score: Scorer, instrument: Instrument) -> None:
    assert score(instrument, lightest(instrument)).total == 0
    assert score(instrument, heaviest(instrument)).total == 100


def test_points_behind_the_score_add_up(score: Scorer, instrument: Instrument) -> None:
    result = score(instrument, {**lightest(instrument), "A1": 1, "B2": 2, "C2": 2, "P1": 1})
    assert result.total == 3 + 5 + 6 - 3
    assert sum(one.points or 0 for one in result.points) == result.total
    assert [(block.code, block.points) for block in result.blocks] == [
        ("A", 3),
        ("B", 5),
        ("C", 6),
        ("D", 0),
        ("P", -3),
    ]
    assert next(one.answer for one in result.points if one.code == "B2") == "没有，正在找"


def test_protective_factors_do_not_go_below_nothing(score: Scorer, instrument: Instrument) -> None:
    assert score(instrument, {**lightest(instrument), "P1": 1, "P2": 1, "P3": 1, "P4": 1}).total == 0


@pytest.mark.parametrize(
    ("agreed", "total", "suggested", "words"),
    [
        (
            {"B1": 3, "B2": 3, "B3": 2, "B4": 2, "B5": 2, "B6": 2, "C1": 2, "C2": 2, "D2": 1},
            55,
            "KEY",
            "重点",
        ),
        (
            {"B1": 3, "B2": 3, "B3": 2, "B4": 2, "B5": 2, "B6": 2, "C1": 2, "C2": 2, "C4": 1},
            54,
            "GENERAL",
            "一般，适当多走访",
        ),
        ({"B1": 3, "B2": 3, "B3": 2, "B4": 2, "B5": 1}, 30, "GENERAL", "一般，适当多走访"),
        ({"B1": 3, "B2": 3, "B3": 2, "B4": 2}, 28, "GENERAL", "一般"),
    ],
)
def test_thresholds(
    score: Scorer, instrument: Instrument, agreed: dict[str, int], total: int, suggested: str, words: str
) -> None:
    result = score(instrument, {**lightest(instrument), **agreed})
    assert (result.total, result.suggested, result.words) == (total, suggested, words)


def test_reasons_are_two_or_three_sentences(score: Scorer, instrument: Instrument) -> None:
    result = score(instrument, {**lightest(instrument), "B1": 3, "B2": 3, "A1": 1, "P1": 1})
    assert result.reasons == (
        "总分 16 分，低于 30 分，按分数为一般。",
        (
            "分数主要来自住房（没有住处，8 分）、就业与生计（没有，也没找，8 分）、"
            "此前受过刑事处罚（1 次，3 分）；有利因素减 3 分。"
        ),
    )


def test_a_trigger_suggests_key_whatever_the_score(score: Scorer, instrument: Instrument) -> None:
    result = score(instrument, lightest(instrument), ["DRUGS", "RECIDIVIST", "DRUGS"])
    assert (result.total, result.suggested, result.triggers) == (0, "KEY", ("DRUGS", "RECIDIVIST"))
    assert result.reasons[0] == "有重点触发项：涉毒、累犯，不论分数都建议列为重点。"
    assert result.reasons[-1] == "没有加分的项目。"


def test_do_not_know_is_allowed_counted_and_said(score: Scorer, instrument: Instrument) -> None:
    agreed = {
        **lightest(instrument),
        "B1": 3,
        "B2": 3,
        "B3": 2,
        "B4": 2,
        "B5": 2,
        "C1": 2,
        "C2": 2,
        "C3": None,
        "C4": None,
        "B6": None,
    }
    result = score(instrument, agreed)
    assert (result.total, result.unknown, result.unanswered) == (46, ("B6", "C3", "C4"), ())
    assert result.reasons[-1] == "有 3 项说不清，未计分；若都按最高分计会到 64 分，建议先了解清楚。"


def test_what_was_not_answered_is_listed(score: Scorer, instrument: Instrument) -> None:
    result = score(instrument, {"A1": 0})
    assert "A2" in result.unanswered
    assert "A1" not in result.unanswered
    assert next(one for one in result.points if one.code == "A2").answer == ""


@pytest.mark.parametrize(
    ("agreed", "word"),
    [({"Z9": 0}, "没有“Z9”这一项"), ({"A1": 3}, "没有第 4 个选项"), ({"A1": -1}, "没有第 0 个选项")],
)
def test_answers_the_instrument_does_not_have(
    score: Scorer, instrument: Instrument, agreed: dict[str, int], word: str
) -> None:
    with pytest.raises(ValueError, match=word):
        score(instrument, agreed)


def test_a_trigger_the_instrument_does_not_have(score: Scorer, instrument: Instrument) -> None:
    with pytest.raises(ValueError, match="触发项"):
        score(instrument, {}, ["NOSE"])


def test_spread_shows_heads_not_names_and_asks_to_talk_from_two_steps(instrument: Instrument) -> None:
    sheets: list[dict[str, int | None]] = [
        {"B1": 0, "B2": 1, "B3": None},
        {"B1": 2, "B2": 2, "B3": None},
        {"B1": 0, "B2": None},
    ]
    by_code = {one.code: one for one in spread(instrument, sheets)}
    assert (by_code["B1"].counts, by_code["B1"].steps, by_code["B1"].discuss) == ((2, 0, 1, 0), 2, True)
    assert (by_code["B2"].counts, by_code["B2"].unknown, by_code["B2"].discuss) == ((0, 1, 1, 0), 1, False)
    assert (by_code["B3"].unknown, by_code["B3"].steps, by_code["B3"].discuss) == (2, 0, False)
    assert len(by_code) == len(instrument.items)


def test_what_all_gave_alike_need_not_be_talked_about(instrument: Instrument) -> None:
    assert agreed_where_equal(
        instrument, [{"B1": 2, "B2": 1, "B3": None}, {"B1": 2, "B2": 0, "B3": None}]
    ) == {"B1": 2}


def test_one_item_by_code(instrument: Instrument) -> None:
    assert instrument.item("A3").restricted
    with pytest.raises(KeyError):
        instrument.item("Z9")


@given(data=some.data())
def test_the_score_stays_on_the_scale_and_more_points_never_lower_it(
    score: Scorer, instrument: Instrument, data: some.DataObject
) -> None:
    agreed = {
        item.code: data.draw(some.none() | some.integers(0, len(item.options) - 1))
        for item in instrument.items
    }
    result = score(instrument, agreed)
    assert 0 <= result.total <= 100
    item = data.draw(some.sampled_from([item for item in instrument.items if not item.code.startswith("P")]))
    assert score(instrument, {**agreed, item.code: len(item.options) - 1}).total >= result.total
