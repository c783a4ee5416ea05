"""Reckons the plain formulas of a county's sheet: + - * / &, comparisons, SUM, IF, ROUND and a few more. Any
other is left to Excel.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import lru_cache
from typing import Protocol

from anbang_desktop.excel.references import sheet_name
from anbang_desktop.excel.scan import column_number

Result = Decimal | str | bool | None  # None: an empty cell
_LONGEST, _DEEPEST, _MOST = 1000, 40, 3_000_000  # letters, brackets, cells looked at in one workbook
_SIGN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[Ee][+-]?\d{1,2})?)(?![\w:])"
    r'|(?P<words>"(?:[^"]|"")*")'
    r"|(?P<sheet>(?:'(?:[^']|'')*'|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*)!)?"
    r"(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?![\w(.])"
    r"|(?P<name>[A-Za-z][A-Za-z0-9.]*)(?=\()|(?P<truth>TRUE|FALSE)(?![\w(])"
    r"|(?P<sign><=|>=|<>|[-+*/&=<>(),:%]))",
    re.ASCII,
)
_PLACE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")


class NotSimple(ValueError):
    """A formula beyond what we reckon: Excel will, we do not."""


class NoResult(NotSimple):
    """A division by nothing: Excel shows an error, which IFERROR catches."""


class Cells(Protocol):
    """What stands in the cells."""

    def value(self, sheet: str, row: int, column: int) -> Result:
        """What a cell holds or its formula gives; ``sheet`` is empty for the formula's own."""


@dataclass(slots=True)
class At:
    """Where a formula stands and what is known there; ``down`` says how many rows it was copied down."""

    cells: Cells
    row: int
    column: int
    down: int = 0
    left: list[int] = field(default_factory=lambda: [_MOST])

    def look(self, sheet: str, row: int, column: int) -> Result:
        """A cell; NotSimple when far too many were looked at."""
        self.left[0] -= 1
        if self.left[0] < 0:
            raise NotSimple("too many cells")
        return self.cells.value(sheet, row, column)


Reckon = Callable[[At], Result]


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or a range as a formula names it."""

    sheet: str
    first: tuple[int, int]
    last: tuple[int, int]
    fixed: tuple[bool, bool]  # whether the first and the last row have a $

    def rows(self, at: At) -> range:
        """The rows as they are meant where the formula stands."""
        first, last = (
            row if fixed else row + at.down
            for (row, _column), fixed in zip((self.first, self.last), self.fixed, strict=True)
        )
        return range(first, last + 1)

    def one(self, at: At) -> Result:
        """What the only cell holds."""
        if self.first != self.last:
            raise NotSimple("a range where one value is wanted")
        return at.look(self.sheet, self.rows(at)[0], self.first[1])

    def values(self, at: At) -> Iterator[Result]:
        """What all the cells hold."""
        for row in self.rows(at):
            for column in range(self.first[1], self.last[1] + 1):
                yield at.look(self.sheet, row, column)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that can be reckoned; ``areas`` are the cells it looks at."""

    reckon: Reckon
    areas: tuple[Area, ...]


@lru_cache(2048)
def parse(formula: str) -> Formula:
    """The formula (with or without =) made ready; NotSimple for any that we don't reckon."""
    body = formula.removeprefix("=")
    if len(body) > _LONGEST:
        raise NotSimple(formula[:20])
    return _Parser(body).formula()


def reckon(formula: str, value: Callable[[int, int], Decimal]) -> Decimal:
    """The number a formula gives over cells told by column and row; NotSimple for any other."""

    class _Told:
        def value(self, sheet: str, row: int, column: int) -> Result:
            if sheet:
                raise NotSimple(sheet)
            return value(column, row)

    return number(outcome(parse(formula), At(_Told(), 1, 1)))


def outcome(formula: Formula, at: At) -> Result:
    """What a formula gives where it stands; NotSimple where we can't tell."""
    try:
        return formula.reckon(at)
    except ZeroDivisionError as fault:
        raise NoResult("a division by nothing") from fault
    except (DecimalException, RecursionError) as fault:
        raise NotSimple(str(fault)) from fault


def number(found: Result) -> Decimal:
    """A value as a number."""
    if found is None:
        return Decimal(0)
    if isinstance(found, bool):
        return Decimal(int(found))
    if isinstance(found, str):
        raise NotSimple("words are no number")
    return found


def text(found: Result) -> str:
    """A value as words, as & joins them."""
    if isinstance(found, bool):
        return "TRUE" if found else "FALSE"
    return "" if found is None else found if isinstance(found, str) else digits(found)


