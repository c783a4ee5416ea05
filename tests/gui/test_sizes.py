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
from anbang_desktop.services.demo import story
from anbang_desktop.services.worklist import people
from tests.support import vaults
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
    made, key = tmp_path_factory.mktemp("sizes"), vaults.PASSPHRASE
    demo.run(made, demo.Wanted(story.load().office, key, keeps_papers=False))
    with window_test.opened(
        made / "office", key, Composition(composition.doors, composition.load_inside)
    ) as there:
        yield there


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_every_screen(office: OpenedOffice, size: str) -> None:
    """Each page is made once, on the smallest screen, and follows the window to the others."""
    faults: list[str] = []
    with office.window(size) as program:
        _each_screen(program, faults, "unlock")
        shown = Strays(program.frame)
        office.app.installEventFilter(shown)
        program.desk = office.desk
        program.show_shell()
        no = people.first_page(office.desk, people.PeopleFilter(quick="on_books"), "no", 1)[0].no
        everywhere: list[tuple[PageKey, Target]] = [(place.key, {}) for place in PLACES]
        for key, target in everywhere + [(key, {"no": no}) for key in OF_ONE]:
            _resize(program, SCREENS[0])
            shell = program.shell()  # another one where the form of its pages changes with the room
            assert shell is not None
            shell.go(key, **target)
            _each_screen(program, faults, f"{key} {target}")
        office.app.removeEventFilter(shown)
        program.desk = None
        program.show_unlock()
        faults += [*shown.seen, *strays(program.frame)]
    assert not faults, "\n".join(faults)


def _each_screen(program: Program, faults: list[str], name: str) -> None:
    """What is on show, at every size of a screen."""
    for screen in SCREENS:
        _resize(program, screen)
        _note(faults, f"{screen} {name}", program.frame)
        if (here := (program.frame.width(), program.frame.height())) != screen:
            faults.append(f"{screen} {name}: the window grew to {here}")


def _resize(program: Program, screen: tuple[int, int]) -> None:
    """Without the wait of the window for the end of a drag."""
    program.frame.resize(*screen)
    program._fit()
    settle()


def _note(faults: list[str], name: str, shown: QWidget) -> None:
    faults += [f"{name}: {said}" for said in misfits(shown)]


@pytest.mark.slow
def test_everything_that_is_pictured_fits_the_harshest_screen(office: OpenedOffice) -> None:
    faults: list[str] = []
    with office.window("特大") as program:
        stage = Stage(program, office.desk, [office.office])
        program.frame.resize(*HARSHEST)
        for shot in SHOTS:
            if shot.name.startswith(PASSED_OVER):
                continue
            stage.look = partial(_note, faults, shot.name)
            shot.make(stage)
            faults += [f"{shot.name}: {said}" for said in window_test.after_shot(program, HARSHEST)]
    assert not faults, "\n".join(faults)
