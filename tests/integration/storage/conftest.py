"""One office made once, copied for each test that opens or breaks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.storage.store import Store
from tests.support import vaults
from tests.support.vaults import Built


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The office to copy from."""
    return vaults.build(tmp_path_factory.mktemp("office") / "QS01")


@pytest.fixture
def folder(built: Built, tmp_path: Path) -> Path:
    """A copy of the office, closed."""
    return built.copy(tmp_path / "QS01")


@pytest.fixture
def store(built: Built, folder: Path) -> Iterator[Store]:
    """The copy, open."""
    opened = vaults.reopen(folder, built.data_key)
    yield opened
    opened.close()
