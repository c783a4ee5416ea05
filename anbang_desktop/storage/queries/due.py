"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Integer, bindparam, func, or_, select, true, union

from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import RECORD_TABLES, put_offs
from anbang_desktop.storage.tables_cards import case_cards

CARD = case_cards.c
ENOUGH = 1000  # so many are counted; a list that nobody works off in a day needs no exact number
_BOOKS = CARD.on_books == true()
_TOGETHER = CARD.state.in_(bindparam("apart", expanding=True))  # read by ``coming`` instead
_BY_DAY = Question(
    select(CARD.case_id)
    .where(CARD.next_on <= bindparam("until"), ~_TOGETHER)
    .order_by(CARD.next_on, CARD.case_id)
    .limit(ENOUGH),
    index="ix_cards_next",
)
_ENDING = Question(
    select(CARD.case_id)
    .where(
        CARD.period_end <= bindparam("ending"),
        _BOOKS,
        or_(CARD.next_on.is_(None), CARD.next_on > bindparam("until")),
    )
    .order_by(CARD.period_end, CARD.next_on, CARD.case_id)
    .limit(ENOUGH),
    index="ix_cards_ending",
)
_OPEN = Question(
    select(CARD.case_id)
    .where(CARD.next_on > bindparam("until"), CARD.state.in_(bindparam("states", expanding=True)))
    .order_by(CARD.next_on, CARD.case_id)
    .limit(bindparam("most", type_=Integer)),
    index="ix_cards_next",
)

_LETTER, _RELIEF, _HELD = RECORD_TABLES["letter"].c, RECORD_TABLES["relief"].c, put_offs.c
_WAITS = union(
    select(_LETTER.case_id).where(
        _LETTER.reply_due.is_not(None), _LETTER.replied_on.is_(None), _LETTER.voided_at.is_(None)
    ),
    select(_RELIEF.case_id).where(_RELIEF.decided_on.is_(None), _RELIEF.voided_at.is_(None)),
    select(_HELD.case_id).where(
        _HELD.until > bindparam("today"), _HELD.taken_up.is_(None), _HELD.voided_at.is_(None)
    ),
    select(CARD.case_id).where(CARD.state.in_(bindparam("waiting", expanding=True))),
).subquery()
_ASIDE = Question(
    select(_WAITS.c.case_id)
    .where(listed(_WAITS.c.case_id))
    .order_by(_WAITS.c.case_id)
    .limit(bindparam("most", type_=Integer))
)
_UNOWNED = Question(
    select(func.count()).where(CARD.state.in_(bindparam("states", expanding=True)), CARD.worker.is_(None)),
    index="ix_cards_state",
)
_SILENT = Question(
    select(CARD.case_id)
    .where(
        CARD.next_on <= bindparam("today"),
        CARD.state.in_(bindparam("states", expanding=True)),
        func.coalesce(CARD.last_contact_on, CARD.registered_on) < bindparam("since"),
    )
    .order_by(CARD.next_on, CARD.case_id)
    .limit(bindparam("most", type_=Integer)),
    index="ix_cards_next",
)


def most_urgent(connection: Connection, until: date, ending: date, apart: Sequence[str]) -> list[int]:
    """The ids of the cases with something to do, the most urgent first, at most ENOUGH: something due by
    ``until``, the period of help over by ``ending``; without those in a state of ``apart``. Each is read
    from an index in its order.
    """
    due = _BY_DAY.numbers(connection, until=until, apart=list(apart))
    over = _ENDING.numbers(connection, ending=ending, until=until)
    return list(dict.fromkeys((*due, *over)))[:ENOUGH]


def open_later(connection: Connection, until: date, states: Sequence[str], most: int) -> list[int]:
    """The ids of the cases in a state whose work is open although it is due only after ``until``."""
    return list(_OPEN.numbers(connection, until=until, states=list(states), most=most))


def set_aside(connection: Connection, today: date, waiting: Sequence[str], most: int) -> list[int]:
    """The ids of the cases of which something waits: a letter's answer, a decision, a state of ``waiting``,
    or what was put off.
    """
    return list(_ASIDE.numbers(connection, today=today, waiting=list(waiting), most=most))


def unowned(connection: Connection, states: Sequence[str]) -> int:
    """How many in these states have nobody who is responsible."""
    return int(_UNOWNED.scalar(connection, states=list(states)))


def silent(connection: Connection, today: date, since: date, states: Sequence[str]) -> list[int]:
    """The ids of the cases with something due of whom nobody has spoken since a day, at most ENOUGH: whoever
    was not spoken with for so long is due to be, so that the others need not be read.
    """
    return list(_SILENT.numbers(connection, today=today, since=since, states=list(states), most=ENOUGH))
