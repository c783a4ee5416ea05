"""The rows of a roster in the form of its sheet: each value by itself, however often another like it came."""

from datetime import date
from decimal import Decimal

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.named_sets import Reads
from anbang_desktop.domain.row_sets import ROW_SETS
from anbang_desktop.domain.sheet_form import Form, Value
from anbang_desktop.excel.template import Column
from anbang_desktop.services.reports.forms import formed
from anbang_desktop.services.reports.rosters import Roster, Wanted


def _formed(form: Form, *values: Value) -> list[Value]:
    column = Column(at=1, header="栏", field="remark", form=form)
    wanted = Wanted("名册", ROW_SETS["R01"], (column,), (None,), {}, Reads())
    return [row[0] for row in formed(Roster(wanted, [(one,) for one in values]), CodeBook({}))]


def test_what_is_remembered_of_a_column_is_right_for_each_value() -> None:
    day = date(2026, 11, 3)
    assert _formed(Form(answer="yesno"), "已签", "否", "已签", None, "") == ["是", "否", "是", None, None]
    assert _formed(Form(day="dot"), day, "2026-11-03", day) == ["2026.11.03"] * 3


def test_a_number_stays_as_it_is_beside_an_equal_one() -> None:
    assert [str(one) for one in _formed(Form(answer="has"), 1, Decimal("1.00"), 1)] == ["1", "1.00", "1"]


def test_rows_without_a_form_are_the_rosters_own() -> None:
    assert _formed(Form(), "已签", 3) == ["已签", 3]
