"""Three people of one worker, one of another, one of nobody, and what was done and promised with them."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import people

LEAVER, OTHER = "李文静", "王建国"


@dataclass(frozen=True)
class Team:
    """The numbers of the people by who looks after them."""

    mine: tuple[str, ...]
    theirs: str
    nobody: str


def own(desk: Desk, no: str, worker: str | None) -> None:
    """Whose person it is."""
    with begin(desk, "定责任人") as unit:
        about = unit.open(no)
        unit.change(about.case, replace(about.case, responsible_worker=worker), "定责任人")


@pytest.fixture
def team(desk: Desk, registered: str) -> Team:
    """The registered one is the leaver's; everybody else of the list has a worker, one nobody."""
    ids = people.list_ids(desk, people.PeopleFilter(), "no")
    numbers = [row.no for row in people.rows(desk, ids) if row.no != registered]
    mine, theirs, nobody = (registered, *numbers[:2]), numbers[2], numbers[3]
    for no in mine:
        own(desk, no, LEAVER)
    own(desk, nobody, None)
    for no in (theirs, *numbers[4:]):
        own(desk, no, OTHER)
    return Team(mine, theirs, nobody)


@pytest.fixture
def promised(desk: Desk, team: Team) -> Team:
    """A visit that promised another one, with a wish."""
    visit = {
        "at": desk.today,
        "contact_type": "HOME_VISIT",
        "workers": [LEAVER],
        "abnormal": False,
        "next_due": desk.today + timedelta(days=9),
        "next_step": "陪同到人社所登记求职",
        "wish": "想学电焊",
    }
    write.record(desk, team.mine[0], "contact", visit)
    return team


def later(desk: Desk, days: int) -> Desk:
    """The same office some days on."""
    return replace(desk, clock=FixedClock(desk.today + timedelta(days=days)))
