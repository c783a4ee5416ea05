"""Results as JSON for scripts and as lines for people."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Told:
    """A result that scripts and people read differently."""

    values: object
    lines: Sequence[str]


def plain(value: object) -> object:
    """What JSON can hold: days as ISO text, sums as their digits."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Path, Decimal)):
        return str(value)
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def show(result: object, *, as_json: bool) -> None:
    """Print a result: a list line by line, an object name by name."""
    if as_json:
        values = result.values if isinstance(result, Told) else result
        print(json.dumps(plain(values), ensure_ascii=False, indent=2))
        return
    for line in result.lines if isinstance(result, Told) else _lines(plain(result)):
        print(line.replace("\n", " "))


def _lines(result: object) -> list[str]:
    if isinstance(result, list):
        return [_cells(one) if isinstance(one, dict) else str(one) for one in result]
    if isinstance(result, dict):
        return [f"{name}: {_value(value)}" for name, value in result.items()]
    return [str(result)]


def _cells(row: dict[str, object]) -> str:
    return "\t".join("" if cell is None else str(cell) for cell in row.values())


def _value(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
