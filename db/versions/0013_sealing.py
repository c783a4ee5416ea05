"""Records of minors: the days of the offences, where the question of sealing stands, and the cards that no list
reads. Of the cases that are there already the program asks itself at the next opening which are withheld.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The columns of the cases, the withheld cards, and what is to be asked."""
    for name in ("offence_first", "offence_last", "sealing_on"):
        op.add_column("cases", sa.Column(name, sa.Date(), nullable=True))
    for name in ("sealing", "sealing_ground"):
        op.add_column("cases", sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "withheld_cards",
        sa.Column("case_id", KEY, autoincrement=False, nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("id_no", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("on_books", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("release_date", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("agreement_state", sa.String(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("contact_due_on", sa.Date(), nullable=True),
        sa.Column("assess_due_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_what", sa.String(), nullable=True),
        sa.Column("completeness", sa.Integer(), nullable=False),
        sa.Column("gaps", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.execute(
        "INSERT INTO internals (\"key\", value) SELECT 'ask about sealing', 1 WHERE EXISTS (SELECT 1 FROM cases)"
    )
