"""No level of help is named in the program: which there are stands in rule packs (domain.md §0.1)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.services import opening

ROOT = Path(__file__).resolve().parents[2] / "anbang_desktop"
CODES = {level.code for pack in opening.rules().packs for level in pack.levels}


def _strings(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", ["domain", "fields", "storage", "services", "gui", "cli", "excel", "pdf"])
def test_no_level_is_named_in_python(folder: str) -> None:
    named = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / folder).rglob("*.py"))
        for line, words in _strings(file)
        if words in CODES or set(words.split(".")) & CODES
    ]
    assert named == []
