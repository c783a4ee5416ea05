"""函件登记: every letter of the office and what came back, one line for each number (domain.md §0.1)."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anbang_desktop.domain.letters import LetterState, letter_state
from anbang_desktop.domain.listing import Cell
from anbang_desktop.domain.states import Mark
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.listing import Line, SeenList
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import letters as query

Quick = Literal["written", "waiting", "late", "answered", "all"]
QUICK: tuple[Quick, ...] = ("written", "waiting", "late", "answered", "all")
NAMES: dict[Quick, str] = {
    "written": "没发出",
    "waiting": "等回执",
    "late": "逾期没回",
    "answered": "有回执",
    "all": "全部",
}
HEADS = (
    "文号",
    "种类",
    "关于谁",
    "收函单位",
    "成文日期",
    "发出日期",
    "请回复日",
    "办到哪步",
    "回执日期",
    "回执文号",
)
MARKS: dict[LetterState, Mark] = {
    "written": "todo",
    "sent": "doing",
    "late": "overdue",
    "told": "done",
    "answered": "done",
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter of the register: whom it is about (of several the first), what kind, where it stands."""

    letter: Letter
    row: PersonRow
    others: int
    kind: str
    way: str
    mark: Mark
    stands: str

    @property
    def about(self) -> str:
        """The person, or the first of several."""
        return f"{self.row.name}等 {self.others + 1} 人" if self.others else self.row.name


@dataclass(frozen=True, slots=True)
class Board:
    """The lines of the page by filter, the newest first."""

    ids: dict[Quick, "array[int]"]
    withheld: int = 0  # more letters, about people whom nobody names


def board(desk: Desk) -> Board:
    """Everything the page counts, read once."""
    with desk.store.read() as connection:
        found, withheld = query.dated(connection), query.count_withheld(connection)
    ids: dict[Quick, array[int]] = {key: array("q") for key in QUICK}
    for one in found:
        here = letter_state(one, desk.today)
        ids["all"].append(one.id)
        if here in ("sent", "late"):
            ids["waiting"].append(one.id)
        if here in ("written", "late", "answered"):
            ids[_filter(here)].append(one.id)
    return Board(ids, withheld)


def _filter(here: LetterState) -> Quick:
    return "written" if here == "written" else "late" if here == "late" else "answered"


def lines(desk: Desk, ids: Sequence[int]) -> list[LetterLine]:
    """The lines of those letters, in that order."""
    with desk.store.read() as connection:
        found = query.of_ids(connection, ids)
        many = query.counted(connection, [one.number for one in found if one.number])
    rows = {row.id: row for row in people.rows(desk, sorted({one.case_id for one in found}))}
    return [_line(desk, one, rows[one.case_id], many.get(one.number or "", 1)) for one in found]


def seen(desk: Desk, quick: Quick) -> SeenList:
    """The register as a list without a window."""
    shown = lines(desk, board(desk).ids[quick])
    told = tuple(Line(one.row.no, _cells(one)) for one in shown)
    return SeenList("letters", "函件登记簿", "件", "" if quick == "all" else NAMES[quick], HEADS, told)


def _cells(one: LetterLine) -> tuple[Cell, ...]:
    it = one.letter
    return (
        it.number or "",
        one.kind,
        one.about,
        it.receiver,
        it.written_on,
        it.sent_on or "",
        it.reply_due or "",
        one.stands,
        it.replied_on or "",
        it.reply_no or "",
    )


def _line(desk: Desk, letter: Letter, row: PersonRow, people_: int) -> LetterLine:
    here = letter_state(letter, desk.today)
    kind = desk.codes["letter_type"].label(letter.letter_type)
    way = desk.codes["reply_way"].label(letter.sent_way) if letter.sent_way else ""
    return LetterLine(letter, row, people_ - 1, kind, way, MARKS[here], _stands(letter, here, desk.today))


def _stands(letter: Letter, here: LetterState, today: date) -> str:
    match here:
        case "written":
            return "没有发出"
        case "told":
            return "不用回复"
        case "answered":
            return "有回执" if letter.accepted is None else "已受理" if letter.accepted else "没有受理"
        case _:
            late = (today - (letter.reply_due or today)).days
            return f"逾期 {late} 天" if here == "late" else "等回执"
