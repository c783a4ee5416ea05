"""Papers that are kept as they were: what was printed, signed or sent, version by version."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, String, Table

from anbang_desktop.storage.schema import Key, metadata
from anbang_desktop.storage.tables import find_holders

issued_papers = Table(
    "issued_papers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("row", String, nullable=False),  # what it shows: help_groups/12, cases/7/notice
    Column("version", Integer, nullable=False),
    Column("code", String, nullable=False),  # on each of its pages
    Column("template_id", String),
    Column("pages", Integer, nullable=False),
    Column("attachment_id", ForeignKey("attachments.id"), nullable=False),
    Column("sha256", String, nullable=False),
    Column("why", String, nullable=False),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("scan_attachment_id", ForeignKey("attachments.id")),
    Column("returned_on", Date),
    Index("ix_issued_papers_case", "case_id", "id"),
    Index("ix_issued_papers_row", "row", "version"),
    Index("ix_issued_papers_code", "code"),
)
find_holders(issued_papers)
