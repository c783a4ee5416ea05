"""Tables every office has whatever its business: users, settings, audit, attachments, and the vault's own
notes.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from anbang_desktop.storage.schema import Key, extra_ddl, metadata

users = Table(
    "users",
    metadata,
    Column("id", Key, primary_key=True),
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
    Column("seq", Key, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("suspect", Boolean, nullable=False),  # the clock was behind the row before
    Column("user", String, nullable=False),
    Column("action", String, nullable=False),  # insert, update, delete, or the verb of a note
    Column("object", String, nullable=False),  # "table/id"
    Column("before", LargeBinary),
    Column("after", LargeBinary),
    Column("changed", LargeBinary),  # keyed hash over the hashes of the old and new values in ``changes``
    Column("summary", Text, nullable=False),
    Column("prev_mac", LargeBinary, nullable=False),
    Column("mac", LargeBinary, nullable=False),
    Index("ix_audit_object", "object", "seq"),
)

# What a clerk did in one go, under the name by which it is undone. Its audit rows are first_seq … last_seq.
units = Table(
    "units",
    metadata,
    Column("id", Key, primary_key=True),
    Column("label", String, nullable=False),
    Column(
        "case_id", Key
    ),  # the one case it is about; no foreign key: an undone import takes its cases along
    Column("at", DateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("why", Text),  # the reason of a correction, of voiding, of undoing
    Column("undoes", Key),  # the unit that this one takes back
    Column("undone_by", Key),  # the unit that takes this one back, as long as that one is in force itself
    Column(
        "lasting", Boolean, nullable=False
    ),  # signed, printed, handed out: corrected or voided, never undone
    Column("first_seq", Key, nullable=False),
    Column("last_seq", Key, nullable=False),
    Index("ix_units_case", "case_id", "id"),
    Index("ix_units_last", "last_seq"),
)

# Every old value with the new one. Held by ``audit.changed`` through the keyed hashes, so that a value can be
# erased by the terms of its class and the chain still holds.
changes = Table(
    "changes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("unit_id", ForeignKey("units.id", deferrable=True, initially="DEFERRED"), nullable=False),
    Column("seq", Key, nullable=False),  # the audit row that it belongs to
    Column("case_id", Key),  # whose row it is: of a case …
    Column("client_id", Key),  # … or of a person, whichever of the person's cases was at work
    Column("table", String, nullable=False),
    Column("row", String, nullable=False),
    Column("column", String, nullable=False),
    Column(
        "old", Text
    ),  # JSON of the value as the file stores it; none: empty, or erased where there is a hash
    Column("new", Text),
    Column("old_hash", LargeBinary),
    Column("new_hash", LargeBinary),
    Index("ix_changes_row", "table", "row", "seq"),
    Index("ix_changes_unit", "unit_id"),
    Index("ix_changes_case", "case_id", "seq"),
    Index("ix_changes_client", "client_id", "seq"),
    Index("ix_changes_seq", "seq"),
)

# The last number given in each series (cases of 2026, agreements of 2026 …): never given again.
number_series = Table(
    "number_series",
    metadata,
    Column("key", String, primary_key=True),
    Column("last", Integer, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Key, primary_key=True),
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
    Column("digest", LargeBinary, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

extra_ddl().extend(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append only'); END"
    for verb in ("UPDATE", "DELETE")
)
