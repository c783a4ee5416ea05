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
    _queries()


def _indexes() -> None:
    """The level in force on a day is read from the index alone: an assessment itself is 3 KB."""
    op.create_index(
        "ix_assessments_level",
        "assessments",
        ["case_id", "on", "id", "decided", "effective_on", "meeting_on", "voided_at"],
        unique=False,
    )


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
