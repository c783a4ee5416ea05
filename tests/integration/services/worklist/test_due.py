"""今天要办 over a real encrypted office: what is listed, in which group, why, and what clears it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.states import State
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.documents.agreements import Terms
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import coming, due, people
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.storage.queries import due as query

START = date(2026, 11, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.create(
        tmp_path / "office", "西坡司法所", "XP01", "某县", "王所长", "柳暗花明又一村2026", FixedClock(START)
    )
    yield made.desk
    opening.close(made.desk)


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def listed(desk: Desk, name: str, release: date, number: str = "14990119720711407X") -> str:
    """Somebody whom a list of the county names; the case number."""
    with begin(desk, "名单") as unit:
        person = Client(name=name, id_no=number, sex="1", birth_date=date(1972, 7, 11))
        case = Case(release_date=release, release_type="01", village="东街村")
        client = unit.add(person, "名单")
        return advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, desk.today).no


def verified(desk: Desk, no: str, **more: object) -> int:
    """A check with its reply to the county; the number of the record."""
    check = {"methods": ["VILLAGE"], "result": "01", "checker": "王所长", "replied_on": START.isoformat()}
    return write.record(desk, no, "verification", {**check, **more})


def walked_in(desk: Desk, **more: object) -> str:
    values = {
        "name": "陈丽华",
        "id_no": "14990119720711407X",
        "release_type": "01",
        "release_date": START - timedelta(days=3),
        "release_cert_no": "（2026）释字第12号",
        "village": "东街村",
        **more,
    }
    return advance.register_walk_in(desk, values, on=desk.today)


def work(desk: Desk) -> list[DueItem]:
    return [item for item in due.work(desk) if item.kind not in {"backup", "unowned"}]


def test_an_empty_office_has_nothing_to_do_but_its_backup(desk: Desk) -> None:
    assert work(desk) == []


def test_a_listed_person_is_to_be_verified_in_ten_working_days(desk: Desk) -> None:
    no = listed(desk, "陈丽华", date(2026, 12, 21))
    assert [(item.group, item.what) for item in work(desk)] == [("later", "核查并回复县司法局")]
    later = work(on(desk, date(2026, 11, 10)))
    assert [(item.group, item.no, item.name, item.kind, item.until) for item in later] == [
        ("week", no, "陈丽华", "verification", date(2026, 11, 16))
    ]
    assert later[0].why is not None
    assert later[0].why.start == START
    assert (later[0].page, later[0].verb, later[0].where) == ("person", "登记核查", "东街村")
    assert work(on(desk, date(2026, 11, 16)))[0].group == "today"
    assert (work(on(desk, date(2026, 11, 17)))[0].group, work(on(desk, date(2026, 11, 17)))[0].mark) == (
        "overdue",
        "overdue",
    )


def test_three_of_one_list_become_one_line(desk: Desk) -> None:
    for number, name in (
        ("14990119720711407X", "陈丽华"),
        ("149901198311210525", "傅霞"),
        ("149901198004087961", "曾华平"),
    ):
        listed(desk, name, date(2026, 12, 21), number)
    items = work(on(desk, date(2026, 11, 12)))
    assert [(item.name, item.no, item.page, item.verb, item.quick, item.where) for item in items] == [
        ("信息核查 3 人", "", "verification", "逐人核查", "open", "11月2日收到")
    ]


def test_a_list_that_just_came_is_work_of_today_with_the_releases_that_have_passed(desk: Desk) -> None:
    """34 of 35 freshly imported people waited, all past their release, and the page said nothing."""
    for number, name, release in (
        ("14990119720711407X", "陈丽华", date(2026, 10, 21)),
        ("149901198311210525", "傅霞", date(2026, 10, 22)),
        ("149901198004087961", "曾华平", START),
        ("149901197501010011", "何文", date(2026, 12, 30)),
    ):
        listed(desk, name, release, number)
    found = {(item.group, item.name, item.what, item.quick) for item in work(desk)}
    assert found == {
        ("later", "信息核查 4 人", "核查并回复县司法局", "open"),
        ("overdue", "陈丽华", "10月21日释放，还没有核查", ""),
        ("overdue", "傅霞", "10月22日释放，还没有核查", ""),
        ("today", "曾华平", "11月2日释放，还没有核查", ""),
    }
    later = {(item.group, item.name, item.what, item.quick) for item in work(on(desk, date(2026, 11, 3)))}
    assert ("overdue", "释放日期已到 3 人", "最早 2026年10月21日，还没有核查", "open") in later
    assert len(later) == 2


def test_releases_that_come_together_are_one_line_of_the_list_of_people(desk: Desk) -> None:
    for number, name in (
        ("14990119720711407X", "陈丽华"),
        ("149901198311210525", "傅霞"),
        ("149901198004087961", "曾华平"),
    ):
        verified(desk, listed(desk, name, date(2026, 12, 21), number))
    (item,) = (one for one in work(on(desk, date(2026, 12, 16))) if one.kind == "release")
    assert (item.group, item.name, item.page, item.states) == (
        "week",
        "即将释放 3 人",
        "people",
        ("S30_AWAIT_RELEASE",),
    )


def test_who_is_not_ours_is_sent_back(desk: Desk) -> None:
    no = listed(desk, "陈丽华", date(2026, 12, 21))
    verified(desk, no, result="04")
    assert [(item.no, item.what, item.verb) for item in work(desk)] == [
        (no, "核查已回复，退回县司法局", "退回县局")
    ]


def test_a_check_that_was_voided_afterwards_is_asked_for_again(desk: Desk) -> None:
    no = listed(desk, "陈丽华", date(2026, 12, 21))
    write.void(desk, no, "verification", verified(desk, no), "登记错了人")
    assert people.show(desk, no).state_code == "S30_AWAIT_RELEASE", "no case goes back by itself"
    later = work(on(desk, date(2026, 11, 12)))
    assert ("week", "原来的核查已作废，请重新核查", "登记核查") in [
        (item.group, item.what, item.verb) for item in later
    ]


def test_a_verified_person_waits_inside_and_comes_up_before_release(desk: Desk) -> None:
    no = listed(desk, "陈丽华", date(2026, 12, 21))
    verified(desk, no, suggest_escort=True)
    waiting = work(desk)
    assert [(item.group, item.name, item.until, item.mark) for item in waiting] == [
        ("waiting", "待释放 1 人", date(2026, 12, 21), "paused")
    ]
    before = work(on(desk, date(2026, 12, 18)))
    assert [(item.group, item.what, item.until) for item in before] == [
        ("overdue", "1 人没有安排，1 人的家属还没有告知", date(2026, 12, 14)),
        ("week", "12月21日释放，必接必送", date(2026, 12, 21)),
    ]
    day = [one for one in work(on(desk, date(2026, 12, 21))) if one.kind == "release"]
    assert [(item.group, item.what, item.verb) for item in day] == [
        ("today", "释放日期已到，确认释放", "确认释放")
    ]


def test_a_released_person_is_to_be_handed_over_and_registered(desk: Desk) -> None:
    no = listed(desk, "陈丽华", START)
    verified(desk, no)
    advance.advance(desk, no, "S40")
    items = work(on(desk, date(2026, 11, 10)))
    assert [(item.group, item.what, item.until) for item in items] == [
        ("overdue", "衔接并登记", date(2026, 11, 9))
    ]
    late = work(on(desk, date(2026, 11, 22)))
    assert [(item.group, item.what, item.until) for item in late] == [
        ("overdue", "衔接并登记；还没有来报到，继续联系家属", date(2026, 11, 9)),
        ("today", "没有来报到，写情况报告报县司法局", date(2026, 11, 22)),
    ], "the day of the list of people; no day of grace for whoever is later still"
    assert late[0].why is not None
    assert late[0].why.rule.endswith("内报到登记；释放后 20 日仍未报到的，报县司法局")
    assert late[0].until == people.show(desk, no).row.next_on
    write.record(on(desk, date(2026, 11, 10)), no, "handover", {"mode": "L01"})
    left = work(on(desk, date(2026, 11, 22)))
    assert [(item.what, item.verb) for item in left] == [("报到登记", "填登记表")], (
        "who has come is registered"
    )
    write.record(on(desk, date(2026, 11, 10)), no, "registration", {"name": "陈丽华"})
    assert people.show(desk, no).state_code == "S50_REGISTERED"
    items = work(on(desk, date(2026, 11, 10)))
    assert {item.kind for item in items} == {"agreement", "group", "setup", "contact", "household"}


def test_set_up_is_listed_piece_by_piece_and_leaves_when_done(desk: Desk) -> None:
    no = walked_in(desk)
    kinds = {item.kind: item.until for item in work(desk)}
    assert kinds == {
        "agreement": date(2026, 11, 9),
        "contact": date(2026, 11, 9),
        "group": date(2026, 11, 12),
        "household": date(2026, 11, 9),
        "setup": date(2026, 11, 17),
    }
    visit = {"at": "2026-11-10T10:00", "contact_type": "HOME_VISIT", "workers": ["王所长"], "abnormal": False}
    write.record(on(desk, date(2026, 11, 10)), no, "contact", visit)
    members = [
        {"name": "王所长", "kind": "OFFICE", "role": "LEADER"},
        {"name": "赵村长", "kind": "VILLAGE", "role": "MEMBER"},
        {"name": "李志强", "kind": "FAMILY", "role": "MEMBER"},
    ]
    write.record(on(desk, date(2026, 11, 10)), no, "group", {"members": members})
    left = work(on(desk, date(2026, 11, 10)))
    assert [(item.group, item.kind) for item in left] == [
        ("overdue", "agreement"),
        ("overdue", "household"),
        ("week", "setup"),
    ]
    assert left[0].why is not None
    assert left[0].why.rule == "登记后 5 日内签订协议或者记明拒签"


def test_an_abnormal_contact_asks_for_an_assessment(desk: Desk) -> None:
    no = _active(desk)
    visit = {
        "at": "2026-11-09T10:00",
        "contact_type": "PHONE",
        "workers": ["王所长"],
        "abnormal": True,
        "abnormal_detail": "失业，情绪低落",
    }
    write.record(on(desk, date(2026, 11, 9)), no, "contact", visit)
    found = [item for item in work(on(desk, date(2026, 11, 16))) if item.kind == "event"]
    assert [(item.group, item.until, item.verb) for item in found] == [("week", date(2026, 11, 19), "做评估")]


@pytest.mark.parametrize(
    ("agreed", "until"), [(None, date(2027, 1, 8)), (30, date(2026, 12, 9)), (120, date(2027, 1, 8))]
)
def test_an_agreement_that_promises_more_visits_than_the_rules_is_kept(
    desk: Desk, agreed: int | None, until: date
) -> None:
    no = _active(desk)
    later = on(desk, date(2026, 11, 9))
    agreements.draw(later, no, terms=Terms(visit_days=agreed))
    agreements.sign(later, no, later.today)
    visit = {"at": "2026-11-09T10:00", "contact_type": "HOME_VISIT", "workers": ["王所长"], "abnormal": False}
    write.record(later, no, "contact", visit)
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    due_ = next(duty for duty in duties.of(later, about) if duty.key == "contact")
    assert due_.until == until
    assert ("协议约定每 30 日联系一次" in due_.why.rule) == (agreed == 30)


def test_two_attempts_that_met_nobody_do_not_count_and_are_told(desk: Desk) -> None:
    no = _active(desk)
    for day in (date(2026, 12, 20), date(2026, 12, 28)):
        attempt = {"at": f"{day}T10:00", "contact_type": "NOT_MET", "workers": ["王所长"], "abnormal": False}
        write.record(on(desk, day), no, "contact", attempt)
    found = [item for item in work(on(desk, date(2026, 12, 29))) if item.kind == "contact"]
    assert [(item.group, item.what, item.until) for item in found] == [
        ("week", "多次未遇，设法联系上", date(2027, 1, 1))
    ]


@pytest.mark.parametrize(
    ("day", "group", "what", "until"),
    [
        (date(2031, 8, 20), None, "", None),
        (date(2031, 8, 28), "week", "帮教期 2031年10月30日 届满，提前提醒", date(2031, 8, 31)),
        (date(2031, 8, 31), "today", "帮教期 2031年10月30日 届满，提前提醒", date(2031, 8, 31)),
        (date(2031, 9, 10), None, "", None),
        (date(2031, 10, 28), "week", "帮教期将满，准备解除", date(2031, 10, 30)),
        (date(2031, 10, 30), "today", "帮教期将满，准备解除", date(2031, 10, 30)),
        (date(2031, 10, 31), "overdue", "超期未解除", date(2031, 10, 30)),
    ],
)
def test_the_end_is_announced_and_overdue_only_afterwards(
    desk: Desk, day: date, group: str | None, what: str, until: date | None
) -> None:
    _active(desk)
    found = [item for item in work(on(desk, day)) if item.kind == "period"]
    assert [(item.group, item.what, item.until) for item in found] == (
        [(group, what, until)] if group else []
    )


def test_lines_come_in_the_order_of_the_work(desk: Desk) -> None:
    walked_in(desk)
    listed(desk, "傅霞", START, "149901198311210525")
    items = work(on(desk, date(2026, 11, 20)))
    assert [item.kind for item in items] == [
        "verification",
        "release",
        "agreement",
        "group",
        "setup",
        "contact",
        "household",
    ]
    assert {item.group for item in items} == {"overdue"}


def test_changes_without_a_backup_are_told(desk: Desk, tmp_path: Path) -> None:
    walked_in(desk)
    first = next(item for item in due.work(desk) if item.kind == "backup")
    assert (first.group, first.page, first.why) == ("today", "settings", None)
    assert first.what.startswith("还没有备份过"), "no number of changes that nobody has made by hand"
    opening.backup(desk, tmp_path / "copy.abk")
    assert not any(item.kind == "backup" for item in due.work(desk))
    walked_in(desk, name="傅霞", id_no="149901198311210525")
    assert not any(item.kind == "backup" for item in due.work(desk))
    late = next(item for item in due.work(on(desk, START + timedelta(days=9))) if item.kind == "backup")
    assert (late.group, late.until) == ("overdue", START + timedelta(days=7))


def test_many_cases_at_once_read_like_single_ones(desk: Desk) -> None:
    numbers = [_active(desk), walked_in(desk, name="傅霞", id_no="149901198311210525")]
    later = on(desk, date(2027, 6, 1))
    with desk.store.read() as connection:
        single = [case_file.by_no(connection, no) for no in numbers]
        urgent = query.most_urgent(connection, later.today, later.today, coming.STATES)
        together = case_file.of_cases(connection, urgent)
    assert sorted(together, key=lambda one: one.no) == sorted(single, key=lambda one: one.no)
    assert all(duties.of(later, about) for about in together)


def _active(desk: Desk) -> str:
    """Somebody with everything done, on the books since 2 November."""
    no = walked_in(desk)
    with begin(desk, "评估和协议") as unit:
        about = unit.open(no)
        assessed = Assessment(
            case_id=about.case_id,
            on=START,
            kind="INITIAL",
            decided="GENERAL",
            instrument_id=desk.instrument.id,
            meeting_on=START,
            present=("王所长",),
        )
        signed = Agreement(
            case_id=about.case_id,
            on=START,
            from_on=START,
            to_on=START,
            parties=(),
            state="SIGNED",
            signed_on=START,
        )
        unit.add(assessed, "评估")
        unit.add(signed, "协议")
    members = [
        {"name": "王所长", "kind": "OFFICE", "role": "LEADER"},
        {"name": "赵村长", "kind": "VILLAGE", "role": "MEMBER"},
        {"name": "李志强", "kind": "FAMILY", "role": "MEMBER"},
    ]
    write.record(desk, no, "group", {"members": members})
    visit = {"at": "2026-11-02T10:00", "contact_type": "HOME_VISIT", "workers": ["王所长"], "abnormal": False}
    write.record(desk, no, "contact", visit)
    assert people.show(desk, no).state_code == "S60_ACTIVE"
    return no


def test_a_work_list_longer_than_a_day_lists_the_most_urgent_and_counts_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "MOST", 1)
    walked_in(desk)
    walked_in(desk, name="傅霞", id_no="149901198311210525")
    walked_in(desk, name="曾华平", id_no="149901198004087961")
    items = work(on(desk, date(2026, 11, 20)))
    assert len({item.no for item in items if item.no}) == 1
    assert [(item.name, item.what) for item in items if item.kind == "more"] == [
        ("另有 2 人", "办完上面的再列出")
    ]
