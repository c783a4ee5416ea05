"""The lazy boundary: one place imports late, and what it names is checked, typed and shipped."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.lazy import lazy_import

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "anbang_desktop"
# the child process that reads foreign workbooks is told by name what to import: we never load a parser
BY_NAME = {"lazy.py", "excel/child.py"}
Names = dict[str, str]  # what a module calls it -> the full name of the module


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, parsed."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if not name.startswith("gui/forms/"):
            yield name, ast.parse(file.read_text("utf-8"))


SOURCES = dict(sources())


def lazy_names(branch: list[ast.stmt]) -> Names:
    """``preview = lazy_import("…")`` of one branch."""
    found: Names = {}
    for statement in branch:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="lazy_import"), args=[ast.Constant(value=str(module))]),
            ):
                found[name] = module
    return found


def imported_names(branch: list[ast.stmt]) -> Names:
    """The modules and names that the imports of one branch bring."""
    found: Names = {}
    for statement in branch:
        if isinstance(statement, ast.ImportFrom):
            found |= {one.asname or one.name: f"{statement.module}.{one.name}" for one in statement.names}
        elif isinstance(statement, ast.Import):
            found |= {one.asname or one.name: one.name for one in statement.names}
    return found


def boundaries() -> Iterator[tuple[str, Names, Names]]:
    """Where a module stands at the boundary: its two branches."""
    for file, tree in SOURCES.items():
        for part in tree.body:
            if isinstance(part, ast.If) and ast.unparse(part.test) == "TYPE_CHECKING" and part.orelse:
                yield file, imported_names(part.body), lazy_names(part.orelse)


BOUNDARIES = list(boundaries())
LAZY_MODULES = {module for _, _, lazy in BOUNDARIES for module in lazy.values()}


def test_no_import_stands_inside_a_function() -> None:
    inside = {
        f"{file}:{part.lineno}"
        for file, tree in SOURCES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for part in ast.walk(function)
        if isinstance(part, ast.Import | ast.ImportFrom)
    }
    assert not inside, "say it at the top, with lazy_import where it must come late"


def test_nothing_is_imported_by_name_elsewhere() -> None:
    found = {
        file
        for file, tree in SOURCES.items()
        for part in ast.walk(tree)
        if isinstance(part, ast.Name | ast.Attribute)
        and ast.unparse(part).split(".")[-1] in ("import_module", "__import__")
    }
    assert found == BY_NAME


def test_lazy_imports_stand_only_beside_the_real_import() -> None:
    calls = sum(
        isinstance(part, ast.Call) and ast.unparse(part.func) == "lazy_import"
        for tree in SOURCES.values()
        for part in ast.walk(tree)
    )
    assert calls == sum(len(lazy) for _, _, lazy in BOUNDARIES) > 0


@pytest.mark.parametrize(("file", "checked", "lazy"), BOUNDARIES, ids=[file for file, _, _ in BOUNDARIES])
def test_both_branches_name_the_same_module(file: str, checked: Names, lazy: Names) -> None:
    assert lazy, file
    assert lazy == {name: module for name, module in checked.items() if name in lazy}


@pytest.mark.parametrize("module", sorted(LAZY_MODULES))
def test_every_lazy_module_is_shipped(module: str) -> None:
    """installer.spec ships every module of the package by walking it, others by their names in LAZY."""
    if module.startswith("anbang_desktop."):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
    else:
        assert module in shipped_by_name()


def test_the_installer_lists_no_other_lazy_module() -> None:
    assert shipped_by_name() == {name for name in LAZY_MODULES if not name.startswith("anbang_desktop.")}


def shipped_by_name() -> set[str]:
    """LAZY in installer.spec."""
    text = (ROOT / "installer.spec").read_text("utf-8")
    listed = re.search(r"^LAZY = (\(.*?\))", text, re.MULTILINE | re.DOTALL)
    assert listed
    assert "*LAZY" in text
    assert "*modules()" in text
    names: tuple[str, ...] = ast.literal_eval(listed[1])
    return set(names)


def test_a_lazy_module_gives_what_the_module_has() -> None:
    lazy = lazy_import("json")
    assert lazy.dumps is json.dumps
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = lazy.no_such_name


def test_a_lazy_module_that_is_missing_says_so_when_it_is_used() -> None:
    lazy = lazy_import("anbang_desktop.no_such_module")
    with pytest.raises(ModuleNotFoundError):
        _ = lazy.anything
