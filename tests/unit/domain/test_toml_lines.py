"""The line of each key, over every TOML file of the program and the corners of the language."""

import tomllib
from collections.abc import Iterator
from pathlib import Path as File

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.toml_lines import Path, line_of

FILES = (*sorted(paths.resources().rglob("*.toml")), paths.seed("codes.toml"))
CORNERS = '''# comment = 1
first = "a # no comment" # comment
"two words".'third one' = { x = 1, "y z" = [1, 2] }
long = """
nine = 9 "quoted" \\""" still
"""
plain = \'\'\'
ten = 10\'\'\'
at = 2026-11-30 08:00:00
list = [
    "a", # comment, ]
    [1.5, -2e3],
    { k = "v" },
]
[table."dotted.name"]
key = true
[[many]]
one = 1
[[many.inner]]
two = 2
[[many.inner]]
two = 22
[many.plain]
three = 3
[[many]]
one = 11
[[many.inner]]
two = 222
'''


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every key and element with its path."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for name, one in inside:
        yield (*path, name), one
        yield from leaves(one, (*path, name))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_key_of_a_shipped_file_is_found_on_its_line(file: File) -> None:
    text = file.read_text("utf-8")
    lines = text.splitlines()
    scalars = [
        (path, value)
        for path, value in leaves(tomllib.loads(text))
        if isinstance(path[-1], str) and isinstance(value, str | int)
    ]
    for path, _value in scalars[::37]:  # each walks the whole text
        assert str(path[-1]) in lines[line_of(text, path) - 1], path


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        (("first",), "first"),
        (("two words",), '"two words"'),
        (("two words", "third one", "y z", 1), '"two words"'),
        (("plain",), "plain"),
        (("at",), "at"),
        (("list", 0), '    "a"'),
        (("list", 1, 1), "    [1.5"),
        (("list", 2, "k"), "    { k"),
        (("table", "dotted.name", "key"), "key = true"),
        (("table",), "[table"),
        (("many",), "[[many]]"),
        (("many", 0, "inner", 1, "two"), "two = 22"),
        (("many", 0, "plain", "three"), "three"),
        (("many", 1, "one"), "one = 11"),
        (("many", 1, "inner", 0, "two"), "two = 222"),
    ],
)
def test_corners_of_the_language(path: Path, begins: str) -> None:
    lines = CORNERS.splitlines()
    assert tomllib.loads(CORNERS)
    assert lines[line_of(CORNERS, path) - 1].startswith(begins)


def test_what_is_not_there_is_looked_for_around() -> None:
    assert line_of(CORNERS, ("many", 1, "absent")) == CORNERS.splitlines().index("one = 11")
    assert line_of(CORNERS, ("absent", "too")) == 1
