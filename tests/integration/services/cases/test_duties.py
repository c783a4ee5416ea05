"""cases/duties.py: what is due of a case off the main road, and what records themselves ask for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.fields.field import names
from anbang_desktop.fields.verification import Verification
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Deadline
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_history import walk_in


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
