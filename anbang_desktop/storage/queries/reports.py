"""Learned blanks and the sheets that were made with them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from anbang_desktop.domain.sending import LEFT, RunState
from anbang_desktop.domain.states import ON_BOOKS, State
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.reports import ReportProfile, ReportRun, ReportStep, ReportTerms
from anbang_desktop.storage import tables
from anbang_desktop.storage.audit import object_name
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import (
    RECORDS,
    REPORT_PROFILES,
    REPORT_RUNS,
    REPORT_STEPS,
    REPORT_TERMS,
    Reader,
)
from anbang_desktop.storage.tables_core import audit, changes, units
from anbang_desktop.storage.tables_report import report_profiles, report_runs, report_terms

_PROFILES, _RUNS = report_profiles.c, report_runs.c
_PROFILE = Reader(REPORT_PROFILES, "id", ("id",))
_RUN = Reader(REPORT_RUNS, "id", ("id",))
_STEPS = Reader(REPORT_STEPS, "run_id", ("id",))
_TERMS = Reader(REPORT_TERMS, "name", ("id",))
_CONTACT, _AT = RECORDS[Contact].table.c, names(Contact)

_NEWEST = Question(select(func.max(_PROFILES.id)).group_by(_PROFILES.name))
_OUT = tuple(sorted(LEFT))


@dataclass(frozen=True, slots=True)
class Said:
    """A correction, a voiding or an undoing with its reason, and whose case it touched."""

    case_id: int
    at: datetime
    label: str
    why: str


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


def profile_of(connection: Connection, run: ReportRun) -> ReportProfile:
    """The version of the blank that a sheet was made with."""
    return _PROFILE.read(connection, run.profile_id)[0]


def made_periods(connection: Connection) -> dict[str, set[str]]:
    """For each sheet the periods for which its file has left the house, by name."""
    chosen = select(_RUNS.name, _RUNS.period).where(_RUNS.state.in_(_OUT)).distinct()
    found: dict[str, set[str]] = defaultdict(set)
    for name, period in connection.execute(chosen):
        found[name].add(period)
    return found


def steps(connection: Connection, run_id: int) -> list[ReportStep]:
    """The way of a sheet, in the order in which it went."""
    return _STEPS.read(connection, run_id)


def terms(connection: Connection, name: str) -> ReportTerms | None:
    """What holds for every sheet of a profile; None where nothing was said of it."""
    return next(iter(_TERMS.read(connection, name)), None)


def all_terms(connection: Connection) -> dict[str, ReportTerms]:
    """The same of every profile, by name."""
    names_ = connection.execute(select(report_terms.c.name)).scalars().all()
    return {one.name: one for part in portions(names_) for one in _TERMS.read_many(connection, part)}


def newest_run(connection: Connection, name: str, period: str) -> ReportRun | None:
    """The newest version of a sheet for a period."""
    return _found(connection, _RUNS.name == name, _RUNS.period == period)


def versions(connection: Connection, name: str, period: str) -> list[ReportRun]:
    """All versions of a sheet for a period, the first one first."""
    wanted = select(_RUNS.id).where(_RUNS.name == name, _RUNS.period == period).order_by(_RUNS.id)
    return _RUN.read_many(connection, connection.execute(wanted).scalars().all())


def last_sent(connection: Connection, name: str, until: date) -> ReportRun | None:
    """What the county holds of a sheet: the newest delivered version of that period or an earlier one;
    nothing was noted as delivered, the newest exported one.
    """
    known = (_RUNS.name == name, _RUNS.end <= until)
    delivered = or_(_RUNS.delivered_on.is_not(None), _RUNS.state == RunState.RETURNED.value)
    return _found(connection, *known, delivered) or _found(connection, *known, _RUNS.state.in_(_OUT))


def _found(connection: Connection, *where: ColumnElement[bool]) -> ReportRun | None:
    found = connection.execute(select(func.max(_RUNS.id)).where(*where)).scalar()
    return None if found is None else run(connection, found)


def who(connection: Connection, case_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Number and name of those cases that may be named."""
    cases, people = tables.cases.c, tables.clients.c
    joined = select(cases.id, cases.no, people.name).join(tables.clients, people.id == cases.client_id)
    wanted = joined.where(listed(cases.id))
    return {
        row.id: (row.no, row.name)
        for part in portions(case_ids)
        for row in connection.execute(wanted.where(cases.id.in_(part)))
    }


def said_since(connection: Connection, case_ids: Collection[int], run_id: int) -> list[Said]:
    """What was corrected, voided or taken back of those cases after a sheet was made, oldest first; what was
    taken back again not. Counted by the audit, not by a clock that may be set.
    """
    made = select(func.min(audit.c.seq)).where(audit.c.object == object_name(report_runs, [run_id]))
    cases = tables.cases.c
    by_client: dict[int, int] = {}
    for part in portions(case_ids):
        by_client |= {
            client: case
            for case, client in connection.execute(
                select(cases.id, cases.client_id).where(cases.id.in_(part))
            )
        }
    wanted = (
        select(units.c.at, units.c.label, units.c.why, changes.c.case_id, changes.c.client_id)
        .join(changes, changes.c.unit_id == units.c.id)
        .where(
            units.c.first_seq > made.scalar_subquery(), units.c.why.is_not(None), units.c.undone_by.is_(None)
        )
        .order_by(units.c.id)
        .distinct()
    )
    known, told = set(case_ids), dict[tuple[int, datetime, str], Said]()
    for row in connection.execute(wanted):
        case_id = row.case_id if row.case_id is not None else by_client.get(row.client_id)
        if case_id in known:
            told.setdefault((case_id, row.at, row.label), Said(case_id, row.at, row.label, row.why))
    return list(told.values())


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
