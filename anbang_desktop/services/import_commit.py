"""Carries out a plan in one unit of work, and takes a whole import back when nothing was added since."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import upkeep
from anbang_desktop.services.cases import NOTICE, open_case
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.import_matching import CLIENT_NAMES, content_hash, find
from anbang_desktop.services.import_plan import Change, ImportPlan, ImportResult, PlannedRow
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import cases, imports, people
from anbang_desktop.storage.reading import Row, Table
from anbang_desktop.storage.tables_import import import_layouts, import_rows
from anbang_desktop.storage.tables_import import imports as import_lists
from anbang_desktop.storage.work import Work

MEDIA = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xls": "application/vnd.ms-excel"}
_EVERY = 20


@dataclass(slots=True)
class _Done:
    """What one row became."""

    action: str = "none"
    client_id: int | None = None
    case_id: int | None = None
    no: str = ""
    before: dict[str, dict[str, object]] = field(default_factory=dict)


class Committer:
    """One import being written."""

    def __init__(self, desk: Desk, work: Work, words: RosterWords) -> None:
        self.desk, self.work, self.words = desk, work, words

    def run(self, plan: ImportPlan, chosen: frozenset[int], progress: Progress) -> ImportResult:
        """Write the chosen rows; every row of the list leaves a line, whatever became of it."""
        import_id = self._list(plan, chosen)
        outcomes: list[_Done] = []
        for at, row in enumerate(plan.rows):
            if at % _EVERY == 0:
                progress.step(at, len(plan.rows), "导入")
            done = self._row(row) if row.number in chosen else _Done()
            self._line(import_id, row, done, accepted=row.number in chosen)
            outcomes.append(done)
        progress.step(len(plan.rows), len(plan.rows), "导入")
        self._remember(plan)
        result = _result(import_id, outcomes)
        self.work.update(import_lists, import_id, {"created": result.created + result.new_cases, "updated": result.updated}, "导入名单完成")
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

    def _row(self, row: PlannedRow) -> _Done:
        self._check_unchanged(row)
        match row.action:
            case "create":
                return self._create(row)
            case "case":
                return self._new_case(row)
            case "update":
                return self._update(row)
            case _:
                return _Done("same", row.client_id, row.case_id, row.case_no)

    def _check_unchanged(self, row: PlannedRow) -> None:
        """The preview is what is carried out: if the office has changed in between, nothing is."""
        now = find(self.work.connection, row.values, row.derived, {})
        if (now.action, now.client_id, now.case_id, now.changes) != (row.action, row.client_id, row.case_id, row.changes):
            raise UserError(f"第 {row.number} 行“{row.name}”的资料在预览之后变过，这次没有导入任何人。", "请重新预览，再导入。")

    def _create(self, row: PlannedRow) -> _Done:
        client = self.work.insert(tables.clients, _part(row.values, client=True), "导入：登记人员")
        return self._open_case(row, _Done("create", client))

    def _new_case(self, row: PlannedRow) -> _Done:
        done = _Done("case", row.client_id)
        self._change(tables.clients, row.client_id, row.changes, done, client=True)
        return self._open_case(row, done)

    def _open_case(self, row: PlannedRow, done: _Done) -> _Done:
        kind = str(row.values.get("release_type") or "")
        item = self.desk.codes["release_type"].item(kind)
        values = {**_part(row.values, client=False), "release_group": item.other.get("group") if item else None}
        source = self.words.sources.get(kind, "PRISON")
        done.case_id, done.no = open_case(self.desk, self.work, _known(done.client_id), values, source, NOTICE, self.desk.today)
        upkeep.refresh(self.desk, self.work.connection, done.case_id)
        return done

    def _update(self, row: PlannedRow) -> _Done:
        done = _Done("update", row.client_id, row.case_id, row.case_no)
        self._change(tables.clients, row.client_id, row.changes, done, client=True)
        self._change(tables.cases, row.case_id, (*row.changes, *self._period(row)), done, client=False)
        upkeep.refresh(self.desk, self.work.connection, _known(row.case_id))
        return done

    def _period(self, row: PlannedRow) -> list[Change]:
        """A release date that moves moves the period of help with it."""
        case = cases.case_by_id(self.work.connection, _known(row.case_id))
        moved = upkeep.period(self.desk, {**case, **{change.field: change.new for change in row.changes}})
        return [Change(name, "", case[name], day) for name, day in moved.items() if case[name] != day]

    def _change(self, table: Table, key: int | None, changes: Iterable[Change], done: _Done, *, client: bool) -> None:
        mine = [change for change in changes if (change.field in CLIENT_NAMES) is client]
        if mine:
            done.before[table.name] = {change.field: _plain(change.old) for change in mine}
            self.work.update(table, key, {change.field: change.new for change in mine}, f"导入：更新 {done.no}".rstrip())

    def _line(self, import_id: int, row: PlannedRow, done: _Done, *, accepted: bool) -> None:
        values = {
            "import_id": import_id,
            "row": row.number,
            "verdict": row.verdict,
            "accepted": accepted,
            "action": done.action,
            "client_id": done.client_id,
            "case_id": done.case_id,
            "content": content_hash(row.values),
            "before": done.before or None,
            "after": state_hashes(self.work, done.client_id, done.case_id) if done.action != "none" else None,
            "problems": [{"column": one.column, "level": one.level, "what": one.what} for one in row.problems] or None,
        }
        self.work.insert(import_rows, values, f"导入名单第 {row.number} 行")

    def _remember(self, plan: ImportPlan) -> None:
        """These headings mean this from now on."""
        known = imports.layout(self.work.connection, plan.fingerprint)
        mapping = {column.key: column.field for column in plan.columns}
        if known is None:
            values = {"fingerprint": plan.fingerprint, "mapping": mapping, "used_at": self.desk.clock.now()}
            self.work.insert(import_layouts, values, "记住名单的列")
        elif known["mapping"] != mapping:
            self.work.update(import_layouts, known["id"], {"mapping": mapping, "used_at": self.desk.clock.now()}, "记住名单的列")


def _result(import_id: int, outcomes: list[_Done]) -> ImportResult:
    count = {action: sum(1 for one in outcomes if one.action == action) for action in ("create", "case", "update", "same", "none")}
    numbers = tuple(one.no for one in outcomes if one.action in ("create", "case"))
    return ImportResult(import_id, count["create"], count["case"], count["update"], count["same"], count["none"], numbers)


def _known(key: int | None) -> int:
    if key is None:
        raise ValueError("a planned row names its person and case")
    return key


def _part(values: Mapping[str, object], *, client: bool) -> dict[str, object]:
    return {name: value for name, value in values.items() if (name in CLIENT_NAMES) is client}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def choose(plan: ImportPlan, accept: frozenset[int]) -> frozenset[int]:
    """The rows that will be written: all ready ones and those the clerk said yes to; errors never."""
    strange = sorted(accept - {row.number for row in plan.with_verdict("ask")})
    if strange:
        raise UserError(f"第 {'、'.join(map(str, strange))} 行不在需确认的行里，不能勾选导入。", "请重新预览。")
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


def state_hashes(work: Work, client_id: int | None, case_id: int | None) -> dict[str, str]:
    """How person and case stand: compared before an import is taken back."""
    hashes = {}
    if client_id is not None:
        hashes["clients"] = _row_hash(cases.client_by_id(work.connection, client_id))
    if case_id is not None:
        hashes["cases"] = _row_hash(cases.case_by_id(work.connection, case_id))
    return hashes


def _row_hash(row: Row) -> str:
    told = {name: _plain(value) for name, value in row.items() if value is not None}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Undoer:
    """One import being taken back."""

    def __init__(self, desk: Desk, work: Work, import_id: int) -> None:
        self.desk, self.work, self.import_id = desk, work, import_id

    def run(self, progress: Progress) -> int:
        """Remove what the import made and put back what it changed; the number of people. Refused names who has moved on."""
        self._check_list()
        rows = [row for row in imports.rows_of(self.work.connection, self.import_id) if row["action"] in ("create", "case", "update")]
        self._check_rows(rows)
        for at, row in enumerate(reversed(rows)):
            if at % _EVERY == 0:
                progress.step(at, len(rows), "撤销导入")
            self._take_back(row)
        self.work.update(import_lists, self.import_id, {"undone_at": self.desk.clock.now(), "undone_by": self.desk.user}, "撤销导入")
        return len(rows)

    def _check_list(self) -> None:
        found = imports.one(self.work.connection, self.import_id)
        if found is None:
            raise UserError(f"没有编号为 {self.import_id} 的导入。", "请在导入记录里核对编号。")
        if found["undone_at"] is not None:
            raise UserError(f"编号为 {self.import_id} 的导入已经撤销过。", "不用再撤销。")

    def _check_rows(self, rows: list[Row]) -> None:
        later = imports.later_rows(self.work.connection, self.import_id, [row["client_id"] for row in rows])
        moved = [row for row in rows if row["client_id"] in later or self._moved_on(row)]
        if moved:
            named = [self._name(row) for row in moved[:10]]
            more = f"等 {len(moved)} 人" if len(moved) > len(named) else ""
            raise Refused([f"{'、'.join(named)}{more}导入之后又登记或改动过，撤销会丢掉这些内容，所以整批都没有撤销"])

    def _moved_on(self, row: Row) -> bool:
        if state_hashes(self.work, row["client_id"], row["case_id"]) != row["after"]:
            return True
        if row["action"] == "update":
            return False
        connection = self.work.connection
        return imports.has_records(connection, row["case_id"], cases.RECORD_TABLES) or (
            row["action"] == "create" and imports.other_cases(connection, row["client_id"], row["case_id"])
        )

    def _name(self, row: Row) -> str:
        name = cases.client_by_id(self.work.connection, row["client_id"])["name"]
        return f"{name}（{cases.case_by_id(self.work.connection, row['case_id'])['no']}）"

    def _take_back(self, row: Row) -> None:
        if row["action"] == "update":
            self._restore(tables.cases, row["case_id"], row)
        else:
            self._remove_case(row["case_id"])
        if row["action"] == "create":
            self.work.delete(tables.clients, row["client_id"], "撤销导入：删除人员")
        else:
            self._restore(tables.clients, row["client_id"], row)
        if row["action"] == "update":
            upkeep.refresh(self.desk, self.work.connection, row["case_id"])

    def _remove_case(self, case_id: int) -> None:
        for stage in cases.stages(self.work.connection, case_id):
            self.work.delete(tables.stages, stage["id"], "撤销导入：删除状态")
        self.work.delete(tables.cases, case_id, "撤销导入：删除案件")
        people.drop_card(self.work.connection, case_id)

    def _restore(self, table: Table, key: int, row: Row) -> None:
        before = (row["before"] or {}).get(table.name)
        if before:
            self.work.update(table, key, {name: _stored(table, name, value) for name, value in before.items()}, "撤销导入：恢复原值")


def _stored(table: Table, name: str, value: object) -> object:
    """Days were kept as text among the old values."""
    python_type = table.c[name].type.python_type
    if isinstance(value, str) and python_type in (date, datetime):
        return python_type.fromisoformat(value)
    return value
