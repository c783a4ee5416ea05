"""The three jobs of an office, done by hand in the real window, with every key and click counted."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from anbang_desktop import paths
from anbang_desktop.gui import questions
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.cases import advance
from anbang_desktop.services.records import write
from anbang_desktop.services.reports import ledger
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from tests.support.hands import Hands
from tests.support.printer import Printer, plug_in
from tests.support.widgets import words

AGREEMENT, VISIT, SHEETS, SHEETS_AGAIN = 22, 8, 8, 4


@pytest.fixture
def hands(shell: Shell, qtbot: QtBot) -> Hands:
    return Hands(shell, qtbot)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Printer:
    return plug_in(monkeypatch, tmp_path)


@pytest.fixture
def released(shell: Shell) -> PersonRow:
    """Somebody of the imported list whose day of release has passed."""
    listed = people.first_page(shell.desk, people.PeopleFilter(), limit=100)
    return next(one for one in listed if one.release_date and one.release_date <= shell.desk.today)


def test_from_an_imported_person_to_a_signed_agreement(
    shell: Shell, hands: Hands, printer: Printer, released: PersonRow
) -> None:
    h = hands
    h.do(h.key("Ctrl+F"), h.enter(released.name), h.key("Return"))
    found = (h.click("都和名单一致"), h.click("村（居）"), h.click("属实"))
    h.do(h.click("登记核查"), *found, h.into("回执日期", "今天"), h.key("Ctrl+S"))
    h.do(h.key("Return"), h.key("Return"))  # 确认释放: its day stands there
    h.do(h.key("Return"), h.click("司法所接回"), h.key("Ctrl+S"))  # 登记衔接
    h.do(h.key("Return"), h.key("Ctrl+S"))  # 填登记表: 登记
    h.do(h.key("Return"), h.key("Ctrl+P"), h.click("就这样"))  # 签协议: who takes part; drawn, printed
    h.do(h.click("登记签字"), h.key("Ctrl+S"))
    person = people.show(shell.desk, released.no)
    assert person.file.agreement_state == "SIGNED"
    assert printer.names == ["协议书"]
    assert person.file.verifications[-1].result == "01"
    assert len(person.file.verifications[-1].item_result) == 5
    assert h.count <= AGREEMENT, h.done
    assert h.count == 22, "fewer is better: tighten this number"


@pytest.fixture
def on_books(shell: Shell, released: PersonRow) -> PersonRow:
    """Somebody who was verified, handed over and registered."""
    desk, no = shell.desk, released.no
    checked = {"methods": ["VILLAGE"], "result": "01", "checker": desk.user, "replied_on": desk.today}
    write.record(desk, no, "verification", checked)
    advance.confirm_release(desk, no, released.release_date or desk.today)
    write.record(desk, no, "handover", {"mode": "03"})
    write.record(desk, no, "registration", {"name": released.name})
    shell.refresh()
    return released


WORDS = "在砖厂做零工，活少，想学电焊。"


def test_a_visit_with_a_sentence(shell: Shell, hands: Hands, on_books: PersonRow) -> None:
    h = hands
    answers = (h.key("1"), h.click("需要特别关心：否"), h.into("内容", WORDS))
    h.do(h.key("Ctrl+F"), h.enter(on_books.name), h.key("Ctrl+Return"), *answers, h.key("Ctrl+S"))
    (visit,) = people.show(shell.desk, on_books.no).file.contacts
    assert (visit.contact_type, visit.abnormal, visit.content) == ("HOME_VISIT", False, WORDS)
    assert h.count <= VISIT, h.done


def test_a_visit_that_is_due(shell: Shell, hands: Hands, on_books: PersonRow) -> None:
    h = hands
    shell.go("today")
    (line,) = (one for one in shell.work_of_the_day() if one.no == on_books.no and one.verb == "登记走访")
    left = left_until(line.until, shell.desk.today)
    answers = (h.key("1"), h.click("需要特别关心：否"), h.into("内容", WORDS), h.key("Ctrl+S"))
    h.do(h.click(f"登记走访：{on_books.name}，{line.what}，{left.day}，{left.words}"), *answers)
    assert len(people.show(shell.desk, on_books.no).file.contacts) == 1
    assert h.count == 6, "nothing has to be searched where it is due"


def test_the_sheets_of_the_month(
    shell: Shell, hands: Hands, on_books: PersonRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    h, blanks = hands, paths.resources("report", "blanks")

    def choose(*_asked: object) -> list[Path]:
        h.done.append("choose two files")
        return [blanks / "花名册.xlsx", blanks / "统计表.xlsx"]

    def folder(*_asked: object) -> Path:
        h.done.append("choose a folder")
        return tmp_path

    monkeypatch.setattr(questions, "open_files", choose)
    monkeypatch.setattr(questions, "save_folder", folder)
    leave = h.click("导出全部 2 张"), h.key("Return")  # purpose and receiver as they stand there
    h.do(h.click("报送"), h.key("Ctrl+O"), h.key("Ctrl+Return"), h.key("Ctrl+Return"), *leave)
    first = sorted(tmp_path.glob("*.xlsx"))
    assert len(first) == 2, words(shell)
    assert len(ledger.history(shell.desk)) == 2
    assert h.count <= SHEETS, h.done
    assert "已导出 2 张" in words(shell)
    shell.go("today")
    h.done.clear()
    h.do(h.click("报送"), *leave)
    assert len(ledger.history(shell.desk)) == 4
    assert len(list(tmp_path.glob("*.xlsx"))) == 4, "an earlier file is never overwritten"
    assert h.count <= SHEETS_AGAIN, h.done
