"""records/history.py: every old value with who, when and why; restoring one; papers that went out; a case as
it was on any day, and a closed case that keeps its person.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from anbang_desktop import paths
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.errors import UserError
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.field import SPECIAL
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive, papers
from anbang_desktop.services.office.rule_files import known_names
from anbang_desktop.services.records import assessment, history, revisions, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import people
from anbang_desktop.storage import history as store
from tests.support import desks, makers
from tests.support.chronicle import MovingClock, rows
from tests.support.office_work import ITEMS, LEADER, RELATIVE, VILLAGE
from tests.support.road import FORM

START = date(2026, 3, 2)
ONE = makers.people(1, seed=11)[0]
VISIT = {"contact_type": "HOME_VISIT", "workers": ["李文静"], "abnormal": False, "content": "看望"}
SAID = StepFacts(reason="理由", proof="证明")
ASSESSED: dict[str, object] = {
    "kind": "INITIAL",
    "present": ["李文静"],
    "agreed": {**dict.fromkeys(ITEMS, 0), "A1": 3},
    "decided": "GENERAL",
}


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(START)


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    """An empty office whose clock moves."""
    template = desks.Template(*empty_office)
    made = template.desk(tmp_path / "office", clock)
    yield made
    made.store.close()


@pytest.fixture
def no(desk: Desk) -> str:
    """Somebody who came on the first day."""
    return walk_in(desk)


def walk_in(desk: Desk, **more: object) -> str:
    values = {
        "name": ONE.name,
        "id_no": ONE.id_no,
        "release_type": "01",
        "release_date": START - timedelta(days=3),
        "release_cert_no": "（2026）释字第 1 号",
        "phone": "13900000001",
        "family": [{"name": "赵兰", "relation": "10"}, {"name": "王梅"}],
        **more,
    }
    return advance.register_walk_in(desk, values)


def file(desk: Desk, no: str) -> CaseFile:
    return people.show(desk, no).file


def end(desk: Desk, no: str) -> None:
    """The help ends before its time."""
    advance.advance(desk, no, "S86", said=SAID, approved_by="所长")


# ---- every old value


def test_a_correction_is_told_with_who_when_and_why(desk: Desk, no: str, clock: MovingClock) -> None:
    id_ = write.record(desk, no, "contact", VISIT)
    clock.pass_days(2)
    write.correct(desk, no, "contact", id_, {"content": "看望，送去棉被", "contact_type": "电话"}, "记错了")
    found = history.changes(desk, no, kind="contact", record_id=id_)
    assert {(one.field, one.old, one.new, one.old_value, one.new_value) for one in found} == {
        ("content", "看望", "看望，送去棉被", "看望", "看望，送去棉被"),
        ("contact_type", "入户走访", "电话", "HOME_VISIT", "PHONE"),
    }
    assert {(one.reason, one.by, one.at.date(), one.what) for one in found} == {
        ("记错了", desk.user, START + timedelta(days=2), "更正走访谈话记录")
    }


def test_one_field_is_asked_for_by_its_name(desk: Desk, no: str) -> None:
    for number in ("13900000002", "13900000003"):
        write.record(desk, no, "registration", {"phone": number, "nickname": f"老{number[-1]}"})
    found = history.changes(desk, no, field="phone")
    assert [(one.old, one.new, one.kind, one.label) for one in found] == [
        ("13900000002", "13900000003", "registration", "本人电话"),
        ("13900000001", "13900000002", "registration", "本人电话"),
    ]


def test_a_list_is_told_as_a_whole_under_its_record(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "group", {"members": [LEADER, VILLAGE, RELATIVE]})
    write.correct(desk, no, "group", id_, {"members": [LEADER, RELATIVE]})
    (one,) = history.changes(desk, no, kind="group")
    assert (one.field, one.label, one.id) == ("members", "成员", id_)
    assert [len(value) for value in (one.old_value, one.new_value)] == [3, 2]  # type: ignore[arg-type]
    assert "王建国" in one.old
    assert "王建国" not in one.new


@pytest.mark.parametrize(
    "family",
    [[], [{"name": "王梅"}], [{"name": "赵兰", "relation": "10"}, {"name": "王梅"}, {"name": "王建"}]],
)
def test_lines_that_come_and_go_are_told_restored_and_taken_back(
    desk: Desk, no: str, family: list[dict[str, str]]
) -> None:
    before = file(desk, no).client.family
    write.record(desk, no, "registration", {"family": family})
    after = file(desk, no).client.family
    change = history.changes(desk, no, field="family")[0]
    assert change.privacy == 3
    assert (change.old_value, change.new_value) == (before, after)
    history.restore(desk, no, change)
    assert file(desk, no).client.family == before
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert file(desk, no).client.family == after


def test_lines_of_children_are_as_private_as_the_list(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"children": [{"name": "小明", "age": 7}]})
    assert {one.privacy for one in history.changes(desk, no, field="children")} == {SPECIAL}


def test_a_step_is_told_as_a_change_of_state_in_words(desk: Desk, no: str) -> None:
    end(desk, no)
    (one,) = history.changes(desk, no, field="state")
    assert (one.kind, one.old, one.new, one.old_value) == ("state", "已登记", "终止", "S50_REGISTERED")
    with pytest.raises(UserError, match="“状态”不能单独恢复"):
        history.restore(desk, no, one)


def test_what_was_erased_says_so_and_can_not_be_restored(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"special_disease": ["01"]})
    write.record(desk, no, "registration", {"special_disease": []})
    with desk.store.work() as work:
        store.erase(work, "clients", file(desk, no).client.id, ["special_disease"])
    newest, first = history.changes(desk, no, field="special_disease")
    assert (newest.old, newest.new, first.old, first.new) == (history.ERASED, "", "", history.ERASED)
    with pytest.raises(UserError, match="不能单独恢复"):
        history.restore(desk, no, newest)
    assert desk.store.check().ok


def test_a_closed_case_tells_its_own_changes_and_not_those_of_the_next(desk: Desk, no: str) -> None:
    """Up to its end the person's, then what was put right of the person that it kept."""
    write.record(desk, no, "registration", {"nickname": "老王"})
    end(desk, no)
    again = walk_in(desk, phone="13900000009", family=[{"name": "王梅"}])
    assert {"phone", "family", "nickname"} <= {one.field for one in history.changes(desk, again)}
    told = {one.field for one in history.changes(desk, no)}
    assert "nickname" in told
    assert not {"phone", "family"} & told
    case_id = file(desk, no).case_id
    right = {"phone": "13900000002", "family": [], "special_disease": ["01"]}
    write.correct(desk, no, "registration", case_id, right, "当时写错")
    phone = history.changes(desk, no, field="phone")
    assert [(one.old, one.new, one.reason) for one in phone] == [("13900000001", "13900000002", "当时写错")]
    newest = {change.field for change in revisions.of_registration(desk, no)[0].changes}
    assert newest == {"phone", "family", "special_disease"}
    labels = [one.done.label for one in revisions.of_registration(desk, no)]
    assert labels == ["更正登记表", "转为终止", "填登记表", "补录登记"]
    assert "补录登记" not in {one.label for one in history.done_with(desk, no)[:-1]}
    for change in history.changes(desk, no)[:3]:
        history.restore(desk, no, change)
    assert file(desk, no).client.phone == "13900000001"
    assert [one.name for one in file(desk, no).client.family] == ["赵兰", "王梅"]
    assert file(desk, again).client.phone == "13900000009"
    assert history.as_of(desk, no, START).client == file(desk, no).client


