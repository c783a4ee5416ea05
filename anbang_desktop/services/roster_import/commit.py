"""Carries out a plan in one unit of work: exactly the rows that were previewed, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.roster_plan import Action, Verdict
from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.domain.states import State
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import given, name_of, names
from anbang_desktop.fields.imports import ImportedList, ImportedRow, ListLayout, RowProblem
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import on_books
from anbang_desktop.services.cases.advance import new_case, next_nos, stage_of
from anbang_desktop.services.cases.inside import PRISON
from anbang_desktop.services.cases.on_books import HelpSoFar, Opening
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registration import with_period
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.services.roster_import.match import content_hash, find, known_of
from anbang_desktop.services.roster_import.plan import ImportPlan, ImportResult, PlannedRow
from anbang_desktop.services.roster_import.row_reading import BIRTH_DATE, ID_NO, NAME, RELEASE_TYPE
from anbang_desktop.storage.frozen import altered
from anbang_desktop.storage.queries import imports

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
}
CHUNK = 500  # rows written in one go
R = TypeVar("R")

_GROUP, _SOURCE = name_of(names(Case).release_group), name_of(names(Case).source)


@dataclass(slots=True)
class _Outcome:
    """What a chosen row becomes, as far as the import has come."""

    row: PlannedRow
    client_id: int | None
    case_id: int | None


class Committer:
    """One import being written: a portion of the rows at a time, everything of one kind at once, because a
    list may hold many thousands; of what a portion became only the numbers are kept.
    """

    def __init__(self, unit: Unit, words: RosterWords, progress: Progress) -> None:
        """``words`` say where a case of each kind of release comes from."""
        self.unit, self.words, self.progress = unit, words, progress
        self.opening: Opening | None = None
        self.inside = False

    def run(self, plan: ImportPlan, chosen: frozenset[int], *, seen: bool = False) -> ImportResult:
        """Write the chosen rows; every row of the list leaves a line, whatever became of it."""
        taken = [row for row in plan.rows if row.number in chosen]
        self.opening, self.inside = plan.opening, plan.inside
        self._check_unchanged(plan, taken)
        outcomes = {row.number: _Outcome(row, row.client_id, row.case_id) for row in taken}
        self._update([one for one in outcomes.values() if one.row.changes])
        self._move_on([one for one in outcomes.values() if one.row.action is Action.LISTED])
        opened = [one for one in outcomes.values() if one.row.action in (Action.CREATE, Action.CASE)]
        numbers = self._open_cases(opened)
        actions = [
            outcomes[row.number].row.action if row.number in outcomes else Action.NONE for row in plan.rows
        ]
        result = ImportResult.of(0, actions, numbers)
        listed = self._list(plan, len(chosen), result)
        self._lines(listed.id, plan.rows, outcomes)
        self._remember(plan, plan.layout(seen=seen))
        self.progress.step(len(plan.rows), len(plan.rows), "导入")
        return replace(result, import_id=listed.id)

    def _check_unchanged(self, plan: ImportPlan, taken: list[PlannedRow]) -> None:
        """The preview is what is carried out: if the office has changed in between, nothing is."""
        self.progress.step(0, len(taken), "核对预览")
        listed = [row.values for row in taken]
        office = known_of(self.unit.work.connection, listed, plan.treatments, inside=plan.inside)
        for row in taken:
            now = find(office, row.values, row.derived, {})
            if (now.action, now.client_id, now.case_id, now.changes) != (
                row.action,
                row.client_id,
                row.case_id,
                row.changes,
            ):
                raise UserError(
                    f"第 {row.number} 行“{row.name}”的资料在预览之后变过，这次没有导入任何人。",
                    "请重新预览，再导入。",
                )

    def _update(self, outcomes: Sequence[_Outcome]) -> None:
        for part in self._portions(outcomes, "更新"):
            connection = self.unit.work.connection
            clients = imports.clients(connection, [one.client_id for one in part if one.client_id])
            cases = imports.cases(connection, [one.case_id for one in part if one.case_id])
            for one in part:
                self._change(one, clients[_known(one.client_id)], cases.get(one.case_id or 0))

    def _change(self, one: _Outcome, client: Client, case: Case | None) -> None:
        """What the list says otherwise; a release date that moves moves the period of help with it."""
        values = {change.field: change.new for change in one.row.changes}
        summary = f"导入：更新 {one.row.case_no}".rstrip()
        self.unit.change(client, replace(client, **given(Client, values)), summary)
        if case is not None:
            self.unit.touch(case.id)
            after = with_period(self.unit.desk, replace(case, **given(Case, values)))
            self.unit.change(case, after, summary)

    def _move_on(self, outcomes: Sequence[_Outcome]) -> None:
        """Who stood in the register of those inside is to be verified from today on, like all of a list."""
        desk, said = self.unit.desk, StepFacts(reason="名单导入")
        for part in self._portions(outcomes, "转待核查"):
            cases = imports.cases(self.unit.work.connection, [one.case_id for one in part if one.case_id])
            for one in part:
                case = cases[_known(one.case_id)]
                self.unit.touch(case.id)
                source = self._source(case.release_type)
                moved = altered(case, state=State.S10_NOTICE, state_on=desk.today, **source)
                self.unit.change(case, moved, f"导入：{case.no} 转为待核查")
                self.unit.add(stage_of(desk, case.id, State.S10_NOTICE, desk.today, said), "导入：待核查")

    def _open_cases(self, outcomes: Sequence[_Outcome]) -> list[str]:
        """The new cases, with the people whom nobody knew yet; their numbers."""
        desk, today = self.unit.desk, self.unit.desk.today
        numbers = next_nos(desk, self.unit.work, today.year, len(outcomes)) if outcomes else []
        ahead = iter(numbers)
        for part in self._portions(outcomes, "立案"):
            people = self._people(part)
            made = [self._case(one, people[_known(one.client_id)], next(ahead)) for one in part]
            cases = self.unit.add_many(made, lambda case: f"导入：立案 {case.no}")
            for one, case in zip(part, cases, strict=True):
                one.case_id = case.id
            if self.opening:
                known = [one.row.so_far or HelpSoFar() for one in part]
                begun = [
                    (people[case.client_id], case, so_far) for case, so_far in zip(cases, known, strict=True)
                ]
                on_books.enter(self.unit, begun, self.opening)
            else:
                self._begin(people, cases)
            self.unit.close()
        return numbers

    def _begin(self, people: Mapping[int, Client], cases: Sequence[Case]) -> None:
        """待核查 from today on, or 服刑中."""
        desk, said = self.unit.desk, StepFacts(reason="服刑人员名册导入" if self.inside else "名单导入")
        first = [stage_of(desk, case.id, self._first, desk.today, said) for case in cases]
        stages = self.unit.add_many(first, f"导入：{self._first.label}")
        files = zip(cases, stages, strict=True)
        self.unit.hold(CaseFile(people[case.client_id], case, (stage,), {}) for case, stage in files)

    def _people(self, part: Sequence[_Outcome]) -> dict[int, Client]:
        """Who a portion is about: read, or registered now."""
        known = imports.clients(
            self.unit.work.connection, [one.client_id for one in part if one.client_id is not None]
        )
        fresh = [one for one in part if one.client_id is None]
        people = [Client(**given(Client, one.row.values)) for one in fresh]
        for one, client in zip(fresh, self.unit.add_many(people, "导入：登记人员"), strict=True):
            one.client_id = client.id
            known[client.id] = client
        return known

    def _case(self, one: _Outcome, client: Client, no: str) -> Case:
        desk, values = self.unit.desk, given(Case, one.row.values)
        case = Case(**{**values, **self._source(values.get(RELEASE_TYPE))})
        if self.opening:
            so_far = one.row.so_far or HelpSoFar()
            return on_books.case_on_books(desk, client.id, no, case, so_far, self.opening)
        source = case.source or (PRISON if self.inside else "")
        return new_case(desk, client.id, no, case, source, self._first, desk.today)

    @property
    def _first(self) -> State:
        return State.S05_INSIDE if self.inside else State.S10_NOTICE

    def _source(self, release_type: object) -> dict[str, str | None]:
        """Where somebody of a list comes from, by the kind of release; open as long as that is."""
        kind = str(release_type or "")
        item = self.unit.desk.codes["release_type"].item(kind)
        return {
            _GROUP: item.group or None if item else None,
            _SOURCE: self.words.sources.get(kind, "PRISON") if kind else "",
        }

    def _portions(self, rows: Sequence[R], what: str) -> Iterator[Sequence[R]]:
        for at in range(0, len(rows), CHUNK):
            self.progress.step(at, len(rows), what)
            yield rows[at : at + CHUNK]

    def _list(self, plan: ImportPlan, chosen: int, result: ImportResult) -> ImportedList:
        work, book = self.unit.work, plan.book
        listed = ImportedList(
            unit_id=work.unit_id,
            file_name=book.file_name,
            digest=book.digest,
            attachment_id=work.attach(book.file_name, MEDIA[book.kind], book.data),
            sheet=plan.sheet,
            header_first=plan.header_rows[0],
            header_last=plan.header_rows[1],
            width=book.sheet(plan.sheet).width,
            planned_on=plan.computed_on,
            rows=len(plan.rows),
            created=result.created + result.new_cases,
            updated=result.updated,
            at=self.unit.desk.clock.now(),
            by=self.unit.desk.user,
        )
        return self.unit.add(listed, f"导入名单 {chosen} 行")

    def _lines(self, import_id: int, rows: Sequence[PlannedRow], outcomes: Mapping[int, _Outcome]) -> None:
        for part in self._portions(rows, "登记名单"):
            lines = [_line(import_id, row, outcomes.get(row.number), inside=self.inside) for row in part]
            self.unit.work.put_many(lines, lambda line: f"导入名单第 {line.row} 行")

    def _remember(self, plan: ImportPlan, mapping: Mapping[str, str | None]) -> None:
        """These headings mean this from now on."""
        known = imports.layout(self.unit.work.connection, plan.fingerprint)
        now = self.unit.desk.clock.now()
        if known is None:
            layout = ListLayout(fingerprint=plan.fingerprint, mapping=mapping, used_at=now)
            self.unit.add(layout, "记住名单的列")
        elif known.mapping != mapping:
            self.unit.change(known, replace(known, mapping=mapping, used_at=now), "记住名单的列")


def _line(import_id: int, row: PlannedRow, one: _Outcome | None, *, inside: bool) -> ImportedRow:
    return ImportedRow(
        import_id=import_id,
        row=row.number,
        verdict=row.verdict,
        accepted=one is not None,
        action=row.action if one else Action.NONE,
        client_id=one.client_id if one else None,
        case_id=one.case_id if one else None,
        content=content_hash(row.values, inside=inside),
        problems=tuple(
            RowProblem(column=said.column, level=said.level, what=said.what, ours=said.ours)
            for said in row.problems
        ),
    )


def _known(key: int | None) -> int:
    if key is None:
        raise ValueError("a planned row names its person and case")
    return key


def choose(plan: ImportPlan, accept: frozenset[int]) -> frozenset[int]:
    """The rows that will be written: all ready ones and those the clerk said yes to; errors never."""
    strange = sorted(accept - {row.number for row in plan.with_verdict(Verdict.ASK)})
    if strange:
        raise UserError(
            f"第 {'、'.join(map(str, strange))} 行不在需确认的行里，不能勾选导入。", "请重新预览。"
        )
    chosen = frozenset(
        row.number for row in plan.rows if row.verdict is Verdict.READY or row.number in accept
    )
    _refuse_doubles([row for row in plan.rows if row.number in chosen])
    return chosen


def _refuse_doubles(rows: list[PlannedRow]) -> None:
    seen: dict[object, int] = {}
    reasons = []
    for row in rows:
        number = row.values.get(ID_NO)
        key = number or (row.values.get(NAME), row.values.get(BIRTH_DATE))
        if key in seen:
            what = "证件号相同" if number else "姓名和出生日期相同"
            reasons.append(f"第 {seen[key]} 行和第 {row.number} 行{what}，只能勾选其中一行")
        seen.setdefault(key, row.number)
    if reasons:
        raise Refused(reasons)
