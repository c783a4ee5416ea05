"""Places written as text follow inserted rows as Excel moves them."""

import pytest

from anbang_desktop.excel.references import Insertion, move_area, move_formula, sheets_named, translate

BEFORE_LAST = Insertion(at=7, extra=10, tail=7, model=6)  # prepared rows 5 to 7
AFTER_ONLY = Insertion(at=6, extra=10, tail=5, model=5)  # the only prepared row is 5


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(E5:E7)", "SUM(E5:E17)"),
        ("SUM($E$5:$E$7)+E8", "SUM($E$5:$E$17)+E18"),
        ("E4+E6+E7", "E4+E6+E17"),
        ("SUM(E:E)+SUM(5:7)+$A:$B", "SUM(E:E)+SUM(5:17)+$A:$B"),
        ('"A8"&A8', '"A8"&A18'),
        ("LOG10(A8)+ATAN2(A8,1)", "LOG10(A18)+ATAN2(A18,1)"),
        ("表1[A8]+名称A8", "表1[A8]+名称A8"),
        ("汇总!A8+'甲 乙'!A8", "汇总!A8+'甲 乙'!A8"),
        ("名册!A8+'名册'!$B$8:$C$9", "名册!A18+'名册'!$B$18:$C$19"),
        ("SUM(OFFSET(A5,0,0,3))", "SUM(OFFSET(A5,0,0,3))"),
        ("1E5+A8*2.5", "1E5+A18*2.5"),
        ("#REF!+A8", "#REF!+A18"),
    ],
)
def test_a_formula_of_the_sheet(formula: str, moved: str) -> None:
    assert move_formula(formula, BEFORE_LAST, here=True, titles=frozenset({"名册"})) == moved


def test_another_sheets_formula_moves_only_what_says_the_sheet() -> None:
    titles = frozenset({"名册 '甲'"})
    formula = "A8+'名册 ''甲'''!A8+SUM('名册 ''甲'''!A5:A7)"
    moved = "A8+'名册 ''甲'''!A18+SUM('名册 ''甲'''!A5:A17)"
    assert move_formula(formula, BEFORE_LAST, here=False, titles=titles) == moved


@pytest.mark.parametrize(
    ("area", "moved", "spread"),
    [
        ("A5:H7", "A5:H17", "A5:H17"),
        ("A1:H4", "A1:H4", "A1:H4"),
        ("A8 B9:C9", "A18 B19:C19", "A18 B19:C19"),
        ("D6", "D6", "D6:D16"),
        ("D5:D6", "D5:D6", "D5:D16"),
        ("D7", "D17", "D17"),
        ("3:8", "3:18", "3:18"),
        ("A:C", "A:C", "A:C"),
    ],
)
def test_areas(area: str, moved: str, spread: str) -> None:
    assert move_area(area, BEFORE_LAST) == moved
    assert move_area(area, BEFORE_LAST, spread=True) == spread


def test_an_only_row_grows_downwards() -> None:
    assert move_area("A5:H5", AFTER_ONLY) == "A5:H15"
    assert move_area("C5", AFTER_ONLY) == "C5:C15"
    assert move_formula("SUM(A5:A5)+A5+A6", AFTER_ONLY, here=True, titles=frozenset()) == "SUM(A5:A15)+A5+A16"


@pytest.mark.parametrize(
    ("formula", "copied"),
    [
        ("A5+$A5+A$5+$A$5", "B8+$A8+B$5+$A$5"),
        ("SUM(A5:C5)", "SUM(B8:D8)"),
        ("汇总!A5", "汇总!B8"),
        ('"A5"&LEN(A5)', '"A5"&LEN(B8)'),
        ("SUM(5:5)+$5:$5", "SUM(8:8)+$5:$5"),
    ],
)
def test_a_copied_formula(formula: str, copied: str) -> None:
    parts = translate(formula, 3, 1)
    assert parts == copied


def test_the_sheets_a_formula_names() -> None:
    assert sheets_named("一月:三月!A1+'名册 ''甲'''!B2+\"汇总!A1\"") == {"一月:三月", "名册 '甲'"}
