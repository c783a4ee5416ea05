"""What 今天要办 asks: the cases with something due, found by the cards, and all their records in one
question per table.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Integer, and_, bindparam, func, or_, outerjoin, select, true, union

from anbang_desktop.domain.states import State
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.tables import RECORD_TABLES, put_offs, stages
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
_CAME = func.min(stages.c.on)
_LISTED = outerjoin(
    case_cards, stages, and_(stages.c.case_id == CARD.case_id, stages.c.state == State.S10_NOTICE)
)
_COMING = Question(
    select(CARD.case_id, CARD.state, CARD.release_date, _CAME)
    .select_from(_LISTED)
    .where(_TOGETHER)
    .group_by(CARD.case_id),
    index="ix_cards_release",  # all of it, and no card is read
)
_COMING_OF = Question(
    select(CARD.case_id, CARD.state, CARD.release_date, _CAME, CARD.next_on, CARD.next_what)
    .select_from(_LISTED)
    .where(_TOGETHER, CARD.case_id.in_(bindparam("cases", expanding=True)))
    .group_by(CARD.case_id)
)
_SAYING = Question(
    select(CARD.case_id).where(CARD.state == bindparam("state"), CARD.next_what == bindparam("what")),
    index="ix_cards_state",
)
_NEXT = Question(
    select(CARD.case_id, CARD.next_on).where(CARD.state == bindparam("state")), index="ix_cards_next"
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
_ASIDE = Question(select(_WAITS.c.case_id).order_by(_WAITS.c.case_id).limit(bindparam("most", type_=Integer)))
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


class Coming(NamedTuple):
    """Somebody who is not here yet: state, day of release, when the list came, and whether something else
    than the check and the release of all others is to be done (``apart``).
    """

    case_id: int
    state: str
    release: date | None
    received: date | None
    apart: bool = False


def coming(connection: Connection, states: Sequence[str], back: str) -> dict[int, Coming]:
    """Everybody in one of these states by the id of the case; ``back`` is what cards say of those who are to
    be sent back.
    """
    found = {row[0]: Coming(*row) for row in _COMING.rows(connection, apart=list(states))}
    marked = set(_SAYING.numbers(connection, state=State.S20_VERIFYING, what=back))
    for case_id, next_on in _NEXT.rows(connection, state=State.S30_AWAIT_RELEASE):
        if case_id in found and next_on != found[case_id].release:
            marked.add(case_id)
    return found | {one: found[one]._replace(apart=True) for one in marked if one in found}


def coming_of(
    connection: Connection, states: Sequence[str], back: str, case_ids: Iterable[int]
) -> dict[int, Coming]:
    """The same of some cases only."""
    found = {}
    for part in portions(case_ids):
        for *row, next_on, what in _COMING_OF.rows(connection, apart=list(states), cases=part):
            one = Coming(*row)
            free = one.state == State.S30_AWAIT_RELEASE
            found[one.case_id] = one._replace(apart=next_on != one.release if free else what == back)
    return found


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
