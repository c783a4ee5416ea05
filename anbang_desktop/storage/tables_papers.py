"""Papers that are kept as they were, version by version; where the files themselves are: lent, handed over,
destroyed.
"""

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table

from anbang_desktop.fields.file_moves import LOAN_FIELDS
from anbang_desktop.storage.schema import Key, metadata
from anbang_desktop.storage.tables import columns, find_holders

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

# Scanned pages that came back. They belong to no case before somebody confirms it: the code on the page says
# which paper it is of.
returned_pages = Table(
    "returned_pages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("file", String, nullable=False),
    Column("at", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("attachment_id", ForeignKey("attachments.id"), nullable=False),
    Column("code", String),
    Column("page", Integer),
    Column("damaged", Boolean, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String),
    Column("taken_at", DateTime, nullable=False),
    Column("taken_by", String, nullable=False),
    Index("ix_returned_pages_state", "state", "id"),
    Index("ix_returned_pages_code", "code"),
    Index("ix_returned_pages_digest", "digest"),
)
find_holders(returned_pages)

file_loans = Table(
    "file_loans",
    metadata,
    Column("id", Key, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    *columns(LOAN_FIELDS),
    Column("returned_on", Date),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Index("ix_file_loans_case", "case_id", "id"),
    Index("ix_file_loans_out", "returned_on", "due_on"),
)

file_lists = Table(
    "file_lists",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", String, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("receiver", String),
    Column("reason", String),
    Column("first_by", String),
    Column("first_on", Date),
    Column("second_by", String),
    Column("second_on", Date),
    Column("done_on", Date),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
)

# ``about_id`` and not ``case_id``: it is the office's list and no record of the case
listed_files = Table(
    "listed_files",
    metadata,
    Column("id", Key, primary_key=True),
    Column("list_id", ForeignKey("file_lists.id"), nullable=False),
    Column("about_id", ForeignKey("cases.id"), nullable=False),
    Column("no", String, nullable=False),
    Column("title", String, nullable=False),
    Column("closed_on", Date),
    Column("keeping", String),
    Index("ix_listed_files_list", "list_id", "id"),
    Index("ix_listed_files_about", "about_id"),
)
