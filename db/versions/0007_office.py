"""What the office itself did, its directory, and what was put off."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "daybook_entries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("partner", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("who", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("reached", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("fund", sa.String(), nullable=True),
        sa.Column("voucher", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("scan", KEY, nullable=True),
        sa.ForeignKeyConstraint(["scan"], ["attachments.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_daybook_entries_on", "daybook_entries", ["on", "id"], unique=False)
    there = sa.text("scan IS NOT NULL")
    op.create_index(
        "ix_daybook_entries_scan",
        "daybook_entries",
        ["scan"],
        unique=False,
        sqlite_where=there,
        postgresql_where=there,
    )
    op.add_column("listed_names", sa.Column("contact", sa.String(), nullable=True))
    op.add_column("listed_names", sa.Column("about", sa.String(), nullable=True))
    op.add_column("listed_names", sa.Column("number", sa.Integer(), nullable=True))
    op.add_column("listed_names", sa.Column("until", sa.Date(), nullable=True))
    op.create_table(
        "put_offs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("what", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("duty", sa.String(), nullable=True),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("taken_up", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_put_offs_case", "put_offs", ["case_id", "on"], unique=False)
    op.create_index("ix_put_offs_until", "put_offs", ["until", "case_id"], unique=False)
