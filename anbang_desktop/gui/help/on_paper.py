"""What of 帮助 goes on paper: a chapter to the printer, the whole manual into a file."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.manual import Book
from anbang_desktop.errors import UserError
from anbang_desktop.gui import printing, questions
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.progress import Progress
from anbang_desktop.services.help import paper

PDF = "PDF 文件 (*.pdf)"


def print_chapter(over: QWidget, jobs: Jobs, trouble: Trouble, book: Book, chapter: str, title: str) -> None:
    """Ask for the printer and print; a missing one is a sentence."""
    if jobs.busy():
        return
    try:
        printer = printing.choose_printer(over, title)
    except UserError as error:
        trouble.show(error)
        return

    if printer is None:
        return

    def work(progress: Progress) -> None:
        printing.paint(printer, paper.pages(book, chapter, printing.DPI, progress))

    jobs.run("正在打印", work, lambda _nothing: None, failed=trouble.show, unit="页")


def save(over: QWidget, jobs: Jobs, trouble: Trouble, told: Callable[[str], object]) -> None:
    """Ask where the manual goes as a PDF, and write it there; ``told`` gets the words of what was done."""
    if jobs.busy():
        return
    file = questions.save_file(over, "手册存成 PDF", paper.FILE_NAME, PDF, questions.Folder.PAPERS_OUT)
    if file is None:
        return
    jobs.run(
        "正在排版手册",
        partial(paper.write, file),
        lambda pages: told(f"手册已存好，共 {pages} 页：{file.name}"),
        failed=trouble.show,
        unit="遍",
    )
