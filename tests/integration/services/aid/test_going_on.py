"""aid/going_on.py, records/letter.py: one letter's way, and what it never tells."""

import subprocess
from datetime import timedelta

import pytest

from anbang_desktop.domain.letters import letter_state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import board, going_on
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.worklist import due, people
from tests.integration.services.aid.conftest import OFFENCE, PRISON
from tests.support.chronicle import MovingClock

OUT = {
    "letter_type": "REFERRAL",
    "help": "H06",
    "receiver_kind": "DEPARTMENT",
    "receiver": "县人力资源和社会保障局",
    "matter": "本人愿意学电焊，请安排培训。",
}
CONSENT = {"consent_on": "2026-03-01", "consent_way": "SIGNED"}
OUTSIDE = ("SCHOOL", "EMPLOYER", "NGO")


def letter(desk: Desk, no: str, id_: int) -> Letter:
    found = write.find(people.show(desk, no).file, "letter", id_)
    assert isinstance(found, Letter)
    return found


def said(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def duty(desk: Desk, no: str) -> duties.Duty | None:
    found = duties.of(desk, people.show(desk, no).file)
    return next((one for one in found if one.key == "letter"), None)


def test_a_letter_goes_out_is_waited_for_and_answered(desk: Desk, no: str, clock: MovingClock) -> None:
    id_ = write.record(desk, no, "letter", OUT)
    first = letter(desk, no, id_)
    assert first.number == "QS01函〔2026〕1号"
    assert (letter_state(first, desk.today), first.reply_due) == ("written", None)
    waits = duty(desk, no)
    assert waits is not None
    assert (waits.verb, waits.until) == ("登记发出", desk.today + timedelta(days=3))
    with pytest.raises(UserError, match="还没有发出"):
        going_on.answer(desk, no, id_, {"accepted": True})
    papers.note_print(desk, no, "letter", id_)
    going_on.send(desk, no, id_, {"sent_way": "01"})
    out = letter(desk, no, id_)
    assert out.sent_on == desk.today
    assert out.reply_due is not None
    waits = duty(desk, no)
    assert waits is not None
    assert (waits.verb, waits.until) == ("登记回执", out.reply_due)
    with pytest.raises(UserError, match="已经发出"):
        going_on.send(desk, no, id_, {})
    clock.pass_days(60)
    assert letter_state(out, desk.today) == "late"
    late = [one for one in due.of_case(desk, people.show(desk, no).file) if one.kind == "letter"]
    assert [one.group for one in late] == ["overdue"]
    with pytest.raises(UserError, match="是否受理"):
        going_on.answer(desk, no, id_, {"reply_text": "已安排"})
    going_on.answer(desk, no, id_, {"accepted": True, "reply_text": "4月开班，已报名"})
    assert letter_state(letter(desk, no, id_), desk.today) == "answered"
    assert duty(desk, no) is None
    assert history.corrected_on(desk, letter(desk, no, id_)) is None


def test_a_day_that_the_letter_names_leads_the_rules(desk: Desk, no: str) -> None:
    wanted = desk.today + timedelta(days=7)
    id_ = write.record(desk, no, "letter", {**OUT, "reply_due": wanted})
    going_on.send(desk, no, id_, {})
    waits = duty(desk, no)
    assert waits is not None
    assert (waits.until, waits.why.rule) == (wanted, "函件上写明的回复日期")


def test_a_letter_under_way_is_a_need_under_way(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "letter", OUT)
    assert "H06" in board.of(desk, people.show(desk, no).file).unasked
    going_on.send(desk, no, id_, {})
    (line,) = [one for one in board.of(desk, people.show(desk, no).file).lines if one.code == "H06"]
    assert (line.state, line.department) == ("DOING", "县人力资源和社会保障局")


@pytest.mark.parametrize("receiver", letter_book().types["REFERRAL"].receivers)
@pytest.mark.parametrize("words", [OFFENCE, "盗 窃", PRISON, "他刑期满了", "有前科", "曾被判刑三年"])
def test_no_letter_tells_the_offence(desk: Desk, no: str, receiver: str, words: str) -> None:
    asked = {**OUT, **CONSENT, "receiver_kind": receiver}
    with pytest.raises(UserError, match="不该让对方知道") as refused:
        write.record(desk, no, "letter", {**asked, "matter": f"请帮忙。{words}。"})
    assert refused.value.field == "matter"
    with pytest.raises(UserError, match="附送材料"):
        write.record(desk, no, "letter", {**asked, "papers": [f"{words}材料"]})
    assert not people.show(desk, no).file.of(Letter)


@pytest.mark.parametrize("receiver", OUTSIDE)
@pytest.mark.parametrize("words", ["刑满释放人员", "安置帮教对象", "社区矫正", "艾滋病"])
def test_outside_not_even_the_status_or_an_illness(desk: Desk, no: str, receiver: str, words: str) -> None:
    asked = {**OUT, **CONSENT, "matter": f"{words}，请安排面谈。"}
    with pytest.raises(UserError, match="不该让对方知道"):
        write.record(desk, no, "letter", {**asked, "receiver_kind": receiver})
    write.record(desk, no, "letter", asked)


@pytest.mark.parametrize("receiver", OUTSIDE)
def test_outside_only_with_consent(desk: Desk, no: str, receiver: str) -> None:
    asked = {**OUT, "receiver_kind": receiver}
    with pytest.raises(UserError, match="征得本人同意") as refused:
        write.record(desk, no, "letter", asked)
    assert refused.value.field == "consent_on"
    with pytest.raises(UserError, match="征得本人同意"):
        write.record(desk, no, "letter", {**asked, "consent_on": "2026-03-01"})
    write.record(desk, no, "letter", {**asked, **CONSENT})


@pytest.mark.parametrize("receiver", letter_book().types["REFERRAL"].receivers)
def test_the_paper_shows_the_least(desk: Desk, no: str, receiver: str) -> None:
    id_ = write.record(desk, no, "letter", {**OUT, **CONSENT, "receiver_kind": receiver})
    going_on.send(desk, no, id_, {})
    pdf, client = papers.form(desk, no, "letter", id_), people.show(desk, no).file.client
    read, book = said(pdf), letter_book()
    assert papers.page_count(pdf) == 2  # the letter, and its slip to be sent back
    for wanted in (client.name, "本人愿意学电焊，请安排培训。", "QS01函〔2026〕1号", "回执", "是否受理"):
        assert wanted in read
    for never in (OFFENCE, "盗窃", PRISON, "艾滋", "释放证明", no):
        assert never not in read
    assert ((client.id_no or "?") in read) == ("id_no" in book.receivers[receiver].tells)
    outside = receiver in OUTSIDE
    assert ("安置帮教" in read) == (not outside)
    assert ("联系函" in read) == outside
    assert ("转介单" in read) == (not outside)


def test_a_file_that_knows_more_by_now_prints_no_letter_that_tells_it(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "letter", {**OUT, "matter": "请联系介休五金厂安排。"})
    assert papers.form(desk, no, "letter", id_)
    write.record(desk, no, "registration", {"court": "介休五金厂"})
    with pytest.raises(UserError, match="介休五金厂"):
        papers.form(desk, no, "letter", id_)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sent_on": "2026-03-01", "written_on": "2026-03-02"}, "sent_on"),
        ({"sent_on": "2026-03-09"}, "on"),
        ({"replied_on": "2026-03-02", "accepted": True}, "sent_on"),
        ({"reply_due": "2026-02-01"}, "reply_due"),
    ],
)
def test_the_days_of_a_letter_follow_one_another(
    desk: Desk, no: str, values: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        write.record(desk, no, "letter", {**OUT, **values})
    assert refused.value.field == field


def test_numbers_are_given_once(desk: Desk, no: str) -> None:
    first, second = (write.record(desk, no, "letter", OUT) for _ in range(2))
    write.void(desk, no, "letter", second, "写错了单位")
    third = write.record(desk, no, "letter", OUT)
    numbers = [letter(desk, no, id_).number for id_ in (first, second, third)]
    assert numbers == [f"QS01函〔2026〕{at}号" for at in (1, 2, 3)]
    with pytest.raises(UserError, match="由程序填写"):
        write.correct(desk, no, "letter", third, {"number": "QS01函〔2026〕2号"})


def test_a_voided_letter_goes_no_further(desk: Desk, no: str) -> None:
    id_ = write.record(desk, no, "letter", OUT)
    write.void(desk, no, "letter", id_, "不用转了")
    with pytest.raises(UserError, match="作废"):
        going_on.send(desk, no, id_, {})
    assert duty(desk, no) is None