# ---- restoring


def test_restoring_is_a_correction_that_passes_the_same_rules(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "contact", VISIT)
    write.correct(desk, no, "contact", id_, {"abnormal": True, "abnormal_detail": "失业"})
    changed = {one.field: one for one in history.changes(desk, no, kind="contact")}
    with pytest.raises(UserError, match="还没有写需要关心的情况"):
        history.restore(desk, no, changed["abnormal_detail"])
    history.restore(desk, no, changed["abnormal"], "看错了人")
    assert file(desk, no).contacts[0].abnormal is False
    assert history.done_with(desk, no)[0].why == "看错了人"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("level", "KEY", "“帮教类别”以 2026-03-02 的评估为准，不能在登记表里改"),
        ("handover_date", "2026-02-28", "“衔接日期”以 2026-03-02 的衔接登记为准"),
        ("handover_route", None, "“衔接途径”以 2026-03-02 的衔接登记为准"),
        ("period_end", "2030-01-01", r"“帮教截止”由程序按释放（解除）日期和类别算出，不能改"),
        ("id_unverified", True, "“证件号未核实”由程序按公民身份号码算出"),
    ],
)
def test_what_a_record_says_is_not_changed_on_the_registration_form(
    desk: Desk, no: str, name: str, value: object, said: str
) -> None:
    write.record(desk, no, "assessment", ASSESSED)
    write.record(desk, no, "handover", {"mode": "01", "route": "02"})
    case_id = file(desk, no).case_id
    with pytest.raises(UserError, match=said) as wrong:
        write.correct(desk, no, "registration", case_id, {name: value}, "改")
    assert wrong.value.field == name
    with pytest.raises(UserError, match=said):
        write.record(desk, no, "registration", {name: value})
    same = file(desk, no).values[name]
    write.correct(desk, no, "registration", case_id, {name: same, "nickname": "老王"}, "改")


