"""services/documents/file_moves.py: files that are lent, handed over, destroyed after their time."""

import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.file_moves import ListKind
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive, file_moves
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.office.archive_rules import ArchiveRules
from anbang_desktop.services.records import history

ENDED = StepFacts(cause="DEATH", reason="死亡", proof="死亡证明复印件", left_open="不再办")


@pytest.fixture
def ended(desk: Desk, registered: str) -> str:
    """A case that was terminated."""
    advance.advance(desk, registered, "S86", said=ENDED, approved_by="县司法局")
    return registered


def _said(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(read.split())


def _on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def _lend(desk: Desk, no: str, days: int = 7) -> int:
    return file_moves.lend(desk, no, "赵兰", "核对帮扶记录", desk.today + timedelta(days=days), "县司法局")


def test_a_file_is_lent_once_until_it_is_back(desk: Desk, ended: str) -> None:
    _lend(desk, ended)
    with pytest.raises(UserError, match="已经借给赵兰"):
        _lend(desk, ended)
    (out,) = file_moves.out_now(desk)
    assert (out.no, out.loan.borrower, out.overdue(desk.today)) == (ended, "赵兰", False)
    assert out.overdue(desk.today + timedelta(days=8))
    file_moves.give_back(desk, ended)
    assert file_moves.out_now(desk) == []
    with pytest.raises(UserError, match="没有借出"):
        file_moves.give_back(desk, ended)
    _lend(desk, ended)
    assert [one.returned_on for one in file_moves.loans(desk, ended)] == [None, desk.today]


def test_lending_and_bringing_back_are_undone_by_name(desk: Desk, ended: str) -> None:
    _lend(desk, ended)
    file_moves.give_back(desk, ended)
    done = history.done_with(desk, ended)
    assert [one.label for one in done[:2]] == ["归还档案", "借出档案"]
    history.undo(desk, done[0].id)
    assert len(file_moves.out_now(desk)) == 1
    history.undo(desk, done[1].id)
    assert file_moves.loans(desk, ended) == []


@pytest.mark.parametrize(
    ("borrower", "reason", "days", "field"),
    [("", "核对", 1, "borrower"), ("赵兰", " ", 1, "reason"), ("赵兰", "核对", -1, "due_on")],
)
def test_who_why_and_until_when_must_be_said(
    desk: Desk, ended: str, borrower: str, reason: str, days: int, field: str
) -> None:
    with pytest.raises(UserError) as wrong:
        file_moves.lend(desk, ended, borrower, reason, desk.today + timedelta(days=days))
    assert wrong.value.field == field


def test_the_slip_says_who_has_it_and_nothing_of_the_offence(desk: Desk, ended: str) -> None:
    with pytest.raises(UserError, match="没有借阅记录"):
        file_moves.slip(desk, ended)
    _lend(desk, ended)
    said = _said(file_moves.slip(desk, ended))
    for word in ("档案借阅单", "赵兰", "核对帮扶记录", "应还日期", ended):
        assert word in said
    assert "罪" not in said


def test_a_list_takes_only_closed_files_that_are_here_and_on_no_other(desk: Desk, ended: str) -> None:
    assert file_moves.candidates(desk, ListKind.HANDOVER) == [ended]
    _lend(desk, ended)
    with pytest.raises(Refused, match="借出去了"):
        file_moves.make_list(desk, ListKind.HANDOVER, [ended], "安平县档案馆")
    file_moves.give_back(desk, ended)
    with pytest.raises(UserError, match="接收单位"):
        file_moves.make_list(desk, ListKind.HANDOVER, [ended])
    made = file_moves.make_list(desk, ListKind.HANDOVER, [ended, ended], "安平县档案馆", "到期移交")
    (file,) = file_moves.show_list(desk, made).files
    assert (file.no, file.closed_on) == (ended, desk.today)
    assert file_moves.candidates(desk, ListKind.HANDOVER) == []
    with pytest.raises(Refused, match="已经列在档案移交清单里"):
        file_moves.make_list(desk, ListKind.HANDOVER, [ended], "安平县档案馆")
    with pytest.raises(UserError, match="已经列在"):
        _lend(desk, ended)
    said = _said(file_moves.list_paper(desk, made))
    for word in ("档案移交清单", "安平县档案馆", ended, "移交人", "接收人"):
        assert word in said


def test_who_is_on_the_books_is_on_no_list(desk: Desk, registered: str) -> None:
    with pytest.raises(Refused, match="还没有办结"):
        file_moves.make_list(desk, ListKind.HANDOVER, [registered], "安平县档案馆")


def test_a_list_is_done_with_the_word_of_two_people(desk: Desk, ended: str) -> None:
    made = file_moves.make_list(desk, ListKind.HANDOVER, [ended], "安平县档案馆")
    with pytest.raises(UserError, match="还缺两个人的签字"):
        file_moves.finish(desk, made)
    file_moves.say(desk, made, "李文静")
    with pytest.raises(UserError, match="另一个人"):
        file_moves.say(desk, made, "李文静")
    with pytest.raises(UserError, match="还缺第二个人的签字"):
        file_moves.finish(desk, made)
    file_moves.say(desk, made, "赵兰")
    with pytest.raises(UserError, match="两个人都已经签过字"):
        file_moves.say(desk, made, "周勇")
    assert file_moves.finish(desk, made).done_on == desk.today
    with pytest.raises(UserError, match="不能再改"):
        file_moves.say(desk, made, "周勇")
    with pytest.raises(UserError, match="不能撤销"):
        history.undo(desk, history.last_acts(desk)[0].id)
    assert [shown.list.done_on for shown in file_moves.lists(desk)] == [desk.today]


def test_a_list_that_is_not_done_is_undone(desk: Desk, ended: str) -> None:
    file_moves.make_list(desk, ListKind.HANDOVER, [ended], "安平县档案馆")
    file_moves.note_out(desk, "清单")
    history.undo(desk, history.done_with(desk, ended)[0].id)
    assert file_moves.candidates(desk, ListKind.HANDOVER) == [ended]


def test_nothing_is_destroyed_before_its_time_nor_by_the_program(desk: Desk, ended: str) -> None:
    with pytest.raises(UserError, match="还没有定档案的保管期限"):
        file_moves.make_list(desk, ListKind.DESTRUCTION, [ended])
    archive_rules.change(desk, ArchiveRules(years=0))
    with pytest.raises(Refused, match="永久保管"):
        file_moves.make_list(desk, ListKind.DESTRUCTION, [ended])
    archive_rules.change(desk, ArchiveRules(years=10))
    assert file_moves.candidates(desk, ListKind.DESTRUCTION) == []
    with pytest.raises(Refused, match="要保管到 2037-01-01"):
        file_moves.make_list(desk, ListKind.DESTRUCTION, [ended])
    assert file_moves.candidates(_on(desk, date(2036, 12, 31)), ListKind.DESTRUCTION) == []
    desk = _on(desk, date(2037, 1, 1))
    assert file_moves.candidates(desk, ListKind.DESTRUCTION) == [ended]
    made = file_moves.make_list(desk, ListKind.DESTRUCTION, [ended])
    for who in ("李文静", "赵兰"):
        file_moves.say(desk, made, who)
    said = _said(file_moves.list_paper(desk, made))
    for word in ("档案销毁清册", "10年", "批准人李文静", "监销人赵兰", "两人在场"):
        assert word in said
    file_moves.finish(desk, made)
    assert archive.contents(desk, ended), "every datum is still there"
