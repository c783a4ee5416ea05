"""The one gate before withheld records (minors; domain/sealing.py): their cards stand in a table of their
own, and every question about records of the whole office says ``listed``. What was opened for a reason stays
open for this session, and only by its number: it comes on no list.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, or_, select

from anbang_desktop.storage import row_ids
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables import cases, clients
from anbang_desktop.storage.tables_cards import withheld_cards
from anbang_desktop.storage.writing import insert_rows, update_row

CARD = withheld_cards.c
_OPENED = "opened withheld"  # on the one connection: it is gone with the lock
_THOSE = CARD.case_id.in_(bindparam("ids", expanding=True))
_ALL = Question(select(CARD.case_id).order_by(CARD.case_id))
_WHOLE = Question(select(withheld_cards).where(_THOSE))
_EVERY = Question(select(CARD.case_id, CARD.no, CARD.state, CARD.worker))
_COUNT = Question(select(func.count()).select_from(withheld_cards))
_DUE = Question(
    select(func.count(), func.min(CARD.next_on)).where(
        CARD.next_on.is_not(None), or_(CARD.next_on <= bindparam("until"), CARD.on_books.is_(False))
    )
)
_NUMBERS = Question(select(CARD.case_id).where(CARD.no == bindparam("no")))
_ID_NUMBERS = Question(select(CARD.case_id, CARD.no).where(CARD.id_no == bindparam("id_no")))
_DROP = delete(withheld_cards).where(CARD.case_id == bindparam("gone"))
_NOT_ASKED = (
    select(
        cases.c.id,
        clients.c.birth_date,
        cases.c.minor_at_offence,
        cases.c.offence_first,
        cases.c.offence_last,
        cases.c.judgment_date,
        cases.c.term_start,
        cases.c.penalty_main,
        cases.c.term_y,
        cases.c.term_m,
        cases.c.term_d,
    )
    .join(clients, clients.c.id == cases.c.client_id)
    .where(cases.c.sealing.is_(None))
)


class Hidden(NamedTuple):
    """What a service must know of a withheld case: its number, where it stands, who looks after it."""

    case_id: int
    no: str
    state: str
    worker: str


class NotAsked(NamedTuple):
    """What a case says of its offence, of whom nobody has asked yet whether the record is sealed."""

    case_id: int
    born: date | None
    said: bool | None
    first: date | None
    last: date | None
    judged: date | None
    began: date | None
    penalty: str | None
    years: int | None
    months: int | None
    days: int | None


def listed(case_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition of every list: the case is not withheld. The table is small and read by its key."""
    return case_id.not_in(select(CARD.case_id))


def cases_not_in(connection: Connection, states: Sequence[str]) -> list[int]:
    """The withheld cases that are in none of these states."""
    return list(connection.scalars(select(CARD.case_id).where(CARD.state.not_in(list(states)))))


def unlisted(case_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition of what stands on no list, to say how much it is."""
    return case_id.in_(select(CARD.case_id))


def ids(connection: Connection) -> list[int]:
    """The cases that are withheld."""
    return list(_ALL.numbers(connection))


def count(connection: Connection) -> int:
    """How many there are."""
    return int(_COUNT.scalar(connection))


def due(connection: Connection, until: date) -> tuple[int, date | None]:
    """How many have something to do by that day (who is not on the books yet: whenever), and the day of the
    first.
    """
    many, first = _DUE.rows(connection, until=until)[0]
    return int(many), first


def every(connection: Connection) -> list[Hidden]:
    """All of them."""
    return [
        Hidden(case_id, no, state, worker or "") for case_id, no, state, worker in _EVERY.rows(connection)
    ]


def cards(connection: Connection, case_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Their cards by case, column by column; of who is not withheld there is none."""
    found = (row for part in portions(case_ids) for row in _WHOLE.rows(connection, ids=part))
    return {row[0]: dict(zip(_WHOLE.names, row, strict=True)) for row in found}


def of_id_no(connection: Connection, id_no: str) -> list[tuple[int, str]]:
    """Case and number of whom exactly this ID number belongs to."""
    return [(int(row[0]), str(row[1])) for row in _ID_NUMBERS.rows(connection, id_no=id_no)]


def of_no(connection: Connection, no: str) -> int | None:
    """The withheld case of exactly this number."""
    return next(iter(_NUMBERS.numbers(connection, no=no)), None)


# ---- what was opened in this session


def opened(connection: Connection) -> set[int]:
    """The cases that were opened for a reason since the office was unlocked."""
    found: set[int] = connection.info.setdefault(_OPENED, set())
    return found


def is_closed(connection: Connection, case_id: int) -> bool:
    """It is withheld, and nobody has said for what it is needed."""
    return case_id not in opened(connection) and bool(cards(connection, [case_id]))


# ---- how they are written


def write(connection: Connection, wanted: Mapping[int, Mapping[str, object]]) -> None:
    """Bring the cards of these withheld cases to these values (whole, with their sound)."""
    there = cards(connection, wanted)
    new = [{CARD.case_id.name: one, **given} for one, given in wanted.items() if one not in there]
    insert_rows(connection, withheld_cards, new)
    for one, known in there.items():
        changed = {name: value for name, value in wanted[one].items() if known[name] != value}
        if changed:
            update_row(connection, CARD.case_id, one, changed)


def drop(connection: Connection, case_ids: Sequence[int]) -> None:
    """These cases are listed again, or gone."""
    for one in cards(connection, case_ids):
        connection.execute(_DROP, {"gone": one})


def kept(connection: Connection, key: str) -> int:
    """One of the vault's own notes."""
    return row_ids.kept(connection, key)


def not_asked(connection: Connection) -> list[NotAsked]:
    """Every case of which it was never asked, with what it says of the offence."""
    return [NotAsked(*row) for row in connection.execute(_NOT_ASKED)]
