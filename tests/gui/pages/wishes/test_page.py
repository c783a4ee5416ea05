"""诉求 by keyboard: taken in, a step, an answer that sleeps until words stand there, a visit that becomes
one, the letter; its line in 今天要办.
"""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.wish import Wish, WishStep
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.today.page import TodayPage
from anbang_desktop.gui.pages.wishes.dialogs import AnswerDialog, ClueDialog, WhoDialog, WishStepDialog
from anbang_desktop.gui.pages.wishes.page import WishesPage
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.view_dialog import ViewDialog
from anbang_desktop.gui.records.wish_dialog import WishDialog
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.worklist import people
from tests.support import makers
from tests.support.clerk import answering, button, press
from tests.support.printer import plug_in
from tests.support.widgets import words

ITS, STEP, VISIT, OUT = names(Wish), names(WishStep), names(Contact), names(Letter)
SAID: dict[str, object] = {
    "way": "VISIT_OFFICE",
    "category": "H02",
    "content": "户口还在外县，孩子明年上学。",
    "wanted": "户口落到柳湾街",
    "urgency": "NORMAL",
    "handler": "李文静",
}


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture
def no(shell: Shell) -> str:
    one = makers.people(1, seed=5)[0]
    values = {**one.values(), "village": "柳湾村", "release_cert_no": "1", "release_date": shell.desk.today}
    return advance.register_walk_in(shell.desk, values)


def raised(desk: Desk, no: str, **more: object) -> int:
    return write.record(desk, no, "wish", {"raised_on": desk.today, **SAID, **more})


def wish(desk: Desk, no: str) -> Wish:
    return people.show(desk, no).file.wishes[-1]


def opened(shell: Shell, **target: Any) -> WishesPage:
    shell.window().resize(1366, 768)
    shell.go("wishes", **target)
    page = shell.page()
    assert isinstance(page, WishesPage)
    settle()
    return page


