"""The table of ``domain/article_work``, each act tried: what an article asks of the office is done, and the
test that is named beside an act fails without it (``python -m tests.support.without``).
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.states import AgreementState, State
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Layout
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.incident import Incident
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.search import Search
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.aid import board, data, going_on, policies
from anbang_desktop.services.cases import duties, letter_start
from anbang_desktop.services.daybook import entries, receipt
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive, listing
from anbang_desktop.services.documents.listing import Line, Numbers, SeenList
from anbang_desktop.services.health import examine
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.office import own_lists, rule_files
from anbang_desktop.services.records import history, registration, wish_acts, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.reports import count
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import face_to_face, letters, people, releases
from tests.integration.services.records.test_history import ONE, walk_in
from tests.integration.services.worklist.test_releases import DECEMBER, PLAN, RELEASED, inside
from tests.support import makers
from tests.support.desks import LIST
from tests.support.road import come_to, on, take

WISH = {
    "way": "VISIT_OFFICE",
    "category": "H02",
    "content": "户口还在外县。",
    "urgency": "NORMAL",
    "handler": "李文静",
}
ANSWER = {"answer": "派出所已受理。", "answer_way": "FACE", "outcome": "SOLVED"}
CONSENT = {"consent_on": "2026-11-20", "consent_way": "SIGNED"}
EVERYBODY = {
    16,
    25,
}  # articles whose offers are for everybody, or for whom nobody has asked about a disability
CONCERNS: dict[int, dict[str, object]] = {  # what makes the offers of an article meant for somebody
    14: {"schooling": "05"},
    15: {"hukou_type": "9"},
    17: {"three_none": True},
    18: {"insurance_pension": "03"},
    19: {"employment": "09"},
    20: {"employment": "09"},
    21: {"housing_state": "07"},
    22: {"special_disease": ["02"]},
    23: {"employment": "04"},
    24: {"insurance_medical": "04"},
    26: {"employment": "09"},
}
MEANT_FOR_NOBODY: dict[str, object] = {
    "sex": "1",
    "birth_date": date(1980, 1, 1),
    "schooling": "06",
    "hukou_type": "1",
    "collective_member": False,
    "three_none": False,
    "insurance_pension": "01",
    "insurance_medical": "01",
    "insurance_jobless": "01",
    "employment": "02",
    "housing_state": "01",
    "income_source": "02",
    "income_band": "5",
    "family_economy": "02",
    "relief_status": ["00"],
    "health": "10",
    "education": "60",
}


def file(desk: Desk, no: str) -> CaseFile:
    return people.show(desk, no).file


@pytest.fixture
def no(empty_desk: Desk) -> str:
    return walk_in(empty_desk)


def test_what_is_due_says_its_article(empty_desk: Desk, no: str) -> None:
    due = duties.of(empty_desk, file(empty_desk, no))
    assert due
    assert any("《山西省安置帮教工作办法》第十二条" in one.why.basis for one in due)


def test_the_period_of_help_follows_from_type_and_day(empty_desk: Desk, no: str) -> None:
    form = {"release_type": "12", "release_date": "2024-02-29"}
    write.record(empty_desk, no, "registration", form)
    assert file(empty_desk, no).case.period_end == date(2027, 2, 28)
    moved = replace(file(empty_desk, no).case, release_type="01")
    assert registration.with_period(empty_desk, moved).period_end == date(2029, 2, 28)


def test_help_ends_with_its_period(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S80_CLOSING)
    take(empty_desk, no, State.S80_CLOSING, State.S85_EXPIRED)
    ended = file(empty_desk, no)
    assert ended.case.period_end is not None
    assert (ended.state, ended.case.state_on) == (
        State.S85_EXPIRED,
        ended.case.period_end + timedelta(days=1),
    )


def test_who_does_not_sign_is_helped_as_well(empty_desk: Desk, no: str) -> None:
    agreements.refuse(empty_desk, no, empty_desk.today, "DISTRUST", "王建国")
    assert file(empty_desk, no).agreement_state == AgreementState.REFUSED
    assert write.record(empty_desk, no, "measure", _measure("H06"))


def test_no_letter_tells_what_was(empty_desk: Desk, no: str) -> None:
    asked = {**policies.referral(data.policies()[0]), **CONSENT}
    with pytest.raises(UserError, match="不该让对方知道"):
        write.record(empty_desk, no, "letter", {**asked, "matter": "此人刑满释放，曾犯盗窃罪。"})
    assert write.record(empty_desk, no, "letter", asked)


def test_the_numbers_for_the_county_are_counted(empty_desk: Desk, no: str) -> None:
    counted = count.count(empty_desk, Layout(()), parse_period("2026-11"), Progress())
    assert [one.value for one in (counted.numbers["book_start"], counted.numbers["book_end"])] == [0, 1]
    assert counted.numbers["book_end"].cases == (file(empty_desk, no).case_id,)


def test_what_was_told_of_policies_stands_in_the_visit(empty_desk: Desk, no: str) -> None:
    told = {
        "contact_type": "HOME_VISIT",
        "workers": ["李文静"],
        "abnormal": False,
        "policy_told": ["临时救助"],
    }
    write.record(empty_desk, no, "contact", told)
    assert file(empty_desk, no).of(Contact)[-1].policy_told == ("临时救助",)


def test_a_department_is_asked_and_its_answer_kept(empty_desk: Desk, no: str) -> None:
    policy = next(one for one in data.policies() if one.article == 16)
    made = write.record(empty_desk, no, "letter", {**policies.referral(policy), **CONSENT})
    going_on.send(empty_desk, no, made, {})
    sent = file(empty_desk, no).of(Letter)[-1]
    assert sent.reply_due is not None
    going_on.answer(empty_desk, no, made, {"accepted": True, "reply_text": "已解答"})
    assert file(empty_desk, no).of(Letter)[-1].reply_text == "已解答"


def test_letters_stand_in_a_register_with_their_answers(empty_desk: Desk, no: str) -> None:
    policy = next(one for one in data.policies() if one.article == 16)
    made = write.record(empty_desk, no, "letter", {**policies.referral(policy), **CONSENT})
    assert list(letters.board(empty_desk).ids["written"]) == [made]
    going_on.send(empty_desk, no, made, {})
    assert list(letters.board(empty_desk).ids["waiting"]) == [made]
    going_on.answer(empty_desk, no, made, {"accepted": True, "reply_text": "已解答"})
    (line,) = letters.lines(empty_desk, letters.board(empty_desk).ids["answered"])
    assert (line.letter.number is not None, line.stands) == (True, "已受理")


def test_every_number_stands_in_the_rules_and_past_days_keep_theirs(tmp_path: Path) -> None:
    codes = opening.codes()
    book = rule_files.read_rules(codes)
    assert book.packs[0].effective_from == date(2025, 2, 1)
    assert book.on(date(2020, 1, 1)) is book.packs[0]
    text = next(
        iter((Path(rule_files.__file__).parents[3] / "resources" / "rules").glob("general-*.toml"))
    ).read_text()
    later = text.replace("effective_from = 2025-02-01", "effective_from = 2026-01-01").replace(
        "value = 5,", "value = 4,", 1
    )
    later = later.replace("result = 2031-11-13", "result = 2030-11-13")  # its worked example
    files = [tmp_path / "old.toml", tmp_path / "new.toml"]
    for target, words in zip(files, (text, later), strict=True):
        target.write_text(words, "utf-8")
    both = rule_files.read_rules(codes, files)
    years = [
        both.on(day).number(PackKey("period.prison_release.years"))
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert years == [5, 4]


def test_the_list_of_the_county_comes_in_and_goes_back(empty_desk: Desk, tmp_path: Path) -> None:
    made = roster.commit(empty_desk, roster.plan(empty_desk, LIST))
    assert people.total(empty_desk) == 32
    roster.return_list(empty_desk, made.import_id, tmp_path / "back.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "back.xlsx").worksheets[0]
    assert "核查结果" in {str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row}


def test_who_was_handed_over_with_which_papers_is_kept(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S40_AWAIT_HANDOVER)
    write.record(empty_desk, no, "handover", {"mode": "03", "papers": ["01", "04"], "account": "司法所接回"})
    assert file(empty_desk, no).of(Handover)[-1].papers == ("01", "04")


def test_the_office_looks_over_its_own_files(empty_desk: Desk, no: str) -> None:
    found = examine.examine(empty_desk).findings
    assert {(one.no, one.check) for one in found} >= {(no, CheckId.OWNER)}


def test_who_was_checked_and_answered_waits_for_release(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S10_NOTICE)
    checked = {
        "methods": ["VILLAGE", "POLICE"],
        "checker": "李文静",
        "result": "01",
        "replied_on": "2026-10-26",
    }
    write.record(empty_desk, no, "verification", checked, date(2026, 10, 26))
    assert file(empty_desk, no).state == State.S30_AWAIT_RELEASE


def test_an_agreement_is_signed(empty_desk: Desk, no: str) -> None:
    agreements.draw(empty_desk, no)
    agreements.sign(empty_desk, no, empty_desk.today)
    assert file(empty_desk, no).agreement_state == AgreementState.SIGNED


def test_one_person_has_one_file(empty_desk: Desk, no: str) -> None:
    archive.add(empty_desk, no, PaperKey.JUDGMENT, "判决书", shelf="1柜")
    lines = {line.key: line for line in archive.contents(empty_desk, no)}
    assert lines[PaperKey.JUDGMENT].present
    assert lines[PaperKey.REGISTRATION].present
    assert not lines[PaperKey.GROUP].present


def test_group_assessment_and_agreement_bring_somebody_onto_the_books(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S50_REGISTERED)
    take(empty_desk, no, State.S50_REGISTERED, State.S60_ACTIVE)
    assert file(empty_desk, no).state == State.S60_ACTIVE


def test_a_wish_is_heard_and_answered(empty_desk: Desk, no: str) -> None:
    made = write.record(empty_desk, no, "wish", {"raised_on": empty_desk.today, **WISH})
    with pytest.raises(UserError):
        wish_acts.answer(empty_desk, no, made, {**ANSWER, "answer": None})
    wish_acts.answer(empty_desk, no, made, ANSWER)
    assert file(empty_desk, no).wishes[-1].outcome == "SOLVED"


def test_the_police_are_asked_to_look_for_somebody(empty_desk: Desk, no: str) -> None:
    asked = {
        "way": "POLICE",
        "asked": "派出所",
        "letter_no": "东司协〔2026〕1号",
        "result": "没有消息",
        "found": False,
    }
    write.record(empty_desk, no, "search", asked)
    assert file(empty_desk, no).of(Search)[-1].letter_no == "东司协〔2026〕1号"


def test_a_child_of_school_age_is_to_go_to_school(empty_desk: Desk, no: str) -> None:
    write.record(empty_desk, no, "registration", {"birth_date": empty_desk.today - timedelta(days=15 * 365)})
    lines = {line.code: line for line in board.of(empty_desk, file(empty_desk, no)).lines}
    assert lines["H01"].article == "14"


def test_the_offers_of_each_article_are_found_for_whom_they_are_meant(empty_desk: Desk, no: str) -> None:
    def offered() -> set[int]:
        return {one.policy.article for one in policies.of(empty_desk, file(empty_desk, no))}

    write.record(empty_desk, no, "registration", MEANT_FOR_NOBODY)
    assert offered() == EVERYBODY
    for article, facts in CONCERNS.items():
        write.record(empty_desk, no, "registration", facts)
        assert article in offered(), article
    assert CONCERNS.keys() | EVERYBODY == set(range(14, 27))


def _measure(code: str) -> dict[str, object]:
    return {
        "help": code,
        "item": "陪同办理",
        "owner": "李文静",
        "began_on": "2026-11-20",
        "state": "IN_PROCESS",
    }


def test_a_measure_is_carried_out_and_its_result_kept(empty_desk: Desk, no: str) -> None:
    for item in empty_desk.codes["help_type"].items:
        made = write.record(empty_desk, no, "measure", _measure(item.code))
        going_on.finish(empty_desk, no, made, {"state": "DONE", "result": f"办好{item.name}"})
    done = {one.help: (one.state, one.result) for one in file(empty_desk, no).of(HelpMeasure)}
    assert done == {item.code: ("DONE", f"办好{item.name}") for item in empty_desk.codes["help_type"].items}
    lines = board.of(empty_desk, file(empty_desk, no)).lines
    assert {line.state for line in lines if line.code in done} == {board.DONE}


def test_an_application_for_relief_is_followed_to_its_decision(empty_desk: Desk, no: str) -> None:
    asked = {"kind": "CHARITY", "reason": "ILLNESS", "applied_on": "2026-11-20", "submitted_to": "县慈善会"}
    made = write.record(empty_desk, no, "relief", asked)
    write.correct(
        empty_desk, no, "relief", made, {"decision": "APPROVED", "amount": "800", "decided_on": "2026-11-27"}
    )
    assert file(empty_desk, no).of(ReliefApplication)[-1].amount == 800


def test_how_somebody_is_settled_is_kept(empty_desk: Desk, no: str) -> None:
    write.record(empty_desk, no, "placement", {"placed": True, "way": "06", "place": "县装备厂"})
    assert file(empty_desk, no).of(Placement)[-1].place == "县装备厂"


def test_discrimination_is_passed_on_with_consent(empty_desk: Desk, no: str) -> None:
    told = {**WISH, "category": "W05", "content": "砖厂知道我的经历以后不给排班。"}
    made = write.record(empty_desk, no, "wish", {"raised_on": empty_desk.today, **told})
    wish_acts.note_clue(empty_desk, no, made, {"employer": "镇砖瓦厂", "words": "这样的人我们不用"})
    clue = letter_start.begin(empty_desk, file(empty_desk, no), "CLUE")
    with pytest.raises(UserError, match="本人同意"):
        write.record(empty_desk, no, "letter", clue)
    agreed = {"consent_on": empty_desk.today, "consent_way": "SIGNED"}
    sent = write.record(empty_desk, no, "letter", {**clue, **agreed})
    going_on.send(empty_desk, no, sent, {})
    assert file(empty_desk, no).wishes[-1].steps[-1].act == "REFER"


def test_a_stay_in_the_base_is_kept_and_comes_up_before_its_end(empty_desk: Desk, no: str) -> None:
    stay = {"base": "安平基地", "base_kind": "ENTERPRISE", "reason": "NO_HOME", "in_on": "2026-11-20"}
    made = write.record(empty_desk, no, "base_stay", stay)
    later = on(empty_desk, empty_desk.today + timedelta(days=30))
    assert "过渡安置将满，商量下一步" in {one.what for one in duties.of(later, file(later, no))}
    write.correct(empty_desk, no, "base_stay", made, {"out_on": "2026-11-30", "out_to": "JOB"})
    assert file(empty_desk, no).of(BaseStay)[-1].out_to == "JOB"


def test_a_plan_on_one_page_says_who_does_what_until_when(empty_desk: Desk, no: str) -> None:
    item = {"need": "H06", "measure": "学电焊", "owner": "李文静", "until": "2027-02-28", "state": "OPEN"}
    write.record(empty_desk, no, "plan", {"made_on": "2026-11-30", "aim": "有活干", "items": [item]})
    (plan,) = file(empty_desk, no).of(HelpPlan)
    assert (plan.version, plan.items[0].owner) == (1, "李文静")


def test_whole_numbers_leave_for_a_purpose_only(empty_desk: Desk, no: str, tmp_path: Path) -> None:
    line = Line(no, (ONE.name, "1499**********1234"))
    seen = SeenList("people", "人员名单", "人", "全部", ("姓名", "身份证号"), (line,), {1: listing.ID_NO})
    with pytest.raises(UserError, match="要写明用途"):
        listing.export(empty_desk, seen, Numbers(whole=True), tmp_path / "a.xlsx")
    listing.export(empty_desk, seen, Numbers(whole=True, purpose="报县司法局核对"), tmp_path / "a.xlsx")
    with empty_desk.store.read() as connection:
        noted = [
            str(row[0])
            for row in connection.exec_driver_sql("SELECT summary FROM audit WHERE action = 'export'")
        ]
    assert any("报县司法局核对" in summary for summary in noted)


def test_a_visitor_sees_nothing_of_the_offence(empty_desk: Desk) -> None:
    no = walk_in(empty_desk, offences=["盗窃罪"], custody_unit="晋中监狱")
    seen = str(face_to_face.show(empty_desk, no))
    assert ONE.name in seen
    assert "盗窃" not in seen
    assert "监狱" not in seen


def test_what_happened_at_the_counter_is_noted(empty_desk: Desk, no: str) -> None:
    seen = {
        "at": "2026-11-30T10:30",
        "place": "司法所",
        "persons": ["李文静"],
        "what": "拍桌子，十分钟后离开。",
    }
    write.record(empty_desk, no, "incident", {**seen, "police_called": True, "police_no": "110-2026-11"})
    assert file(empty_desk, no).of(Incident)[-1].police_no == "110-2026-11"


def test_every_change_keeps_who_when_and_what_was(empty_desk: Desk, no: str) -> None:
    write.record(empty_desk, no, "registration", {"phone": "13900000077"})
    (changed,) = [one for one in history.changes(empty_desk, no) if one.field == "phone" and one.old]
    assert (changed.old, changed.new, changed.by) == ("13900000001", "13900000077", empty_desk.user)
    with pytest.raises(UserError, match="作废要写明理由"):
        write.void(empty_desk, no, "contact", 1, "")


def test_what_the_office_does_stands_in_the_daybook(empty_desk: Desk) -> None:
    told = {"title": "送法进村", "people": 120, "place": "柳湾村"}
    made = entries.add(empty_desk, "宣传", told)
    assert list(entries.find(empty_desk, entries.Wanted()).ids) == [made]
    assert entries.show(empty_desk, made).people == 120


def test_gifts_are_signed_for(empty_desk: Desk) -> None:
    reached = [{"name": "张试", "village": "柳湾村", "amount": "300", "goods": "米面"}]
    made = entries.add(empty_desk, "慰问", {"title": "中秋慰问", "reached": reached})
    assert receipt.make(empty_desk, made).startswith(b"%PDF")


def test_who_can_help_stands_in_the_directory_and_is_offered(empty_desk: Desk) -> None:
    own_lists.add_lines(empty_desk, OwnList.DEPARTMENT, [own_lists.Line("安平县人社局")])
    assert "安平县人社局" in [one.name for one in own_lists.offered(empty_desk, "receiver")]


def test_who_fetches_whom_is_planned(empty_desk: Desk) -> None:
    inside(empty_desk, makers.person(seed=3), RELEASED)
    (before,) = releases.of_month(empty_desk, DECEMBER)
    assert before.plan is None
    write.record(empty_desk, before.row.no, "escort_plan", PLAN)
    (after,) = releases.of_month(empty_desk, DECEMBER)
    assert after.plan is not None
    assert after.plan.vehicle == "公务用车"
