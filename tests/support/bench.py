"""dev.py bench: what the window asks of a big register against the best known SQL on a bare cursor, in CPU
time, at a hundredth of the size and at the whole; then what has no SQL to compare with, by its growth.

Rounds are interleaved and medians compared; only ratios mean something on a busy machine. The best SQL reads
the same indexes and only the columns painted: it is the quickest of the planner's own choice and of every
index forced, found anew at each size, and its plan is printed. A save and a person are compared with their
own statements, traced once and run again without the program.
"""

import argparse
import gc
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import due, people
from anbang_desktop.services.worklist.kept_work import KeptWork
from anbang_desktop.services.worklist.people import PeopleFilter
from anbang_desktop.storage import engine
from anbang_desktop.storage.queries import people as query
from tests.support.makers import TODAY
from tests.support.register import Register

QUICK = 2000
BLOCK = 64
LIMIT = 50
SLACK = 2.0  # what --quick allows on top: its times are fractions of a millisecond
RECOUNT = 10.0  # ms of CPU for the number on the navigation after a save
START_ROUNDS = 7
VISIT: Mapping[str, object] = {
    "contact_type": "HOME_VISIT",
    "workers": ["李文静"],
    "met": "SELF",
    "abnormal": False,
}
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
    """One question: CPU ms of ours and of the bare cursor, and how much more ours may take."""

    what: str
    ours: float
    raw: float
    bound: float

    @property
    def ratio(self) -> float:
        """Ours to the bare cursor."""
        return self.ours / max(self.raw, 0.001)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the people page: its filter and sort, and the same as SQL."""

    what: str
    chosen: PeopleFilter
    sort: str
    where: str
    values: tuple[object, ...] = ()


def main(words: Sequence[str] | None = None) -> int:
    """Print the ratios; 1 when one is over its bound."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} people, wide bounds, no start")
    chosen = parser.parse_args(words)
    size = QUICK if chosen.quick else chosen.people
    slack = SLACK if chosen.quick else 1.0
    over: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        office = Path(name) / "office"
        made = opening.create(
            office, "某司法所", "149901", "某县", "王所长", "measure 9 the big register", FixedClock(TODAY)
        )
        try:
            register = Register(made.desk)
            for count in (size // 100, size):
                over += _at(made.desk, register, count, chosen.rounds, slack)
        finally:
            opening.close(made.desk)
        if not chosen.quick:
            _start(office)
    print(f"over: {'; '.join(over)}" if over else "all within their bounds")
    return 1 if over else 0


def _at(desk: Desk, register: Register, count: int, rounds: int, slack: float) -> list[str]:
    """Everything at one size; what is over its bound."""
    before = time.process_time()
    register.grow(count)
    with desk.store.read() as connection:
        file = Path(connection.exec_driver_sql("PRAGMA database_list").all()[0][2])
    print(
        f"\n{count:,} people, {register.rows:,} rows of records, {file.stat().st_size / 2**20:.0f} MiB, "
        f"{time.process_time() - before:.0f} s CPU to write\n"
    )
    print(f"{'CPU ms, medians':46} {'ours':>9} {'bare':>9} {'ratio':>7} {'bound':>7}")
    measured = []
    for one in _compared(desk, file, rounds, slack):
        measured.append(one)
        print(f"{one.what:46} {one.ours:9.2f} {one.raw:9.2f} {one.ratio:7.2f} {one.bound:7.1f}", flush=True)
    recount = _recount(desk, rounds)
    print(f"\n{'the number of the day after a save':46} {recount:9.2f}   at most {RECOUNT:g} ms")
    for what, taken in _alone(desk):
        print(f"{what:46} {taken:9.2f}", flush=True)
    print(
        f"{'memory at its highest, MiB':46} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f}"
    )
    late = [f"{one.what} at {count:,}: {one.ratio:.2f}" for one in measured if one.ratio > one.bound]
    return late + ([f"recount at {count:,}: {recount:.1f} ms"] if recount > RECOUNT * slack else [])


# ---- against the bare cursor


def _compared(desk: Desk, file: Path, rounds: int, slack: float) -> Iterator[Measured]:
    with desk.store.read() as connection:
        raw: Any = connection.connection.driver_connection
    for one in _listings():
        yield _listed(desk, raw, one, rounds, 2.0 * slack)
    for words in ("欧阳", "甪里", "ouyangwei", "oyw", "197610"):
        yield _searched(desk, raw, words, rounds, 2.0 * slack)
    no = people.rows(desk, people.list_ids(desk, PeopleFilter(), "name")[:1])[0].no
    asked = _traced(raw, lambda: people.show(desk, no))
    yield _compare("one person", lambda: people.show(desk, no), lambda: _run(raw, asked), rounds, 4.0 * slack)
    yield _saved(desk, file, raw, rounds, 3.0 * slack)


def _listings() -> list[Listing]:
    everybody, active = PeopleFilter(), PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    village = PeopleFilter(villages=frozenset({"东河镇东街"}))
    sorts = ("release_date", "name", "next_on", "no")
    return [
        *(Listing(f"list: all, by {sort}", everybody, sort, "1") for sort in sorts),
        *(
            Listing(f"list: one state, by {sort}", active, sort, "state = ?", ("S60_ACTIVE",))
            for sort in sorts
        ),
        *(
            Listing(f"list: one village, by {sort}", village, sort, "village = ?", ("东河镇东街",))
            for sort in sorts
        ),
    ]


def _listed(desk: Desk, raw: Any, one: Listing, rounds: int, bound: float) -> Measured:
    """The call of the window: every id in order, and the first block of lines."""
    key = {"name": "name_key"}.get(one.sort, one.sort)
    indexes = [
        name
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'case_cards' AND sql NOT NULL"
        )
    ]
    forms = [
        f"SELECT case_id FROM case_cards {how} WHERE {one.where} ORDER BY {key}, case_id"  # noqa: S608 - our own words
        for how in ("", "NOT INDEXED", *(f"INDEXED BY {name}" for name in indexes))
    ]
    best = min(forms, key=lambda sql: _cpu(lambda: raw.execute(sql, one.values).fetchall()))
    for row in raw.execute(f"EXPLAIN QUERY PLAN {best}", one.values):
        print(f"    {row[-1]}")
    columns = ", ".join(column.name for column in query.LISTED)

    def bare() -> object:
        found = [row[0] for row in raw.execute(best, one.values).fetchall()]
        marks = ", ".join("?" * len(found[:BLOCK]))
        lines = f"SELECT {columns} FROM case_cards WHERE case_id IN ({marks})"  # noqa: S608 - our own words
        return raw.execute(lines, found[:BLOCK]).fetchall()

    def ours() -> object:
        return people.rows(desk, people.list_ids(desk, one.chosen, one.sort)[:BLOCK])

    found = [row[0] for row in raw.execute(best, one.values).fetchall()]
    assert list(people.list_ids(desk, one.chosen, one.sort)) == found, one.what
    return _compare(one.what, ours, bare, rounds, bound)


