"""Each key has one owner: pressed from an entry, in the real window, on every page, it reaches it once."""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.gui import keys
from anbang_desktop.gui.keys import KEYS, ON, Where, bind, owned
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.pages.person.page import SECTIONS, PersonPage
from anbang_desktop.gui.parts.tab_order import reading_order
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.keys_help import KeysHelp
from anbang_desktop.gui.shell.page import Page, PageKey
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.shell.toast import Toast
from anbang_desktop.services.worklist import people
from tests.architecture.test_sources import ROOT
from tests.support.clerk import answering, escape
from tests.support.widgets import words

TOGETHER = (  # owners that may hear the same key, with the page that they are on
    (Where.WINDOW, Where.PERSON, Where.SECTION, Where.FORM),
    (Where.WINDOW, Where.PEOPLE),
    (Where.WINDOW, Where.VERIFICATION),
    (Where.WINDOW, Where.VISITS),
    (Where.WINDOW, Where.HEALTH),
    (Where.WINDOW, Where.TAKEOVER),
    (Where.WINDOW, Where.IMPORT, Where.PREVIEW),
    (Where.WINDOW, Where.REPORTS),
    (Where.WINDOW, Where.OWN_LISTS),
    (Where.WINDOW, Where.CAMPAIGNS),
    (Where.WINDOW, Where.WISHES),
    (Where.DIALOG, Where.FORM),
)
OF_PAGE: dict[PageKey, Where] = {
    "person": Where.PERSON,
    "people": Where.PEOPLE,
    "verification": Where.VERIFICATION,
    "importing": Where.IMPORT,
    "reports": Where.REPORTS,
    "visits": Where.VISITS,
    "own_lists": Where.OWN_LISTS,
    "campaigns": Where.CAMPAIGNS,
    "wishes": Where.WISHES,
    "health": Where.HEALTH,
    "takeover": Where.TAKEOVER,
    "rules": Where.RULES,
}
OF_ONE: tuple[PageKey, ...] = ("person", "agreements", "assessments", "archives")
SHOWN: list[tuple[PageKey, bool]] = [
    *((place.key, False) for place in PLACES if place.key != "person"),
    *((key, True) for key in OF_ONE),
]


def press(key: str) -> None:
    """As the clerk does: whatever has the keyboard gets it."""
    combination = QKeySequence(key)[0]  # type: ignore[index]
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def entry(page: QWidget) -> QWidget | None:
    """Something on a page that takes letters."""
    can: list[QLineEdit | QPlainTextEdit] = [
        *page.findChildren(QLineEdit),
        *page.findChildren(QPlainTextEdit),
    ]
    return next((one for one in can if one.isVisible() and one.isEnabled() and not one.isReadOnly()), None)


def somebody(shell: Shell) -> str:
    return people.first_page(shell.desk, people.PeopleFilter(), "no", limit=1)[0].no


def shown(shell: Shell, key: PageKey, *, of_one: bool = False) -> Page:
    if of_one:
        shell.go(key, no=somebody(shell))
    else:
        shell.go(key)
    page = shell.page()
    assert page is not None
    if isinstance(page, PersonPage):
        page.in_hand.fill("phone")
    QApplication.processEvents()
    return page


@pytest.fixture
def active(shell: Shell, qtbot: QtBot) -> Shell:
    with qtbot.waitActive(shell.window()):
        shell.window().activateWindow()
    return shell


@pytest.fixture
def person(active: Shell) -> Iterator[PersonPage]:
    listed = people.list_ids(active.desk, people.PeopleFilter(), "no")
    active.go("person", no=people.rows(active.desk, listed[:1])[0].no, among=listed, at=0)
    page = active.page()
    assert isinstance(page, PersonPage)
    QApplication.processEvents()
    yield page
    page.in_hand.drop()


