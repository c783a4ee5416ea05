"""Take a whole import back, as long as nobody it brought was changed since."""

from collections.abc import Sequence

from anbang_desktop.domain.roster_plan import CHANGING
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.imports import ImportedRow
from anbang_desktop.progress import Progress
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage import history, undo
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.reading import Connection

NAMED = 10  # so many are named in a refusal, the rest counted


def take_back(one: Unit, import_id: int, progress: Progress) -> int:
    """Remove what the import made and put back what it changed; the number of people. Refused names who has
    moved on.
    """
    connection = one.work.connection
    taken = _unit_of(connection, import_id)
    rows = [row for row in imports.rows_of(connection, import_id) if row.action in CHANGING]
    progress.step(0, len(rows), "核对")
    obstacles = one.desk.store.obstacles(taken)
    if obstacles:
        raise Refused([_who_moved_on(connection, rows, obstacles)])
    one.take_back(taken, "撤销导入", progress)
    one.work.note("undo", f"imports/{import_id}", "撤销导入名单")
    return len(rows)


def _unit_of(connection: Connection, import_id: int) -> history.Unit:
    found = imports.one(connection, import_id)
    taken = None if found is None else history.unit(connection, found.unit_id)
    if taken is None:
        raise UserError(f"没有编号为 {import_id} 的导入。", "请在导入记录里核对编号。")
    if taken.undone_by is not None:
        raise UserError(f"编号为 {import_id} 的导入已经撤销过。", "不用再撤销。")
    return taken


def _who_moved_on(
    connection: Connection, rows: Sequence[ImportedRow], obstacles: Sequence[undo.Obstacle]
) -> str:
    case_ids = undo.cases_of(connection, [one.object for one in obstacles])
    client_ids = {case.client_id for case in imports.cases(connection, case_ids).values()}
    moved = [row for row in rows if row.case_id in case_ids or row.client_id in client_ids]
    named = _names(connection, moved[:NAMED])
    more = f"等 {len(moved)} 人" if len(moved) > len(named) else ""
    return f"{'、'.join(named)}{more}导入之后又登记或改动过，撤销会丢掉这些内容，所以整批都没有撤销"


def _names(connection: Connection, rows: Sequence[ImportedRow]) -> list[str]:
    clients = imports.clients(connection, [row.client_id for row in rows if row.client_id])
    cases = imports.cases(connection, [row.case_id for row in rows if row.case_id])
    return [
        f"{clients[row.client_id].name}（{cases[row.case_id].no}）"
        for row in rows
        if row.client_id in clients and row.case_id in cases
    ]
