"""The columns of the list of wishes: the clock comes first."""

from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.wishes import WishLine

CLOCK, NAME, CATEGORY, WORDS, STANDS = range(5)
WIDTHS = (152, 84, 92, 182, 116, 150, 96, 96, 84, 200)
LEAVE = (CATEGORY, STANDS)


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {CLOCK: ChipCell(), NAME: StrongCell(), CATEGORY: QuietCell(), STANDS: QuietCell()}


def columns(desk: Desk) -> list[Column[WishLine]]:
    """In the order of WIDTHS; the last ones only when they are chosen."""
    outcome = desk.codes["wish_outcome"]
    return [
        Column[WishLine](
            "答复期限",
            lambda line: line.clock,
            lambda line: line.due.result,
            state=lambda line: line.mark,
            on_paper=lambda line: line.due.result,
        ),
        Column[WishLine]("谁", lambda line: line.row.name, lambda line: line.row.name),
        Column[WishLine]("类别", lambda line: line.category, lambda line: line.wish.category),
        Column[WishLine]("诉求", lambda line: _line(line.wish.content), lambda line: line.wish.content),
        Column[WishLine]("走到哪步", lambda line: line.stands, lambda line: line.stands),
        Column[WishLine]("编号", lambda line: line.wish.wish_no, lambda line: line.wish.wish_no, extra=True),
        Column[WishLine](
            "提出日期",
            lambda line: line.wish.raised_on.isoformat(),
            lambda line: line.wish.raised_on,
            extra=True,
        ),
        Column[WishLine](
            "答复日期",
            lambda line: line.wish.answered_on.isoformat() if line.wish.answered_on else "",
            lambda line: line.wish.answered_on,
            extra=True,
        ),
        Column[WishLine](
            "经办人", lambda line: line.wish.handler, lambda line: line.wish.handler, extra=True
        ),
        Column[WishLine](
            "答复",
            lambda line: " ".join(filter(None, (outcome.label(line.wish.outcome), _line(line.wish.answer)))),
            lambda line: line.wish.answer,
            extra=True,
        ),
    ]


def _line(words: str | None) -> str:
    return " ".join((words or "").split())
