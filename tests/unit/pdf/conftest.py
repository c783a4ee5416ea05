"""What the tests of paper share: text and fonts read back by poppler."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Reader = Callable[[bytes], str]


def _tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"这项测试需要 {name}，请安装软件包 poppler-utils。"
    return found


def _run(name: str, pdf: bytes, tmp_path: Path, *more: str) -> str:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        [_tool(name), str(file), *more], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


@pytest.fixture
def text_of(tmp_path: Path) -> Reader:
    """What pdftotext reads, in the order of the page's drawing."""
    return lambda pdf: _run("pdftotext", pdf, tmp_path, "-raw", "-")


@pytest.fixture
def fonts_of(tmp_path: Path) -> Callable[[bytes], list[list[str]]]:
    """The lines of pdffonts: name, type, encoding, embedded, subset, unicode …"""
    return lambda pdf: [line.split() for line in _run("pdffonts", pdf, tmp_path).splitlines()[2:]]
