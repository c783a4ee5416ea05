"""What can be said of an open office at a glance: its size, its users, and what its last backup misses."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Integer, bindparam, func, select

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.tables_core import audit, internals, users

BACKUP_SEQ = "backup audit seq"
COUNTED = 100_000  # changes that no backup has; nobody asks for more of them one by one
_NO_CHANGE = ("login", "unit")  # notes of the audit that no backup misses
_BACKED_UP = Question(select(internals.c.value).where(internals.c.key == BACKUP_SEQ))
_BACKUP_AT = Question(select(audit.c.at).where(audit.c.seq == bindparam("seq"), audit.c.action == "backup"))
_SINCE = select(audit.c.seq).where(audit.c.seq > bindparam("seq"), audit.c.action.not_in(_NO_CHANGE))
_NEWER = Question(select(func.count()).select_from(_SINCE.limit(bindparam("most", type_=Integer)).subquery()))
_USERS = Question(select(users.c.name).where(users.c.active.is_(True)).order_by(users.c.id))


@dataclass(frozen=True, slots=True)
class BackupState:
    """The last copy, and how many changes it misses (``over``: at least so many)."""

    last: datetime | None
    changes: int
    over: bool


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """All of it."""

    file: Path
    size: int
    users: tuple[str, ...]
    audit_seq: int
    backup: BackupState


def backup_state(connection: Connection, most: int) -> BackupState:
    """When the last copy was made and how much was written since, counted up to ``most``."""
    seq = int(_BACKED_UP.scalar(connection) or 0)
    changes = int(_NEWER.scalar(connection, seq=seq, most=most))
    return BackupState(_BACKUP_AT.scalar(connection, seq=seq), changes, changes == most)


def user_names(connection: Connection) -> tuple[str, ...]:
    """Who may open the office, in the order in which they came."""
    return tuple(row[0] for row in _USERS.rows(connection))