def digits(found: Decimal) -> str:
    """A number as a file or a reader has it: fifteen digits."""
    return str(int(found)) if found == found.to_integral_value() and abs(found) < 10**15 else f"{found:.15g}"


def _truth(found: Result) -> bool:
    return found if isinstance(found, bool) else number(found) != 0


# ---- reading a formula


@dataclass(slots=True)
class _Sign:
    kind: str
    text: str
    sheet: str = ""


class _Parser:
    """Recursive descent over the signs of one formula."""

    def __init__(self, body: str) -> None:
        self._signs = list(_signs(body))
        self._at, self._deep = 0, 0
        self._areas: list[Area] = []

    def formula(self) -> Formula:
        made = self._compared()
        if self._at < len(self._signs):
            raise NotSimple("more than one value")
        return Formula(made, tuple(self._areas))

    def _next(self, *wanted: str) -> str:
        """The next sign if it is one of those."""
        sign = self._signs[self._at] if self._at < len(self._signs) else None
        if sign is None or sign.kind != "sign" or sign.text not in wanted:
            return ""
        self._at += 1
        return sign.text

    def _compared(self) -> Reckon:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise NotSimple("too deep")
        made = self._joined()
        while sign := self._next("=", "<>", "<", ">", "<=", ">="):
            made = _comparison(_COMPARISONS[sign], made, self._joined())
        self._deep -= 1
        return made

    def _joined(self) -> Reckon:
        made = self._sum()
        while self._next("&"):
            made = _join(made, self._sum())
        return made

    def _sum(self) -> Reckon:
        made = self._product()
        while sign := self._next("+", "-"):
            made = _arithmetic(_OPERATORS[sign], made, self._product())
        return made

    def _product(self) -> Reckon:
        made = self._signed()
        while sign := self._next("*", "/"):
            made = _arithmetic(_OPERATORS[sign], made, self._signed())
        return made

    def _signed(self) -> Reckon:
        if self._next("-"):
            self._deep += 1
            if self._deep > _DEEPEST:
                raise NotSimple("too deep")
            made = self._signed()
            self._deep -= 1
            return lambda at: -number(made(at))
        if self._next("+"):
            return self._signed()
        made = self._single()
        while self._next("%"):
            made = _arithmetic(operator.truediv, made, _constant(Decimal(100)))
        return made

    def _single(self) -> Reckon:
        if self._next("("):
            made = self._compared()
            self._close()
            return made
        sign = self._take()
        if sign.kind == "number":
            return _constant(Decimal(sign.text))
        if sign.kind == "words":
            return _constant(sign.text[1:-1].replace('""', '"'))
        if sign.kind == "truth":
            return _constant(sign.text.upper() == "TRUE")
        if sign.kind == "cell":
            return self._area(sign).one
        if sign.kind == "name":
            return self._call(sign.text.upper())
        raise NotSimple(sign.text)

    def _take(self) -> _Sign:
        if self._at >= len(self._signs):
            raise NotSimple("it ends too soon")
        self._at += 1
        return self._signs[self._at - 1]

    def _close(self) -> None:
        if not self._next(")"):
            raise NotSimple("a bracket isn't closed")

    def _area(self, sign: _Sign) -> Area:
        first = _PLACE.fullmatch(sign.text)
        last = first
        if self._next(":"):
            other = self._take()
            if other.kind != "cell" or other.sheet:
                raise NotSimple(other.text)
            last = _PLACE.fullmatch(other.text)
        if first is None or last is None:
            raise NotSimple(sign.text)
        begin, end = ((int(one[4]), column_number(one[2].upper())) for one in (first, last))
        area = Area(sheet_name(sign.sheet) if sign.sheet else "", begin, end, (bool(first[3]), bool(last[3])))
        self._areas.append(area)
        return area

    def _call(self, name: str) -> Reckon:
        self._next("(")
        parts: list[Reckon | Area] = []
        if not self._next(")"):
            parts.append(self._part())
            while self._next(","):
                parts.append(self._part())
            self._close()
        if name not in _FUNCTIONS:
            raise NotSimple(name)
        function = _FUNCTIONS[name]
        return lambda at: function(at, parts)

    def _part(self) -> Reckon | Area:
        """A value, or a range where a function takes one."""
        begin = self._at
        sign = self._signs[begin] if begin < len(self._signs) else None
        if sign is not None and sign.kind == "cell":
            self._at += 1
            area = self._area(sign)
            after = self._signs[self._at] if self._at < len(self._signs) else None
            if after is not None and after.text in (",", ")"):
                return area
            self._at = begin
            self._areas.pop()
        return self._compared()


