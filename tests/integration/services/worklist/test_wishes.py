"""The desk of wishes: by working days over holidays, where each stands, filters; its line in 今天要办."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import due, wishes
from tests.support import makers

SAID: dict[str, object] = {
    "way": "PHONE",
    "category": "H02",
    "content": "户口还在外县",
    "urgency": "NORMAL",
    "handler": "李文静",
}
ANSWER = {"answer": "已落户。", "answer_way": "PHONE", "outcome": "SOLVED"}


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def walk_in(desk: Desk, seed: int = 5) -> str:
    one = makers.person(seed=seed)
    values = {**one.values(), "release_date": desk.today - timedelta(days=9), "release_cert_no": "1"}
    return advance.register_walk_in(desk, values)


def raised(desk: Desk, no: str, **more: object) -> int:
    return write.record(desk, no, "wish", {"raised_on": desk.today, **SAID, **more})


def clock(desk: Desk, wish_id: int) -> tuple[str, str]:
    shown = wishes.show(desk, wish_id)
    return shown.clock, shown.mark


def test_ten_working_days_step_over_a_holiday(empty_desk: Desk) -> None:
    before = on(empty_desk, date(2026, 9, 24))  # a Thursday; Mid-Autumn and the National Day follow
    made = raised(before, walk_in(before))
    calendar, until = before.pack.calendar, wishes.show(before, made).due.result
    days = [before.today + timedelta(days=count) for count in range(1, (until - before.today).days + 1)]
    assert sum(calendar.works(day) for day in days) == before.pack.number("wish.reply.workdays") == 10
    assert until > before.today + timedelta(days=14), "there are holidays between"
    assert calendar.works(until)
    assert wishes.show(before, made).due.lines()[0] == ("起算", "提出日期 2026年9月24日")


def test_the_clock_counts_working_days(empty_desk: Desk) -> None:
    made = raised(empty_desk, walk_in(empty_desk))  # Monday 30 November: until Monday 14 December
    assert wishes.show(empty_desk, made).due.result == date(2026, 12, 14)
    assert clock(empty_desk, made) == ("还有 10 个工作日", "todo")
    assert clock(on(empty_desk, date(2026, 12, 9)), made) == ("还有 3 个工作日", "soon")
    assert clock(on(empty_desk, date(2026, 12, 13)), made) == ("还有 1 个工作日", "soon")
    assert clock(on(empty_desk, date(2026, 12, 14)), made) == ("今天到期", "soon")
    assert clock(on(empty_desk, date(2026, 12, 16)), made) == ("逾期 2 个工作日", "overdue")


def test_a_promise_broken_on_a_friday_is_late_on_saturday(empty_desk: Desk) -> None:
    friday = on(empty_desk, date(2026, 11, 27))
    made = raised(friday, walk_in(friday))
    assert wishes.show(friday, made).due.result == date(2026, 12, 11)
    assert clock(on(friday, date(2026, 12, 12)), made) == ("已过期", "overdue")


def test_where_it_stands_follows_from_the_last_step(empty_desk: Desk) -> None:
    no, today = walk_in(empty_desk), empty_desk.today
    made = raised(empty_desk, no)
    assert wishes.show(empty_desk, made).stands == "已受理"
    wish_acts.add_step(empty_desk, no, made, {"on": today, "act": "REFER", "unit": "派出所"})
    assert wishes.show(empty_desk, made).stands == "等派出所"
    assert list(wishes.board(empty_desk).ids["waiting"]) == [made]
    again = date(2026, 12, 10)
    wish_acts.add_step(empty_desk, no, made, {"on": today, "act": "PUT_OFF", "until": again})
    assert wishes.show(empty_desk, made).stands == "12月10日再办"
    assert clock(empty_desk, made) == ("缓办", "paused")
    assert clock(on(empty_desk, date(2026, 12, 16)), made)[1] == "overdue", "the promise stands"
    wish_acts.answer(empty_desk, no, made, ANSWER)
    shown = wishes.show(empty_desk, made)
    assert (shown.stands, shown.clock, shown.mark) == ("已办成", "11月30日答复", "done")


def test_the_lists_are_in_the_order_of_their_days(empty_desk: Desk) -> None:
    no, earlier = walk_in(empty_desk), on(empty_desk, date(2026, 11, 25))
    new = raised(empty_desk, no, handler=empty_desk.user)
    resting = raised(earlier, no)
    old = raised(earlier, no)
    wish_acts.add_step(
        empty_desk, no, resting, {"on": empty_desk.today, "act": "PUT_OFF", "until": date(2026, 12, 4)}
    )
    done = raised(earlier, no)
    wish_acts.answer(empty_desk, no, done, ANSWER)
    wrong = raised(earlier, no)
    write.void(empty_desk, no, "wish", wrong, "记错了人")
    found = wishes.board(empty_desk)
    assert list(found.ids["open"]) == [old, new, resting]
    assert list(found.ids["mine"]) == [new]
    assert list(found.ids["month"]) == [done]
    assert set(found.ids["all"]) == {new, resting, old, done}
    assert found.late == 0
    later = on(empty_desk, date(2026, 12, 10))
    assert wishes.board(later).late == 2
    assert list(wishes.board(later).ids["month"]) == []
    assert wishes.waiting(later) == (3, True)
    assert wishes.waiting(empty_desk) == (3, False)


def test_nothing_waits_in_a_new_office(empty_desk: Desk) -> None:
    assert wishes.waiting(empty_desk) == (0, False)
    assert not wishes.board(empty_desk).ids["all"]
    with pytest.raises(UserError, match="没有这件诉求"):
        wishes.show(empty_desk, 7)


def test_what_was_said_on_a_visit_waits_to_become_one(empty_desk: Desk) -> None:
    no = walk_in(empty_desk)
    visit = {
        "at": datetime.combine(empty_desk.today, time()),
        "contact_type": "HOME_VISIT",
        "workers": ["李文静"],
        "abnormal": False,
        "wish": "想学电焊",
    }
    said = write.record(empty_desk, no, "contact", visit)
    (one,) = wishes.board(empty_desk).said
    assert (one.contact_id, one.words, one.on) == (said, "想学电焊", empty_desk.today)
    assert wishes.board(on(empty_desk, empty_desk.today + timedelta(days=61))).said == []
    made = wish_acts.from_contact(empty_desk, no, said, {"raised_on": empty_desk.today, **SAID})
    assert wishes.board(empty_desk).said == []
    write.void(empty_desk, no, "wish", made, "记错了人")
    assert len(wishes.board(empty_desk).said) == 1


def test_today_lists_it_until_it_is_answered(empty_desk: Desk) -> None:
    no = walk_in(empty_desk)
    made = raised(empty_desk, no)
    (item,) = (one for one in due.work(empty_desk) if one.kind == "wish")
    assert (item.no, item.what, item.until) == (no, "答复诉求：落户与集体权益", date(2026, 12, 14))
    assert (item.page, item.record, item.verb) == ("wishes", made, Verb.ANSWER_WISH)
    late = on(empty_desk, date(2026, 12, 15))
    (item,) = (one for one in due.work(late) if one.kind == "wish")
    assert item.group == "overdue"
    assert item.why is not None
    assert item.why.rule == "收到诉求后 10 个工作日内答复"
    wish_acts.answer(late, no, made, ANSWER)
    assert [one for one in due.work(late) if one.kind == "wish"] == []


def test_the_family_of_somebody_still_inside_is_heard_too(empty_desk: Desk) -> None:
    with begin(empty_desk, "名单") as unit:
        client = unit.add(Client(name="张某", id_no="14990119720711407X", sex="1"), "名单")
        case = Case(release_date=date(2027, 6, 1), release_type="01", village="东街村")
        no = advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, empty_desk.today).no
    made = raised(empty_desk, no, way="BY_FAMILY", content="孩子没人管")
    later = on(empty_desk, date(2026, 12, 10))
    (item,) = (one for one in due.work(later) if one.kind == "wish")
    assert (item.no, item.record) == (no, made)
    assert len([one for one in due.work(later) if one.no == no and one.kind == "verification"]) <= 1
