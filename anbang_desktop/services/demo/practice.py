"""练习模式: an invented office in a folder of its own, made when first wanted, and anew when asked."""

import shutil
from dataclasses import replace
from pathlib import Path

from anbang_desktop.domain.clock import Clock
from anbang_desktop.domain.practice import WORD
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.demo.story import Office, load
from anbang_desktop.services.desk import Desk

PASSPHRASE = "练习用的口令，不保密"  # noqa: S105 - nothing real is ever behind it
NEW = ".new"  # ends the name of the folder while it is being made


def office() -> Office:
    """The office of the demo under a name and a code that nobody takes for real."""
    told = load().office
    return replace(told, name=f"{WORD}司法所", code="LX01")


def exists(folder: Path) -> bool:
    """Was there a practice before?"""
    return (folder / demo.MARK).is_file() and (folder / "office").is_dir()


def open_practice(folder: Path, clock: Clock, progress: Progress, *, anew: bool = False) -> Desk:
    """The practice office, unlocked; made first where there is none, or where it is wanted ``anew``. A stop
    while it is made leaves what was there before.
    """
    if anew or not exists(folder):
        _make(folder, progress)
    return opening.unlock(folder / "office", office().head, PASSPHRASE, clock)


def _make(folder: Path, progress: Progress) -> None:
    fresh = folder.with_name(folder.name + NEW)
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        demo.run(fresh, demo.Wanted(office(), PASSPHRASE, keeps_papers=False), progress)
        if folder.exists():
            demo.refuse_strange(folder)
            shutil.rmtree(folder)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
