"""An office with people in every state, made once for whoever asks something of many."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.services.desk import Desk
from tests.support import desks
from tests.support.register import Register

PEOPLE = 400


@pytest.fixture(scope="session")
def crowded_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Four hundred invented people, and the office's data key."""
    folder = tmp_path_factory.mktemp("crowded") / "office"
    key = desks.build_empty(folder)
    with desks.opened(folder, key) as desk:
        Register(desk).grow(PEOPLE)
    return folder, key


@pytest.fixture
def crowd(crowded_office: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    """A desk over a copy of it."""
    copy = shutil.copytree(crowded_office[0], tmp_path / "crowded")
    with desks.opened(copy, crowded_office[1]) as desk:
        yield desk
