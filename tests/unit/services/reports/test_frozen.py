"""The frozen values of a sheet: kept, read again, and read from the first version of the program."""

import json

from anbang_desktop.services.reports.frozen import (
    Frozen,
    FrozenColumn,
    FrozenFigure,
    FrozenNumber,
    FrozenRow,
    FrozenSheet,
    from_bytes,
    to_bytes,
)

ROSTER = FrozenSheet(
    "名册",
    (FrozenColumn("serial", "序号"), FrozenColumn("name", "姓名")),
    (FrozenRow(7, ("", "王=𬖸")), FrozenRow(9, ("", ""))),
)
NUMBERS = FrozenSheet("统计", figures=(FrozenFigure(4, 3, "期末在册", "book_end", "2"),))
FROZEN = Frozen((ROSTER, NUMBERS), {"book_end": FrozenNumber("2", (7, 11))})


def test_what_is_kept_is_read_again_and_equal_values_are_equal_bytes() -> None:
    kept = to_bytes(FROZEN)
    assert from_bytes(kept) == FROZEN
    assert to_bytes(from_bytes(kept)) == kept
    assert FROZEN.cases == {7, 9, 11}


def test_a_sheet_is_found_by_its_name() -> None:
    assert FROZEN.sheet("统计") is NUMBERS
    assert FROZEN.sheet("没有") == FrozenSheet("没有")


def test_the_first_version_of_the_program_is_read_too() -> None:
    old = {
        "cases": [7, 9],
        "rows": [{"name": "王", "age": 40}, {"name": None, "age": None}],
        "numbers": {"book_end": {"value": 2, "cases": [7, 9]}, "rate": {"value": None, "cases": []}},
    }
    frozen = from_bytes(json.dumps(old).encode())
    sheet = frozen.sheet("Sheet")
    assert [one.field for one in sheet.columns] == ["name", "age"]
    assert sheet.rows == (FrozenRow(7, ("王", "40")), FrozenRow(9, ("", "")))
    assert frozen.numbers == {"book_end": FrozenNumber("2", (7, 9)), "rate": FrozenNumber("", ())}
    assert from_bytes(b'{"cases":[],"rows":[],"numbers":{}}').sheet("Sheet").rows == ()
