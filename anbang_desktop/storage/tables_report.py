"""What goes up to the county: the learned blanks, and every sheet that was made, frozen as it was."""

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

report_profiles = Table(
    "report_profiles",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", String, nullable=False),
    Column(
        "version", Integer, nullable=False
    ),  # a blank learned again is a new version; old ones stay for old sheets
    Column("file_name", String, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of the blank
    Column("attachment_id", ForeignKey("attachments.id"), nullable=False),  # the blank itself
    Column("layout", JSON, nullable=False),  # excel/template.py
    Column("learned_at", DateTime, nullable=False),
    Column("learned_by", String, nullable=False),
    UniqueConstraint("name", "version", name="uq_report_profiles"),
)

report_runs = Table(
    "report_runs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("profile_id", ForeignKey("report_profiles.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("period", String, nullable=False),  # as the command line writes it: 2026-11
    Column("period_label", String, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("version", Integer, nullable=False),  # 第 n 版 of this sheet for this period
    Column("people", Integer, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("file_attachment", ForeignKey("attachments.id"), nullable=False),  # the file as it went out
    Column(
        "snapshot", ForeignKey("attachments.id"), nullable=False
    ),  # attachment: rows, numbers and the people behind them, as JSON
    Column("snapshot_hash", String, nullable=False),
    Column(
        "book_end", JSON(none_as_null=True)
    ),  # the case ids on the books at the end: the next period begins with them
    Column("checks", JSON, nullable=False),  # [{what, ok}]
    Column("recipient", String, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("made_by", String, nullable=False),
    Column("state", String, nullable=False),  # domain/sending.py
    Column("delivered_on", Date),
    Column("delivered_how", String),
    Column("opinion", String),  # what the county said
    Column("delivered_to", String),
    Column("receipt_no", String),
    Column("receipt_on", Date),
    Column("purpose", String),
    Column("whole_ids", Boolean),
    Column("sealed", String),  # SHA-256 of the encrypted file, where one went out
    Column("follows", ForeignKey("report_runs.id")),  # the version that this one corrects
    Column("reason", String),
    Column("returned_file", ForeignKey("attachments.id")),
    Column("returned_on", Date),
    Column("remarks", JSON(none_as_null=True)),  # what the county wrote and changed, as it came
    Index("ix_report_runs_period", "name", "period", "version"),
    Index("ix_report_runs_end", "end", "made_at"),
)

report_terms = Table(
    "report_terms",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", String, nullable=False),  # of the profile, whatever its version
    Column("due", String),  # domain/due_rule.py
    Column("due_since", Date),
    Column("purpose", String),
    Column("recipient", String),
    Column("full_ids", Boolean, nullable=False),
    Column("full_by", String),  # who confirmed that the county wants whole ID numbers
    Column("full_at", DateTime),
    Column("encrypt", Boolean, nullable=False),
    UniqueConstraint("name", name="uq_report_terms"),
)

report_steps = Table(
    "report_steps",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey("report_runs.id"), nullable=False),
    Column("state", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("note", String),
    Index("ix_report_steps_run", "run_id"),
)