# ---- papers that went out


def test_what_was_printed_is_not_undone_but_corrected_and_its_paper_says_so(
    desk: Desk, no: str, clock: MovingClock
) -> None:
    id_ = write.record(desk, no, "contact", VISIT)
    made = history.done_with(desk, no)[0]
    papers.note_print(desk, no, "contact")
    with pytest.raises(UserError, match="已经打印或者导出过，不能撤销"):
        history.undo(desk, made.id)
    with pytest.raises(UserError, match="已经打印或者导出过，更正要写明理由") as wrong:
        write.correct(desk, no, "contact", id_, {"content": "改"})
    assert wrong.value.field == "reason"
    clock.pass_days(1)
    write.correct(desk, no, "contact", id_, {"content": "改"}, "记错了")
    contact = file(desk, no).contacts[0]
    assert history.corrected_on(desk, contact) == START + timedelta(days=1)
    assert history.corrected_records(desk, file(desk, no)) == {(type(contact), id_)}
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert history.corrected_on(desk, contact) is None, "the paper is right again"


def test_the_lines_of_a_record_went_out_with_it(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "group", {"members": [LEADER, VILLAGE]})
    write.correct(desk, no, "group", id_, {"members": [LEADER, RELATIVE]})
    changed = history.done_with(desk, no)[0]
    papers.note_print(desk, no, "group")
    with pytest.raises(UserError, match="已经打印或者导出过"):
        history.undo(desk, changed.id)
    assert history.corrected_on(desk, file(desk, no).groups[0]) is None
    write.correct(desk, no, "group", id_, {"members": [LEADER]}, "退出")
    assert history.corrected_on(desk, file(desk, no).groups[0]) == START


def test_the_bound_file_takes_everything_of_the_case_along(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "placement", {"placed": True, "way": "01"})
    made = history.done_with(desk, no)[0]
    archive.bind(desk, no)
    later = write.record(desk, no, "contact", VISIT)
    with pytest.raises(UserError, match="已经打印或者导出过"):
        history.undo(desk, made.id)
    one = file(desk, no)
    assert write.reason_needed(desk, one, write.find(one, "placement", id_))
    assert not write.reason_needed(desk, one, write.find(one, "contact", later))
    history.undo(desk, history.done_with(desk, no)[0].id)


def test_a_printed_registration_form_shows_person_and_case(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"nickname": "老王"})
    made = history.done_with(desk, no)[0]
    papers.note_print(desk, no, "notice")
    assert not write.reason_needed(desk, file(desk, no), None), "a blank to be filled by hand shows nothing"
    papers.note_print(desk, no, "registration")
    assert write.reason_needed(desk, file(desk, no), None)
    with pytest.raises(UserError, match="已经打印或者导出过"):
        history.undo(desk, made.id)


