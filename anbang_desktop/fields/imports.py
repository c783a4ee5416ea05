"""What is kept of each list that was imported: the list, each of its rows, and how its columns were
matched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from anbang_desktop.domain.roster_plan import Action, Level, Verdict
from anbang_desktop.fields.field import UNDATED, UNTIMED, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedList(Stored):
    """One list as it came; ``attachment_id`` is the file itself, to be returned with the results. Whether it
    was taken back is what ``units`` says of ``unit_id``.
    """

    unit_id: int
    file_name: str
    digest: str
    attachment_id: int
    sheet: str
    header_first: int  # rows of the heading in the file, from 1
    header_last: int
    width: int  # columns that hold anything
    planned_on: date = UNDATED
    rows: int = 0
    created: int = 0
    updated: int = 0
    at: datetime = UNTIMED
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """What was said of a cell; ``column`` is the heading in the file. ``ours``: it tells of what the office
    holds, and isn't for whoever sent the list.
    """

    column: str
    level: Level
    what: str
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow(Stored):
    """One row of a list and what became of it; ``content`` is the hash of what it said: the same row again
    changes nothing.
    """

    import_id: int
    row: int  # in the file, from 1
    verdict: Verdict
    accepted: bool = False
    action: Action = Action.NONE
    client_id: int | None = None
    case_id: int | None = None
    content: str = ""
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLayout(Stored):
    """What the clerk took the columns of a heading for: field, or None for a column that isn't imported."""

    fingerprint: str
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    used_at: datetime = UNTIMED
