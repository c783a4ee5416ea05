"""Papers: what was issued and what came back, the office's own texts, rounds of assessment."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _indexes()
    _issued()
    _file_moves()


def _indexes() -> None:
    """The level in force on a day is read from the index alone: an assessment itself is 3 KB."""
    op.create_index(
        "ix_assessments_level",
        "assessments",
        ["case_id", "on", "id", "decided", "effective_on", "meeting_on", "voided_at"],
        unique=False,
    )


def _issued() -> None:
    """Papers that are kept as they went out, version by version."""
    op.create_table(
        "issued_papers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("template_id", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("attachment_id", KEY, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("scan_attachment_id", KEY, nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"]),
        sa.ForeignKeyConstraint(["scan_attachment_id"], ["attachments.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_issued_papers_case", "issued_papers", ["case_id", "id"], unique=False)
    op.create_index("ix_issued_papers_row", "issued_papers", ["row", "version"], unique=False)
    op.create_index("ix_issued_papers_code", "issued_papers", ["code"], unique=False)
    for column in ("attachment_id", "scan_attachment_id"):
        there = sa.text(f"{column} IS NOT NULL")
        name = f"ix_issued_papers_{column}"
        op.create_index(
            name, "issued_papers", [column], unique=False, sqlite_where=there, postgresql_where=there
        )


def _file_moves() -> None:
    """Files that were lent, handed over or destroyed."""
    op.create_table(
        "file_loans",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("borrower", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("lent_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_file_loans_case", "file_loans", ["case_id", "id"], unique=False)
    op.create_index("ix_file_loans_out", "file_loans", ["returned_on", "due_on"], unique=False)
    op.create_table(
        "file_lists",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("first_by", sa.String(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("second_by", sa.String(), nullable=True),
        sa.Column("second_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "listed_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("list_id", KEY, nullable=False),
        sa.Column("about_id", KEY, nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("keeping", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["file_lists.id"]),
        sa.ForeignKeyConstraint(["about_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_listed_files_list", "listed_files", ["list_id", "id"], unique=False)
    op.create_index("ix_listed_files_about", "listed_files", ["about_id"], unique=False)
