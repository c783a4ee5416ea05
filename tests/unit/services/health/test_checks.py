"""The checks by name: each is found by somebody, says where it comes from, and looks where it may."""

import pytest

from anbang_desktop.domain.codes import parse_codes
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.states import State
from anbang_desktop.services.health.checks import CHECKS, CheckId, Scope, basis, check_of, covers
from anbang_desktop.services.health.examine import FINDERS
from anbang_desktop.services.health.shared import SHARED
from anbang_desktop.services.office.rule_files import read_rules
from tests.architecture.test_sources import ROOT
from tests.support.makers import TODAY


@pytest.fixture(scope="module")
def pack() -> RulePack:
    """The pack that is shipped."""
    return read_rules(parse_codes((ROOT / "db" / "seed" / "codes.toml").read_text("utf-8"))).on(TODAY)


def test_every_check_is_described_once_and_found_by_one_function() -> None:
    assert [check.id for check in CHECKS] == list(CheckId)
    assert {*FINDERS, *SHARED} == set(CheckId)
    assert not FINDERS.keys() & SHARED


@pytest.mark.parametrize("check", CheckId)
def test_a_check_says_what_why_how_and_by_which_rule(check: CheckId, pack: RulePack) -> None:
    found = check_of(check)
    said = basis(pack, found)
    assert said
    assert "{n}" not in said
    for words in (found.what, found.why, found.mend):
        assert words
        assert not words.endswith("。"), "the page puts the stop"
        for unkind in ("监管", "管控", "考核", "脱管", "违规"):
            assert unkind not in words
    if found.rule:
        assert str(pack.number(found.rule)) in said


def test_the_office_s_own_rule_and_an_article_are_told_apart(pack: RulePack) -> None:
    assert basis(pack, check_of(CheckId.SAME_PHONE)).startswith("本所规定：")
    assert "第十二条第二款第二项" in basis(pack, check_of(CheckId.NO_ID))


@pytest.mark.parametrize(
    ("state", "scopes"),
    [
        (State.S10_NOTICE, {Scope.KEPT, Scope.OPEN}),
        (State.S60_ACTIVE, {Scope.KEPT, Scope.OPEN, Scope.BOOKS}),
        (State.S85_EXPIRED, {Scope.KEPT}),
        (State.S35_RETURNED, set()),
        (State.S90_ARCHIVED, set()),
    ],
)
def test_what_cannot_be_mended_is_not_looked_at(state: State, scopes: set[Scope]) -> None:
    assert {scope for scope in Scope if covers(scope, state)} == scopes
