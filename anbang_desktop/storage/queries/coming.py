"""Those who are not here yet, of whom a list names many at once: counted in the database, however many they
are.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Connection,
    Integer,
    bindparam,
    case,
    false,
    func,
    literal,
    select,
    type_coerce,
)

from anbang_desktop.domain.states import State
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import stages
from anbang_desktop.storage.tables_cards import case_cards

CARD = case_cards.c
NO_DAY, PAST, TODAY, NEAR, LATER = range(5)  # when somebody is released
_RELEASE, _NEXT = CARD.release_date, CARD.next_on
_FREE = CARD.state == State.S30_AWAIT_RELEASE.value
_WHEN = case(
    (_RELEASE.is_(None), literal(NO_DAY)),
    (bindparam("today") > _RELEASE, literal(PAST)),
    (bindparam("today") == _RELEASE, literal(TODAY)),
    (bindparam("horizon") >= _RELEASE, literal(NEAR)),
    else_=literal(LATER),
).label("when")
_LISTED_ON = (
    select(func.min(stages.c.on))
    .where(stages.c.case_id == CARD.case_id, stages.c.state == State.S10_NOTICE.value)
    .scalar_subquery()
)
_CAME = case((~_FREE, _LISTED_ON)).label("came")  # of who is verified nobody asks
_APART = type_coerce(
    case(
        (_FREE, _NEXT.is_distinct_from(_RELEASE)),
        (CARD.state == State.S20_VERIFYING.value, func.coalesce(CARD.next_what, "") == bindparam("back")),
        else_=false(),
    ),
    Boolean,
).label("apart")
_EACH = (  # each asked once: grouped by its words, the day of the list would be looked up twice
    select(CARD.state, _WHEN, _CAME, _APART, _RELEASE, CARD.case_id)
    .where(CARD.state.in_(bindparam("states", expanding=True)))
    .cte("each")
    .prefix_with("MATERIALIZED")
)
_ALIKE = Question(
    select(
        _EACH.c.state, _EACH.c.when, _EACH.c.came, _EACH.c.apart,
        func.count(), func.min(_EACH.c.release_date), func.min(_EACH.c.case_id), func.max(_EACH.c.case_id),
    )
    .group_by(_EACH.c.state, _EACH.c.when, _EACH.c.came, _EACH.c.apart)
    .order_by(_EACH.c.came, _EACH.c.state, _EACH.c.when)
)  # fmt: skip
_AGAIN = Question(
    select(CARD.case_id, _WHEN)
    .where(_FREE, _NEXT.is_distinct_from(_RELEASE))
    .order_by(_NEXT, CARD.case_id)
    .limit(bindparam("most", type_=Integer))
)


class Alike(NamedTuple):
    """So many in one state, released at one time (``PAST`` and so on), whose list ``came`` on one day;
    ``apart``: something else than the check and the release of all others is to be done. ``first`` is the
    earliest release, ``one`` and ``other`` are the ids of two of them (of one: the same).
    """

    state: str
    when: int
    came: date | None
    apart: bool
    number: int
    first: date | None
    one: int
    other: int


def alike(
    connection: Connection, today: date, horizon: date, states: Sequence[str], back: str
) -> list[Alike]:
    """Everybody in one of these states; ``back`` is what cards say of those who are to be sent back."""
    values = {"today": today, "horizon": horizon, "states": list(states), "back": back}
    return [Alike(*row) for row in _ALIKE.rows(connection, **values)]


def again(connection: Connection, today: date, horizon: date, most: int) -> list[tuple[int, int]]:
    """The cases verified already of which something else than the release comes next, and when they are
    released.
    """
    found = _AGAIN.rows(connection, today=today, horizon=horizon, most=most)
    return [(case_id, when) for case_id, when in found]
