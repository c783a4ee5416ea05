"""The lock against a form in hand: what was typed waits in the vault for the next unlock."""

from typing import Unpack

from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import PageKey, Target
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from tests.support import vaults


def _opened(program: Program, page: PageKey, **target: Unpack[Target]) -> RegisterPage | PersonPage:
    shell = program.shell()
    assert shell is not None
    shell.go(page, **target)
    shown = shell.page()
    assert isinstance(shown, RegisterPage | PersonPage)
    return shown


def _lock_and_unlock(program: Program) -> None:
    program.lock()
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()


def test_what_was_typed_before_the_lock_is_offered_after_it(shell: Shell, program: Program) -> None:
    first = _opened(program, "register")
    assert isinstance(first, RegisterPage)
    name = first.form.rows["name"].editor
    name.set_raw("李建国")
    name.changed.emit()
    _lock_and_unlock(program)
    later = _opened(program, "register")
    assert isinstance(later, RegisterPage)
    assert not later.drafting.offer.isHidden()
    later.drafting.go_on()
    assert later.form.rows["name"].editor.raw() == "李建国"


def test_a_half_typed_row_is_offered_after_the_lock(shell: Shell, program: Program) -> None:
    assert isinstance(program.desk, Desk)
    no = people.rows(program.desk, people.list_ids(program.desk, people.PeopleFilter()))[0].no
    first = _opened(program, "person", no=no)
    assert isinstance(first, PersonPage)
    typed = first.in_hand.edit("penalty_extra").rows["penalty_extra"].editor
    assert isinstance(typed, RowsEditor)
    typed.edit(0)
    assert typed._open is not None
    detail = typed._open._editors["detail"]
    detail.set_raw("罚金二千元")
    detail.changed.emit()
    _lock_and_unlock(program)
    page = _opened(program, "person", no=no)
    assert isinstance(page, PersonPage)
    assert page.in_hand.registration.form is None, "nothing is filled in without being asked"
    page.in_hand.drafting.go_on()
    later = page.in_hand.edit("penalty_extra").rows["penalty_extra"].editor
    assert isinstance(later, RowsEditor)
    assert later._open is not None
    assert later._open._editors["detail"].raw() == "罚金二千元"
