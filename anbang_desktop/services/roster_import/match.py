"""Is this row somebody we know? Compares rows with each other and with the office (the duplicate rule of
domain.md).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from anbang_desktop.domain.states import state
from anbang_desktop.fields.client import CLIENT_FIELDS
from anbang_desktop.services.roster_import.plan import Action, Change, Level, PlannedRow, Problem, Verdict
from anbang_desktop.services.roster_import.read_rows import FIELDS, RowReading
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.reading import Connection, Row

CLIENT_NAMES = frozenset(one.name for one in CLIENT_FIELDS)
IDENTITY = ("name", "sex", "birth_date")
_ADDED_TO = frozenset({"remark"})
CLOSED = frozenset(
    {"S35", "S75", "S85", "S86", "S90"}
)  # returned, moved away, ended: the next notice opens a new case
_OURS = frozenset({"id_unverified", "birth_reason", "id_no"})  # follow from the number, which is the same


@dataclass(frozen=True, slots=True)
class Match:
    """What the office already has of a row's person."""

    action: Action
    client_id: int | None = None
    case_id: int | None = None
    case_no: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    known: bool = False  # this very row was imported before: nothing to ask again


@dataclass(frozen=True, slots=True)
class Known:
    """All that the office knows of the people of one list, read in a few questions."""

    rows: Mapping[str, Row]
    by_number: Mapping[str, Row]
    by_name: Mapping[tuple[str, date | None], Sequence[Row]]
    cases: Mapping[int, Sequence[Row]]


def known_of(connection: Connection, listed: Sequence[Mapping[str, object]]) -> Known:
    """What the office knows of the people whose values these are."""
    by_number = imports.clients_by_number(
        connection, [str(values["id_no"]) for values in listed if values.get("id_no")]
    )
    by_name = imports.clients_by_name(
        connection, [str(values["name"]) for values in listed if values.get("name")]
    )
    people = [*by_number.values(), *(one for alike in by_name.values() for one in alike)]
    return Known(
        imports.rows_imported(connection, [content_hash(values) for values in listed]),
        by_number,
        by_name,
        imports.cases_by_client(connection, [_id(one) for one in people]),
    )


def content_hash(values: Mapping[str, object]) -> str:
    """What a row says, as one number: the same row again changes nothing."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def mark_doubles(rows: Sequence[RowReading], headers: Mapping[str, str]) -> None:
    """Two rows with one ID number, or without one but with one name and birth date, ask which of them is
    right.
    """
    groups: dict[object, list[RowReading]] = defaultdict(list)
    for row in rows:
        key = _double_key(row)
        if key:
            groups[key].append(row)
    for group in groups.values():
        for row in group if len(group) > 1 else ():
            others = "、".join(
                f"第 {other.number} 行“{other.shown.get('name', '')}”" for other in group if other is not row
            )
            row.problems.append(_double_problem(row, others, headers))


def _double_key(row: RowReading) -> object:
    if row.identity.number:
        return row.identity.number
    name, birth = row.values.get("name"), row.values.get("birth_date")
    return (name, birth) if name and birth and row.identity.fault == "empty" else None


def _double_problem(row: RowReading, others: str, headers: Mapping[str, str]) -> Problem:
    field = "id_no" if row.identity.number else "name"
    same = "证件号相同" if row.identity.number else "姓名和出生日期相同"
    what = f"与{others}{same}，请核对原件；只能勾选其中一行"
    return Problem(field, headers.get(field, FIELDS[field].label), "ask", what)


def planned(office: Known, row: RowReading, headers: Mapping[str, str]) -> PlannedRow:
    """The row with what is known of its person; errors aren't looked up."""
    verdict = _verdict(row.problems)
    if verdict == "error":
        return PlannedRow(row.number, verdict, "none", dict(row.shown), dict(row.values), tuple(row.problems))
    match = find(office, row.values, row.derived, headers)
    problems = (*(_as_note(one) if match.known else one for one in row.problems), *match.problems)
    return PlannedRow(
        row.number,
        _verdict(problems),
        match.action,
        dict(row.shown),
        dict(row.values),
        tuple(problems),
        match.changes,
        match.client_id,
        match.case_id,
        match.case_no,
        frozenset(row.derived),
    )


def _verdict(problems: Sequence[Problem]) -> Verdict:
    levels = {problem.level for problem in problems}
    return "error" if "error" in levels else "ask" if "ask" in levels else "ready"


def _as_note(problem: Problem) -> Problem:
    return replace(problem, level="note") if problem.level == "ask" else problem


