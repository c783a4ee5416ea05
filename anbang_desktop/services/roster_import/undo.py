"""Take a whole import back, as long as nobody it brought was changed since."""

from collections.abc import Sequence
from datetime import date, datetime

from anbang_desktop.errors import Refused, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import.fingerprint import Hashes
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import cases, drafts, imports, people
from anbang_desktop.storage.reading import Row, Table
from anbang_desktop.storage.tables_import import imports as import_lists
from anbang_desktop.storage.work import Work

EVERY = 20
NAMED = 10  # so many are named in a refusal, the rest counted


class Undoer:
    """One import being taken back."""

    def __init__(self, desk: Desk, work: Work, import_id: int) -> None:
        """Everything is taken back in ``work``, which the caller opens and closes."""
        self.desk, self.work, self.import_id = desk, work, import_id
        self.stages: dict[int, list[int]] = {}

    def run(self, progress: Progress) -> int:
        """Remove what the import made and put back what it changed; the number of people. Refused names
        who has moved on.
        """
        self._check_list()
        rows = [
            row
            for row in imports.rows_of(self.work.connection, self.import_id)
            if row["action"] in ("create", "case", "update")
        ]
        progress.step(0, len(rows), "核对")
        self._check_rows(rows)
        self.stages = imports.stages_of(self.work.connection, [row["case_id"] for row in rows])
        self._drop_drafts([row["case_id"] for row in rows if row["action"] != "update"])
        for at, row in enumerate(reversed(rows)):
            if at % EVERY == 0:
                progress.step(at, len(rows), "撤销导入")
            self._take_back(row)
        self.work.update(
            import_lists,
            self.import_id,
            {"undone_at": self.desk.clock.now(), "undone_by": self.desk.user},
            "撤销导入",
        )
        return len(rows)

    def _check_list(self) -> None:
        found = imports.one(self.work.connection, self.import_id)
        if found is None:
            raise UserError(f"没有编号为 {self.import_id} 的导入。", "请在导入记录里核对编号。")
        if found["undone_at"] is not None:
            raise UserError(f"编号为 {self.import_id} 的导入已经撤销过。", "不用再撤销。")

    def _check_rows(self, rows: list[Row]) -> None:
        connection = self.work.connection
        hashes = Hashes.read(self.work.connection, [(row["client_id"], row["case_id"]) for row in rows])
        later = imports.touched_later(connection, self.import_id, [row["client_id"] for row in rows])
        made = [row["case_id"] for row in rows if row["action"] != "update"]
        recorded = imports.cases_with_records(connection, cases.RECORD_TABLES.values(), made)
        listed = imports.cases_by_client(
            connection, [row["client_id"] for row in rows if row["action"] == "create"]
        )
        moved = [
            row
            for row in rows
            if row["client_id"] in later
            or row["case_id"] in recorded
            or len(listed.get(row["client_id"], ())) > 1
            or hashes.of(row["client_id"], row["case_id"]) != row["after"]
        ]
        if moved:
            named = [self._name(row) for row in moved[:NAMED]]
            more = f"等 {len(moved)} 人" if len(moved) > len(named) else ""
            raise Refused(
                [f"{'、'.join(named)}{more}导入之后又登记或改动过，撤销会丢掉这些内容，所以整批都没有撤销"]
            )

    def _name(self, row: Row) -> str:
        name = cases.client_by_id(self.work.connection, row["client_id"])["name"]
        return f"{name}（{cases.case_by_id(self.work.connection, row['case_id'])['no']}）"

    def _drop_drafts(self, case_ids: Sequence[int]) -> None:
        """What anybody has begun to type about the removed: their numbers will be given again."""
        removed = imports.rows_by_id(self.work.connection, tables.cases, case_ids).values()
        drafts.drop_of(self.work.connection, {str(case["no"]) for case in removed})

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
            case_card.refresh(self.desk, self.work.connection, row["case_id"])

    def _remove_case(self, case_id: int) -> None:
        for stage in self.stages.get(case_id, ()):
            self.work.delete(tables.stages, stage, "撤销导入：删除状态")
        self.work.delete(tables.cases, case_id, "撤销导入：删除案件")
        people.drop_card(self.work.connection, case_id)

    def _restore(self, table: Table, key: int, row: Row) -> None:
        before = (row["before"] or {}).get(table.name)
        if before:
            self.work.update(
                table,
                key,
                {name: _stored(table, name, value) for name, value in before.items()},
                "撤销导入：恢复原值",
            )


def _stored(table: Table, name: str, value: object) -> object:
    """Days were kept as text among the old values."""
    python_type = table.c[name].type.python_type
    if isinstance(value, str) and python_type in (date, datetime):
        return python_type.fromisoformat(value)
    return value
