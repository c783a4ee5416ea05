"""What a file has and lacks."""

from dataclasses import replace

import pytest

from anbang_desktop.domain.completeness import check_file
from anbang_desktop.domain.rule_pack import RulePack

SET_UP = {
    "registration": 1,
    "agreement": 1,
    "group": 1,
    "assessment": 1,
    "verification": 1,
    "notice": 1,
    "release_certificate": 2,
}


@pytest.mark.parametrize(
    ("state", "level", "counts", "percent", "missing"),
    [
        ("S10", None, {}, 100, []),
        ("S30", None, {}, 0, ["verification"]),
        ("S30", None, {"verification": 1}, 100, []),
        ("S50_REGISTERED", "GENERAL", SET_UP, 100, []),
        ("S50", "KEY", SET_UP, 87, ["handover"]),
        (
            "S50",
            None,
            {"registration": 1},
            14,
            ["notice", "verification", "release_certificate", "agreement", "group", "assessment"],
        ),
        ("S60", "GENERAL", SET_UP, 87, ["contact"]),
        ("S60", "GENERAL", {**SET_UP, "contact": 3}, 100, []),
        ("S80", "GENERAL", {**SET_UP, "contact": 3}, 88, ["help_plan"]),
        ("S35", None, {}, 100, []),
    ],
)
def test_gaps_by_state_and_level(
    pack: RulePack, state: str, level: str | None, counts: dict[str, int], percent: int, missing: list[str]
) -> None:
    file = check_file(pack, state, level, counts)
    assert file.percent == percent
    assert [line.key for line in file.missing] == missing


def test_all_lines_of_the_catalogue_are_shown_in_order(pack: RulePack) -> None:
    lines = check_file(pack, "S50", None, {"release_certificate": 2, "judgment": 1}).lines
    assert [line.no for line in lines] == [str(number) for number in range(19)]
    by_key = {line.key: line for line in lines}
    assert (by_key["release_certificate"].present, by_key["release_certificate"].count) == (True, 2)
    assert (by_key["judgment"].needed, by_key["judgment"].present) == (False, True)
    assert by_key["cover"].made
    assert by_key["cover"].present


def test_only_what_the_rules_call_necessary_can_be_a_gap(pack: RulePack) -> None:
    free = replace(pack, papers=tuple(replace(paper, need="O") for paper in pack.papers))
    file = check_file(free, "S85", "KEY", {})
    assert (file.missing, file.percent) == ((), 100)
    assert {line.need for line in file.lines} == {"有就收"}
    words = {line.key: line.need for line in check_file(pack, "S50", None, {}).lines}
    assert (words["judgment"], words["wish"], words["notice"]) == ("有就收", "有才要", "按情况必备")


def test_every_gap_leads_somewhere(pack: RulePack) -> None:
    for state in ("S30", "S50", "S60", "S85"):
        for line in check_file(pack, state, "KEY", {}).missing:
            assert line.verb, line.key
            assert line.section, line.key


def test_what_the_binder_makes_is_not_counted_among_the_papers(pack: RulePack) -> None:
    file = check_file(pack, "S50", "GENERAL", SET_UP)
    assert file.needed == len(SET_UP)
    assert check_file(pack, "S10", None, {}).needed == 0
