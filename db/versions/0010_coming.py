"""The index by which those who are not here yet are counted."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_cards_coming",
        "case_cards",
        ["state", "release_date", "next_on", "next_what", "case_id"],
        unique=False,
    )
