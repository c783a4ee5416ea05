"""dev.py bench: lists and searches of 100,000 people against the same work on a raw sqlcipher3 cursor, and
the start against a bare window.

Ratios of medians of interleaved rounds in one run; only ratios mean something on a busy machine.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from anbang_desktop.storage.queries import people as query
from tests.support import register
from tests.support.makers import TODAY

BOUND = 3.0
PAGE = 64
LIMIT = 50
START_ROUNDS = 7
Ask = Callable[[], object]

BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("安帮桌面")
label.resize(480, 360)
label.show()
app.exec()
"""
OURS = """
import sys
sys.argv = ["anbang-desktop", "--office", {office!r}]
from anbang_desktop.__main__ import main
main(sys.argv[1:])
"""
WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
watch = Watch()
run = QApplication.exec
def watched_exec(*_):
    QApplication.instance().installEventFilter(watch)
    return run()
QApplication.exec = watched_exec
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One question: what it took us and what it took the raw cursor, in ms."""

    what: str
    ours: float
    raw: float

    @property
    def ratio(self) -> float:
        return self.ours / self.raw


def main(words: Sequence[str] | None = None) -> int:
    """Print the ratios; 1 when one is over the bound."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        desk = opening.create(
            office, "某司法所", "149901", "某县", "王所长", "measure 9 the big register", FixedClock(TODAY)
        ).desk
        try:
            measured = _register(desk, chosen.people, chosen.rounds)
        finally:
            opening.close(desk)
        _start(office)
    over = [one.what for one in measured if one.ratio > BOUND]
    print(
        f"over the bound of {BOUND:g}: {', '.join(over)}"
        if over
        else f"all within {BOUND:g} times the raw cursor"
    )
    return 1 if over else 0


def _register(desk: Desk, count: int, rounds: int) -> list[Measured]:
    before = time.perf_counter()
    related = register.fill(desk, count)
    size = sum(file.stat().st_size for file in _vault_files(desk))
    print(
        f"{count:,} people, {related:,} related rows, {size / 2**20:.0f} MiB encrypted, "
        f"written in {time.perf_counter() - before:.0f} s\n"
    )
    with desk.store.read() as connection:
        raw = connection.connection.driver_connection
    print(f"{'question':44} {'ours ms':>9} {'raw ms':>9} {'ratio':>7}")
    measured = []
    for what, ours, bare in questions(desk, raw):
        assert _size(ours()) == _size(bare()), f"{what}: {_size(ours())} against {_size(bare())}"
        measured.append(compare(what, ours, bare, rounds))
        print(
            f"{what:44} {measured[-1].ours:9.2f} {measured[-1].raw:9.2f} {measured[-1].ratio:7.2f}",
            flush=True,
        )
    return measured


def _vault_files(desk: Desk) -> list[Path]:
    with desk.store.read() as connection:
        name = connection.exec_driver_sql("PRAGMA database_list").all()[0][2]
    return [Path(name)]


