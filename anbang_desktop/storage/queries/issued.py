"""The papers that were issued: of a case, of what they show, by the code on their pages."""

from sqlalchemy import select

from anbang_desktop.fields.issued import Issued
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import ISSUED_PAPERS, Reader
from anbang_desktop.storage.tables_papers import issued_papers
from anbang_desktop.storage.work import Work

_OF_CASE = Reader(ISSUED_PAPERS, "case_id", ("id",))
_OF_ROW = Reader(ISSUED_PAPERS, "row", ("version", "id"))
_OF_CODE = Reader(ISSUED_PAPERS, "code", ("id",))


def of_case(connection: Connection, case_id: int) -> list[Issued]:
    """Every version of every paper of a case, in the order in which they went out."""
    return _OF_CASE.read(connection, case_id)


def of_row(connection: Connection, row: str) -> list[Issued]:
    """The versions of the paper that shows a row, oldest first."""
    return _OF_ROW.read(connection, row)


def of_code(connection: Connection, code: str) -> list[Issued]:
    """The papers whose pages carry a code: one, or the same letter in the file of each whom it is about."""
    return _OF_CODE.read(connection, code)


def move(work: Work, gone: int, kept: int, summary: str) -> None:
    """Two cases become one: what was issued of the one goes into the file of the other."""
    table = issued_papers.c
    for id_ in work.connection.execute(select(table.id).where(table.case_id == gone)).scalars().all():
        work.update(issued_papers, id_, {"case_id": kept}, summary)
