"""The lock against a form in hand: what was typed waits in the vault for the next unlock."""

from anbang_desktop.gui.pages.register import RegisterPage
from anbang_desktop.gui.program import Program
from anbang_desktop.gui.shell import Shell
from anbang_desktop.gui.unlock import Unlock
from tests.support import vaults


def test_what_was_typed_before_the_lock_is_offered_after_it(shell: Shell, program: Program) -> None:
    shell.go("register")
    page = shell.page()
    assert isinstance(page, RegisterPage)
    name = page.form.rows["name"].editor
    name.set_raw("李建国")
    name.changed.emit()
    program.lock()
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()
    again = program.shell()
    assert again is not None
    again.go("register")
    later = again.page()
    assert isinstance(later, RegisterPage)
    assert not later.drafting.offer.isHidden()
    later.drafting.go_on()
    assert later.form.rows["name"].editor.raw() == "李建国"
