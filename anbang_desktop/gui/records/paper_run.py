"""A paper of the office on its way to the printer: laid out, looked at, printed, noted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.gui import printing
from anbang_desktop.gui.records.printouts import SCREEN_DPI, PaperDialog
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import papers


class PaperRun:
    """``draw`` makes the PDF, ``note`` is called once it went to the printer."""

    def __init__(
        self,
        over: QWidget,
        window: Window,
        name: str,
        draw: Callable[[], bytes],
        note: Callable[[], object],
    ) -> None:
        """``name`` is what the paper is called."""
        self._over, self._window, self._name = over, window, name
        self._draw, self._note = draw, note

    def start(self) -> None:
        """Lay it out and show it."""
        self._window.run_job("正在排版", self._make, self._look, unit="页")

    def _make(self, progress: Progress) -> tuple[bytes, list[Any]]:
        pdf = self._draw()
        return pdf, papers.render_pages(pdf, SCREEN_DPI, progress)

    def _look(self, made: tuple[bytes, list[Any]]) -> None:
        pdf, pixels = made
        images = [printing.to_image(one) for one in pixels]
        if isValid(self._over) and PaperDialog.ask(self._over, self._name, images):
            pages = partial(papers.render_pages, pdf, printing.DPI)
            self._window.run_job("正在准备打印", pages, self._print, unit="页")

    def _print(self, pages: list[Any]) -> None:
        if isValid(self._over) and printing.print_pages(self._over, self._name, pages):
            self._note()
            self._window.toast(f"已送打印机：{self._name}")