def test_what_was_written_out_as_it_was_made_is_not_undone(desk: Desk, no: str, tmp_path: Path) -> None:
    agreements.draw(desk, no, tmp_path)
    drawn = history.done_with(desk, no)[0]
    with pytest.raises(UserError, match="已经打印或者导出过，不能撤销"):
        history.undo(desk, drawn.id)
    (agreement,) = file(desk, no).agreements
    assert write.reason_needed(desk, file(desk, no), agreement)
    write.correct(desk, no, "agreement", agreement.id, {"extra": "一起办理户口登记。"}, "漏了")
    assert history.corrected_records(desk, file(desk, no)) == {(type(agreement), agreement.id)}


def test_the_bound_file_does_not_show_what_was_voided_before(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "contact", VISIT)
    write.void(desk, no, "contact", id_, "记错了人")
    voided = history.done_with(desk, no)[0]
    archive.bind(desk, no)
    history.undo(desk, voided.id)
    (visit,) = file(desk, no).contacts
    assert not write.reason_needed(desk, file(desk, no), visit)
    archive.bind(desk, no)
    assert write.reason_needed(desk, file(desk, no), visit)


# ---- one record, unit by unit


def test_the_revisions_of_a_record_begin_with_its_making(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "group", {"members": [LEADER]})
    write.correct(desk, no, "group", id_, {"members": [LEADER, VILLAGE]}, "漏了")
    write.void(desk, no, "group", id_, "不该有")
    found = revisions.of_record(desk, no, write.find(file(desk, no), "group", id_))
    assert [(one.done.label, one.made, {change.field for change in one.changes}) for one in found] == [
        ("作废安置帮教小组", False, {"voided_at", "voided_by", "void_reason"}),
        ("更正安置帮教小组", False, {"members"}),
        ("定小组", True, set()),
    ]
    then = revisions.as_of_unit(desk, no, found[1].done.id)
    assert [len(one.members) for one in then.groups] == [2]
    with pytest.raises(UserError, match="没有 7 号操作"):
        revisions.as_of_unit(desk, no, 7)


def test_the_revisions_of_a_registration_are_those_of_person_and_case(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"family": [], "village": "柳湾村", "nickname": "老王"})
    found = revisions.of_registration(desk, no)
    assert [one.made for one in found] == [False, True]
    assert {"family", "village", "nickname"} <= {change.field for change in found[0].changes}


# ---- as it was


def test_a_case_is_shown_as_it_was_at_the_end_of_any_day(desk: Desk, no: str, clock: MovingClock) -> None:
    first = file(desk, no)
    id_ = write.record(desk, no, "contact", VISIT)
    one = file(desk, no)
    clock.pass_days(3)
    write.void(desk, no, "contact", id_, "记错了人")
    write.record(desk, no, "handover", {"mode": "03", "cost": "12.50", "workers": [{"name": "孙文"}]})
    two = file(desk, no)
    assert first != one != two
    assert history.as_of(desk, no, START) == history.as_of(desk, no, START + timedelta(days=2)) == one
    assert history.as_of(desk, no, clock.today()) == two
    with pytest.raises(UserError, match=f"{START - timedelta(days=1)} 那天还没有") as wrong:
        history.as_of(desk, no, START - timedelta(days=1))
    assert wrong.value.field == "on"
    with pytest.raises(UserError, match="还没有到（今天是"):
        history.as_of(desk, no, clock.today() + timedelta(days=1))


def test_a_case_that_ended_twice_reads_as_it_was(desk: Desk, no: str, clock: MovingClock) -> None:
    end(desk, no)
    history.undo(desk, history.done_with(desk, no)[0].id)
    write.record(desk, no, "registration", {"phone": "13900000002"})
    end(desk, no)
    ended = file(desk, no)
    clock.pass_days(1)
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert history.as_of(desk, no, START) == ended
    assert ended.client.phone == "13900000002"


def test_what_was_written_under_a_later_day_was_not_known_before(desk: Desk, clock: MovingClock) -> None:
    """People are entered one after another, each day by day; a clock is set back."""
    clock.pass_days(30)
    first = walk_in(desk)
    back = MovingClock(START)
    earlier = replace(desk, clock=back)
    other = walk_in(earlier, id_no=None, name="李四", sex="1", birth_date="1990-01-01", phone="13900000005")
    then = file(desk, other)
    back.pass_days(3)
    write.record(earlier, other, "registration", {"phone": "13900000006"})
    assert history.as_of(desk, other, START + timedelta(days=1)) == then
    assert history.as_of(desk, other, START + timedelta(days=3)).client.phone == "13900000006"
    with pytest.raises(UserError, match="还没有"):
        history.as_of(desk, first, START + timedelta(days=3))
    write.record(desk, other, "registration", {"nickname": "老王"})
    write.record(earlier, other, "registration", {"phone": "13900000007"})
    known = history.as_of(desk, other, START + timedelta(days=3)).client
    assert (known.phone, known.nickname) == ("13900000007", None)
    assert history.as_of(desk, other, clock.today()) == file(desk, other)


