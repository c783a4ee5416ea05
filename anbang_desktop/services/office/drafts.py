"""What a user typed into a form and has not saved: kept in the vault over a lock or a power cut, gone with
the save.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import drafts as query


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form, by the name of its entries, and when it was kept."""

    values: Mapping[str, Any]
    saved_at: datetime


def keep(desk: Desk, form: str, values: Mapping[str, object], at: datetime | None = None) -> None:
    """Keep the entries of ``form`` (such as ``contact:AB-1``) for this user; nothing entered means no
    draft.
    """
    if not values:
        drop(desk, form)
        return
    with desk.store.work(desk.clock) as work:
        query.put(
            work.connection,
            desk.user,
            form,
            {name: _plain(value) for name, value in values.items()},
            at or desk.clock.now(),
        )


def find(desk: Desk, form: str) -> Draft | None:
    """This user's draft of a form."""
    with desk.store.read() as connection:
        found = query.find(connection, desk.user, form)
    return Draft(*found) if found else None


def drop(desk: Desk, form: str) -> None:
    """The form was saved or its entries are not wanted; writes nothing where there is no draft."""
    if find(desk, form) is not None:
        with desk.store.work(desk.clock) as work:
            query.drop(work.connection, desk.user, form)


def _plain(value: object) -> object:
    """JSON: days and money inside rows as text, which their kinds read again."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
