"""The county's own formulas are reckoned before the export."""

from decimal import Decimal

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.excel.template import Column, SheetLayout
from anbang_desktop.excel.template_formula import results
from anbang_desktop.excel.template_learn import learn
from tests.support.blanks import NUMBERS, meanings, shipped


def test_the_shipped_formula() -> None:
    sheet = learn(shipped(NUMBERS), meanings()).sheets[0]
    assert results(sheet, {"book_start": 30, "new": 5, "left": 2}) == {"book_end": Decimal(33)}


def lines(*formulas: str) -> SheetLayout:
    columns = tuple(
        Column(at, f"第{at}行", f"line{at}", Certainty.KNOWN, into=2, formula=formula)
        for at, formula in enumerate(formulas, 1)
    )
    return SheetLayout("统计表", "numbers", columns=columns)


def test_lines_that_name_each_other_twice_are_reckoned_once() -> None:
    chain = [f"=B{at + 1}+B{at + 1}" for at in range(1, 60)]
    assert results(lines(*chain, ""), {"line60": 1})["line1"] == 2**59


def test_lines_that_lead_back_to_themselves_are_left_to_excel() -> None:
    assert results(lines("=B2", "=B1", "=1+1"), {}) == {"line3": Decimal(2)}


def test_a_very_long_chain_is_left_to_excel() -> None:
    assert "line1" not in results(lines(*[f"=B{at + 1}" for at in range(1, 3000)], ""), {"line3000": 1})
