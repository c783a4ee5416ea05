"""A list as it leaves the program, on paper or in a workbook: its heading and its rows, already in words."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | date


@dataclass(frozen=True, slots=True)
class Listing:
    """``narrowed`` tells the filter and how many rows there are, ``made`` who made it and when. A day and a
    number stay what they are, so that a workbook can sort by them.
    """

    title: str
    narrowed: str
    made: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def words(cell: Cell) -> str:
    """What stands in a cell."""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
