"""records/write.py and cases/advance.py: what may be written, what is refused, and the way from S10 to
S60.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.kinds import Attachment
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.services.cases import advance
from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive, papers
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.worklist import overview, people
from anbang_desktop.storage.queries.attachments import HOLDERS
from anbang_desktop.storage.schema import metadata

CHECKED = {"methods": ["VILLAGE"], "result": "01", "checker": "李文静", "replied_on": "2026-11-20"}
MEMBERS = [
    {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
    {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"},
    {"name": "赵兰", "kind": "FAMILY", "role": "MEMBER"},
]
VISIT = {"contact_type": "HOME_VISIT", "workers": ["李文静"], "met": "SELF", "abnormal": False}


def _no(desk: Desk, name: str) -> str:
    return next(hit.row.no for hit in people.search(desk, name) if hit.row.name == name)


def _month(desk: Desk, name: str) -> tuple[Month, int, str]:
    no = _no(desk, name)
    return Month(desk, load(), {24: no}), 24, no


def test_a_verified_person_waits_for_release(desk: Desk) -> None:
    no = _no(desk, "沈山")
    advance.advance(desk, no, "S20")
    write.record(desk, no, "verification", CHECKED)
    assert advance.advance(desk, no, "S30") == "S30_AWAIT_RELEASE"
    assert [stage.state for stage in people.show(desk, no).file.stages] == [
        "S10_NOTICE",
        "S20_VERIFYING",
        "S30_AWAIT_RELEASE",
    ]


def test_a_release_on_another_day_moves_the_release_date_and_the_period_in_one_step(desk: Desk) -> None:
    no = _no(desk, "沈山")
    advance.advance(desk, no, "S20")
    write.record(desk, no, "verification", CHECKED)
    advance.advance(desk, no, "S30")
    before = people.show(desk, no)
    with pytest.raises(UserError, match="晚于今天") as said:
        advance.confirm_release(desk, no, desk.today + timedelta(days=1))
    assert said.value.field == "release_date"
    released = desk.today - timedelta(days=3)
    assert before.values["release_date"] != released
    assert advance.confirm_release(desk, no, released) == "S40_AWAIT_HANDOVER"
    after = people.show(desk, no)
    assert (after.values["release_date"], after.values["period_start"]) == (released, released)
    assert after.row.period_end == released.replace(year=released.year + 5)
    last = before.file.stages[-1].on
    assert after.file.stages[-1].on == max(released, last), "no state begins before the one it follows"


def test_a_step_without_its_guards_names_them_and_changes_nothing(desk: Desk) -> None:
    no = _no(desk, "沈山")
    advance.advance(desk, no, "S20")
    with pytest.raises(Refused) as refused:
        advance.advance(desk, no, "S30")
    assert "还没有核查结论，请先登记核查结果。" in refused.value.reasons
    assert people.show(desk, no).state_code == "S20_VERIFYING"


def test_a_way_that_does_not_exist_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="不能从“待核查”直接到“在册帮教”"):
        advance.advance(desk, _no(desk, "沈山"), "S60")


def test_tomorrow_is_refused_for_steps_and_records(desk: Desk) -> None:
    no, tomorrow = _no(desk, "沈山"), desk.today + timedelta(days=1)
    with pytest.raises(UserError, match="晚于今天"):
        advance.advance(desk, no, "S20", tomorrow)
    with pytest.raises(UserError, match="晚于今天"):
        write.record(desk, no, "contact", VISIT, tomorrow)
    with pytest.raises(UserError, match="晚于今天"):
        write.record(desk, no, "contact", {**VISIT, "at": tomorrow.isoformat()})
    assert not people.show(desk, no).file.contacts


def test_a_list_entered_late_is_taken_back_to_the_day_it_was_worked_on(desk: Desk) -> None:
    no, day = _no(desk, "沈山"), desk.today - timedelta(days=9)
    advance.advance(desk, no, "S20", day)
    assert [stage.on for stage in people.show(desk, no).file.stages] == [day, day]


@pytest.mark.parametrize(
    ("kind", "values", "field", "words"),
    [
        ("verification", {**CHECKED, "result": "77"}, "result", "核查结论"),
        ("verification", {**CHECKED, "result": "06"}, "second_checker", "两人核查"),
        ("verification", {"checker": "李文静", "result": "01"}, "methods", "核查途径"),
        ("verification", {**CHECKED, "replied_on": "2026-02-30"}, "replied_on", "回执日期"),
        ("contact", {**VISIT, "abnormal": True}, "abnormal_detail", "需要关心的情况"),
        ("contact", {**VISIT, "colour": "red"}, "colour", "没有名为“colour”"),
        ("contact", {"contact_type": "HOME_VISIT", "abnormal": False}, "workers", "走访人"),
        ("placement", {"placed": True}, "way", "安置方式"),
        ("placement", {"placed": False}, "none_reason", "未安置原因"),
        ("group", {"members": [{**one, "role": "MEMBER"} for one in MEMBERS]}, "members", "0 名组长"),
        (
            "group",
            {"members": [{"name": "王建国", "kind": "VILLAGE", "role": "LEADER"}]},
            "members",
            "司法所工作人员",
        ),
        ("registration", {"phone": "123"}, "phone", "本人电话"),
    ],
)
def test_bad_entries_name_the_field_and_leave_nothing(
    desk: Desk, kind: str, values: dict[str, object], field: str, words: str
) -> None:
    no = _no(desk, "沈山")
    before = people.show(desk, no)
    with pytest.raises(UserError, match=words) as wrong:
        write.record(desk, no, kind, values)
    assert wrong.value.field == field
    assert people.show(desk, no) == before


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo on the clerk's disk."""
    file = tmp_path / "photo.png"
    Image.new("RGB", (60, 80), "white").save(file)
    return file


