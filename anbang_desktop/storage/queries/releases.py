"""Releases: who is released between two days, and for whom nothing is arranged or told yet."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, func, select

from anbang_desktop.domain.states import State
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import escort_plans, letters
from anbang_desktop.storage.tables_cards import case_cards

_CARD, _PLAN, _LETTER = case_cards.c, escort_plans.c, letters.c
_BETWEEN = _CARD.release_date.between(bindparam("first"), bindparam("last"))
_INSIDE = _CARD.state == State.S30_AWAIT_RELEASE.value
_PLANNED = exists().where(_PLAN.case_id == _CARD.case_id, _PLAN.voided_at.is_(None))
_TOLD = exists().where(
    _LETTER.case_id == _CARD.case_id,
    _LETTER.letter_type == bindparam("family"),
    _LETTER.sent_on.is_not(None),
    _LETTER.voided_at.is_(None),
)
_RELEASED = Question(
    select(_CARD.case_id)
    .where(_BETWEEN, _CARD.state.not_in(bindparam("without", expanding=True)))
    .order_by(_CARD.release_date, _CARD.case_id),
    index="ix_cards_release",
)
_WAITING = Question(
    select(_CARD.case_id)
    .where(_CARD.release_date < bindparam("before"), _CARD.state.in_(bindparam("states", expanding=True)))
    .order_by(_CARD.release_date, _CARD.case_id)
)
_UNPLANNED = Question(
    select(func.count(), func.min(_CARD.release_date)).where(_BETWEEN, _INSIDE, ~_PLANNED),
    index="ix_cards_release",
)
_UNTOLD = Question(
    select(func.count(), func.min(_CARD.release_date)).where(_BETWEEN, _INSIDE, ~_TOLD),
    index="ix_cards_release",
)


class Left(NamedTuple):
    """How many are left, and the day on which the first of them is released."""

    number: int
    first: date | None


def released(connection: Connection, first: date, last: date, without: Sequence[str]) -> "array[int]":
    """The cases released between two days, the first one first, but for those in these states."""
    return _RELEASED.numbers(connection, first=first, last=last, without=list(without))


def waiting(connection: Connection, before: date, states: Sequence[str]) -> "array[int]":
    """The cases in these states whose day of release is past."""
    return _WAITING.numbers(connection, before=before, states=list(states))


def unplanned(connection: Connection, first: date, last: date) -> Left:
    """Those still inside for whom nobody has arranged who fetches them."""
    return Left(*_UNPLANNED.rows(connection, first=first, last=last)[0])


def untold(connection: Connection, first: date, last: date, family: str) -> Left:
    """Those still inside whose family was not told; ``family`` is the type of the letter that tells it."""
    return Left(*_UNTOLD.rows(connection, first=first, last=last, family=family)[0])
