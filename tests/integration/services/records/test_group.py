"""records/group.py: who came, who left and why; who should be there; the papers that members get and sign."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.group import Member
from anbang_desktop.pdf import preview
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import issued, papers
from anbang_desktop.services.records import assessment_round, gate, group, write
from anbang_desktop.services.records.case_file import CaseFile, by_no
from anbang_desktop.services.worklist import overview
from tests.integration.services.cases.test_sealing import CHILD, register
from tests.integration.services.records.test_history import START, walk_in
from tests.support import desks
from tests.support.chronicle import MovingClock

LEADER, CADRE, FAMILY, POLICE, TEACHER = "李文静", "王建国", "赵兰", "周勇", "孙敏"
JOINED = START - timedelta(days=1)
Line = dict[str, object]


def line(name: str, kind: str, role: str = "MEMBER", **more: object) -> Line:
    return {"name": name, "kind": kind, "role": role, "joined": JOINED, **more}


FIRST = [
    line(LEADER, "OFFICE", "LEADER"),
    line(CADRE, "VILLAGE", duty="每月看望，通知开会", post="南村治保主任"),
    line(FAMILY, "FAMILY", sex="2"),
    line(POLICE, "POLICE"),
]


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(START)


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    made = desks.Template(*empty_office).desk(tmp_path / "office", clock)
    yield made
    made.store.close()


@pytest.fixture
def no(desk: Desk) -> str:
    made = walk_in(desk)
    form(desk, made, FIRST)
    return made


def form(desk: Desk, no: str, members: list[Line], **more: object) -> None:
    write.record(desk, no, "group", {"formed_on": JOINED, "members": members, **more})


def text_of(pdf: bytes) -> str:
    return "".join(preview.text(pdf).split())


def read(desk: Desk, no: str) -> CaseFile:
    with desk.store.read() as connection:
        return by_no(connection, no)


def changed(desk: Desk, no: str) -> list[tuple[date, str, str, str]]:
    return [(one.on, one.name, one.what, one.why) for one in group.changes(desk, read(desk, no))]


def without_cadre(**more: object) -> list[Line]:
    gone = {**FIRST[1], "left": START, "left_reason": "调离"}
    return [FIRST[0], {**gone, **more}, *FIRST[2:]]


def test_a_change_is_dated_and_the_old_version_stays(desk: Desk, no: str) -> None:
    assert changed(desk, no) == []
    teacher = line(TEACHER, "SCHOOL", joined=START)
    form(desk, no, [*without_cadre(), teacher])
    deputy = {**teacher, "role": "DEPUTY", "pledge_on": START}
    form(desk, no, [*without_cadre(), deputy])
    assert changed(desk, no) == [
        (START, CADRE, "退出", "调离"),
        (START, TEACHER, "加入", "成员（学校代表）"),
        (START, TEACHER, "改任", "成员（学校代表）改为副组长（学校代表）"),
        (START, TEACHER, "保密承诺", ""),
    ]
    about = read(desk, no)
    assert [one.name for one in about.groups[0].members] == [LEADER, CADRE, FAMILY, POLICE]
    assert group.changes(desk, about, about.groups[0]) == []
    assert [one.name for one in about.members] == [LEADER, FAMILY, POLICE, TEACHER]


def test_who_comes_back_and_who_is_dropped_are_told(desk: Desk, no: str) -> None:
    form(desk, no, without_cadre())
    form(desk, no, [FIRST[0], FIRST[1], *FIRST[3:]])
    assert changed(desk, no) == [
        (START, CADRE, "退出", "调离"),
        (START, CADRE, "再次加入", "成员（村（居）干部）"),
        (START, FAMILY, "从名单上去掉", "没有写原因"),
    ]


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (without_cadre(left_reason=None), f"{CADRE}退出了，没有写原因。"),
        (without_cadre(left=JOINED - timedelta(days=1)), f"{CADRE}的退出日期早于加入日期。"),
        (without_cadre(left=None), f"{CADRE}写了退出原因，没有写退出日期。"),
        ([*FIRST, FIRST[2]], f"{FAMILY}在小组里写了两次。"),
        ([{**FIRST[0], "left": START, "left_reason": "退休"}, *FIRST[1:]], "小组有 0 名组长"),
        ([line(LEADER, "VILLAGE", "LEADER")], "组长应是司法所工作人员。"),
    ],
)
def test_a_group_that_cannot_be_is_refused(desk: Desk, no: str, members: list[Line], words: str) -> None:
    with pytest.raises(UserError) as refused:
        form(desk, no, members)
    assert words in str(refused.value)
    assert refused.value.field == "members"
    assert len(read(desk, no).groups) == 1


def test_a_leader_who_left_makes_room_for_the_next(desk: Desk, no: str) -> None:
    old = {**FIRST[0], "left": START, "left_reason": "退休"}
    form(desk, no, [old, line("高建平", "OFFICE", "LEADER", joined=START), *FIRST[1:]])
    assert read(desk, no).members[0].name == "高建平"


def test_who_left_is_not_asked_in_a_round(desk: Desk, no: str) -> None:
    form(desk, no, without_cadre())
    with pytest.raises(UserError, match=f"{CADRE}.*已经退出小组"):
        assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE, FAMILY])
    assessment_round.begin_round(desk, no, "INITIAL")
    found = assessment_round.show(desk, no)
    assert found is not None
    assert found.record.members == (LEADER, FAMILY, POLICE)


def test_a_gap_is_told_and_its_reason_kept(desk: Desk) -> None:
    no = walk_in(desk, sex="2")
    alone = (Member(name=LEADER, kind="OFFICE", role="LEADER"),)
    told = "".join(overview.group_lacks(desk, read(desk, no), alone))
    assert "现有 1 人，应不少于 3 人" in told
    assert "至少要有一名女性" in told
    whole = (*alone, *(Member(name=one, kind=kind, role="MEMBER") for one, kind in OTHERS))
    assert "女性" in "".join(overview.group_lacks(desk, read(desk, no), whole))
    women = (*alone, *(replace(one, sex=group.WOMAN) for one in whole[1:]))
    assert overview.group_lacks(desk, read(desk, no), women) == []
    form(desk, no, [line(LEADER, "OFFICE", "LEADER")], gap_reason="村里正在换届")
    assert read(desk, no).groups[-1].gap_reason == "村里正在换届"
    assert group.advised(desk, read(desk, no), [Member(name=CADRE, kind="", role="")]) == []


OTHERS = ((CADRE, "VILLAGE"), (FAMILY, "FAMILY"))


# ---- papers


PLAN = {
    "aim": "有稳定的活干",
    "items": [
        {"need": "H01", "measure": "陪同报名电焊培训", "owner": CADRE, "until": START, "state": "OPEN"},
        {
            "need": "H01",
            "measure": "联系砖厂试工",
            "owner": CADRE,
            "until": START,
            "state": "DONE",
            "result": "试了三天",
        },
        {"need": "H01", "measure": "办低保的申请", "owner": FAMILY, "until": START, "state": "OPEN"},
    ],
}


def test_each_outsider_gets_his_own_tasks_and_nothing_else(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"offences": ["抢夺罪"], "court": "安平县人民法院"})
    write.record(desk, no, "plan", PLAN)
    pdf = papers.form(desk, no, papers.TASK_SLIPS)
    assert papers.page_count(pdf) == 2, "one for the village, one for the family; none for office and police"
    text = text_of(pdf)
    assert "每月看望，通知开会" in text
    assert "陪同报名电焊培训" in text
    assert "办低保的申请" in text
    assert "联系砖厂试工" not in text, "what is done is no task"
    assert POLICE not in text
    for never in ("抢夺", "法院", "刑", "释放", "评估", "有稳定的活干"):
        assert never not in text


def test_the_slips_of_a_group_of_officials_are_an_empty_page(desk: Desk, no: str) -> None:
    form(desk, no, [FIRST[0], FIRST[3]], gap_reason="村里换届")
    pdf = papers.form(desk, no, papers.TASK_SLIPS)
    assert papers.page_count(pdf) == 1
    assert POLICE not in text_of(pdf)


def test_what_was_handed_out_is_kept_as_it_was(desk: Desk, no: str) -> None:
    for kind, row in ((papers.TASK_SLIPS, "tasks"), (papers.PLEDGE, "pledge"), ("group", "")):
        papers.note_print(desk, no, kind)
        about = read(desk, no)
        with desk.store.read() as connection:
            kept = issued.of_case(connection, about.case_id)[-1]
        assert kept.row == f"help_groups/{about.groups[-1].id}{f'/{row}' if row else ''}"
        assert kept.kind == kind


def test_the_pledge_is_signed_by_those_who_are_in_the_group(desk: Desk, no: str) -> None:
    form(desk, no, [*without_cadre(), line(TEACHER, "SCHOOL", joined=START)])
    text = text_of(papers.form(desk, no, papers.PLEDGE))
    assert FAMILY in text
    assert TEACHER in text
    assert CADRE not in text
    listed = text_of(papers.form(desk, no, "group"))
    assert listed.count(CADRE) == 1, "only among the changes"
    assert "调离" in listed


def test_the_papers_of_a_withheld_person_do_not_say_what_the_help_is(desk: Desk) -> None:
    no = register(desk, CHILD)
    gate.open_one(desk, no, "所长审核")
    sealing.decide(desk, no, Sealing.SEALED, "王所长", "犯罪时十六周岁")
    form(desk, no, FIRST)
    for kind in (papers.TASK_SLIPS, papers.PLEDGE):
        text = text_of(papers.form(desk, no, kind))
        assert [word for word in ("帮教", "罪", "刑", "释放", "犯", "封存", "判") if word in text] == []
        assert FAMILY in text
