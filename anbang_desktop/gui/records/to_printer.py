"""A paper that is laid out: its first pages to look at, and all of them to the printer, one by one: the pages
of thirty people at once would not fit into the memory.
"""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui import printing
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import papers

SCREEN_DPI = 120
LOOKED_AT = 20  # pages that are looked at: nobody turns more


def first_pages(pdf: bytes, progress: Progress) -> list[printing.Pixels]:
    """The pages that are looked at before it is printed."""
    total = min(papers.page_count(pdf), LOOKED_AT)
    made: list[printing.Pixels] = []
    for at in range(total):
        progress.step(at, total, "看样张")
        made.append(papers.render(pdf, at, SCREEN_DPI))
    return made


def in_view(name: str, pdf: bytes) -> str:
    """The name of a paper, and that only its first pages are in view where that is so."""
    total = papers.page_count(pdf)
    return f"{name}，共 {total} 页，下面是前 {LOOKED_AT} 页" if total > LOOKED_AT else name


def send(
    over: QWidget,
    window: Window,
    name: str,
    pdf: bytes,
    sent: Callable[[], object],
    *,
    across: bool = False,
    a3: bool = False,
    what: str = "",
) -> None:
    """Ask for the printer and print; ``sent`` is called once it took all pages, also where ``over`` is gone
    by then. ``across``: the paper lies, ``a3``: and is twice as large; ``what``: its pages are called so.
    """
    printer = printing.choose_printer(over, name, across=across or a3, a3=a3)
    if printer is None:
        return

    def pages(progress: Progress) -> Iterator[printing.Pixels]:
        total = papers.page_count(pdf)
        for at in range(total):
            progress.step(at, total, what)
            yield papers.render(pdf, at, printing.DPI)

    def paint(progress: Progress) -> None:
        printing.paint(printer, pages(progress))

    window.run_job("正在打印", paint, lambda _nothing: sent(), unit="页")
