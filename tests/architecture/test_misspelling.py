"""A misspelt identifier is an error of types: in every module of the services and of the window one key,
column, verb or attribute, drawn at random, is misspelt in a copy of the program, and mypy must name each.

The draw follows from the sources: the same tree has the same sites, and a change draws others. The seed is
printed with a failure; ``ANBANG_MISSPELL_SEED`` draws other sites, or the same again.
"""

import ast
import keyword
import os
import random
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.states import AgreementState, State
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.records import KINDS, RECORDS
from anbang_desktop.fields.rows import Rows
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services import opening
from anbang_desktop.services.records.case_file import CaseFile

ROOT = paths.resources().parent
WINGS = ("services", "gui/pages", "gui/records")
RECORD_CLASSES = (Client, Case, Stage, *(kind.record for kind in KINDS))
LINES = {
    field.kind.line for kind in RECORDS.values() for field in kind.fields if isinstance(field.kind, Rows)
}
ATTRIBUTES = {
    one.name for record in (*RECORD_CLASSES, *LINES) if is_dataclass(record) for one in fields(record)
}
CASE_FILE = {name for name in vars(CaseFile) if not name.startswith("_")}
KEYS = {
    *(field.name for kind in RECORDS.values() for field in kind.fields),
    *opening.codes(),
    *(key for pack in opening.rules().packs for key in pack.rules),
    *(member.value for kind in (State, AgreementState, Verb) for member in kind),
}
MEMBERS = {member.name for kind in (State, AgreementState, Verb, PersonSection) for member in kind}


@dataclass(frozen=True, slots=True)
class Site:
    """One identifier in a module: where it stands and what it says."""

    line: int
    column: int
    end_line: int
    word: str


def sites(source: str) -> Iterator[Site]:
    """Attributes of records and of case files, members of enumerations, and strings that are looked up."""
    tree = ast.parse(source)
    parsed = {inner for outer in ast.walk(tree) if _parses_a_file(outer) for inner in ast.walk(outer)}
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if node in parsed or (node in called and _of_a_mapping(node)):
            continue
        if isinstance(node, ast.Attribute):
            if node.attr in ATTRIBUTES | CASE_FILE | MEMBERS and _on_a_record(node):
                column = (node.end_col_offset or 0) - len(node.attr)
                yield Site(node.end_lineno or node.lineno, column, _end(tree, node), node.attr)
            continue
        for key in _looked_up(node):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value in KEYS:
                yield Site(key.lineno, key.col_offset + 1, _end(tree, key), key.value)


def _parses_a_file(node: ast.AST) -> bool:
    """A function that turns a TOML or JSON file into typed values, or plays what a file of the demo says
    (``Said``): the keys are the file's own, and a wrong one ends the demo, which a journey plays.
    """
    if not isinstance(node, ast.FunctionDef):
        return False
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    loads = (call for call in calls if isinstance(call, ast.Attribute) and call.attr == "loads")
    takes = (one.annotation for one in node.args.args)
    return any(loads) or any(isinstance(one, ast.Name) and one.id == "Said" for one in takes)


def _of_a_mapping(node: ast.AST) -> bool:
    """``.items()``: data of a record (the items of a plan) are never called."""
    return isinstance(node, ast.Attribute) and node.attr == "items"


def _looked_up(node: ast.AST) -> list[ast.expr]:
    """The keys of subscripts and of ``get``, and what a record's attribute is compared with."""
    match node:
        case ast.Subscript(slice=key):
            return [key]
        case ast.Call(func=ast.Attribute(attr="get"), args=[key, *_]):
            return [key]
        case ast.Compare(left=ast.Attribute(), comparators=keys):
            return list(keys)
        case _:
            return []


def _on_a_record(node: ast.Attribute) -> bool:
    """Whether what it is taken from is written as a record is: a name or a chain, not ``self`` or a
    module.
    """
    value = node.value
    return not (isinstance(value, ast.Name) and value.id in ("self", "cls")) and isinstance(
        value, ast.Name | ast.Attribute | ast.Subscript | ast.Call
    )


def _end(tree: ast.Module, node: ast.expr) -> int:
    """The last line of the statement that the node stands in."""
    blocks = ast.FunctionDef | ast.ClassDef | ast.With | ast.If | ast.For
    statements = (one for one in ast.walk(tree) if isinstance(one, ast.stmt) and not isinstance(one, blocks))
    around = ((one.lineno, one.end_lineno or one.lineno) for one in statements)
    ends = [last for first, last in around if first <= node.lineno <= last]
    return min(ends, default=node.lineno + 3)


def misspell(word: str, chance: random.Random) -> str:
    """Two letters in the wrong order, or one too many."""
    at = chance.randrange(len(word))
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    known = ATTRIBUTES | KEYS | MEMBERS | {word} | set(keyword.kwlist)
    return word + word[-1] if swapped in known or not swapped.isidentifier() else swapped


def plant(file: Path, chance: random.Random) -> Site | None:
    """Misspell one site of a module; None where it has none."""
    lines = file.read_text("utf-8").split("\n")
    known = sorted(sites("\n".join(lines)), key=lambda site: (site.line, site.column))
    if not known:
        return None
    site = chance.choice(known)
    line = lines[site.line - 1].encode()
    word = site.word.encode()
    assert line[site.column : site.column + len(word)] == word
    wrong = misspell(site.word, chance).encode()
    lines[site.line - 1] = (line[: site.column] + wrong + line[site.column + len(word) :]).decode()
    file.write_text("\n".join(lines), "utf-8")
    return site


def _sum_of_sources() -> int:
    files = sorted(file for wing in WINGS for file in (ROOT / "anbang_desktop" / wing).rglob("*.py"))
    return zlib.crc32(b"".join(file.read_bytes().replace(b"\r\n", b"\n") for file in files))


@pytest.mark.slow
def test_every_planted_misspelling_is_named_by_mypy(tmp_path: Path) -> None:
    seed = os.environ.get("ANBANG_MISSPELL_SEED") or str(_sum_of_sources())
    chance = random.Random(seed)
    shutil.copytree(
        ROOT / "anbang_desktop", tmp_path / "anbang_desktop", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted: dict[str, Site] = {}
    for wing in WINGS:
        for file in sorted((tmp_path / "anbang_desktop" / wing).rglob("*.py")):
            site = plant(file, chance)
            if site is not None:
                planted[file.relative_to(tmp_path).as_posix()] = site
    assert len(planted) > 60
    unnamed = planted.keys() - _named(tmp_path, planted)
    assert not unnamed, f"seed {seed}: " + "; ".join(
        f"{name}:{planted[name].line} {planted[name].word}" for name in sorted(unnamed)
    )


def _named(copy: Path, planted: dict[str, Site]) -> set[str]:
    """The files in which mypy found something at the misspelt statement."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        "pyproject.toml",
        "--cache-dir",
        "cache",
        "-p",
        "anbang_desktop",
    ]
    done = subprocess.run(
        command,
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MYPYPATH": str(copy)},
    )
    found = set()
    for line in done.stdout.splitlines():
        name, _, rest = line.partition(":")
        number, _, message = rest.partition(":")
        site = planted.get(name)
        if (
            site
            and number.isdecimal()
            and " error:" in message
            and site.line - 30 <= int(number) <= site.end_line + 1
        ):
            found.add(name)
    return found
