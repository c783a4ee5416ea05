"""经过 on a real store: every kind of record and what came of it, steps as a clerk says them, the newest
first, and what is chosen of it on paper.
"""

import subprocess
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.worklist import due, people, putting_off, story_paper
from anbang_desktop.services.worklist.story import SIGNS, Event, counted, story
from anbang_desktop.services.worklist.story_paper import StoryChoice
from anbang_desktop.storage.tables_core import audit
from tests.support import makers
from tests.support.office_work import ITEMS
from tests.support.sample_records import sample


def walk_in(desk: Desk) -> str:
    one = makers.people(1, seed=3)[0]
    values = {**one.values(), "village": "柳湾村", "release_cert_no": "1", "release_date": desk.today}
    return advance.register_walk_in(desk, values)


def events(desk: Desk, no: str) -> list[Event]:
    return list(story(desk, people.show(desk, no).file))


def visit(desk: Desk, no: str, at: time, content: str) -> int:
    values = {"at": datetime.combine(desk.today, at), "contact_type": "HOME_VISIT", "workers": ["李文静"]}
    return write.record(desk, no, "contact", {**values, "met": "SELF", "abnormal": False, "content": content})


def _said(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


def test_every_kind_of_record_stands_there(empty_desk: Desk) -> None:
    desk, no = empty_desk, walk_in(empty_desk)
    agreed = {**dict.fromkeys(ITEMS, 0), "A4": 4}
    more: dict[str, dict[str, object]] = {
        "assessment": {"agreed": agreed, "decided": "GENERAL", "kind": "INITIAL"},
        "reoffence": {"judged_on": desk.today, "detained_on": desk.today},
    }
    for kind in KINDS:
        if kind.recorded and kind.sign is not None:
            values = {**sample(kind.fields, desk.codes), **more.get(kind.name, {})}
            write.record(desk, no, kind.name, values, None if kind.day is not None else desk.today)
    file = people.show(desk, no).file
    shown = {type(event.record) for event in story(desk, file) if event.record is not None}
    kept = {kind.fields.record for kind in KINDS if kind.sign is not None and file.of(kind.fields.record)}
    assert kept == shown
    assert {event.sign for event in story(desk, file)} <= {sign for sign, _word in SIGNS}


def test_what_came_of_a_record_is_a_line_on_its_own_day(empty_desk: Desk) -> None:
    desk, no, today = empty_desk, walk_in(empty_desk), empty_desk.today
    before = today - timedelta(days=9)
    letter = {
        "letter_type": "REFERRAL", "help": "H06", "receiver_kind": "DEPARTMENT", "receiver": "县人社局",
        "matter": "请给予技能培训", "written_on": before, "sent_on": today - timedelta(days=8),
        "replied_on": today, "accepted": True, "reply_text": "下月开班",
    }  # fmt: skip
    write.record(desk, no, "letter", letter)
    measure = {
        "help": "H06", "item": "电焊培训", "owner": "李文静", "state": "DONE", "began_on": before,
        "ended_on": today, "result": "取得证书",
    }  # fmt: skip
    write.record(desk, no, "measure", {**measure, "state": next(
        one.code for one in desk.codes["measure_state"] if one.name == "已落实"
    )})  # fmt: skip
    relief = {"kind": "TEMPORARY", "reason": "NO_INCOME", "detail": "没有收入", "applied_on": before}
    write.record(desk, no, "relief", {
        **relief, "decision": "APPROVED", "decided_on": today, "amount": "800", "paid_on": today,
    })  # fmt: skip
    told = [(event.on, event.title) for event in events(desk, no)]
    assert (before, "写转介单：县人社局") in told
    assert (today - timedelta(days=8), "发出转介单：县人社局") in told
    assert (today, "收到转介单的回执：县人社局") in told
    assert (before, "开始帮扶，职业技能培训：电焊培训") in told or any(
        title.startswith("开始帮扶") for _on, title in told
    )
    assert any(title.startswith("帮扶已落实") for on, title in told if on == today)
    assert {(before, "申请临时救助"), (today, "临时救助批准"), (today, "临时救助已发放")} <= set(told)
    assert "对方已受理\n下月开班" in [event.words for event in events(desk, no)]


def test_the_newest_stands_first_within_a_day_too(empty_desk: Desk) -> None:
    desk, no = empty_desk, walk_in(empty_desk)
    visit(desk, no, time(15, 0), "下午")
    visit(desk, no, time(9, 30), "上午")
    said = [event.words for event in events(desk, no) if event.sign == "visit"]
    assert said == ["下午", "上午"]


def test_steps_are_told_as_a_clerk_says_them(empty_desk: Desk) -> None:
    desk, no = empty_desk, walk_in(empty_desk)
    said = StepFacts(receiving_office="西坡司法所", new_addr="西坡镇", cause="01", letter_no="1")
    advance.advance(desk, no, "S70", said=said)
    advance.advance(desk, no, "S50", said=StepFacts(reason="不搬了"))
    steps = [event for event in events(desk, no) if event.sign == "check"]
    assert [event.title for event in steps] == [
        "撤回转出，继续帮教",
        "发函转出，等对方回执",
        "报到登记，列为在册",
    ]
    assert steps[1].words.startswith("迁居；转往：西坡司法所")
    assert steps[1].private == "新住址：西坡镇", "seen, and never printed"
    assert not any("转为" in event.title for event in events(desk, no))


def test_what_is_put_off_is_told_and_what_is_voided_counts_in_no_kind(empty_desk: Desk) -> None:
    desk, no = empty_desk, walk_in(empty_desk)
    one = visit(desk, no, time(9, 0), "看望")
    write.void(desk, no, "contact", one, "记错了人")
    item = next(each for each in due.work(desk) if each.kind == "group")
    putting_off.put_off(desk, item, desk.today + timedelta(days=5), "等村里")
    found = events(desk, no)
    assert counted(found, "visit") == []
    assert [event.words for event in counted(found, "") if event.voided] == ["看望"]
    assert [event.title for event in counted(found, "clock")] == ["暂缓到 2026-12-05：成立安置帮教小组"]


def test_a_selection_is_printed_for_a_purpose(empty_desk: Desk) -> None:
    desk, no = empty_desk, walk_in(empty_desk)
    visit(desk, no, time(9, 0), "谈了就业")
    need = {"help": "H04", "state": "SOME", "note": "欠着外债"}
    write.record(desk, no, "need", need)
    whole = StoryChoice(purpose="报县司法局")
    assert "欠着外债" in [event.shown for event in events(desk, no)]
    assert "欠着外债" not in _said(story_paper.make(desk, no, whole)), "class 3 stays in the program"
    with pytest.raises(UserError, match="要写明用途"):
        story_paper.make(desk, no, StoryChoice())
    with pytest.raises(UserError, match="没有一件"):
        story_paper.make(desk, no, StoryChoice(purpose="x", last=date(2020, 1, 1)))
    choice = StoryChoice(purpose="报县司法局", signs=("visit",), first=desk.today)
    pdf = story_paper.make(desk, no, choice)
    said = _said(pdf)
    assert "共1件" in said
    assert "谈了就业" in said
    assert "报到登记" not in said
    assert "用途：报县司法局" in said
    story_paper.note_print(desk, no, choice)
    with desk.store.read() as connection:
        last = connection.execute(select(audit.c.summary).order_by(audit.c.seq.desc())).scalars().first()
    assert last == f"打印经过 1 件 {no}，用途：报县司法局"
