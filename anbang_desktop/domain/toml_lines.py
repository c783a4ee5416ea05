"""On which line of a TOML text a key stands, which ``tomllib`` does not tell; for text that it accepted."""

import re
from bisect import bisect_left

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_NAME = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(
    r'"""(?:[^\\]|\\.)*?""""{0,2}'
    r"|'''.*?''''{0,2}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'"
    r"|\d{4}-\d\d-\d\d[ Tt]\d\d:[^,\]}\s#]*"
    r"|[^,\]}\s#]+",
    re.DOTALL,
)


def line_of(text: str, path: Path) -> int:
    """The line (from 1) of the key, or of the nearest table around it that has one."""
    lines = _Scan(text).lines
    while path not in lines:
        path = path[:-1]
    return lines[path]


class _Scan:
    """One walk over the text that notes the line of every key and of every element of a list."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self._text, self._at = text, 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._last: dict[Path, int] = {}  # of each array of tables, the table that is open
        here: Path = ()
        self._skip(_BLANK)
        while self._at < len(text):
            if text.startswith("[", self._at):
                here = self._header()
            else:
                self._pair(here)
            self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches here."""
        found = pattern.match(self._text, self._at)
        assert found is not None, "tomllib accepted this text"  # noqa: S101
        self._at = found.end()
        return found[0]

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, bisect_left(self._ends, at) + 1)

    def _header(self) -> Path:
        """``[a.b]`` or ``[[a.b]]``: the table that is open from here on."""
        start = self._at
        many = self._text.startswith("[[", start)
        self._at += 2 if many else 1
        *around, name = self._names()
        self._at += 2 if many else 1
        path: Path = ()
        for one in around:
            path = self._open((*path, one))
            self._note(path, start)
        path = (*path, name)
        if many:
            self._note(path, start)
            self._last[path] = self._last.get(path, -1) + 1
        path = self._open(path)
        self._note(path, start)
        return path

    def _open(self, path: Path) -> Path:
        return (*path, self._last[path]) if path in self._last else path

    def _names(self) -> list[str]:
        """A key with its dots."""
        self._skip(_SPACE)
        names = [self._skip(_NAME).strip("\"'")]
        while _DOT.match(self._text, self._at):
            self._skip(_DOT)
            names.append(self._skip(_NAME).strip("\"'"))
        self._skip(_SPACE)
        return names

    def _pair(self, here: Path) -> None:
        """``key = value``."""
        start = self._at
        for name in self._names():
            here = (*here, name)
            self._note(here, start)
        self._at += 1  # the sign of equality
        self._skip(_SPACE)
        self._value(here)

    def _value(self, path: Path) -> None:
        if self._text.startswith("[", self._at):
            self._list(path)
        elif self._text.startswith("{", self._at):
            self._inline_table(path)
        else:
            self._skip(_SCALAR)

    def _list(self, path: Path) -> None:
        self._at += 1
        place = 0
        while not self._closed("]"):
            self._note((*path, place), self._at)
            self._value((*path, place))
            place += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while not self._closed("}"):
            self._pair(path)

    def _closed(self, sign: str) -> bool:
        """Over blanks and a comma to the next element, or past the closing sign."""
        self._skip(_BLANK)
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip(_BLANK)
        if not self._text.startswith(sign, self._at):
            return False
        self._at += 1
        return True
