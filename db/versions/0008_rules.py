"""Rules that a county hands out: each deadline keeps its day and explanation as it was set, cards are counted by
whatever levels there are, and a day set by hand says why.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The table of set days, the counts by level, the reasons."""
    op.create_table(
        "case_days",
        sa.Column("case_id", KEY, autoincrement=False, nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.execute("DELETE FROM card_counts WHERE \"key\" = 'key'")
    op.execute(
        "INSERT INTO card_counts (\"key\", cards) SELECT 'level ' || level, count(*) FROM case_cards "
        "WHERE level IS NOT NULL AND level <> '' GROUP BY level"
    )
    op.add_column("contacts", sa.Column("next_why", sa.String(), nullable=True))
    op.add_column("approvals", sa.Column("step", sa.String(), nullable=True))
    op.add_column("assessments", sa.Column("next_why", sa.String(), nullable=True))
