"""比一比: two side by side, chosen line by line, made one or said to be two; and the warning while typing."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import names
from anbang_desktop.gui.pages.health.compare_dialog import CompareDialog
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import alike
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import button
from tests.support.widgets import words

CLIENT = names(Client)


@pytest.fixture
def two(desk: Desk, registered: str) -> tuple[str, str]:
    """Somebody registered, and another row of the list that got the same name and birth date."""
    one = people.show(desk, registered).file.client
    other = next(
        row.no
        for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter()))
        if row.no != registered
    )
    born = one.birth_date.isoformat() if one.birth_date else ""
    write.record(
        desk, other, "registration", {"name": one.name, "birth_date": born, "id_no": None, "nickname": "老王"}
    )
    return registered, other


def test_the_two_are_compared_turned_round_and_made_one(
    painted: QApplication, desk: Desk, two: tuple[str, str], qtbot: QtBot
) -> None:
    (found,) = alike.queue(desk)
    dialog = CompareDialog(None, desk, found)
    qtbot.addWidget(dialog)
    assert dialog.both.kept.no == two[0], "whose case is further is kept"
    assert dialog.taken == ["nickname"], "what stands empty is filled"
    button(dialog, "换一边").click()
    assert dialog.go.text() == f"合并，保留 {two[1]}"
    button(dialog, "换一边").click()
    dialog.choices["live_addr"][1].setChecked(True)
    dialog.go.click()
    assert dialog.answer is not None
    assert dialog.answer.merged == two[0]
    assert people.show(desk, two[1]).file.client.nickname == "老王"
    assert painted is not None


def test_two_people_stay_two(painted: QApplication, desk: Desk, two: tuple[str, str], qtbot: QtBot) -> None:
    dialog = CompareDialog(None, desk, alike.queue(desk)[0])
    qtbot.addWidget(dialog)
    dialog.apart.click()
    assert dialog.answer is not None
    assert not dialog.answer.merged
    assert not alike.queue(desk)
    assert painted is not None
    assert two


def test_who_is_already_here_is_named_under_the_name(
    painted: QApplication, desk: Desk, window: ToldWindow, registered: str, qtbot: QtBot
) -> None:
    one = people.show(desk, registered).file.client
    page = RegisterPage(desk, window)
    qtbot.addWidget(page)
    page.open()
    page.form.row(CLIENT.name).editor.set_raw(one.name)
    page.here.look()
    assert not page.here.found
    page.form.row(CLIENT.id_no).editor.set_raw(one.id_no)
    page.here.look()
    assert [hit.no for hit in page.here.found] == [registered]
    assert f"本所已有{one.name}（{registered}" in words(page)
    page.show()
    button(page, "打开看看").click()
    assert window.went[-1][0] == "person"
    assert painted is not None
