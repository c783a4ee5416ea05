"""A data file in TOML read key by key: a key that is missing, unknown or of another kind, and a value that is
not among those allowed, are refused with the key and its line.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from anbang_desktop.domain.toml_lines import Path, line_of

T = TypeVar("T")
A = TypeVar("A", str, int, date)
B = TypeVar("B", str, int, date)
E = TypeVar("E", bound=StrEnum)
_KINDS = {str: "文字", int: "整数", bool: "true 或者 false", date: "日期", list: "列表", dict: "表"}
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


class TomlFault(ValueError):
    """What is wrong with a data file: a sentence with the file, the line and the key."""

    def __init__(self, file: str, line: int, key: str, words: str) -> None:
        """Name the file, the line from 1, the key as ``spell_path`` writes it, and what is wrong."""
        super().__init__(f"{file} 第 {line} 行{f' {key}' if key else ''}：{words}")
        self.line, self.key = line, key


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    text: str

    def fault(self, path: Path, words: str) -> TomlFault:
        return TomlFault(self.name, line_of(self.text, path), spell_path(path), words)


class Table:
    """One table of the file; every key must be asked for, else it is unknown."""

    def __init__(self, file: _File, path: Path, values: Mapping[str, object]) -> None:
        """Made by ``read_toml`` and ``table`` only."""
        self._file, self._path, self._values = file, path, values
        self._asked: set[str] = set()
        self._inside: dict[Path, Table] = {}  # each made once: what was asked of it is kept there

    def __contains__(self, key: str) -> bool:
        """Whether the key is there, for those that may be left out."""
        return key in self._values

    def names(self) -> tuple[str, ...]:
        """The keys there are, for a table whose keys are data."""
        return tuple(self._values)

    def fault(self, at: str | Path, words: str) -> TomlFault:
        """Something is wrong with the value of a key (or of a path below this table)."""
        return self._file.fault((*self._path, *((at,) if isinstance(at, str) else at)), words)

    def text(self, key: str) -> str:
        """A word or sentence."""
        return self._read(key, str)

    def number(self, key: str) -> int:
        """A whole number."""
        return self._read(key, int)

    def flag(self, key: str) -> bool:
        """true or false; false where it was left out."""
        return self._read(key, bool) if key in self else False

    def day(self, key: str) -> date:
        """A day."""
        return self._read(key, date)

    def word(self, key: str, allowed: Collection[str], what: str) -> str:
        """One of the words allowed; ``what`` they are, for the complaint."""
        return self._known((key,), self.text(key), allowed, what)

    def member(self, key: str, kind: type[E], what: str) -> E:
        """One member of an enumeration."""
        return kind(self.word(key, tuple(kind), what))

    def words(self, key: str, allowed: Collection[str], what: str) -> tuple[str, ...]:
        """A list of words allowed."""
        return tuple(self._known((key, at), one, allowed, what) for at, one in enumerate(self.texts(key)))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self._of_kind((key, at), one, str) for at, one in enumerate(self._read(key, list)))

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(self._of_kind((key, at), one, int) for at, one in enumerate(self._read(key, list)))

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days."""
        return tuple(self._of_kind((key, at), one, date) for at, one in enumerate(self._read(key, list)))

    def pairs(self, key: str, first: type[A], second: type[B]) -> tuple[tuple[A, B], ...]:
        """A list of lists of two."""
        return tuple(
            self._pair((key, at), one, first, second) for at, one in enumerate(self._read(key, list))
        )

    def table(self, key: str) -> "Table":
        """A table inside this one."""
        return self._table((key,), self._read(key, dict))

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables, at least one."""
        rows = self._read(key, list)
        if not rows:
            raise self.fault(key, "至少要有一项。")
        return tuple(
            self._table((key, at), self._of_kind((key, at), one, dict)) for at, one in enumerate(rows)
        )

    def refuse_unasked(self) -> None:
        """TomlFault for the first key that nobody asked for, here or further in."""
        for key in self._values:
            if key not in self._asked:
                raise self.fault(key, f"没有“{key}”这一项，可用的有：{'、'.join(sorted(self._asked))}。")
        for table in self._inside.values():
            table.refuse_unasked()

    def _read(self, key: str, kind: type[T]) -> T:
        self._asked.add(key)
        if key not in self._values:
            raise self.fault((), f"缺少“{key}”这一项。")
        return self._of_kind((key,), self._values[key], kind)

    def _of_kind(self, path: Path, value: object, kind: type[T]) -> T:
        if type(value) is not kind:  # exactly: a truth value is no number, a moment no day
            raise self.fault(path, f"应是{_KINDS[kind]}。")
        return value

    def _pair(self, path: Path, value: object, first: type[A], second: type[B]) -> tuple[A, B]:
        both = self._of_kind(path, value, list)
        if len(both) != 2:
            raise self.fault(path, "应有两项。")
        return self._of_kind((*path, 0), both[0], first), self._of_kind((*path, 1), both[1], second)

    def _known(self, path: Path, word: str, allowed: Collection[str], what: str) -> str:
        if word not in allowed:
            raise self.fault(path, f"没有“{word}”这个{what}，可用的有：{'、'.join(allowed)}。")
        return word

    def _table(self, path: Path, values: dict[str, object]) -> "Table":
        if path not in self._inside:
            self._inside[path] = Table(self._file, (*self._path, *path), values)
        return self._inside[path]


def read_toml(text: str, what: str, read: Callable[[Table], T]) -> T:
    """What ``read`` makes of the root table; a TomlFault names ``what`` the file is, and its ``id``."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(what, text, str(error)) from None
    root = Table(_File(f"{what} {raw.get('id', '')}".strip(), text), (), raw)
    made = read(root)
    root.refuse_unasked()
    return made


def refuse_doubles(tables: Sequence[Table], key: str, values: Sequence[str]) -> None:
    """TomlFault for the first table whose value of that key stands in one before it."""
    for at, value in enumerate(values):
        if value in values[:at]:
            raise tables[at].fault(key, f"“{value}”写了两次。")


def spell_path(path: Path) -> str:
    """``papers[3].verb``; places count from 0, names with other signs stand in quotes."""
    words = ""
    for one in path:
        if isinstance(one, int):
            words += f"[{one}]"
        else:
            words += ("." if words else "") + (one if _BARE.fullmatch(one) else f'"{one}"')
    return words


def _unreadable(what: str, text: str, complaint: str) -> TomlFault:
    """tomllib says the place in its sentence; without one it is the end of the text."""
    found = _WHERE.search(complaint)
    line = int(found[1]) if found else text.count("\n") + 1
    column = f"第 {found[2]} 列附近" if found else "文件没有写完，"
    return TomlFault(what, line, "", f"{column}不合 TOML 写法，请检查引号、括号和等号。")
