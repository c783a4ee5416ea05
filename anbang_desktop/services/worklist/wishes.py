"""诉求: the desk of what people ask for, by the working days left (domain.md §4.9; art. 12)."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import Mark
from anbang_desktop.errors import UserError
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.wish import Wish, WishStep
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.wish import ACCEPT, ASK, DISCRIMINATION, PUT_OFF, REFER, URGE
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import letters
from anbang_desktop.storage.queries import wishes as query
from anbang_desktop.storage.queries.wishes import Said

Quick = Literal["open", "mine", "waiting", "month", "all"]
QUICK: tuple[Quick, ...] = ("open", "mine", "waiting", "month", "all")
MOST_SAID = 50
_WAITING = frozenset({REFER, URGE, ASK})


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish of the list: whose, until when it is to be answered and why, the clock in words with its mark,
    where it stands.
    """

    wish: Wish
    row: PersonRow
    category: str
    due: Reckoning
    clock: str
    mark: Mark
    stands: str
    letter: Letter | None = None  # that passes on the clue of a discrimination

    @property
    def open(self) -> bool:
        """It waits for an answer."""
        return self.wish.answered_on is None


@dataclass(frozen=True, slots=True)
class Board:
    """The lists of the page by filter, and what was said on visits and became no wish yet."""

    ids: dict[Quick, "array[int]"]
    late: int
    said: Sequence[Said]
    withheld: int = 0  # more wishes, of people whom nobody names


def waited_for(wish: Wish) -> str:
    """Whom the last step waits for; nobody where the office itself is to act."""
    last = wish.steps[-1] if wish.steps else None
    return (last.unit or "") if last and last.act in _WAITING else ""


def due(desk: Desk, wish: Wish) -> Reckoning:
    """Until when it is to be answered, by the rule pack in force when it was raised."""
    pack = desk.rules.on(wish.raised_on)
    return reckoning.deadline(pack, "wish.reply.workdays", "提出日期", wish.raised_on)


def board(desk: Desk) -> Board:
    """Everything the page counts, read once: open ones by the working days left, those put off last."""
    since = desk.today - timedelta(days=desk.pack.number("wish.unturned.days"))
    with desk.store.read() as connection:
        open_ = query.of_ids(connection, query.open_ids(connection))
        month = query.answered_ids(connection, desk.today.replace(day=1))
        every = query.all_ids(connection)
        said = query.unturned(connection, since, MOST_SAID)
        withheld = query.count_withheld(connection)
    days = {one.id: due(desk, one).result for one in open_}
    open_.sort(key=lambda one: (_resting(desk, one, days[one.id]), days[one.id], one.id))
    ids: dict[Quick, array[int]] = {
        "open": _ids(open_),
        "mine": _ids([one for one in open_ if one.handler == desk.user]),
        "waiting": _ids([one for one in open_ if waited_for(one)]),
        "month": month,
        "all": every,
    }
    return Board(ids, sum(day < desk.today for day in days.values()), said, withheld)


def _ids(wishes: Sequence[Wish]) -> "array[int]":
    return array("q", (one.id for one in wishes))


def lines(desk: Desk, ids: Sequence[int]) -> list[WishLine]:
    """The lines of those wishes, in that order."""
    with desk.store.read() as connection:
        found = query.of_ids(connection, ids)
        clues = [one.id for one in found if one.category == DISCRIMINATION]
        sent = letters.of_wishes(connection, clues) if clues else {}
    rows = {row.id: row for row in people.rows(desk, sorted({one.case_id for one in found}))}
    return [replace(_line(desk, one, rows[one.case_id]), letter=sent.get(one.id)) for one in found]


def show(desk: Desk, wish_id: int) -> WishLine:
    """One of them; UserError where there is none any more."""
    found = lines(desk, [wish_id])
    if not found:
        raise UserError("没有这件诉求。", "它可能已经撤销，请回到列表重新选。", field="record")
    return found[0]


def waiting(desk: Desk) -> tuple[int, bool]:
    """How many wait for an answer, and whether one is late."""
    with desk.store.read() as connection:
        number, first = query.waiting(connection)
    if first is None:
        return number, False
    why = reckoning.deadline(desk.rules.on(first), "wish.reply.workdays", "提出日期", first)
    return number, why.result < desk.today


def _line(desk: Desk, wish: Wish, row: PersonRow) -> WishLine:
    why = due(desk, wish)
    clock, mark = _clock(desk, wish, why.result)
    category = desk.codes["wish_category"].label(wish.category)
    return WishLine(wish, row, category, why, clock, mark, _stands(desk, wish))


def _clock(desk: Desk, wish: Wish, until: date) -> tuple[str, Mark]:
    """How far away the day is, in working days; a promise that is late is late even while it rests."""
    if wish.answered_on is not None:
        return f"{month_day(wish.answered_on, desk.today)}答复", "done"
    today, works = desk.today, desk.pack.calendar
    if until < today:
        late = reckoning.workdays_between(works, until, today)
        return (f"逾期 {late} 个工作日" if late else "已过期"), "overdue"
    if _resting(desk, wish, until):
        return "缓办", "paused"
    if until == today:
        return "今天到期", "soon"
    left = reckoning.workdays_between(works, today, until)
    return f"还有 {left} 个工作日", "soon" if left <= desk.pack.number("wish.soon.workdays") else "todo"


def _resting(desk: Desk, wish: Wish, until: date) -> bool:
    """Put off to a later day, and not late."""
    last = wish.steps[-1] if wish.steps else None
    return bool(last and last.act == PUT_OFF and last.until and last.until > desk.today <= until)


def _stands(desk: Desk, wish: Wish) -> str:
    if wish.outcome is not None:
        return desk.codes["wish_outcome"].label(wish.outcome)
    if unit := waited_for(wish):
        return f"等{unit}"
    last = wish.steps[-1] if wish.steps else WishStep(on=wish.raised_on, act=ACCEPT)
    if last.act == PUT_OFF and last.until:
        return f"{month_day(last.until, desk.today)}再办"
    label = desk.codes["wish_step"].label(last.act)
    return f"已{label}" if last.act == ACCEPT else label
