"""After the unlock one is where one was: page, person, filter, the half-filled form and its cursor."""

import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop import app as composition
from anbang_desktop.domain.roster_plan import Treatment, Verdict
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.keys import undisturbed
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.pages.importing.page import CHOOSE, PREVIEW, ImportPage
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.resume import FORM, take_up
from anbang_desktop.gui.session import Program, offices_in
from anbang_desktop.gui.shell.page import PageKey, Target
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services import opening
from anbang_desktop.services.cases.on_books import Opening
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import write
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people
from tests.support import vaults
from tests.support.clerk import answering, escape
from tests.support.desks import LIST
from tests.support.office_work import LEADER, VILLAGE

BOOKS = Opening(date(2026, 11, 30), "换用本程序")


def unlock(program: Program) -> Shell:
    shown = program.frame.content()
    assert isinstance(shown, Unlock)
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()
    shell = program.shell()
    assert shell is not None
    return shell


def lock_and_unlock(program: Program) -> Shell:
    program.lock()
    return unlock(program)


def somebody(shell: Shell) -> str:
    return people.first_page(shell.desk, people.PeopleFilter(), "no", limit=1)[0].no


def test_a_section_in_hand_stands_there_again_with_its_cursor(shell: Shell, program: Program) -> None:
    no, listed = somebody(shell), people.list_ids(shell.desk, people.PeopleFilter(), "no")
    shell.go("person", no=no, among=listed, at=0)
    page = shell.page()
    assert isinstance(page, PersonPage)
    page.in_hand.fill("phone")
    form = page.in_hand.edit("phone")
    for name, words in (("phone", "139"), ("contact_other", "微信")):
        form.rows[name].editor.set_raw(words)
        form.rows[name].editor.changed.emit()
    form.go_to("contact_other")
    QApplication.processEvents()
    scrolled = page._area.verticalScrollBar().value()
    again = lock_and_unlock(program)
    page = again.page()
    assert isinstance(page, PersonPage)
    assert (page._no, list(page._among)) == (no, list(listed))
    assert page.in_hand.registration.draft() == {"phone": "139", "contact_other": "微信"}
    assert page.in_hand.drafting.offer.isHidden(), "nothing is asked"
    focus = page.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == page.in_hand.edit("phone").rows["contact_other"].field.label
    QApplication.processEvents()
    assert scrolled > 0
    assert abs(page._area.verticalScrollBar().value() - scrolled) < 120
    page.in_hand.drop()


def test_the_dialog_of_a_record_is_on_top_again(shell: Shell, program: Program, qtbot: QtBot) -> None:
    no = somebody(shell)
    seen: list[tuple[object, str, bool]] = []

    def fill(dialog: ContactDialog) -> None:
        line = dialog.form.rows["content"]
        line.editor.set_raw("谈了就业")
        line.editor.changed.emit()
        line.editor.setFocus()
        QTimer.singleShot(0, program, program.lock)

    def look(dialog: ContactDialog) -> None:
        QApplication.processEvents()
        focus = dialog.focusWidget()
        seen.append(
            (
                dialog.form.rows["content"].editor.raw(),
                focus.accessibleName() if focus else "",
                dialog._drafting.offer.isHidden(),
            )
        )
        escape(dialog)

    with answering((ContactDialog, fill)):
        undisturbed(lambda: shell.go("person", no=no, do=Verb.RECORD_CONTACT))
    with answering((ContactDialog, look)):
        again = unlock(program)
        qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("谈了就业", "内容", True)]
    page = again.page()
    assert isinstance(page, PersonPage)
    assert page._no == no
    assert drafts.find(again.desk, f"contact:{no}") is not None, "Esc keeps it"


def test_an_assessment_with_a_members_sheet_on_top(
    shell: Shell, program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    no = somebody(shell)
    write.record(shell.desk, no, "group", {"members": [LEADER, VILLAGE]})
    shell.go("assessments", no=no)
    page = shell.page()
    assert isinstance(page, AssessmentsPage)
    assert page.one is not None
    first = page.one.instrument.items[0]
    page.one.items[first.code].entry.choose(first.options[1].label)
    page.one.sheets._told.begin()
    seen: list[object] = []

    def answer(dialog: SheetDialog) -> None:
        entry = dialog.entries[0]
        entry.choose(next(iter(entry._answers.values())))
        QTimer.singleShot(0, program, program.lock)

    def look(dialog: SheetDialog) -> None:
        seen.append(dialog.entries[0].value())
        escape(dialog)

    with answering((SheetDialog, answer)):
        undisturbed(partial(page.one.sheets.enter, "王建国"))
    with answering((SheetDialog, look)):
        again = unlock(program)
        qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] is not None
    later = again.page()
    assert isinstance(later, AssessmentsPage)
    assert later.one is not None
    assert later.one.answers.agreed == {first.code: first.options[1].label}


