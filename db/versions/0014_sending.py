"""How sheets are sent: when the county wants them, how they leave, every step, what came back."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "report_terms",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("due_since", sa.Date(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column("full_ids", sa.Boolean(), nullable=False),
        sa.Column("full_by", sa.String(), nullable=True),
        sa.Column("full_at", sa.DateTime(), nullable=True),
        sa.Column("encrypt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_report_terms"),
    )
    op.create_table(
        "report_steps",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["report_runs.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_report_steps_run", "report_steps", ["run_id"], unique=False)
    for column in (
        sa.Column("delivered_to", sa.String(), nullable=True),
        sa.Column("receipt_no", sa.String(), nullable=True),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("whole_ids", sa.Boolean(), nullable=True),
        sa.Column("sealed", sa.String(), nullable=True),
        sa.Column("follows", KEY, sa.ForeignKey("report_runs.id"), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("returned_file", KEY, sa.ForeignKey("attachments.id"), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.JSON(), nullable=True),
    ):
        op.add_column("report_runs", column, inline_references=True)
