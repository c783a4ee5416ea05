"""Learned blanks and the sheets that were made with them."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select

from anbang_desktop.domain.states import ON_BOOKS, State
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.reports import ReportProfile, ReportRun
from anbang_desktop.storage import tables
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS, REPORT_PROFILES, REPORT_RUNS, Reader
from anbang_desktop.storage.tables_core import changes, units
from anbang_desktop.storage.tables_report import report_profiles, report_runs

_PROFILES, _RUNS = report_profiles.c, report_runs.c
_PROFILE = Reader(REPORT_PROFILES, "id", ("id",))
_RUN = Reader(REPORT_RUNS, "id", ("id",))
_CONTACT, _AT = RECORDS[Contact].table.c, names(Contact)

_NEWEST = Question(select(func.max(_PROFILES.id)).group_by(_PROFILES.name))
_MADE = Question(select(_RUNS.name).where(_RUNS.period == bindparam("period")))


def profiles(connection: Connection) -> list[ReportProfile]:
    """The newest version of every profile, in the order they were learned."""
    return _PROFILE.read_many(connection, _NEWEST.numbers(connection))


def profile(connection: Connection, name: str) -> ReportProfile | None:
    """The newest version of one profile."""
    wanted = select(_PROFILES.id).where(_PROFILES.name == name).order_by(_PROFILES.version.desc()).limit(1)
    found = connection.execute(wanted).scalar()
    return None if found is None else _PROFILE.read(connection, found)[0]


def runs(connection: Connection, limit: int = 200) -> list[ReportRun]:
    """What was made, newest first."""
    newest = connection.execute(select(_RUNS.id).order_by(_RUNS.id.desc()).limit(limit)).scalars().all()
    return _RUN.read_many(connection, newest)[::-1]


def run(connection: Connection, run_id: int) -> ReportRun:
    """One sheet that was made; it must exist."""
    return _RUN.read(connection, run_id)[0]


def made_for(connection: Connection, period: str) -> set[str]:
    """The names of the sheets that were made for a period."""
    return {row[0] for row in _MADE.rows(connection, period=period)}


def last_version(connection: Connection, name: str, period: str) -> int:
    """How many versions of that sheet there are for that period."""
    chosen = select(func.max(_RUNS.version)).where(_RUNS.name == name, _RUNS.period == period)
    return int(connection.execute(chosen).scalar() or 0)


def ended_on(connection: Connection, end: date) -> ReportRun | None:
    """The newest run with numbers whose period ended on that day."""
    newest = select(func.max(_RUNS.id)).where(_RUNS.end == end, _RUNS.book_end.is_not(None))
    found = connection.execute(newest).scalar()
    return None if found is None else run(connection, found)


def entered_later(
    connection: Connection, case_ids: Collection[int], after: datetime, until: date
) -> frozenset[int]:
    """Of those cases, the ones whose past (up to ``until``) was told after a moment: by a state of then, or
    by taking back an end of then.
    """
    stages, ended = tables.stages.c, tables.stages.alias().c
    end_of_then = exists().where(
        ended.case_id == stages.case_id, ended.state == State.S85_EXPIRED.value, ended.on <= until
    )
    reopened = and_(stages.state.in_(sorted(ON_BOOKS)), stages.on > until, end_of_then)
    chosen = select(stages.case_id).where(
        stages.entered_at > after, or_(stages.on <= until, reopened), stages.case_id.in_(list(case_ids))
    )
    return frozenset(connection.execute(chosen).scalars())


def changed_since(connection: Connection, after: datetime) -> frozenset[int]:
    """The cases of which something was corrected, voided or taken back after a moment, whichever its day."""
    told = and_(units.c.at > after, units.c.why.is_not(None), units.c.undone_by.is_(None))
    of_unit = select(changes.c.case_id, changes.c.client_id).join(units, units.c.id == changes.c.unit_id)
    rows = connection.execute(of_unit.where(told).distinct()).all()
    cases = {case_id for case_id, _client in rows if case_id is not None}
    people = {client_id for _case, client_id in rows if client_id is not None}
    for part in portions(people):
        owned = select(tables.cases.c.id).where(tables.cases.c.client_id.in_(part))
        cases |= set(connection.execute(owned).scalars())
    return frozenset(cases)


def count_contacts(connection: Connection, start: date, end: date, kinds: Collection[str]) -> int:
    """Contact records of those kinds that met somebody and count."""
    kind, met = _CONTACT[name_of(_AT.contact_type)], _CONTACT[name_of(_AT.met)]
    chosen = select(func.count()).where(
        _CONTACT.on.between(start, end),
        _CONTACT.voided_at.is_(None),
        kind.in_(list(kinds)),
        func.coalesce(met, "") != "NOBODY",
    )
    return int(connection.execute(chosen).scalar_one())
