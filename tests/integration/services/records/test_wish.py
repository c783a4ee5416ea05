"""诉求: numbered as it comes in, no answer without words, nothing before it was raised; undo, a link to the
visit.
"""

from datetime import datetime, time, timedelta

import pytest

from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance, letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, wish_acts, write
from anbang_desktop.services.records.letter_book import CLUE
from anbang_desktop.services.worklist import people, wishes
from tests.support import makers

SAID: dict[str, object] = {
    "way": "VISIT_OFFICE",
    "category": "H02",
    "content": "户口还在外县，孩子明年上学。",
    "urgency": "NORMAL",
    "handler": "李文静",
}
ANSWER = {"answer": "派出所已受理落户，12月10日前办好。", "answer_way": "FACE", "outcome": "SOLVED"}


@pytest.fixture
def no(empty_desk: Desk) -> str:
    one = makers.person(seed=5)
    values = {**one.values(), "release_date": empty_desk.today - timedelta(days=9), "release_cert_no": "1"}
    return advance.register_walk_in(empty_desk, values)


def raised(desk: Desk, no: str, **more: object) -> int:
    return write.record(desk, no, "wish", {"raised_on": desk.today, **SAID, **more})


def wish(desk: Desk, no: str) -> Wish:
    return people.show(desk, no).file.wishes[-1]


def test_it_gets_the_next_number_of_its_year_and_is_taken_in(empty_desk: Desk, no: str) -> None:
    raised(empty_desk, no)
    assert wish(empty_desk, no).wish_no == "QS01诉〔2026〕1号"
    raised(empty_desk, no, content="问临时救助什么时候到")
    assert wish(empty_desk, no).wish_no == "QS01诉〔2026〕2号"
    (first,) = wish(empty_desk, no).steps
    assert (first.on, first.act, first.by) == (empty_desk.today, "ACCEPT", "李文静")


def test_a_number_is_never_given_again(empty_desk: Desk, no: str) -> None:
    raised(empty_desk, no)
    history.undo(empty_desk, history.done_with(empty_desk, no)[0].id)
    assert people.show(empty_desk, no).file.wishes == ()
    raised(empty_desk, no)
    assert wish(empty_desk, no).wish_no == "QS01诉〔2026〕2号"


def test_the_number_is_the_program_s_own(empty_desk: Desk, no: str) -> None:
    made = raised(empty_desk, no)
    with pytest.raises(UserError, match="诉求编号”由程序填写"):
        write.correct(empty_desk, no, "wish", made, {"wish_no": "7号"})


@pytest.mark.parametrize("lacking", ["answer", "answer_way", "outcome"])
def test_nobody_is_answered_without_words(empty_desk: Desk, no: str, lacking: str) -> None:
    made = raised(empty_desk, no)
    with pytest.raises(UserError) as said:
        wish_acts.answer(empty_desk, no, made, {**ANSWER, lacking: None})
    assert said.value.field == lacking
    assert "请写给本人看" in str(said.value)
    with pytest.raises(UserError):
        wish_acts.answer(empty_desk, no, made, {**ANSWER, "answer": "   "})
    with pytest.raises(UserError):
        write.correct(empty_desk, no, "wish", made, {"answered_on": empty_desk.today})
    assert wish(empty_desk, no).answered_on is None


def test_an_answer_without_its_day_is_none(empty_desk: Desk, no: str) -> None:
    made = raised(empty_desk, no)
    with pytest.raises(UserError, match="还没有填答复日期"):
        write.correct(empty_desk, no, "wish", made, {"answer": "办好了"})


def test_it_is_answered_once_and_undone(empty_desk: Desk, no: str) -> None:
    made = raised(empty_desk, no)
    wish_acts.answer(empty_desk, no, made, {**ANSWER, "satisfied": "YES"})
    assert wish(empty_desk, no).answered_on == empty_desk.today
    with pytest.raises(UserError, match="答复办结"):
        wish_acts.answer(empty_desk, no, made, ANSWER)
    with pytest.raises(UserError, match="答复办结"):
        wish_acts.add_step(empty_desk, no, made, {"on": empty_desk.today, "act": "URGE"})
    done = history.done_with(empty_desk, no)[0]
    assert done.label == "答复诉求"
    history.undo(empty_desk, done.id)
    again = wish(empty_desk, no)
    assert (again.answer, again.answered_on, again.outcome) == (None, None, None)


def test_days_lie_between_the_day_it_was_raised_and_today(empty_desk: Desk, no: str) -> None:
    made = raised(empty_desk, no)
    early, late = empty_desk.today - timedelta(days=1), empty_desk.today + timedelta(days=1)
    with pytest.raises(UserError, match=r"答复日期.*不在提出日期"):
        wish_acts.answer(empty_desk, no, made, {**ANSWER, "answered_on": early})
    with pytest.raises(UserError, match="经过里的日期"):
        wish_acts.add_step(empty_desk, no, made, {"on": early, "act": "ASK"})
    with pytest.raises(UserError, match="晚于今天"):
        raised(empty_desk, no, raised_on=late)


