"""The plain formulas of a county's sheet are reckoned as Excel does it; all others are left alone."""

from decimal import Decimal

import pytest

from anbang_desktop.excel.formula import NotSimple, reckon


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=A1+A2", 3),
        ("=SUM(A1:A3)", 6),
        ("=SUM($A$1:A2,A3)-1", 5),
        ("=(A1+A2)*A3/2", Decimal("4.5")),
        ("=-A3", -3),
        ("=IF(A1>0,A2,A3)", 2),
        ('=IF(A1="","",A3)', 3),
        ("=ROUND(A2/A3,2)", Decimal("0.67")),
        ("=ROUND(2.5,0)", 3),
        ("=IFERROR(A1/0,A3)", 3),
        ("=IF(OR(A1>A2,A3>=3),1,0)", 1),
        ("=MAX(A1:A3)-MIN(A1:A3)+COUNT(A1:A3)", 5),
        ("=AVERAGE(A1:A3)*50%", 1),
        ("=--A2+ABS(-1)", 3),
        ("=IF(AND(A1=1,A2<>2),1,COUNTA(A1:A4))", 4),
        ("=ROW(A7)", 7),
        ('=LEN("人数"&A1)', 3),
    ],
)
def test_simple_arithmetic(formula: str, result: Decimal) -> None:
    assert reckon(formula, lambda _column, row: Decimal(row)) == result


@pytest.mark.parametrize(
    "formula",
    [
        "=TODAY()",
        "=A1:A2",
        "=SUMIF(A1:A3,1)",
        "=LOG10(A1)",
        "=Sheet2!A1",
        "=[1]Sheet2!A1",
        "=甲",
        "=A1/0",
        '="甲"+1',
        "=SUM(A1",
        "=",
        "=A1 A2",
        '=INDIRECT("A1")',
        "=__import__('os')",
        "=SUM(A1:ZZ9999)",
        "=A1**",
        "=1E999",
        "=" + "(" * 400 + "1" + ")" * 400,
        "=" + "1+" * 600 + "1",
    ],
)
def test_anything_else_is_left_to_excel(formula: str) -> None:
    with pytest.raises(NotSimple):
        reckon(formula, lambda _column, row: Decimal(row))
