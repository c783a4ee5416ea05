"""What every committed file must keep to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import budget

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".coverage", ".venv", ".hypothesis", "dist", "demo", "screens", "forms", "__pycache__"}
TEXTS = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".cfg",
    ".ini",
    ".sql",
    ".mako",
    ".ui",
    ".qss",
    ".svg",
    ".spec",
    ".sh",
    ".yml",
    ".json",
    ".csv",
    "",
}
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
# joined from pieces so that this file doesn't hold what it looks for
PLACES = [f"/{name}/" for name in ("work", "root", "farm")] + [f"/home/{'user'}"]
HOSTS = [
    "python" + "hosted",
    "pypi." + "org",
    "registry." + "npmjs",
    "deb." + "debian",
    "files." + "python",
    "mirrors" + ".",
    "index" + "-url",
]
LONGEST = 650
MADE = {"db/versions/0002_first.py"}  # generated: one call for each column
SHORTEST_DOCSTRING = 15


def files() -> Iterator[Path]:
    """Every file of the checkout that could be committed."""
    folders = [ROOT]
    while folders:
        for entry in sorted(folders.pop().iterdir()):
            inside_resources = entry.relative_to(ROOT).parts[0] == "resources"
            if (
                entry.is_dir()
                and (entry.name not in NOT_OURS or (inside_resources and entry.name == "demo"))
                and not entry.name.endswith("_cache")
            ):
                folders.append(entry)
            elif entry.is_file() and entry.suffix != ".pyc" and entry.name not in NOT_OURS:
                yield entry


FILES = list(files())
SOURCES = [file for file in FILES if file.suffix == ".py"]
TEXT_FILES = [file for file in FILES if file.suffix in TEXTS and "licence" not in file.name.lower()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_walk_sees_the_sources() -> None:
    names = {name(file) for file in FILES}
    assert {
        "pyproject.toml",
        ".ci/run",
        "build/dev.py",
        "anbang_desktop/paths.py",
        "resources/fonts/fonts.toml",
    } <= names
    assert "resources/report/blanks/花名册.xlsx" in names


def test_no_file_names_a_place_of_some_machine() -> None:
    found = {
        name(file): places
        for file in TEXT_FILES
        if (places := [place for place in PLACES if place in file.read_text("utf-8")])
    }
    assert not found


def test_no_file_names_where_packages_come_from() -> None:
    found = {
        name(file): hosts
        for file in TEXT_FILES
        if (hosts := [host for host in HOSTS if host in file.read_text("utf-8").lower()])
    }
    assert not found


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = [
        name(file)
        for file in SOURCES
        if len(ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "") < SHORTEST_DOCSTRING
    ]
    assert not silent


def test_no_drawer_for_everything() -> None:
    bad = [name(file) for file in SOURCES if set(file.stem.lower().split("_")) & FORBIDDEN_NAMES]
    assert not bad, f"name these after what they do: {bad}"


def test_no_file_grows_without_end() -> None:
    long = {
        name(file): lines
        for file in SOURCES
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST and name(file) not in MADE
    }
    assert not long, f"a rule is hiding in these: {long}"


def test_a_module_of_more_than_300_lines_is_explained() -> None:
    package = ROOT / "anbang_desktop"
    said: dict[Path, str] = {}
    unsaid = []
    for file in package.rglob("*.py"):
        if "forms" in file.parts or len(file.read_text("utf-8").splitlines()) <= 300:
            continue
        folder = package / file.relative_to(package).parts[0]
        readme = next(one / "README.md" for one in (folder, package) if (one / "README.md").exists())
        text = said.setdefault(readme, readme.read_text("utf-8").partition("Longer than 300 lines")[2])
        if f"{file.relative_to(folder).with_suffix('').as_posix()}`" not in text.partition("\n\n")[0]:
            unsaid.append(name(file))
    assert not unsaid, f"why they are not split stands in the folder's README: {unsaid}"


@pytest.mark.parametrize("folder", ["ui", "resources", "db", "build"])
def test_data_folders_are_no_packages(folder: str) -> None:
    assert not list((ROOT / folder).rglob("__init__.py"))


def test_git_keeps_the_build_folder() -> None:
    lines = (ROOT / ".gitignore").read_text("utf-8").split()
    assert not {"build", "build/", "/build", "/build/"} & set(lines)


@pytest.mark.parametrize("folder", ["anbang_desktop", "ui", "resources", "db", "build", "tests"])
def test_each_folder_explains_itself_and_dates_its_decisions(folder: str) -> None:
    text = (ROOT / folder / "README.md").read_text("utf-8")
    assert "## Decisions" in text
    assert re.search(r"20\d\d-\d\d-\d\d", text.split("## Decisions")[1])


def test_the_first_screen_of_the_readme_has_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:25])
    assert "python3 build/dev.py run" in first_screen
    assert "python3 build/dev.py test" in first_screen


def test_every_folder_of_tests_has_its_minutes_and_all_together_have_fifteen() -> None:
    minutes = budget.minutes()
    assert sum(minutes.values()) == 15
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in (ROOT / "tests").rglob("test_*.py")}
    assert folders - {"windows"} <= set(minutes)


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for file in (ROOT / "build").glob("requirements*.txt"):
        text = file.read_text("utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            assert re.match(r"[a-z0-9-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", line), line
