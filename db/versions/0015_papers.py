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


def _indexes() -> None:
    """The level in force on a day is read from the index alone: an assessment itself is 3 KB."""
    op.create_index(
        "ix_assessments_level",
        "assessments",
        ["case_id", "on", "id", "decided", "effective_on", "meeting_on", "voided_at"],
        unique=False,
    )
