"""The first schema of this program; 0001 was the trial version's."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "attachment_chunks",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "n"),
    )
    op.create_table(
        "attachments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attachments_digest", "attachments", ["digest"], unique=False)
    op.create_table(
        "audit",
        sa.Column("seq", KEY, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("suspect", sa.Boolean(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=True),
        sa.Column("changed", sa.LargeBinary(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("prev_mac", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_audit_object", "audit", ["object", "seq"], unique=False)
    op.create_table(
        "card_counts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "card_words",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("case_id", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("word", "case_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_cards",
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
    op.create_index(
        "ix_cards_agreement",
        "case_cards",
        ["agreement_state", "on_books", "state", "registered_on", "case_id"],
        unique=False,
    )
    op.create_index("ix_cards_assess", "case_cards", ["on_books", "assess_due_on", "case_id"], unique=False)
    op.create_index(
        "ix_cards_completeness",
        "case_cards",
        ["completeness", "case_id", "state", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_ending", "case_cards", ["on_books", "period_end", "next_on", "case_id"], unique=False
    )
    op.create_index(
        "ix_cards_files", "case_cards", ["on_books", "completeness", "release_date", "case_id"], unique=False
    )
    op.create_index(
        "ix_cards_level",
        "case_cards",
        ["level", "case_id", "state", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_name",
        "case_cards",
        ["name_key", "case_id", "state", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_next",
        "case_cards",
        ["next_on", "case_id", "state", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_no",
        "case_cards",
        ["no", "case_id", "state", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_period",
        "case_cards",
        ["period_end", "case_id", "state", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_release",
        "case_cards",
        ["release_date", "case_id", "state", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_state",
        "case_cards",
        ["state", "case_id", "level", "village", "worker", "gaps"],
        unique=False,
    )
    op.create_index(
        "ix_cards_village",
        "case_cards",
        ["village", "case_id", "state", "level", "worker", "gaps"],
        unique=False,
    )
    op.create_table(
        "drafts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user", "form", name="uq_drafts"),
    )
    op.create_table(
        "import_layouts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fingerprint", name="uq_import_layouts"),
    )
    op.create_table(
        "instrument_texts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256", name="uq_instrument_texts"),
    )
    op.create_table(
        "internals",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "number_series",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "units",
        sa.Column("id", KEY, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("undoes", KEY, nullable=True),
        sa.Column("undone_by", KEY, nullable=True),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column("first_seq", KEY, nullable=False),
        sa.Column("last_seq", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_units_case", "units", ["case_id", "id"], unique=False)
    op.create_index("ix_units_last", "units", ["last_seq"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("seq", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("client_id", KEY, nullable=True),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("old_hash", sa.LargeBinary(), nullable=True),
        sa.Column("new_hash", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_changes_case", "changes", ["case_id", "seq"], unique=False)
    op.create_index("ix_changes_client", "changes", ["client_id", "seq"], unique=False)
    op.create_index("ix_changes_row", "changes", ["table", "row", "seq"], unique=False)
    op.create_index("ix_changes_seq", "changes", ["seq"], unique=False)
    op.create_index("ix_changes_unit", "changes", ["unit_id"], unique=False)
    op.create_table(
        "clients",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("id_no", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("ethnicity", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("marital", sa.String(), nullable=True),
        sa.Column("politics_now", sa.String(), nullable=True),
        sa.Column("politics_before", sa.String(), nullable=True),
        sa.Column("photo", KEY, nullable=True),
        sa.Column("former_name", sa.String(), nullable=True),
        sa.Column("alias", sa.String(), nullable=True),
        sa.Column("nickname", sa.String(), nullable=True),
        sa.Column("id_type", sa.String(), nullable=True),
        sa.Column("id_other_no", sa.String(), nullable=True),
        sa.Column("birth_reason", sa.String(), nullable=True),
        sa.Column("id_unverified", sa.Boolean(), nullable=True),
        sa.Column("hukou_region", sa.String(), nullable=True),
        sa.Column("hukou_addr", sa.String(), nullable=True),
        sa.Column("hukou_type", sa.String(), nullable=True),
        sa.Column("hukou_police", sa.String(), nullable=True),
        sa.Column("live_region", sa.String(), nullable=True),
        sa.Column("live_addr", sa.String(), nullable=True),
        sa.Column("split_residence", sa.Boolean(), nullable=True),
        sa.Column("housing_state", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("contact_other", sa.String(), nullable=True),
        sa.Column("emergency_name", sa.String(), nullable=True),
        sa.Column("emergency_relation", sa.String(), nullable=True),
        sa.Column("emergency_phone", sa.String(), nullable=True),
        sa.Column("health", sa.String(), nullable=True),
        sa.Column("special_disease", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("disability_kind", sa.String(), nullable=True),
        sa.Column("disability_grade", sa.String(), nullable=True),
        sa.Column("disability_no", sa.String(), nullable=True),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("job_before", sa.String(), nullable=True),
        sa.Column("employer_before", sa.String(), nullable=True),
        sa.Column("employment", sa.String(), nullable=True),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("employer_phone", sa.String(), nullable=True),
        sa.Column("schooling", sa.String(), nullable=True),
        sa.Column("income_source", sa.String(), nullable=True),
        sa.Column("income_band", sa.String(), nullable=True),
        sa.Column("family_economy", sa.String(), nullable=True),
        sa.Column("three_none", sa.Boolean(), nullable=True),
        sa.Column("relief_status", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("insurance_pension", sa.String(), nullable=True),
        sa.Column("insurance_medical", sa.String(), nullable=True),
        sa.Column("insurance_jobless", sa.String(), nullable=True),
        sa.Column("insurance_injury", sa.String(), nullable=True),
        sa.Column("collective_member", sa.Boolean(), nullable=True),
        sa.Column("farmland", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["photo"],
            ["attachments.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_clients_id_no", "clients", ["id_no"], unique=False)
    op.create_index("ix_clients_name", "clients", ["name", "birth_date"], unique=False)
    op.create_index(
        "ix_clients_photo",
        "clients",
        ["photo"],
        unique=False,
        sqlite_where=sa.text("photo IS NOT NULL"),
        postgresql_where=sa.text("photo IS NOT NULL"),
    )
    op.create_table(
        "imports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attachment_id", KEY, nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("header_first", sa.Integer(), nullable=False),
        sa.Column("header_last", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_imports_digest", "imports", ["digest"], unique=False)
    op.create_table(
        "report_profiles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attachment_id", KEY, nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("learned_at", sa.DateTime(), nullable=False),
        sa.Column("learned_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", "version", name="uq_report_profiles"),
    )
    op.create_table(
        "cases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("client_id", KEY, nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("release_group", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("contact_state", sa.String(), nullable=True),
        sa.Column("help_state", sa.String(), nullable=True),
        sa.Column("file_opened_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("offences", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("offence_class", sa.String(), nullable=True),
        sa.Column("court", sa.String(), nullable=True),
        sa.Column("judgment_no", sa.String(), nullable=True),
        sa.Column("judgment_date", sa.Date(), nullable=True),
        sa.Column("penalty_main", sa.String(), nullable=True),
        sa.Column("term", sa.String(), nullable=True),
        sa.Column("term_y", sa.Integer(), nullable=True),
        sa.Column("term_m", sa.Integer(), nullable=True),
        sa.Column("term_d", sa.Integer(), nullable=True),
        sa.Column("penalty_extra", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("term_changes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("custody_unit", sa.String(), nullable=True),
        sa.Column("custody_behaviour", sa.String(), nullable=True),
        sa.Column("custody_risk", sa.Text(), nullable=True),
        sa.Column("minor_at_offence", sa.Boolean(), nullable=True),
        sa.Column("recidivist", sa.Boolean(), nullable=True),
        sa.Column("prior_count", sa.Integer(), nullable=True),
        sa.Column("special_case", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("release_type", sa.String(), nullable=True),
        sa.Column("release_date", sa.Date(), nullable=True),
        sa.Column("release_cert_no", sa.String(), nullable=True),
        sa.Column("police_controlled", sa.Boolean(), nullable=True),
        sa.Column("handover_date", sa.Date(), nullable=True),
        sa.Column("handover_route", sa.String(), nullable=True),
        sa.Column("handover_mode", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("responsible_worker", sa.String(), nullable=True),
        sa.Column("village", sa.String(), nullable=True),
        sa.Column("grid", sa.String(), nullable=True),
        sa.Column("live_police", sa.String(), nullable=True),
        sa.Column("beat_officer", sa.String(), nullable=True),
        sa.Column("beat_phone", sa.String(), nullable=True),
        sa.Column("privacy_notice_on", sa.Date(), nullable=True),
        sa.Column("privacy_notice_way", sa.String(), nullable=True),
        sa.Column("initial_wishes", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("filled_by", sa.String(), nullable=True),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("filled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["clients.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("no", name="uq_cases_no"),
    )
    op.create_index("ix_cases_client", "cases", ["client_id"], unique=False)
    op.create_table(
        "children",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("school", sa.String(), nullable=True),
        sa.Column("difficulty", sa.String(), nullable=True),
        sa.Column("help", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["clients.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_children_owner", "children", ["owner_id", "position"], unique=False)
    op.create_table(
        "family_members",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("together", sa.Boolean(), nullable=True),
        sa.Column("supports", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["clients.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_family_members_owner", "family_members", ["owner_id", "position"], unique=False)
    op.create_table(
        "import_rows",
        sa.Column("id", KEY, nullable=False),
        sa.Column("import_id", KEY, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("client_id", KEY, nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("problems", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_import_rows_client", "import_rows", ["client_id"], unique=False)
    op.create_index("ix_import_rows_content", "import_rows", ["content"], unique=False)
    op.create_index("ix_import_rows_import", "import_rows", ["import_id", "row"], unique=False)
    op.create_table(
        "report_runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("period_label", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("file_attachment", KEY, nullable=False),
        sa.Column("snapshot", KEY, nullable=False),
        sa.Column("snapshot_hash", sa.String(), nullable=False),
        sa.Column("book_end", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_how", sa.String(), nullable=True),
        sa.Column("opinion", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_attachment"],
            ["attachments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["report_profiles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["snapshot"],
            ["attachments.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_report_runs_end", "report_runs", ["end", "made_at"], unique=False)
    op.create_index("ix_report_runs_period", "report_runs", ["name", "period", "version"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("agr_no", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("template_id", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("visit_interval", sa.Integer(), nullable=True),
        sa.Column("offers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("scan", KEY, nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.String(), nullable=True),
        sa.Column("refusal_note", sa.Text(), nullable=True),
        sa.Column("explained_by", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("pdf", KEY, nullable=True),
        sa.Column("pdf_sha256", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pdf"],
            ["attachments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["scan"],
            ["attachments.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agreements_case", "agreements", ["case_id", "on"], unique=False)
    op.create_index(
        "ix_agreements_newest", "agreements", ["case_id", "id", "voided_at", "state", "on"], unique=False
    )
    op.create_index(
        "ix_agreements_pdf",
        "agreements",
        ["pdf"],
        unique=False,
        sqlite_where=sa.text("pdf IS NOT NULL"),
        postgresql_where=sa.text("pdf IS NOT NULL"),
    )
    op.create_index(
        "ix_agreements_scan",
        "agreements",
        ["scan"],
        unique=False,
        sqlite_where=sa.text("scan IS NOT NULL"),
        postgresql_where=sa.text("scan IS NOT NULL"),
    )
    op.create_table(
        "approvals",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("matter", sa.String(), nullable=True),
        sa.Column("approver", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_approvals_case", "approvals", ["case_id", "on"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("present", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("absent", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("self_statement", sa.Text(), nullable=True),
        sa.Column("triggers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("decided", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("instrument_id", sa.String(), nullable=False),
        sa.Column("instrument_text", KEY, nullable=True),
        sa.Column("sheets", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("agreed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("spread_note", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("needs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("points", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("suggested", sa.String(), nullable=True),
        sa.Column("why", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.ForeignKeyConstraint(
            ["instrument_text"],
            ["instrument_texts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assessments_case", "assessments", ["case_id", "on"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("contact_type", sa.String(), nullable=True),
        sa.Column("workers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("companions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("met", sa.String(), nullable=True),
        sa.Column("behaviour", sa.String(), nullable=True),
        sa.Column("work", sa.String(), nullable=True),
        sa.Column("money", sa.String(), nullable=True),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("places", sa.String(), nullable=True),
        sa.Column("company", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("abnormal", sa.Boolean(), nullable=True),
        sa.Column("abnormal_detail", sa.Text(), nullable=True),
        sa.Column("policy_told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("beat_officer", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_contacts_case", "contacts", ["case_id", "on"], unique=False)
    op.create_table(
        "file_items",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("paper", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("attachment_id", KEY, nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("shelf", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_file_items_attachment_id",
        "file_items",
        ["attachment_id"],
        unique=False,
        sqlite_where=sa.text("attachment_id IS NOT NULL"),
        postgresql_where=sa.text("attachment_id IS NOT NULL"),
    )
    op.create_index("ix_file_items_case", "file_items", ["case_id", "on"], unique=False)
    op.create_table(
        "handovers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("handover_date", sa.Date(), nullable=True),
        sa.Column("custody_unit", sa.String(), nullable=True),
        sa.Column("planned_at", sa.DateTime(), nullable=True),
        sa.Column("actual_at", sa.DateTime(), nullable=True),
        sa.Column("must_escort", sa.Boolean(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("workers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("relatives", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("police", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("village", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("vehicle", sa.String(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("papers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state_note", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("failed_reason", sa.String(), nullable=True),
        sa.Column("failed_action", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handovers_case", "handovers", ["case_id", "on"], unique=False)
    op.create_table(
        "help_groups",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_help_groups_case", "help_groups", ["case_id", "on"], unique=False)
    op.create_table(
        "person_snapshots",
        sa.Column("case_id", KEY, autoincrement=False, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("person", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "placements",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("placed", sa.Boolean(), nullable=True),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("placed_from", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("none_reason", sa.String(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_placements_case", "placements", ["case_id", "on"], unique=False)
    op.create_table(
        "stages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("receiving_office", sa.String(), nullable=True),
        sa.Column("receipt_no", sa.String(), nullable=True),
        sa.Column("proof", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_stages_case", "stages", ["case_id", "on", "id"], unique=False)
    op.create_index("ix_stages_on", "stages", ["on", "case_id", "state"], unique=False)
    op.create_table(
        "verifications",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("batch_no", sa.String(), nullable=True),
        sa.Column("source_unit", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("item_result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("methods", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("informants", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("family_accepts", sa.String(), nullable=True),
        sa.Column("housing_plan", sa.String(), nullable=True),
        sa.Column("work_plan", sa.String(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("children", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("suggest_escort", sa.Boolean(), nullable=True),
        sa.Column("suggest_reason", sa.Text(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checker", sa.String(), nullable=True),
        sa.Column("second_checker", sa.String(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_no", sa.String(), nullable=True),
        sa.Column("reply_way", sa.String(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_verifications_case", "verifications", ["case_id", "on"], unique=False)
    op.create_table(
        "agreement_parties",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["agreements.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_agreement_parties_owner", "agreement_parties", ["owner_id", "position"], unique=False)
    op.create_table(
        "group_members",
        sa.Column("id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("duty", sa.String(), nullable=True),
        sa.Column("pledge_on", sa.Date(), nullable=True),
        sa.Column("joined", sa.Date(), nullable=True),
        sa.Column("left", sa.Date(), nullable=True),
        sa.Column("left_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["help_groups.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_group_members_owner", "group_members", ["owner_id", "position"], unique=False)
    op.execute(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append only'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append only'); END"
    )
