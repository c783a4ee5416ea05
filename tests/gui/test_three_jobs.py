"""The three jobs of an office, done by hand in the real window, with every key and click counted."""

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import printing
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from tests.support.hands import Hands

AGREEMENT, VISIT, SHEETS, SHEETS_AGAIN = 22, 8, 8, 4


@pytest.fixture
def hands(shell: Shell, qtbot: QtBot) -> Hands:
    return Hands(shell, qtbot)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what a printer took that takes everything."""
    taken: list[str] = []

    def take(_parent: object, name: str, _pages: object) -> bool:
        taken.append(name)
        return True

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["打印机"]))
    monkeypatch.setattr(printing, "print_pages", take)
    return taken


@pytest.fixture
def released(shell: Shell) -> PersonRow:
    """Somebody of the imported list whose day of release has passed."""
    listed = people.first_page(shell.desk, people.PeopleFilter(), limit=100)
    return next(one for one in listed if one.release_date and one.release_date <= shell.desk.today)


def test_from_an_imported_person_to_a_signed_agreement(
    shell: Shell, hands: Hands, printed: list[str], released: PersonRow
) -> None:
    h = hands
    h.do(h.key("Ctrl+F"), h.enter(released.name), h.key("Return"))
    found = (h.click("都和名单一致"), h.click("村（居）"), h.click("属实"))
    h.do(h.click("登记核查"), *found, h.into("回执日期", "今天"), h.key("Ctrl+S"))
    h.do(h.key("Return"), h.key("Return"))  # 确认释放: its day stands there
    h.do(h.key("Return"), h.click("司法所接回"), h.key("Ctrl+S"))  # 登记衔接
    h.do(h.key("Return"), h.key("Ctrl+S"))  # 填登记表: 登记
    h.do(h.key("Return"), h.key("Ctrl+P"))  # 签协议: drawn, printed
    h.do(h.click("登记签字"), h.key("Ctrl+S"))
    person = people.show(shell.desk, released.no)
    assert person.file.agreement_state == "SIGNED"
    assert printed == ["安置帮教协议书"]
    assert person.file.verifications[-1].result == "01"
    assert len(person.file.verifications[-1].item_result) == 5
    assert h.count <= AGREEMENT, h.done
    assert h.count == 21, "fewer is better: tighten this number"
