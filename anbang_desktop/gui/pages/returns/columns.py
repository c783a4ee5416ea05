"""The columns of what came back: whose, which paper, whether it is whole; of the tray, what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.fields.returned import ReturnedPage
from anbang_desktop.gui.lists.listed import Listed, of_model
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.services.documents.returns import ReturnedPaper, Standing

NAME, PAPER, STATE, WORDS = range(4)
WIDTHS = (112, 176, 100, 200)
LEAVE = (WORDS,)  # they stand under the pages as well
CHIPS = {
    Standing.COMPLETE: ("done", "齐"),
    Standing.MISSING: ("soon", "缺页"),
    Standing.OLD: ("soon", "旧版"),
    Standing.THERE: ("todo", "已有"),
}
LOST = ("todo", "认不出")


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A paper of which pages came back, or one page of which nobody knows where it belongs."""

    at: int
    paper: ReturnedPaper | None
    page: ReturnedPage | None = None

    @property
    def pages(self) -> Sequence[ReturnedPage]:
        """What is looked at."""
        if self.paper is not None:
            return self.paper.pages
        return (self.page,) if self.page is not None else ()

    @property
    def chip(self) -> tuple[str, str]:
        """State and word."""
        return CHIPS[self.paper.standing] if self.paper is not None else LOST

    @property
    def name(self) -> str:
        """Whose it is; of a lost page, in which file it came."""
        if self.paper is not None:
            return self.paper.name
        return self.page.file if self.page is not None else ""

    @property
    def title(self) -> str:
        """Which paper; of a lost page, which of its file."""
        if self.paper is not None:
            version = f"（第 {self.paper.version} 版）" if self.paper.newest > 1 else ""
            return f"{self.paper.title}{version}"
        return f"文件第 {self.page.at} 页" if self.page is not None else ""

    @property
    def words(self) -> str:
        """What is to be said of it."""
        if self.paper is not None:
            return self.paper.words
        return why_lost(self.page) if self.page is not None else ""


def why_lost(page: ReturnedPage) -> str:
    """Why nobody knows where a page belongs, when it came and with whom."""
    if page.damaged:
        why = "页上的码坏了，或者有两份的码"
    elif page.code:
        why = "码读出来了，本单位没有这份文书，或者没有这一页"
    else:
        why = "页上没有码，或者看不清"
    return f"{why}（{page.taken_at:%m-%d %H:%M} {page.taken_by}读入）"


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {NAME: StrongCell(), STATE: ChipCell(), WORDS: QuietCell()}


def columns() -> list[Column[ReturnLine]]:
    """In the order of WIDTHS."""
    return [
        Column[ReturnLine]("姓名、文件", lambda line: line.name, lambda line: line.name),
        Column[ReturnLine]("文书", lambda line: line.title, lambda line: line.title),
        Column[ReturnLine](
            "状态", lambda line: line.chip[1], lambda line: line.chip[1], state=lambda line: line.chip[0]
        ),
        Column[ReturnLine]("说明", lambda line: line.words, lambda line: line.words),
    ]


def out_as(model: RecordsModel[ReturnLine], narrowed: Callable[[], str]) -> Listed[ReturnLine]:
    """The list on paper and in a workbook: papers, not people."""
    listed = of_model(
        "returns", "待归位的文书", model, lambda line: line.paper.no if line.paper else "", narrowed
    )
    return replace(listed, unit="份", people=False)
