"""印走访包: how the telephones stand on it, a look at the sheets, then the printer."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QRadioButton, QWidget
from shiboken6 import isValid

from anbang_desktop.gui import printing
from anbang_desktop.gui.parts.compose import button, column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.records.printouts import SCREEN_DPI, PaperDialog
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.documents.papers import Phones
from anbang_desktop.services.worklist import visits

NAME = "走访包"
PHONES: tuple[tuple[Phones, str], ...] = (
    ("masked", "遮住中间四位"),
    ("whole", "印完整号码，会记下来"),
    ("none", "不印电话"),
)


class PackDialog(Dialog[Phones]):
    """How the telephones are printed; covered unless the clerk says otherwise."""

    def __init__(self, parent: QWidget | None, count: int) -> None:
        """``count`` sheets will be laid out."""
        super().__init__(parent, f"印走访包：{count} 人")
        self._ways = {key: QRadioButton(words) for key, words in PHONES}
        self._ways["masked"].setChecked(True)
        about = "按村排好，一人一张：上次说到的、没办完的、这次要问的，下面留空手写。不写罪名和刑期。"
        ways = column(*self._ways.values(), gap=6)
        go = button("看样张", "primary", act=self._done)
        leave = verb("取消", self.reject)
        self.lay(text(about, "small", wrap=True), 4, text("电话", "label"), ways, buttons=(go, leave))
        go.setFocus()

    @classmethod
    def print_for(cls, over: QWidget, desk: Desk, window: Window, case_ids: Sequence[int]) -> None:
        """Ask, lay out, show, print; whoever has ended is left out."""
        numbers = [line.row.no for line in visits.lines(desk, case_ids)]
        if not numbers:
            window.toast("没有要走访的人")
            return
        phones = cls(over, len(numbers)).run()
        if phones is not None:
            _Pack(over, desk, window, numbers, phones).lay_out()

    def _done(self) -> None:
        self.finish(next(key for key, one in self._ways.items() if one.isChecked()))


class _Pack:
    """The sheets on their way to the printer."""

    def __init__(
        self, over: QWidget, desk: Desk, window: Window, numbers: Sequence[str], phones: Phones
    ) -> None:
        self._over, self._desk, self._window = over, desk, window
        self._numbers, self._phones = numbers, phones

    def lay_out(self) -> None:
        self._window.run_job("正在排版", self._make, self._look, unit="页")

    def _make(self, progress: Progress) -> tuple[bytes, list[Any]]:
        pdf = papers.visit_pack(self._desk, self._numbers, self._phones)
        return pdf, papers.render_pages(pdf, SCREEN_DPI, progress)

    def _look(self, made: tuple[bytes, list[Any]]) -> None:
        pdf, pixels = made
        images = [printing.to_image(one) for one in pixels]
        if isValid(self._over) and PaperDialog.ask(self._over, NAME, images):
            pages = partial(papers.render_pages, pdf, printing.DPI)
            self._window.run_job("正在准备打印", pages, self._print, unit="页")

    def _print(self, pages: list[Any]) -> None:
        if isValid(self._over) and printing.print_pages(self._over, NAME, pages):
            papers.note_pack(self._desk, self._numbers, self._phones)
            self._window.toast(f"已送打印机：{NAME} {len(self._numbers)} 人")
