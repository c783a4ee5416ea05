"""aid/letter_lists.py, records/one_number.py: one letter about several people, in the file of each."""

import subprocess

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.letter import Letter
from anbang_desktop.pdf import preview
from anbang_desktop.services.aid import going_on, letter_lists
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people
from tests.integration.services.aid.conftest import OFFENCE, PRISON
from tests.integration.services.records.test_history import walk_in

OUT = {
    "letter_type": "POLICE_LIST",
    "receiver_kind": "POLICE",
    "receiver": "东坡派出所",
    "matter": "请核对住址。",
}
OTHER = {"name": "贺兰", "sex": "2", "birth_date": "1990-01-01", "phone": "13900000005"}


def letter(desk: Desk, no: str) -> Letter:
    (found,) = people.show(desk, no).file.of(Letter)
    return found


@pytest.fixture
def two(desk: Desk, no: str) -> tuple[str, str]:
    """Both in one letter."""
    other = walk_in(desk, id_no=None, live_addr="上河社区2号", offences=[OFFENCE], **OTHER)
    assert letter_lists.write_list(desk, [no, other, no], OUT) == "QS01函〔2026〕1号"
    return no, other


def test_each_has_it_in_the_own_file_under_one_number(desk: Desk, two: tuple[str, str]) -> None:
    assert {letter(desk, no).number for no in two} == {"QS01函〔2026〕1号"}
    assert letter_lists.write_list(desk, two[:1], OUT) == "QS01函〔2026〕2号"
    history.undo(desk, history.done_with(desk, two[0])[0].id)
    history.undo(desk, history.done_with(desk, two[1])[0].id)
    assert not any(people.show(desk, no).file.of(Letter) for no in two), "one undo takes it back for all"


def test_it_is_sent_and_answered_once_for_all(desk: Desk, two: tuple[str, str]) -> None:
    first, other = two
    going_on.send(desk, first, letter(desk, first).id, {"sent_way": "01"})
    assert letter(desk, other).sent_on == desk.today
    write.void(desk, other, "letter", letter(desk, other).id, "住址已核对过")
    going_on.answer(desk, first, letter(desk, first).id, {"accepted": True, "reply_text": "属实"})
    assert letter(desk, first).reply_text == "属实"
    assert not people.show(desk, other).file.of(Letter), "who was taken off gets no answer"


def test_the_paper_lists_all_of_them_and_no_offence(desk: Desk, two: tuple[str, str]) -> None:
    first, other = two
    pdf = papers.form(desk, first, "letter", letter(desk, first).id)
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    read = "".join(done.stdout.decode().split())
    for wanted in ("贺兰", people.show(desk, first).row.name, "等2人", "上河社区2号", "人员信息核对函"):
        assert wanted in read
    for never in (OFFENCE, "盗窃", PRISON, "13900000005"):
        assert never not in read
    papers.note_print(desk, first, "letter", letter(desk, first).id)
    assert write.went_out(desk, letter(desk, other)), "it went out of each file"


def test_nobody_and_a_type_for_one_are_refused(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match="没有勾选"):
        letter_lists.write_list(desk, [], OUT)
    with pytest.raises(UserError, match="一份只写一个人"):
        letter_lists.write_list(desk, [no], {**OUT, "letter_type": "SEARCH"})
    with pytest.raises(UserError, match="不该让对方知道"):
        letter_lists.write_list(desk, [no], {**OUT, "matter": f"他犯{OFFENCE}，请核对。"})
    assert not people.show(desk, no).file.of(Letter)


def test_who_is_withheld_is_on_no_list_also_if_it_was_proposed_since(
    desk: Desk, two: tuple[str, str]
) -> None:
    first, other = two
    write.record(desk, other, "registration", {"minor_at_offence": True, "term_y": 1})
    with pytest.raises(UserError, match="封存的档案，不列入"):
        letter_lists.write_list(desk, [first, other], OUT)
    assert len(people.show(desk, first).file.of(Letter)) == 1, "nothing of it is written"
    texts = [preview.text(papers.form(desk, no, "letter", letter(desk, no).id)) for no in two]
    assert ["贺兰" in text for text in texts] == [False, True]
    assert ["等2人" in "".join(text.split()) for text in texts] == [False, False], "each is about one"
    assert "帮教" not in texts[1]