def press_key(over: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(over, key)
    QApplication.processEvents()


def type_words(entry: QWidget, said: str) -> None:
    """As an input method hands them in."""
    entry.setPlainText(said)  # type: ignore[attr-defined]


def test_one_is_taken_in_from_the_empty_page(shell: Shell, no: str) -> None:
    page = opened(shell)
    assert "还没有诉求" in words(page)
    name = people.show(shell.desk, no).row.name

    def who(dialog: WhoDialog) -> None:
        assert not button(dialog, "登记诉求").isEnabled()
        dialog.entry.setText(name)
        QTest.keyClick(dialog.entry, Qt.Key.Key_Return)

    def fill(dialog: WishDialog) -> None:
        assert "答复内容" not in words(dialog)
        assert "10 个工作日" in words(dialog)
        dialog.form.row(ITS.way).editor.set_value("PHONE")
        dialog.form.row(ITS.category).editor.set_value("H06")
        dialog.save()
        assert "本人的话还没有填" in words(dialog)
        dialog.form.row(ITS.content).editor.set_value("想学电焊，问有没有补贴")
        dialog.save()

    with answering((WhoDialog, who), (WishDialog, fill)):
        button(page, "登记诉求").click()
    made = wish(shell.desk, no)
    assert (made.way, made.urgency, made.handler) == ("PHONE", "NORMAL", shell.desk.user)
    assert page.model.rowCount() == 1
    assert [page.model.index(0, at).data() for at in range(5)] == [
        "还有 10 个工作日", name, "就业", "想学电焊，问有没有补贴", "已受理",
    ]  # fmt: skip
    assert made.wish_no in words(page.one)
    assert f"已登记诉求：{name}" in words(shell)
    button(shell, "撤销").click()
    settle()
    assert "还没有诉求" in words(page)


def test_a_step_by_f2_says_where_it_stands(shell: Shell, no: str) -> None:
    made = raised(shell.desk, no)
    page = opened(shell, record=made)
    page.list.setFocus()

    def fill(dialog: WishStepDialog) -> None:
        dialog.form.row(STEP.act).editor.set_value("REFER")
        dialog.form.row(STEP.unit).editor.set_value("派出所")
        dialog.form.row(STEP.until).editor.set_raw("261204")
        dialog.save()

    with answering((WishStepDialog, fill)):
        press_key(page.list, Qt.Key.Key_F2)
    settle()
    assert page.model.index(0, 4).data() == "等派出所"
    assert "转有关部门 派出所" in words(page.one)
    assert "等到12月4日" in words(page.one)
    assert "等部门 1" in words(page)


def test_the_answer_sleeps_until_words_stand_there(shell: Shell, no: str) -> None:
    made = raised(shell.desk, no)
    page = opened(shell, record=made)
    press_key(page.list, Qt.Key.Key_Return)
    assert page.one.entry.hasFocus()
    assert not page.one.done.isEnabled()
    page.save_now()
    assert "先写答复，才能办结" in words(shell)
    type_words(page.one.entry, "   ")
    assert not page.one.done.isEnabled()
    type_words(page.one.entry, "派出所已受理，12月10日前办好。")
    assert page.one.done.isEnabled()

    def fill(dialog: AnswerDialog) -> None:
        assert "派出所已受理" in words(dialog)
        button(dialog, "答复并办结").click()
        assert "办理结果还没有填" in words(dialog)
        dialog.form.row(ITS.answer_way).editor.set_value("FACE")
        dialog.form.row(ITS.outcome).editor.set_value("SOLVED")
        button(dialog, "答复并办结").click()

    with answering((AnswerDialog, fill)):
        page.save_now()
    settle()
    kept = wish(shell.desk, no)
    assert (kept.answer, kept.answered_on, kept.outcome) == (
        "派出所已受理，12月10日前办好。",
        shell.desk.today,
        "SOLVED",
    )
    assert drafts.find(shell.desk, f"answer:{no}:{made}") is None
    assert "没办结：没有" in words(page)
    button(page, "本月办结 1").click()
    assert page.model.index(0, 0).data() == "11月30日答复"
    assert "派出所已受理" in words(page.one)
    assert not page.one.done.isVisibleTo(page.one)


def test_an_answer_in_hand_waits_over_another_page(shell: Shell, no: str) -> None:
    made = raised(shell.desk, no)
    page = opened(shell, record=made)
    type_words(page.one.entry, "正在办")
    assert page.begun() == f"answer:{no}:{made}"
    shell.go("today")
    kept = drafts.find(shell.desk, f"answer:{no}:{made}")
    assert kept is not None
    assert kept.values == {"answer": "正在办"}
    today = shell.page()
    assert isinstance(today, TodayPage)
    today.refresh()
    assert "答复诉求" in words(today)
    page = opened(shell, record=made)
    button(page, "接着填").click()
    assert page.one.words() == "正在办"


def test_another_row_puts_the_answer_by(shell: Shell, no: str) -> None:
    first, second = raised(shell.desk, no), raised(shell.desk, no, content="问临时救助")
    page = opened(shell, record=first)
    type_words(page.one.entry, "正在办")
    page.list.setFocus()
    press_key(page.list, Qt.Key.Key_Down)
    assert page.one.line is not None
    assert page.one.line.wish.id == second
    assert page.one.words() == ""
    assert drafts.find(shell.desk, f"answer:{no}:{second}") is None
    press_key(page.list, Qt.Key.Key_Up)
    button(page, "接着填").click()
    assert page.one.words() == "正在办"


def test_where_room_is_short_the_one_stands_in_the_place_of_the_list(
    program: Program, shell: Shell, no: str, qtbot: QtBot
) -> None:
    raised(shell.desk, no)
    opened(shell)
    program.frame.resize(1024, 640)

    def narrow() -> WishesPage | None:
        there = program.shell()
        shown = there.page() if there is not None else None
        return shown if isinstance(shown, WishesPage) and shown._alone else None

    qtbot.waitUntil(lambda: narrow() is not None)
    settle()
    page = narrow()
    assert page is not None
    page._back()
    assert page.list.isVisibleTo(page)
    press_key(page.list, Qt.Key.Key_Return)
    assert page.one.isVisibleTo(page)
    assert not page.list.isVisibleTo(page)
    press_key(page.one.entry, Qt.Key.Key_Escape)
    assert page.list.isVisibleTo(page)


def test_today_leads_to_the_one_that_is_due(shell: Shell, no: str) -> None:
    other, made = raised(shell.desk, no), raised(shell.desk, no, content="问临时救助", category="H04")
    shell.go("today")
    page = shell.page()
    assert isinstance(page, TodayPage)
    page.refresh()
    found = [one for one in page._items if one.kind == "wish"]
    assert {one.what for one in found} == {"答复诉求：落户与集体权益", "答复诉求：社会救助"}
    page._do(next(one for one in found if one.record == made))
    there = shell.page()
    assert isinstance(there, WishesPage)
    assert there.one.line is not None
    assert there.one.line.wish.id == made != other


def test_a_visit_offers_to_turn_what_was_asked_for(shell: Shell, no: str) -> None:
    shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)

    def visit(dialog: ContactDialog) -> None:
        dialog.form.row(VISIT.contact_type).editor.set_value("HOME_VISIT")
        dialog.form.row(VISIT.abnormal).editor.set_value(False)
        dialog.form.row(VISIT.wish).editor.set_value("想学电焊")
        dialog.save()

    def turn(dialog: WishDialog) -> None:
        assert dialog.form.answer(ITS.content) == "想学电焊"
        assert dialog.form.answer(ITS.way) == "CONTACT"
        dialog.form.row(ITS.category).editor.set_value("H06")
        dialog.save()

    with answering((ContactDialog, visit), (Sure, press("转为诉求")), (WishDialog, turn)):
        button(page, " 登记走访").click() if _has(page, " 登记走访") else page._acts.record(_contact())
    made, said = wish(shell.desk, no), people.show(shell.desk, no).file.contacts[-1]
    assert made.contact_id == said.id
    settle()
    assert "就业，还没有答复" in words(page)


