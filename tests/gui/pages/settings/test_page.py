"""设置: what holds, another passphrase, another recovery key."""

from anbang_desktop.gui.login.recovery_key import KeyShown
from anbang_desktop.gui.pages.settings.dialogs import ChangePassphrase, NewRecoveryKey
from anbang_desktop.gui.pages.settings.page import SettingsPage
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services import opening
from tests.support import vaults
from tests.support.widgets import texts

NEW = "another long passphrase 8"


def test_the_passphrase_is_changed(shell: Shell) -> None:
    dialog = ChangePassphrase(shell, shell.desk, shell)
    dialog.old.setText("wrong passphrase")
    dialog.new.entry.setText(NEW)
    dialog.new.again.setText(NEW)
    dialog.go.click()
    assert "口令" in dialog.old_row.complaint()
    dialog.old.setText(vaults.PASSPHRASE)
    dialog.new.entry.setText(NEW)
    dialog.new.again.setText(NEW)
    dialog.go.click()
    assert dialog.answer is True
    folder = shell.desk.store.facts().file.parent
    opening.close(shell.desk)
    opening.close(opening.unlock(folder, vaults.USER, NEW, vaults.CLOCK))


def test_a_new_recovery_key_is_shown(shell: Shell) -> None:
    dialog = NewRecoveryKey(shell, shell.desk, shell)
    dialog.entry.setText(vaults.PASSPHRASE)
    dialog._make()
    assert dialog.findChild(KeyShown) is not None
    dialog.reject()
    assert dialog.result() == 0
    assert dialog._code
    dialog.deleteLater()


def test_settings_say_what_holds(shell: Shell) -> None:
    shell.go("settings")
    page = shell.page()
    assert isinstance(page, SettingsPage)
    shown = texts(page)
    assert any("通用规则" in words for words in shown)
    assert any("青山司法所" in words for words in shown)
