"""A workbook of openpyxl as bytes, made in memory: openpyxl itself writes each sheet, names and all, into a
file of the system's temporary folder first, where no key protects it.
"""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

__all__ = ["bytes_of"]


def bytes_of(book: Workbook) -> bytes:
    """The file of a workbook (not a write-only one). Nothing of it touches a disk."""
    made = BytesIO()
    _InMemory(book, ZipFile(made, "w", ZIP_DEFLATED)).save()
    return made.getvalue()


class _InMemory(ExcelWriter):
    """openpyxl's writer with each sheet kept in memory until it stands in the archive."""

    _archive: ZipFile  # the stubs leave it out

    def write_worksheet(self, ws: Any) -> None:
        """As the original does it, without its file."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as openpyxl's own
        for part in ("charts", "images"):
            setattr(ws._drawing, part, getattr(ws, f"_{part}"))  # noqa: SLF001
        sheet: Any = BytesIO()
        writer: Any = WorksheetWriter(ws, sheet)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        self._archive.writestr(ws.path[1:], sheet.getvalue())
        self.manifest.append(ws)
