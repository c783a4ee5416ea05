"""台账检查 on its way out: to the printer or into a file, each time for a purpose."""

from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.health.dialogs import PurposeDialog
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import report
from anbang_desktop.services.health.examine import Health

PDF = "PDF (*.pdf)"


class ReportOut:
    """Asks what it is for, then lets it go."""

    def __init__(self, over: QWidget, desk: Desk, window: Window) -> None:
        """Its dialogs lie over ``over``."""
        self._over, self._desk, self._window = over, desk, window

    def print_it(self, health: Health | None) -> None:
        """A look at it, then the printer; UserError before anything was examined."""
        found = _whole(health)
        if (purpose := PurposeDialog.ask_for(self._over, self._desk, "看样张")) is not None:

            def draw(_progress: Progress) -> bytes:
                return report.draw(self._desk, found, purpose)

            note = partial(report.note_print, self._desk, found, purpose)
            print_pdf(self._over, self._window, report.NAME, draw, note)

    def save(self, health: Health | None) -> None:
        """Into a file; UserError before anything was examined."""
        found = _whole(health)
        if (purpose := PurposeDialog.ask_for(self._over, self._desk, "选位置")) is None:
            return
        name = f"{report.NAME}_{self._desk.today.isoformat()}.pdf"
        file = questions.save_file(self._over, "台账检查存成文件", name, PDF, questions.Folder.PAPERS_OUT)
        if file is not None:
            self._window.run_job(
                "正在排版",
                lambda _progress: report.save(self._desk, found, purpose, file),
                lambda made: self._window.toast(f"已存成文件：{made.name}"),
            )


def _whole(health: Health | None) -> Health:
    if health is None:
        raise UserError("还没有体检，没有可以打印的。", "请先按“开始体检”，看完再打印。")
    return health
