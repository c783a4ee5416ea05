"""Every kind of datum has an entry that shows what it is given and gives it back; bad input is told and
not taken.
"""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.codes import CodeTable, CodeTableName
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.handover import Escort
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Choices,
    Count,
    Day,
    IdNumber,
    Kind,
    LongText,
    Lookup,
    Moment,
    Money,
    Month,
    PersonName,
    Phone,
    ReadContext,
    Text,
    Words,
    YesNo,
)
from anbang_desktop.fields.rows import ALL_KINDS, Rows
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_by_kind import EDITORS, editor
from anbang_desktop.gui.entry.editor_choice import ComboEditor, RadioEditor
from anbang_desktop.gui.entry.editor_id_number import IdNumberEditor
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.initials import initials
from anbang_desktop.services import opening
from tests.support.makers import TODAY, person

GOOD: list[tuple[Kind, Any]] = [
    (Text(), "柳湾村三组"),
    (LongText(), "第一行\n第二行"),
    (PersonName(), "买买提·艾合买提"),
    (Phone(), "13900001234"),
    (Day(), date(2026, 3, 5)),
    (Moment(), datetime(2026, 3, 5, 9, 30)),  # noqa: DTZ001 - the office's local time
    (Month(), "2026-11"),
    (Money(), Decimal("800.50")),
    (Count("人"), 3),
    (YesNo(), False),
    (Choice("ethnicity"), "01"),
    (Choice("sex"), "1"),
    (Choices("verification_method"), ("VILLAGE", "POLICE")),
    (Lookup("village"), "柳湾村"),
    (Words("offence_names"), ("盗窃罪", "诈骗罪")),
    (Attachment(), 7),
    (Rows(Escort), (Escort(name="周大勇", phone="13900001234"),)),
]


def made(kind: Kind, context: EntryContext, qtbot: QtBot, privacy: int = 1) -> Editor:
    one = editor(Field("datum", "某项", kind, privacy=privacy), context)
    qtbot.addWidget(one)
    return one


def test_every_kind_has_an_entry(painted: QApplication) -> None:
    assert set(EDITORS) == set(ALL_KINDS)


@pytest.mark.parametrize(("kind", "value"), GOOD, ids=lambda one: type(one).__name__)
def test_what_is_shown_is_given_back(
    painted: QApplication, qtbot: QtBot, context: EntryContext, kind: Kind, value: object
) -> None:
    one = made(kind, context, qtbot)
    assert one.value() is None
    assert one.empty()
    one.set_value(value)
    assert one.value() == value
    assert not one.empty()
    again = made(kind, context, qtbot)
    again.set_raw(one.raw())
    assert again.value() == value, "a draft brings the same back"
    one.set_value(None)
    assert one.value() is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Day(), "2026-02-30"),
        (Phone(), "1390000123"),
        (Count(), "三"),
        (Money(), "一百"),
        (PersonName(), "a\x07"),
    ],
)
def test_bad_input_is_refused_in_chinese(
    painted: QApplication, qtbot: QtBot, context: EntryContext, kind: Kind, typed: str
) -> None:
    one = made(kind, context, qtbot)
    one.set_raw(typed)
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        one.value()


@pytest.mark.parametrize(
    ("typed", "day"),
    [("260305", date(2026, 3, 5)), ("今天", date(2026, 11, 30)), ("2026.3.5", date(2026, 3, 5))],
)
def test_a_day_is_shown_the_offices_way_after_leaving(
    painted: QApplication, qtbot: QtBot, context: EntryContext, typed: str, day: date
) -> None:
    one = made(Day(), context, qtbot)
    one.show()
    one.setFocus()
    entry = one.focusProxy()
    assert isinstance(entry, QLineEdit)
    entry.insert(typed)  # QTest cannot type Chinese
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert one.value() == day
    assert one.raw() == day.isoformat()


def test_few_answers_are_a_radio_row_many_a_list(
    painted: QApplication, qtbot: QtBot, context: EntryContext
) -> None:
    assert isinstance(made(YesNo(), context, qtbot), RadioEditor)
    assert isinstance(made(Choice("ethnicity"), context, qtbot), ComboEditor)


@pytest.mark.parametrize("typed", ["01", "1", "汉", "hanzu", "汉族"])
def test_a_list_takes_number_and_part_of_the_word(
    painted: QApplication, qtbot: QtBot, context: EntryContext, typed: str
) -> None:
    one = made(Choice("ethnicity"), context, qtbot)
    one.set_raw(typed)
    if typed == "hanzu":
        with pytest.raises(ValueError, match="不在"):
            one.value()
    else:
        assert one.value() == "01"


def test_enter_takes_the_first_hit(painted: QApplication, qtbot: QtBot, context: EntryContext) -> None:
    one = made(Choice("ethnicity"), context, qtbot)
    assert isinstance(one, ComboEditor)
    one.show()
    one.activateWindow()
    one.setFocus()
    QTest.keyClicks(one.combo, "hz")
    hits = one._finder.popup()
    assert hits is not None
    assert hits.isVisible()
    QTest.keyClick(hits, Qt.Key.Key_Return)
    assert one.value() == "01"
    assert one.raw() == "汉族"
    assert not hits.isVisible()


def test_first_letters() -> None:
    assert initials("汉族") == "hz"
    assert initials("司法所接回") == "sfsjh"
    assert initials("A型") == "ax"


