"""Every page and dialog at the sizes of real screens: none grows, cuts a label, or goes sideways."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from anbang_desktop import app as composition
from anbang_desktop.gui import window_test
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import PageKey, Target
from anbang_desktop.gui.window_test import OF_ONE, Composition, OpenedOffice, settle
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from tests.support.fits import misfits, strays
from tests.support.screens.shots import SHOTS
from tests.support.screens.stage import Stage

SCREENS = ((1024, 768), (1093, 614), (1280, 720), (1366, 768))
HARSHEST = (1024, 614)  # the narrowest and the lowest at once
SIZES = ("标准", "大", "特大")
PASSED_OVER = ("paper", "4_person")  # no window; the person page is among the pages


class Strays(QObject):
    """Hears of every top-level window that comes up and is neither the frame, nor a dialog, nor a popup."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__()
        self.frame, self.seen = frame, list[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget) or not watched.isWindow():
            return False
        if watched is not self.frame and not isinstance(watched, QDialog):
            self.seen.append(f"stray window: {type(watched).__name__} {watched.windowTitle()}")
        return False


@pytest.fixture(scope="module")
def office(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, shipped_fonts: list[str]
) -> Iterator[OpenedOffice]:
    """The invented month, unlocked."""
    made = tmp_path_factory.mktemp("sizes")
    demo.run(made)
    key = (made / "passphrase.txt").read_text("utf-8").strip()
    with window_test.opened(
        made / "office", key, Composition(composition.doors, composition.load_inside)
    ) as there:
        yield there


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_every_screen(office: OpenedOffice, size: str) -> None:
    faults: list[str] = []
    with office.window(size) as program:
        for screen in SCREENS:
            program.frame.resize(*screen)
            settle()
            _note(faults, f"{screen} unlock", program.frame)
            shown = Strays(program.frame)
            office.app.installEventFilter(shown)
            program.desk = office.desk
            _walk(program, office.desk, faults, str(screen))
            office.app.removeEventFilter(shown)
            assert (program.frame.width(), program.frame.height()) == screen
            faults += shown.seen
            program.desk = None
            program.show_unlock()
            settle()
        faults += strays(program.frame)
    assert faults == []


def _walk(program: Program, desk: Desk, faults: list[str], screen: str) -> None:
    """Every page of the registry, and one person on those that can show one."""
    program.show_shell()
    shell = program.shell()
    assert shell is not None
    no = people.first_page(desk, people.PeopleFilter(quick="on_books"), "no", 1)[0].no
    everywhere: list[tuple[PageKey, Target]] = [(place.key, {}) for place in PLACES]
    for key, target in everywhere + [(key, {"no": no}) for key in OF_ONE]:
        shell.go(key, **target)
        settle()
        _note(faults, f"{screen} {key} {target}", program.frame)


def _note(faults: list[str], name: str, shown: QWidget) -> None:
    faults += [f"{name}: {said}" for said in misfits(shown)]


@pytest.mark.slow
def test_everything_that_is_pictured_fits_the_harshest_screen(office: OpenedOffice) -> None:
    faults: list[str] = []
    with office.window("特大") as program:
        stage = Stage(program, office.desk, [office.office])
        for shot in SHOTS:
            if shot.name.startswith(PASSED_OVER):
                continue
            program.frame.resize(*HARSHEST)
            stage.look = partial(_note, faults, shot.name)
            shot.make(stage)
            window_test.after_shot(program)
    assert faults == []
