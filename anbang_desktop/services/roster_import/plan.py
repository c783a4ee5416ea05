"""What an import will do, row by row, before anything is done: frozen, shown to the clerk, then executed
exactly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from anbang_desktop.domain.sheet import Workbook

Level = Literal[
    "error", "ask", "note", "said"
]  # said: what the program put right by itself, nothing to look at
Verdict = Literal["ready", "ask", "error"]
Action = Literal["create", "case", "update", "same", "none"]
VERDICT_WORDS: Mapping[str, str] = {"ready": "可导入", "ask": "需确认", "error": "有错误"}
ACTION_WORDS: Mapping[str, str] = {
    "create": "新登记",
    "case": "新建案件",
    "update": "更新",
    "same": "无变化",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Which cell, how grave, and a Chinese sentence: which, why, what to do. ``column`` is the heading in
    the file.
    """

    field: str
    column: str
    level: Level
    what: str


@dataclass(frozen=True, slots=True)
class Change:
    """One value of an existing record that the list would change."""

    field: str
    label: str
    old: object | None
    new: object | None


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """One column of the list; ``index`` counts from 0, ``field`` is None when it isn't imported."""

    index: int
    key: str
    header: str
    field: str | None
    label: str
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One person of the list; ``number`` is the row in the file, ``shown`` the words by field, ``values``
    what will be stored.
    """

    number: int
    verdict: Verdict
    action: Action
    shown: Mapping[str, str]
    values: Mapping[str, object]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    client_id: int | None = None
    case_id: int | None = None
    case_no: str = ""
    derived: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The person's name as shown."""
        return self.shown.get("name", "")

    @property
    def result(self) -> str:
        """The word of the result column: 新登记, 更新, 无变化, 需确认, 有错误."""
        return ACTION_WORDS[self.action] if self.verdict == "ready" else VERDICT_WORDS[self.verdict]

    @property
    def sentence(self) -> str:
        """All problems, the gravest first, or what will be updated."""
        order: dict[str, int] = {"error": 0, "ask": 1, "note": 2, "said": 3}
        said = [one.what.rstrip("。") for one in sorted(self.problems, key=lambda one: order[one.level])]
        if self.changes and self.verdict == "ready":
            said.insert(
                0, f"更新 {len(self.changes)} 项：{'、'.join(change.label for change in self.changes)}"
            )
        return "；".join(said)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole preview; ``header_rows`` are first and last row of the heading in the file."""

    path: Path
    book: Workbook
    sheet: str
    header_rows: tuple[int, int]
    columns: tuple[PlannedColumn, ...]
    rows: tuple[PlannedRow, ...]
    fingerprint: str
    computed_on: date
    remembered: bool = False
    earlier_import: int | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def with_verdict(self, verdict: Verdict) -> tuple[PlannedRow, ...]:
        """The rows of one verdict, in the order of the file."""
        return tuple(row for row in self.rows if row.verdict == verdict)

    @property
    def ready(self) -> int:
        """How many rows can be imported as they are."""
        return len(self.with_verdict("ready"))

    @property
    def ask(self) -> int:
        """How many rows wait for a yes."""
        return len(self.with_verdict("ask"))

    @property
    def error(self) -> int:
        """How many rows cannot be imported."""
        return len(self.with_verdict("error"))

    @property
    def problem_rows(self) -> tuple[PlannedRow, ...]:
        """The rows that go out as 问题行."""
        return tuple(row for row in self.rows if row.verdict != "ready")

    def row(self, number: int) -> PlannedRow:
        """The row at that place of the file; StopIteration when it holds no person."""
        return next(row for row in self.rows if row.number == number)

    def action_count(self, action: Action) -> int:
        """How many ready rows will be done that way."""
        return sum(1 for row in self.rows if row.verdict == "ready" and row.action == action)

    def as_json(self) -> dict[str, object]:
        """``import --json``: counts, and what a person should look at (what the program put right by
        itself is left out).
        """
        return {
            "rows": len(self.rows),
            "ready": self.ready,
            "ask": self.ask,
            "error": self.error,
            "problems": list(_told(self.rows, {"error", "ask", "note"})),
        }


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many people an import registered, updated and left out."""

    import_id: int
    created: int
    new_cases: int
    updated: int
    unchanged: int
    left_out: int
    numbers: tuple[str, ...]

    @property
    def done(self) -> int:
        """How many people were registered or updated."""
        return self.created + self.new_cases + self.updated


@dataclass(frozen=True, slots=True)
class PastImport:
    """One line of the history of imports."""

    id: int
    file_name: str
    at: str
    user: str
    rows: int
    created: int
    updated: int
    undone: bool


def _told(rows: Iterable[PlannedRow], levels: set[str]) -> Iterable[dict[str, object]]:
    for row in rows:
        for problem in row.problems:
            if problem.level in levels:
                yield {"row": row.number, "column": problem.column, "what": problem.what}
