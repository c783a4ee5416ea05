"""Every command, key, act, paper, page and export of the program stands in tests/data/features.toml, and all
that stands there is still in the program: what gets lost in a change is named here. A new feature adds its
line; ``python -m tests.architecture.test_features`` writes the list of today.
"""

import argparse
import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.cli.main import parser
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui import keys
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.records.printouts import FORMS
from anbang_desktop.gui.shell.keys_help import KEYS
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records.registry import KINDS
from tests.architecture.test_sources import ROOT

LIST = ROOT / "tests" / "data" / "features.toml"
GUI = ROOT / "anbang_desktop" / "gui"
CHOOSERS = {"save_file", "save_folder", "open_file", "open_files"}
BUTTONS = {"button", "verb", "addAction", "Bar", "Verb"}


def _commands(parser: argparse.ArgumentParser, so_far: str = "") -> Iterator[str]:
    """The commands a person can type, with their options."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for name, under in action.choices.items():
            yield from _commands(under, f"{so_far} {name}".strip())
    if not below:
        options = [action.option_strings[-1] for action in parser._actions if action.option_strings]
        yield " ".join([so_far, *(f"[{name}]" for name in options if name not in {"--help", "-h"})])


def _written(node: ast.expr) -> str | None:
    """A text that stands in the source; what a form fills in shows as ``…``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_written(part) or "…" for part in node.values)
    return None


def _calls(names: set[str]) -> Iterator[str]:
    """The title each call to one of these gives, anywhere in the window."""
    for file in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
                at = 1 if called in CHOOSERS else 0
                if called in names and len(node.args) > at and (words := _written(node.args[at])):
                    yield words


def _keys() -> Iterator[str]:
    """The keys that are bound, each with its owner."""
    return (f"{line.where.name}: {key}" for line in keys.KEYS for key in line.keys)


def features() -> dict[str, list[str]]:
    """What the program can do, read from the program."""
    found = {
        "commands": _commands(parser()),
        "keys": _keys(),
        "keys_told": (f"{told}: {what}" for told, what in KEYS),
        "acts": (verb.value for verb in Verb),
        "buttons": (word for word in _calls(BUTTONS) if word.strip(" …")),
        "records": (f"{kind.name}: {kind.verb}" for kind in KINDS),
        "pages": (f"{place.key}: {place.title}" for place in PLACES),
        "papers": [*papers.OF_CASE, *papers.OF_RECORD],
        "papers_in_the_window": (name for _paper, name, _needs in FORMS),
        "files_in_and_out": _calls(CHOOSERS),
    }
    return {group: sorted(set(names)) for group, names in found.items()}


NOW = features()
LISTED: dict[str, list[str]] = tomllib.loads(LIST.read_text("utf-8")) if LIST.exists() else {}


@pytest.mark.parametrize("group", NOW)
def test_every_feature_is_still_there_and_listed(group: str) -> None:
    missing = sorted(set(LISTED[group]) - set(NOW[group]))
    unlisted = sorted(set(NOW[group]) - set(LISTED[group]))
    assert not missing, f"lost from the program ({group}): {missing}"
    assert not unlisted, f"not in tests/data/features.toml ({group}): {unlisted}"


def test_the_list_has_no_group_of_its_own() -> None:
    assert list(LISTED) == list(NOW)


def _write(path: Path) -> None:
    lines = [
        "# Every feature of the program; tests/architecture/test_features.py compares it with the program.",
        *(
            f"\n{group} = [\n" + "".join(f'    "{name}",\n' for name in names) + "]"
            for group, names in NOW.items()
        ),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    _write(LIST)
