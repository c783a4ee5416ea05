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
    _returned()
    _templates()
    _queries()
    _rounds()
    _file_moves()
    _groups()


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


def _returned() -> None:
    """Scanned pages that came back and wait for somebody to confirm where they belong."""
    op.create_table(
        "returned_pages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attachment_id", KEY, nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("damaged", sa.Boolean(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_returned_pages_state", "returned_pages", ["state", "id"], unique=False)
    op.create_index("ix_returned_pages_code", "returned_pages", ["code"], unique=False)
    op.create_index("ix_returned_pages_digest", "returned_pages", ["digest"], unique=False)
    there = sa.text("attachment_id IS NOT NULL")
    name = "ix_returned_pages_attachment_id"
    op.create_index(
        name, "returned_pages", ["attachment_id"], unique=False, sqlite_where=there, postgresql_where=there
    )


def _templates() -> None:
    """The office's own wordings of papers, in versions."""
    op.create_table(
        "templates",
        sa.Column("id", KEY, nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("approver", sa.String(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("lacking", sa.Text(), nullable=True),
        sa.Column("sign_again", sa.Boolean(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_templates_paper", "templates", ["paper", "version"], unique=False)


def _queries() -> None:
    """外单位查询: who asked what of a record that may be sealed, who decided, what was answered."""
    op.create_table(
        "outside_queries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("unit_kind", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("letter_no", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("officers", sa.JSON(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=True),
        sa.Column("head", sa.String(), nullable=True),
        sa.Column("county", sa.String(), nullable=True),
        sa.Column("county_no", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("answered", sa.JSON(), nullable=True),
        sa.Column("answer_no", sa.String(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outside_queries_case", "outside_queries", ["case_id", "on"], unique=False)


def _rounds() -> None:
    """A round asks members for their sheets; what they answer lies beside it until it is closed."""
    op.create_table(
        "assessment_rounds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime()),
        sa.Column("voided_by", sa.String()),
        sa.Column("void_reason", sa.Text()),
        sa.Column("kind", sa.String()),
        sa.Column("opened_on", sa.Date()),
        sa.Column("event", sa.Text()),
        sa.Column("members", sa.JSON(none_as_null=True)),
        sa.Column("quorum", sa.Integer()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("closed_why", sa.String()),
        sa.Column("instrument_id", sa.String(), nullable=False),
        sa.Column("instrument_text", KEY),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["instrument_text"], ["instrument_texts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assessment_rounds_case", "assessment_rounds", ["case_id", "on"], unique=False)
    op.create_table(
        "assessment_sheets",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["assessment_rounds.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "member", name="uq_assessment_sheets"),
    )
    held = sa.Column("round_id", KEY, sa.ForeignKey("assessment_rounds.id"))
    op.add_column("assessments", held, inline_references=True)


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


def _groups() -> None:
    """Why a group lacks somebody whom the rules ask for."""
    op.add_column("help_groups", sa.Column("gap_reason", sa.Text(), nullable=True))
