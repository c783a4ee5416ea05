"""A list on its way out: asked how, read as a job, looked at, printed or written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from shiboken6 import isValid

from anbang_desktop.errors import UserError
from anbang_desktop.gui import printing, questions
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.lists.out_dialog import OutDialog
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.to_printer import first_pages, in_view, send
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import listing
from anbang_desktop.services.documents.listing import COVERED, Numbers, SeenList

R = TypeVar("R")
KINDS = "Excel 工作簿 (*.xlsx)"
Made = tuple[SeenList, bytes, list[printing.Pixels]]


class Out(Generic[R]):
    """``columns`` are those that are shown now, in their order."""

    def __init__(self, page: Page, listed: Listed[R], columns: Callable[[], Sequence[Column[R]]]) -> None:
        """Nothing is read before it is asked for."""
        self._page, self._listed, self._columns = page, listed, columns

    def print_list(self) -> None:
        """Ask, lay out, show, print."""
        numbers = self._ask("打印", "看样张")
        if numbers is None:
            return
        columns, ids = self._columns(), list(self._listed.wanted())

        def lay_out(progress: Progress) -> Made:
            seen = self._listed.seen(columns, ids, progress)
            pdf = listing.lay_out(self._page.desk, seen, numbers, progress)
            return seen, pdf, first_pages(pdf, progress)

        self._page.window_.run_job("正在排版", lay_out, lambda made: self._look(made, numbers), unit="行")

    def export(self) -> None:
        """Ask, choose the file, write it."""
        numbers = self._ask("导出", "选择存到哪里")
        if numbers is None:
            return
        desk, name = self._page.desk, self._listed.name
        proposed = listing.file_name(desk, name)
        out = questions.save_file(self._page, f"导出{name}", proposed, KINDS, questions.Folder.SHEETS_OUT)
        if out is None:
            return
        columns, ids = self._columns(), list(self._listed.wanted())

        def write(progress: Progress) -> Path:
            listing.export(desk, self._listed.seen(columns, ids, progress), numbers, out, progress)
            return out

        told = f"已导出{name} {len(ids)} {self._listed.unit}：{out.name}"
        self._page.window_.run_job("正在导出", write, lambda _out: self._page.window_.toast(told), unit="行")

    def _ask(self, way: str, go: str) -> Numbers | None:
        listed, columns = self._listed, self._columns()
        count = len(listed.wanted())
        if not count:
            raise UserError(f"{listed.name}里没有可以{way}的内容。", "请换一个条件，或者先登记。")
        words = listed.filter_words()
        about = [f"条件：{words}" if words else f"全部 {count} {listed.unit}", f"列：{_heads(columns)}"]
        title, numbered = f"{way}{listed.name}：{count} {listed.unit}", any(one.number for one in columns)
        if not (listed.people or numbered):  # nothing to be asked
            return COVERED
        return OutDialog.ask(self._page, title, about, go, people=listed.people, numbered=numbered)

    def _look(self, made: Made, numbers: Numbers) -> None:
        seen, pdf, pixels = made
        images = [printing.to_image(one) for one in pixels]
        if isValid(self._page) and PaperDialog.ask(self._page, in_view(seen.name, pdf), images):
            across = images[0].width() > images[0].height()
            self._print(seen, pdf, numbers, across=across)

    def _print(self, seen: SeenList, pdf: bytes, numbers: Numbers, *, across: bool) -> None:
        page = self._page

        def sent() -> None:
            listing.note_print(page.desk, seen, numbers, pdf)
            page.window_.toast(f"已送打印机：{seen.name} {len(seen.lines)} {seen.unit}")

        send(page, page.window_, seen.name, pdf, sent, across=across)


def _heads(columns: Sequence[Column[R]]) -> str:
    return "、".join(one.head for one in columns)
