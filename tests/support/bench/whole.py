"""The office as a whole: backup, start and memory, against a copy of the file and a bare window."""

import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from tests.support.bench.measure import Case, Measured, Report

PIECE = 1 << 20
BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("安帮桌面")
label.resize(480, 360)
label.show()
app.exec()
"""
UNLOCK = """
import sys
from anbang_desktop.__main__ import main
sys.argv = ["anbang-desktop", "--office", {office!r}]
main(sys.argv[1:])
"""
LIST = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.gui.theme import dress
from anbang_desktop.services import opening
dress(app, shipped=True)
desk = opening.unlock(Path({office!r}), {user!r}, {passphrase!r}, FixedClock(date({day})))
from anbang_desktop.gui.after_unlock import shell
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
over = QWidget()
shown = shell(desk, Jobs(over), Trouble(lambda: over), desk.store.head().seq)
shown.resize(1366, 768)
shown.show()
shown.go("people")
app.exec()
"""
WATCH = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
def told():
    with open("/proc/self/status") as status:
        kept = [line for line in status if line.startswith("VmRSS")]
    print(kept[0].split()[1] if kept else 0, flush=True)
    os._exit(0)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            QTimer.singleShot(0, told)
        return False
watch = Watch()
run = QApplication.exec
def watched_exec(*_):
    QApplication.instance().installEventFilter(watch)
    for window in QApplication.topLevelWidgets():
        window.update()
    return run()
QApplication.exec = watched_exec
"""


@dataclass(frozen=True, slots=True)
class Painted:
    """One start to the first painted window."""

    cpu: float
    wall: float
    memory: float  # MiB in use when it is painted


def backup(desk: Desk, folder: Path) -> Iterator[Case]:
    """A verified backup, and the file copied, flushed and hashed."""
    source = desk.store.facts().file

    def ours() -> None:
        file = folder / "office.abk"
        opening.backup(desk, file)
        file.unlink()

    def copy() -> None:
        target, digest = folder / "copy", hashlib.sha256()
        with source.open("rb") as read, target.open("wb") as written:
            while piece := read.read(PIECE):
                digest.update(piece)
                written.write(piece)
            written.flush()
            os.fsync(written.fileno())
        target.unlink()

    yield Case("a backup, verified", ours, copy, "the file copied, hashed and flushed", rounds=1)


def start(
    report: Report, people: int, office: Path, user: str, passphrase: str, day: str, rounds: int
) -> None:
    """To the unlock window, and to the list of people; each office must be closed."""
    programs = {
        "start to the painted unlock window": UNLOCK.format(office=str(office)),
        "start, unlock and list painted": LIST.format(
            office=str(office), user=user, passphrase=passphrase, day=day
        ),
    }
    bare = _median(BARE, rounds)
    for what, program in programs.items():
        ours = _median(program, rounds)
        report.add(people, Measured(what, ours.cpu, bare.cpu, "a bare window (CPU)"))
        report.add(people, Measured(f"{what}: by the clock", ours.wall, bare.wall, "a bare window"))
        memory = Measured(f"{what}: MiB of memory", ours.memory, bare.memory, "a bare window")
        report.add(people, memory)


def _median(program: str, rounds: int) -> Painted:
    _painted(program)  # writes the bytecode
    runs = [_painted(program) for _ in range(rounds)]
    return Painted(
        statistics.median(one.cpu for one in runs),
        statistics.median(one.wall for one in runs),
        statistics.median(one.memory for one in runs),
    )


def _painted(program: str) -> Painted:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bench-bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    before = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", WATCH + program],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, "start")
    wall = (time.perf_counter() - before) * 1000
    return Painted((used.ru_utime + used.ru_stime) * 1000, wall, int(said.split()[-1]) / 1024)
