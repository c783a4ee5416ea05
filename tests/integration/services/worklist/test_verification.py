"""worklist/verification.py: the county's lists, how far each is, and who came with none."""

from array import array

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import people, verification
from anbang_desktop.services.worklist.verification import Quick

CHECK = {"methods": ["VILLAGE"], "checker": "李文静", "second_checker": "孙文"}


def without_list(desk: Desk) -> str:
    """Somebody who is to be checked and whom no list named."""
    with begin(desk, "名单") as unit:
        client = unit.add(Client(name="陈丽华", sex="2"), "名单")
        return advance.open_case(unit, client, Case(), "PRISON", State.S10_NOTICE, desk.today).no


def test_people_of_no_list_are_a_batch_of_their_own_while_they_are_to_be_checked(desk: Desk) -> None:
    no = without_list(desk)
    listed, others = sorted(verification.batches(desk), key=lambda one: -one.id)
    assert (listed.name, len(listed.people)) == ("预释放人员名单_2026年11月", 33)
    assert (others.id, [one.case_id for one in others.people]) == (0, [people.show(desk, no).id])
    write.record(desk, no, "verification", {**CHECK, "result": "01", "replied_on": desk.today})
    assert [one.id for one in verification.batches(desk)] == [listed.id]


def test_a_list_that_was_taken_back_is_gone(desk: Desk) -> None:
    (listed,) = verification.batches(desk)
    no = people.rows(desk, listed.ids()[:1])[0].no
    history.undo(desk, history.done_with(desk, no)[-1].id)
    assert verification.batches(desk) == []


def test_a_batch_counts_and_narrows_by_what_was_found(desk: Desk) -> None:
    (listed,) = verification.batches(desk)
    rows = people.rows(desk, listed.ids()[:3])
    for row, result in zip(rows, ("01", "02", "03"), strict=True):
        write.record(desk, row.no, "verification", {**CHECK, "result": result})
    write.record(desk, rows[0].no, "verification", {**CHECK, "result": "01", "replied_on": desk.today})
    (listed,) = verification.batches(desk)
    assert (listed.checked, listed.replied, listed.answered) == (3, 1, False)
    found: dict[Quick, int] = {quick: len(listed.ids(quick)) for quick in verification.QUICK}
    assert found == {"all": 33, "open": 30, "not_true": 2, "unreplied": 32, "unowned": 33}
    assert listed.due is not None
    assert listed.due.start == listed.received
    assert listed.ids("not_true") == array("q", [row.id for row in rows[1:]])


@pytest.mark.parametrize(
    ("result", "replied", "words"),
    [
        ("01", True, "转为“待释放”"),
        ("05", False, "核查中，还差回执"),
        ("04", True, "等候退回县司法局"),
        ("99", True, "核查中"),
    ],
)
def test_a_preview_says_what_becomes_of_whom(desk: Desk, result: str, words: str, *, replied: bool) -> None:
    (listed,) = verification.batches(desk)
    ids = listed.ids()[:2]
    shown = verification.preview(desk, ids, result, replied=replied)
    assert [one.words for one in shown] == [words] * 2
    write.record(desk, shown[0].no, "verification", {**CHECK, "result": "02"})
    left = verification.preview(desk, ids, result, replied=replied)
    assert [one.no for one in left] == [shown[1].no], "a conclusion that stands is not overwritten for many"
