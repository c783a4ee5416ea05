"""The office's business tables: people, cases, what was recorded of them, and the card that lists and
search read.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from anbang_desktop.fields import kinds
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import Field, RecordKind
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.storage.schema import metadata


class Yuan(TypeDecorator[Decimal]):
    """A sum in yuan, kept as a whole number of cents: no database rounds it."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else value * kinds.CENT


COLUMN_OF: dict[type[kinds.Kind], type[TypeEngine[Any]]] = {
    kinds.Text: String,
    kinds.LongText: Text,
    kinds.PersonName: String,
    kinds.IdNumber: String,
    kinds.Phone: String,
    kinds.Day: Date,
    kinds.Moment: DateTime,
    kinds.Month: String,
    kinds.Money: Yuan,
    kinds.Count: Integer,
    kinds.YesNo: Boolean,
    kinds.Choice: String,
    kinds.Choices: JSON,
    kinds.Lookup: String,
    kinds.Words: JSON,
    kinds.Attachment: Integer,
    kinds.Rows: JSON,
}


def columns(fields: Iterable[Field]) -> list[Column[Any]]:
    """A nullable column for each field: what is required belongs to the step, not to the table (house.md
    §3).
    """
    return [Column(field.name, _type(field.kind)) for field in fields]


def _type(kind: kinds.Kind) -> TypeEngine[Any]:
    made = COLUMN_OF[type(kind)]
    return JSON(none_as_null=True) if made is JSON else made()


def _record(name: str, kind: RecordKind, *more: Column[Any]) -> Table:
    """A table of records of one kind: whose case, on which day, entered when and by whom."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("case_id", ForeignKey("cases.id"), nullable=False),
        Column("on", Date, nullable=False),
        Column("entered_at", DateTime, nullable=False),
        Column("entered_by", String, nullable=False),
        *columns(kind.fields),
        *more,
        Index(f"ix_{name}_case", "case_id", "on"),
    )


clients = Table(
    "clients",
    metadata,
    Column("id", Integer, primary_key=True),
    *columns(CLIENT_FIELDS),
    Index("ix_clients_id_no", "id_no"),
    Index("ix_clients_name", "name", "birth_date"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("no", String, nullable=False),
    Column("source", String, nullable=False),  # code table case_source: where the case came from
    Column("release_group", String),
    Column("state", String, nullable=False),
    Column("state_on", Date, nullable=False),
    Column("contact_state", String),
    Column("help_state", String),
    Column("file_opened_on", Date),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    *columns(CASE_FIELDS),
    UniqueConstraint("no", name="uq_cases_no"),
    Index("ix_cases_client", "client_id"),
)

stages = Table(
    "stages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("state", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("reason", String),
    Index("ix_stages_case", "case_id", "on", "id"),
    Index("ix_stages_on", "on", "case_id", "state"),
)

verifications = _record("verifications", VERIFICATION)
handovers = _record("handovers", HANDOVER)
help_groups = _record("help_groups", GROUP)
contacts = _record("contacts", CONTACT)
placements = _record("placements", PLACEMENT)
assessments = _record(
    "assessments",
    ASSESSMENT,
    Column("instrument_id", String, nullable=False),
    Column("sheets", JSON(none_as_null=True)),  # [{member, values: {item: option or null}}]
    Column("agreed", JSON(none_as_null=True)),  # {item: option index or null}
    Column("spread_note", JSON(none_as_null=True)),  # {item: words}
    Column("needs", JSON(none_as_null=True)),  # {H01: NONE | SOME | URGENT}
    Column("points", JSON(none_as_null=True)),  # the points behind the score, item by item
    Column("score", Integer),
    Column("suggested", String),
    Column("why", JSON(none_as_null=True)),  # the sentences of the suggestion
)
agreements = _record(
    "agreements",
    AGREEMENT,
    Column("document_id", String),  # the random number in the page code
    Column("printed_on", Date),
    Column("pdf", Integer),  # attachment: the issued PDF
    Column("pdf_sha256", String),
    Column("pages", Integer),
)
Index("ix_agreements_newest", agreements.c.case_id, agreements.c.id, agreements.c.state, agreements.c.on)

file_items = Table(
    "file_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column(
        "paper", String, nullable=False
    ),  # which paper of the catalogue (rule pack), e.g. release_certificate
    Column("title", String, nullable=False),
    Column("on", Date),
    Column("attachment_id", Integer),  # none: exists on paper only
    Column("pages", Integer),
    Column("shelf", String),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Index("ix_file_items_case", "case_id"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String, nullable=False),
    Column("form", String, nullable=False),
    Column("values", JSON(none_as_null=True), nullable=False),
    Column("saved_at", DateTime, nullable=False),
    UniqueConstraint("user", "form", name="uq_drafts"),
)

# Derived: one narrow row per case with all that lists, filters and search show; rebuilt from the tables
# above, never audited.
case_cards = Table(
    "case_cards",
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("no", String, nullable=False),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False),  # pinyin for sorting
    Column("pinyin", String, nullable=False),  # " wangxiulan xiulan lan": every start of a syllable
    Column("initials", String, nullable=False),  # " wxl xl l"
    Column("id_no", String),
    Column("sex", String),
    Column("birth_date", Date),
    Column("state", String, nullable=False),
    Column("on_books", Boolean, nullable=False),
    Column("level", String),
    Column("village", String),
    Column("worker", String),
    Column("release_date", Date),
    Column("period_end", Date),
    Column("registered_on", Date),
    Column("agreement_state", String),
    Column("last_contact_on", Date),
    Column("contact_due_on", Date),
    Column("assess_due_on", Date),
    Column("next_on", Date),
    Column("next_what", String),
    Column("completeness", Integer, nullable=False),
    Index("ix_cards_release", "release_date", "case_id", "state", "level", "village"),
    Index("ix_cards_state", "state", "release_date", "case_id"),
    Index("ix_cards_name", "name_key", "case_id", "state", "level", "village"),
    Index("ix_cards_period", "period_end", "case_id", "state", "on_books"),
    Index("ix_cards_next", "next_on", "case_id", "state", "on_books"),
    Index("ix_cards_counts", "state", "level", "on_books", "completeness", "next_on"),
    Index("ix_cards_agreement", "agreement_state", "on_books", "state", "registered_on", "case_id"),
    Index("ix_cards_search", "name", "pinyin", "initials", "id_no", "no", "village", "case_id"),
)