def test_a_case_that_ended_keeps_its_person_when_the_same_person_comes_back(
    desk: Desk, no: str, clock: MovingClock
) -> None:
    end(desk, no)
    closed, day = file(desk, no), clock.today()
    clock.pass_days(30)
    again = walk_in(desk, phone="13900000009", family=[{"name": "王建"}], live_addr="新址")
    write.record(desk, again, "registration", {"nickname": "老王", "children": [{"name": "小明"}]})
    assert file(desk, no) == closed
    assert file(desk, again).client.phone == "13900000009"
    assert people.show(desk, no).values["phone"] == "13900000001"
    assert history.as_of(desk, no, day) == history.as_of(desk, no, clock.today()) == closed
    assert history.as_of(desk, again, clock.today()) == file(desk, again)
    assert [hit.row.no for hit in people.search(desk, ONE.name)] == [no, again]


def test_a_case_that_is_taken_up_again_follows_the_person_anew(desk: Desk, clock: MovingClock) -> None:
    no = walk_in(desk, release_date=START - timedelta(days=5 * 365 + 20))
    write.record(desk, no, "group", {"members": [LEADER, VILLAGE, RELATIVE]})
    for kind in ("INITIAL", "CLOSING"):
        write.record(desk, no, "assessment", {**ASSESSED, "kind": kind})
    agreements.draw(desk, no)
    agreements.sign(desk, no, desk.today)
    for goal in ("S60", "S80"):
        advance.advance(desk, no, goal)
    write.record(desk, no, "closing", FORM)
    advance.advance(desk, no, "S85", approved_by="所长")
    closed = file(desk, no)
    clock.pass_days(1)
    again = walk_in(desk, phone="13900000009")
    with pytest.raises(UserError, match=f"两份未办结的档案：{no}、{again}"):
        advance.advance(desk, no, "S60", said=SAID, approved_by="所长")
    end(desk, again)
    assert file(desk, no).client == closed.client
    clock.pass_days(1)
    advance.advance(desk, no, "S60", said=SAID, approved_by="所长")
    assert file(desk, no).client.phone == "13900000009"
    assert file(desk, no).approvals[-1].matter == "REOPENING"
    write.record(desk, no, "registration", {"phone": "13900000010"})
    assert file(desk, no).client.phone == "13900000010"
    assert file(desk, again).client.phone == "13900000009", "that one keeps its own"
    assert history.as_of(desk, no, clock.today() - timedelta(days=1)).client == closed.client
    assert desk.store.check().ok


def test_what_a_case_ended_with_does_not_end_it_again(desk: Desk, clock: MovingClock) -> None:
    """Neither the closing assessment nor the approval, nor that of the reopening."""
    no = walk_in(desk, release_date=START - timedelta(days=5 * 365 + 20))
    write.record(desk, no, "group", {"members": [LEADER, VILLAGE, RELATIVE]})
    for kind in ("INITIAL", "CLOSING"):
        write.record(desk, no, "assessment", {**ASSESSED, "kind": kind})
    agreements.draw(desk, no)
    agreements.sign(desk, no, desk.today)
    for goal in ("S60", "S80"):
        advance.advance(desk, no, goal)
    write.record(desk, no, "closing", FORM)
    advance.advance(desk, no, "S85", approved_by="所长")
    clock.pass_days(1)
    advance.advance(desk, no, "S60", said=SAID, approved_by="所长")
    clock.pass_days(1)
    with pytest.raises(UserError, match="还没有做解除前评估"):
        advance.advance(desk, no, "S80")
    write.record(desk, no, "assessment", {**ASSESSED, "kind": "CLOSING"})
    advance.advance(desk, no, "S80")
    with pytest.raises(UserError, match="还没有填期满解除审批表"):
        advance.advance(desk, no, "S85")
    write.record(desk, no, "closing", FORM)
    with pytest.raises(UserError, match="还没有所长的同意"):
        advance.advance(desk, no, "S85")
    advance.advance(desk, no, "S85", approved_by="所长")
    with pytest.raises(UserError, match="还没有所长的同意"):
        advance.advance(desk, no, "S60", said=SAID)


