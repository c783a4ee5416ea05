"""The manual on paper: the whole book, or one chapter of it, as a PDF made when it is asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop import __version__
from anbang_desktop.domain.manual import Book
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.help import books
from anbang_desktop.services.outputs import write_beside

if TYPE_CHECKING:
    from anbang_desktop.pdf import book as book_paper
    from anbang_desktop.pdf import preview
else:
    book_paper = lazy_import("anbang_desktop.pdf.book")
    preview = lazy_import("anbang_desktop.pdf.preview")

FILE_NAME = "安帮桌面使用手册.pdf"


def draw(book: Book, chapter: str = "", progress: Progress | None = None) -> bytes:
    """The book, or the chapter of this key, as PDF bytes; pages say 第 k 页，共 n 页."""
    whole = not chapter
    chapters = [one for one in book.chapters if whole or one.key == chapter]
    pictures = {
        block.picture: books.picture(block.picture)
        for one in chapters
        for section in one.sections
        for block in section.blocks
        if block.picture
    }
    told = f"版本 {__version__}" if book.key == books.MANUAL else ""
    return book_paper.make(book.title, told, chapters, pictures, progress or Progress(), contents=whole)


def write(file: Path, progress: Progress | None = None) -> int:
    """The whole manual as a file, whole or not at all; how many pages it has."""
    pdf = draw(books.manual(), progress=progress)
    with write_beside(file, pdf):
        return preview.page_count(pdf)


def pages(book: Book, chapter: str, dpi: int, progress: Progress) -> "Iterator[preview.Pixels]":
    """One chapter as pictures for the printer, each made when it is asked for."""
    pdf = draw(book, chapter, progress)
    total = preview.page_count(pdf)
    for page in range(total):
        progress.step(page, total, "打印")
        yield preview.render(pdf, page, dpi)