def test_a_photo_must_be_in_the_vault(desk: Desk) -> None:
    no = _no(desk, "沈山")
    with pytest.raises(UserError, match="照片：没有 987654 号附件。请在窗口里选文件存入") as wrong:
        write.record(desk, no, "registration", {"photo": 987654})
    assert wrong.value.field == "photo"
    assert people.show(desk, no).values["photo"] is None


def test_a_photo_must_not_be_another_paper_or_somebody_elses(desk: Desk, picture: Path) -> None:
    no, other = _no(desk, "沈山"), _no(desk, "周燕")
    photo = overview.attach(desk, picture)
    write.record(desk, other, "registration", {"photo": photo})
    agreements.draw(desk, other)
    paper = people.show(desk, other).file.agreements[-1].pdf
    for number in (photo, paper):
        with pytest.raises(UserError, match=f"照片：{number} 号附件是别的材料") as wrong:
            write.record(desk, no, "registration", {"photo": number})
        assert wrong.value.field == "photo"
    write.record(desk, other, "registration", {"photo": photo})  # the form saves again what it holds
    assert people.show(desk, other).values["photo"] == photo


def test_a_walk_ins_photo_is_looked_at_too(empty_desk: Desk, picture: Path) -> None:
    values = {
        "name": "陈𬱖",
        "id_no": "149901199012029333",
        "release_type": "01",
        "release_date": "2026-11-02",
        "release_cert_no": "7",
    }
    with pytest.raises(UserError, match="没有 7 号附件"):
        advance.register_walk_in(empty_desk, {**values, "photo": 7})
    no = advance.register_walk_in(empty_desk, {**values, "photo": overview.attach(empty_desk, picture)})
    assert people.show(empty_desk, no).values["photo"] is not None


def test_every_column_that_names_an_attachment_is_asked() -> None:
    attached = {
        name
        for kind in RECORDS.values()
        for name in (one.name for one in kind.fields if isinstance(one.kind, Attachment))
    }
    named = {"pdf", "snapshot", "returned_file", *attached}
    columns = {
        str(column)
        for table in metadata.sorted_tables
        for column in table.c
        if column.name in named or "attachment" in column.name
    }
    assert {str(column) for column in HOLDERS} == columns


@pytest.mark.parametrize("cost", [800, 800.0, "800", "800.00 元"])
def test_a_sum_is_in_yuan_and_kept_in_cents(desk: Desk, cost: object) -> None:
    no = _no(desk, "沈山")
    write.record(desk, no, "handover", {"mode": "03", "cost": cost})
    assert people.show(desk, no).file.handovers[-1].cost == Decimal(800)
    with desk.store.read() as connection:
        assert connection.exec_driver_sql("SELECT cost FROM handovers").scalar() == 80_000


def test_an_unknown_case_and_an_unknown_kind(desk: Desk) -> None:
    with pytest.raises(UserError, match="没有编号为“QS01-1999-0001”的档案"):
        write.record(desk, "QS01-1999-0001", "contact", VISIT)
    with pytest.raises(UserError, match="没有“diary”这种记录"):
        write.record(desk, _no(desk, "沈山"), "diary", {})


def test_registration_fills_from_the_id_number_and_reckons_the_period(desk: Desk) -> None:
    month, row, no = _month(desk, "沈山")
    verify(month, row)
    receive(month, row)
    person = people.show(desk, no)
    assert person.state_code == "S50_REGISTERED"
    assert person.values["period_start"] == date(2026, 11, 17)
    assert person.values["period_end"] == date(2031, 11, 17)
    assert "第二条" in person.dates["period_end"].basis
    assert person.values["handover_mode"] == "03"  # fetched by the office: a key person


