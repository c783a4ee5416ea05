"""python -m tests.support.storm --books 2000 --first 0: strange workbooks through the preview of a list and
the learning of a blank. Each must end in a right reading or in one clear sentence, within 10 seconds of
processor time and 512 MiB, and leave the office as it was. Prints what became of them; 1 where one
went wrong.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.excel import child
from anbang_desktop.excel.child_limits import limit
from anbang_desktop.excel.container import NOT_OURS
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import workbook
from anbang_desktop.services.roster_import import roster
from tests.support import at_once, storm_blanks
from tests.support.desks import empty_office
from tests.support.strange_books import StrangeBook, make

SECONDS = 10.0
EACH = 200  # books of one worker
TODAY = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one book: a word to count, what was wrong with it (empty: nothing), and its seconds."""

    word: str
    wrong: str
    seconds: float


def try_book(desk: Desk, book: StrangeBook, folder: Path, *, learn: bool = True) -> Told:
    """One book through the preview, and through learning if wanted."""
    file = folder / book.name.rpartition("_")[2]
    file.write_bytes(book.data)
    started = time.process_time()
    word, wrong = _preview(desk, book, file)
    wrong = wrong or (_learn(file) if learn else "")
    took = time.process_time() - started
    if took > SECONDS:
        wrong = wrong or f"took {took:.1f} s"
    return Told(word, f"{book.name}: {wrong}" if wrong else "", took)


def _preview(desk: Desk, book: StrangeBook, file: Path) -> tuple[str, str]:
    try:
        plan = roster.plan(desk, file)
    except UserError as refused:
        word = "not ours" if refused.what == NOT_OURS[0] else "refused"
        return word, f"refused, though right: {refused.what}" if book.people is not None else ""
    except Exception as fault:  # noqa: BLE001 - what is looked for
        return "fault", f"{type(fault).__name__}: {fault}"
    names = tuple(row.name for row in plan.rows)
    wrong = book.people is not None and names != book.people
    return "read", f"read {names} instead of {book.people}" if wrong else ""


def _learn(file: Path) -> str:
    try:
        workbook.learn(workbook.read_blank(file))
    except UserError:
        return ""
    except Exception as fault:  # noqa: BLE001 - as above
        return f"learning: {type(fault).__name__}: {fault}"
    return ""


def work(numbers: Sequence[int], folder: Path) -> list[Told]:
    """In a process of its own: so many books over a fresh office, under the child's own limit of memory."""
    desk = empty_office(folder / "empty", FixedClock(TODAY)).desk(folder / "office", FixedClock(TODAY))
    limit(replace(LIMITS, seconds=SECONDS * len(numbers)))
    with patch.object(child, "run", at_once.run):
        told = [try_book(desk, make(number), folder) for number in numbers]
    if roster.history(desk):
        told.append(Told("fault", "an import was written", 0.0))
    opening.close(desk)
    return told


def _answer(numbers: Sequence[int], folder: Path, back: Connection) -> None:
    back.send(work(numbers, folder))


def _portion(numbers: Sequence[int]) -> list[Told]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        worker = context.Process(target=_answer, args=(numbers, Path(folder), theirs))
        worker.start()
        theirs.close()
        try:
            told: list[Told] = ours.recv()
        except EOFError:
            told = [Told("died", f"a worker died among {numbers[0]}–{numbers[-1]}", 0.0)]
        worker.join()
    return told


def report(told: Iterable[Told]) -> int:
    """Print the figures; how many went wrong."""
    listed = list(told)
    wrong = [one.wrong for one in listed if one.wrong]
    print(dict(Counter(one.word for one in listed)), f"slowest {max(one.seconds for one in listed):.2f} s")
    print("\n".join(wrong) or "none went wrong")
    return len(wrong)


def main() -> int:
    """So many books in portions."""
    options = argparse.ArgumentParser()
    options.add_argument("--books", type=int, default=2000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--blanks", type=int, help="so many blanks are filled instead")
    options.add_argument("--folder", help="the blanks of a folder are filled instead")
    said = options.parse_args()
    if said.blanks or said.folder:
        return storm_blanks.run(said.blanks or 0, said.folder)
    numbers = range(said.first, said.first + said.books)
    portions = [numbers[at : at + EACH] for at in range(0, len(numbers), EACH)]
    return 1 if report(one for portion in portions for one in _portion(portion)) else 0


if __name__ == "__main__":
    sys.exit(main())
