"""Is this row somebody we know? Compares rows with each other and with the office (the duplicate rule of
domain.md).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from anbang_desktop.domain.roster_plan import Action, Level, Treatment, Verdict
from anbang_desktop.domain.states import State, state
from anbang_desktop.fields.client import CLIENT_FIELDS, Case, Client
from anbang_desktop.fields.kinds import IdNumber, Kind, Phone, ReadContext
from anbang_desktop.fields.rows import plain
from anbang_desktop.progress import Progress
from anbang_desktop.services.records.added import added
from anbang_desktop.services.roster_import.plan import Change, PlannedRow
from anbang_desktop.services.roster_import.row_reading import (
    BIRTH_DATE,
    BIRTH_REASON,
    FIELDS,
    ID_NO,
    NAME,
    OUTER_NUMBERS,
    RELEASE_DATE,
    REMARK,
    SEX,
    UNVERIFIED,
    Problem,
    RowReading,
)
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.queries.imports import Earlier
from anbang_desktop.storage.reading import Connection

CLIENT_NAMES = frozenset(one.name for one in CLIENT_FIELDS)
_NAMED = 5  # so many other rows of one number are named, the rest counted
IDENTITY = (NAME, SEX, BIRTH_DATE)
_ADDED_TO = frozenset({REMARK, OUTER_NUMBERS})
COMPARING = "与本所人员比对"
_EVERY = 1000  # rows between two reports of progress
_OPEN = 8  # a number is told in full up to this length
_OURS = frozenset({UNVERIFIED, BIRTH_REASON, ID_NO})  # follow from the number, which is the same


@dataclass(frozen=True, slots=True)
class Match:
    """What the office already has of a row's person."""

    action: Action
    client_id: int | None = None
    case_id: int | None = None
    case_no: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    held: tuple[Change, ...] = ()
    known: bool = False  # this very row was imported before: nothing to ask again
    answered: frozenset[str] = frozenset()  # what the list leaves open and the office knows


@dataclass(frozen=True, slots=True)
class Known:
    """All that the office knows of the people of one list, read in a few questions."""

    rows: Mapping[str, Earlier]
    by_number: Mapping[str, Client]
    by_name: Mapping[tuple[str, date | None], Sequence[Client]]
    cases: Mapping[int, Sequence[Case]]
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    read_context: ReadContext | None = None  # in whose words old and new values are told
    inside: bool = False  # the list names people in prison: it moves nobody on


def known_of(
    connection: Connection,
    listed: Sequence[Mapping[str, object]],
    treatments: Mapping[str, Treatment],
    read_context: ReadContext | None = None,
    progress: Progress | None = None,
    *,
    inside: bool = False,
) -> Known:
    """What the office knows of the people whose values these are, and what each field may do."""
    steps = progress or Progress()
    contents = []
    for done, values in enumerate(listed):
        if done % _EVERY == 0:
            steps.step(done, len(listed), COMPARING)
        contents.append(content_hash(values, inside=inside))
    imported = imports.rows_imported(connection, contents)
    steps.step(len(listed), len(listed), COMPARING)
    by_number = imports.clients_by_number(
        connection, [str(values[ID_NO]) for values in listed if values.get(ID_NO)]
    )
    steps.step(len(listed), len(listed), COMPARING)
    by_name = imports.clients_by_name(
        connection, [str(values[NAME]) for values in listed if values.get(NAME)]
    )
    people = [*by_number.values(), *(one for alike in by_name.values() for one in alike)]
    return Known(
        imported,
        by_number,
        by_name,
        imports.cases_by_client(connection, [one.id for one in people]),
        treatments,
        read_context,
        inside,
    )


def content_hash(values: Mapping[str, object], *, inside: bool = False) -> str:
    """What a row says, as one number: the same row again changes nothing. On a list of people in prison it
    says something else than on one of the county, which moves them on.
    """
    said = _CONTENT.encode(values) + ("服刑中" if inside else "")
    return hashlib.sha256(said.encode()).hexdigest()


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
        for at, row in enumerate(group if len(group) > 1 else ()):
            few = [*group[: min(at, _NAMED)], *group[at + 1 : at + 1 + _NAMED]][:_NAMED]
            others = "、".join(f"第 {other.number} 行“{other.shown.get(NAME, '')}”" for other in few)
            more = f"等 {len(group) - 1} 行" if len(group) - 1 > len(few) else ""
            row.problems.append(_double_problem(row, f"{others}{more}", headers))


