"""People still inside: the check of family and minor children, and the meetings with the family."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _records(
        "inside_checks",
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("methods", sa.JSON(), nullable=True),
        sa.Column("informants", sa.JSON(), nullable=True),
        sa.Column("family_accepts", sa.String(), nullable=True),
        sa.Column("housing_plan", sa.String(), nullable=True),
        sa.Column("family_note", sa.Text(), nullable=True),
        sa.Column("has_children", sa.Boolean(), nullable=True),
        sa.Column("children", sa.JSON(), nullable=True),
        sa.Column("checker", sa.String(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
    )
    _records(
        "prison_meetings",
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("visitors", sa.JSON(), nullable=True),
        sa.Column("kinship_checked", sa.Boolean(), nullable=True),
        sa.Column("kinship_by", sa.String(), nullable=True),
        sa.Column("custody_unit", sa.String(), nullable=True),
        sa.Column("planned_at", sa.DateTime(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
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
