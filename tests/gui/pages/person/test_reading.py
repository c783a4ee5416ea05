"""The person page is read: what is covered, what is opened to be changed, where the keyboard goes."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import names
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.story_dialog import StoryDialog
from anbang_desktop.gui.pages.person.timeline import EventLine, TimeLine
from anbang_desktop.gui.parts.tab_order import reading_order
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.words import value_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.story_paper import StoryChoice
from tests.gui.pages.conftest import ToldWindow
from tests.support import office_work
from tests.support.clerk import answering, button, press
from tests.support.dialogs import filled
from tests.support.makers import TODAY
from tests.support.printer import plug_in
from tests.support.sample_records import sample
from tests.support.widgets import words

CHOICE = names(StoryChoice)
WRITTEN = [one for one in KINDS if one.recorded and one.fields is not REGISTRATION]
CHECKED = {"result": "01", "checker": "李文静", "methods": ["VILLAGE"], "replied_on": TODAY}


def test_a_page_opens_to_be_read_and_the_wheel_changes_nothing(
    page: PersonPage, qtbot: QtBot, desk: Desk, fresh: str
) -> None:
    """No entry stands open; whatever the wheel goes over only scrolls."""
    page.open(no=fresh)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    lines, texts, choices = QLineEdit, QPlainTextEdit, QComboBox
    assert not [one for kind in (lines, texts, choices) for one in page.findChildren(kind) if one.isVisible()]
    before, head = people.show(desk, fresh).values, desk.store.head().seq
    for notch in range(30):
        spot = QPoint(40 + 30 * notch, 60 + 18 * notch)
        target = page.childAt(spot) or page
        event = QWheelEvent(
            QPointF(target.mapFrom(page, spot)),
            QPointF(page.mapToGlobal(spot)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, event)
    assert people.show(desk, fresh).values == before
    assert desk.store.head().seq == head
    assert not page.unsaved()


def test_a_long_line_of_what_happened_never_pushes_the_page_sideways(
    page: PersonPage, qtbot: QtBot, desk: Desk, fresh: str
) -> None:
    write.record(desk, fresh, "verification", CHECKED)
    page.open(no=fresh)
    assert page._story is not None
    known = page._story.lines()[0]
    title = "帮扶已落实，心理与社会适应：青少年社工一对一陪伴" * 2
    line = EventLine(replace(known.event_, title=title), known._subject, opened=False)
    qtbot.addWidget(line)
    line.show()
    assert line.minimumSizeHint().width() < 500, "its column has 540 at 1366×768"


def test_what_is_sensitive_is_covered_while_it_is_read_and_each_look_is_noted(
    page: PersonPage, qtbot: QtBot, desk: Desk, fresh: str
) -> None:
    write.record(desk, fresh, "registration", {"phone": "13900001234", "live_addr": "东庄村西街9号"})
    page.open(no=fresh)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    values = people.show(desk, fresh).values
    sensitive = [one for one in REGISTRATION.fields if one.privacy >= 3 and values.get(one.name)]
    said = words(page.in_hand.registration)
    read = [values.get(one.name) for one in REGISTRATION.fields if one.privacy < 3]
    for field in sensitive:
        shown = value_words(desk, field, values[field.name])
        if len(shown) > 2 and values[field.name] not in read:
            assert shown not in said, field.label
    assert "139****1234" in said, "a phone keeps its ends"
    before = desk.store.head().seq
    address = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "现居住地：显示")
    address.click()
    assert "东庄村西街9号" in words(page.in_hand.registration)
    assert "13900001234" not in words(page.in_hand.registration), "one at a time"
    assert desk.store.head().seq == before + 1
    page.hide()
    page.show()
    assert "东庄村西街9号" not in words(page.in_hand.registration), "covered again when it was left"


def test_only_the_section_in_hand_is_a_form_and_to_open_it_is_noted(
    page: PersonPage, desk: Desk, fresh: str
) -> None:
    page.open(no=fresh)
    before = desk.store.head().seq
    page.in_hand.change("释放与衔接")
    assert page.in_hand.registration.titles == ("释放与衔接",)
    assert desk.store.head().seq == before + 1
    assert "还没有改动" in words(page.in_hand.foot)
    form = page.in_hand.edit("release_cert_no")
    form.rows["release_cert_no"].editor.set_raw("晋监释〔2026〕9号")
    form.rows["release_cert_no"].editor.changed.emit()
    assert "改了 1 项" in words(page.in_hand.foot)
    assert "修改" in [one.text() for one in page.findChildren(QPushButton)], "the others are still read"
    page.in_hand.drop()
    assert page.in_hand.registration.form is None
    assert page.in_hand.foot.isHidden()


def test_another_section_is_opened_beside_the_one_in_hand(page: PersonPage, desk: Desk, fresh: str) -> None:
    page.open(no=fresh)
    page.in_hand.edit("nickname").rows["nickname"].editor.set_raw("老周")
    page.in_hand.change("住址与联系")
    opened = page.in_hand.registration.titles
    assert opened == ("身份", "住址与联系"), "what was typed stays open"
    assert page.in_hand.registration.draft() == {"nickname": "老周"}
    assert page.in_hand.save()
    assert people.show(desk, fresh).values["nickname"] == "老周"
    page.in_hand.change("身份")
    page.in_hand.change("住址与联系")
    assert len(page.in_hand.registration.titles) == 1, "nothing was typed"


def test_after_a_save_the_keyboard_is_at_what_comes_next(
    page: PersonPage, qtbot: QtBot, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: RecordDialog) -> None:
        dialog.form.rows["contact_type"].editor.set_value(desk.codes["contact_type"].items[0].code)
        dialog.form.rows["abnormal"].editor.set_value(False)

    filled(monkeypatch, ContactDialog, fill)
    page.open(no=registered)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    visit = next(one for one in page.findChildren(QPushButton) if one.text() == "登记走访")
    visit.setFocus()
    visit.click()
    assert page._next is not None
    assert page.window().focusWidget() is page._next.button
    page.in_hand.change("身份")
    page.in_hand.edit("nickname").rows["nickname"].editor.set_raw("老周")
    assert page.in_hand.save()
    assert page.window().focusWidget() is page.in_hand.registration.change_button("身份"), (
        "back where it was opened"
    )
    page.in_hand.fill("nickname")
    page.in_hand.edit("nickname").rows["nickname"].editor.set_raw("老王")
    assert page.in_hand.save()
    assert page.window().focusWidget() is page._next.button, "a verb led here: on with the next one"


def test_tab_goes_as_one_reads(page: PersonPage, qtbot: QtBot, registered: str) -> None:
    page.open(no=registered)
    page.refresh()  # drawn anew: by age they would stand elsewhere
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.in_hand.change("身份")
    order = [one for one in reading_order(page.in_hand.registration) if one.isVisible()]
    at: QWidget | None = order[0]
    met = []
    while at is not None and at not in met:
        met.append(at)
        at = at.nextInFocusChain()
        while at is not None and at not in order and at is not order[0]:
            at = at.nextInFocusChain()
    assert met == order
    form = page.in_hand.edit("name")
    last = [*reading_order(form)][-1]
    assert last.nextInFocusChain() is page.in_hand.save_button, "from the last entry to 保存"


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.name)
def test_what_was_not_touched_is_kept_and_the_page_is_as_if_drawn_anew(
    page: PersonPage, desk: Desk, registered: str, kind: Kind
) -> None:
    page.open(no=registered)
    button = page.in_hand.registration.change_button("身份")
    own = office_work.assessment(Random(1)) if kind.fields is ASSESSMENT else {}
    write.record(desk, registered, kind.name, {**sample(kind.fields, desk.codes), **own})
    page.refresh()
    assert page.in_hand.registration.change_button("身份") is button, "the form is as it was"
    kept = read(page)
    page.open(no=registered)
    assert read(page) == kept


def test_lines_that_say_the_same_stay_and_tab_follows_those_of_a_filter(
    page: PersonPage, qtbot: QtBot, desk: Desk, registered: str
) -> None:
    page.open(no=registered)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    story, header = page._story, page._header
    assert story is not None
    assert header is not None
    lines = story.lines()
    header.printer.setFocus()
    page.refresh()
    assert page.window().focusWidget() is header.printer, "F5 takes the keyboard from nobody"
    contact = next(kind for kind in KINDS if kind.verb is Verb.RECORD_CONTACT)
    write.record(desk, registered, contact.name, sample(contact.fields, desk.codes))
    page.refresh()
    assert page._story is story
    assert len(set(lines) & set(story.lines())) >= len(lines) - 2, "the newest opens, the last goes"
    wanted = next(one for one in story.findChildren(QPushButton) if one.text().startswith("走访"))
    wanted.click()
    stops = [one for one in reading_order(story) if one.isVisible()]
    after = [stops[0]]
    while len(after) < len(stops):
        at = after[-1].nextInFocusChain()
        while at is not None and not (at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus):
            at = at.nextInFocusChain()
        assert at is not None
        after.append(at)
    assert after == stops


def read(page: PersonPage) -> list[str]:
    """What stands there once what was drawn over is gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return sorted(words(page).splitlines())


def test_what_happened_is_printed_by_kind_and_for_a_purpose(
    page: PersonPage,
    desk: Desk,
    fresh: str,
    monkeypatch: pytest.MonkeyPatch,
    window: ToldWindow,
    tmp_path: Path,
) -> None:
    page.open(no=fresh)
    line = page.findChild(TimeLine)
    assert line is not None
    plug_in(monkeypatch, tmp_path)

    def choose(dialog: StoryDialog) -> None:
        button(dialog, "办理").click()
        assert "要印 1 件" in words(dialog)
        last = dialog.form.row(CHOICE.last).editor
        for day, some in (("2020-01-01", False), ("", True)):
            last.set_raw(day)
            last.changed.emit()
            assert dialog.go.isEnabled() is some
        dialog.go.click()
        assert "用途还没有填" in words(dialog)
        dialog.form.row(CHOICE.purpose).editor.set_raw("报县司法局")
        dialog.go.click()

    with answering((StoryDialog, choose), (PaperDialog, press("打印"))):
        button(line, "打印经过").click()
    assert window.toasts == ["已送打印机：帮教经过"]
