"""Learned blanks and the sheets that were made with them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from anbang_desktop.storage import tables
from anbang_desktop.storage.reading import Row
from anbang_desktop.storage.tables_report import report_profiles, report_runs


def profiles(connection: Connection) -> list[Row]:
    """The newest version of every profile, by name."""
    newest = select(func.max(report_profiles.c.id)).group_by(report_profiles.c.name)
    rows = connection.execute(
        select(report_profiles).where(report_profiles.c.id.in_(newest)).order_by(report_profiles.c.id)
    )
    return [dict(row) for row in rows.mappings()]


def profile(connection: Connection, name: str) -> Row | None:
    """The newest version of one profile."""
    chosen = (
        select(report_profiles)
        .where(report_profiles.c.name == name)
        .order_by(report_profiles.c.version.desc())
        .limit(1)
    )
    row = connection.execute(chosen).mappings().first()
    return dict(row) if row else None


def runs(connection: Connection, limit: int = 200) -> list[Row]:
    """What was made, newest first."""
    rows = connection.execute(select(report_runs).order_by(report_runs.c.id.desc()).limit(limit))
    return [dict(row) for row in rows.mappings()]


def run(connection: Connection, run_id: int) -> Row:
    """One sheet that was made; it must exist."""
    return dict(connection.execute(select(report_runs).where(report_runs.c.id == run_id)).mappings().one())


def made_for(connection: Connection, period: str) -> set[str]:
    """The names of the sheets that were made for a period."""
    return set(connection.execute(select(report_runs.c.name).where(report_runs.c.period == period)).scalars())


def last_version(connection: Connection, name: str, period: str) -> int:
    """How many versions of that sheet there are for that period."""
    chosen = select(func.max(report_runs.c.version)).where(
        report_runs.c.name == name, report_runs.c.period == period
    )
    return int(connection.execute(chosen).scalar() or 0)


def ended_on(connection: Connection, end: date) -> Row | None:
    """The newest run with numbers whose period ended on that day."""
    kept = report_runs.c
    chosen = (
        select(report_runs)
        .where(kept.end == end, kept.book_end.is_not(None))
        .order_by(kept.id.desc())
        .limit(1)
    )
    row = connection.execute(chosen).mappings().first()
    return dict(row) if row else None


def entered_later(
    connection: Connection, case_ids: Collection[int], after: datetime, until: date
) -> frozenset[int]:
    """Of those cases, the ones with a state of the past (up to ``until``) that was entered after a moment."""
    stages = tables.stages.c
    chosen = select(stages.case_id).where(
        stages.entered_at > after, stages.on <= until, stages.case_id.in_(list(case_ids))
    )
    return frozenset(connection.execute(chosen).scalars())


def count_contacts(connection: Connection, start: date, end: date, kinds: Collection[str]) -> int:
    """Contact records of those kinds that met somebody."""
    kept: Any = tables.contacts.c
    met = func.coalesce(kept.met, "") != "NOBODY"
    chosen = select(func.count()).where(kept.on.between(start, end), kept.contact_type.in_(list(kinds)), met)
    return int(connection.execute(chosen).scalar_one())
