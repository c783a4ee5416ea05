"""AnbangDesktop --self-test REPORT: the installed program tries every part of itself and opens every page,
with nobody there.
"""

import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog

from anbang_desktop import __version__
from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.gui.help.reader import Reader
from anbang_desktop.gui.login.demo_day import clock_for
from anbang_desktop.gui.login.login_services import LoginServices, Office
from anbang_desktop.gui.offscreen import NOISE, hush
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.pages.settings.dialogs import Licences
from anbang_desktop.gui.session import Inside, Program, offices_in
from anbang_desktop.gui.shell.page import PageKey
from anbang_desktop.gui.theme import dress
from anbang_desktop.services import opening
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.demo import self_test
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people

PASSED = "全部通过"
SIZES = ("标准", "特大")
WIDE, HIGH = 1366, 768
SETTLE = 12  # turns of the event loop until layouts and paints have happened
OF_ONE: tuple[PageKey, ...] = (
    "person",
    "agreements",
    "assessments",
    "archives",
)  # these pages also show one person


@dataclass(frozen=True, slots=True)
class Composition:
    """What app.py builds a window from."""

    doors: Callable[[Clock, Path], LoginServices]
    inside: Callable[[], Inside]


@dataclass(frozen=True, slots=True)
class OpenedOffice:
    """An office open in a program without a mouse: what a walk or a painter of pictures stands on."""

    app: QApplication
    office: Office
    desk: Desk
    login: LoginServices
    inside: Callable[[], Inside]

    @contextmanager
    def window(self, size: str) -> Iterator[Program]:
        """The window at one text size, locked; it goes at the end, the desk stays open."""
        dress(self.app, size, shipped=True)
        program = Program(self.app, self.login, self.inside, at_once=True)
        program.frame.resize(WIDE, HIGH)
        program.start([self.office])
        program.frame.show()
        try:
            yield program
        finally:
            program.desk = None  # it is ours
            program.finish()
            program.frame.may_close = lambda: True
            program.frame.close()
            program.frame.deleteLater()
            settle()


@dataclass(slots=True)
class Walk:
    """Goes through the window, keeps a picture of each place and a line for whatever went wrong there."""

    program: Program
    pictures: Path
    mark: str
    faults: list[str] = field(default_factory=list)

    def see(self, name: str, show: Callable[[], object]) -> None:
        """Bring the window to a place; a failure there does not keep the others from being looked at."""
        with _complaints() as heard:
            try:
                show()
            except Exception:  # noqa: BLE001 - whatever it is belongs into the report
                heard.append(traceback.format_exc())
            settle()
            file = self.pictures / f"{name}{self.mark}.png"
            if not self.program.frame.grab().save(str(file)):
                heard.append("no picture")
        heard += after_shot(self.program)
        self.faults += [f"{name}{self.mark}: {words}" for words in heard]

    def go_everywhere(self, desk: Desk) -> None:
        """The unlock window, each page of the registry, and one person on those that can show one."""
        self.see("unlock", settle)
        self.program.desk = desk
        self.see("shell", self.program.show_shell)
        if (shell := self.program.shell()) is None:
            return
        for place in PLACES:
            self.see(place.key, partial(shell.go, place.key))
        no = people.first_page(desk, people.PeopleFilter(quick="on_books"), "no", 1)[0].no
        for key in OF_ONE:
            self.see(f"{key}-of-one", partial(shell.go, key, no=no))
        self.see("licences", lambda: _show_and_leave(Licences(shell)))  # reads files of its own
        at = ("today", "law.a12")  # so do the pictures of the manual
        self.see("help", lambda: _show_and_leave(Reader(shell, self.program.jobs, self.program.trouble, at)))


