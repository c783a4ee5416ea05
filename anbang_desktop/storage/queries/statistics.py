"""What 统计 reads beside the counted heads: the states of every case, and a few traits of each, in one pass
over each table.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, func, select

from anbang_desktop.domain.guards import OPENING
from anbang_desktop.domain.head import Stage, counted
from anbang_desktop.domain.statistics import About, Passage, passages
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.placement import Placement
from anbang_desktop.storage import tables
from anbang_desktop.storage.shapes import RECORDS

_DECIDED, _PLACED = names(Assessment), names(Placement)


def all_passages(connection: Connection) -> Iterator[Passage]:
    """Every coming on the books and leaving of them, of every case there is."""
    stages, cases = tables.stages.c, tables.cases.c
    wanted = (
        select(stages.case_id, stages.on, stages.state, cases.source)
        .join(tables.cases, cases.id == stages.case_id)
        .order_by(stages.case_id, stages.on, stages.id)
    )
    for case, rows in groupby(connection.execute(wanted), key=itemgetter(0)):
        listed = list(rows)
        opened = listed[0][3] == OPENING
        yield from passages(case, counted([Stage(row[1], row[2]) for row in listed]), opened=opened)


def traits(connection: Connection, until: date) -> Iterator[About]:
    """A few traits of every case: of the person as registered now, level and placement as of a day."""
    levels, ways = _levels(connection, until), _ways(connection, until)
    cases, clients = tables.cases.c, tables.clients.c
    wanted = select(
        cases.id,
        clients.sex,
        clients.birth_date,
        cases.village,
        cases.offence_class,
        cases.release_type,
        cases.level,
    ).join(tables.clients, clients.id == cases.client_id)
    for case, sex, born, village, offence, release, level in connection.execute(wanted.order_by(cases.no)):
        known = levels.get(case, level) or ""
        traits = (sex or "", born, village or "", offence or "", release or "")
        yield About(case, *traits, known, ways.get(case, ""))


def ending_in(connection: Connection, first: date, last: date) -> list[int]:
    """The cases whose period of help ends between two days, in the order of their numbers."""
    cases = tables.cases.c
    wanted = select(cases.id).where(cases.period_end.between(first, last)).order_by(cases.no)
    return list(connection.execute(wanted).scalars())


def released_in(connection: Connection, first: date, last: date, states: frozenset[str]) -> int:
    """How many cases in some states are released between two days."""
    cases = tables.cases.c
    wanted = select(func.count()).where(cases.release_date.between(first, last), cases.state.in_(states))
    return int(connection.execute(wanted).scalar_one())


def _levels(connection: Connection, until: date) -> dict[int, str]:
    """The level last decided by a day; "" where one was decided, but only later."""
    table = RECORDS[Assessment].table.c
    decided, effective = table[name_of(_DECIDED.decided)], table[name_of(_DECIDED.effective_on)]
    wanted = (
        select(table.case_id, table.on, decided, effective)
        .where(table.voided_at.is_(None), decided.is_not(None), decided != "")
        .order_by(table.case_id, table.on, table.id)
    )
    found: dict[int, str] = {}
    for case, on, code, since in connection.execute(wanted):
        if (since or on) <= until:
            found[case] = code
        else:
            found.setdefault(case, "")
    return found


def _ways(connection: Connection, until: date) -> dict[int, str]:
    """How each case is placed on a day; "" where it was placed and is no more."""
    table = RECORDS[Placement].table.c
    placed, way, since = (table[name_of(one)] for one in (_PLACED.placed, _PLACED.way, _PLACED.placed_from))
    wanted = (
        select(table.case_id, table.on, placed, way, since)
        .where(table.voided_at.is_(None))
        .order_by(table.case_id, table.on, table.id)
    )
    found: dict[int, str] = {}
    for case, on, is_placed, how, first in connection.execute(wanted):
        if (first or on) <= until:
            found[case] = (how or "99") if is_placed else ""
    return found
