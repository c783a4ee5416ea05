"""What is typed and not saved: kept after some seconds and on going out of sight, offered at the next
opening, gone with the save.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import WAIT_MS
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.group_dialog import GroupDialog
from anbang_desktop.gui.shell.shell import PUT_BY
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import assessment_round
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import press
from tests.support.vaults import PASSPHRASE, USER
from tests.support.widgets import words


def typed(page: PersonPage | RegisterPage | RecordDialog, name: str, what: str) -> None:
    """As if a clerk had typed it."""
    form = page.in_hand.edit(name) if isinstance(page, PersonPage) else page.form
    form.rows[name].editor.set_raw(what)
    form.rows[name].editor.changed.emit()


@pytest.fixture
def person_page(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> PersonPage:
    made = PersonPage(desk, window)
    qtbot.addWidget(made)
    return made


def offered(page: PersonPage | RegisterPage) -> str:
    drafting = page.in_hand.drafting if isinstance(page, PersonPage) else page.drafting
    return "" if drafting.offer.isHidden() else words(drafting.offer)


def test_seconds_after_the_last_change_the_form_is_kept_and_survives_a_kill(
    person_page: PersonPage, desk: Desk, fresh: str, qtbot: QtBot, window: ToldWindow
) -> None:
    person_page.open(no=fresh)
    typed(person_page, "nickname", "老周")
    timer = person_page.in_hand.drafting.timer
    assert timer.isActive()
    assert timer.interval() == WAIT_MS
    assert drafts.find(desk, f"registration:{fresh}") is None
    timer.timeout.emit()
    desk.store.close()  # no page is asked, as if the power went
    again = opening.unlock(desk.store._unlocked.folder, USER, PASSPHRASE, desk.clock)
    try:
        later = PersonPage(again, window)
        qtbot.addWidget(later)
        later.open(no=fresh)
        assert "上次有没保存的内容（" in offered(later)
        assert not later.unsaved(), "nothing is filled in without being asked"
        later.in_hand.drafting.go_on()
        assert later.in_hand.registration.draft() == {"nickname": "老周"}
        assert offered(later) == ""
        assert later.in_hand.save()
        assert drafts.find(again, f"registration:{fresh}") is None
    finally:
        opening.close(again)


def test_a_lock_keeps_what_was_typed_a_moment_ago(person_page: PersonPage, desk: Desk, fresh: str) -> None:
    person_page.show()
    person_page.open(no=fresh)
    typed(person_page, "phone", "139")
    person_page.hide()
    kept = drafts.find(desk, f"registration:{fresh}")
    assert kept is not None
    assert kept.values == {"phone": "139"}, "also what cannot be read yet"
    assert not person_page.in_hand.drafting.timer.isActive()


def test_looking_at_a_form_keeps_nothing(person_page: PersonPage, desk: Desk, fresh: str) -> None:
    person_page.show()
    person_page.open(no=fresh)
    person_page.hide()
    assert drafts.find(desk, f"registration:{fresh}") is None


def test_what_is_taken_back_leaves_no_draft(person_page: PersonPage, desk: Desk, fresh: str) -> None:
    person_page.open(no=fresh)
    typed(person_page, "nickname", "老周")
    person_page.in_hand.drafting.write()
    typed(person_page, "nickname", "")
    person_page.in_hand.drafting.write()
    assert drafts.find(desk, f"registration:{fresh}") is None


def test_not_saving_drops_the_draft(person_page: PersonPage, desk: Desk, fresh: str) -> None:
    person_page.open(no=fresh)
    typed(person_page, "nickname", "老周")
    person_page.in_hand.drafting.write()
    person_page.in_hand.drop()
    assert drafts.find(desk, f"registration:{fresh}") is None


def test_an_offer_that_is_not_answered_is_never_lost(person_page: PersonPage, desk: Desk, fresh: str) -> None:
    form = f"registration:{fresh}"
    drafts.keep(desk, form, {"nickname": "老周"})
    person_page.open(no=fresh)
    typed(person_page, "contact_other", "微信")
    person_page.in_hand.drafting.write()
    kept = drafts.find(desk, form)
    assert kept is not None
    assert kept.values == {"nickname": "老周", "contact_other": "微信"}
    assert person_page.in_hand.save()
    left = drafts.find(desk, form)
    assert left is not None
    assert left.values == {"nickname": "老周"}, (
        "what was saved is no draft any more, the rest is still offered"
    )


def test_an_offer_is_thrown_away_only_after_a_question(
    person_page: PersonPage, desk: Desk, fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = f"registration:{fresh}"
    drafts.keep(desk, form, {"nickname": "老周"})
    person_page.open(no=fresh)
    monkeypatch.setattr(questions, "sure", lambda *_said, **_verbs: False)
    person_page.in_hand.drafting.discard()
    assert drafts.find(desk, form) is not None
    monkeypatch.setattr(questions, "sure", lambda *_said, **_verbs: True)
    person_page.in_hand.drafting.discard()
    assert drafts.find(desk, form) is None
    assert offered(person_page) == ""


def test_a_new_registration_is_kept(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow
) -> None:
    def page() -> RegisterPage:
        made = RegisterPage(desk, window)
        qtbot.addWidget(made)
        made.show()
        made.open()
        return made

    first = page()
    typed(first, "name", "李建国")
    first.hide()
    second = page()
    assert "接着填" in offered(second)
    second.drafting.go_on()
    assert second.form.rows["name"].editor.raw() == "李建国"


def test_a_page_built_anew_is_not_offered_what_it_shows(
    person_page: PersonPage, desk: Desk, fresh: str
) -> None:
    person_page.open(no=fresh)
    typed(person_page, "nickname", "老周")
    kept = person_page.keep()
    person_page.in_hand.drafting.write()
    person_page.open(**kept)
    assert person_page.in_hand.registration.draft() == {"nickname": "老周"}
    assert offered(person_page) == ""


# ---------------------------------------------------------------- dialogs
@pytest.fixture
def visits(
    painted: QApplication, qtbot: QtBot, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Any]:
    """Opens 登记走访 without waiting for it."""

    def opened() -> ContactDialog:
        met: list[ContactDialog] = []

        def run(self: ContactDialog) -> None:
            met.append(self)
            qtbot.addWidget(self)
            self.show()

        monkeypatch.setattr(ContactDialog, "run", run)
        ContactDialog.ask(None, desk, people.show(desk, registered), entry_context(desk))
        return met[0]

    return opened


def test_the_lock_keeps_a_record_in_hand(visits: Callable[[], Any], desk: Desk, registered: str) -> None:
    dialog = visits()
    assert not dialog.form.dirty, "what is given is not typed"
    typed(dialog, "content", "谈了就业")
    dialog.done(QDialog.DialogCode.Rejected)  # as program.close_windows does
    kept = drafts.find(desk, f"contact:{registered}")
    assert kept is not None
    assert kept.values == {"content": "谈了就业"}
    again = visits()
    again._drafting.go_on()
    assert again.form.rows["content"].editor.raw() == "谈了就业"
    again.leave()


def test_not_saving_a_record_drops_it(visits: Callable[[], Any], desk: Desk, registered: str) -> None:
    dialog = visits()
    typed(dialog, "content", "谈了就业")
    dialog._drafting.write()
    dialog.leave()
    assert drafts.find(desk, f"contact:{registered}") is None


def test_esc_keeps_what_was_typed_and_the_next_opening_offers_it(
    visits: Callable[[], Any], desk: Desk, registered: str
) -> None:
    dialog = visits()
    typed(dialog, "content", "谈了就业")
    dialog.reject()
    assert not dialog.isVisible(), "nothing is asked"
    kept = drafts.find(desk, f"contact:{registered}")
    assert kept is not None
    assert kept.values == {"content": "谈了就业"}
    again = visits()
    assert not again._drafting.offer.isHidden()
    again.reject()
    assert drafts.find(desk, f"contact:{registered}") is not None, "an offer that is not answered stays"
    untouched = visits()
    untouched._drafting.go_on()
    press("暂存")(untouched)
    assert not untouched.isVisible()


def test_leaving_says_so_and_not_saving_can_be_taken_back(
    person_page: PersonPage, desk: Desk, window: ToldWindow, registered: str, qtbot: QtBot
) -> None:
    def opened() -> ContactDialog:
        met: list[ContactDialog] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ContactDialog, "run", lambda dialog: met.append(dialog))  # noqa: PLW0108
            ContactDialog.ask(person_page, desk, people.show(desk, registered), entry_context(desk))
        return met[0]

    form = f"contact:{registered}"
    dialog = opened()
    typed(dialog, "content", "谈了就业")
    dialog.reject()
    assert window.toasts == [PUT_BY]
    dialog = opened()
    dialog._drafting.go_on()
    dialog.leave()
    assert drafts.find(desk, form) is None
    assert window.toasts[-1] == "没有保存"
    assert window.undo is not None
    window.undo()
    kept = drafts.find(desk, form)
    assert kept is not None
    assert kept.values == {"content": "谈了就业"}


def test_a_draft_that_is_gone_on_with_stands_there_at_once(
    person_page: PersonPage, desk: Desk, registered: str
) -> None:
    form = f"contact:{registered}"
    drafts.keep(desk, form, {"content": "谈了就业"})
    person_page.resuming = {form}
    met: list[ContactDialog] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContactDialog, "run", lambda dialog: met.append(dialog))  # noqa: PLW0108
        ContactDialog.ask(person_page, desk, people.show(desk, registered), entry_context(desk))
    assert met[0].form.rows["content"].editor.raw() == "谈了就业"
    assert met[0]._drafting.offer.isHidden()
    assert person_page.resuming == set()


# ---------------------------------------------------------------- pages
def test_leaving_a_section_keeps_it_and_offers_it_where_it_was(
    person_page: PersonPage, desk: Desk, fresh: str, window: ToldWindow
) -> None:
    person_page.open(no=fresh)
    typed(person_page, "nickname", "老周")
    person_page.in_hand.leave()
    assert person_page.in_hand.form is None
    assert window.toasts == [PUT_BY]
    assert "接着填" in offered(person_page)
    person_page.in_hand.drafting.go_on()
    assert person_page.in_hand.registration.draft() == {"nickname": "老周"}
    assert person_page.set_aside()
    assert not person_page.set_aside(), "once is enough"
    kept = drafts.find(desk, f"registration:{fresh}")
    assert kept is not None
    assert kept.values == {"nickname": "老周"}


def test_not_saving_a_section_can_be_taken_back(
    person_page: PersonPage, desk: Desk, fresh: str, window: ToldWindow
) -> None:
    person_page.open(no=fresh)
    typed(person_page, "nickname", "老周")
    person_page.in_hand.drop()
    assert drafts.find(desk, f"registration:{fresh}") is None
    assert window.undo is not None
    window.undo()
    assert "接着填" in offered(person_page), "it is offered at once"


def test_leaving_a_new_registration_keeps_it(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow
) -> None:
    made = RegisterPage(desk, window)
    qtbot.addWidget(made)
    made.open()
    assert not made.set_aside()
    typed(made, "name", "李建国")
    assert made.begun() == "register"
    assert made.set_aside()
    assert not made.form.dirty
    made.open()
    assert "接着填" in offered(made)
    made.drafting.go_on()
    made._drop()
    assert window.toasts == ["没有登记"]
    assert drafts.find(desk, "register") is None


# ---------------------------------------------------------------- assessment
def test_an_assessment_in_hand_is_kept(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow, registered: str
) -> None:
    page = AssessmentsPage(desk, window)
    qtbot.addWidget(page)
    page.show()
    page.open(no=registered)
    assert page.one is not None
    page.one.drafting.write()
    assert drafts.find(desk, f"assessment:{registered}") is None, "opened and not touched"
    first = desk.instrument.items[0]
    page.one.items[first.code].entry.choose(first.options[1].label)
    page.hide()
    page.open(no=registered)
    assert page.one.answers.agreed == {}
    page.one.drafting.go_on()
    assert page.one.answers.agreed == {first.code: first.options[1].label}


@pytest.fixture
def sheets(
    painted: QApplication,
    qtbot: QtBot,
    desk: Desk,
    window: ToldWindow,
    registered: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], Any]:
    """Opens the sheet of 王建国 without waiting for it."""
    assessment_round.begin_round(desk, registered, "INITIAL")
    page = AssessmentsPage(desk, window)
    qtbot.addWidget(page)
    page.open(no=registered)
    met: list[SheetDialog] = []

    def run(self: SheetDialog) -> None:
        met.append(self)
        self.show()

    monkeypatch.setattr(SheetDialog, "run", run)

    def opened() -> SheetDialog:
        assert page.one is not None
        page.one.sheets.enter("王建国")
        return met[-1]

    return opened


def test_the_lock_keeps_a_members_sheet_in_hand(
    sheets: Callable[[], Any], desk: Desk, registered: str
) -> None:
    form = f"sheet:{registered}:王建国"
    dialog = sheets()
    dialog.done(QDialog.DialogCode.Rejected)
    assert drafts.find(desk, form) is None, "opened and not touched"
    dialog = sheets()
    entry = dialog.entries[0]
    answer = next(iter(entry._answers.values()))
    entry.choose(answer)
    dialog.done(QDialog.DialogCode.Rejected)  # as program.close_windows does
    kept = drafts.find(desk, form)
    assert kept is not None
    assert kept.values == {entry.field.name: answer}
    again = sheets()
    assert again.entries[0].value() is None, "nothing is filled in without being asked"
    again._drafting.go_on()
    assert again.entries[0].value() == answer
    again._rest()
    again.save()
    assert drafts.find(desk, form) is None


def test_esc_keeps_a_sheet_and_not_putting_it_in_drops_it(
    sheets: Callable[[], Any], desk: Desk, registered: str
) -> None:
    form = f"sheet:{registered}:王建国"
    dialog = sheets()
    dialog.entries[0].choose(next(iter(dialog.entries[0]._answers.values())))
    dialog.reject()
    assert not dialog.isVisible()
    assert drafts.find(desk, form) is not None
    dialog = sheets()
    dialog._drafting.go_on()
    dialog.leave()
    assert drafts.find(desk, form) is None


def test_leaving_an_assessment_keeps_half_the_answers(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow, registered: str
) -> None:
    page = AssessmentsPage(desk, window)
    qtbot.addWidget(page)
    page.open(no=registered)
    assert page.one is not None
    assert not page.set_aside()
    first = desk.instrument.items[0]
    page.one.items[first.code].entry.choose(first.options[1].label)
    assert page.begun() == f"assessment:{registered}"
    assert page.set_aside()
    page.resuming = {f"assessment:{registered}"}
    page.open(no=registered)
    assert page.one.answers.agreed == {first.code: first.options[1].label}, "gone on with at once"
    page.one._drop()
    assert window.toasts[-1] == "没有保存"
    assert drafts.find(desk, f"assessment:{registered}") is None


def test_the_lock_keeps_a_half_typed_row(
    painted: QApplication, qtbot: QtBot, desk: Desk, registered: str
) -> None:
    member = people.show(desk, registered)

    def opened() -> GroupDialog:
        met: list[GroupDialog] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(GroupDialog, "run", lambda dialog: met.append(dialog))  # noqa: PLW0108 - bound to the dialog, as a method is
            GroupDialog.ask(None, desk, member, entry_context(desk))
        qtbot.addWidget(met[0])
        met[0].show()
        return met[0]

    def rows(dialog: GroupDialog) -> RowsEditor:
        editor = dialog.form.rows["members"].editor
        assert isinstance(editor, RowsEditor)
        return editor

    dialog = opened()
    members = rows(dialog)
    members.edit(3)
    assert members._open is not None
    members._open._editors["name"].set_raw("赵兰")
    members._open._editors["name"].changed.emit()
    assert dialog.form.dirty
    dialog.done(QDialog.DialogCode.Rejected)
    again = opened()
    assert again._drafting is not None
    again._drafting.go_on()
    members = rows(again)
    assert len(members.rows()) == 3
    assert members._open is not None
    assert members._open._editors["name"].raw() == "赵兰"
    again.leave()