# ---- a case that has ended


@pytest.fixture(params=["S86", "S90"])
def ended(request: pytest.FixtureRequest, desk: Desk, no: str) -> str:
    """A case that ended, or was archived, with one visit in it."""
    write.record(desk, no, "contact", VISIT)
    end(desk, no)
    if request.param == "S90":
        advance.advance(desk, no, "S90", said=SAID)
    return no


def test_an_ended_case_refuses_what_is_new(desk: Desk, ended: str) -> None:
    before = rows(desk)
    for kind, values in (
        ("contact", VISIT),
        ("registration", {"phone": "13900000002"}),
        ("approval", {"matter": "CLOSING", "approver": "所长", "granted": True}),
    ):
        with pytest.raises(UserError, match=r"不能再登记.*先办理恢复"):
            write.record(desk, ended, kind, values)
    for verb in (agreements.draw, agreements.mark_printed):
        with pytest.raises(UserError):
            verb(desk, ended)
    assert rows(desk) == before


def test_an_archived_case_takes_no_paper_and_no_scan(desk: Desk, no: str, tmp_path: Path) -> None:
    agreements.draw(desk, no)
    agreements.sign(desk, no, desk.today)
    end(desk, no)
    key = next(one.key for one in desk.pack.papers if not one.made)
    archive.add(desk, no, key, "", shelf="甲柜")
    advance.advance(desk, no, "S90", said=SAID)
    with pytest.raises(UserError, match="不能再放入材料"):
        archive.add(desk, no, key, "", shelf="甲柜")
    scan = tmp_path / "scan.png"
    Image.new("RGB", (60, 80), "white").save(scan)
    with pytest.raises(UserError, match="不能再放入材料"):
        agreements.attach_scan(desk, no, scan)


def test_an_ended_case_is_corrected_and_voided_with_a_reason(desk: Desk, ended: str) -> None:
    (visit,) = file(desk, ended).contacts
    with pytest.raises(UserError, match="已经办结，更正要写明理由"):
        write.correct(desk, ended, "contact", visit.id, {"content": "改"})
    write.correct(desk, ended, "contact", visit.id, {"content": "改"}, "记错了")
    assert file(desk, ended).contacts[0].content == "改"
    with pytest.raises(UserError, match="作废要写明理由"):
        write.void(desk, ended, "contact", visit.id, " ")
    write.void(desk, ended, "contact", visit.id, "记错了人")
    assert file(desk, ended).contacts == ()


def test_the_person_of_an_ended_case_is_put_right_in_both_places(desk: Desk, ended: str) -> None:
    """What was kept with the case, and today's values as far as they are the same."""
    again = walk_in(desk, phone="13900000009", family=[{"name": "王建"}])
    case_id = file(desk, ended).case_id
    with pytest.raises(UserError, match="更正要写明理由"):
        write.correct(desk, ended, "registration", case_id, {"nickname": "老王"})
    right = {"phone": "13900000002", "nickname": "老王", "family": [], "village": "柳湾村"}
    write.correct(desk, ended, "registration", case_id, right, "当时写错")
    old, new = file(desk, ended), file(desk, again)
    assert (old.client.phone, old.client.nickname, old.client.family) == ("13900000002", "老王", ())
    assert old.case.village == "柳湾村"
    assert (new.client.phone, new.client.nickname) == ("13900000009", "老王")
    assert [one.name for one in new.client.family] == ["王建"]
    history.undo(desk, history.done_with(desk, ended)[0].id)
    assert (file(desk, ended).client.phone, file(desk, again).client.nickname) == ("13900000001", None)


