"""“不是错误”: kept with its reason as long as what was found stays the same; undone like any act."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import examine, explained
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.health.finding import Finding
from anbang_desktop.services.records import history
from tests.integration.services.health.conftest import Given, put

PHONE = "13900000009"


@pytest.fixture
def shared(desk: Desk, others: list[str]) -> list[str]:
    """Five people under one telephone."""
    for no in others[:5]:
        put(desk, no, Given({"phone": PHONE}))
    return others[:5]


def of(findings: tuple[Finding, ...], check: CheckId = CheckId.SAME_PHONE) -> list[Finding]:
    return [one for one in findings if one.check is check]


def test_what_is_explained_is_no_more_to_be_done_and_says_why(desk: Desk, shared: list[str]) -> None:
    health = examine.examine(desk)
    explained.explain(desk, of(health.open), "一家五口共用，已当面核实")
    after = examine.explained_anew(desk, health)
    assert of(after.open) == []
    assert {one.no for one in of(after.settled)} == set(shared)
    said = after.explained[of(after.settled)[0].key]
    assert (said.why, said.by, said.on) == ("一家五口共用，已当面核实", desk.user, desk.today.isoformat())
    assert examine.again(desk, health) is None, "five people at once"
    assert of(examine.examine(desk).settled) == of(after.settled)


def test_it_ends_with_what_it_was_said_of(desk: Desk, registered: str) -> None:
    put(desk, registered, Given({"birth_date": desk.today}))
    health = examine.examine(desk)
    explained.explain(desk, [_of(health, registered)], "核实过")
    assert _settled(desk) == 1
    put(desk, registered, Given({"birth_date": desk.today.replace(day=1)}))
    health = examine.examine(desk)
    assert _of(health, registered) in health.open
    assert _settled(desk) == 0


def test_it_is_undone_and_taken_back_and_one_does_not_touch_the_other(desk: Desk, shared: list[str]) -> None:
    first, second, *_rest = of(examine.examine(desk).open)
    explained.explain(desk, [first], "核实过")
    explained.explain(desk, [second], "也核实过")
    assert len(of(examine.examine(desk).settled)) == 2
    done = history.last_done(desk, 0)
    assert done is not None
    assert done.title.startswith("说明不是错误（")
    history.undo(desk, done.id)
    assert of(examine.examine(desk).settled) == [first]
    explained.withdraw(desk, [first])
    assert of(examine.examine(desk).settled) == []
    assert len(shared) == len(of(examine.examine(desk).open))


def test_a_reason_is_needed(desk: Desk, shared: list[str]) -> None:
    (first, *_rest) = of(examine.examine(desk).open)
    assert first.no in shared
    with pytest.raises(UserError, match="写明理由"):
        explained.explain(desk, [first], "  ")
    with pytest.raises(UserError, match="没有选中"):
        explained.explain(desk, [], "核实过")
    assert explained.read(desk) == {}


def _of(health: Health, no: str) -> Finding:
    return next(one for one in health.findings if one.no == no and one.check is CheckId.BORN_LATE)


def _settled(desk: Desk) -> int:
    return len(examine.examine(desk).settled)
