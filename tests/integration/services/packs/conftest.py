"""A county's packs as files."""

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str], Path]


@pytest.fixture
def pack_file(tmp_path: Path) -> Write:
    """A file with that text."""

    def write(text: str) -> Path:
        file = tmp_path / "安平县规则包.toml"
        file.write_text(text, "utf-8")
        return file

    return write
