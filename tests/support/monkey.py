"""python -m tests.support.monkey --office DIR --events 20000: random keys, clicks and wheels over a copy of
the demo.

It fails on a fault of the program, a warning of Qt, a wheel that changes data, and data that differ from
what the units of work say. The seed is printed and makes the same hand again; ``--seed`` plays it.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QWidget
from sqlalchemy import func, select

from anbang_desktop import app as composition
from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.gui import printing, questions
from anbang_desktop.gui.keys import KEYS
from anbang_desktop.gui.login.demo_day import clock_for
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.offscreen import hush
from anbang_desktop.gui.session import Program, offices_in
from anbang_desktop.gui.theme import dress
from anbang_desktop.gui.window_test import _complaints
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.tables_core import changes

WORDS = (
    "王",
    "李明",
    "2026-11-03",
    "3-5",
    "今天",
    "13900001234",
    "14990119900101123X",
    "zqm",
    "电焊工，活少",
    "=1+1",
    "０１",
    "99999",
)
PLAIN = (
    "Tab",
    "Shift+Tab",
    "Return",
    "Esc",
    "Space",
    "Up",
    "Down",
    "Left",
    "Right",
    "PageDown",
    "Home",
    "Delete",
    "F4",
)
LETTERS = "0123456789abcxyz-."
PRINTS = 0.7  # how often the printer takes what it gets
LAST = 60  # events that are told when something went wrong
OF_TEST = ("keyToAscii", "This plugin does not support")  # of QTest and of a window without a screen
Act = Callable[[QWidget], str]


class Monkey(QObject):
    """Plays events from the event loop, so that dialogs, menus and jobs may wait inside one another."""

    def __init__(self, program: Program, seed: int, events: int, unlock: Callable[[], object]) -> None:
        super().__init__()
        self._program, self._left, self._unlock = program, events, unlock
        self._chance = random.Random(seed)
        self._pressed = tuple(dict.fromkeys(key for line in KEYS for key in line.keys))
        self.faults: list[str] = []
        self.last: deque[str] = deque(maxlen=LAST)
        self.kinds: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.ended, self._told = False, 0

    def play(self) -> None:
        """Until all events are played or something went wrong."""
        self._soon()
        while not self.ended:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        if self.ended:
            return
        if self._left <= 0 or self.faults:
            self._end()
            return
        self._soon()
        self._left -= 1
        popup = QApplication.activePopupWidget()
        front = popup or QApplication.activeModalWidget() or self._program.frame
        content = self._program.frame.content()
        if isinstance(content, Unlock) and front is self._program.frame:
            self._unlock()
            return
        shell = self._program.shell()
        if shell is not None:
            self.pages[str(shell.here())] += 1
        acts: tuple[tuple[Act, int], ...] = (
            (self._button, 30),
            (self._row, 10),
            (self._point, 12),
            (self._wheel, 14),
            (self._plain, 16),
            (self._shortcut, 10),
            (self._letter, 4),
            (self._words, 6),
        )
        act = self._chance.choices([one for one, _ in acts], [weight for _, weight in acts])[0]
        self.kinds[act.__name__] += 1
        self._told += 1
        number, said = self._told, f"{act.__name__} on {type(front).__name__} {front.windowTitle()}"
        self.last.append(f"{number} {said}")
        self.last.append(f"{number} done: {act(front)}")

    def _end(self) -> None:
        self.ended = True
        while (box := QApplication.activeModalWidget()) is not None and isinstance(box, QDialog):
            box.done(0)
        if (menu := QApplication.activePopupWidget()) is not None:
            menu.close()

    # hands --------------------------------------------------------------------------------------

    def _button(self, front: QWidget) -> str:
        seen = [one for one in front.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if not seen:
            return "none"
        one = self._chance.choice(seen)
        name = one.accessibleName() or one.text()
        self._click(one, one.rect().center())
        return name

    def _row(self, front: QWidget) -> str:
        seen = [one for one in front.findChildren(QAbstractItemView) if one.isVisible()]
        rows = [(one, one.model().rowCount()) for one in seen if one.model() is not None]
        full = [(one, count) for one, count in rows if count]
        if not full:
            return "none"
        view, count = self._chance.choice(full)
        index = view.model().index(self._chance.randrange(count), 0)
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        place = view.visualRect(index).center()
        if not view.viewport().rect().contains(place):
            return "out of sight"
        if self._chance.random() < 0.4:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
            return "double"
        self._click(view.viewport(), place)
        return "row"

    def _point(self, front: QWidget) -> str:
        place = self._place(front)
        target = front.childAt(place) or front
        if not target.isEnabled():
            return "asleep"
        at, name = target.mapFrom(front, place), type(target).__name__
        if self._chance.random() < 0.2:
            QTest.mouseClick(target, Qt.MouseButton.RightButton, pos=at)
        else:
            self._click(target, at)
        return name

    def _wheel(self, front: QWidget) -> str:
        place = self._place(front)
        target = front.childAt(place) or front
        before, turned = self._changed(), self._chance.choice((-120, -120, 120, -480))
        at, name = QPointF(target.mapFrom(front, place)), type(target).__name__
        turn = QWheelEvent(
            at,
            QPointF(target.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, turn)
        if self._changed() != before:
            self.faults.append(f"the wheel over {name} changed data")
        return name

    def _plain(self, front: QWidget) -> str:
        return self._key(front, self._chance.choice(PLAIN))

    def _shortcut(self, front: QWidget) -> str:
        return self._key(front, self._chance.choice(self._pressed))

    def _letter(self, front: QWidget) -> str:
        return self._key(front, self._chance.choice(LETTERS))

    def _words(self, front: QWidget) -> str:
        here, words = front.focusWidget(), self._chance.choice(WORDS)
        if here is None or not here.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return "nowhere"
        said = QInputMethodEvent()
        said.setCommitString(words)
        QApplication.sendEvent(here, said)
        return words

    def _key(self, front: QWidget, keys: str) -> str:
        if QApplication.activeWindow() is None:
            front.window().activateWindow()
        one = QKeySequence(keys)[0]  # type: ignore[index]
        QTest.keyClick(front.focusWidget() or front, one.key(), one.keyboardModifiers())
        return keys

    def _click(self, target: QWidget, place: QPoint) -> None:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=place)

    def _place(self, front: QWidget) -> QPoint:
        return QPoint(
            self._chance.randrange(max(front.width(), 1)), self._chance.randrange(max(front.height(), 1))
        )

    def _changed(self) -> int:
        desk = self._program.desk
        if desk is None or self._program.jobs.busy():
            return 0
        with desk.store.read() as connection:
            return int(connection.execute(select(func.count()).select_from(changes)).scalar_one())


def play(office: Path, key: str, seed: int, events: int) -> list[str]:
    """What went wrong over a copy of ``office``; nothing when all is well."""
    qt = QApplication.instance() or QApplication(["monkey"])
    assert isinstance(qt, QApplication)
    hush(qt)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch, _complaints() as heard:
        copy = Path(scratch) / "demo" / "office"
        shutil.copytree(office, copy, ignore=shutil.ignore_patterns("*.lock"))
        for file in office.parent.glob("*.txt"):
            shutil.copy(file, copy.parent)
        clock = clock_for(copy)
        chance = random.Random(seed + 1)
        with _no_outside(Path(scratch), chance):
            monkey = _let_loose(qt, copy, clock, key, seed, events)
        faults = [*monkey.faults, *(words for words in heard if not words.startswith(OF_TEST))]
        if faults:
            faults += [f"before: {line}" for line in monkey.last]
        print(f"{dict(monkey.kinds)}, pages {dict(monkey.pages)}")
        return faults + _sound(copy, key, clock)


def _let_loose(qt: QApplication, office: Path, clock: Clock, key: str, seed: int, events: int) -> Monkey:
    dress(qt, "标准", shipped=True)
    program = Program(qt, composition.doors(clock, office), composition.load_inside, at_once=True)

    def unlock() -> None:
        content = program.frame.content()
        if isinstance(content, Unlock):
            content._fill_in(key)
            content._open()

    shown = program.trouble.show
    monkey = Monkey(program, seed, events, unlock)

    def show(error: BaseException) -> None:
        if not isinstance(error, UserError | Cancelled):
            monkey.faults.append(f"a fault: {error!r}")
        shown(error)

    program.trouble.show = show  # type: ignore[method-assign]
    sys.excepthook = lambda _kind, error, trace: (
        QTimer.singleShot(0, lambda: program.trouble.show(error))
        if isinstance(error, UserError | Cancelled)
        else monkey.faults.append("".join(traceback.format_exception(type(error), error, trace)))
    )
    program.frame.resize(1366, 768)
    program.frame.may_close = lambda: False
    program.start(offices_in([office], opening.look))
    program.frame.show()
    monkey.play()
    if program.desk is not None:
        program.lock()
    program.finish()
    program.frame.may_close = lambda: True
    program.frame.close()
    program.frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return monkey


@contextmanager
def _no_outside(folder: Path, chance: random.Random) -> Iterator[None]:
    """Dialogs of the system, the printer and the file manager answer by themselves, sometimes with no."""

    def save(_parent: object, _title: str, name: str, *_more: object, **_kinds: object) -> Path | None:
        return chance.choice([None, folder / f"{chance.randrange(10**6)}_{name}"])

    def into(*_asked: object, **_kinds: object) -> Path | None:
        return chance.choice([None, folder])

    def take(*_asked: object) -> bool:
        return chance.random() < PRINTS

    def choose(*_asked: object, **_kinds: object) -> object | None:
        return object() if take() else None

    def paint(_printer: object, pages: Iterable[object]) -> None:
        for _page in pages:
            pass

    def none(*_asked: object, **_kinds: object) -> None:
        return None

    with (
        mock.patch.object(questions, "save_file", save),
        mock.patch.object(questions, "save_folder", into),
        mock.patch.object(questions, "open_file", none),
        mock.patch.object(questions, "open_files", return_value=[]),
        mock.patch.object(printing, "print_pages", take),
        mock.patch.object(printing, "choose_printer", choose),
        mock.patch.object(printing, "paint", paint),
        mock.patch.object(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["打印机"])),
        mock.patch("PySide6.QtGui.QDesktopServices.openUrl", return_value=True),
    ):
        yield


def _sound(office: Path, key: str, clock: Clock) -> list[str]:
    """Every row against the audit, as ``office check`` does: what no unit of work says has not happened."""
    user = opening.look(office).users[0]
    desk: Desk = opening.unlock(office, user, key, clock)
    try:
        return [f"check: {problem}" for problem in opening.check(desk).problems]
    finally:
        opening.close(desk)


def main(given: Sequence[str] | None = None) -> int:
    """Play; 0 when nothing went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--office", type=Path, required=True)
    options.add_argument("--events", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    found = options.parse_args(given)
    print(f"seed {found.seed}, {found.events} events", flush=True)
    key = (found.office.parent / "passphrase.txt").read_text("utf-8").strip()
    start = time.process_time()
    faults = play(found.office, key, found.seed, found.events)
    for fault in faults:
        print(fault, file=sys.stderr)
    told = "something went wrong" if faults else "nothing went wrong"
    print(f"{told}, {time.process_time() - start:.0f} s CPU")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