def test_also_after_the_program_was_closed(
    shell: Shell, program: Program, office: Path, painted: QApplication
) -> None:
    shell.go("register")
    page = shell.page()
    assert isinstance(page, RegisterPage)
    page.form.rows["name"].editor.set_raw("李建国")
    page.form.rows["name"].editor.changed.emit()
    program.finish()
    later = Program(painted, composition.doors(vaults.CLOCK, office), composition.load_inside, at_once=True)
    later.start(offices_in([office], opening.look))
    again = unlock(later)
    page = again.page()
    assert isinstance(page, RegisterPage)
    assert page.form.rows["name"].editor.raw() == "李建国"
    later.finish()
    later.frame.deleteLater()


@pytest.mark.parametrize(
    ("page", "target", "shows"),
    [
        (
            "people",
            {"filter": people.PeopleFilter(text="周", states=frozenset({"S10_NOTICE"}))},
            lambda page: page._filter,
        ),
        ("agreements", {"quick": ""}, lambda page: page._quick),
        ("verification", {"quick": "all"}, lambda page: page._quick),
        ("reports", {}, lambda page: page.view),
        ("importing", {}, lambda page: page.step),
        ("visits", {}, lambda page: page._ids),
        ("archives", {"quick": "all"}, lambda page: page._quick),
    ],
)
def test_every_page_comes_back_as_it_was(
    shell: Shell, program: Program, page: PageKey, target: Target, shows: Callable[[object], object]
) -> None:
    shell.go(page, **target)
    before = shows(shell.page())
    again = lock_and_unlock(program)
    assert again.here() == page
    assert shows(again.page()) == before


def test_the_list_keeps_its_order(shell: Shell, program: Program) -> None:
    shell.go("people", sort=("release_date", True))
    again = lock_and_unlock(program)
    page = again.page()
    assert isinstance(page, PeoplePage)
    assert page._sort == ("release_date", True)


def test_who_is_gone_is_not_looked_for(shell: Shell) -> None:
    place = {"page": "person", "target": {"no": "QS01-1999-0001"}, "focus": "", "begun": "", "dialog": ""}
    drafts.keep(shell.desk, FORM, place)
    assert not take_up(shell)
    assert drafts.find(shell.desk, FORM) is None, "not tried a second time"


def test_the_place_names_nobody_outside_the_vault(shell: Shell, program: Program, office: Path) -> None:
    no = somebody(shell)
    shell.go("person", no=no)
    program.lock()
    files = [*office.parent.rglob("*"), Path(choices().fileName())]
    assert not [file for file in files if file.is_file() and no.encode() in file.read_bytes()]


def test_a_preview_of_a_list_stands_there_again_over_a_lock(
    shell: Shell, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made again from the file, with what was put right and ticked; nothing of it lies outside the vault."""
    file = tmp_path / LIST.name
    shutil.copy(LIST, file)
    shell.go("importing", path=file)
    page = shell.page()
    assert isinstance(page, ImportPage)
    assert page.plan is not None
    row = page.plan.rows[0]
    page._revise(PREVIEW, edits={(row.number, "name"): "周小改"})
    asked = [one.number for one in page.plan.with_verdict(Verdict.ASK)][:1]
    page.accepted.update(asked)
    before = [(one.number, one.verdict, one.name) for one in page.plan.rows]
    again = lock_and_unlock(program).page()
    assert isinstance(again, ImportPage)
    assert again is not page
    assert again.plan is not None
    assert again.step == PREVIEW
    assert [(one.number, one.verdict, one.name) for one in again.plan.rows] == before
    assert "周小改" in [name for _number, _verdict, name in before]
    assert again.accepted == set(asked)

    again.plan = roster.read_as(again.desk, again.plan, BOOKS)
    again._revise(PREVIEW, treatments={"phone": Treatment.SKIP})
    opened = lock_and_unlock(program).page()
    assert isinstance(opened, ImportPage)
    assert opened.plan is not None
    assert opened.plan.opening == BOOKS, "never a list from above unasked"
    assert opened.plan.treatments_told == {"phone": Treatment.SKIP}

    with file.open("ab") as changed:
        changed.write(b"x")
    told: list[str] = []
    monkeypatch.setattr(program.trouble, "show", lambda error: told.append(str(error)))
    anew = lock_and_unlock(program).page()
    assert isinstance(anew, ImportPage)
    assert anew.step == CHOOSE, "its rows may be others now"
    assert told
