"""For pages alone: a window that only remembers what it was told, and an office with the county's list."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from anbang_desktop import paths
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.history import Done
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.due import DueItem
from tests.support import desks, vaults
from tests.support.makers import TODAY
from tests.support.vaults import CLOCK, PASSPHRASE, USER


@dataclass
class ToldWindow:
    """The window as pages see it; jobs run at once."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    saves: int = 0
    taken_back: list[Done] = field(default_factory=list)
    lets_undo: bool = False
    undo: Callable[[], object] | None = None

    def go(self, page: str, **target: object) -> None:
        self.went.append((page, target))

    def back(self) -> None:
        self.went.append(("back", {}))

    def copy_out(self, among: Sequence[int], at: int) -> None:
        self.went.append(("copying", {"among": list(among), "at": at}))

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(words)
        self.undo = undo

    def saved(self) -> None:
        self.saves += 1

    def done(self, words: str) -> None:
        self.saved()
        self.toast(words)

    def take_back(self, unit: Done) -> bool:
        self.taken_back.append(unit)
        return self.lets_undo

    def run_job(
        self, title: str, job: Callable[[Progress], Any], done: Callable[[Any], object], **_more: object
    ) -> None:
        done(job(Progress()))

    def trouble(self, error: BaseException) -> None:
        raise error

    def apply_choices(self) -> None:
        self.went.append(("choices", {}))

    def backed_up(self) -> None:
        self.went.append(("light", {}))

    def busy(self) -> bool:
        return False

    def work_of_the_day(self) -> list[DueItem]:
        return []


@pytest.fixture(scope="session")
def casework_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An office with the sample list, made once, and its data key; tests work on copies."""
    folder = tmp_path_factory.mktemp("casework") / "office"
    desk = opening.create(folder, "柳湾镇司法所", "149981", "澄岭县司法局", USER, PASSPHRASE, CLOCK).desk
    plan = roster.plan(desk, paths.resources("demo", "预释放人员名单_2026年11月.xlsx"))
    roster.commit(desk, plan)
    _register(desk, _of(desk, "S10_NOTICE"))
    opening.close(desk)
    return folder, vaults.data_key(folder)


@pytest.fixture
def desk(casework_office: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    """The office of this test, unlocked: fresh people, and one brought to S50 with a group of three
    (``registered``).
    """
    folder = tmp_path / "office"
    shutil.copytree(casework_office[0], folder)
    with desks.opened(folder, casework_office[1]) as made:
        yield made


@pytest.fixture
def window() -> ToldWindow:
    """What the page told the window."""
    return ToldWindow()


@pytest.fixture
def fresh(desk: Desk) -> str:
    """The number of a freshly imported person whose release day has passed."""
    return _of(desk, "S10_NOTICE")


@pytest.fixture
def registered(desk: Desk) -> str:
    """The number of the one who is registered and has a group."""
    return _of(desk, "S50_REGISTERED")


def _of(desk: Desk, state: str) -> str:
    listed = people.first_page(desk, people.PeopleFilter(), limit=200)
    return next(
        row.no for row in listed if row.release_date and row.release_date <= TODAY and row.state_code == state
    )


def _register(desk: Desk, no: str) -> None:
    checked = {
        "result": "01",
        "checker": "李文静",
        "methods": ["VILLAGE"],
        "checked_on": TODAY,
        "replied_on": TODAY,
    }
    write.record(desk, no, "verification", checked)
    advance.advance(desk, no, "S40")
    write.record(desk, no, "handover", {"handover_date": TODAY, "mode": "L01"})
    write.record(desk, no, "registration", {"release_cert_no": "晋监释〔2026〕88号"})
    members = [
        {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
        {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"},
        {"name": "周大勇", "kind": "FAMILY", "role": "MEMBER"},
    ]
    write.record(desk, no, "group", {"formed_on": TODAY, "members": members})
