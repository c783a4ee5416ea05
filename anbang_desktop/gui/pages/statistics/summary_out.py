"""小结 and 工作计划 from 统计: chosen, written as a job, then to the printer or into a file."""

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from anbang_desktop.domain.period import Period
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.statistics.summary_dialog import SummaryDialog, form_of
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.statistics import summary
from anbang_desktop.services.statistics.summary import Kind, Summary

PDF = "PDF (*.pdf)"


class SummaryOut:
    """Which text, its dialog, and what becomes of it."""

    def __init__(self, over: QWidget, desk: Desk, window: Window) -> None:
        """Its dialogs lie over ``over``."""
        self._over, self._desk, self._window = over, desk, window

    def choose(self, period: Period, under: QWidget) -> None:
        """A menu of the texts, seen from the period on show."""
        menu = QMenu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, name in summary.KINDS.items():
            about = summary.period_around(kind, period, self._desk)
            menu.addAction(f"{name}　{about.label}", partial(self.write, kind, about.text))
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))
        menu.setActiveAction(menu.actions()[0])

    def write(self, kind: str, text: str) -> None:
        """Count, and show the text with its numbers; UserError for a kind or period that there is not."""
        period = summary.period_for(kind, text)
        job = partial(_write, self._desk, cast("Kind", kind), period)
        self._window.run_job(f"正在写{summary.KINDS[cast('Kind', kind)]}", job, self._written)

    def _written(self, filled: Summary) -> None:
        wanted = SummaryDialog.ask(self._over, self._desk, filled)
        if wanted is None:
            return
        text, desk = wanted.summary, self._desk
        if wanted.act == "print":
            note = partial(summary.note_print, desk, text)
            print_pdf(self._over, self._window, text.called, lambda _p: summary.lay_out(desk, text), note)
            return
        name = summary.file_name(desk, text)
        file = questions.save_file(self._over, f"{text.name}存成文件", name, PDF, questions.Folder.PAPERS_OUT)
        if file is not None:
            self._window.run_job("正在排版", partial(_save, desk, text, file), self._saved)

    def _saved(self, file: Path) -> None:
        self._window.saved()
        self._window.toast(f"已存成文件：{file.name}")


def _write(desk: Desk, kind: Kind, period: Period, progress: Progress) -> Summary:
    return summary.write(desk, kind, period, progress)


def _save(desk: Desk, text: Summary, file: Path, _progress: Progress) -> Path:
    """Once it is a file it waits no more."""
    made = summary.save(desk, text, file)
    drafts.drop(desk, form_of(text.kind, text.period.text))
    return made
