"""The columns of the list of 信息核查: six of what was found, or all six in one where room is short."""

from collections.abc import Callable, Sequence
from datetime import date

from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.found import WORDS, FoundCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.gui.parts.ticks import ON, TickCell
from anbang_desktop.services.worklist.verification import THINGS, Line

TICK, NAME, VILLAGE, FREE, FIRST_MARK = range(5)
ALL_MARKS = FIRST_MARK + len(THINGS)
MARKS = range(FIRST_MARK, ALL_MARKS)
RESULT, REPLY, WORKER = range(ALL_MARKS + 1, ALL_MARKS + 4)
MARK_WIDE, ALL_WIDE = 50, 136
WIDTHS = (36, 84, 84, 72, *[MARK_WIDE] * len(THINGS), ALL_WIDE, 124, 72, 76)
LEAVE = (WORKER, VILLAGE, REPLY, FREE)
WHOLE = sum(WIDTHS) - ALL_WIDE - sum(WIDTHS[place] for place in LEAVE)  # the least room for six columns


def absent(*, whole: bool) -> Sequence[int]:
    """The columns that there are not: the one that stands for six marks, or the six."""
    return (ALL_MARKS,) if whole else MARKS


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    marks: dict[int, Cell] = {place: FoundCell() for place in (*MARKS, ALL_MARKS)}
    return {TICK: TickCell(), NAME: StrongCell(), VILLAGE: QuietCell(), RESULT: ChipCell(), **marks}


def columns(ticked: Callable[[int], bool]) -> list[Column[Line]]:
    """In the order of WIDTHS; ``ticked`` tells whether the case of that id is."""

    def mark(place: int) -> Column[Line]:
        name = THINGS[place][0]
        return Column[Line](
            name,
            lambda line: WORDS[line.found[place]],
            lambda line: line.found[place],
            state=lambda line: line.found[place],
        )

    def tick(line: Line) -> str | None:
        return ON if ticked(line.row.id) else None

    return [
        Column[Line]("", lambda _line: "", lambda line: line.row.id, state=tick, goes_out=False),
        Column[Line]("姓名", lambda line: line.row.name, lambda line: line.row.name),
        Column[Line]("村居", lambda line: line.row.village, lambda line: line.row.village),
        Column[Line](
            "释放",
            lambda line: _day(line.row.release_date),
            lambda line: line.row.release_date,
            on_paper=lambda line: line.row.release_date or "—",
        ),
        *[mark(place) for place in range(len(THINGS))],
        Column[Line]("六项核查", lambda _line: "", _all_found, state=_all_found, goes_out=False),
        Column[Line](
            "结论", lambda line: line.result, lambda line: line.result, state=lambda line: line.mark
        ),
        Column[Line](
            "回复",
            _reply,
            lambda line: line.replied_on,
            on_paper=lambda line: line.replied_on or _reply(line),
        ),
        Column[Line]("责任人", lambda line: line.row.worker or "—", lambda line: line.row.worker),
    ]


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else "—"


def _reply(line: Line) -> str:
    return _day(line.replied_on) if line.replied_on else "待回复" if line.result_known else ""


def _all_found(line: Line) -> str:
    return ",".join(line.found)