def test_a_walk_in_needs_the_release_paper_and_is_never_doubled(empty_desk: Desk) -> None:
    values = {
        "name": "陈𬱖",
        "id_no": "149901199012029333",
        "release_type": "01",
        "release_date": "2026-11-02",
    }
    with pytest.raises(Refused, match="释放证明书"):
        advance.register_walk_in(empty_desk, values)
    no = advance.register_walk_in(empty_desk, {**values, "release_cert_no": "（2026）释字第 7 号"})
    person = people.show(empty_desk, no)
    assert (person.values["sex"], person.values["birth_date"]) == ("1", date(1990, 12, 2))
    assert person.state_code == "S50_REGISTERED"
    with pytest.raises(UserError, match=f"已有未办结的档案 {no}"):
        advance.register_walk_in(empty_desk, {**values, "release_cert_no": "（2026）释字第 7 号"})


def test_every_record_is_audited_and_the_file_stays_sound(desk: Desk) -> None:
    month, row, no = _month(desk, "沈山")
    before = desk.store.head().seq
    verify(month, row)
    receive(month, row)
    write.record(desk, no, "group", {"members": MEMBERS})
    assert desk.store.head().seq >= before + 9
    assert desk.store.check().ok


# ---- correcting and voiding


@pytest.fixture
def no(empty_desk: Desk) -> str:
    """Somebody who came by himself."""
    values = {
        "name": "陈丽华",
        "id_no": "14990119720711407X",
        "release_type": "01",
        "release_date": "2026-11-02",
        "release_cert_no": "7",
    }
    return advance.register_walk_in(empty_desk, values)


def test_only_what_is_named_is_corrected_and_what_is_emptied_is_empty(empty_desk: Desk, no: str) -> None:
    id_ = write.record(empty_desk, no, "contact", {**VISIT, "content": "看望", "wish": "找工作"})
    (before,) = people.show(empty_desk, no).file.contacts
    write.correct(empty_desk, no, "contact", id_, {"wish": None, "at": "2026-11-20T10:30"})
    (after,) = people.show(empty_desk, no).file.contacts
    assert after == replace(
        before,
        wish=None,
        at=datetime(2026, 11, 20, 10, 30),  # noqa: DTZ001 - local time by design
        on=date(2026, 11, 20),
    )


@pytest.mark.parametrize(
    ("kind", "values", "field", "said"),
    [
        ("contact", {"at": None}, "at", "还没有填：时间"),
        ("contact", {"at": "2026-12-01T10:00"}, "on", "晚于今天"),
        ("contact", {"content": "看望"}, "values", "没有要更正的内容"),
        ("contact", {"colour": "red"}, "colour", "没有名为“colour”"),
        ("contact", {"abnormal": True}, "abnormal_detail", "需要关心的情况"),
        ("placement", {"placed": False}, "none_reason", "未安置原因"),
        ("file_item", {"paper": "strange"}, "paper", "卷宗目录里没有“strange”"),
        ("file_item", {"paper": "cover"}, "paper", "卷宗目录里没有“cover”"),
        ("agreement", {"state": "REFUSED"}, "state", "“状态”由程序填写，不能更正"),
        ("agreement", {"agr_no": "1"}, "agr_no", "“协议编号”由程序填写，不能更正"),
        ("agreement", {"to_on": "2020-01-01"}, "to_on", "截止 2020-01-01 早于起始"),
        ("agreement", {"signed_on": None}, "signed_on", "已签订的协议要有签订日期"),
        ("agreement", {"signed_on": "2026-12-01"}, "on", "晚于今天"),
    ],
)
def test_a_correction_passes_the_rules_of_its_kind(
    empty_desk: Desk, no: str, kind: str, values: dict[str, object], field: str, said: str
) -> None:
    write.record(empty_desk, no, "contact", {**VISIT, "content": "看望"})
    write.record(empty_desk, no, "placement", {"placed": True, "way": "01"})
    archive.add(empty_desk, no, "release_certificate", "", shelf="甲柜")
    agreements.draw(empty_desk, no)
    agreements.sign(empty_desk, no, empty_desk.today)
    before = people.show(empty_desk, no)
    known = kind_of(kind)
    assert known is not None
    (one,) = before.file.all_of(known.fields.record)
    with pytest.raises(UserError, match=said) as wrong:
        write.correct(empty_desk, no, kind, one.id, values, "写错了")
    assert wrong.value.field == field
    assert people.show(empty_desk, no) == before


