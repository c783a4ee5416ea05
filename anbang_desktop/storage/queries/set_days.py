"""What the deadlines of cases were when they were set, kept beside the cards and read with the case."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables_cards import case_days
from anbang_desktop.storage.writing import insert_rows, update_row

Days = Mapping[str, Any]  # by deadline, as domain.set_day keeps it
_KEPT = Question(
    select(case_days.c.case_id, case_days.c.days).where(
        case_days.c.case_id.in_(bindparam("ids", expanding=True))
    )
)
_DROP = delete(case_days).where(case_days.c.case_id == bindparam("gone"))


def read(connection: Connection, ids: Sequence[int]) -> dict[int, Days]:
    """Of these cases; one of which nothing was kept is left out."""
    return {key: days for part in portions(ids) for key, days in _KEPT.rows(connection, ids=part)}


def write(connection: Connection, changed: Iterable[tuple[int, Days, bool]]) -> None:
    """Keep them: case, days, and whether something was kept of it before."""
    new = []
    for case_id, days, there in changed:
        if there:
            update_row(connection, case_days.c.case_id, case_id, {"days": days})
        else:
            new.append({"case_id": case_id, "days": days})
    insert_rows(connection, case_days, new)


def drop(connection: Connection, case_id: int) -> None:
    """The case is gone (an import was undone)."""
    connection.execute(_DROP, {"gone": case_id})
