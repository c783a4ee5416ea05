"""Printing: ``services/documents/papers`` turns a PDF into pictures, and the printer gets the pictures."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from anbang_desktop.errors import UserError

DPI = 300


class Pixels(Protocol):
    """One page as ``services/documents/papers.render`` gives it; named by shape, so that no paper code is
    loaded here.
    """

    @property
    def width(self) -> int:
        """Pixels in a line."""

    @property
    def height(self) -> int:
        """Lines."""

    @property
    def stride(self) -> int:
        """Bytes in a line."""

    @property
    def data(self) -> bytes:
        """The bytes of all lines."""


def to_image(pixels: Pixels) -> QImage:
    """A picture that owns its bytes."""
    depth = pixels.stride // max(pixels.width, 1)
    form = QImage.Format.Format_RGB32 if depth == 4 else QImage.Format.Format_RGB888
    return QImage(pixels.data, pixels.width, pixels.height, pixels.stride, form).copy()


def require_printer() -> None:
    """UserError where there is none; asked before anything is drawn."""
    if not QPrinterInfo.availablePrinterNames():
        raise UserError("这台电脑没有可用的打印机。", "请接好打印机、装好驱动后再印。")


def print_pages(parent: QWidget | None, title: str, pages: Sequence[Pixels]) -> bool:
    """Ask for the printer and print; False when the clerk left the print dialog."""
    printer = choose_printer(parent, title)
    if printer is None:
        return False
    paint(printer, pages)
    return True


def choose_printer(
    parent: QWidget | None, title: str, *, across: bool = False, a3: bool = False
) -> QPrinter | None:
    """Ask for the printer; None when the clerk left the print dialog. ``across``: the paper lies; ``a3``: on
    A3, which most printers of an office don't take: the dialog says so.
    """
    require_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if a3 else QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    lies = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(lies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def paint(printer: QPrinter, pages: Iterable[Pixels]) -> None:
    """Each picture on one page, as large as the paper; where ``pages`` stops with an error, nothing more is
    sent.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机没有接受这份文件。", "请看打印机是否开着、有没有纸，再试一次。")
    try:
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            painter.drawImage(QRectF(painter.viewport()), to_image(page))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
