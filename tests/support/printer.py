"""A printer that is there, takes everything and writes files, so that a test can look at what came out."""

from dataclasses import dataclass, field
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from anbang_desktop.gui import printing

DPI = 40


@dataclass
class Printer:
    """What it was given: the names of the papers, whether each lay across, and whether on A3."""

    folder: Path
    names: list[str] = field(default_factory=list)
    across: list[bool] = field(default_factory=list)
    a3: list[bool] = field(default_factory=list)

    def choose(self, _over: object, name: str, *, across: bool = False, a3: bool = False) -> QPrinter:
        """As ``printing.choose_printer`` without its dialog."""
        printing.require_printer()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._file(len(self.names))))
        self.names.append(name)
        self.across.append(across)
        self.a3.append(a3)
        return printer

    def pages(self) -> list[int]:
        """How many pages of each came out."""
        return [len(pypdf.PdfReader(self._file(at)).pages) for at in range(len(self.names))]

    def _file(self, at: int) -> Path:
        return self.folder / f"printed {at}.pdf"


def plug_in(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Printer:
    """The only printer of the computer."""
    made = Printer(folder)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["打印机"]))
    monkeypatch.setattr(printing, "choose_printer", made.choose)
    monkeypatch.setattr(printing, "DPI", DPI)
    return made
