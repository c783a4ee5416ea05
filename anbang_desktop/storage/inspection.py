"""Everything that is looked at to say whether an office's data are sound, on fresh connections
(security.md §3.5).
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from anbang_desktop.progress import Progress
from anbang_desktop.storage import engine, migrate
from anbang_desktop.storage.audit import QUICK_ROWS, Chain, Head
from anbang_desktop.storage.failures import DataDamaged
from anbang_desktop.storage.faults import told

SHOWN = 20
_SMALL = 100 * 2**20  # larger files aren't read whole before the first screen


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing looked at, and what was found wrong."""

    what: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All lines of a check."""

    lines: tuple[CheckLine, ...]

    @property
    def ok(self) -> bool:
        """Everything sound."""
        return all(line.ok for line in self.lines)

    @property
    def problems(self) -> tuple[str, ...]:
        """Every problem, each naming where."""
        return tuple(f"{line.what}：{problem}" for line in self.lines for problem in line.problems)


def quick(connection: Any, chain: Chain, size: int) -> list[str]:
    """What is looked at at every open and before a backup."""
    return _said(
        lambda: (
            ([] if size > _SMALL else _texts(connection, "PRAGMA quick_check")) or chain.verify(QUICK_ROWS)
        )
    )


def full(
    path: Path, key: str, make_chain: Callable[[Any], Chain], progress: Progress | None = None
) -> CheckReport:
    """Look at everything; each of the two page checks has its own connection, since one bad page poisons a
    connection.
    """
    steps: tuple[tuple[str, Callable[[Any], list[str]]], ...] = (
        ("加密页校验", lambda connection: _texts(connection, "PRAGMA cipher_integrity_check")),
        ("数据库结构", lambda connection: _texts(connection, "PRAGMA integrity_check")),
        ("表与触发器", migrate.differences),
        ("表间引用", _foreign_keys),
        ("操作记录", lambda connection: make_chain(connection).verify(progress=progress)),
        ("修改明细", lambda connection: make_chain(connection).check_changes()),
        ("逐条资料与操作记录", lambda connection: make_chain(connection).check_rows(progress)),
    )
    lines = []
    for number, (what, step) in enumerate(steps):
        if progress is not None:
            progress.step(number, len(steps), what)
        lines.append(CheckLine(what, tuple(_run(path, key, step))))
    return CheckReport(tuple(lines))


def counts(connection: Any) -> dict[str, int]:
    """Rows of every table."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    ]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in sorted(names)
    }


def facts(path: Path, key: str, make_chain: Callable[[Any], Chain]) -> tuple[dict[str, int], Head]:
    """Counts and head of a file, on a connection of its own."""
    with closing(engine.connect(path, key)) as connection:
        return counts(connection), make_chain(connection).head()


def _run(path: Path, key: str, step: Callable[[Any], list[str]]) -> list[str]:
    def look() -> list[str]:
        with closing(engine.connect(path, key)) as connection:
            return _cut(step(connection))

    return _said(look)


def _said(look: Callable[[], list[str]]) -> list[str]:
    """What was found, or the one thing that kept us from looking."""
    try:
        return look()
    except DataDamaged as damage:
        return [damage.why]
    except dbapi2.Error as error:
        better = told(error)
        if better is None:
            raise
        return [better.why if isinstance(better, DataDamaged) else str(better)]


def _cut(problems: list[str]) -> list[str]:
    more = len(problems) - SHOWN
    return problems if more <= 0 else [*problems[:SHOWN], f"……还有 {more} 处"]


def _texts(connection: Any, pragma: str) -> list[str]:
    """SQLite's own list is long, in English and of no use to a clerk: how many places, not which."""
    said = [line for row in connection.execute(pragma) if row[0] != "ok" for line in str(row[0]).splitlines()]
    return [f"有 {len(said)} 处数据页或索引不对"] if said else []


def _foreign_keys(connection: Any) -> list[str]:
    return [
        f"{row[0]}/{row[1]} 引用的 {row[2]} 不存在" for row in connection.execute("PRAGMA foreign_key_check")
    ]
