"""走访补录: whom to write visits down for, by village, what last time said, rows pasted from a sheet, and
everything that is finished saved as one unit of work (domain.md §4.8; art. 12).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Annotated, cast

from anbang_desktop.domain.codes import CodeItem, CodeTable
from anbang_desktop.domain.copied_cells import split_cells
from anbang_desktop.domain.states import ON_BOOKS, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import CONDITIONS, CONTACT, Contact
from anbang_desktop.fields.field import MUST, Datum, name_of, names
from anbang_desktop.fields.kinds import Choice, Day, Words
from anbang_desktop.services.cases.duties import NOT_MET
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter, PersonRow
from anbang_desktop.storage.queries import people as cards

ITS = names(Contact)
MET = name_of(ITS.met)
ANSWERS = (MET, *CONDITIONS)
HEADS = ("见到谁", "状态", "工作", "经济", "家庭", "地点", "相处")  # of ANSWERS, as short as their columns
CONTENT, NAME = "内容", "姓名"
NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is the same for all of them."""

    on: Annotated[date, Datum("日期", Day(), MUST)]
    way: Annotated[str, Datum("方式", Choice("contact_type"), MUST)]
    workers: Annotated[tuple[str, ...], Datum("走访人", Words("worker"), MUST)]


@dataclass(frozen=True, slots=True)
class Visit:
    """What was entered of one person: codes by the names of ANSWERS, the words, and whether the words say
    what asks for special care.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    care: bool = False

    @property
    def begun(self) -> bool:
        """Something was entered."""
        return bool(self.answers or self.words.strip() or self.care)

    @property
    def finished(self) -> bool:
        """Nothing is missing: everything is answered, or nobody was met; care is said in words."""
        answered = self.answers.get(MET) == NOBODY or all(name in self.answers for name in ANSWERS)
        return answered and (not self.care or bool(self.words.strip()))


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One person and the visit before this one; None when nobody has been there yet."""

    row: PersonRow
    last: Contact | None

    def before(self, name: str) -> str | None:
        """What last time said: a code, never filled in by itself."""
        return getattr(self.last, name) if self.last else None


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a sheet said of whom, by case number, and what could not be read of it, each in a sentence."""

    visits: Mapping[str, Visit]
    strange: tuple[str, ...]


def village_counts(desk: Desk) -> list[tuple[str, int]]:
    """The villages in order with how many of each are on the books; "" for those without a village."""
    with desk.store.read() as connection:
        return cards.villages_counted(connection, [one.code for one in ON_BOOKS])


def of_villages(desk: Desk, villages: Iterable[str]) -> list[int]:
    """Who is on the books there, by case id, in village order."""
    wanted = frozenset(villages)
    if "" not in wanted:
        return list(people.list_ids(desk, PeopleFilter(quick="on_books", villages=wanted), "village"))
    ids = people.list_ids(desk, PeopleFilter(quick="on_books"), "village")
    return [row.id for row in people.rows(desk, ids) if row.village in wanted]


def lines(desk: Desk, case_ids: Sequence[int]) -> list[VisitLine]:
    """Those of them who can be visited (an ended case takes no records), in village order."""
    with desk.store.read() as connection:
        rows = people.as_rows(desk, cards.lines(connection, case_ids))
        open_ = [row for row in rows if state(row.state_code).accepts_records]
        files = {about.no: about for about in case_file.of_cases(connection, [row.id for row in open_])}
    found = [VisitLine(row, _last(files[row.no].contacts)) for row in open_]
    return sorted(found, key=lambda line: (not line.row.village, line.row.village, line.row.no))


def _last(contacts: Sequence[Contact]) -> Contact | None:
    return next((one for one in reversed(contacts) if one.contact_type != NOT_MET), None)


def answers_of(desk: Desk, name: str) -> tuple[CodeItem, ...]:
    """What can be answered under one of ANSWERS, in the order of its digits."""
    return _table(desk, name).offered


def _table(desk: Desk, name: str) -> CodeTable:
    return desk.codes[cast("Choice", CONTACT.field(name).kind).table]


def record(desk: Desk, shared: Shared, visits: Mapping[str, Visit]) -> int:
    """Write the finished ones down as one unit of work; how many. UserError when there is none, or when one
    of them can't be written.
    """
    finished = {no: one for no, one in visits.items() if one.finished}
    if not finished:
        raise UserError("还没有一个人填完。", "把见到谁和六项近况都选上，这个人就算填完。", field="visits")
    write.record_each(desk, CONTACT.name, {no: _values(shared, one) for no, one in finished.items()})
    return len(finished)


def _values(shared: Shared, one: Visit) -> dict[str, object]:
    nobody = one.answers.get(MET) == NOBODY
    words = one.words.strip() or None
    return {
        name_of(ITS.at): datetime.combine(shared.on, time()),
        name_of(ITS.contact_type): NOT_MET if nobody else shared.way,
        name_of(ITS.workers): shared.workers,
        **({MET: NOBODY} if nobody else one.answers),
        name_of(ITS.content): None if one.care else words,
        name_of(ITS.abnormal): one.care,
        name_of(ITS.abnormal_detail): words if one.care else None,
    }


# ---- rows of a spreadsheet


def pasted(desk: Desk, listed: Sequence[VisitLine], text: str, no: str, first: str) -> Pasted:
    """Rows copied in a spreadsheet. A row that names a person belongs to that person; rows without names go
    to ``no`` and those below, from the column ``first`` on. A row of heads says which column is what.
    """
    table = [row for row in split_cells(text) if any(map(str.strip, row))]
    known = {head: place for place, head in enumerate(_columns())}
    heads = [known.get(cell.strip()) for cell in table[0]] if table else []
    headed = sum(place is not None for place in heads) > 1
    if headed:
        table, places = table[1:], heads
    else:
        start = 0 if table and _who(listed, table[0][0]) else known.get(first, 1)
        places = list(range(start, len(known)))
    reader = _Reader(desk, listed)
    below = [line.row.no for line in listed]
    below = below[below.index(no) :] if no in below else below
    for at, row in enumerate(table):
        reader.take(places, row, below[at] if at < len(below) else "")
    return Pasted(reader.visits, tuple(reader.strange))


def _columns() -> tuple[str, ...]:
    return (NAME, *HEADS, CONTENT)


def _who(listed: Sequence[VisitLine], cell: str) -> list[str]:
    return [line.row.no for line in listed if cell.strip() in (line.row.name, line.row.no)]


class _Reader:
    """Reads one row after another and keeps what it could not read."""

    def __init__(self, desk: Desk, listed: Sequence[VisitLine]) -> None:
        self._desk, self._listed = desk, listed
        self.visits: dict[str, Visit] = {}
        self.strange: list[str] = []

    def take(self, places: Sequence[int | None], row: Sequence[str], below: str) -> None:
        """One row: whom it is about, then its answers."""
        cells = {place: cell.strip() for place, cell in zip(places, row, strict=False) if place is not None}
        whom = self._whom(cells.pop(0), row) if 0 in cells else below
        if not whom:
            if 0 not in places:
                self.strange.append(f"“{'　'.join(row)}”下面没有人了，这一行没有贴")
            return
        name = next(line.row.name for line in self._listed if line.row.no == whom)
        answers = {ANSWERS[at - 1]: cell for at, cell in cells.items() if cell and at <= len(ANSWERS)}
        read = {one: code for one, cell in answers.items() if (code := self._answer(name, one, cell))}
        self.visits[whom] = Visit(read, cells.get(len(ANSWERS) + 1, ""))

    def _whom(self, cell: str, row: Sequence[str]) -> str:
        found = _who(self._listed, cell)
        if len(found) != 1:
            why = "有几个同名的人，请改写档案编号" if found else "不在这张单子上"
            self.strange.append(f"“{cell or '　'.join(row)}”{why}，这一行没有贴")
        return found[0] if len(found) == 1 else ""

    def _answer(self, name: str, one: str, cell: str) -> str:
        code = _table(self._desk, one).code(cell)
        if code is None:
            known = "、".join(item.name for item in answers_of(self._desk, one))
            self.strange.append(f"{name}的{HEADS[ANSWERS.index(one)]}“{cell}”看不懂，可以写{known}")
        return code or ""
