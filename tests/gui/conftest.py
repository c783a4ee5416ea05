"""The whole program on an office of the test's own, dressed with the shipped face; jobs run at once."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop import app as composition
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.session import Program, offices_in
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from tests.support import desks, vaults
from tests.support.makers import TODAY


@pytest.fixture(autouse=True)
def painted(qapp: QApplication, shipped_fonts: list[str]) -> QApplication:
    """The application in 标准 with the shipped face: whichever test comes first, its widgets have a dress."""
    dress(qapp, "标准", shipped=True)
    return qapp


@pytest.fixture(scope="module", autouse=True)
def what_is_there_stays(qapp: QApplication, shipped_fonts: list[str]) -> Iterator[None]:
    """What the file found in memory is left out of the collection after each of its tests, which looks for
    what the test left: a tenth of a second a test otherwise.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def context() -> EntryContext:
    """What entries need, with the real code tables on the fixed day."""
    return EntryContext(ReadContext(opening.codes(), TODAY))


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An office with the sample list, made once."""
    folder = tmp_path_factory.mktemp("shell") / "office"
    key = desks.build_empty(folder)
    with desks.opened(folder, key) as desk:
        desks.import_sample(desk)
    return folder, key


@pytest.fixture
def office(imported: tuple[Path, bytes], tmp_path: Path) -> Path:
    """A copy for this test."""
    return Path(shutil.copytree(imported[0], tmp_path / "office"))


@pytest.fixture
def desk(imported: tuple[Path, bytes], office: Path) -> Iterator[Desk]:
    """Its desk."""
    with desks.opened(office, imported[1]) as made:
        yield made


@pytest.fixture
def program(painted: QApplication, qtbot: QtBot, office: Path) -> Iterator[Program]:
    """The program before the unlock."""
    made = Program(painted, composition.doors(vaults.CLOCK, office), composition.load_inside, at_once=True)
    made.frame.resize(1366, 768)
    made.start(offices_in([office], opening.look))
    made.frame.show()
    yield made
    made.finish()
    if (box := made.trouble.box()) is not None:
        box.done(0)
    made.frame.may_close = lambda: True
    made.frame.close()
    made.frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def shell(program: Program, imported: tuple[Path, bytes], office: Path) -> Shell:
    """The main window, unlocked without the quarter of a second of the key derivation."""
    program._opened(opening._desk(vaults.reopen(office, imported[1]), vaults.CLOCK))
    made = program.shell()
    assert made is not None
    return made
