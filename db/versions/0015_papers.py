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
    _rounds()


def _indexes() -> None:
    """The level in force on a day is read from the index alone: an assessment itself is 3 KB."""
    op.create_index(
        "ix_assessments_level",
        "assessments",
        ["case_id", "on", "id", "decided", "effective_on", "meeting_on", "voided_at"],
        unique=False,
    )


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