def _searched(desk: Desk, raw: Any, words: str, rounds: int, bound: float) -> Measured:
    columns = ", ".join(column.name for column in query.LISTED)
    look = "instr(name, ?1) > 0 OR instr(village, ?1) > 0"
    if words.isascii():
        look = "instr(initials, ?1) > 0 OR instr(pinyin, ?1) > 0"
        if words.isdigit():
            look = "instr(id_no, ?1) > 0 OR instr(no, ?1) > 0"
    ids = f"SELECT case_id FROM case_cards INDEXED BY ix_cards_search WHERE {look} LIMIT {LIMIT}"  # noqa: S608 - our own words
    bare = f"SELECT {columns} FROM case_cards WHERE case_id IN ({ids})"  # noqa: S608 - our own words
    sought = f" {words}" if words.isascii() and words.isalpha() else words
    return _compare(
        f"search: {words}",
        lambda: people.search(desk, words, LIMIT),
        lambda: raw.execute(bare, (sought,)).fetchall(),
        rounds,
        bound,
    )


def _saved(desk: Desk, file: Path, raw: Any, rounds: int, bound: float) -> Measured:
    """A visit saved: record, audit, changes, number, card; against its statements on a copy of the file."""
    lines = people.rows(desk, people.list_ids(desk, PeopleFilter(states=frozenset({"S60_ACTIVE"})), "no"))
    nos = [line.no for line in lines[: 2 * rounds + 1]]
    half = len(nos) // 2
    _visit(desk, nos[-1])
    with tempfile.TemporaryDirectory() as name, _copied(desk, file, Path(name)) as copy:
        ours = [_cpu(partial(_visit, desk, no)) for no in nos[:half]]
        asked = [_traced(raw, partial(_visit, desk, no)) for no in nos[half:-1]]
        bare = [_cpu(partial(_run, copy, statements)) for statements in asked]
    return Measured("a visit saved", statistics.median(ours), statistics.median(bare), bound)


