"""Help: needs, plans, measures, letters, applications for relief, stays in a base."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _records(
        "needs",
        sa.Column("help", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
    )
    _records(
        "help_plans",
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("aim", sa.Text(), nullable=True),
        sa.Column("interval_days", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
    )
    _records(
        "help_measures",
        sa.Column("help", sa.String(), nullable=True),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proof_scan", KEY, nullable=True),
        sa.ForeignKeyConstraint(["proof_scan"], ["attachments.id"]),
    )
    _held("help_measures", "proof_scan")
    _records(
        "letters",
        sa.Column("letter_type", sa.String(), nullable=True),
        sa.Column("help", sa.String(), nullable=True),
        sa.Column("receiver_kind", sa.String(), nullable=True),
        sa.Column("receiver", sa.String(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("papers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_way", sa.String(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_way", sa.String(), nullable=True),
        sa.Column("reply_due", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_no", sa.String(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("reply_scan", KEY, nullable=True),
        sa.ForeignKeyConstraint(["reply_scan"], ["attachments.id"]),
    )
    _held("letters", "reply_scan")
    _records(
        "relief_applications",
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("household", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("income_month", sa.Integer(), nullable=True),
        sa.Column("village_opinion", sa.Text(), nullable=True),
        sa.Column("office_opinion", sa.Text(), nullable=True),
        sa.Column("submitted_to", sa.String(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("proof_scan", KEY, nullable=True),
        sa.ForeignKeyConstraint(["proof_scan"], ["attachments.id"]),
    )
    _held("relief_applications", "proof_scan")
    _records(
        "base_stays",
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("base_kind", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("in_on", sa.Date(), nullable=True),
        sa.Column("planned_out", sa.Date(), nullable=True),
        sa.Column("job", sa.String(), nullable=True),
        sa.Column("training", sa.String(), nullable=True),
        sa.Column("allowance", sa.Integer(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("out_on", sa.Date(), nullable=True),
        sa.Column("out_to", sa.String(), nullable=True),
    )
    op.create_table(
        "plan_items",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(), nullable=True),
        sa.Column("aim", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("partner", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("success_sign", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["help_plans.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_plan_items_owner", "plan_items", ["owner_id", "position"], unique=False)


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


def _held(name: str, column: str) -> None:
    """Few rows hold a file; who holds one is looked for often."""
    there = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        f"ix_{name}_{column}", name, [column], unique=False, sqlite_where=there, postgresql_where=there
    )
