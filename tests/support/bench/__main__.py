"""The run: registers of 1,000 and 100,000 people, each measured; or, with --quick, one of 2,000 with bounds
that a busy machine keeps.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("ANBANG_KDF_SECONDS", "0")  # the derivation is not measured

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from tests.support.bench import imports, lists, pages, papers, persons, sheets, whole, window
from tests.support.bench.measure import Report
from tests.support.makers import TODAY
from tests.support.register import Register

USER, PASSPHRASE = "王所长", "measure 9 the big register"
SMALL, QUICK = 1000, 2000
FEW = ("name", "next_on", "completeness")
AREAS = ("lists", "persons", "window", "imports", "make", "papers", "backup", "start", "sheets", "pages")
WITHOUT = frozenset({"sheets", "pages"})  # a register


def main(words: Sequence[str] | None = None) -> int:
    """Print what was found; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} people, wide bounds")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, help="of each measurement: 15, with --quick 7")
    parser.add_argument("--only", nargs="+", choices=AREAS, default=AREAS)
    chosen = parser.parse_args(words)
    report = Report(chosen.rounds or (7 if chosen.quick else 15))
    if "sheets" in chosen.only and not chosen.quick:
        report.section("A county's sheet, without a register")
        report.add(sheets.ROWS, sheets.memory())
        report.take(sheets.ROWS, sheets.filling())
    if "pages" in chosen.only and not chosen.quick:
        report.section("Papers, without a register")
        report.take(sheets.ROWS, pages.cases())
        report.add(sheets.ROWS, pages.memory())
    if WITHOUT.issuperset(chosen.only):
        return report.verdict(quick=False)
    with tempfile.TemporaryDirectory() as folder:
        if chosen.quick:
            _run(report, Path(folder), (QUICK,), [area for area in chosen.only if area in AREAS[:5]], FEW)
            return report.verdict(quick=True)
        sizes = (SMALL, chosen.people) if chosen.people > SMALL else (chosen.people,)
        _run(report, Path(folder), sizes, chosen.only, tuple(lists.SORTS))
    report.growth()
    return report.verdict(quick=False)


def _run(
    report: Report, folder: Path, sizes: Sequence[int], areas: Sequence[str], sorts: Sequence[str]
) -> None:
    office = folder / "office"
    made = opening.create(office, "某司法所", "149901", "某县", USER, PASSPHRASE, FixedClock(TODAY))
    desk = made.desk
    try:
        register = Register(desk)
        for people in sizes:
            _grow(register, people)
            _measure(report, desk, people, folder, areas, sorts)
            if "start" in areas:
                opening.close(desk)
                day = f"{TODAY.year}, {TODAY.month}, {TODAY.day}"
                report.section(f"Start, {people:,} people")
                whole.start(report, people, office, USER, PASSPHRASE, day, min(report.rounds, 7))
                desk = opening.unlock(office, USER, PASSPHRASE, FixedClock(TODAY))
                register.move_to(desk)
    finally:
        opening.close(desk)


def _grow(register: Register, people: int) -> None:
    before = time.perf_counter()
    register.grow(people)
    took, size = time.perf_counter() - before, register.desk.store.facts().size
    print(
        f"\n==== {people:,} people, {register.rows:,} rows of theirs, {size / 2**20:,.0f} MiB encrypted "
        f"(written in {took:.0f} s)",
        flush=True,
    )


def _measure(
    report: Report, desk: Desk, people: int, folder: Path, areas: Sequence[str], sorts: Sequence[str]
) -> None:
    raw = persons.raw_of(desk)
    if "lists" in areas:
        report.section("Lists: the worst order of each filter")
        lists.in_every_order(desk, raw, report, people, sorts, max(3, report.rounds // 3))
        report.section("Pages, searches, counts")
        report.take(people, lists.pages(desk, raw))
    if "persons" in areas:
        report.section("One person, today, a save")
        report.take(people, persons.cases(desk, raw))
    if "window" in areas:
        report.section("Through the window")
        shown = window.Window(desk)
        report.take(people, window.cases(desk, shown))
        shown.close()
    if "imports" in areas:
        report.section("A list from above")
        report.take(people, imports.cases(desk, raw, folder, people))
    if "make" in areas:
        report.section("A county's roster, whole")
        report.take(people, sheets.making_whole(desk, raw, folder))
    if "papers" in areas:
        report.section("Papers, sheets")
        report.take(people, papers.cases(desk, raw, folder))
    if "backup" in areas:
        report.section("Backup")
        report.take(people, whole.backup(desk, folder))


if __name__ == "__main__":
    sys.exit(main())
