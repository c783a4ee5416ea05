"""Levels are data: a county's red, yellow and green do all that the shipped two do."""

from datetime import date

import pytest

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.completeness import check_file
from anbang_desktop.domain.instrument import Instrument, score
from anbang_desktop.domain.levels import Band, place_in_words
from anbang_desktop.domain.reckoning import next_contact
from anbang_desktop.domain.rule_pack import RuleBook, RulePack
from anbang_desktop.domain.rule_pack_file import KnownNames, parse_rule_pack
from tests.support import packs

DAY = date(2026, 12, 10)


@pytest.fixture(scope="module")
def colours(known: KnownNames) -> RulePack:
    return parse_rule_pack(packs.colours(), known)


@pytest.mark.parametrize(
    ("total", "code", "where"),
    [
        (60, "RED", "达到 60 分"),
        (59, "YELLOW", "在 25–59 分之间"),
        (25, "YELLOW", "在 25–59 分之间"),
        (24, "GREEN", "低于 25 分"),
    ],
)
def test_a_score_suggests_the_level_of_its_band(colours: RulePack, total: int, code: str, where: str) -> None:
    assert colours.levels.suggested(total, triggered=False).code == code
    assert place_in_words(colours.levels.bands, total) == where


def test_one_band_is_said_without_a_neighbour() -> None:
    assert place_in_words([Band(0, "都一样", "plain")], 40) == "从 0 分起"


def test_a_trigger_suggests_the_level_that_says_so(colours: RulePack, instrument: Instrument) -> None:
    nothing = dict.fromkeys((item.code for item in instrument.items), 0)
    found = score(instrument, nothing, ["DRUGS"], levels=colours.levels)
    assert (found.suggested, found.words) == ("RED", "红")
    assert found.reasons[0].endswith("不论分数都建议列为红。")


def test_where_no_level_names_triggers_the_score_decides(known: KnownNames) -> None:
    text = packs.colours().replace("on_trigger = true", "")
    assert parse_rule_pack(text, known).levels.suggested(0, triggered=True).code == "GREEN"


def test_a_level_of_the_pack_before_means_the_one_that_goes_it_on(colours: RulePack) -> None:
    levels = colours.levels
    assert [levels.of(code).code for code in ("KEY", "GENERAL", "RED", None)] == [
        "RED",
        "GREEN",
        "RED",
        "GREEN",
    ]
    assert levels.find("NOBODY") is None
    assert (levels.urgent("KEY"), levels.urgent("GREEN"), levels.urgent(None)) == (True, False, False)
    assert levels.urgent_codes == {"RED", "KEY"}
    assert levels.tones["KEY"] == levels.tones["RED"] == "overdue"
    assert levels.tones["GENERAL"] == "done"


def test_who_has_an_older_level_is_seen_and_filed_as_the_new_one(colours: RulePack) -> None:
    came, last = date(2025, 12, 1), DAY
    old, new = (next_contact(colours, code, came, last).result for code in ("KEY", "RED"))
    assert old == new
    assert "handover" in {line.key for line in check_file(colours, "S60", "KEY", {}).missing}
    assert "handover" not in {line.key for line in check_file(colours, "S60", "GREEN", {}).missing}


def test_codes_offer_the_levels_in_force_and_show_the_others(
    pack: RulePack, colours: RulePack, codes: CodeBook
) -> None:
    book = RuleBook([pack, colours])
    before, after = (book.codes(codes, one)["level"] for one in (pack, colours))
    assert [item.name for item in before.offered] == ["重点", "一般"]
    assert [item.name for item in after.offered] == ["红", "黄", "绿"]
    assert (after.label("KEY"), after.label("RED"), before.label("RED")) == ("重点", "红", "红")
    assert (after.code("红色对象"), after.code("重点对象")) == ("RED", "KEY")
    red = after.item("RED")
    assert red is not None
    assert red.std == "01"


def test_a_shipped_code_that_no_pack_names_is_retired(colours: RulePack, codes: CodeBook) -> None:
    table = RuleBook([colours]).codes(codes, colours)["level"]
    assert [item.code for item in table if item.retired] == ["KEY", "GENERAL"]
