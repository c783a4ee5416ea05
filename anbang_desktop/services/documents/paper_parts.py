"""What every paper of a record has: its head with the page's code, and the data in words."""

from collections.abc import Mapping, Sequence

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.field import Record, RecordKind, fields_of
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_words
from anbang_desktop.services.documents.page_code import code_of
from anbang_desktop.services.records import history
from anbang_desktop.services.records.case_file import CaseFile

Words = dict[str, str]


def head_of(desk: Desk, about: CaseFile, title: str, what: str, record: Record | None = None) -> Head:
    """The top of a form. A record that was corrected after its paper went out says so."""
    code = code_of(desk, what, about.paper_version)
    title = f"{title}{_corrected(desk, record)}"
    return Head(title, desk.office.name, about.no, code, subject=about.client.name)


def _corrected(desk: Desk, record: Record | None) -> str:
    corrected = history.corrected_on(desk, record) if record is not None and record.id else None
    return f"（{chinese(corrected)}更正）" if corrected else ""


def words_of_kind(desk: Desk, kind: RecordKind, values: Mapping[str, object]) -> Words:
    """Every datum of a record as it is printed."""
    context = desk.read_context
    return {
        field.name: paper_words.words(field.kind, values.get(field.name), context) for field in kind.fields
    }


def words_of(desk: Desk, record: Record) -> Words:
    """Every datum of a record as it is printed."""
    fields = fields_of(type(record))
    context = desk.read_context
    return {
        field.name: paper_words.words(field.kind, getattr(record, field.name), context) for field in fields
    }


def lines_of(desk: Desk, rows: Sequence[object]) -> list[Words]:
    """The lines inside a datum as they are printed."""
    context = desk.read_context
    return [
        {part.name: paper_words.part_words(part, row, context) for part in fields_of(type(row))}
        for row in rows
    ]
