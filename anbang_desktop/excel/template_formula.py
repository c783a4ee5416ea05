"""Reckons the simple formulas of a county's number sheet, so that a contradiction shows before the export
and not in Excel.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation

from openpyxl.utils.cell import range_boundaries, rows_from_range

from anbang_desktop.excel.template import SheetLayout

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?![\d(])")
_SIMPLE = re.compile(r"[A-Z0-9$:+\-*/(),.%\s]*")
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_MOST = 400  # cells in one range
_LONGEST = 1000  # letters of a formula that is worth reckoning


class NotSimple(ValueError):
    """A formula beyond plain arithmetic: Excel will reckon it, we do not."""


def results(layout: SheetLayout, numbers: Mapping[str, int | Decimal | None]) -> dict[str, Decimal]:
    """What the county's own formulas will show, by line; a formula that is not simple arithmetic is left
    out.
    """
    places = {(line.into, line.at): line for line in layout.columns}

    reckoned: dict[tuple[int, int], Decimal | None] = {}  # each cell once; None while it is being reckoned

    def value(column: int, row: int) -> Decimal:
        line = places.get((column, row))
        if line is None:
            return Decimal(0)
        if not line.formula:
            return Decimal(numbers.get(line.field) or 0)
        if (column, row) not in reckoned:
            reckoned[column, row] = None
            reckoned[column, row] = reckon(line.formula, value)
        known = reckoned[column, row]
        if known is None:
            raise NotSimple(line.formula)  # it leads back to itself
        return known

    found: dict[str, Decimal] = {}
    for line in layout.known:
        if line.formula:
            try:
                found[line.field] = value(line.into, line.at)
            except (NotSimple, DivisionByZero, InvalidOperation, RecursionError):
                continue
    return found


def reckon(formula: str, value: Callable[[int, int], Decimal]) -> Decimal:
    """The result of a formula made of cells, numbers, + - * / ( ) and SUM; NotSimple for any other."""
    body = formula.removeprefix("=").upper()
    if len(body) > _LONGEST or not _SIMPLE.fullmatch(body):
        raise NotSimple(formula)
    listed = _RANGE.sub(_members, body)
    try:
        tree = ast.parse(_CELL.sub(r"\1\2", listed).replace("$", ""), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise NotSimple(formula) from fault
    return _evaluate(tree.body, value)


def _members(match: re.Match[str]) -> str:
    reference = match[0].replace("$", "")
    left, top, right, bottom = range_boundaries(reference)
    if (
        left is None
        or top is None
        or right is None
        or bottom is None
        or (right - left + 1) * (bottom - top + 1) > _MOST
    ):
        raise NotSimple(reference)
    return ",".join(cell for row in rows_from_range(reference) for cell in row)


def _evaluate(node: ast.expr, value: Callable[[int, int], Decimal]) -> Decimal:
    match node:
        case ast.BinOp() if type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](_evaluate(node.left, value), _evaluate(node.right, value))
        case ast.UnaryOp(op=ast.USub()):
            return -_evaluate(node.operand, value)
        case ast.Constant(value=int() | float() as number):
            return _finite(Decimal(str(number)))
        case ast.Name(id=name):
            column, row, _, _ = range_boundaries(name)
            return value(int(column or 0), int(row or 0))
        case ast.Call(func=ast.Name(id="SUM"), args=parts):
            return sum((_evaluate(part, value) for part in parts), Decimal(0))
        case _:
            raise NotSimple("not simple arithmetic")


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise NotSimple("too big a number")
    return number
