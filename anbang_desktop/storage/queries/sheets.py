"""What the members answered in a round. Written without a history: the audit notes that a sheet came in, and
nobody reads what it says before its round is closed (services/records/assessment_round.py asks).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables import assessment_sheets

SHEET = assessment_sheets.c


@dataclass(frozen=True, slots=True)
class Came:
    """That a sheet came in; not what it says."""

    member: str
    at: datetime
    late: bool
    admitted: bool


def came(connection: Connection, round_id: int) -> list[Came]:
    """The sheets of a round that are in, as they came."""
    asked = select(SHEET.member, SHEET.came_at, SHEET.late, SHEET.admitted).where(SHEET.round_id == round_id)
    return [Came(*row) for row in connection.execute(asked.order_by(SHEET.came_at, SHEET.id))]


def answers(connection: Connection, round_id: int) -> list[tuple[Came, dict[str, int | None], str]]:
    """The same with what each says (points, None: could not tell) and its words; for a closed round only."""
    asked = select(SHEET.member, SHEET.came_at, SHEET.late, SHEET.admitted, SHEET.answers, SHEET.note).where(
        SHEET.round_id == round_id
    )
    rows = connection.execute(asked.order_by(SHEET.member)).all()
    return [(Came(*row[:4]), dict(row[4]), row[5] or "") for row in rows]


def put(
    connection: Connection,
    round_id: int,
    one: Came,
    said: Mapping[str, int | None],
    note: str,
) -> None:
    """Keep a sheet; one that was there goes."""
    values = {
        "answers": dict(said),
        "note": note or None,
        "came_at": one.at,
        "late": one.late,
        "admitted": one.admitted,
    }
    mine = (SHEET.round_id == round_id, SHEET.member == one.member)
    if connection.execute(select(SHEET.id).where(*mine)).first() is None:
        connection.execute(insert(assessment_sheets), {"round_id": round_id, "member": one.member, **values})
    else:
        connection.execute(update(assessment_sheets).where(*mine).values(**values))


def admit(connection: Connection, round_id: int, member: str) -> None:
    """A late sheet is taken in by the meeting."""
    mine = (SHEET.round_id == round_id, SHEET.member == member)
    connection.execute(update(assessment_sheets).where(*mine).values(admitted=True))
