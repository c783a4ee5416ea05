"""The assessment with its live score: what counts, what is hidden from a member, what is asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept
from anbang_desktop.gui.pages.assessments.needs import Needs
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.office_work import ITEMS
from tests.support.widgets import words

MEMBERS = ("李文静", "王建国", "周大勇")


@pytest.fixture
def assessments(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> AssessmentsPage:
    page = AssessmentsPage(desk, window)
    qtbot.addWidget(page)
    page.resize(1194, 680)
    return page


def agree_on_the_first_answers(one: AssessOne, desk: Desk) -> None:
    for item in desk.instrument.items:
        one.items[item.code].entry.choose(item.options[0].label)


def test_there_is_no_score_before_all_items_are_agreed(
    assessments: AssessmentsPage, desk: Desk, registered: str
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    assert "还有 17 项没有议定" in words(one.card)
    assert "分" not in words(one.card).replace("评分", "")
    assert "建议" not in words(one.card)
    agree_on_the_first_answers(one, desk)
    assert "0 分" in words(one.card)
    assert "建议：一般" in words(one.card)
    worst = desk.instrument.item("B1").options[-1]
    one.items["B1"].entry.choose(worst.label)
    assert f"{worst.points} 分" in words(one.card)
    one.items["B1"].entry.choose(None)
    assert "还有 1 项没有议定" in words(one.card)


def test_the_article_of_a_need_can_be_read(
    assessments: AssessmentsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    asked: list[str] = []
    monkeypatch.setattr(f"{Needs.__module__}.ask_help", lambda _asker, anchor: asked.append(anchor))
    links = {link.text(): link for link in one.findChildren(QPushButton) if link.text().startswith("第")}
    assert links["第14条"].focusPolicy() is Qt.FocusPolicy.NoFocus
    links["第14条"].click()
    assert asked == ["law.a14"]


def test_a_trigger_counts_only_once_the_group_has_confirmed_it(
    assessments: AssessmentsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.record(desk, registered, "registration", {"recidivist": True})
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    agree_on_the_first_answers(one, desk)
    assert "建议：一般" in words(one.card), "the file only proposes"
    assert "累犯" in words(one.end.rows["triggers"])
    asked: list[str] = []

    def keep(_parent: object, _title: str, said: str, **_verbs: str) -> bool:
        asked.append(said)
        return False

    monkeypatch.setattr(questions, "sure", keep)
    one.end.rows["decided"].editor.set_value("GENERAL")
    one.save()
    assert "累犯" in asked[0], "what the file says is not passed over in silence"
    assert people.show(desk, registered).file.assessments == ()
    one.end.rows["triggers"].editor.set_value(("RECIDIVIST",))
    one.end.rows["triggers"].editor.changed.emit()
    assert "建议：重点" in words(one.card)
    assert "有重点触发项：累犯" in words(one.card), "the reason stands beside the suggestion"


def test_a_member_sees_no_points(
    assessments: AssessmentsPage, qtbot: QtBot, desk: Desk, context: EntryContext
) -> None:
    sheet = SheetDialog(assessments, desk.instrument, context, MEMBERS[0], Kept(desk, "sheet:x"), print)
    qtbot.addWidget(sheet)
    assert not [one.text() for one in sheet.findChildren(QRadioButton) if " 分" in one.text()]


def test_deviating_from_the_suggestion_needs_a_reason(
    assessments: AssessmentsPage, desk: Desk, registered: str, window: ToldWindow
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    one.end.rows["decided"].editor.set_value("KEY")
    one.save()
    assert "没有填" in one._trouble.text(), "the items must be agreed first"
    agree_on_the_first_answers(one, desk)
    one.save()
    assert "理由" in one.end.rows["reason"].complaint
    assert people.show(desk, registered).file.assessments == ()
    one.end.rows["reason"].editor.set_raw("家属反映近期情绪不稳")
    one.save()
    record = people.show(desk, registered).file.assessments[-1]
    assert record.decided == "KEY"
    assert record.suggested == "GENERAL"
    assert people.show(desk, registered).row.level == desk.codes["level"].label("KEY")
    assert window.went[-1] == ("person", {"no": registered, "section": PersonSection.GROUP})


def test_an_assessment_in_hand_survives_a_new_text_size(
    assessments: AssessmentsPage, desk: Desk, registered: str
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    first = desk.instrument.items[0]
    one.items[first.code].entry.choose(first.options[1].label)
    assessments.open(**assessments.keep())
    assert assessments.one is not None
    assert assessments.one is not one
    assert assessments.one.answers.agreed == {first.code: first.options[1].label}


def test_the_short_form_asks_little_and_shows_no_number(
    assessments: AssessmentsPage, desk: Desk, registered: str
) -> None:
    write.record(
        desk,
        registered,
        "assessment",
        {"kind": "INITIAL", "agreed": dict.fromkeys(ITEMS, 0), "decided": "GENERAL", "present": ["李文静"]},
    )
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    assert list(one.items) == [item.code for item in desk.short_forms[0].items]
    for item in desk.short_forms[0].items:
        one.items[item.code].entry.choose(item.options[0].label)
    assert "不计分" in words(one.card)
    assert "建议" not in words(one.card)
    assert "简表不计分，没有要重新评估的情况" in words(one.card)
    one.items["S1"].entry.choose("不好")
    assert "请作完整评估" in words(one.card)
    assert not [button for button in one.findChildren(QRadioButton) if " 分" in button.text()]


def test_the_long_form_is_at_hand_instead_of_the_short_one(
    assessments: AssessmentsPage, desk: Desk, registered: str
) -> None:
    write.record(
        desk,
        registered,
        "assessment",
        {"kind": "INITIAL", "agreed": dict.fromkeys(ITEMS, 0), "decided": "GENERAL", "present": ["李文静"]},
    )
    assessments.open(no=registered)

    def press(caption: str) -> AssessOne:
        assert assessments.one is not None
        links = assessments.one.findChildren(QPushButton)
        next(link for link in links if link.text() == caption).click()
        return assessments.one

    assert press("改用通用评估表").instrument == desk.instrument
    assert assessments.one is not None
    assessments.one.items["A1"].entry.choose("没有")
    assert press("改用简表").instrument == desk.short_forms[0]
    assert assessments.one.answers.agreed == {}, "an answer to another form is no answer"