def questions(desk: Desk, raw: Any) -> list[tuple[str, Ask, Ask]]:
    """Each kind of list and search: what the window asks, and the same result from the cursor."""
    everybody, active = PeopleFilter(), PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    village = PeopleFilter(villages=frozenset({"东河镇东街"}))
    listed = ", ".join(column.name for column in query.LISTED)
    ordered = f"SELECT {listed} FROM case_cards {{where}} ORDER BY {{order}} LIMIT ?"  # noqa: S608 - our own words
    ids = "SELECT case_id FROM case_cards {where} ORDER BY {order}"

    def rows(statement: str, *values: object) -> list[Any]:
        return raw.execute(statement, values).fetchall()  # type: ignore[no-any-return]

    def page(where: str, order: str, *values: object) -> Ask:
        return lambda: rows(ordered.format(where=where, order=order), *values, PAGE)

    def window(chosen: PeopleFilter, sort: str) -> Ask:
        return lambda: people.rows(desk, people.list_ids(desk, chosen, sort)[:PAGE])

    def window_raw(where: str, order: str, *values: object) -> Ask:
        def ask() -> list[Any]:
            first = [row[0] for row in rows(ids.format(where=where, order=order), *values)][:PAGE]
            marks = ",".join("?" * len(first))
            return rows(f"SELECT {listed} FROM case_cards WHERE case_id IN ({marks})", *first)  # noqa: S608

        return ask

    def found(condition: str, *values: object) -> Ask:
        return lambda: rows(f"SELECT {listed} FROM case_cards WHERE {condition} LIMIT ?", *values, LIMIT)  # noqa: S608 - our own words

    def first(chosen: PeopleFilter, sort: str) -> Ask:
        return lambda: people.first_page(desk, chosen, sort, PAGE)

    def search(text: str) -> Ask:
        return lambda: people.search(desk, text, LIMIT)

    named = "(instr(name, ?) > 0 OR instr(village, ?) > 0)"
    spoken = "(instr(initials, ?) > 0 OR instr(pinyin, ?) > 0)"
    numbered = "(instr(id_no, ?) > 0 OR instr(no, ?) > 0)"
    state = "WHERE state = ?"
    return [
        (
            "first page, all, by release date",
            first(everybody, "release_date"),
            page("", "release_date, case_id"),
        ),
        (
            "first page, one state, by release date",
            first(active, "release_date"),
            page(state, "release_date, case_id", "S60_ACTIVE"),
        ),
        (
            "first page, one state, by name",
            first(active, "name"),
            page(state, "name_key, case_id", "S60_ACTIVE"),
        ),
        (
            "first page, one village, by next date",
            first(village, "next_on"),
            page("WHERE village = ?", "next_on, case_id", "东河镇东街"),
        ),
        (
            "window: all ids and 64 rows, by release date",
            window(everybody, "release_date"),
            window_raw("", "release_date, case_id"),
        ),
        (
            "window: one state, by name",
            window(active, "name"),
            window_raw(state, "name_key, case_id", "S60_ACTIVE"),
        ),
        ("search: name, two characters", search("欧阳"), found(named, "欧阳", "欧阳")),
        ("search: name, rare", search("王𬖸龘"), found(named, "王𬖸龘", "王𬖸龘")),
        ("search: name, nobody", search("甪里"), found(named, "甪里", "甪里")),
        ("search: village", search("东河镇东街"), found(named, "东河镇东街", "东河镇东街")),
        ("search: pinyin", search("ouyangwei"), found(spoken, " ouyangwei", " ouyangwei")),
        ("search: initials", search("oyw"), found(spoken, " oyw", " oyw")),
        ("search: ID fragment, six digits", search("197610"), found(numbered, "197610", "197610")),
        ("search: last four of an ID, none", search("9999X"), found(numbered, "9999X", "9999X")),
    ]


def compare(what: str, ours: Ask, raw: Ask, rounds: int) -> Measured:
    """Medians of interleaved rounds, after one of each for the cache."""
    taken: dict[str, list[float]] = {"ours": [], "raw": []}
    gc.collect()
    for _ in range(rounds):
        for who, ask in (("ours", ours), ("raw", raw)):
            before = time.perf_counter()
            ask()
            taken[who].append((time.perf_counter() - before) * 1000)
    return Measured(what, statistics.median(taken["ours"]), statistics.median(taken["raw"]))


def _size(answer: object) -> int:
    return len(answer)  # type: ignore[arg-type]


def _start(office: Path) -> None:
    """Process start to the first painted window, ours (unlock) and a bare one."""
    ours, bare = [], []
    _painted(OURS.format(office=str(office)))
    _painted(BARE)
    for _ in range(START_ROUNDS):
        bare.append(_painted(BARE))
        ours.append(_painted(OURS.format(office=str(office))))
    one, other = statistics.median(ours), statistics.median(bare)
    print(
        f"\n{'start to the painted unlock window, bare window':44} {one:9.0f} {other:9.0f} {one / other:7.2f}"
    )


def _painted(program: str) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bench-bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", WATCH + program],
        env=environment,
        check=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    return (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    sys.exit(main())
