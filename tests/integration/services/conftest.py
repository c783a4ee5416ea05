"""Desks over real encrypted offices, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from tests.support import desks


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A new office and its data key."""
    folder = tmp_path_factory.mktemp("empty") / "office"
    return folder, desks.build_empty(folder)


@pytest.fixture(scope="session")
def imported_office(
    empty_office: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bytes]:
    """The same with the sample list imported."""
    folder = tmp_path_factory.mktemp("imported") / "office"
    shutil.copytree(empty_office[0], folder)
    with desks.opened(folder, empty_office[1]) as desk:
        desks.import_sample(desk)
    return folder, empty_office[1]


@pytest.fixture
def empty_desk(empty_office: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    """A desk without anybody on it."""
    with desks.opened(shutil.copytree(empty_office[0], tmp_path / "office"), empty_office[1]) as desk:
        yield desk


@pytest.fixture
def desk(imported_office: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    """A desk with the sample list's 33 people, of whom one is withheld."""
    with desks.opened(shutil.copytree(imported_office[0], tmp_path / "office"), imported_office[1]) as desk:
        yield desk


@pytest.fixture
def registered(desk: Desk) -> str:
    """The number of the person with the rarest name, who came and was registered (S50)."""
    no = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    month = Month(desk, load(), {24: no})
    verify(month, 24)
    receive(month, 24)
    return no
