"""What changed in a person's life, and what a judgment in force says of a new offence."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _records(
        "happenings",
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("told_by", sa.String(), nullable=True),
        sa.Column("helps", sa.Text(), nullable=True),
    )
    _records(
        "reoffences",
        sa.Column("detained_on", sa.Date(), nullable=True),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("offences", sa.Text(), nullable=True),
        sa.Column("penalty", sa.String(), nullable=True),
        sa.Column("court_paper", sa.String(), nullable=True),
        sa.Column("months_since_release", sa.Integer(), nullable=True),
        sa.Column("level_then", sa.String(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=True),
    )


def _records(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of records: whose case, on which day, entered when and by whom, voided or not."""
    op.create_table(
        name,
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        *columns,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{name}_case", name, ["case_id", "on"], unique=False)
