"""worklist/releases.py: the releases of a month with plan, who was told and what came of it; the line
of 今天要办.
"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.states import State
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance, letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import due, people, releases
from tests.support import makers
from tests.support.makers import Invented

DECEMBER = date(2026, 12, 1)
RELEASED = date(2026, 12, 10)
PLAN = {
    "must_escort": True,
    "meet_at": datetime(2026, 12, 10, 8, 30),  # noqa: DTZ001
    "vehicle": "公务用车",
    "workers": [{"name": "李文静", "phone": "13900001234"}],
    "village": [{"name": "王建国"}],
}


def inside(
    desk: Desk, one: Invented, released: date, custody: str = "晋中监狱", group: str | None = None
) -> str:
    """Somebody of a list who was verified and waits for the release."""
    with begin(desk, "名单") as unit:
        client = unit.add(Client(name=one.name, sex="1", emergency_name="贺兰"), "名单")
        case = Case(
            release_date=released,
            release_type="01",
            release_group=group,
            village="东街村",
            custody_unit=custody,
            offences=("盗窃罪",),
        )
        no = advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, desk.today).no
    check = {"methods": ["VILLAGE"], "checker": "李文静", "result": "01", "replied_on": desk.today}
    write.record(desk, no, "verification", {**check, "suggest_escort": True})
    return no


@pytest.fixture
def no(empty_desk: Desk) -> str:
    return inside(empty_desk, makers.person(seed=3), RELEASED)


def line(desk: Desk) -> releases.ReleaseLine:
    (found,) = releases.of_month(desk, DECEMBER)
    return found


def test_a_release_is_planned_told_and_done(empty_desk: Desk, no: str) -> None:
    desk = empty_desk
    bare = line(desk)
    assert (bare.standing, bare.result, bare.must, bare.people, bare.meet) == (
        "open",
        "还没安排",
        True,
        "",
        "",
    )
    write.record(desk, no, "escort_plan", PLAN)
    planned = line(desk)
    assert (planned.standing, planned.meet, planned.people) == ("planned", "12月10日 08:30", "李文静、王建国")
    written = write.record(desk, no, "letter", letter_start.begin(desk, people.show(desk, no).file, "FAMILY"))
    assert line(desk).family == "写好未发"
    going_on.send(desk, no, written, {"sent_way": "06"})
    assert (line(desk).family, line(desk).village) == ("11月30日", "")
    there = replace(desk, clock=FixedClock(RELEASED))
    advance.confirm_release(there, no, RELEASED)
    assert line(there).result == "已释放，没见到人"
    write.record(there, no, "handover", {"mode": "03"})
    assert (line(there).standing, line(there).result) == ("done", "12月10日 司法所接回")


def test_the_newest_plan_counts_and_says_whether_somebody_must_go(empty_desk: Desk, no: str) -> None:
    write.record(empty_desk, no, "escort_plan", PLAN)
    write.record(empty_desk, no, "escort_plan", {"must_escort": False, "vehicle": "家属自备车"})
    assert (line(empty_desk).must, line(empty_desk).people) == (False, "")


def test_today_says_what_is_left_to_arrange(empty_desk: Desk, no: str) -> None:
    desk = empty_desk
    (item,) = (one for one in due.work(desk) if one.kind == "pickup")
    assert (item.name, item.what) == ("接送安排", "1 人没有安排，1 人的家属还没有告知")
    assert (item.page, item.until, item.group) == ("releases", date(2026, 12, 3), "week")
    write.record(desk, no, "escort_plan", PLAN)
    (item,) = (one for one in due.work(desk) if one.kind == "pickup")
    assert item.what == "1 人的家属还没有告知"
    written = write.record(desk, no, "letter", letter_start.begin(desk, people.show(desk, no).file, "FAMILY"))
    going_on.send(desk, no, written, {})
    assert not [one for one in due.work(desk) if one.kind == "pickup"]


def test_who_has_not_come_stands_above_the_running_month(empty_desk: Desk) -> None:
    late = inside(empty_desk, makers.person(seed=4), date(2026, 10, 20))
    advance.confirm_release(empty_desk, late, date(2026, 10, 20))
    soon = inside(empty_desk, makers.person(seed=6), date(2026, 11, 30))
    november = releases.month_of(empty_desk.today)
    assert [one.row.no for one in releases.of_month(empty_desk, november)] == [late, soon]
    october = releases.shifted(november, -1)
    assert [one.row.no for one in releases.of_month(empty_desk, october)] == [late]


def test_who_comes_from_correction_or_without_a_list_is_not_fetched(empty_desk: Desk) -> None:
    inside(empty_desk, makers.person(seed=7), RELEASED, group="CORRECTION_ENDED")
    one = makers.person(seed=8)
    walk = {**one.values(), "release_date": date(2026, 11, 28), "release_cert_no": "1"}
    advance.register_walk_in(empty_desk, walk)
    assert releases.of_month(empty_desk, DECEMBER) == []
    assert releases.of_month(empty_desk, date(2026, 11, 1)) == []


def test_months_go_over_the_year() -> None:
    assert releases.shifted(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert releases.shifted(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert releases.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
