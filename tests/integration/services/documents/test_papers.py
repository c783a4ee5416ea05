"""services/documents/papers.py: the official form of a record, and its pages as pixels."""

import subprocess
from datetime import timedelta

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import Contact
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.worklist import people
from tests.support.makers import TODAY
from tests.support.road import FORM, SAID, come_to, day_of, on, take

VISIT = {"contact_type": "NOT_MET", "workers": ["李文静"], "abnormal": False, "content": "未遇。"}


@pytest.fixture
def no(desk: Desk) -> str:
    """The person with the rarest name of the sample list."""
    return next(hit.row.no for hit in people.search(desk, "王𬖸龘"))


@pytest.mark.parametrize(
    ("kind", "pages"), [("registration", 2), ("notice", 2), ("consent", 1), ("aloud", 4), ("score_sheet", 1)]
)
def test_the_forms_of_a_case(desk: Desk, no: str, kind: str, pages: int) -> None:
    pdf = papers.form(desk, no, kind)
    assert papers.page_count(pdf) == pages
    assert papers.render(pdf, 0, 36).width == 298


def test_what_ends_a_case_is_on_paper(empty_desk: Desk) -> None:
    """The form with what was done, the notice without a word of the offence."""
    no = come_to(empty_desk, State.S80_CLOSING)
    there = on(empty_desk, day_of(empty_desk, no, State.S85_EXPIRED))
    with pytest.raises(UserError, match="还没有可打印的记录"):
        papers.form(there, no, papers.CLOSING_NOTICE)
    write.record(there, no, "closing", {**FORM, "village_opinion": "同意。"})
    sheet, told = (_said(papers.form(there, no, kind)) for kind in ("closing", papers.CLOSING_NOTICE))
    assert "期满解除审批表" in sheet
    assert "2026年11月2日至2031年11月2日" in sheet
    assert str(FORM["group_opinion"]) in sheet
    assert "帮教期满告知书" in told
    assert "2031年11月2日" in told
    assert "罪" not in told