def test_no_two_owners_hear_the_same_key() -> None:
    for places in TOGETHER:
        for one, other in combinations(places, 2):
            assert not owned(one) & owned(other), (one, other)
    for where in Where:
        bound = [key for line in KEYS if line.where is where for key in line.keys]
        assert len(bound) == len(set(bound)), where


def test_a_key_that_is_not_in_the_table_is_not_bound(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    with pytest.raises(KeyError, match="PEOPLE does not own"):
        bind(owner, Where.PEOPLE, {"Ctrl+S": owner.close})


def test_keys_are_bound_from_the_table_only() -> None:
    """A shortcut made by hand would be a second owner that nobody sees."""
    makers = {"setShortcut", "setShortcuts", "QKeySequence"}
    for file in sorted((ROOT / "anbang_desktop").rglob("*.py")):
        used = {
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Attribute | ast.Name)
        }
        assert file.name == "keys.py" or not used & makers, file


def test_every_advertised_key_reaches_its_owner_once_from_an_entry_on_every_page(active: Shell) -> None:
    """What it does there is shown below; here nothing may swallow it and nobody else may claim it."""
    met: set[tuple[Where, str]] = set()
    for key, of_one in SHOWN:
        page = shown(active, key, of_one=of_one)
        for where in (Where.WINDOW, *([OF_PAGE[key]] if key in OF_PAGE else [])):
            for pressed in sorted(owned(where)):
                if pressed == "Ctrl+Z" or not _bound(active, pressed):
                    continue  # in a text it takes back what was typed
                target = entry(page) or (page.first() or page if pressed in ON else active.top.search)
                target.setFocus()  # in the search Ctrl+Enter is the search's own
                assert _heard(active, pressed) == [pressed], (key, pressed, type(target))
                met.add((where, pressed))
        if isinstance(page, PersonPage):
            page.in_hand.drop()
    wanted = {(where, one) for where in (Where.WINDOW, *OF_PAGE.values()) for one in owned(where)}
    assert wanted - met == {(Where.WINDOW, "Ctrl+Z")}


def _is_here(shell: Shell, key: PageKey) -> bool:
    return shell.here() == key


def _bound(shell: Shell, key: str) -> list[QShortcut]:
    return [one for one in shell.findChildren(QShortcut) if one.key() == QKeySequence(key)]


def _heard(shell: Shell, key: str) -> list[str]:
    """The keys whose owner was called when this one was pressed; their acts are held back."""
    heard: list[str] = []
    bound = _bound(shell, key)
    for one in bound:
        one.blockSignals(True)
    spies = [QShortcut(one.key(), one.parent() or shell, context=one.context()) for one in bound]
    for one in bound:
        one.setEnabled(False)
    for spy in spies:
        spy.activated.connect(lambda: heard.append(key))
        spy.activatedAmbiguously.connect(lambda: heard.append(f"{key} is claimed twice"))
    press(key)
    for one in bound:
        one.setEnabled(True)
        one.blockSignals(False)
    for spy in spies:
        spy.setParent(None)
        spy.deleteLater()
    return heard


@pytest.mark.parametrize(
    ("key", "asked"), [("Ctrl+S", "save_now"), ("Ctrl+P", "print_paper"), ("F5", "refresh")]
)
def test_the_window_hands_its_keys_to_the_page_in_front(
    active: Shell, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, key: str, asked: str
) -> None:
    for place, of_one in SHOWN:
        page = shown(active, place, of_one=of_one)
        called: list[PageKey] = []
        with monkeypatch.context() as patch:
            patch.setattr(page, asked, partial(called.append, place))
            (entry(page) or active.top.search).setFocus()
            press(key)
            qtbot.waitUntil(partial(bool, called))
        assert called == [place]
        if isinstance(page, PersonPage):
            page.in_hand.drop()