def test_a_version_that_was_not_signed_keeps_its_day(empty_desk: Desk, no: str) -> None:
    agreements.refuse(empty_desk, no, empty_desk.today, "PRIVACY", "赵兰")
    (one,) = people.show(empty_desk, no).file.agreements
    with pytest.raises(UserError, match="没有签订的协议要有拒签日期"):
        write.correct(empty_desk, no, "agreement", one.id, {"refused_on": None}, "写错了")
    write.correct(empty_desk, no, "agreement", one.id, {"witness": "王建国"}, "写错了")
    assert people.show(empty_desk, no).file.agreements[0].witness == "王建国"


def test_a_record_without_a_day_of_its_own_is_moved_to_another(empty_desk: Desk, no: str) -> None:
    visit = write.record(empty_desk, no, "contact", VISIT)
    placed = write.record(empty_desk, no, "placement", {"placed": True, "way": "01"})
    write.correct(empty_desk, no, "placement", placed, {}, on=date(2026, 11, 20))
    assert people.show(empty_desk, no).file.placements[0].on == date(2026, 11, 20)
    with pytest.raises(UserError, match="晚于今天"):
        write.correct(empty_desk, no, "placement", placed, {}, on=date(2026, 12, 20))
    with pytest.raises(UserError, match="走访谈话记录的日期写在“时间”里"):
        write.correct(empty_desk, no, "contact", visit, {}, on=date(2026, 11, 20))


def test_a_paper_on_the_shelf_is_moved(empty_desk: Desk, no: str) -> None:
    id_ = archive.add(empty_desk, no, "release_certificate", "", shelf="甲柜")
    write.correct(empty_desk, no, "file_item", id_, {"shelf": "乙柜"})
    assert people.show(empty_desk, no).file.file_items[0].shelf == "乙柜"


def test_what_is_not_there_and_what_is_voided_is_not_corrected(empty_desk: Desk, no: str) -> None:
    id_ = write.record(empty_desk, no, "contact", VISIT)
    for kind, number, said in (
        ("contact", 7, "没有 7 号走访谈话记录"),
        ("diary", id_, "没有“diary”这种记录"),
        ("registration", id_ + 1, "号登记表"),
    ):
        with pytest.raises(UserError, match=said):
            write.correct(empty_desk, no, kind, number, {"content": "改"})
    case_id = people.show(empty_desk, no).id
    with pytest.raises(UserError, match="没有要更正的内容"):
        write.correct(empty_desk, no, "registration", case_id, {"name": "陈丽华"})
    with pytest.raises(UserError, match="登记表不能作废"):
        write.void(empty_desk, no, "registration", case_id, "错了")
    write.void(empty_desk, no, "contact", id_, "记错了人")
    with pytest.raises(UserError, match="这条记录已经作废"):
        write.correct(empty_desk, no, "contact", id_, {"content": "改"})
    with pytest.raises(UserError, match="这条记录已经作废"):
        write.void(empty_desk, no, "contact", id_, "再一次")


def test_a_paper_that_went_out_is_known(empty_desk: Desk, no: str) -> None:
    write.record(empty_desk, no, "contact", VISIT)
    (one,) = people.show(empty_desk, no).file.contacts
    assert not write.went_out(empty_desk, one)
    papers.note_print(empty_desk, no, "contact", one.id)
    assert write.went_out(empty_desk, one)


# ---- a case that was returned


def test_a_returned_case_refuses_what_is_new_and_is_corrected_with_a_reason(desk: Desk) -> None:
    no = _no(desk, "沈山")
    advance.advance(desk, no, "S20")
    checked = {**CHECKED, "result": "06", "second_checker": "孙文"}
    id_ = write.record(desk, no, "verification", checked)
    advance.advance(desk, no, "S35", said=StepFacts(reason="不属本所"), approved_by="县司法局")
    with pytest.raises(UserError, match="已是“已退回”，不能再登记走访谈话记录"):
        write.record(desk, no, "contact", VISIT)
    with pytest.raises(UserError, match="已是“已退回”，不能再放入材料"):
        archive.add(desk, no, "release_certificate", "", shelf="甲柜")
    with pytest.raises(UserError, match="更正要写明理由"):
        write.correct(desk, no, "verification", id_, {"reply_no": "7"})
    write.correct(desk, no, "verification", id_, {"reply_no": "7"}, "漏写")
    assert people.show(desk, no).file.verifications[0].reply_no == "7"


# ---- steps and their days


def test_a_step_before_the_present_state_and_a_release_before_the_term_are_refused(desk: Desk) -> None:
    no = _no(desk, "沈山")
    advance.advance(desk, no, "S20")
    with pytest.raises(UserError, match="早于转为“核查中”的日期"):
        advance.advance(desk, no, "S30", desk.today - timedelta(days=3))
    began = people.show(desk, no).file.case.term_start
    assert began is not None
    with pytest.raises(UserError, match="早于刑期起日") as wrong:
        advance.confirm_release(desk, no, began - timedelta(days=1))
    assert wrong.value.field == "release_date"
