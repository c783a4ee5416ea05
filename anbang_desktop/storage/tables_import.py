"""What was imported: each list, each of its rows with what was done for it, and which headings mean what."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from anbang_desktop.storage.schema import Key, metadata

imports = Table(
    "imports",
    metadata,
    Column("id", Key, primary_key=True),
    # taken back when the unit is: there is no second note of it
    Column("unit_id", ForeignKey("units.id", deferrable=True, initially="DEFERRED"), nullable=False),
    Column("file_name", String, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the file
    Column(
        "attachment_id", ForeignKey("attachments.id"), nullable=False
    ),  # the list as it came, to be returned with the results
    Column("sheet", String, nullable=False),
    Column("header_first", Integer, nullable=False),  # rows of the heading in the file, from 1
    Column("header_last", Integer, nullable=False),
    Column("width", Integer, nullable=False),  # columns that hold anything
    Column("planned_on", Date, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String, nullable=False),
    Index("ix_imports_digest", "digest"),
)

import_rows = Table(
    "import_rows",
    metadata,
    Column("id", Key, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("row", Integer, nullable=False),  # row in the file, from 1
    Column("verdict", String, nullable=False),  # ready, ask, error
    Column("accepted", Boolean, nullable=False),
    Column("action", String, nullable=False),  # create, case, update, same; none where nothing was done
    Column("client_id", Key),
    Column("case_id", Key),
    Column(
        "content", String, nullable=False
    ),  # hash of what the row said: the same row again changes nothing
    Column("problems", JSON(none_as_null=True)),  # [{column, level, what}]
    Index("ix_import_rows_import", "import_id", "row"),
    Index("ix_import_rows_content", "content"),
    Index("ix_import_rows_client", "client_id"),
)

import_layouts = Table(
    "import_layouts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("mapping", JSON, nullable=False),  # {heading: field or null} as the clerk left it
    Column("used_at", DateTime, nullable=False),
    UniqueConstraint("fingerprint", name="uq_import_layouts"),
)