def test_the_keys_of_the_window_do_what_the_sheet_says(active: Shell, program: Program, qtbot: QtBot) -> None:
    def from_an_entry(key: str, done: Callable[[], bool]) -> None:
        page = shown(active, "register")
        (entry(page) or page).setFocus()
        press(key)
        qtbot.waitUntil(done)

    from_an_entry("Ctrl+F", active.top.search.hasFocus)
    shell_places = [place.key for place in PLACES if not place.under]
    assert shell_places[-1] == "settings", "its key stands in the sheet and the manual"
    for pressed, key in zip(keys.PLACES, shell_places, strict=True):
        from_an_entry(pressed, partial(_is_here, active, key))
        assert pressed in active.nav.entry(key).toolTip()
    active.go("people")
    press("Ctrl+N")
    qtbot.waitUntil(lambda: active.here() == "register")
    told: list[str] = []

    def read(sheet: KeysHelp) -> None:
        told.append(words(sheet))
        escape(sheet)

    with answering((KeysHelp, read)):
        from_an_entry("Ctrl+/", lambda: bool(told))
    assert all(line.does in told[0] for line in KEYS if line.where is not Where.DIALOG)
    active.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is active.window())
    active.go("people")
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: any("没有可以撤销" in words(one) for one in active.findChildren(Toast)))
    from_an_entry("Ctrl+L", lambda: isinstance(program.frame.content(), Unlock))


def test_the_section_keys_of_a_person_lead_to_their_sections(person: PersonPage) -> None:
    for at, (section, _name) in enumerate(SECTIONS, 1):
        press(f"Ctrl+{at}")
        focus = person.window().focusWidget()
        assert focus is not None
        there = person._holders[section]
        assert there.isAncestorOf(focus) or not any(reading_order(there)), section


def test_f2_opens_the_section_in_view_and_esc_reads_again(person: PersonPage) -> None:
    press("Ctrl+2")
    press("F2")
    assert person.in_hand.registration.titles == ("身份",)
    focus = person.window().focusWidget()
    assert focus is not None
    assert person.in_hand.edit("name").isAncestorOf(focus), "the keyboard is in the form"
    press("F3")
    press("Esc")
    change = person.in_hand.registration.change_button("身份")
    assert change is not None, "it is read again"
    assert person.window().focusWidget() is change


def test_alt_and_arrows_go_from_person_to_person(person: PersonPage, active: Shell) -> None:
    first = person._no
    active.top.search.setFocus()
    press("Alt+Down")
    assert person._no != first
    press("Alt+Up")
    assert person._no == first


def test_ctrl_s_saves_the_section_in_hand(person: PersonPage, active: Shell, qtbot: QtBot) -> None:
    person.in_hand.fill("phone")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.clear()
    QTest.keyClicks(focus, "13900001234")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: people.show(active.desk, person._no).file.client.phone == "13900001234")
    assert person.in_hand.registration.form is None, "it is read again"


def test_a_key_that_was_pressed_before_the_lock_does_nothing_behind_it(
    active: Shell, program: Program, qtbot: QtBot
) -> None:
    QTest.keyClick(active, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    program.lock()
    qtbot.wait(50)
    assert isinstance(program.frame.content(), Unlock)
    assert program.trouble.box() is None


def test_the_sheet_of_keys_begins_with_what_works_here(active: Shell) -> None:
    def groups(page: PageKey) -> list[str]:
        active.go(page)
        sheet = KeysHelp(active)
        said = [one.text() for one in sheet.findChildren(QLabel)]
        sheet.deleteLater()
        return said

    people_key = next(key.does for key in KEYS if key.where is Where.PEOPLE)
    checks_key = next(key.does for key in KEYS if key.where is Where.VERIFICATION)
    there = groups("people")
    assert there.index(people_key) < there.index("光标在这些地方时能用的") < there.index(checks_key)
    there = groups("verification")
    assert there.index(checks_key) < there.index("光标在这些地方时能用的") < there.index(people_key)
    assert set(there) >= {key.does for key in KEYS if key.where is not Where.DIALOG}, "none is left out"