def test_what_was_done_before_the_end_is_not_undone_after_it(desk: Desk, no: str) -> None:
    write.record(desk, no, "contact", VISIT)
    made = history.done_with(desk, no)[0]
    end(desk, no)
    before = rows(desk)
    with pytest.raises(UserError, match=r"已是“终止”（2026-03-02 的“转为终止”）.*请更正或者作废"):
        history.undo(desk, made.id)
    assert rows(desk) == before
    history.undo(desk, history.done_with(desk, no)[0].id)  # the end itself
    history.undo(desk, made.id)
    assert file(desk, no).contacts == ()


# ---- an old assessment and its instrument


@pytest.fixture
def later(desk: Desk) -> Desk:
    """The office with another instrument in use: other codes, other points."""
    text = paths.resources("rules", "instrument-general-v1.toml").read_text("utf-8")
    for code in ITEMS:
        text = text.replace(f'code = "{code}"', f'code = "X{code}"')
    text = text.replace('id = "instrument-general-v1"', 'id = "instrument-special-v2"').replace(
        ", 3]", ", 5]"
    )
    forms = (*desk.short_forms, parse_instrument(text, known_names(desk.codes)))
    return replace(desk, forms=lambda _day: forms)


def test_an_old_assessment_is_scored_again_with_its_own_instrument(desk: Desk, no: str, later: Desk) -> None:
    id_ = write.record(desk, no, "assessment", ASSESSED)
    (old,) = file(desk, no).assessments
    new = {**ASSESSED, "agreed": {f"X{item}": 0 for item in ITEMS} | {"XA1": 5}}
    write.record(later, no, "assessment", new)
    write.correct(later, no, "assessment", id_, {"agreed": {**dict.fromkeys(ITEMS, 0), "A1": 6}}, "看错了")
    again, newest = file(later, no).assessments
    assert (again.score, again.instrument_id, newest.instrument_id) == (
        (old.score or 0) + 3,
        "instrument-general-v1",
        "instrument-special-v2",
    )
    assert [one.points for one in (old.points[0], newest.points[0])] == [3, 5]
    assert again.instrument_text == old.instrument_text != newest.instrument_text
    assert assessment.instrument_of(later, again).items[0].code == "A1"
    with pytest.raises(UserError, match="没有“XA1”这一项"):
        write.correct(later, no, "assessment", id_, {"agreed": {"XA1": 0}}, "看错了")
    assert papers.form(later, no, "assessment", id_).startswith(b"%PDF")
    assert papers.form(later, no, "assessment").startswith(b"%PDF")


def test_a_correction_keeps_the_answers_that_it_does_not_name(desk: Desk, no: str) -> None:
    own = {"sheets": [{"member": "李文静", "values": {"A1": 3}}], "needs": {"H01": "SOME"}}
    id_ = write.record(desk, no, "assessment", {**ASSESSED, **own})
    (before,) = file(desk, no).assessments
    write.correct(desk, no, "assessment", id_, {"needs": {"H01": "URGENT"}}, "看错了")
    (after,) = file(desk, no).assessments
    assert after == replace(before, needs={"H01": "URGENT"})


def test_the_days_that_followed_from_a_decision_follow_its_correction(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "assessment", ASSESSED)
    (before,) = file(desk, no).assessments
    write.correct(desk, no, "assessment", id_, {"decided": "KEY", "reason": "议定"})
    (after,) = file(desk, no).assessments
    assert (before.next_on or date.min) > (after.next_on or date.max)
    assert file(desk, no).case.level == "KEY"
    with pytest.raises(UserError, match="还没有写原因"):
        write.correct(desk, no, "assessment", id_, {"next_on": "2026-04-01"})
    write.correct(desk, no, "assessment", id_, {"next_on": "2026-04-01", "next_why": "COUNTY"})
    write.correct(desk, no, "assessment", id_, {"decided": "GENERAL"})
    assert file(desk, no).assessments[0].next_on == date(2026, 4, 1), "what the clerk wrote stays"


def test_an_approval_is_a_row_of_its_own(desk: Desk, no: str) -> None:
    end(desk, no)
    assert file(desk, no).approvals[0] == replace(
        file(desk, no).approvals[0], matter="TERMINATION", approver="所长", office="青山司法所", granted=True
    )
    assert isinstance(file(desk, no).approvals[0], Approval)
