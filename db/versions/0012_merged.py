"""People who were registered twice and are one now; a person's numbers in other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "merged_people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("client_id", KEY, nullable=False),
        sa.Column("gone_client_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("gone_case_id", KEY, nullable=True),
        sa.Column("no", sa.String(), nullable=True),
        sa.Column("id_no", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.JSON(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_merged_people_no", "merged_people", ["no"], unique=False)
    op.create_index("ix_merged_people_id_no", "merged_people", ["id_no"], unique=False)
    op.create_index("ix_merged_people_client", "merged_people", ["client_id"], unique=False)
    op.create_index("ix_merged_people_case", "merged_people", ["case_id"], unique=False)
    op.create_table(
        "outer_numbers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["clients.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_outer_numbers_owner", "outer_numbers", ["owner_id", "position"], unique=False)
