"""Backing up from the window: where to, the job, and what the status bar says of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.shell.status_bar import BackupLight
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk


def backup_file(parent: QWidget | None, desk: Desk, *, choose: bool = False) -> Path | None:
    """The file of the next copy: in the folder chosen last, asked for when there is none (any more)."""
    kept = str(choices().value(questions.Folder.BACKUP, ""))
    folder = (
        Path(kept)
        if kept and Path(kept).is_dir() and not choose
        else questions.save_folder(parent, "备份放在哪里（最好是 U 盘）", questions.Folder.BACKUP)
    )
    return folder / opening.backup_name(desk) if folder is not None else None


def backup_job(desk: Desk, file: Path) -> Callable[[Progress], Path]:
    """The plain function for the worker."""

    def job(progress: Progress) -> Path:
        opening.backup(desk, file, progress)
        return file

    return job


class BackupAtClose(Dialog[str]):
    """备份后关闭 is the default; nothing is lost either way."""

    def __init__(self, parent: QWidget | None, changes: int) -> None:
        """``changes`` is how often something was saved since the last backup."""
        super().__init__(parent, "关闭前要备份吗？")
        words = f"上次备份以后又保存了 {changes} 次。备份会读回核对，一般几秒钟。"
        back_up = verb("备份后关闭", lambda: self.finish("backup"), "primary")
        leave = verb("直接关闭", lambda: self.finish("close"))
        stay = verb("不关闭", self.reject)
        self.lay(text(words, wrap=True), buttons=(back_up, leave, stay))
        back_up.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, changes: int) -> str | None:
        """The word backup or close; None to stay."""
        return cls(parent, changes).run()


def backup_light(desk: Desk) -> BackupLight:
    """When the last verified copy was made, and whether anything was written since."""
    known = opening.backup_state(desk)
    if known.last is None:
        return BackupLight("todo", "还没有备份")
    words = f"已备份 {when(known.last, desk.clock.now())}"
    return BackupLight("doing", f"{words}，有新内容") if known.changes else BackupLight("done", words)


def when(then: datetime, now: datetime) -> str:
    """今天 17:30, 昨天 17:30, 3月9日."""
    days = (now.date() - then.date()).days
    return {0: f"今天 {then:%H:%M}", 1: f"昨天 {then:%H:%M}"}.get(days, f"{then.month}月{then.day}日")