def _double_key(row: RowReading) -> object:
    if row.identity.number:
        return row.identity.number
    name, birth = row.values.get(NAME), row.values.get(BIRTH_DATE)
    return (name, birth) if name and birth and row.identity.fault == "empty" else None


def _double_problem(row: RowReading, others: str, headers: Mapping[str, str]) -> Problem:
    field = ID_NO if row.identity.number else NAME
    same = "证件号相同" if row.identity.number else "姓名和出生日期相同"
    what = f"与{others}{same}，请核对原件；只能勾选其中一行"
    return Problem(field, headers.get(field, FIELDS[field].label), Level.ASK, what)


def planned(office: Known, row: RowReading, headers: Mapping[str, str]) -> PlannedRow:
    """The row with what is known of its person; errors aren't looked up."""
    verdict = _verdict(row.problems)
    if verdict is Verdict.ERROR:
        return PlannedRow(
            row.number, verdict, Action.NONE, dict(row.shown), dict(row.values), tuple(row.problems)
        )
    match = find(office, row.values, row.derived, headers)
    open_ = [_as_note(one) if match.known or one.field in match.answered else one for one in row.problems]
    problems = (*open_, *match.problems)
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
        match.held,
    )


def _verdict(problems: Sequence[Problem]) -> Verdict:
    levels = {problem.level for problem in problems}
    if Level.ERROR in levels:
        return Verdict.ERROR
    return Verdict.ASK if Level.ASK in levels else Verdict.READY


def _as_note(problem: Problem) -> Problem:
    return replace(problem, level=Level.NOTE) if problem.level is Level.ASK else problem


