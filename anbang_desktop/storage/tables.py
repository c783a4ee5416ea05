"""The office's business tables: people, cases, what was recorded of them. Columns follow from the record
classes in ``fields``; a kind of record brings its table by itself.
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
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from anbang_desktop.fields import kinds
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.assessment_round import AssessmentRound
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.field import Field, Record, RecordKind
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.records import KINDS
from anbang_desktop.fields.rows import Rows
from anbang_desktop.fields.wish import Wish
from anbang_desktop.storage.schema import Key, metadata


class Yuan(TypeDecorator[Decimal]):
    """A sum in yuan, kept as a whole number of cents: no database rounds it."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Yuan to cents, on the way in."""
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Cents to yuan, on the way out."""
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
    Rows: JSON,
}


def columns(fields: Iterable[Field]) -> list[Column[Any]]:
    """A nullable column for each field: what is required belongs to the step, not to the table (house.md
    §3). Lines that have a table of their own have no column.
    """
    return [_column(field) for field in fields if not listed(field)]


def listed(field: Field) -> str:
    """The table of its own in which the lines of this field stand; empty when it has a column."""
    return field.kind.table if isinstance(field.kind, Rows) else ""


def _column(field: Field) -> Column[Any]:
    if isinstance(field.kind, kinds.Attachment):
        return Column(field.name, ForeignKey("attachments.id"))
    made = COLUMN_OF[type(field.kind)]
    return Column(field.name, JSON(none_as_null=True) if made is JSON else made())


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True))


def _lines(field: Field, owner: Table) -> Table:
    """The table of the lines of one field, in their order."""
    kind = field.kind
    assert isinstance(kind, Rows)  # noqa: S101 - ``listed`` said so
    return Table(
        kind.table,
        metadata,
        Column("id", Key, primary_key=True),
        Column("owner_id", ForeignKey(owner.c.id), nullable=False),
        Column("position", Integer, nullable=False),
        *columns(kind.parts),
        Index(f"ix_{kind.table}_owner", "owner_id", "position"),
    )


# What the program itself keeps of a kind besides the data a clerk fills in.
_OWN: dict[type[Record], tuple[Column[Any], ...]] = {
    AssessmentRound: (
        Column("instrument_id", String, nullable=False),
        Column("instrument_text", ForeignKey("instrument_texts.id")),
    ),
    Assessment: (
        Column("round_id", ForeignKey("assessment_rounds.id")),
        Column("instrument_id", String, nullable=False),
        Column("instrument_text", ForeignKey("instrument_texts.id")),
        _json("sheets"),  # [{member, values: {item: points or null}}]
        _json("agreed"),  # {item: points or null}
        _json("spread_note"),  # {item: words}
        _json("needs"),  # {H01: NONE | SOME | URGENT}
        _json("points"),  # the points behind the score, item by item
        Column("score", Integer),
        Column("suggested", String),
        _json("why"),  # the sentences of the suggestion
    ),
    Agreement: (
        Column("document_id", String),  # the random number in the page code
        Column("printed_on", Date),
        Column("pdf", ForeignKey("attachments.id")),  # the issued paper
        Column("pdf_sha256", String),
        Column("pages", Integer),
    ),
    Letter: (Column("wish_id", ForeignKey("wishes.id")),),  # whose clue it passes on
    Wish: (Column("contact_id", ForeignKey("contacts.id")),),  # the visit on which it was said
}


def _record(kind: RecordKind) -> Table:
    """A table of records of one kind: whose case, on which day, entered when and by whom, voided or not."""
    return Table(
        kind.table,
        metadata,
        Column("id", Key, primary_key=True),
        Column("case_id", ForeignKey("cases.id"), nullable=False),
        Column("on", Date, nullable=False),
        Column("entered_at", DateTime, nullable=False),
        Column("entered_by", String, nullable=False),
        Column("voided_at", DateTime),
        Column("voided_by", String),
        Column("void_reason", Text),
        *columns(kind.fields),
        *_OWN.get(kind.record, ()),
        Index(f"ix_{kind.table}_case", "case_id", "on"),
    )


clients = Table(
    "clients",
    metadata,
    Column("id", Key, primary_key=True),
    *columns(CLIENT_FIELDS),
    Index("ix_clients_id_no", "id_no"),
    Index("ix_clients_name", "name", "birth_date"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("no", String, nullable=False),
    Column("source", String, nullable=False),  # code table case_source: where the case came from
    Column("release_group", String),
    Column("state", String, nullable=False),
    Column("state_on", Date, nullable=False),
    Column("contact_state", String),
    Column("help_state", String),
    Column("sealing", String),
    Column("sealing_ground", String),
    Column("sealing_on", Date),
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
    Column("id", Key, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("state", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("reason", String),
    Column("receiving_office", String),
    Column("receipt_no", String),
    Column("proof", String),
    Column("cause", String),
    Column("letter_no", String),
    Column("sending_office", String),
    Column("new_addr", String),
    Column("left_open", String),
    Index("ix_stages_case", "case_id", "on", "id"),
    Index("ix_stages_on", "on", "case_id", "state"),
)

# The person as he or she was when a case ended: a closed case keeps these values when the same person comes
# back. Frozen evidence, hence JSON.
person_snapshots = Table(
    "person_snapshots",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("taken_on", Date, nullable=False),
    Column("person", JSON, nullable=False),
)

# Each text of an assessment instrument that was ever used, once.
instrument_texts = Table(
    "instrument_texts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("sha256", name="uq_instrument_texts"),
)

RECORD_TABLES: dict[str, Table] = {kind.name: _record(kind) for kind in KINDS}
agreements = RECORD_TABLES["agreement"]
assessments = RECORD_TABLES["assessment"]
contacts = RECORD_TABLES["contact"]
file_items = RECORD_TABLES["file_item"]
_AGR, _ASSESSED = agreements.c, assessments.c
wishes = RECORD_TABLES["wish"]
Index("ix_agreements_newest", _AGR.case_id, _AGR.id, _AGR.voided_at, _AGR.state, _AGR.on)
Index(  # which level is in force on a day, without the 3 KB of an assessment
    "ix_assessments_level",
    _ASSESSED.case_id,
    _ASSESSED.on,
    _ASSESSED.id,
    _ASSESSED.decided,
    _ASSESSED.effective_on,
    _ASSESSED.meeting_on,
    _ASSESSED.voided_at,
)
Index("ix_wishes_open", wishes.c.answered_on, wishes.c.voided_at, wishes.c.raised_on, wishes.c.case_id)
Index("ix_wishes_contact_id", wishes.c.contact_id)
put_offs = RECORD_TABLES["put_off"]
Index("ix_put_offs_until", put_offs.c.until, put_offs.c.case_id)
letters = RECORD_TABLES["letter"]
Index("ix_letters_number", letters.c.number)
Index("ix_letters_wish_id", letters.c.wish_id)
escort_plans = RECORD_TABLES["escort_plan"]
_SAID = text("wish IS NOT NULL")  # few visits have any
Index("ix_contacts_wish", contacts.c.on, sqlite_where=_SAID, postgresql_where=_SAID)


def find_holders(table: Table) -> None:
    """Who holds a scan is looked for whenever one is taken or taken back; few rows have any."""
    for column in table.c:
        if any(key.target_fullname == "attachments.id" for key in column.foreign_keys):
            there = text(f"{column.name} IS NOT NULL")
            name = f"ix_{table.name}_{column.name}"
            Index(name, column, sqlite_where=there, postgresql_where=there)


for _table in (clients, *RECORD_TABLES.values()):
    find_holders(_table)

_OWNERS = ((clients, CLIENT_FIELDS), *((RECORD_TABLES[kind.name], kind.fields) for kind in KINDS))
LINE_TABLES: dict[tuple[str, str], Table] = {
    (owner.name, field.name): _lines(field, owner)
    for owner, fields in _OWNERS
    for field in fields
    if listed(field)
}

# What one member answered in a round. Nobody is shown it before the round is closed, so no history holds it
# (audit.UNAUDITED): the audit only notes that a sheet came in.
assessment_sheets = Table(
    "assessment_sheets",
    metadata,
    Column("id", Key, primary_key=True),
    Column("round_id", ForeignKey("assessment_rounds.id"), nullable=False),
    Column("member", String, nullable=False),
    Column("answers", JSON(none_as_null=True), nullable=False),  # {item: points or null}
    Column("note", Text),
    Column("came_at", DateTime, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("admitted", Boolean, nullable=False),
    UniqueConstraint("round_id", "member", name="uq_assessment_sheets"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("user", String, nullable=False),
    Column("form", String, nullable=False),
    Column("values", JSON(none_as_null=True), nullable=False),
    Column("saved_at", DateTime, nullable=False),
    UniqueConstraint("user", "form", name="uq_drafts"),
)