def _has(over: QWidget, said: str) -> bool:
    try:
        button(over, said)
    except AssertionError:
        return False
    return True


def _contact() -> Any:
    from anbang_desktop.services.records.registry import kind_for  # noqa: PLC0415

    return kind_for(Contact)


def visited(desk: Desk, no: str) -> int:
    values = {
        "at": datetime.combine(desk.today, time()),
        "contact_type": "HOME_VISIT",
        "workers": ["李文静"],
        "abnormal": False,
        "wish": "想学电焊",
    }
    return write.record(desk, no, "contact", values)


def test_what_was_left_is_offered_on_the_page_and_in_the_record(shell: Shell, no: str) -> None:
    said = visited(shell.desk, no)
    page = opened(shell)
    assert "说：“想学电焊”，还没有登记为诉求" in words(page)

    def turn(dialog: WishDialog) -> None:
        dialog.form.row(ITS.category).editor.set_value("H06")
        dialog.save()

    with answering((WishDialog, turn)):
        button(page, "转为诉求").click()
    settle()
    assert "还没有登记为诉求" not in words(page)
    one = people.show(shell.desk, no)
    dialog = ViewDialog(shell, shell.desk, one, one.file.contacts[-1])
    assert f"已转为诉求 {wish(shell.desk, no).wish_no}" in words(dialog)
    assert not _has(dialog, "转为诉求")
    dialog.deleteLater()
    write.void(shell.desk, no, "wish", wish_acts.turned(one.file, said)[0].id, "记错了人")
    one = people.show(shell.desk, no)
    dialog = ViewDialog(shell, shell.desk, one, one.file.contacts[-1])
    assert _has(dialog, "转为诉求")
    dialog.deleteLater()


def test_the_letter_is_written_once_the_clue_is_whole_and_printed(
    shell: Shell, no: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = raised(shell.desk, no, category="W05", content="砖厂知道经历以后不再排班")
    page = opened(shell, record=made)
    assert "还没有填写线索" in words(page.one)

    def fill(dialog: ClueDialog) -> None:
        for attribute, said in ((ITS.employer, "镇砖瓦厂"), (ITS.words, "坐过牢的一律不要")):
            dialog.form.row(attribute).editor.set_value(said)
        dialog.save()

    with answering((ClueDialog, fill)):
        button(page, "填写线索").click()
    settle()
    assert "镇砖瓦厂" in words(page.one)

    def write_letter(dialog: LetterDialog) -> None:
        assert dialog.form.answer(OUT.receiver) == "安平县人力资源和社会保障局"
        dialog.save()
        assert dialog.form.row(OUT.consent_on).missing, "nothing leaves without the person's yes"
        dialog.form.row(OUT.consent_on).editor.set_value(shell.desk.today)
        dialog.form.row(OUT.consent_way).editor.set_value("SIGNED")
        dialog.save()

    with answering((LetterDialog, write_letter)):
        button(page, "写移送函").click()
    settle()
    printer = plug_in(monkeypatch, tmp_path)
    with answering((PaperDialog, press("打印"))):
        button(page, "打印移送函").click()
    settle()
    assert printer.names == ["移送函"]
    (letter,) = people.show(shell.desk, no).file.of(Letter)
    going_on.send(shell.desk, no, letter.id, {})
    page.refresh()
    settle()
    assert page.model.index(0, 4).data() == "等安平县人力资源和社会保障局"
    button(page, "看移送函").click()
    assert isinstance(shell.page(), PersonPage)


def test_what_happened_on_the_spot_is_noted_from_the_time_line(shell: Shell, no: str) -> None:
    shell.go("person", no=no)
    page = shell.page()
    assert isinstance(page, PersonPage)
    assert _has(page, "登记诉求")
    assert _has(page, "记现场情况")