def test_steps_stand_in_their_order_and_each_is_undone(empty_desk: Desk, no: str) -> None:
    made, today = raised(empty_desk, no), empty_desk.today
    wish_acts.add_step(
        empty_desk, no, made, {"on": today, "act": "ASK", "unit": "派出所", "note": "缺准迁证明"}
    )
    refer = {"on": today, "act": "REFER", "unit": "派出所", "until": today + timedelta(days=3)}
    wish_acts.add_step(empty_desk, no, made, refer)
    assert [one.act for one in wish(empty_desk, no).steps] == ["ACCEPT", "ASK", "REFER"]
    assert wish(empty_desk, no).steps[-1].by == empty_desk.user
    history.undo(empty_desk, history.done_with(empty_desk, no)[0].id)
    assert [one.act for one in wish(empty_desk, no).steps] == ["ACCEPT", "ASK"]
    with pytest.raises(UserError, match="还没有填做了什么"):
        wish_acts.add_step(empty_desk, no, made, {"on": today})
    with pytest.raises(UserError, match="早于这一步"):
        wish_acts.add_step(
            empty_desk, no, made, {"on": today, "act": "PUT_OFF", "until": today - timedelta(days=1)}
        )


def test_what_was_said_on_a_visit_becomes_a_wish_that_knows_it(empty_desk: Desk, no: str) -> None:
    visit = {
        "at": datetime.combine(empty_desk.today, time()),
        "contact_type": "HOME_VISIT",
        "workers": ["李文静"],
        "abnormal": False,
        "wish": "想学电焊",
    }
    said = write.record(empty_desk, no, "contact", visit)
    values = {"raised_on": empty_desk.today, **SAID, "way": "CONTACT", "content": "想学电焊"}
    made = wish_acts.from_contact(empty_desk, no, said, values)
    assert [one.id for one in wish_acts.turned(people.show(empty_desk, no).file, said)] == [made]
    first = history.done_with(empty_desk, no)[1]
    with pytest.raises(Refused, match="以它为依据"):  # the visit can't go from under the wish
        history.undo(empty_desk, first.id)
    with pytest.raises(UserError, match="没有这次走访"):
        wish_acts.from_contact(empty_desk, no, said + 99, values)


def letter(desk: Desk, no: str) -> dict[str, object]:
    """To the labour authority, with the person's consent."""
    agreed = {"consent_on": desk.today, "consent_way": "SIGNED"}
    return {**letter_start.begin(desk, people.show(desk, no).file, CLUE), **agreed}


def test_discrimination_is_passed_on_with_employer_words_and_consent(empty_desk: Desk, no: str) -> None:
    desk = empty_desk
    made = raised(desk, no, category="W05", content="砖厂知道经历后不再排班")
    with pytest.raises(UserError, match="移送函还缺：用人单位、招聘内容或者对方的话"):
        write.record(desk, no, "letter", letter(desk, no))
    wish_acts.note_clue(desk, no, made, {"employer": "镇砖瓦厂", "words": "有前科的不要"})
    with pytest.raises(UserError, match="征得本人同意"):
        write.record(desk, no, "letter", {**letter(desk, no), "consent_on": None})
    id_ = write.record(desk, no, "letter", letter(desk, no))
    going_on.send(desk, no, id_, {})
    authority = f"{desk.office.county.removesuffix('司法局')}人力资源和社会保障局"
    now = wish(desk, no)
    assert (now.steps[-1].act, now.steps[-1].unit, bool(now.steps[-1].until)) == ("REFER", authority, True)
    going_on.answer(desk, no, id_, {"accepted": True, "reply_text": "已责令改正"})
    now = wish(desk, no)
    assert (now.steps[-1].act, now.steps[-1].note) == ("REPLIED", "已责令改正")
    (line,) = wishes.lines(desk, [made])
    assert line.letter is not None
    assert line.letter.reply_text == "已责令改正"
    with pytest.raises(UserError, match="由程序填写"):
        write.correct(desk, no, "wish", made, {"referred_to": "别的单位"})


def test_only_discrimination_has_a_clue(empty_desk: Desk, no: str) -> None:
    made = raised(empty_desk, no)
    with pytest.raises(UserError, match="不是“就业歧视”"):
        wish_acts.note_clue(empty_desk, no, made, {"employer": "镇砖瓦厂"})
    with pytest.raises(UserError, match="没有登记过“就业歧视”"):
        write.record(empty_desk, no, "letter", letter(empty_desk, no))


def test_a_voided_one_takes_nothing_more(empty_desk: Desk, no: str) -> None:
    made = raised(empty_desk, no)
    write.void(empty_desk, no, "wish", made, "记错了人")
    with pytest.raises(UserError, match="已经作废"):
        wish_acts.answer(empty_desk, no, made, ANSWER)


def test_an_incident_is_a_note_without_a_judgment(empty_desk: Desk, no: str) -> None:
    told = {
        "at": datetime.combine(empty_desk.today, time(10, 30)),
        "place": "司法所",
        "persons": ["李文静", "高建平"],
        "what": "本人拍桌子，说再不给办就打人，十分钟后离开。",
        "police_called": True,
        "police_no": "110-2026-11",
    }
    write.record(empty_desk, no, "incident", told)
    (kept,) = (one for one in people.show(empty_desk, no).file.records if one.__name__ == "Incident")
    assert kept
    with pytest.raises(UserError, match="还没有填"):
        write.record(empty_desk, no, "incident", {**told, "what": None})
