"""A list on its way out: asked how, read as a job, looked at, printed or written."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from shiboken6 import isValid

from anbang_desktop.errors import UserError
from anbang_desktop.gui import printing, questions
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.lists.out_dialog import OutDialog
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.gui.records.printouts import SCREEN_DPI, PaperDialog
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import listing, papers
from anbang_desktop.services.documents.listing import COVERED, Numbers, SeenList

R = TypeVar("R")
KINDS = "Excel 工作簿 (*.xlsx)"
LOOKED_AT = 20  # pages in the preview: more would fill the memory, and nobody turns them
Made = tuple[SeenList, bytes, list[Any]]


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
            shown = range(min(papers.page_count(pdf), LOOKED_AT))
            return seen, pdf, [papers.render(pdf, at, SCREEN_DPI) for at in shown]

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
        total = papers.page_count(pdf)
        name = f"{seen.name}，共 {total} 页" + (f"，下面是前 {LOOKED_AT} 页" if total > LOOKED_AT else "")
        images = [printing.to_image(one) for one in pixels]
        if isValid(self._page) and PaperDialog.ask(self._page, name, images):
            across = images[0].width() > images[0].height()
            self._print(seen, pdf, numbers, across=across)

    def _print(self, seen: SeenList, pdf: bytes, numbers: Numbers, *, across: bool) -> None:
        """The pages go to the printer one by one: a long list would not fit into the memory."""
        page = self._page
        printer = printing.choose_printer(page, seen.name, across=across)
        if printer is None:
            return

        def pages(progress: Progress) -> Iterator[printing.Pixels]:
            total = papers.page_count(pdf)
            for at in range(total):
                progress.step(at, total)
                yield papers.render(pdf, at, printing.DPI)

        def done(_nothing: object) -> None:
            listing.note_print(page.desk, seen, numbers, pdf)
            page.window_.toast(f"已送打印机：{seen.name} {len(seen.lines)} {seen.unit}")

        page.window_.run_job(
            "正在打印", lambda progress: printing.paint(printer, pages(progress)), done, unit="页"
        )


def _heads(columns: Sequence[Column[R]]) -> str:
    return "、".join(one.head for one in columns)
