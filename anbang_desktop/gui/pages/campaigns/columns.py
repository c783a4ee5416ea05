"""The columns of the list of 重点时段."""

from datetime import date

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.states import Mark
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.worklist.campaigns import CareLine

NAME, VILLAGE, LEVEL, WORKER, SEEN, BY, NOTE = range(7)
WIDTHS = (150, 130, 70, 90, 190, 130, 170)
LEAVE = (BY, WORKER, LEVEL)


def columns(today: date) -> list[Column[CareLine]]:
    """In the order of WIDTHS."""
    return [
        Column[CareLine]("姓名", lambda line: _name(line, today), lambda line: line.row.name),
        Column[CareLine]("村居", lambda line: line.row.village or "—", lambda line: line.row.village),
        Column[CareLine]("类别", lambda line: line.row.level or "—", lambda line: line.row.level),
        Column[CareLine]("责任人", lambda line: line.row.worker or "—", lambda line: line.row.worker),
        Column[CareLine]("见到", lambda line: seen(line, today), lambda line: line.seen_on, state=_mark),
        Column[CareLine]("谁去的", lambda line: line.by, lambda line: line.by),
        Column[CareLine](
            "没有见到的原因", lambda line: line.person.note or "", lambda line: line.person.note
        ),
    ]


def _name(line: CareLine, today: date) -> str:
    later = f"（{month_day(line.person.added_on, today)}新增）" if line.person.later else ""
    return f"{line.row.name}{later}"


def seen(line: CareLine, today: date) -> str:
    """When and how, or how it stands."""
    if line.seen_on is not None:
        return f"{month_day(line.seen_on, today)} {line.way}"
    if line.standing == "left":
        return "已办结"
    return f"去过 {line.tries} 次没遇到" if line.tries else "还没见到"


def _mark(line: CareLine) -> Mark:
    if line.standing == "open":
        return "soon" if line.tries else "todo"
    return "done" if line.standing == "seen" else "paused"
