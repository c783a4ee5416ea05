"""Every kind of record in the real window: seen, corrected, restored, voided, its history, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.file_item import FILE_ITEM
from anbang_desktop.fields.kinds import LongText, Text
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.timeline import EventLine
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.as_of_dialog import AsOfDialog
from anbang_desktop.gui.records.correct_dialog import CorrectDialog
from anbang_desktop.gui.records.cover import Cover
from anbang_desktop.gui.records.history_dialog import HistoryDialog
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.gui.records.restore_dialog import RestoreDialog
from anbang_desktop.gui.records.view_dialog import ViewDialog
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.entry import REASON
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.worklist import people
from tests.support.clerk import answering, button, enter, escape, press
from tests.support.widgets import words

NEW = "更正后写的话"
ON_THE_LINE = [kind for kind in KINDS if kind.sign and kind.name != ASSESSMENT.name]


def records(desk: Desk, no: str, kind: Kind) -> tuple[Record, ...]:
    return people.show(desk, no).file.of(kind.fields.record)


def events(page: PersonPage) -> list[EventLine]:
    """The lines that open, newest first, the older ones too."""
    QApplication.processEvents()
    assert page._story is not None
    for older in page._story.findChildren(QPushButton):
        if older.text().startswith("更早的"):
            older.click()
    QApplication.processEvents()
    found = (one for one in page.findChildren(EventLine) if one.isVisible())
    return [one for one in found if one.event_.record is not None]


def event(page: PersonPage, kind: Kind) -> EventLine:
    """The line of the newest record of a kind, scrolled into view."""
    found = [one for one in events(page) if isinstance(one.event_.record, kind.fields.record)]
    page._area.ensureWidgetVisible(found[0])
    QApplication.processEvents()
    return found[0]


def text_field(dialog: CorrectDialog) -> str:
    """Some entry of free words."""
    return next(
        name
        for name, line in dialog.form.rows.items()
        if isinstance(line.field.kind, Text | LongText) and name != REASON
    )


def correct(dialog: CorrectDialog) -> None:
    """Type other words, and why."""
    line = dialog.form.rows[text_field(dialog)]
    line.editor.set_raw(NEW)
    dialog.form.changed.emit()
    assert NEW in words(dialog._changes), "what changes is shown before it is saved"
    dialog.form.rows[REASON].editor.set_raw("抄错了")
    press("保存更正")(dialog)


def give_a_reason(dialog: ReasonDialog) -> None:
    dialog.entry.setFocus()
    QTest.keyClicks(dialog.entry, "twice")
    enter(dialog)
    assert dialog.isVisible(), "Enter in the entry does nothing dangerous"
    press("作废这 1 条")(dialog)


@pytest.mark.parametrize("kind", ON_THE_LINE, ids=lambda kind: kind.name)
def test_a_record_is_corrected_restored_voided_and_taken_back_from_the_time_line(
    shell: Shell, page: PersonPage, no: str, kind: Kind, qtbot: QtBot
) -> None:
    desk = shell.desk
    before = records(desk, no, kind)[-1]
    told: list[str] = []

    def read_then_restore(dialog: HistoryDialog) -> None:
        told.append(words(dialog))
        press("恢复这一项")(dialog)

    def compare_then_restore(dialog: RestoreDialog) -> None:
        told.append(words(dialog))
        dialog.entry.setText("核对原件")
        press("恢复")(dialog)

    with answering(
        (ViewDialog, press("更正")),
        (CorrectDialog, correct),
        (ViewDialog, press("历史")),
        (HistoryDialog, read_then_restore),
        (RestoreDialog, compare_then_restore),
        (HistoryDialog, escape),
        (ViewDialog, press("作废")),
        (ReasonDialog, give_a_reason),
    ):
        QTest.mouseClick(event(page, kind), Qt.MouseButton.LeftButton)
    assert NEW in told[0]
    assert "抄错了" in told[0]
    assert "更正过 1 次" in told[0]
    assert NEW in told[1], "the present value stands beside the old one"
    assert before.id not in {one.id for one in records(desk, no, kind)}, "voided: it counts nowhere"
    voided = event(page, kind)
    assert voided.event_.voided
    assert "已作废" in words(voided)
    assert "twice" in words(voided)

    def only_history(dialog: ViewDialog) -> None:
        assert "更正" not in [one.text() for one in dialog.findChildren(type(button(dialog, "历史")))]
        press("历史")(dialog)

    voided.setFocus()
    with answering(
        (ViewDialog, only_history),
        (HistoryDialog, press("撤销这一次")),
        (Sure, press("撤销")),
        (HistoryDialog, escape),
        (ViewDialog, escape),
    ):
        QTest.keyClick(voided, Qt.Key.Key_Return)
    after = records(desk, no, kind)[-1]
    assert after == before, "corrected and restored, voided and taken back: as it was"


def test_a_paper_of_the_file_opens_from_the_archive(shell: Shell, no: str) -> None:
    shell.go("archives", no=no)
    see = next(one for one in shell.findChildren(type(button(shell, "查看"))) if "通知书" in one.toolTip())
    with answering(
        (ViewDialog, press("作废")),
        (ReasonDialog, give_a_reason),
    ):
        QTest.mouseClick(see, Qt.MouseButton.LeftButton)
    (item,) = people.show(shell.desk, no).file.all_of(FILE_ITEM.record)
    assert item.void_reason == "twice"
    assert people.show(shell.desk, no).file.file_items == ()


def test_arrow_keys_go_from_event_to_event(page: PersonPage) -> None:
    lines = events(page)
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Down)
    assert page.focusWidget() is lines[1]
    QTest.keyClick(lines[1], Qt.Key.Key_Up)
    assert page.focusWidget() is lines[0]


def test_an_assessment_is_corrected_on_its_own_page(shell: Shell, page: PersonPage, no: str) -> None:
    kind = next(one for one in KINDS if one.name == ASSESSMENT.name)
    with answering((ViewDialog, press("更正"))):
        QTest.mouseClick(event(page, kind), Qt.MouseButton.LeftButton)
    assert shell.here() == "assessments"
    shown = shell.page()
    assert shown is not None
    assert "更正评估" in words(shown)
    one = shown.one  # type: ignore[attr-defined]
    worst = one.instrument.item("B1").options[-1]
    one.items["B1"].entry.choose(worst.label)
    one.save()
    (record,) = people.show(shell.desk, no).file.assessments
    assert record.agreed["B1"] == worst.points
    assert record.score == worst.points
    assert shell.here() == "person"


def test_the_registration_form_has_a_history_too(shell: Shell, page: PersonPage, no: str) -> None:
    page.in_hand.edit("phone").rows["phone"].editor.set_raw("13900001234")
    assert page.in_hand.save()
    with answering(
        (HistoryDialog, press("恢复这一项")),
        (RestoreDialog, press("恢复")),
        (HistoryDialog, escape),
    ):
        page._acts.records.registration_history(no)
    assert people.show(shell.desk, no).file.client.phone is None
    assert "139****1234" not in words(page), "the page shows what is there now"


def test_somebody_is_seen_as_of_a_day(shell: Shell, page: PersonPage, no: str) -> None:
    told: list[str] = []

    def look(dialog: AsOfDialog) -> None:
        dialog.entry.setText("2020-01-01")
        press("看")(dialog)
        assert "还没有" in dialog.line.complaint()
        dialog.entry.setText("今天")
        press("看")(dialog)
        told.append(words(dialog))
        press("关闭")(dialog)

    with answering((AsOfDialog, look)):
        page._acts.records.as_of(no)
    assert "只能看" in told[0]
    assert people.show(shell.desk, no).row.name in told[0]


def test_a_look_under_the_cover_is_noted(shell: Shell, page: PersonPage, no: str) -> None:
    code = shell.desk.codes["special_disease"].items[0]
    entry = page.in_hand.edit("special_disease").rows["special_disease"].editor
    entry.set_value((code.code,))
    entry.changed.emit()
    assert page.in_hand.save()
    before = shell.desk.store.head().seq
    told: list[str] = []

    def look(dialog: HistoryDialog) -> None:
        told.append(words(dialog))
        press("显示")(dialog)
        told.append(words(dialog))
        escape(dialog)

    with answering((HistoryDialog, look)):
        page._acts.records.registration_history(no)
    assert code.name not in told[0]
    assert "已遮盖" in told[0]
    assert code.name in told[1]
    assert shell.desk.store.head().seq == before + 1, "the audit knows who looked"


def test_sections_open_the_newest_record(shell: Shell, page: PersonPage) -> None:
    page.go_to(PersonSection.VERIFICATION)
    holder = page._holders[PersonSection.VERIFICATION]
    with answering((ViewDialog, escape)):
        press("查看")(holder)


def test_the_answers_of_an_assessment_lie_under_a_cover(shell: Shell, page: PersonPage, no: str) -> None:
    (record, *_) = records(shell.desk, no, next(kind for kind in KINDS if kind.name == ASSESSMENT.name))
    told: list[str] = []

    def look(dialog: ViewDialog) -> None:
        told.append(words(dialog))
        [*dialog.findChildren(Cover)][-1].reveal()
        told.append(words(dialog))
        escape(dialog)

    with answering((ViewDialog, look)):
        page._acts.records.open(no, record)
    assert isinstance(record, Assessment)
    label = record.points[0].label
    assert label not in told[0]
    assert label in told[1]
