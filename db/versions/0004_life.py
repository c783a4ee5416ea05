"""A case's whole life: what a step says besides its day, where somebody is, the search for who can't be
reached, dual listing, the form on which help ends; what people ask for with every step and the answer; notes of
what happened on the spot.
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
        *_own(),
        *columns,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(f"ix_{table}_case", table, ["case_id", "on"], unique=False)


def upgrade() -> None:
    """Steps and their forms, then wishes and incidents."""
    _steps()
    _wishes()


def _steps() -> None:
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


def _wishes() -> None:
    op.create_table(
        "wishes",
        *_own(),
        sa.Column("wish_no", sa.String(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=True),
        sa.Column("urgency", sa.String(), nullable=True),
        sa.Column("handler", sa.String(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_way", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("satisfied", sa.String(), nullable=True),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("evidence_note", sa.Text(), nullable=True),
        sa.Column("evidence", KEY, nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("referred_to", sa.String(), nullable=True),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("contact_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.ForeignKeyConstraint(["evidence"], ["attachments.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wishes_case", "wishes", ["case_id", "on"], unique=False)
    op.create_index("ix_wishes_contact_id", "wishes", ["contact_id"], unique=False)
    op.create_index(
        "ix_wishes_open", "wishes", ["answered_on", "voided_at", "raised_on", "case_id"], unique=False
    )
    op.create_index(
        "ix_wishes_evidence",
        "wishes",
        ["evidence"],
        unique=False,
        sqlite_where=sa.text("evidence IS NOT NULL"),
        postgresql_where=sa.text("evidence IS NOT NULL"),
    )
    op.create_table(
        "wish_steps",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("act", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["wishes.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wish_steps_owner", "wish_steps", ["owner_id", "position"], unique=False)
    op.create_table(
        "incidents",
        *_own(),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("persons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("injury", sa.Text(), nullable=True),
        sa.Column("police_called", sa.Boolean(), nullable=True),
        sa.Column("police_no", sa.String(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_incidents_case", "incidents", ["case_id", "on"], unique=False)
    op.create_index(
        "ix_contacts_wish",
        "contacts",
        ["on"],
        unique=False,
        sqlite_where=sa.text("wish IS NOT NULL"),
        postgresql_where=sa.text("wish IS NOT NULL"),
    )


def _own() -> tuple[sa.Column[Any], ...]:
    """What every record has: whose case, on which day, entered when and by whom, voided or not."""
    return (
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
    )
