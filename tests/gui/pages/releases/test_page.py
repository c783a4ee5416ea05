"""接送安排: by keyboard from the month to a plan, the family told, the list for the prison, the hand-over."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.field import names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.gui.pages.releases.dialogs import PrisonDialog
from anbang_desktop.gui.pages.releases.page import ReleasesPage
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.integration.services.worklist.test_releases import DECEMBER, RELEASED, inside
from tests.support import makers
from tests.support.clerk import answering, button, press
from tests.support.printer import plug_in
from tests.support.widgets import words

ITS = names(EscortPlan)


@pytest.fixture
def no(desk: Desk) -> str:
    return inside(desk, makers.person(seed=3), RELEASED)


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot, no: str) -> ReleasesPage:
    """On December, in which one is released."""
    made = ReleasesPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open(kept=(DECEMBER, "all"))
    with qtbot.waitActive(made):
        made.show()
    assert no
    return made


def row(page: ReleasesPage) -> list[str]:
    return [str(page.model.index(0, at).data()) for at in range(9)]


def test_a_month_from_the_plan_to_the_hand_over(
    page: ReleasesPage,
    desk: Desk,
    window: ToldWindow,
    no: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert "2026 年 12 月释放 1 人，必接必送 1 人，1 人的家属还没有告知" in words(page)
    assert row(page)[3:8] == ["还没定", "还没定", "", "还没有", "还没有"]

    def plan(dialog: NewRecordDialog) -> None:
        assert dialog.form.answer(ITS.must_escort) is True
        assert dialog.form.answer(ITS.place) == "晋中监狱"
        dialog.form.row(ITS.meet_at).editor.set_value(datetime(2026, 12, 10, 8, 30))  # noqa: DTZ001
        dialog.save()

    with answering((NewRecordDialog, plan)):
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.toasts[-1].startswith("接送安排已保存")
    assert row(page)[3] == "12月10日 08:30"

    def tell(dialog: LetterDialog) -> None:
        assert "不写罪名" in words(dialog)
        dialog.form.row(names(Letter).matter).editor.set_value("请到晋中监狱接人，他刑期满了。")
        assert "不要让对方知道：刑期" in words(dialog)
        dialog.form.row(names(Letter).matter).editor.set_value("请到晋中监狱接人。")
        dialog.save()

    with answering((LetterDialog, tell)):
        button(page, "告知家属").click()
    (letter,) = people.show(desk, no).file.of(Letter)
    assert (letter.letter_type, letter.receiver_kind, letter.receiver) == ("FAMILY", "FAMILY", "贺兰")
    assert row(page)[6] == "写好未发"

    printer = plug_in(monkeypatch, tmp_path)

    def choose(dialog: PrisonDialog) -> None:
        dialog.entry.clear()
        button(dialog, "看样张").click()
        assert "还没有写用途" in words(dialog)
        dialog.entry.setText("告知监所接送安排")
        button(dialog, "看样张").click()

    with answering((PrisonDialog, choose), (PaperDialog, press("打印"))):
        page.print_paper()
    assert printer.names == ["接送人员名单"]
    (shown,) = people.show(desk, no).file.of(EscortPlan)
    assert write.went_out(desk, shown)

    page.hand_over()
    assert window.went[-1] == ("person", {**window.went[-1][1], "no": no, "do": Verb.CONFIRM_RELEASE})


def test_another_month_and_nobody(page: ReleasesPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert "2027 年 1 月没有人释放" in words(page)
    with pytest.raises(UserError, match="2027 年 1 月没有要送监所的接送名单"):
        page.print_paper()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.model.rowCount() == 1
    page._choose("done")
    assert page.model.rowCount() == 0
    assert page.keep() == {"kept": (date(2026, 12, 1), "done")}
