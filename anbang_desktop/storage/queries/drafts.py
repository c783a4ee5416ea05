"""Drafts: one for each user and form, the newest replaces the one before; derived scratch, so no audit row
(storage/audit.UNAUDITED).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, insert, select

from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables import drafts

DRAFT = drafts.c


class Waiting(NamedTuple):
    """A draft as it lies there."""

    form: str
    values: Mapping[str, Any]
    saved_at: datetime


def put(connection: Connection, user: str, form: str, values: Mapping[str, object], at: datetime) -> None:
    """Keep it in place of the user's older one."""
    connection.execute(
        insert(drafts).prefix_with("OR REPLACE"),
        {"user": user, "form": form, "values": dict(values), "saved_at": at},
    )


def find(connection: Connection, user: str, form: str) -> tuple[Mapping[str, Any], datetime] | None:
    """The entries of the user's draft of a form, and when they were kept."""
    found = connection.execute(select(DRAFT["values"], DRAFT.saved_at).where(_is(user, form))).first()
    return None if found is None else (found[0], found[1])


def listed(connection: Connection, user: str) -> list[Waiting]:
    """Every draft of the user, the newest first."""
    asked = select(DRAFT.form, DRAFT["values"], DRAFT.saved_at).where(DRAFT.user == user)
    return [Waiting._make(row) for row in connection.execute(asked.order_by(DRAFT.saved_at.desc(), DRAFT.id))]


def drop(connection: Connection, user: str, form: str) -> None:
    """Forget it."""
    connection.execute(delete(drafts).where(_is(user, form)))


def drop_of(connection: Connection, numbers: Collection[str]) -> None:
    """Forget everybody's drafts about these cases: a form is named ``what:number`` or
    ``what:number:more``.
    """
    named = connection.execute(select(DRAFT.id, DRAFT.form)).all()
    gone = [id_ for id_, form in named if (*str(form).split(":"), "")[1] in numbers]
    if gone:
        connection.execute(delete(drafts).where(DRAFT.id.in_(gone)))


def _is(user: str, form: str) -> ColumnElement[bool]:
    return and_(DRAFT.user == user, DRAFT.form == form)
