"""Tables every office has whatever its business: users, settings, audit, attachments, and the vault's own
notes.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from anbang_desktop.storage.schema import extra_ddl, metadata

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column(
        "roles", JSON, nullable=False
    ),  # ["head", "admin", "clerk", "auditor"]: never read from the header
    Column("active", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
    UniqueConstraint("name", name="uq_users_name"),
)

settings = Table(
    "settings",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", JSON),
)

# What the vault notes for itself: last header seq, highest id ever given. Never audited, holds nothing
# about anybody.
internals = Table(
    "internals",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("suspect", Boolean, nullable=False),  # the clock was behind the row before
    Column("user", String, nullable=False),
    Column("action", String, nullable=False),  # insert, update, delete, or the verb of a note
    Column("object", String, nullable=False),  # "table/id"
    Column("before", LargeBinary),
    Column("after", LargeBinary),
    Column("summary", Text, nullable=False),
    Column("prev_mac", LargeBinary, nullable=False),
    Column("mac", LargeBinary, nullable=False),
    Index("ix_audit_object", "object", "seq"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column(
        "digest", LargeBinary, nullable=False
    ),  # keyed hash of the content: equal files share their chunks
    Column("added_at", DateTime, nullable=False),
    Index("ix_attachments_digest", "digest"),
)

attachment_chunks = Table(
    "attachment_chunks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("n", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("digest", "n", name="uq_attachment_chunks"),
)

extra_ddl().extend(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'audit is append only'); END"
    for verb in ("UPDATE", "DELETE")
)
