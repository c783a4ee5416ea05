"""What people ask for with every step and the answer, and notes of what happened on the spot."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
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
