"""What was recorded counts as done, through the real window: nothing asks again for what stands there, and
the toast takes record and steps back together.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.verification import Verification
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.step_dialog import RELEASED, StepDialog
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.handover_dialog import HandoverDialog
from anbang_desktop.gui.records.verification_dialog import VerificationDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.shell.toast import Toast
from anbang_desktop.services.worklist import people
from tests.support.clerk import answering, button
from tests.support.widgets import words

CHECK, HANDED = names(Verification), names(Handover)
Fill = Callable[[RecordDialog], None]


def test_from_the_list_to_the_books_nothing_asks_twice(shell: Shell) -> None:
    no = people.first_page(shell.desk, people.PeopleFilter(), limit=1)[0].no
    today = shell.desk.today
    before = shell.nav.entry("verification").count_label().text()

    check = filling({CHECK.methods: ("VILLAGE",), CHECK.result: "01", CHECK.replied_on: today})
    with answering((VerificationDialog, check)):
        shell.go("person", no=no, do=Verb.VERIFY)
    assert head(shell, no).startswith("待释放")
    assert "现在是“待释放”" in toast(shell)
    assert Verb.VERIFY not in offered(shell), "nothing asks to verify again"
    assert int(shell.nav.entry("verification").count_label().text()) == int(before) - 1

    take_back(shell)
    assert head(shell, no).startswith("待核查"), "record and steps go together"
    assert Verb.VERIFY in offered(shell)

    with answering((VerificationDialog, check)):
        shell.go("person", no=no, do=Verb.VERIFY)
    with answering((StepDialog, filling({RELEASED.release_date: today}))):
        released(shell, no)
    assert head(shell, no).startswith("待衔接")

    page = on_show(shell)
    page.in_hand.edit("release_cert_no").rows["release_cert_no"].editor.set_raw("（2026）释字第 7 号")
    assert page.in_hand.save()
    assert head(shell, no).startswith("待衔接")
    with answering((HandoverDialog, filling({HANDED.mode: "L01", HANDED.handover_date: today}))):
        shell.go("person", no=no, do=Verb.HAND_OVER)
    assert head(shell, no).startswith("已登记")
    assert "现在是“已登记”" in toast(shell)
    assert "还没有来报到" not in words(on_show(shell))
    assert Verb.HAND_OVER not in offered(shell)


def filling(values: dict[object, object]) -> Fill:
    def fill(dialog: RecordDialog) -> None:
        for attribute, value in values.items():
            dialog.form.rows[name_of(attribute)].editor.set_value(value)
        dialog.save()

    return fill


def released(shell: Shell, no: str) -> None:
    """确认释放 asks for its day; a list that names a later one is brought to today."""
    page = on_show(shell)
    one = people.show(shell.desk, no)
    if one.row.release_date and one.row.release_date > shell.desk.today:
        page.in_hand.edit("release_date").rows["release_date"].editor.set_value(shell.desk.today)
        with answering((Sure, lambda dialog: button(dialog, "照此更改").click())):  # the days that move
            assert page.in_hand.save()
    shell.go("person", no=no, do=Verb.CONFIRM_RELEASE)


def on_show(shell: Shell) -> PersonPage:
    page = shell.page()
    assert isinstance(page, PersonPage)
    return page


def head(shell: Shell, no: str) -> str:
    """The state in the head of the page, and it is the one that is stored."""
    one = people.show(shell.desk, no)
    assert on_show(shell)._acts.person is not None
    assert on_show(shell)._acts._one.state == one.state
    return one.state


def offered(shell: Shell) -> set[str]:
    """What the page asks for: duties, what is left to do, the main act of the head."""
    acts = on_show(shell)._acts
    left = acts._view.ahead.lacking if acts._view.ahead else ()
    asked = {duty.verb for duty in acts._view.duties} | {lack.verb for lack in left if lack.verb}
    return asked | {one.text().strip() for one in acts.main_buttons()}


def toast(shell: Shell) -> str:
    return "\n".join(words(one) for one in shell.findChildren(Toast) if one.isVisible())


def take_back(shell: Shell) -> None:
    (shown,) = (one for one in shell.findChildren(Toast) if one.isVisible())
    undo = next(one for one in shown.findChildren(QPushButton) if one.text() == "撤销")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
