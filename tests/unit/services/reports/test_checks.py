"""What must add up before a sheet goes up, told from evidence at hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from anbang_desktop.domain.numbers import Number
from anbang_desktop.domain.row_sets import ROW_SETS
from anbang_desktop.services.reports import workbook
from anbang_desktop.services.reports.checks import Before, Cells, Evidence, Listed, checks

BASE = {
    "book_start": (1, 2),
    "new": (3,),
    "left": (1,),
    "book_end": (2, 3),
    "overdue_close": (),
    "end_key": (2,),
    "visits": (2, 2),
    "talks": (3,),
    "not_met": (),
}


def evidence(**cells: int | Decimal | None) -> Evidence:
    """Somebody left, somebody came; ``cells`` are printed on the one number sheet."""
    return Evidence(
        numbers={line: Number(line, len(cases), cases) for line, cases in BASE.items()},
        rosters=(),
        lines=workbook.lines(),
        printed=frozenset(),
        formulas={},
        before=None,
        visits=2,
        names={1: "甲", 2: "乙", 3: "丙"},
        targets={},
        cells=(Cells("统计表", "period", cells),) if cells else (),
    )


def _failed(told: Evidence) -> list[str]:
    return [check.what for check in checks(told) if not check.ok]


def test_the_end_is_checked_on_the_cells_of_the_sheet() -> None:
    good: dict[str, int | Decimal | None] = {"book_start": 2, "new": 1, "left": 1, "book_end": Decimal(2)}
    assert _failed(evidence(**good)) == []
    assert _failed(evidence(**{**good, "book_end": Decimal(3)})) == ["期末在册 3 = 期初 2 + 新增 1 − 减少 1"]
    assert _failed(evidence(book_end=2)) == [], "what is not printed is what was counted"
    parts = {f"new_{part}": 0 for part in ("prison", "detention", "correction", "transfer")}
    assert _failed(evidence(book_end=2, **parts, new_other=1)) == []
    assert _failed(evidence(book_end=2, **parts, new_other=2)) == ["期末在册 2 = 期初 2 + 新增 2 − 减少 1"]


def test_two_number_sheets_and_other_spans_are_checked_each_for_itself() -> None:
    good = {"book_start": 5, "new": 4, "left": 2, "book_end": 7}
    told = evidence(book_end=2)
    wrong = Cells("第二张", "period", {"book_end": 4})
    year = [Cells("统计表", "year", good), Cells("统计表", "before", {**good, "book_end": 6})]
    assert _failed(replace(told, cells=(*told.cells, wrong, *year))) == [
        "“第二张”期末在册 4 = 期初 2 + 新增 1 − 减少 1",
        "上期：期末在册 6 = 期初 5 + 新增 4 − 减少 2",
    ]


@pytest.mark.parametrize(
    ("row_set", "cases", "failed"),
    [
        ("R01", (2, 3), []),
        ("R01", (2,), ["花名册 1 人 = 期末在册 2 人，逐人相符；对不上 1 人（丙）"]),
        ("R02", (3,), []),
        ("R03", (2,), ["本期解除/终止/转出 1 行 = 本期减少 1 次，逐人相符；对不上 2 人（甲、乙）"]),
        ("R04", (2,), []),
        ("R06", (2,), []),
        ("R07", (2, 2, 3), []),
        ("R07", (2, 2), ["走访谈话台账 2 行 = 走访、谈话、未遇共 3 人次"]),
        ("R15", (2,), []),
    ],
)
def test_every_counted_head_stands_on_its_roster(
    row_set: str, cases: tuple[int, ...], failed: list[str]
) -> None:
    told = replace(evidence(), rosters=(Listed(ROW_SETS[row_set], "表", cases),))
    assert _failed(told) == failed


def test_who_was_corrected_since_the_last_sheet_is_told() -> None:
    before = Before("上期", frozenset({1, 2}), frozenset(), {3})
    told = [check for check in checks(replace(evidence(), before=before)) if "更正或者作废" in check.what]
    assert [(one.what, one.ok) for one in told] == [
        ("上期报送以后，更正或者作废过 1 人（丙）的内容，数字可能和那时不同", True)
    ]
