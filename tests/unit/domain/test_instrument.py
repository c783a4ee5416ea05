"""The instrument, its score and the spread of the members."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.instrument import Instrument, Score, Use, agreed_where_equal, agreement, spread
from anbang_desktop.domain.instrument import score as score_by
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.domain.levels import Band, Level, Levels
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.rule_pack_file import KnownNames

Scorer = Callable[..., Score]
RULES = Path(__file__).resolve().parents[3] / "resources" / "rules"


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
    total = score(instrument, agreed).total
    assert total is not None
    assert 0 <= total <= 100
    item = data.draw(some.sampled_from([item for item in instrument.items if not item.code.startswith("P")]))
    after = score(instrument, {**agreed, item.code: len(item.options) - 1}).total
    assert after is not None
    assert after >= total


@given(data=some.data())
def test_a_worse_answer_or_one_trigger_more_never_lowers_the_suggestion(
    pack: RulePack, instrument: Instrument, data: some.DataObject
) -> None:
    mid = data.draw(some.booleans(), label="the trigger's level is the middle one")
    levels = _traffic_lights() if mid else pack.levels
    agreed: dict[str, int | None] = {
        item.code: data.draw(some.integers(0, len(item.options) - 1)) for item in instrument.items
    }
    triggers = data.draw(some.sets(some.sampled_from(sorted(instrument.key_triggers)), max_size=2))
    before = score_by(instrument, agreed, triggers, levels=levels)
    item = data.draw(some.sampled_from(instrument.items))
    here = agreed[item.code] or 0
    worse = [place for place, one in enumerate(item.options) if one.points >= item.options[here].points]
    more = triggers | data.draw(some.sets(some.sampled_from(sorted(instrument.key_triggers)), max_size=1))
    moved = {**agreed, item.code: data.draw(some.sampled_from(worse))}
    after = score_by(instrument, moved, more, levels=levels)
    assert _rank(levels, after.suggested) >= _rank(levels, before.suggested)


def _rank(levels: Levels, code: str) -> int:
    return max(band.start for band in levels.of(code).bands)


def _traffic_lights() -> Levels:
    def level(code: str, start: int, *, trigger: bool = False) -> Level:
        band = Band(start, code, "plain")
        key = PackKey("assessment.interval.months")
        return Level(code, code, code, key, (), (band,), default=not start, on_trigger=trigger)

    return Levels((level("绿", 0), level("黄", 30, trigger=True), level("红", 55)))


def test_a_trigger_of_a_middle_level_leaves_the_highest(instrument: Instrument) -> None:
    found = score_by(instrument, heaviest(instrument), ["DRUGS"], levels=_traffic_lights())
    assert found.suggested == "红"
    assert score_by(instrument, lightest(instrument), ["DRUGS"], levels=_traffic_lights()).suggested == "黄"


# ---- in one word


def test_agreement_is_said_in_one_word(instrument: Instrument) -> None:
    def word(*sheets: dict[str, int | None]) -> str:
        return agreement(instrument, spread(instrument, sheets))

    same: dict[str, int | None] = {"B1": 0, "B2": 0, "B3": 0, "B4": None}
    assert word(same, same, {**same, "B4": None}) == "一致"
    assert word(same, {**same, "B1": 1}) == "基本一致"
    assert word(same, {**same, "B1": 3, "B2": 3}) == "基本一致", "two items to talk about"
    assert word(same, {**same, "B1": 3, "B2": 3, "B3": 2}) == "分歧较大"
    assert word() == "一致"


# ---- the short form


@pytest.fixture(scope="module")
def short(known: KnownNames) -> Instrument:
    return parse_instrument((RULES / "instrument-short-v1.toml").read_text("utf-8"), known)


def test_the_short_form_speaks_in_the_words_of_a_visit(
    short: Instrument, codes: CodeBook, instrument: Instrument
) -> None:
    tables = (
        *(codes["behaviour"], codes["work_state"], codes["money_state"]),
        *(codes["family_state"], codes["places_state"], codes["company_state"]),
    )
    for item, table in zip(short.items, tables, strict=True):
        words = {one.name for one in table if one.code != "09"}  # 不详 is 说不清
        assert {option.label for option in item.options} == words
    assert (short.needs, short.key_triggers) == (instrument.needs, instrument.key_triggers)


def test_which_form_is_for_whom_stands_in_its_file(short: Instrument, instrument: Instrument) -> None:
    assert short.use.fits("PERIODIC", urgent=False)
    assert not short.use.fits("PERIODIC", urgent=True)
    assert not any(short.use.fits(kind, urgent=False) for kind in ("INITIAL", "EVENT", "TRANSFER", "CLOSING"))
    assert instrument.use == Use()
    assert instrument.use.fits("CLOSING", urgent=True)


def test_the_short_form_gives_no_number_and_leaves_the_level(score: Scorer, short: Instrument) -> None:
    found = score(short, lightest(short), present="KEY")
    assert (found.total, found.suggested, found.full) == (None, "KEY", False)
    assert all(one.points is None for one in found.points)
    assert found.reasons == ("简表不计分，没有要重新评估的情况，类别仍为重点。",)


def test_an_answer_or_a_trigger_asks_for_the_long_form(score: Scorer, short: Instrument) -> None:
    answered = score(short, {**lightest(short), "S1": 2, "S2": None}, present="GENERAL")
    assert (answered.full, answered.suggested, answered.unknown) == (True, "GENERAL", ("S2",))
    assert answered.words == "一般，请作完整评估"
    assert answered.reasons == (
        "需要留意：现实表现（不好）。请用完整评估表再评一次，类别由那一次决定。",
        "有 1 项说不清。",
    )
    triggered = score(short, lightest(short), ["DRUGS"])
    assert triggered.full
    assert triggered.reasons[0].startswith("有重点触发项：涉毒。")


@given(data=some.data())
def test_a_worse_answer_never_takes_back_that_the_long_form_is_wanted(
    score: Scorer, short: Instrument, data: some.DataObject
) -> None:
    agreed: dict[str, int | None] = {
        item.code: data.draw(some.integers(0, len(item.options) - 1)) for item in short.items
    }
    item = data.draw(some.sampled_from(short.items))
    worse = {**agreed, item.code: data.draw(some.integers(agreed[item.code] or 0, len(item.options) - 1))}
    assert score(short, worse).full >= score(short, agreed).full


def test_what_is_asked_and_what_is_needed(instrument: Instrument, short: Instrument) -> None:
    assert [block.code for block in instrument.asked] == ["B", "C", "D", "P"]
    assert len(instrument.needed) == 17
    assert short.needed == short.items
