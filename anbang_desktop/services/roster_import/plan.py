"""What an import will do, row by row, before anything is done: frozen, shown to the clerk, then executed
exactly.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from pathlib import Path

from anbang_desktop.domain.column_guess import shortened
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.roster_columns import IN_REMARK
from anbang_desktop.domain.roster_plan import Action, Level, Treatment, Verdict
from anbang_desktop.domain.sheet import Workbook
from anbang_desktop.domain.states import State
from anbang_desktop.services.cases.on_books import HelpSoFar, Opening
from anbang_desktop.services.roster_import.row_reading import NAME, Problem

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.READY: "可导入",
    Verdict.ASK: "需确认",
    Verdict.ERROR: "有错误",
}
ACTION_WORDS: Mapping[Action, str] = {
    Action.CREATE: "新登记",
    Action.CASE: "新建案件",
    Action.LISTED: "转待核查",
    Action.UPDATE: "更新",
    Action.SAME: "无变化",
    Action.NONE: "",
}
_TOLD = frozenset({Level.ERROR, Level.ASK, Level.NOTE})
_GRAVITY = {Level.ERROR: 0, Level.ASK: 1, Level.NOTE: 2, Level.SAID: 3}


# No heading begins like that. In a saved layout it says that only what a hand said stands there, and
# before the name of a field what its column does to people whom the office has.
BY_HAND = "*"
TREATMENT_WORDS: Mapping[Treatment, str] = {
    Treatment.UPDATE: "更新",
    Treatment.FILL: "只填空",
    Treatment.SKIP: "跳过",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a record that a list would change; ``said``: old and new in a reader's words."""

    field: str
    label: str
    old: object | None
    new: object | None
    said: tuple[str, str] = dataclass_field(default=("", ""), compare=False)

    @property
    def sentence(self) -> str:
        """现居住地“东街1号”→“西街2号”."""
        old, new = self.said
        return f"{self.label}“{old}”→“{new}”" if old else f"{self.label}补上“{new}”"


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """One column of the list; ``index`` counts from 0.

    ``field`` is what it fills (None: nothing), ``offered`` what it may be and nobody has taken yet, ``kept``:
    its words go to the remark. ``guess`` is what the program by itself took it for, ``suits`` are the fields
    that its cells look like.
    """

    index: int
    key: str
    header: str
    field: str | None
    label: str
    certainty: Certainty
    why: str
    samples: tuple[str, ...]
    offered: str | None = None
    kept: bool = False
    told: bool = False
    guess: str | None = None
    guess_certainty: Certainty = Certainty.UNKNOWN
    suits: frozenset[str] = frozenset()
    treatment: Treatment = Treatment.UPDATE

    def as_json(self) -> dict[str, object]:
        """``columns`` of ``import --json``; what is known but not written here has its field."""
        known = self.guess if self.certainty is Certainty.KNOWN and not self.told else None
        return {
            "header": self.header,
            "field": self.field or self.offered or known,
            "certainty": self.certainty.value,
            "why": self.why,
            "filled": self.field is not None,
            "samples": [shortened(text) for text in self.samples],
        }


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
    held: tuple[Change, ...] = ()  # what the list says otherwise and this import leaves as it is
    so_far: HelpSoFar | None = None  # 建账: what the roster says of the help already given
    becomes: State | None = None  # 建账: 在册帮教, or 已登记 where something is missing
    lacks: tuple[str, ...] = ()  # what is missing for 在册帮教, in sentences

    @property
    def name(self) -> str:
        """The person's name as shown."""
        return self.shown.get(NAME, "")

    @property
    def result(self) -> str:
        """The word of the result column: 新登记, 更新, 无变化, 需确认, 有错误; 建账: 在册帮教, 已登记."""
        if self.verdict is Verdict.READY and self.becomes:
            return self.becomes.label
        return ACTION_WORDS[self.action] if self.verdict is Verdict.READY else VERDICT_WORDS[self.verdict]

    @property
    def sentence(self) -> str:
        """All problems, the gravest first, or what will be updated."""
        said = [one.what.rstrip("。") for one in sorted(self.problems, key=lambda one: _GRAVITY[one.level])]
        if self.changes and self.verdict is Verdict.READY:
            labels = "、".join(change.label for change in self.changes)
            said.insert(0, f"更新 {len(self.changes)} 项：{labels}")
        if self.becomes and self.verdict is not Verdict.ERROR:
            said += [f"登记为“{self.becomes.label}”", *(one.rstrip("。") for one in self.lacks)]
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
    mapping: Mapping[str, str | None] = dataclass_field(default_factory=dict)
    edits: Mapping[tuple[int, str], str] = dataclass_field(default_factory=dict)
    treatments: Mapping[str, Treatment] = dataclass_field(default_factory=dict)
    treatments_told: Mapping[str, Treatment] = dataclass_field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    opening: Opening | None = None  # 建账: these people are on the books already
    likely_opening: bool = False  # the columns speak of help already given
    inside: bool = False  # 服刑人员名册: these people are in prison still
    likely_inside: bool = False  # its title speaks of people in prison

    @property
    def suggested(self) -> dict[str, str]:
        """What the program offers and nobody has taken: heading key → field."""
        return {one.key: one.offered for one in self.columns if one.offered}

    @property
    def unplaced(self) -> tuple[PlannedColumn, ...]:
        """The columns whose words go to the remark."""
        return tuple(one for one in self.columns if one.kept)

    def layout(self, *, seen: bool) -> dict[str, str | None]:
        """What a hand said of the columns and of what they do to known people: it holds for the next list
        with these headings. ``seen``: a person saw what was offered; what was not taken was refused.
        """
        told = {one.key: IN_REMARK if one.kept else one.field for one in self.columns if one.told}
        refused = {one.key: IN_REMARK for one in self.columns if one.offered and seen}
        treated = {f"{BY_HAND}{name}": one.value for name, one in self.treatments_told.items()}
        return {BY_HAND: None, **told, **refused, **treated}

    def changed_columns(self) -> dict[str, list[tuple[PlannedRow, Change]]]:
        """What the list says otherwise of people whom the office has, by field: carried out or held."""
        found: dict[str, list[tuple[PlannedRow, Change]]] = {}
        for row in self.rows:
            for change in (*row.changes, *row.held):
                found.setdefault(change.field, []).append((row, change))
        return found

    def with_verdict(self, verdict: Verdict) -> tuple[PlannedRow, ...]:
        """The rows of one verdict, in the order of the file."""
        return tuple(row for row in self.rows if row.verdict is verdict)

    @property
    def ready(self) -> int:
        """How many rows can be imported as they are."""
        return len(self.with_verdict(Verdict.READY))

    @property
    def ask(self) -> int:
        """How many rows wait for a yes."""
        return len(self.with_verdict(Verdict.ASK))

    @property
    def error(self) -> int:
        """How many rows cannot be imported."""
        return len(self.with_verdict(Verdict.ERROR))

    @property
    def problem_rows(self) -> tuple[PlannedRow, ...]:
        """The rows that go out as 问题行."""
        return tuple(row for row in self.rows if row.verdict is not Verdict.READY)

    def row(self, number: int) -> PlannedRow:
        """The row at that place of the file; StopIteration when it holds no person."""
        return next(row for row in self.rows if row.number == number)

    def becoming(self, goal: State) -> int:
        """建账: how many of the rows that are ready will be that."""
        return sum(1 for row in self.rows if row.verdict is Verdict.READY and row.becomes is goal)

    def action_count(self, action: Action) -> int:
        """How many ready rows will be done that way."""
        return sum(1 for row in self.rows if row.verdict is Verdict.READY and row.action is action)

    def as_json(self) -> dict[str, object]:
        """``import --json``: counts, the sheets with people in them, what each column is, and what a person
        should look at, as one list and row by row (what the program put right by itself is left out).
        """
        return {
            "rows": len(self.rows),
            "ready": self.ready,
            "ask": self.ask,
            "error": self.error,
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "opening": self._opening_json(),
            "inside": {"likely": self.likely_inside, "chosen": self.inside},
            "columns": [one.as_json() for one in self.columns],
            "problems": list(_told(self.rows)),
            "list": [_row_json(row) for row in self.rows],
        }

    def _opening_json(self) -> dict[str, object]:
        said: dict[str, object] = {"likely": self.likely_opening, "on": None}
        if self.opening is not None:
            counts = {one.value: self.becoming(one) for one in (State.S60_ACTIVE, State.S50_REGISTERED)}
            said |= {"on": self.opening.on.isoformat(), "reason": self.opening.reason, "becomes": counts}
        return said


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

    @classmethod
    def of(cls, import_id: int, actions: Sequence[Action], numbers: Iterable[str]) -> "ImportResult":
        """By what became of each row of the list; ``numbers`` are those of the new cases."""
        count = Counter(actions)
        return cls(
            import_id,
            count[Action.CREATE],
            count[Action.CASE],
            count[Action.UPDATE] + count[Action.LISTED],
            count[Action.SAME],
            count[Action.NONE],
            tuple(numbers),
        )

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


def _told(rows: Iterable[PlannedRow]) -> Iterable[dict[str, object]]:
    for row in rows:
        for problem in row.problems:
            if problem.level in _TOLD:
                yield {"row": row.number, "column": problem.column, "what": problem.what}


def _row_json(row: PlannedRow) -> dict[str, object]:
    return {
        "row": row.number,
        "verdict": row.verdict.value,
        "action": row.action.value,
        "case": row.case_no,
        "becomes": row.becomes.value if row.becomes else None,
        "lacks": list(row.lacks),
        "problems": list(_told([row])),
        "changes": [
            {"field": one.field, "column": one.label, "old": one.said[0], "new": one.said[1]}
            for one in row.changes
        ],
    }
