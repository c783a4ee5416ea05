"""What a step says besides its day, where somebody is, the search for who can't be reached, dual listing, and
the form on which help ends.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _column(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _records(table: str, *columns: sa.Column[Any]) -> None:
    """A table of records of one kind, as those of the first schema."""
    op.create_table(
        table,
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
    op.create_index(f"ix_{table}_case", table, ["case_id", "on"], unique=False)


def upgrade() -> None:
    for name in ("cause", "letter_no", "sending_office", "new_addr"):
        op.add_column("stages", _column(name, sa.String()))
    _records(
        "whereabouts",
        _column("state", sa.String()),
        _column("since", sa.Date()),
        _column("until", sa.Date()),
        _column("place", sa.String()),
        _column("employer", sa.String()),
        _column("call_name", sa.String()),
        _column("call_phone", sa.String()),
        _column("told_by", sa.String()),
        _column("note", sa.Text()),
    )
    _records(
        "searches",
        _column("tried_on", sa.Date()),
        _column("way", sa.String()),
        _column("asked", sa.String()),
        _column("seen_on", sa.Date()),
        _column("seen_where", sa.String()),
        _column("letter_no", sa.String()),
        _column("result", sa.Text()),
        _column("found", sa.Boolean()),
    )
    _records(
        "dual_listings",
        _column("role", sa.String()),
        _column("begun_on", sa.Date()),
        _column("lead_office", sa.String()),
        _column("assist_office", sa.String()),
        _column("reason", sa.Text()),
        _column("lease", sa.String()),
        _column("work_contract", sa.String()),
        _column("other_proof", sa.String()),
        _column("exchange_days", sa.Integer()),
        _column("approved_on", sa.Date()),
        _column("opinion", sa.Text()),
        _column("ended_on", sa.Date()),
    )
    _records(
        "closings",
        _column("proposed_on", sa.Date()),
        _column("summary", sa.Text()),
        _column("re_offence", sa.Boolean()),
        _column("group_opinion", sa.Text()),
        _column("village_opinion", sa.Text()),
        _column("office_opinion", sa.Text()),
        _column("county_opinion", sa.Text()),
        _column("county_on", sa.Date()),
        _column("notice_no", sa.String()),
        _column("notice_on", sa.Date()),
        _column("notice_way", sa.String()),
    )