def test_a_transfer_letter_has_its_return_slip_and_tells_no_offence(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    take(empty_desk, no, State.S60_ACTIVE, State.S70_TRANSFER_PENDING)
    said = _said(papers.form(empty_desk, no, "letter"))
    assert SAID.receiving_office in said
    assert SAID.new_addr in said
    assert "因迁居迁往" in said
    assert "东司转〔2026〕1号" in said
    assert "回执" in said
    assert "罪" not in said


def test_the_form_of_a_record(desk: Desk, no: str) -> None:
    first = write.record(desk, no, "contact", VISIT)
    write.record(desk, no, "contact", {**VISIT, "content": "再次未遇。"})
    assert papers.form(desk, no, "contact", first) != papers.form(desk, no, "contact")


def test_a_reply_tells_where_it_goes_and_when_and_leaves_no_line_for_more(desk: Desk, no: str) -> None:
    checked = {
        "methods": ["VILLAGE"],
        "result": "01",
        "checked_on": TODAY,
        "checker": "李文静",
        "replied_on": TODAY,
    }
    write.record(desk, no, "verification", {**checked, "item_result": [{"item": "身份", "result": "SAME"}]})
    sheet, reply = (_said(papers.form(desk, no, kind)) for kind in ("verification", "reply"))
    for said in (sheet, reply):
        assert desk.office.county in said
        assert "预释放人员名单_2026年11月" in said
    assert "无" in reply.split("实际情况")[1][:4]
    assert f"{TODAY.year}年{TODAY.month}月{TODAY.day}日" in reply


def test_what_the_list_lacked_is_told_to_the_county(desk: Desk, no: str) -> None:
    checked = {
        "methods": ["VILLAGE"],
        "result": "01",
        "checked_on": TODAY,
        "checker": "李文静",
        "replied_on": TODAY,
    }
    lines = [
        {"item": "联系方式", "result": "KNOWN", "actual": "13900000001"},
        {"item": "家庭成员", "result": "KNOWN"},
    ]
    write.record(desk, no, "verification", {**checked, "item_result": lines})
    reply = _said(papers.form(desk, no, "reply"))
    assert "13900000001" in reply
    assert "家庭成员" not in reply


def test_a_reply_is_that_of_the_record_that_was_asked_for(desk: Desk, no: str) -> None:
    checked = {"methods": ["VILLAGE"], "result": "01", "checked_on": TODAY, "checker": "李文静"}
    first = write.record(desk, no, "verification", {**checked, "replied_on": TODAY})
    write.record(desk, no, "verification", {**checked, "replied_on": TODAY - timedelta(days=1)})
    day = f"{TODAY.year}年{TODAY.month}月{TODAY.day}日"
    assert f"（盖章）{day}" in _said(papers.form(desk, no, "reply", first))
    assert f"（盖章）{day}" not in _said(papers.form(desk, no, "reply"))


@pytest.mark.parametrize("kind", ["verification", "reply"])
def test_what_was_voided_is_not_printed_as_if_it_counted(desk: Desk, no: str, kind: str) -> None:
    checked = {"methods": ["VILLAGE"], "result": "01", "checked_on": TODAY, "checker": "李文静"}
    id_ = write.record(desk, no, "verification", checked)
    write.void(desk, no, "verification", id_, "记错了人")
    with pytest.raises(UserError, match="已经作废，不能打印"):
        papers.form(desk, no, kind, id_)
    with pytest.raises(UserError, match="还没有可打印的记录"):
        papers.form(desk, no, kind)


def _said(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(read.split())


def test_what_does_not_exist_is_said(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match="还没有可打印的记录"):
        papers.form(desk, no, "group")
    with pytest.raises(UserError, match="没有“diary”这种表格"):
        papers.form(desk, no, "diary")


def test_the_forms_of_several_are_one_file_and_noted_under_each(desk: Desk) -> None:
    ids = list(people.list_ids(desk, people.PeopleFilter(), "no"))[:3]
    numbers = [row.no for row in people.rows(desk, ids)]
    write.record(desk, numbers[1], "contact", VISIT)
    assert papers.having(desk, ids, None) == numbers
    assert papers.having(desk, ids, Contact) == [numbers[1]], "who has no such record is left out"
    steps: list[int] = []
    progress = Progress(lambda done, _total, _what: steps.append(done))
    pdf = papers.together(papers.form_of_each(desk, numbers, papers.NOTICE, progress).values())
    alone = papers.page_count(papers.form(desk, numbers[0], papers.NOTICE))
    assert papers.page_count(pdf) == 3 * alone
    assert steps == [0, 1, 2]
    said = _said(pdf)
    places = [said.index(row.name) for row in people.rows(desk, ids)]
    assert places == sorted(places), "one after the other, in the order of the list"
    before = desk.store.head().seq
    papers.note_each(desk, "contact", papers.form_of_each(desk, numbers[1:2], "contact", progress))
    assert desk.store.head().seq > before + 1
    record = people.show(desk, numbers[1]).file.contacts[-1]
    assert write.went_out(desk, record)


WISHED = {
    "raised_on": TODAY,
    "way": "VISIT_OFFICE",
    "category": "W05",
    "content": "砖厂知道经历以后不再排班。",
    "wanted": "能按时上班",
    "urgency": "SOON",
    "handler": "李文静",
}
CLUE = {
    "employer": "镇砖瓦厂",
    "words": "坐过牢的一律不要",
    "evidence_note": "微信聊天截图",
}
LETTER = {
    "letter_type": "CLUE",
    "receiver_kind": "DEPARTMENT",
    "receiver": "某县人力资源和社会保障局",
    "matter": "请依法处理。",
    "consent_on": TODAY,
    "consent_way": "SIGNED",
}


def test_a_wish_is_printed_with_its_steps_and_the_day_of_its_answer(desk: Desk, no: str) -> None:
    made = write.record(desk, no, "wish", {**WISHED, "category": "H06"})
    said = _said(papers.form(desk, no, "wish", made))
    for wanted in (
        "诉〔2026〕1号",
        "砖厂知道经历以后不再排班。",
        "能按时上班",
        "受理",
        "2026年12月14日",
        "较急",
    ):
        assert wanted in said
    assert "就业歧视线索" not in said


def test_the_letter_to_the_labour_authority_tells_what_was_said_and_never_the_offence(
    desk: Desk, no: str
) -> None:
    made = write.record(desk, no, "wish", WISHED)
    wish_acts.note_clue(desk, no, made, CLUE)
    letter = write.record(desk, no, "letter", LETTER)
    said = _said(papers.form(desk, no, "letter", letter))
    for wanted in (
        "某县人力资源和社会保障局",
        "镇砖瓦厂",
        "坐过牢的一律不要",
        "第二十条、第三十五条",
        "微信聊天截图",
    ):
        assert wanted in said
    offences = people.show(desk, no).file.case.offences
    assert offences
    for offence in offences:
        assert offence.removesuffix("罪") not in said
    for unwanted in ("刑期", "监狱", "身份证", "重点"):
        assert unwanted not in said
    wish_acts.note_clue(desk, no, made, {"words": f"听说你是{offences[0]}，不要"})
    with pytest.raises(UserError, match="函里不能带"):
        papers.form(desk, no, "letter", letter)
    assert "某县人力资源和社会保障局" in _said(papers.form(desk, no, "wish", made))


def test_an_incident_is_printed_as_it_was_seen(desk: Desk, no: str) -> None:
    told = {"at": TODAY, "place": "司法所", "persons": ["李文静"], "what": "拍了桌子，十分钟后离开。"}
    made = write.record(desk, no, "incident", told)
    said = _said(papers.form(desk, no, "incident", made))
    assert "现场情况记录" in said
    assert "拍了桌子，十分钟后离开。" in said
    assert "违法" not in said
