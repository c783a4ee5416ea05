"""Names of the office's own lists under an entry: by part, sound and first letters; a new one goes into the
list.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.fields.field import names
from anbang_desktop.fields.handover import HANDOVER, Handover
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import SuggestEditor
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.entry.offers import Offers
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.office.own_lists import Line

Make = Callable[[object], SuggestEditor]


@pytest.fixture
def lists(desk: Desk) -> Desk:
    own_lists.add(desk, OwnList.VILLAGE, ["柳湾村", "上河社区", "长乐街"])
    own_lists.add(desk, OwnList.WORKER, ["李文静", "孙文"])
    own_lists.save(desk, OwnList.OFFICER, [Line("周勇", "城关派出所", "13900000001")])
    return desk


@pytest.fixture
def made(lists: Desk, qtbot: QtBot) -> Make:
    def make(attribute: object) -> SuggestEditor:
        kind = CONTACT if attribute == names(Contact).workers else REGISTRATION
        one = editor(kind.field(attribute), entry_context(lists))
        assert isinstance(one, SuggestEditor)
        qtbot.addWidget(one)
        one.show()
        one.line.setFocus()
        return one

    return make


def hits(one: SuggestEditor) -> Offers:
    assert one.offers is not None
    return one.offers


def press(one: SuggestEditor, key: Qt.Key) -> None:
    """Where the keyboard is: in the hits while they are in sight."""
    QTest.keyClick(hits(one).popup() or one.line, key)


@pytest.mark.parametrize("typed", ["lwc", "liuwan", "wanc"])
def test_letters_find_a_name_and_enter_takes_it(made: Make, typed: str) -> None:
    one = made(names(Case).village)
    QTest.keyClicks(one.line, typed)
    assert hits(one).words()[0] == "柳湾村"
    press(one, Qt.Key.Key_Return)
    assert one.value() == "柳湾村"
    assert hits(one).popup() is None


def test_part_of_the_name_finds_it_and_an_arrow_chooses(made: Make, qtbot: QtBot) -> None:
    one = made(names(Case).village)
    told: list[str] = []
    one.changed.connect(lambda: told.append(str(one.raw())))
    one.line.setText("街")
    one.line.textEdited.emit("街")
    assert hits(one).words()[0] == "长乐街"
    assert hits(one).words()[-1] == "＋ 把“街”加入村居名单"
    press(one, Qt.Key.Key_Down)
    press(one, Qt.Key.Key_Return)
    assert one.value() == "长乐街"
    assert told[-1] == "长乐街"


def test_what_is_not_in_the_list_stays_as_typed_or_goes_into_it(made: Make, lists: Desk) -> None:
    one = made(names(Case).village)
    one.line.setText("新桥村")
    one.line.textEdited.emit("新桥村")
    press(one, Qt.Key.Key_Return)
    assert one.value() == "新桥村"
    assert "新桥村" not in [line.name for line in own_lists.lines(lists, OwnList.VILLAGE)]
    one.line.textEdited.emit("新桥村")
    press(one, Qt.Key.Key_Down)
    press(one, Qt.Key.Key_Return)
    assert own_lists.lines(lists, OwnList.VILLAGE)[-1].name == "新桥村"
    assert one.value() == "新桥村"
    one.line.textEdited.emit("新桥村")
    assert hits(one).words() == []


def test_several_names_in_one_line(made: Make) -> None:
    one = made(names(Contact).workers)
    QTest.keyClicks(one.line, "lwj")
    press(one, Qt.Key.Key_Return)
    one.line.setText(one.line.text() + "、")
    QTest.keyClicks(one.line, "sw")
    press(one, Qt.Key.Key_Return)
    assert one.value() == ("李文静", "孙文")


def test_letters_that_mean_one_name_become_it_when_the_entry_is_left(made: Make) -> None:
    one = made(names(Case).village)
    QTest.keyClicks(one.line, "clj")
    press(one, Qt.Key.Key_Escape)
    one.line.editingFinished.emit()
    assert one.value() == "长乐街"
    one.line.setText("A")
    one.line.setModified(True)
    one.line.editingFinished.emit()
    assert one.value() == "A"


def test_an_arrow_in_an_empty_entry_shows_the_whole_list(made: Make) -> None:
    one = made(names(Case).village)
    press(one, Qt.Key.Key_Down)
    assert hits(one).words()[:3] == ["柳湾村", "上河社区", "长乐街"]
    press(one, Qt.Key.Key_Escape)


def test_an_officer_brings_the_phone(lists: Desk, qtbot: QtBot) -> None:
    form = FieldsForm((REGISTRATION.section(names(Case).beat_officer),), entry_context(lists))
    qtbot.addWidget(form)
    form.load({})
    whose = form.row(names(Case).beat_officer).editor
    assert isinstance(whose, SuggestEditor)
    form.show()
    whose.line.setFocus()
    QTest.keyClicks(whose.line, "zy")
    press(whose, Qt.Key.Key_Return)
    assert form.answer(names(Case).beat_phone) == "13900000001"
    assert form.changed_names() == ["beat_officer", "beat_phone"]


def test_rows_of_people_are_offered_the_list_of_their_table(lists: Desk, qtbot: QtBot) -> None:
    one = editor(HANDOVER.field(names(Handover).police), entry_context(lists))
    assert isinstance(one, RowsEditor)
    qtbot.addWidget(one)
    one.show()
    one.edit(0)
    (name,) = (part for part in one.findChildren(SuggestEditor) if part.field.name == "name")
    QTest.keyClicks(name.line, "zhouy")
    press(name, Qt.Key.Key_Return)
    assert one.value()[0].name == "周勇"  # type: ignore[index]
    assert one.value()[0].phone == "13900000001"  # type: ignore[index]
