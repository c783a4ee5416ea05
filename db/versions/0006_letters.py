"""Letters of every type: whose clue one passes on, several under one number; plans for the day of a release;
what becomes of things left open when a case ends.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    held = sa.Column("wish_id", KEY, sa.ForeignKey("wishes.id"), nullable=True)
    op.add_column("letters", held, inline_references=True)
    op.create_index("ix_letters_wish_id", "letters", ["wish_id"], unique=False)
    op.create_index("ix_letters_number", "letters", ["number"], unique=False)
    op.add_column("stages", sa.Column("left_open", sa.String(), nullable=True))
    op.create_table(
        "escort_plans",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("must_escort", sa.Boolean(), nullable=True),
        sa.Column("meet_at", sa.DateTime(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("vehicle", sa.String(), nullable=True),
        sa.Column("workers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("relatives", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("police", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("village", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_escort_plans_case", "escort_plans", ["case_id", "on"], unique=False)