def test_radio_answers_to_its_number_and_to_delete(
    painted: QApplication, qtbot: QtBot, context: EntryContext
) -> None:
    one = made(YesNo(), context, qtbot)
    one.show()
    QTest.keyClick(one.entries()[0], Qt.Key.Key_2)
    assert one.value() is False
    QTest.keyClick(one.entries()[1], Qt.Key.Key_Delete)
    assert one.value() is None


def test_a_sensitive_number_is_masked_until_shown(
    painted: QApplication, qtbot: QtBot, context: EntryContext
) -> None:
    number = person(1).id_no
    told: list[str] = []
    one = IdNumberEditor(
        Field("id_no", "公民身份号码", IdNumber(), privacy=3),
        EntryContext(context.read_context, revealed=told.append),
    )
    qtbot.addWidget(one)
    one.set_value(number)
    assert number not in one.line.text()
    assert one.value() == number
    one.reveal()
    assert one.line.text() == number
    assert told == ["id_no"]


def test_a_row_is_entered_under_the_list(painted: QApplication, qtbot: QtBot, context: EntryContext) -> None:
    one = made(Rows(Escort), context, qtbot)
    assert isinstance(one, RowsEditor)
    one.show()
    one.edit(0)
    sheet = one._open
    assert sheet is not None
    assert sheet.complain(), "the name is missing"
    sheet._editors["name"].set_raw("周大勇")
    sheet._editors["phone"].set_raw("139")
    assert sheet.complain(), "the phone cannot be dialled"
    sheet._editors["phone"].set_raw("13900001234")
    assert one._put()
    assert one.value() == (Escort(name="周大勇", phone="13900001234"),)
    one.drop(0)
    assert one.value() is None


@pytest.fixture
def family(painted: QApplication, qtbot: QtBot, context: EntryContext) -> RowsEditor:
    """Three rows under a list."""
    one = made(Rows(Escort), context, qtbot)
    assert isinstance(one, RowsEditor)
    one.set_value((Escort(name="甲"), Escort(name="乙"), Escort(name="丙")))
    return one


def opened(one: RowsEditor, place: int, **columns: str) -> None:
    """As if a clerk had opened a row and typed."""
    one.edit(place)
    assert one._open is not None
    for name, words in columns.items():
        one._open._editors[name].set_raw(words)
        one._open._editors[name].changed.emit()


@pytest.mark.parametrize(("place", "column"), [(3, "name"), (1, "phone")])
def test_a_half_typed_row_counts_as_typed_and_comes_back(
    family: RowsEditor, qtbot: QtBot, context: EntryContext, place: int, column: str
) -> None:
    before = family.raw()
    family.edit(place)
    assert family.raw() == before, "opened and not touched"
    with qtbot.waitSignal(family.changed):
        opened(family, place, **{column: "139"})
    kept = json.loads(json.dumps(family.raw()))
    assert kept != before
    again = made(family.field.kind, context, qtbot)
    assert isinstance(again, RowsEditor)
    again.set_raw(kept)
    assert again.raw() == kept
    assert again.rows() == before
    assert again._open is not None
    again._open._editors[column].set_raw("")
    with qtbot.waitSignal(family.changed):
        family._leave()
    assert family.raw() == before


def test_a_row_taken_out_while_another_is_open_takes_no_other_with_it(family: RowsEditor) -> None:
    opened(family, 1, name="乙二")
    family.drop(0)
    assert family._put()
    assert family.value() == (Escort(name="乙二"), Escort(name="丙"))
    opened(family, 0, name="乙三")
    family.drop(0)
    assert family._open is None
    assert family.value() == (Escort(name="丙"),)


@pytest.fixture(scope="module")
def retiring() -> EntryContext:
    """Tables of which some codes are offered no more: few answers, many answers, ticks."""
    codes = opening.codes()
    gone_of: dict[CodeTableName, str] = {"level": "KEY", "ethnicity": "01", "key_trigger": "DRUGS"}
    for name, gone in gone_of.items():
        table = codes[name]
        items = tuple(replace(item, retired=item.code == gone) for item in table)
        codes = codes.replaced(name, CodeTable(name, table.label_of_table, items))
    return EntryContext(ReadContext(codes, TODAY))


@pytest.mark.parametrize(
    ("kind", "gone", "shown"),
    [
        (Choice("level"), "KEY", "重点（已停用）"),
        (Choice("ethnicity"), "01", "汉族"),
        (Choices("key_trigger"), ("DRUGS",), "涉毒（已停用）"),
    ],
)
def test_a_retired_answer_is_offered_no_more_but_an_old_record_shows_it(
    retiring: EntryContext, qtbot: QtBot, kind: Kind, gone: object, shown: str
) -> None:
    one = made(kind, retiring, qtbot)
    assert shown not in offered(one)
    one.set_value(gone)
    assert one.value() == gone
    assert shown in offered(one) or isinstance(one, ComboEditor)
    one.set_value(None)
    assert one.value() is None


def offered(one: Editor) -> list[str]:
    """The words of all answers."""
    if isinstance(one, ComboEditor):
        return [one.combo.itemText(row) for row in range(one.combo.count())]
    return [answer.text() for answer in one.entries() if isinstance(answer, QAbstractButton)]
