"""Everything that is needed after the unlock, behind one import: pages, their services, the backup at
closing.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.copying.window import CopyWindow
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.page_registry import PLACES, SERVICES
from anbang_desktop.gui.pages.person.face import FaceWindow
from anbang_desktop.gui.pages.settings.backup_flow import BackupAtClose, backup_file, backup_job
from anbang_desktop.gui.resume import remember, take_up
from anbang_desktop.gui.session import Inside
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import add_rare
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk


def inside() -> Inside:
    """The parts, wired."""
    return Inside(shell, opening.close, back_up_at_close, add_rare, remember, take_up, FaceWindow, CopyWindow)


def shell(desk: Desk, jobs: Jobs, trouble: Trouble, since: int) -> Shell:
    """The main window's content with all pages that exist."""
    return Shell(desk, PLACES, jobs, trouble, SERVICES, since)


def back_up_at_close(
    over: QWidget, desk: Desk, jobs: Jobs, trouble: Trouble, then: Callable[[], None]
) -> bool:
    """True: close now. Otherwise the clerk stays, or a backup runs and ``then`` closes."""
    changes = opening.backup_state(desk).changes
    answer = BackupAtClose.ask(over, changes) if changes else "close"
    if answer == "close":
        return True
    file = backup_file(over, desk) if answer == "backup" else None
    if file is not None:
        jobs.run("正在备份", backup_job(desk, file), lambda _made: then(), failed=trouble.show)
    return False
