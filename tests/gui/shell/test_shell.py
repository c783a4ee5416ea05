"""The main window: places, counts, keys, search, text size, toast, closing."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import names
from anbang_desktop.gui import questions
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.settings import backup_flow
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import PageKey
from anbang_desktop.gui.shell.preferences import text_size
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import size_in_force
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import due, people
from anbang_desktop.services.worklist.due import DueItem
from tests.support import vaults
from tests.support.sample_records import sample

PLAIN = Qt.TextFormat.PlainText
CONTROL = Qt.KeyboardModifier.ControlModifier
ITS = names(Client)


def somebody(shell: Shell) -> people.PersonRow:
    return people.first_page(shell.desk, people.PeopleFilter(), limit=1)[0]


def test_the_work_of_the_day_is_read_once_for_list_and_count(
    program: Program, office: Path, imported: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    whole = due.whole

    def counted(desk: Desk, chosen: due.Cases, items: Mapping[int, Sequence[DueItem]]) -> list[DueItem]:
        asked.append(len(items))
        return whole(desk, chosen, items)

    monkeypatch.setattr(due, "whole", counted)
    program._opened(opening._desk(vaults.reopen(office, imported[1]), vaults.CLOCK))
    shell = program.shell()
    assert shell is not None
    assert shell.here() == "today"
    before = shell.nav.entry("today").count_label().text()
    assert len(asked) == 1
    assert int(before) == len(due.work(shell.desk))
    asked.clear()
    shell.refresh()
    shell.saved()
    assert asked == [], "nothing was written since"
    write.record(shell.desk, somebody(shell).no, CONTACT.name, sample(CONTACT, shell.desk.codes))
    shell.saved()
    assert len(asked) == 1


def test_the_navigation_shows_the_places_and_their_counts(shell: Shell) -> None:
    for place in PLACES:
        if not place.under:
            assert shell.nav.entry(place.key).isVisible()
    assert shell.nav.entry("people").count_label().text() == "32"
    assert shell.nav.entry("today").isChecked()


@pytest.mark.parametrize("key", [place.key for place in PLACES if not place.under])
def test_every_place_opens(shell: Shell, program: Program, key: PageKey) -> None:
    shell.go(key)
    assert shell.here() == key
    assert program.trouble.box() is None
    assert shell.grab().width() == 1366


def test_a_page_that_does_not_exist_is_said(shell: Shell) -> None:
    with pytest.raises(UserError):
        shell.go("nowhere")  # type: ignore[arg-type]


def test_alt_and_a_number_go_to_a_place(shell: Shell, qtbot: QtBot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shell.here() == "people")


def test_ctrl_f_then_a_name_then_enter_opens_the_person(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, object]] = []
    monkeypatch.setattr(shell, "go", lambda key, **target: went.append((key, target.get("no"))))
    one = somebody(shell)
    shell.search.start()
    shell.top.search.setText(one.name)
    qtbot.keyClick(shell.top.search, Qt.Key.Key_Return)
    assert went == [("person", one.no)]


def test_the_hits_say_why_and_show_no_whole_number(shell: Shell) -> None:
    one = somebody(shell)
    shell.top.search.setText(one.id_no_masked[-4:])
    shell.search.look_up()
    model = shell.search.view.model()
    shown = [model.index(row, column).data() for row in range(model.rowCount()) for column in range(3)]
    assert shell.search.view.isVisible()
    assert "身份证号" in shown
    assert any(one.id_no_masked in str(words) for words in shown)


def test_esc_puts_the_hits_away(shell: Shell, qtbot: QtBot) -> None:
    shell.top.search.setText("王")
    shell.search.look_up()
    qtbot.keyClick(shell.top.search, Qt.Key.Key_Escape)
    assert not shell.search.view.isVisible()
    assert not shell.top.search.text(), "Esc empties the search at once"
    qtbot.keyClick(shell.top.search, Qt.Key.Key_Escape)
    page = shell.page()
    assert page is not None
    assert shell.window().focusWidget() is (page.first() or page), "and from the empty entry goes back"


def test_no_hit_says_what_to_try(shell: Shell) -> None:
    shell.top.search.setText("查无此人")
    shell.search.look_up()
    assert "没有找到" in shell.search.view.model().index(0, 0).data()


def test_another_text_size_keeps_the_page_and_its_filter(shell: Shell, program: Program) -> None:
    shell.go("people", quick="key")
    program.set_size("特大")
    again = program.shell()
    assert again is not None
    assert again is not shell
    assert again.here() == "people"
    assert again.page().keep()["filter"].quick == "key"  # type: ignore[union-attr]
    assert size_in_force() == text_size() == "特大"
    assert (program.frame.width(), program.frame.height()) == (1366, 768)


def test_a_text_size_before_the_unlock(program: Program) -> None:
    program.set_size("大")
    assert isinstance(program.frame.content(), Unlock)
    assert size_in_force() == "大"


def test_saved_shows_the_time(shell: Shell) -> None:
    shell.saved()
    assert shell.status.standing.saved == shell.desk.clock.now()
    assert any("已保存 09:00" in label.text() for label in shell.status.findChildren(QLabel))


def test_the_toast_takes_back(shell: Shell) -> None:
    undone: list[bool] = []
    shell.toast("已登记走访", lambda: undone.append(True))
    assert shell._toast is not None
    shell._toast.findChild(QPushButton).click()  # type: ignore[union-attr]
    assert undone == [True]


def test_every_label_is_plain_text(shell: Shell) -> None:
    for key in ("today", "people", "settings"):
        shell.go(key)
    rich = [
        label.text() for label in shell.findChildren(QLabel) if label.text() and label.textFormat() != PLAIN
    ]
    assert rich == []


def test_every_entry_and_button_says_its_name(shell: Shell) -> None:
    for key in ("today", "people", "settings"):
        shell.go(key)
    kinds: list[type[QWidget]] = [QPushButton, QLineEdit]
    nameless = [
        one for kind in kinds for one in shell.findChildren(kind) if not one.accessibleName() and one.parent()
    ]
    assert [one for one in nameless if not (isinstance(one, QPushButton) and one.text())] == []


def test_closing_offers_a_backup_and_runs_it(
    shell: Shell,
    program: Program,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("stick")
    monkeypatch.setattr(backup_flow.BackupAtClose, "ask", classmethod(lambda _cls, _over, _changes: "backup"))
    monkeypatch.setattr(questions, "save_folder", lambda *_: folder)
    assert shell.isVisible()
    program.frame.close()
    box = program.trouble.box()
    assert box is None, [label.text() for label in box.findChildren(QLabel)]
    qtbot.waitUntil(
        lambda: not program.frame.isVisible(), timeout=60_000
    )  # one turn of the event loop, however busy the machine
    assert [file.suffix for file in folder.iterdir()] == [".abk"]


def test_who_stays_after_the_backup_is_asked_again_at_the_next_closing(
    shell: Shell, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        backup_flow.BackupAtClose, "ask", classmethod(lambda _cls, _over, changes: asked.append(changes))
    )
    program._backed_up = True
    assert program._may_close(), "made just now"
    assert asked == []
    assert not program.frame.close()
    assert len(asked) == 1


def test_staying_keeps_the_window(shell: Shell, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_flow.BackupAtClose, "ask", classmethod(lambda _cls, _over, _changes: None))
    program.frame.close()
    assert program.frame.isVisible()
    assert shell.isVisible()


def press(words: str) -> Callable[[], None]:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()

    return act


def test_the_keys_are_on_a_sheet(shell: Shell, qtbot: QtBot) -> None:
    shown: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        press("知道了")()

    QTimer.singleShot(100, look)
    qtbot.keyClick(shell, Qt.Key.Key_Slash, CONTROL)
    qtbot.waitUntil(lambda: bool(shown))
    assert "Ctrl+F" in shown


def test_the_status_bar_says_at_once_what_is_not_saved(shell: Shell) -> None:
    def format_day() -> str:
        QApplication.processEvents()  # the bar was drawn anew
        return " ".join(
            one.text() for one in shell.status.findChildren(QLabel) if one.isVisibleTo(shell.status)
        )

    shell.go("person", no=somebody(shell).no)
    assert "都已保存" in format_day()
    page = shell.page()
    assert isinstance(page, PersonPage)
    entry = page.in_hand.edit("nickname").rows["nickname"].editor.entries()[0]
    QTest.keyClicks(entry, "xy")
    assert "有没保存的内容" in format_day()
    assert "都已保存" not in format_day()
    page.in_hand.drop()
    assert "都已保存" in format_day()
    QTest.keyClicks(page.in_hand.edit("nickname").rows["nickname"].editor.entries()[0], "xy")
    assert page.in_hand.save()
    assert "已保存" in format_day()
    assert "有没保存的内容" not in format_day()
    shell.go("register")
    page = shell.page()
    assert isinstance(page, RegisterPage)
    QTest.keyClicks(page.form.rows["name"].editor.entries()[0], "zhao")
    assert "有没保存的内容" in format_day(), "the time of the last save is not the last word"
    page._forget()


def test_sex_against_the_identity_number_is_a_warning_until_it_is_right(shell: Shell) -> None:
    shell.go("register")
    page = shell.page()
    assert isinstance(page, RegisterPage)
    number, sex = page.form.row(ITS.id_no), page.form.row(ITS.sex)
    QTest.keyClicks(number.editor.entries()[0], "149901198311210525")
    assert sex.editor.value() == "2"
    QTest.keyClick(sex.editor.entries()[0], Qt.Key.Key_Up)
    assert sex.editor.value() == "1"
    assert "身份证号里是 女" in sex.warning
    QTest.keyClick(sex.editor.entries()[0], Qt.Key.Key_Down)
    assert sex.warning == ""