def run(report: Path, composition: Composition) -> int:
    """0 when everything worked; the report says what was tried, pictures of the pages lie in a folder
    beside it.
    """
    with (
        report.open("w", encoding="utf-8", buffering=1) as words,
        redirect_stdout(words),
        redirect_stderr(words),
    ):
        words.write(f"安帮桌面 {__version__} 自检，Python {sys.version.split()[0]}，{sys.platform}\n")
        try:
            _parts()
            faults = _pages(report.with_suffix(""), composition)
        except UserError as error:
            faults = [str(error)]
        except Exception:  # noqa: BLE001 - whatever it is belongs into the report
            faults = [traceback.format_exc()]
        words.writelines(f"{fault}\n" for fault in faults)
        words.write(f"{'没有通过' if faults else PASSED}\n")
    return 1 if faults else 0


def walk(office: Path, passphrase: str, pictures: Path, composition: Composition) -> list[str]:
    """Every page at both text sizes, each with its picture; what went wrong."""
    pictures.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with opened(office, passphrase, composition) as there:
        for size in SIZES:
            with there.window(size) as program:
                steps = Walk(program, pictures, "_150" if size == "特大" else "")
                steps.go_everywhere(there.desk)
            faults += steps.faults
    return faults


@contextmanager
def opened(office: Path, passphrase: str, composition: Composition) -> Iterator[OpenedOffice]:
    """A copy of the office (pages may save), unlocked; this user's own choices stay out of it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["self-test"])
    assert isinstance(app, QApplication)  # noqa: S101 - nobody else makes one here
    hush(app)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        os.environ["XDG_CONFIG_HOME"] = os.environ["LOCALAPPDATA"] = scratch
        copy = Path(scratch) / "demo" / "office"
        shutil.copytree(office, copy, ignore=shutil.ignore_patterns("*.lock"))
        for file in office.parent.glob("*.txt"):  # the demo's own day, and its passphrase
            shutil.copy(file, copy.parent)
        found = offices_in([copy], opening.look)[0]
        clock = clock_for(copy)
        desk = opening.unlock(copy, found.card.users[0], passphrase, clock)
        try:
            yield OpenedOffice(app, found, desk, composition.doors(clock, copy), composition.inside)
        finally:
            opening.close(desk)


def after_shot(program: Program, size: tuple[int, int] = (WIDE, HIGH)) -> list[str]:
    """What is wrong with the window now; set right for the next place."""
    wrong = []
    if (box := program.trouble.box()) is not None:
        wrong.append("an error box came up")
        box.done(0)
    if (here := (program.frame.width(), program.frame.height())) != size:
        wrong.append(f"wants {here[0]} x {here[1]}")
        program.frame.resize(*size)
    return wrong


def settle() -> None:
    """Let layouts and paints happen."""
    app = QApplication.instance()
    for _turn in range(SETTLE):
        if app is not None:
            app.processEvents()


def _show_and_leave(dialog: QDialog) -> None:
    dialog.show()
    settle()
    dialog.done(0)
    dialog.deleteLater()


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What Qt warns of meanwhile, and errors that rise out of slots and paints."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and words != NOISE:
            heard.append(words)

    messages, hook = qInstallMessageHandler(hear), sys.excepthook
    sys.excepthook = lambda *raised: heard.append("".join(traceback.format_exception(*raised)))
    try:
        yield heard
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(messages)


def _parts() -> None:
    for line in self_test.run():
        sys.stdout.write(f"{line.seconds:6.1f} 秒  {line.what}：{line.result}\n")


def _pages(pictures: Path, composition: Composition) -> list[str]:
    """Every page of the demo office."""
    with tempfile.TemporaryDirectory(prefix="anbang-self-test-", ignore_cleanup_errors=True) as made:
        demo.run(Path(made))
        start = time.monotonic()
        key = (Path(made) / "passphrase.txt").read_text("utf-8").strip()
        faults = walk(Path(made) / "office", key, pictures, composition)
    sys.stdout.write(f"{time.monotonic() - start:6.1f} 秒  每一页都打开了一遍\n")
    return faults