def find(
    office: Known,
    values: Mapping[str, object],
    derived: frozenset[str] | set[str],
    headers: Mapping[str, str],
) -> Match:
    """By this very row, then by ID number, then by name and birth date."""
    earlier = office.rows.get(content_hash(values))
    if earlier is not None:
        return Match("same", earlier["client_id"], earlier["case_id"], str(earlier["no"]), known=True)
    return Finder(office, values, frozenset(derived), headers).find()


@dataclass(frozen=True, slots=True)
class Finder:
    """Compares one row's values with the office's."""

    office: Known
    values: Mapping[str, object]
    derived: frozenset[str]
    headers: Mapping[str, str]

    def find(self) -> Match:
        """The person of the same number or, if none, a question about one of the same name and birth date."""
        known = self.office.by_number.get(str(self.values.get("id_no")))
        if known:
            return self._same_person(known)
        return Match("create", problems=self._alike())

    def _alike(self) -> tuple[Problem, ...]:
        birth = self.values.get("birth_date")
        alike = (
            self.office.by_name.get((str(self.values["name"]), birth), ()) if isinstance(birth, date) else ()
        )
        numbers = [str(case["no"]) for client in alike for case in self.office.cases.get(_id(client), ())]
        known = f"本所已有同名同出生日期的人（档案 {'、'.join(numbers)}）"
        what = f"{known}，证件号不同；确是另一人的，勾选后另行登记"
        return (self._problem("name", "ask", what),) if alike else ()

    def _same_person(self, client: Row) -> Match:
        listed = self.office.cases.get(_id(client), [])
        opened = [case for case in listed if state(str(case["state"])).short not in CLOSED]
        problems = self._identity(client)
        if not opened:
            last = f"（{listed[-1]['no']}，{state(str(listed[-1]['state'])).label}）" if listed else ""
            note = self._problem("name", "note", f"本所曾有此人{last}，导入后新建一案")
            return Match(
                "case", _id(client), changes=tuple(self._changes(client, {})), problems=(*problems, note)
            )
        case = opened[-1]
        changes = tuple(self._changes(client, case))
        problems = (*problems, *self._moved(changes, case))
        return Match(
            "update" if changes else "same", _id(client), _id(case), str(case["no"]), changes, problems
        )

    def _identity(self, client: Row) -> tuple[Problem, ...]:
        """The same number under another name, sex or birth date is a question, never a silent change."""
        told = []
        for name in IDENTITY:
            old, new = client[name], self.values.get(name)
            if old is not None and new is not None and old != new and name not in self.derived:
                show = FIELDS[name].label
                told.append(
                    self._problem(
                        name,
                        "ask",
                        f"证件号相同，本所{show}为“{_words(old)}”，名单为“{_words(new)}”；勾选后按名单更新",
                    )
                )
        return tuple(told)

    def _moved(self, changes: Sequence[Change], case: Row) -> list[Problem]:
        """A release date that moves is told; once the person is on the books any contradiction is asked."""
        settled = state(str(case["state"])).on_books
        told = []
        for change in changes:
            if change.old is None or change.field in IDENTITY or change.field in _ADDED_TO:
                continue
            level: Level = "ask" if settled else "note"
            what = f"{change.label}由“{_words(change.old)}”改为“{_words(change.new)}”"
            told.append(self._problem(change.field, level, what + ("，勾选后更新" if settled else "")))
        return told

    def _changes(self, client: Row, case: Row) -> list[Change]:
        made = []
        for name, new in self.values.items():
            if name in _OURS or (name not in CLIENT_NAMES and not case):
                continue
            old = (client if name in CLIENT_NAMES else case).get(name)
            value = _added(old, new) if name in _ADDED_TO else new
            if value is not None and value != old and not (name in self.derived and old is not None):
                made.append(Change(name, FIELDS[name].label, old, value))
        return made

    def _problem(self, field: str, level: Level, what: str) -> Problem:
        return Problem(field, self.headers.get(field, FIELDS[field].label), level, what)


def _added(old: object, new: object) -> object:
    """A remark is added to what stands there, never put in its place."""
    if not old or not new:
        return new or old
    return old if str(new) in str(old) else f"{old}；{new}"


def _words(value: object) -> str:
    return (
        value.isoformat()
        if isinstance(value, date)
        else "、".join(map(str, value))
        if isinstance(value, list)
        else str(value)
    )


def _id(row: Row) -> int:
    return int(str(row["id"]))
