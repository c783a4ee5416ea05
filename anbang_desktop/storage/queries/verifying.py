"""What the page 信息核查 asks: who came with a list, how far each check is, and who came with none."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, not_, select

from anbang_desktop.domain.roster_plan import OPENING
from anbang_desktop.domain.states import TO_VERIFY, State
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables import RECORD_TABLES, cases, stages
from anbang_desktop.storage.tables_cards import case_cards
from anbang_desktop.storage.tables_import import import_rows

CARD, _ROW = case_cards.c, import_rows.c
_CHECK = RECORD_TABLES["verification"]


class Checked(NamedTuple):
    """Somebody whom a list brought: state, who is responsible, the newest check that counts, its reply."""

    case_id: int
    state: str
    worker: str | None
    received: date | None
    result: str | None
    replied_on: date | None


def _newest(column: ColumnElement[object]) -> ColumnElement[object]:
    return (
        select(column)
        .where(_CHECK.c.case_id == CARD.case_id, _CHECK.c.voided_at.is_(None))
        .order_by(_CHECK.c.on.desc(), _CHECK.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


_WHO = (
    CARD.case_id,
    CARD.state,
    CARD.worker,
    select(func.min(stages.c.on))
    .where(stages.c.case_id == CARD.case_id, stages.c.state == State.S10_NOTICE)
    .scalar_subquery()
    .label("received"),
    _newest(_CHECK.c.result).label("result"),
    _newest(_CHECK.c.replied_on).label("replied_on"),
)
_ORDER = (CARD.release_date.is_(None), CARD.release_date, CARD.case_id)
_OF_LIST = Question(
    select(*_WHO)
    .join(import_rows, _ROW.case_id == CARD.case_id)
    .where(_ROW.import_id == bindparam("listed"), _ROW.action.in_(OPENING))
    .order_by(*_ORDER)
)
_WITHHELD = Question(
    select(func.count()).where(
        _ROW.import_id == bindparam("listed"), _ROW.action.in_(OPENING), not_(listed(_ROW.case_id))
    )
)
_NAMED = select(_ROW.id).where(
    and_(_ROW.client_id == cases.c.client_id, _ROW.case_id == CARD.case_id, _ROW.action.in_(OPENING))
)
_OF_NONE = Question(
    select(*_WHO)
    .join(cases, cases.c.id == CARD.case_id)
    .where(CARD.state.in_(TO_VERIFY), ~_NAMED.exists())
    .order_by(*_ORDER)
)


def of_list(connection: Connection, import_id: int) -> Sequence[Checked]:
    """Everybody whose case a list opened, the earliest release first."""
    return [Checked(*row) for row in _OF_LIST.rows(connection, listed=import_id)]


def withheld_of_list(connection: Connection, import_id: int) -> int:
    """How many of those whose case a list opened are withheld."""
    return int(_WITHHELD.scalar(connection, listed=import_id))


def of_none(connection: Connection) -> Sequence[Checked]:
    """Who is to be checked and came with no list."""
    return [Checked(*row) for row in _OF_NONE.rows(connection)]