def find(
    office: Known,
    values: Mapping[str, object],
    derived: frozenset[str] | set[str],
    headers: Mapping[str, str],
) -> Match:
    """By this very row, then by ID number, then by name and birth date."""
    earlier = office.rows.get(content_hash(values, inside=office.inside)) if office.rows else None
    if earlier is not None:
        return Match(Action.SAME, earlier.client_id, earlier.case_id, earlier.no, known=True)
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
        known = self.office.by_number.get(str(self.values.get(ID_NO)))
        if known:
            return self._same_person(known)
        return Match(Action.CREATE, problems=self._alike())

    def _alike(self) -> tuple[Problem, ...]:
        birth = self.values.get(BIRTH_DATE)
        alike = (
            self.office.by_name.get((str(self.values[NAME]), birth), ()) if isinstance(birth, date) else ()
        )
        numbers = [case.no for client in alike for case in self.office.cases.get(client.id, ())]
        known = f"本所已有同名同出生日期的人（档案 {'、'.join(numbers)}），证件号不同"
        what = f"{known}；确是另一人的，勾选后另行登记"
        return (self._problem(NAME, Level.ASK, what),) if alike else ()

    def _same_person(self, client: Client) -> Match:
        listed = self.office.cases.get(client.id, ())
        opened = [case for case in listed if not state(case.state).ended]
        problems = self._identity(client)
        if not opened:
            last = f"（{listed[-1].no}，{state(listed[-1].state).label}）" if listed else ""
            note = self._problem(NAME, Level.NOTE, f"本所曾有此人{last}，导入后新建一案")
            changes, held = self._changes(client, None)
            return Match(Action.CASE, client.id, changes=changes, held=held, problems=(*problems, note))
        case = opened[-1]
        changes, held = self._changes(client, case)
        problems = (*problems, *self._moved(changes, case))
        action = Action.UPDATE if changes else Action.SAME
        if self.office.inside:
            problems = (*problems, *self._not_inside(case))
        elif case.state == State.S05_INSIDE:
            action, told = Action.LISTED, f"服刑人员登记里有此人（{case.no}），导入后转为“待核查”"
            problems = (*problems, self._problem(NAME, Level.NOTE, told))
        answered = {RELEASE_DATE} if case.release_date and RELEASE_DATE not in self.values else set()
        return Match(
            action, client.id, case.id, case.no, changes, problems, held, answered=frozenset(answered)
        )

    def _not_inside(self, case: Case) -> tuple[Problem, ...]:
        """Who has an open file here can't be in the register of those inside as well."""
        if case.state == State.S05_INSIDE:
            return ()
        what = f"本所已有此人未办结的档案（{case.no}，{state(case.state).label}），不能再登记为服刑人员；"
        return (self._problem(NAME, Level.ERROR, f"{what}又进去了的，请在他的档案里登记、办结"),)

    def _identity(self, client: Client) -> tuple[Problem, ...]:
        """The same number under another name, sex or birth date is a question, never a silent change."""
        told = []
        for name in IDENTITY:
            old, new = getattr(client, name), self.values.get(name)
            treatment = self.office.treatments.get(name, Treatment.UPDATE)
            if old is not None and new is not None and old != new and name not in self.derived:
                both = (
                    f"本所{FIELDS[name].label}为“{self._words(name, old)}”，名单为“{self._words(name, new)}”"
                )
                then = "勾选后按名单更新" if treatment is Treatment.UPDATE else "本所的内容不改"
                told.append(self._problem(name, Level.ASK, f"证件号相同，{both}；{then}"))
        return tuple(told)

    def _moved(self, changes: Sequence[Change], case: Case) -> list[Problem]:
        """A release date that moves is told; once the person is on the books any contradiction is asked."""
        settled = state(case.state).on_books
        told = []
        for change in changes:
            if change.old is None or change.field in IDENTITY or change.field in _ADDED_TO:
                continue
            level = Level.ASK if settled else Level.NOTE
            what = f"{change.label}由“{change.said[0]}”改为“{change.said[1]}”"
            told.append(self._problem(change.field, level, what + ("，勾选后更新" if settled else "")))
        return told

    def _changes(self, client: Client, case: Case | None) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """What the list would change of the person and of the case (without one only of the person), and what
        it says otherwise but its column may not change.
        """
        found = self._differences(client, case)
        held = tuple(one for one in found if self._is_held(one))
        return tuple(one for one in found if one not in held), held

    def _is_held(self, change: Change) -> bool:
        treatment = self.office.treatments.get(change.field, Treatment.UPDATE)
        filled = change.old is not None and change.field not in _ADDED_TO
        return treatment is Treatment.SKIP or (treatment is Treatment.FILL and filled)

    def _differences(self, client: Client, case: Case | None) -> list[Change]:
        made = []
        for name, new in self.values.items():
            owner = client if name in CLIENT_NAMES else case
            if owner is None or name in _OURS:
                continue
            old = _filled(getattr(owner, name))
            value = added(old, new) if name in _ADDED_TO else new
            if value is not None and value != old and not (name in self.derived and old is not None):
                said = (self._words(name, old), self._words(name, value))
                made.append(Change(name, FIELDS[name].label, old, value, said))
        return made

    def _words(self, name: str, value: object) -> str:
        """A value as a reader knows it: the label of a code, a number not in full."""
        kind: Kind = FIELDS[name].kind
        if value is None or self.office.read_context is None:
            return "" if value is None else _words(value)
        words = kind.show(value, self.office.read_context)
        return (
            f"{words[:3]}…{words[-4:]}"
            if isinstance(kind, Phone | IdNumber) and len(words) > _OPEN
            else words
        )

    def _problem(self, field: str, level: Level, what: str) -> Problem:
        return Problem(field, self.headers.get(field, FIELDS[field].label), level, what, ours=True)


def _filled(value: object) -> object | None:
    return None if value == () else value


def _spelled(value: object) -> object:
    """A value of a row as its content hash spells it."""
    return value.isoformat() if isinstance(value, date) else plain(value)


_CONTENT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_spelled)


def _words(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
