"""Carries out a plan in one unit of work: exactly the rows that were previewed, or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.domain.states import State
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.client import CASE_FIELDS
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import case_card
from anbang_desktop.services.cases.advance import case_row, next_nos, stage_row
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.roster_import.fingerprint import Hashes, plain
from anbang_desktop.services.roster_import.match import CLIENT_NAMES, content_hash, find, known_of
from anbang_desktop.services.roster_import.plan import Change, ImportPlan, ImportResult, PlannedRow
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import cases, imports
from anbang_desktop.storage.reading import Table
from anbang_desktop.storage.tables_import import import_layouts, import_rows
from anbang_desktop.storage.tables_import import imports as import_lists
from anbang_desktop.storage.work import Work

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
}
CHUNK = 200
CASE_NAMES = tuple(one.name for one in CASE_FIELDS)


@dataclass(slots=True)
class _Done:
    """What one row became."""

    action: str = "none"
    client_id: int | None = None
    case_id: int | None = None
    no: str = ""
    before: dict[str, dict[str, object]] = field(default_factory=dict)


class Committer:
    """One import being written: everything of one kind at once, because a list may hold thousands."""

    def __init__(self, desk: Desk, work: Work, words: RosterWords, progress: Progress) -> None:
        """Everything is written in ``work``, which the caller opens and closes."""
        self.desk, self.work, self.words, self.progress = desk, work, words, progress

    def run(self, plan: ImportPlan, chosen: frozenset[int]) -> ImportResult:
        """Write the chosen rows; every row of the list leaves a line, whatever became of it."""
        taken = [row for row in plan.rows if row.number in chosen]
        self._check_unchanged(taken)
        import_id = self._list(plan, chosen)
        done = {row.number: _Done(row.action, row.client_id, row.case_id, row.case_no) for row in taken}
        self._create([row for row in taken if row.action == "create"], done)
        self._update([row for row in taken if row.changes], done)
        self._open_cases([row for row in taken if row.action in ("create", "case")], done)
        self._lines(import_id, plan.rows, done)
        self._remember(plan)
        result = _result(import_id, [done.get(row.number, _Done()) for row in plan.rows])
        self.work.update(
            import_lists,
            import_id,
            {"created": result.created + result.new_cases, "updated": result.updated},
            "导入名单完成",
        )
        self.progress.step(len(plan.rows), len(plan.rows), "导入")
        return result

    def _list(self, plan: ImportPlan, chosen: frozenset[int]) -> int:
        attachment = self.work.attach(plan.book.file_name, MEDIA[plan.book.kind], plan.book.data)
        values = {
            "file_name": plan.book.file_name,
            "digest": plan.book.digest,
            "attachment_id": attachment,
            "sheet": plan.sheet,
            "header_first": plan.header_rows[0],
            "header_last": plan.header_rows[1],
            "width": plan.book.sheet(plan.sheet).width,
            "planned_on": plan.computed_on,
            "rows": len(plan.rows),
            "created": 0,
            "updated": 0,
            "at": self.desk.clock.now(),
            "by": self.desk.user,
        }
        return self.work.insert(import_lists, values, f"导入名单 {len(chosen)} 行")

    def _check_unchanged(self, taken: list[PlannedRow]) -> None:
        """The preview is what is carried out: if the office has changed in between, nothing is."""
        self.progress.step(0, len(taken), "核对预览")
        office = known_of(self.work.connection, [row.values for row in taken])
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

    def _create(self, rows: list[PlannedRow], done: dict[int, _Done]) -> None:
        for at in self._steps(rows, "登记人员"):
            part = rows[at : at + CHUNK]
            people = [{**dict.fromkeys(CLIENT_NAMES), **_part(row.values, client=True)} for row in part]
            for row, client_id in zip(
                part, self.work.insert_many(tables.clients, people, "导入：登记人员"), strict=True
            ):
                done[row.number].client_id = client_id

    def _update(self, rows: list[PlannedRow], done: dict[int, _Done]) -> None:
        for at, row in enumerate(rows):
            if at % CHUNK == 0:
                self.progress.step(at, len(rows), "更新")
            one = done[row.number]
            self._change(tables.clients, row.client_id, row.changes, one, client=True)
            if row.action == "update":
                self._change(tables.cases, row.case_id, (*row.changes, *self._period(row)), one, client=False)
                case_card.refresh(self.desk, self.work.connection, _known(row.case_id))

    def _open_cases(self, rows: list[PlannedRow], done: dict[int, _Done]) -> None:
        today, listed = self.desk.today, StepFacts(reason="名单导入")
        numbers = next_nos(self.desk, self.work.connection, today.year, len(rows))
        for row, no in zip(rows, numbers, strict=True):
            done[row.number].no = no
        for at in self._steps(rows, "立案"):
            part = rows[at : at + CHUNK]
            made = [self._case_row(row, done[row.number]) for row in part]
            ids = self.work.insert_many(tables.cases, made, lambda row: f"导入：立案 {row['no']}")
            self.work.insert_many(
                tables.stages,
                [stage_row(self.desk, one, State.S10_NOTICE, today, listed) for one in ids],
                "导入：待核查",
            )
            for row, case_id in zip(part, ids, strict=True):
                done[row.number].case_id = case_id
            self._cards(ids)

    def _case_row(self, row: PlannedRow, one: _Done) -> dict[str, object]:
        kind = str(row.values.get("release_type") or "")
        item = self.desk.codes["release_type"].item(kind)
        values = {
            **_part(row.values, client=False),
            "release_group": item.other.get("group") if item else None,
        }
        source = self.words.sources.get(kind, "PRISON")
        made = case_row(
            self.desk, _known(one.client_id), one.no, values, source, State.S10_NOTICE, self.desk.today
        )
        return {**dict.fromkeys((*CASE_NAMES, "period_start", "period_end")), **made}

    def _cards(self, case_ids: list[int]) -> None:
        """A case that was just made has nothing but its person and its first state: its card needs no
        further reading.
        """
        connection = self.work.connection
        opened = imports.rows_by_id(connection, tables.cases, case_ids)
        people = imports.rows_by_id(
            connection, tables.clients, [case["client_id"] for case in opened.values()]
        )
        cards = []
        for case_id, case in opened.items():
            first = {"state": State.S10_NOTICE, "on": case["state_on"], "reason": None}
            about = CaseFile(people[case["client_id"]], case, [first], [], [], [], [], [], [], [], [])
            cards.append({"case_id": case_id, **case_card.card(self.desk, about)})
        imports.insert_cards(connection, cards)

    def _steps(self, rows: list[PlannedRow], what: str) -> Iterator[int]:
        for at in range(0, len(rows), CHUNK):
            self.progress.step(at, len(rows), what)
            yield at

    def _period(self, row: PlannedRow) -> list[Change]:
        """A release date that moves moves the period of help with it."""
        case = cases.case_by_id(self.work.connection, _known(row.case_id))
        moved = case_card.period(self.desk, {**case, **{change.field: change.new for change in row.changes}})
        return [Change(name, "", case[name], day) for name, day in moved.items() if case[name] != day]

    def _change(
        self, table: Table, key: int | None, changes: Iterable[Change], done: _Done, *, client: bool
    ) -> None:
        mine = [change for change in changes if (change.field in CLIENT_NAMES) is client]
        if mine:
            done.before[table.name] = {change.field: plain(change.old) for change in mine}
            self.work.update(
                table, key, {change.field: change.new for change in mine}, f"导入：更新 {done.no}".rstrip()
            )

    def _lines(self, import_id: int, rows: Sequence[PlannedRow], done: Mapping[int, _Done]) -> None:
        hashes = Hashes.read(self.work.connection, [(one.client_id, one.case_id) for one in done.values()])
        lines = [self._line(import_id, row, done.get(row.number), hashes) for row in rows]
        self.work.insert_many(import_rows, lines, lambda line: f"导入名单第 {line['row']} 行")

    def _line(self, import_id: int, row: PlannedRow, one: _Done | None, hashes: Hashes) -> dict[str, object]:
        return {
            "import_id": import_id,
            "row": row.number,
            "verdict": row.verdict,
            "accepted": one is not None,
            "action": one.action if one else "none",
            "client_id": one.client_id if one else None,
            "case_id": one.case_id if one else None,
            "content": content_hash(row.values),
            "before": (one.before or None) if one else None,
            "after": hashes.of(one.client_id, one.case_id) if one else None,
            "problems": [
                {"column": said.column, "level": said.level, "what": said.what} for said in row.problems
            ]
            or None,
        }

    def _remember(self, plan: ImportPlan) -> None:
        """These headings mean this from now on."""
        known = imports.layout(self.work.connection, plan.fingerprint)
        mapping = {column.key: column.field for column in plan.columns}
        if known is None:
            values = {"fingerprint": plan.fingerprint, "mapping": mapping, "used_at": self.desk.clock.now()}
            self.work.insert(import_layouts, values, "记住名单的列")
        elif known["mapping"] != mapping:
            self.work.update(
                import_layouts,
                known["id"],
                {"mapping": mapping, "used_at": self.desk.clock.now()},
                "记住名单的列",
            )


def _result(import_id: int, outcomes: list[_Done]) -> ImportResult:
    count = {
        action: sum(1 for one in outcomes if one.action == action)
        for action in ("create", "case", "update", "same", "none")
    }
    numbers = tuple(one.no for one in outcomes if one.action in ("create", "case"))
    return ImportResult(
        import_id, count["create"], count["case"], count["update"], count["same"], count["none"], numbers
    )


def _known(key: int | None) -> int:
    if key is None:
        raise ValueError("a planned row names its person and case")
    return key


def _part(values: Mapping[str, object], *, client: bool) -> dict[str, object]:
    return {name: value for name, value in values.items() if (name in CLIENT_NAMES) is client}


def choose(plan: ImportPlan, accept: frozenset[int]) -> frozenset[int]:
    """The rows that will be written: all ready ones and those the clerk said yes to; errors never."""
    strange = sorted(accept - {row.number for row in plan.with_verdict("ask")})
    if strange:
        raise UserError(
            f"第 {'、'.join(map(str, strange))} 行不在需确认的行里，不能勾选导入。", "请重新预览。"
        )
    chosen = frozenset(row.number for row in plan.rows if row.verdict == "ready" or row.number in accept)
    _refuse_doubles([row for row in plan.rows if row.number in chosen])
    return chosen


def _refuse_doubles(rows: list[PlannedRow]) -> None:
    seen: dict[object, int] = {}
    reasons = []
    for row in rows:
        number = row.values.get("id_no")
        key = number or (row.values.get("name"), row.values.get("birth_date"))
        if key in seen:
            what = "证件号相同" if number else "姓名和出生日期相同"
            reasons.append(f"第 {seen[key]} 行和第 {row.number} 行{what}，只能勾选其中一行")
        seen.setdefault(key, row.number)
    if reasons:
        raise Refused(reasons)
