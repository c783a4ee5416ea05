"""worklist/verification.py: the county's lists, how far each is, and who came with none."""

from array import array

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
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
    assert (listed.name, len(listed.people)) == ("预释放人员名单_2026年11月", 32)
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
    assert found == {"all": 32, "open": 29, "not_true": 2, "unreplied": 31, "unowned": 32}
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


def test_one_reply_for_several_keeps_what_was_found_of_each(desk: Desk) -> None:
    (listed,) = verification.batches(desk)
    ids = list(listed.ids()[:4])
    rows = people.rows(desk, ids)
    for row, result in zip(rows[:3], ("01", "02", "01"), strict=True):
        write.record(desk, row.no, "verification", {**CHECK, "result": result})
    write.record(desk, rows[2].no, "verification", {**CHECK, "result": "01", "replied_on": desk.today})
    assert [row.no for row in verification.to_reply(desk, ids)] == [row.no for row in rows[:2]]
    reply = {"replied_on": desk.today, "reply_no": "柳司核〔2026〕3号"}
    assert verification.reply(desk, ids, reply) == 2
    newest = [people.show(desk, row.no).file.verifications[-1] for row in rows[:2]]
    assert [one.result for one in newest] == ["01", "02"]
    assert {(one.replied_on, one.reply_no) for one in newest} == {(desk.today, "柳司核〔2026〕3号")}
    assert people.show(desk, rows[0].no).state_code == "S30_AWAIT_RELEASE"
    with pytest.raises(UserError, match="已经回复过"):
        verification.reply(desk, ids, reply)


def test_a_reply_without_its_day_is_refused_for_all(desk: Desk) -> None:
    (listed,) = verification.batches(desk)
    row = people.rows(desk, listed.ids()[:1])[0]
    write.record(desk, row.no, "verification", {**CHECK, "result": "01"})
    with pytest.raises(UserError) as refused:
        verification.reply(desk, [row.id], {"reply_no": "3"})
    assert refused.value.field == "replied_on"
    assert len(people.show(desk, row.no).file.verifications) == 1


def test_what_was_done_with_several_stands_in_the_list_of_each(desk: Desk) -> None:
    (listed,) = verification.batches(desk)
    numbers = [row.no for row in people.rows(desk, listed.ids()[:3])]
    verification.record(desk, numbers, {**CHECK, "result": "04"})
    lists = [history.done_with(desk, no) for no in numbers]
    assert [one[0].label for one in lists] == ["登记核查 3 人"] * 3
    assert len({one[0].id for one in lists}) == 1
    history.undo(desk, lists[2][0].id)
    for no in numbers:
        back, done, *_rest = history.done_with(desk, no)
        assert (back.label, done.label, done.undone) == ("撤销“登记核查 3 人”", "登记核查 3 人", True)
    others = [row.no for row in people.rows(desk, listed.ids()[3:5])]
    assert all(one.label != "登记核查 3 人" for no in others for one in history.done_with(desk, no))


def test_a_check_of_one_alone_is_named_after_that_person(desk: Desk) -> None:
    (listed,) = verification.batches(desk)
    row = people.rows(desk, listed.ids()[:1])[0]
    verification.record(desk, [row.no], {**CHECK, "result": "04"})
    done = history.last_done(desk, 0)
    assert done is not None
    assert done.title == f"登记核查 1 人（{row.name}）"