def _signs(body: str) -> Iterator[_Sign]:
    at = 0
    stripped = body.rstrip()
    while at < len(stripped):
        match = _SIGN.match(stripped, at)
        if match is None:
            raise NotSimple(stripped[at : at + 10])
        kind = next(one for one in ("number", "words", "cell", "name", "truth", "sign") if match[one])
        yield _Sign(kind, match[kind], match["sheet"] or "")
        at = match.end()


# ---- what is reckoned

_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _constant(value: Result) -> Reckon:
    return lambda _at: value


def _arithmetic(how: Callable[[Decimal, Decimal], Decimal], left: Reckon, right: Reckon) -> Reckon:
    def made(at: At) -> Result:
        one, other = number(left(at)), number(right(at))
        if how is operator.truediv and not other:
            raise NoResult("a division by nothing")
        return how(one, other)

    return made


def _join(left: Reckon, right: Reckon) -> Reckon:
    return lambda at: text(left(at)) + text(right(at))


def _comparison(how: Callable[[int, int], bool], left: Reckon, right: Reckon) -> Reckon:
    return lambda at: how(_order(left(at), right(at)), 0)


def _order(one: Result, other: Result) -> int:
    """Before, equal or after; an empty cell is nothing and no words."""
    if isinstance(one, str) or isinstance(other, str):
        if one is None or other is None or (isinstance(one, str) and isinstance(other, str)):
            left, right = text(one).upper(), text(other).upper()
            return (left > right) - (left < right)
        return 1 if isinstance(one, str) else -1  # Excel puts words behind numbers
    left_number, right_number = number(one), number(other)
    return (left_number > right_number) - (left_number < right_number)


_Parts = list[Reckon | Area]


def _one(part: Reckon | Area, at: At) -> Result:
    return part.one(at) if isinstance(part, Area) else part(at)


def _numbers(at: At, parts: _Parts) -> Iterator[Decimal]:
    """The numbers among the cells, and every value given outright."""
    for part in parts:
        if isinstance(part, Area):
            yield from (value for value in part.values(at) if isinstance(value, Decimal))
        else:
            yield number(part(at))


def _sum(at: At, parts: _Parts) -> Result:
    return sum(_numbers(at, parts), Decimal(0))


def _if(at: At, parts: _Parts) -> Result:
    if len(parts) not in (2, 3):
        raise NotSimple("IF")
    if _truth(_one(parts[0], at)):
        return _one(parts[1], at)
    return _one(parts[2], at) if len(parts) > 2 else False


def _round(at: At, parts: _Parts) -> Result:
    value = number(_one(parts[0], at))
    places = int(number(_one(parts[1], at))) if len(parts) > 1 else 0
    if abs(places) > 15:
        raise NotSimple("ROUND")
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _average(at: At, parts: _Parts) -> Result:
    found = list(_numbers(at, parts))
    if not found:
        raise NoResult("an average of nothing")
    return sum(found, Decimal(0)) / len(found)


def _count_all(at: At, parts: _Parts) -> Result:
    found = [
        value for part in parts for value in (part.values(at) if isinstance(part, Area) else (part(at),))
    ]
    return Decimal(sum(value is not None for value in found))


def _if_error(at: At, parts: _Parts) -> Result:
    if len(parts) != 2:
        raise NotSimple("IFERROR")
    try:
        return _one(parts[0], at)
    except NoResult:
        return _one(parts[1], at)


def _row(at: At, parts: _Parts) -> Result:
    if not parts:
        return Decimal(at.row)
    if isinstance(parts[0], Area):
        return Decimal(parts[0].rows(at)[0])
    raise NotSimple("ROW")


def _length(at: At, parts: _Parts) -> Result:
    return Decimal(len(text(_one(parts[0], at)).encode("utf-16-le")) // 2)


_FUNCTIONS: dict[str, Callable[[At, _Parts], Result]] = {
    "SUM": _sum,
    "IF": _if,
    "ROUND": _round,
    "AVERAGE": _average,
    "MAX": lambda at, parts: max(_numbers(at, parts), default=Decimal(0)),
    "MIN": lambda at, parts: min(_numbers(at, parts), default=Decimal(0)),
    "COUNT": lambda at, parts: Decimal(sum(1 for _ in _numbers(at, parts))),
    "COUNTA": _count_all,
    "ABS": lambda at, parts: abs(number(_one(parts[0], at))),
    "IFERROR": _if_error,
    "AND": lambda at, parts: all(_truth(_one(part, at)) for part in parts),
    "OR": lambda at, parts: any(_truth(_one(part, at)) for part in parts),
    "ROW": _row,
    "LEN": _length,
}
