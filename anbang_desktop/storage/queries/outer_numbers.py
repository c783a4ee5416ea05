"""Under which numbers other systems know people: whoever has only such a number finds the person by it."""

from sqlalchemy import Connection, Integer, String, bindparam, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.shapes import CLIENTS

SHORTEST = 4  # signs from which on a text may be a number of another system
_NUMBERS = next(lines.table for lines in CLIENTS.lines if lines.name == "outer_numbers").c
_BEGINS, _ENDS = bindparam("begins", type_=String), bindparam("ends", type_=String)
_FOUND = Question(
    select(tables.cases.c.id)
    .join(_NUMBERS.owner_id.table, _NUMBERS.owner_id == tables.cases.c.client_id)
    .where(_NUMBERS.number.like(_BEGINS, escape="\\") | _NUMBERS.number.like(_ENDS, escape="\\"))
    .order_by(tables.cases.c.id)
    .limit(bindparam("most", type_=Integer))
)


def cases(connection: Connection, text: str, limit: int) -> list[int]:
    """The cases of people one of whose numbers begins or ends like that."""
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        return []
    plain = wanted.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    found = _FOUND.rows(connection, begins=f"{plain}%", ends=f"%{plain}", most=limit)
    return list(dict.fromkeys(row[0] for row in found))
