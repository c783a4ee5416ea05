"""Which scans and photos the vault holds, and which rows each belongs to."""

from sqlalchemy import Column, select

from anbang_desktop.storage import tables, tables_import, tables_own, tables_papers, tables_report
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables_core import attachments

HOLDERS: tuple[Column[int], ...] = (
    tables.clients.c.photo,
    tables.agreements.c.pdf,
    tables.agreements.c.scan,
    tables.file_items.c.attachment_id,
    tables.RECORD_TABLES["measure"].c.proof_scan,
    tables.RECORD_TABLES["letter"].c.reply_scan,
    tables.RECORD_TABLES["relief"].c.proof_scan,
    tables.wishes.c.evidence,
    tables_own.daybook_entries.c.scan,
    tables_papers.issued_papers.c.attachment_id,
    tables_papers.issued_papers.c.scan_attachment_id,
    tables_papers.returned_pages.c.attachment_id,
    tables_import.imports.c.attachment_id,
    tables_report.report_profiles.c.attachment_id,
    tables_report.report_runs.c.file_attachment,
    tables_report.report_runs.c.snapshot,
    tables_report.report_runs.c.returned_file,
)


def kept(connection: Connection, number: int) -> bool:
    """Whether there is an attachment of that number."""
    return connection.execute(select(attachments.c.id).where(attachments.c.id == number)).first() is not None


def held(connection: Connection, number: int) -> bool:
    """Whether some row already holds that attachment."""
    return any(
        connection.execute(select(column).where(column == number).limit(1)).first() for column in HOLDERS
    )