def _visit(desk: Desk, no: str) -> None:
    write.record(desk, no, "contact", VISIT, TODAY)


@contextmanager
def _copied(desk: Desk, file: Path, folder: Path) -> Iterator[Any]:
    """The driver's connection, with the settings of the program, to a copy of the office's file."""
    for one in file.parent.glob(f"{file.name}*"):  # with its journal: nobody writes now
        shutil.copy(one, folder / one.name)
    made = engine.connect(folder / file.name, desk.store._unlocked.database_key)
    try:
        yield made
    finally:
        made.close()


def _traced(raw: Any, act: Ask) -> list[str]:
    """The statements that an act runs, with their values in them."""
    found: list[str] = []
    raw.set_trace_callback(found.append)
    try:
        act()
    finally:
        raw.set_trace_callback(None)
    return [sql for sql in found if not re.match(r"--|PRAGMA", sql.strip())]


def _run(raw: Any, statements: Sequence[str]) -> None:
    for sql in statements:
        raw.execute(sql).fetchall()


def _compare(what: str, ours: Ask, bare: Ask, rounds: int, bound: float) -> Measured:
    """Medians of interleaved rounds, after one of each for the cache."""
    taken: tuple[list[float], list[float]] = ([], [])
    ours(), bare()
    for _ in range(rounds):
        taken[0].append(_cpu(ours))
        taken[1].append(_cpu(bare))
    return Measured(what, statistics.median(taken[0]), statistics.median(taken[1]), bound)


def _cpu(act: Ask) -> float:
    """CPU ms of one call."""
    gc.collect()
    before = time.process_time_ns()
    act()
    return (time.process_time_ns() - before) / 1e6


# ---- by growth alone


def _recount(desk: Desk, rounds: int) -> float:
    """The number on the navigation after a save: what the window keeps between saves is brought up to it."""
    kept = KeptWork(desk)
    kept.items()
    lines = people.rows(desk, people.list_ids(desk, PeopleFilter(states=frozenset({"S60_ACTIVE"})), "no"))
    taken = []
    for line in lines[:rounds]:
        _visit(desk, line.no)
        taken.append(_cpu(kept.items))
    return statistics.median(taken)


def _alone(desk: Desk) -> Iterator[tuple[str, float]]:
    """CPU ms, once each, of what is more than a question."""
    active = PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    no = people.rows(desk, people.list_ids(desk, active, "no")[:1])[0].no
    yield "the whole work of the day", _cpu(lambda: due.work(desk))
    yield "counts of the quick filters", _cpu(lambda: people.counts(desk))
    yield "an agreement previewed", _cpu(lambda: agreements.preview(desk, no))
    with tempfile.TemporaryDirectory() as name:
        yield "the bound file of one person", _cpu(lambda: archive.bind(desk, no, Path(name) / "bound.pdf"))
        yield "a backup", _cpu(lambda: desk.store.backup(Path(name) / "office.abk"))


def _start(office: Path) -> None:
    """Process start to the first painted window, ours (unlock) and a bare one."""
    ours, bare = [], []
    _painted(OURS.format(office=str(office)))
    _painted(BARE)
    for _ in range(START_ROUNDS):
        bare.append(_painted(BARE))
        ours.append(_painted(OURS.format(office=str(office))))
    one, other = statistics.median(ours), statistics.median(bare)
    print(f"\n{'start to the painted window, ms':46} {one:9.0f} {other:9.0f} {one / other:7.2f}")


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
