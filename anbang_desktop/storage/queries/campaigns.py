"""Times of special care: which there are, whom they mean, and who was seen between two days."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from anbang_desktop.fields.campaigns import Campaign, CampaignPerson
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.queries.people import CARD
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import CAMPAIGN_PEOPLE, CAMPAIGNS, Reader
from anbang_desktop.storage.tables import contacts
from anbang_desktop.storage.tables_own import campaigns

_ONE = Reader(CAMPAIGNS, "id", ("id",))
_PEOPLE = Reader(CAMPAIGN_PEOPLE, "campaign_id", ("id",))
_VISIT = contacts.c
_VISITS = Question(
    select(_VISIT.case_id, _VISIT.on, _VISIT.contact_type, _VISIT.workers, _VISIT.met)
    .where(
        _VISIT.case_id.in_(bindparam("ids", expanding=True)),
        _VISIT.on.between(bindparam("first"), bindparam("last")),
        _VISIT.voided_at.is_(None),
    )
    .order_by(_VISIT.on, _VISIT.id)
)


class Visit(NamedTuple):
    """A contact that was recorded within the days."""

    case_id: int
    on: date
    way: str
    workers: Sequence[str]
    met: str | None


def one(connection: Connection, campaign_id: int) -> Campaign | None:
    """One time of special care."""
    return next(iter(_ONE.read(connection, campaign_id)), None)


def newest_first(connection: Connection) -> list[Campaign]:
    """All of them."""
    order = select(campaigns.c.id).order_by(campaigns.c.starts.desc(), campaigns.c.id.desc())
    return _of(connection, connection.execute(order).scalars())


def open_on(connection: Connection, day: date) -> list[Campaign]:
    """Those that have begun and nobody has closed."""
    column = campaigns.c
    wanted = select(column.id).where(column.closed_on.is_(None), column.starts <= day)
    return _of(connection, connection.execute(wanted.order_by(column.ends, column.id)).scalars())


def _of(connection: Connection, ids: Iterable[int]) -> list[Campaign]:
    return [found for id_ in list(ids) if (found := one(connection, id_)) is not None]


def people(connection: Connection, campaign_id: int) -> list[CampaignPerson]:
    """Who is to be seen, in the order in which they were put on the list; not whose record is withheld
    since.
    """
    found = _PEOPLE.read(connection, campaign_id)
    hidden = withheld.cards(connection, [one.about_id for one in found])
    return [one for one in found if one.about_id not in hidden]


def count_withheld(connection: Connection, campaign_id: int) -> int:
    """How many more are to be seen, whom nobody names."""
    return len(withheld.cards(connection, [one.about_id for one in _PEOPLE.read(connection, campaign_id)]))


def meant(
    connection: Connection,
    states: Sequence[str],
    levels: Sequence[str],
    villages: Sequence[str],
    workers: Sequence[str],
) -> list[int]:
    """Whose cases stand in one of these states and are of these levels, villages and workers; none named:
    any. In village order.
    """
    wanted = select(CARD.case_id).where(CARD.state.in_(states))
    for column, named in ((CARD.level, levels), (CARD.village, villages), (CARD.worker, workers)):
        if named:
            wanted = wanted.where(column.in_(named))
    return list(connection.execute(wanted.order_by(CARD.village, CARD.no)).scalars())


def visits(connection: Connection, case_ids: Iterable[int], first: date, last: date) -> list[Visit]:
    """The contacts of these cases from ``first`` to ``last``, both included; what was voided isn't there."""
    return [
        Visit(*row)
        for part in portions(case_ids)
        for row in _VISITS.rows(connection, ids=part, first=first, last=last)
    ]
