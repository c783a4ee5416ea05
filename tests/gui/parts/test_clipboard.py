"""What is copied of somebody: kept out of Windows' history and cloud, gone after a minute, taken back at the
end.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts import clipboard
from anbang_desktop.gui.parts.clipboard import PRIVATE, copy_out, empty_ours
from anbang_desktop.gui.parts.table import Rows, table


@pytest.fixture(autouse=True)
def soon(painted: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "KEPT_MS", 30)


def held() -> str:
    return QApplication.clipboard().text()


def test_windows_is_asked_to_keep_it_nowhere(qtbot: QtBot) -> None:
    copy_out("149901198503051234")
    data = QApplication.clipboard().mimeData()
    assert held() == "149901198503051234"
    for name, answer in PRIVATE.items():
        assert data.data(name).data() == answer
    names = " ".join(PRIVATE)
    for wanted in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert f'application/x-qt-windows-mime;value="{wanted}"' in names
    qtbot.waitUntil(lambda: held() == "")


def test_what_another_program_put_there_meanwhile_stays(qtbot: QtBot) -> None:
    copy_out("甲")
    QApplication.clipboard().setText("别的程序的")
    qtbot.wait(80)
    assert held() == "别的程序的"
    empty_ours()
    assert held() == "别的程序的"


def test_a_second_copy_has_its_own_minute(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_out("甲")
    monkeypatch.setattr(clipboard, "KEPT_MS", 300)
    copy_out("乙")
    qtbot.wait(80)
    assert held() == "乙", "the first one's minute empties only the first one"
    empty_ours()
    assert held() == ""


def test_a_cell_of_a_list_is_copied_in_the_same_way(qtbot: QtBot) -> None:
    view = table(Rows(("姓名",), [["王五"]]), {}, [100], 0, name="名单")
    qtbot.addWidget(view)
    view.show()
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert held() == "王五"
    assert QApplication.clipboard().mimeData().hasFormat(clipboard.OURS)
    empty_ours()
