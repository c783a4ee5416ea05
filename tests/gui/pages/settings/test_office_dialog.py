"""修改单位资料: what changes is said before, what is wrong stands under its entry, the window shows the new
name.
"""

from PySide6.QtWidgets import QApplication

from anbang_desktop.gui.pages.settings.office_dialog import OfficeDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services import opening
from anbang_desktop.services.office import details
from tests.support.clerk import answering, button
from tests.support.widgets import words


def test_the_office_is_changed_from_the_settings_and_taken_back(shell: Shell) -> None:
    shell.go("settings")
    QApplication.processEvents()
    page = shell.page()
    assert page is not None

    def fill(dialog: OfficeDialog) -> None:
        dialog.line("phone").setText("12")
        dialog.line("short_name").setText("青山所")
        dialog.line("code").setText("QS02")
        assert "已经给出的编号" in words(dialog)
        button(dialog, "保存").click()
        assert "电话" in dialog.rows["phone"].complaint()
        dialog.line("phone").setText("0351-1234567")
        button(dialog, "保存").click()

    with answering((OfficeDialog, fill)):
        button(page, "修改").click()
    assert details.read(shell.desk).code == "QS02"
    assert "0351-1234567" in words(page)
    QApplication.processEvents()
    assert "青山所" in words(shell.status)
    folder = shell.desk.store.facts().file.parent
    assert opening.look(folder).code == "QS02"
    assert shell._undo.offer("已保存")[1] is not None


def test_nothing_is_said_where_nothing_changes_that_matters(shell: Shell) -> None:
    dialog = OfficeDialog(shell, shell.desk)
    dialog.line("address").setText("青山镇新街 3 号")
    assert "以后" not in words(dialog)
    dialog.deleteLater()
