"""The form: two columns, complaints under the entry, Enter, F3, what changed, what the identity number
fills.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.client import REGISTRATION, Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import FieldsForm
from tests.support.makers import person

ITS = names(Client)


@pytest.fixture
def form(painted: QApplication, qtbot: QtBot, context: EntryContext) -> FieldsForm:
    made = FieldsForm(REGISTRATION.sections, context)
    qtbot.addWidget(made)
    made.load(
        {
            "name": "周启明",
            "sex": "1",
            "birth_date": date(1985, 7, 9),
            "release_type": "01",
            "release_date": date(2023, 6, 20),
        }
    )
    return made


def test_every_field_of_the_registration_form_has_an_entry(form: FieldsForm) -> None:
    assert set(form.rows) == {field.name for field in REGISTRATION.fields}


def test_nothing_changed_after_loading(form: FieldsForm) -> None:
    assert not form.dirty
    assert form.changes() == {}


def test_only_what_changed_is_saved(form: FieldsForm) -> None:
    form.row(ITS.phone).editor.set_raw("13900001234")
    assert form.changes() == {"phone": "13900001234"}


def test_bad_input_stands_under_its_entry_and_nothing_is_given(form: FieldsForm) -> None:
    form.row(ITS.phone).editor.set_raw("1390000123")
    assert form.changes() is None
    assert "本人电话" in form.row(ITS.phone).complaint
    assert form.problems() == ["phone"]
    form.row(ITS.phone).editor.set_raw("13900001234")
    assert form.changes() == {"phone": "13900001234"}
    assert form.row(ITS.phone).complaint == ""


def test_a_mandatory_entry_must_be_filled_a_soft_one_only_marked(form: FieldsForm) -> None:
    form.row(ITS.name).editor.set_raw("")
    assert form.changes() is None
    assert "姓名还没有填" in form.row(ITS.name).complaint
    assert form.row(ITS.ethnicity).missing
    assert form.row(ITS.ethnicity).complaint == ""


def test_the_identity_number_fills_sex_and_birth_date(form: FieldsForm) -> None:
    someone = person(1)
    form.load({})
    form.row(ITS.id_no).editor.set_raw(someone.id_no)
    form.row(ITS.id_no).editor.changed.emit()
    changes = form.read(must=False)
    assert changes is not None
    assert changes["birth_date"] == someone.birth_date
    assert changes["sex"] == someone.sex
    assert form.row(ITS.birth_date).editor.auto


def test_a_contradiction_is_warned_of_where_it_stands_and_not_overwritten(form: FieldsForm) -> None:
    someone = person(1)
    form.row(ITS.id_no).editor.set_raw(someone.id_no)
    form.row(ITS.id_no).editor.changed.emit()
    born = form.row(ITS.birth_date)
    assert born.editor.value() == date(1985, 7, 9)
    assert "不一致" in born.warning
    assert born._words is not None
    assert born._sign is not None
    assert (born._words.property("look"), born._sign.isHidden()) == ("warning", False)
    assert form.problems() == []


def test_a_warning_goes_with_what_it_warned_of(form: FieldsForm) -> None:
    someone = person(1)
    values = {ITS.id_no: someone.id_no, ITS.sex: "2" if someone.sex == "1" else "1"}
    form.load({name_of(name): value for name, value in values.items()})
    assert "不一致" in form.row(ITS.sex).warning
    form.row(ITS.sex).editor.set_raw(someone.sex)
    form.row(ITS.sex).editor.changed.emit()
    assert form.row(ITS.sex).warning == ""


def test_warnings_are_reckoned_anew_at_every_load(form: FieldsForm) -> None:
    someone = person(1)
    wrong = {name_of(ITS.id_no): someone.id_no, name_of(ITS.sex): "2" if someone.sex == "1" else "1"}
    form.load(wrong)
    assert form.row(ITS.sex).warning
    form.load(wrong | {name_of(ITS.sex): someone.sex})
    assert form.row(ITS.sex).warning == ""
    form.load({name_of(ITS.id_no): someone.id_no[:-1] + ("1" if someone.id_no[-1] != "1" else "2")})
    assert "未核实" in form.row(ITS.id_no).warning
    form.load({})
    assert [line.warning for line in form.rows.values() if line.warning] == []


def test_a_complaint_stands_before_a_warning_and_gives_it_its_place_again(form: FieldsForm) -> None:
    line = form.row(ITS.phone)
    line.note("上次的")
    line.warn("和名单不一致")
    line.complain("少一位")
    assert line._words is not None
    assert line._words.text() == "少一位"
    line.complain("")
    assert line._words.text() == "和名单不一致"
    line.warn("")
    assert line._words.text() == "上次的"


def test_enter_goes_to_the_next_field(form: FieldsForm) -> None:
    form.show()
    form.activateWindow()
    form.go_to(name_of(ITS.name))
    QTest.keyClick(form.row(ITS.name).editor.entries()[0], Qt.Key.Key_Return)
    assert form.row(ITS.id_no).isAncestorOf(form.focusWidget())


def test_enter_passes_by_what_has_nothing_to_type(form: FieldsForm) -> None:
    """There the next Enter would choose a file; Tab goes there."""
    listed = [field.name for field in REGISTRATION.fields]
    photo = listed.index("photo")
    form.show()
    form.activateWindow()
    form.go_to(listed[photo - 1])
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.rows[listed[photo + 1]].isAncestorOf(form.focusWidget())


def test_f3_goes_to_the_next_problem(form: FieldsForm) -> None:
    form.show()
    form.row(ITS.phone).editor.set_raw("139")
    form.read()
    form.go_to(name_of(ITS.name))
    form.next_problem()
    assert form.row(ITS.phone).isAncestorOf(form.focusWidget())


def test_a_draft_brings_back_what_cannot_be_read(form: FieldsForm) -> None:
    form.row(ITS.phone).editor.set_raw("139")
    kept = form.draft()
    form.load({})
    form.restore(kept)
    assert form.row(ITS.phone).editor.raw() == "139"
