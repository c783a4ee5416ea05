"""records/undoing.py: whatever was done, taking any unit back gives exactly the former state or names what
stands in the way and changes nothing; taking that back again restores.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from anbang_desktop.errors import Refused, UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.office import details
from anbang_desktop.services.records import history, undoing, write
from anbang_desktop.services.worklist import people
from anbang_desktop.storage import history as store
from anbang_desktop.storage.tables_core import units
from tests.integration.services.records.test_history import ASSESSED, START, VISIT, end, file, walk_in
from tests.support import desks
from tests.support.chronicle import Chronicle, MovingClock, rows
from tests.support.office_work import ACTS, LEADER, VILLAGE, OfficeWork

HISTORIES = st.lists(
    st.tuples(st.sampled_from(range(len(ACTS))), st.integers(0, 10_000)), min_size=15, max_size=30
)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(acts=HISTORIES)
def test_any_unit_is_taken_back_whole_or_not_at_all(
    empty_office: tuple[Path, bytes], acts: list[tuple[int, int]]
) -> None:
    """Acts over months; each undo is held against all rows, each day against what was read then, and the
    office stays sound.
    """
    template, key = empty_office
    with TemporaryDirectory() as place:
        folder, clock = shutil.copytree(template, Path(place) / "office"), MovingClock(START)
        with desks.opened(folder, key, clock) as desk:
            chronicle = Chronicle(desk, clock)
            work = OfficeWork(chronicle)
            work.walk_in(Random(0))
            for act, chance in acts:
                ACTS[act](work, Random(chance))
            chronicle.hold_the_past()
            assert desk.store.check().problems == ()


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(START)


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    """An empty office whose clock moves."""
    made = desks.Template(*empty_office).desk(tmp_path / "office", clock)
    yield made
    made.store.close()


def last(desk: Desk, no: str) -> undoing.Done:
    return history.done_with(desk, no)[0]


def test_undo_and_redo_are_named_after_the_act_and_keep_count(desk: Desk) -> None:
    no = walk_in(desk)
    id_ = write.record(desk, no, "contact", VISIT)
    made, with_, without = last(desk, no), rows(desk), None
    assert made.title == f"登记走访（{file(desk, no).client.name}）"
    labels = []
    for turn in range(4):
        history.undo(desk, last(desk, no).id, "点错了" if turn == 0 else "")
        labels.append(last(desk, no).label)
        without = without or rows(desk)
        assert rows(desk) == (with_ if turn % 2 else without)
        undone = {one.id: one.undone for one in history.done_with(desk, no)}
        assert undone[made.id] is (turn % 2 == 0)
        assert not undone[last(desk, no).id]
    assert labels == ["撤销“登记走访”", "恢复“登记走访”", "撤销“登记走访”", "恢复“登记走访”"]
    assert history.done_with(desk, no)[3].why == "点错了"
    assert [one.id for one in file(desk, no).contacts] == [id_], "the record is itself again"
    assert desk.store.check().ok


def test_somebody_registered_by_mistake_is_gone_with_case_and_card_and_comes_back(desk: Desk) -> None:
    empty, no = rows(desk), walk_in(desk)
    there, made = rows(desk), last(desk, no)
    history.undo(desk, made.id)
    assert rows(desk) == empty
    assert people.counts(desk)["all"] == 0
    with pytest.raises(UserError, match=f"没有编号为“{no}”的档案"):
        file(desk, no)
    other = walk_in(desk)
    assert other != no, "numbers are never given again"
    history.undo(desk, last(desk, other).id)
    undo_of_first = made.id + 1
    history.undo(desk, undo_of_first)
    assert rows(desk) == there
    assert file(desk, no).no == no


def test_a_record_does_not_come_back_without_its_case(desk: Desk) -> None:
    no = walk_in(desk)
    walked_in = last(desk, no)
    write.record(desk, no, "contact", VISIT)
    undone = history.undo(desk, last(desk, no).id)
    history.undo(desk, walked_in.id)
    before = rows(desk)
    with pytest.raises(Refused, match="的“撤销“补录登记””去掉了它所属的登记，要先撤销那一次"):
        history.undo(desk, undone.undone_by or 0)
    assert rows(desk) == before


def test_an_import_is_one_unit(desk: Desk) -> None:
    before = rows(desk)
    desks.import_sample(desk)
    after = rows(desk)
    unit = history.last_done(desk, 0)
    assert unit is not None
    history.undo(desk, unit.id)
    assert rows(desk) == before
    assert people.counts(desk)["all"] == 0
    history.undo(desk, unit.id + 1)
    assert rows(desk) == after
    assert people.counts(desk)["all"] == 32
    no = people.first_page(desk, people.PeopleFilter())[0].no
    assert history.done_with(desk, no)[-1].label == "导入名单"
    write.record(desk, no, "contact", VISIT)
    with pytest.raises(Refused, match="的“登记走访”以它为依据，要先撤销那一次"):
        history.undo(desk, unit.id)
    assert desk.store.check().ok


def test_a_person_has_at_most_one_open_case_whatever_is_taken_back(desk: Desk) -> None:
    first = walk_in(desk)
    end(desk, first)
    ended = last(desk, first)
    second = walk_in(desk)
    case_id, before = file(desk, second).case_id, rows(desk)
    name = file(desk, first).client.name
    with pytest.raises(UserError, match=f"{name}会同时有两份未办结的档案：{first}、{second}。"):
        history.undo(desk, ended.id)
    assert rows(desk) == before
    other = walk_in(desk, id_no=None, name="李四", sex="1", birth_date="1990-01-01")
    number = file(desk, second).client.id_no
    with pytest.raises(UserError, match=f"两份未办结的档案：{second}、{other}"):
        write.correct(desk, other, "registration", file(desk, other).case_id, {"id_no": number})
    end(desk, second)
    history.undo(desk, ended.id)
    assert file(desk, first).case.state == "S50_REGISTERED"
    assert file(desk, second).case_id == case_id


def test_a_list_that_was_imported_again_does_not_come_back_beside_itself(desk: Desk) -> None:
    desks.import_sample(desk)
    unit = history.last_done(desk, 0)
    assert unit is not None
    undone = history.undo(desk, unit.id)
    desks.import_sample(desk)
    before = rows(desk)
    with pytest.raises(UserError, match="会同时有两份未办结的档案"):
        history.undo(desk, undone.undone_by or 0)
    assert rows(desk) == before
    assert people.counts(desk)["all"] == 32


def test_what_later_acts_stand_on_is_named_with_day_and_hand(desk: Desk) -> None:
    no = walk_in(desk)
    walked_in = last(desk, no)
    write.record(desk, no, "registration", {"phone": "13900000002"})
    first = last(desk, no)
    write.record(desk, no, "registration", {"phone": "13900000003"})
    before = rows(desk)
    with pytest.raises(Refused) as refused:
        history.undo(desk, first.id)
    when = f"2026-03-02 {last(desk, no).at:%H:%M} {desk.user}"
    said = f"{when}的“填登记表”又改了同一处，要先撤销那一次，才能撤销“{first.title}”。"
    assert refused.value.reasons == (said,)
    with pytest.raises(Refused, match="又改了同一处"):
        history.undo(desk, walked_in.id)
    assert rows(desk) == before
    history.undo(desk, last(desk, no).id)
    history.undo(desk, first.id)
    assert file(desk, no).client.phone == "13900000001"


@pytest.mark.parametrize("level", ["GENERAL", "KEY"])
def test_an_assessment_does_not_go_from_under_a_later_one(desk: Desk, level: str) -> None:
    """Not even where both say the same, so that the case row was not changed again."""
    no = walk_in(desk)
    write.record(desk, no, "assessment", ASSESSED)
    first = last(desk, no)
    write.record(desk, no, "assessment", {**ASSESSED, "decided": level, "reason": "议定"})
    with pytest.raises(Refused, match=r"的“做评估”.*要先撤销那一次"):
        history.undo(desk, first.id)
    history.undo(desk, last(desk, no).id)
    assert file(desk, no).case.level == "GENERAL"
    history.undo(desk, first.id)
    assert file(desk, no).case.level is None


def test_a_hand_over_does_not_go_from_under_what_was_voided_since(desk: Desk) -> None:
    no = walk_in(desk)
    first = write.record(desk, no, "handover", {"mode": "01", "handover_date": "2026-03-01"})
    write.record(desk, no, "handover", {"mode": "03"})
    second = last(desk, no)
    write.void(desk, no, "handover", first, "记错了人")
    with pytest.raises(Refused, match="“作废衔接登记”以它为依据"):
        history.undo(desk, second.id)
    history.undo(desk, last(desk, no).id)
    history.undo(desk, second.id)
    assert file(desk, no).case.handover_mode == "01"


def test_a_case_follows_its_records_after_any_undo(desk: Desk, clock: MovingClock) -> None:
    """Also where the newest said what was said before, so that its unit never touched the case row."""
    no = walk_in(desk)
    clock.pass_days(5)
    write.record(desk, no, "assessment", ASSESSED)
    write.record(desk, no, "assessment", ASSESSED)
    newest = last(desk, no)
    first = file(desk, no).assessments[0]
    write.correct(desk, no, "assessment", first.id, {"meeting_on": START, "decided": "KEY", "reason": "议定"})
    assert file(desk, no).case.level == "GENERAL"
    history.undo(desk, newest.id)
    assert (file(desk, no).case.level, file(desk, no).assessments[-1].decided) == ("KEY", "KEY")
    history.undo(desk, last(desk, no).id)
    assert (file(desk, no).case.level, file(desk, no).assessments[-1].decided) == ("GENERAL", "GENERAL")
    assert desk.store.check().ok


def test_without_a_record_that_says_it_the_case_says_what_was_known_before(desk: Desk) -> None:
    no = walk_in(desk, handover_route="02", handover_date="2026-03-01")
    hand_over = {"mode": "01", "handover_date": "2026-03-02"}
    first = write.record(desk, no, "handover", hand_over)
    assert (file(desk, no).case.handover_route, file(desk, no).case.handover_mode) == ("02", "01")
    second = write.record(desk, no, "handover", {**hand_over, "route": "03"})
    for record, route in ((second, "02"), (first, "02")):
        write.void(desk, no, "handover", record, "记错了人")
        assert file(desk, no).case.handover_route == route
    case = file(desk, no).case
    assert (str(case.handover_date), case.handover_mode) == ("2026-03-01", None)


def test_voiding_is_taken_back_and_the_case_follows(desk: Desk) -> None:
    no = walk_in(desk)
    id_ = write.record(desk, no, "assessment", ASSESSED)
    write.void(desk, no, "assessment", id_, "做错了人")
    assert (file(desk, no).case.level, file(desk, no).assessments) == (None, ())
    history.undo(desk, last(desk, no).id)
    assert file(desk, no).case.level == "GENERAL"
    assert file(desk, no).assessments[0].voided_at is None


def test_what_was_erased_by_its_terms_is_not_put_back(desk: Desk) -> None:
    no = walk_in(desk)
    for codes in (["01"], ["02"]):
        write.record(desk, no, "registration", {"special_disease": codes})
    changed = last(desk, no)
    with desk.store.work() as work:
        store.erase(work, "clients", file(desk, no).client.id, ["special_disease"])
    with pytest.raises(Refused, match="改动以前的内容已经按期限删除"):
        history.undo(desk, changed.id)
    assert desk.store.check().ok


def test_what_was_signed_is_never_undone(desk: Desk) -> None:
    no = walk_in(desk)
    agreements.draw(desk, no)
    drawn = last(desk, no)
    agreements.sign(desk, no, desk.today)
    signed = last(desk, no)
    assert signed.lasting
    with pytest.raises(UserError, match=r"“登记签订协议（.*）”已经签字或者送出，不能撤销"):
        history.undo(desk, signed.id)
    with pytest.raises(UserError, match=r"“登记签订协议”又改了同一处，已经签字或者送出，所以不能撤销.*作废"):
        history.undo(desk, drawn.id)


def test_the_number_of_an_agreement_that_was_undone_is_not_given_again(desk: Desk) -> None:
    no = walk_in(desk)
    first = agreements.draw(desk, no)
    drawn = last(desk, no)
    history.undo(desk, drawn.id)
    assert file(desk, no).agreements == ()
    second = agreements.draw(desk, no)
    assert second.number != first.number
    assert [one.version for one in file(desk, no).agreements] == [2]
    write.void(desk, no, "agreement", second.agreement_id, "写错了人")
    agreements.draw(desk, no)
    assert [one.version for one in file(desk, no).agreements] == [3]
    with pytest.raises(UserError, match="已经撤销过"):
        history.undo(desk, drawn.id)


def test_a_setting_is_a_unit_too_and_the_office_itself_stays(desk: Desk) -> None:
    details.set_phone(desk, "0351-1234567")
    unit = history.last_done(desk, 0)
    assert unit is not None
    assert (unit.title, unit.no) == ("修改单位电话", "")
    history.undo(desk, unit.id)
    assert details.phone(desk) == ""
    with desk.store.read() as connection:
        created = connection.execute(select(units.c.id).order_by(units.c.id)).scalars().first()
    assert created is not None
    with pytest.raises(UserError, match="“建立机构”已经签字或者送出，不能撤销"):
        history.undo(desk, created)
    with pytest.raises(UserError, match="没有 7 号操作"):
        history.undo(desk, 7)


def test_the_last_of_the_sitting_is_mine_and_in_force(desk: Desk) -> None:
    no = walk_in(desk)
    sitting = desk.store.head().seq
    assert history.last_done(desk, sitting) is None
    for content in ("甲", "乙"):
        write.record(desk, no, "contact", {**VISIT, "content": content})
    for content in ("乙", "甲"):
        newest = history.last_done(desk, sitting)
        assert newest is not None
        assert file(desk, no).contacts[-1].content == content
        history.undo(desk, newest.id)
    assert history.last_done(desk, sitting) is None


def test_an_agreement_that_was_replaced_is_in_force_again_when_the_new_one_is_voided(desk: Desk) -> None:
    no = walk_in(desk)
    for _ in range(2):
        agreements.draw(desk, no)
        agreements.sign(desk, no, desk.today)
    assert [one.state for one in file(desk, no).agreements] == ["REPLACED", "SIGNED"]
    write.void(desk, no, "agreement", file(desk, no).agreements[-1].id, "签错了版本")
    assert [(one.state, one.ended_on) for one in file(desk, no).agreements] == [("SIGNED", None)]
    history.undo(desk, last(desk, no).id)
    assert [one.state for one in file(desk, no).agreements] == ["REPLACED", "SIGNED"]


def test_a_change_of_the_person_refreshes_every_open_case(desk: Desk) -> None:
    no = walk_in(desk)
    end(desk, no)
    again = walk_in(desk, phone="13900000009")
    write.record(desk, again, "registration", {"name": "王改名"})
    assert [row.name for row in people.first_page(desk, people.PeopleFilter(), "no")] == [
        file(desk, no).client.name,
        "王改名",
    ]
    history.undo(desk, last(desk, again).id)
    assert people.first_page(desk, people.PeopleFilter(), "no")[1].name == file(desk, no).client.name


def test_a_group_comes_back_with_its_members_in_their_order(desk: Desk) -> None:
    no = walk_in(desk)
    id_ = write.record(desk, no, "group", {"members": [LEADER, VILLAGE]})
    before = file(desk, no).groups
    write.correct(
        desk,
        no,
        "group",
        id_,
        {"members": [VILLAGE, {**LEADER, "name": "孙文"}, {**VILLAGE, "name": "李四"}]},
    )
    corrected = last(desk, no)
    after = file(desk, no).groups
    history.undo(desk, corrected.id)
    assert file(desk, no).groups == before
    history.undo(desk, last(desk, no).id)
    assert file(desk, no).groups == after
