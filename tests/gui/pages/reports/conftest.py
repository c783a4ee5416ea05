"""The page 报送 on a desk of its own, in a window that runs jobs at once and remembers what it was told."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.reports.page import ReportsPage
from anbang_desktop.gui.theme import dress
from anbang_desktop.progress import Progress
from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.history import Done
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.due import DueItem
from tests.support import desks

REGISTERED = (24, 25)  # rows of the sample list that report within the month


@dataclass
class Told:
    """What the window heard."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    saves: int = 0

    def go(self, page: str, **target: object) -> None:
        self.went.append((page, target))

    def toast(self, words: str, undo: object = None) -> None:
        self.toasts.append(words)

    def back(self) -> None: ...

    def copy_out(self, among: Sequence[int], at: int) -> None: ...

    def apply_choices(self) -> None: ...

    def backed_up(self) -> None: ...

    def saved(self) -> None:
        self.saves += 1

    def done(self, words: str) -> None:
        self.saved()
        self.toast(words)

    def take_back(self, unit: Done) -> bool:
        raise NotImplementedError

    def busy(self) -> bool:
        return False

    def work_of_the_day(self) -> list[DueItem]:
        return []

    def trouble(self, error: BaseException) -> None:
        self.errors.append(error)

    def run_job(
        self,
        title: str,
        job: Callable[[Progress], Any],
        done: Callable[[Any], object],
        *,
        unit: str = "",
        failed: object = None,
        stopped: object = None,
    ) -> None:
        try:
            result = job(Progress())
        except Exception as error:  # noqa: BLE001 - as the real window does
            self.trouble(error)
        else:
            done(result)


@pytest.fixture(scope="session")
def reporting_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The sample list imported; two people registered."""
    folder = tmp_path_factory.mktemp("reports") / "office"
    key = desks.build_empty(folder)
    with desks.opened(folder, key) as desk:
        desks.import_sample(desk)
        ids = people.list_ids(desk, people.PeopleFilter(), "no")
        numbers = [row.no for row in people.rows(desk, ids)]
        month = Month(desk, load(), dict(zip(REGISTERED, numbers[17:19], strict=True)))
        for row in REGISTERED:
            verify(month, row)
            receive(month, row)
    return folder, key


@pytest.fixture
def desk(reporting_office: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    """A desk over a copy."""
    with desks.opened(
        Path(shutil.copytree(reporting_office[0], tmp_path / "office")), reporting_office[1]
    ) as made:
        yield made


@pytest.fixture
def told() -> Told:
    """The window."""
    return Told()


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, shipped_fonts: list[str], desk: Desk, told: Told) -> ReportsPage:
    """The page, shown."""
    dress(qapp, "标准", shipped=True)
    made = ReportsPage(desk, told)
    qtbot.addWidget(made)
    made.resize(1194, 681)
    made.open()
    made.show()
    return made
