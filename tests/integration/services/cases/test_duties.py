"""cases/duties.py: what is due of a case off the main road, and what records themselves ask for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import names
from anbang_desktop.fields.verification import Verification
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Deadline
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_history import walk_in
from tests.support.road import come_to, on


@pytest.fixture
def no(empty_desk: Desk) -> str:
    return walk_in(empty_desk)


def about(desk: Desk, no: str) -> CaseFile:
    return people.show(desk, no).file


@pytest.mark.parametrize("state", [State.S10_NOTICE, State.S50_REGISTERED])
def test_what_has_no_day_to_reckon_from_is_not_due(empty_desk: Desk, no: str, state: State) -> None:
    one = about(empty_desk, no)
    lost = replace(one, stages=(), case=replace(one.case, state=state))
    assert duties.of(empty_desk, lost) == []


@pytest.mark.parametrize("state", [State.S30_AWAIT_RELEASE, State.S40_AWAIT_HANDOVER])
def test_without_a_release_day_nothing_is_reckoned(empty_desk: Desk, no: str, state: State) -> None:
    one = about(empty_desk, no)
    unknown = replace(one, case=replace(one.case, state=state, release_date=None))
    assert duties.of(empty_desk, unknown) == []
    assert duties.period_dates(empty_desk, unknown) == {}


def test_a_promised_day_before_the_rules_own_is_kept(empty_desk: Desk, no: str) -> None:
    day = empty_desk.today
    promised = day + timedelta(days=5)
    visit = {"contact_type": "PHONE", "workers": ["李"], "abnormal": False, "next_due": promised}
    write.record(empty_desk, no, "contact", visit)
    one = about(empty_desk, no)
    active = replace(one, case=replace(one.case, state=State.S60_ACTIVE))
    contact = next(duty for duty in duties.of(empty_desk, active) if duty.key == "contact")
    assert (contact.until, contact.why.rule) == (promised, "上次联系时约定的日期")


def test_a_record_that_asks_for_something_is_due_until_it_is_filled_in(
    empty_desk: Desk, no: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = Deadline(
        "回复县司法局", "verification.reply.workdays", "核查日期", names(Verification).replied_on
    )
    kinds = tuple(replace(kind, deadline=reply if kind.name == "verification" else None) for kind in KINDS)
    monkeypatch.setattr(duties, "KINDS", kinds)
    checked = {"methods": ["VILLAGE"], "result": "01", "checker": "李文静", "checked_on": "2026-11-30"}
    id_ = write.record(empty_desk, no, "verification", checked)
    asked = [duty for duty in duties.of(empty_desk, about(empty_desk, no)) if duty.key == "verification"]
    assert [(duty.what, duty.until) for duty in asked] == [("回复县司法局", date(2026, 12, 14))]
    write.correct(empty_desk, no, "verification", id_, {"replied_on": "2026-11-30"})
    assert not [one for one in duties.of(empty_desk, about(empty_desk, no)) if one.key == "verification"]


def test_how_often_somebody_is_seen_is_told_in_words(empty_desk: Desk, no: str) -> None:
    assert duties.visits(empty_desk, about(empty_desk, no))


def test_who_cannot_be_reached_is_looked_for_and_then_reported(empty_desk: Desk, no: str) -> None:
    """Being missing ends nothing; found, the new place is to be written down."""
    write.record(empty_desk, no, "whereabouts", {"state": "MISSING", "since": empty_desk.today})
    pack = empty_desk.pack

    def search() -> duties.Duty | None:
        due = duties.of(empty_desk, about(empty_desk, no))
        return next((duty for duty in due if duty.key == "search"), None)

    first = search()
    assert first is not None
    assert first.what == "查找，还差 3 次"
    assert first.until == empty_desk.today + timedelta(days=pack.number("missing.search.days"))
    tried = {"way": "FAMILY", "result": "家属也联系不上。", "found": False}
    for _ in range(pack.number("missing.min_tries")):
        write.record(empty_desk, no, "search", tried)
    later = search()
    assert later is not None
    assert "报县司法局" in later.what
    assert later.until == empty_desk.today + timedelta(days=pack.number("missing.report.days"))
    write.record(empty_desk, no, "search", {**tried, "found": True, "result": "在邻县打工。"})
    found = search()
    assert found is not None
    assert found.verb is Verb.RECORD_WHEREABOUTS
    write.record(empty_desk, no, "whereabouts", {"state": "AWAY_WORKING"})
    assert search() is None


def test_where_somebody_is_says_how_often_to_call(empty_desk: Desk, no: str) -> None:
    visit = {"contact_type": "PHONE", "workers": ["李"], "abnormal": False}
    write.record(empty_desk, no, "contact", visit)

    def due(code: str) -> date:
        write.record(empty_desk, no, "whereabouts", {"state": code})
        one = about(empty_desk, no)
        active = replace(one, case=replace(one.case, state=State.S60_ACTIVE))
        return next(duty for duty in duties.of(empty_desk, active) if duty.key == "contact").until

    today, pack = empty_desk.today, empty_desk.pack
    assert due("HOSPITAL") == today + timedelta(days=pack.number(pack.contact_by_state["HOSPITAL"]))
    assert due("ABROAD") == today + timedelta(days=pack.number(pack.contact_by_state["ABROAD"]))
    assert due("NORMAL") == today + timedelta(days=60), "the level's own again"


def test_an_end_comes_by_the_calendar_set_up_or_not(empty_desk: Desk, no: str) -> None:
    one = about(empty_desk, no)
    for end, there in ((empty_desk.today - timedelta(days=1), True), (empty_desk.today, False)):
        ended = replace(one, case=replace(one.case, state=State.S50_REGISTERED, period_end=end))
        found = [duty for duty in duties.of(empty_desk, ended) if duty.key == "period"]
        assert bool(found) is there
        assert all((duty.what, duty.verb) == ("超期未解除", Verb.CLOSE) for duty in found)


def test_a_transfer_waits_for_its_receipt_and_is_still_ours(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S70_TRANSFER_PENDING)
    due = duties.of(on(empty_desk, people.show(empty_desk, no).file.case.state_on), about(empty_desk, no))
    sent = about(empty_desk, no).case.state_on
    reply = next(duty for duty in due if duty.key == "letter")
    assert (reply.what, reply.verb) == ("问转出函的回执：邻县东关司法所", Verb.RECORD_REPLY)
    assert reply.until == sent + timedelta(days=empty_desk.pack.number("transfer.reply.days"))
    assert any(duty.key == "contact" for duty in due)


def test_two_offices_tell_each_other_as_often_as_they_agreed(empty_desk: Desk, no: str) -> None:
    begun = empty_desk.today
    dual = {
        "role": "LEAD",
        "begun_on": begun,
        "lead_office": "西坡司法所",
        "assist_office": "邻县东关司法所",
        "reason": "在外地租房务工",
        "exchange_days": 30,
    }
    record = write.record(empty_desk, no, "dual_listing", dual)

    def due() -> list[tuple[str, date]]:
        one = about(empty_desk, no)
        active = replace(one, case=replace(one.case, state=State.S60_ACTIVE))
        found = duties.of(empty_desk, active)
        return [(one.what, one.until) for one in found if one.key == "exchange"]

    assert due() == [("与邻县东关司法所互通情况", begun + timedelta(days=30))]
    write.correct(empty_desk, no, "dual_listing", record, {"ended_on": begun}, "已迁回")
    assert due() == []
