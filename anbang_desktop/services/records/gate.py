"""The gate before withheld records of minors: what is on no list is opened by its number only, for a reason,
and that it was opened is kept in the audit (刑事诉讼法第二百八十六条; domain.md §10.3).
"""

from collections.abc import Iterable
from datetime import date

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

SEALED_FILE = "封存的档案"  # what stands in the place of a name
REASON = "reason"  # the entry that a complaint belongs to


class Closed(UserError):
    """The record is withheld, and nobody has said for what it is needed."""

    def __init__(self, no: str) -> None:
        """``no`` is the number that was asked for."""
        super().__init__(
            f"{no} 的犯罪记录已封存（或者待定封存），不能直接打开。",
            "确需办理的，先写明事由，查看会留下记录（命令行在命令前加 --sealed-reason 事由）。",
            field="no",
        )
        self.no = no


def refuse_closed(connection: Connection, case_id: int, no: str) -> None:
    """Closed where the case is withheld and was not opened in this session."""
    if withheld.is_closed(connection, case_id):
        raise Closed(no)


def listed(connection: Connection, case_ids: Iterable[int]) -> list[int]:
    """Those of the cases that may stand on a list, in their order; numbers count the others too."""
    wanted = list(case_ids)
    hidden = withheld.cards(connection, wanted)
    return [one for one in wanted if one not in hidden]


def count(desk: Desk) -> int:
    """How many records are withheld: what a list says instead of naming them."""
    with desk.store.read() as connection:
        return count_all(connection)


def count_all(connection: Connection) -> int:
    """The same on an open connection."""
    return withheld.count(connection)


def opened(connection: Connection) -> list[int]:
    """Those that were opened in this session and are still withheld."""
    return sorted(withheld.cards(connection, withheld.opened(connection)))


def exactly(connection: Connection, text: str) -> list[str]:
    """The numbers of the withheld cases whose case number or ID number a text is, whole."""
    wanted = text.strip().upper()
    by_id = [no for _, no in withheld.of_id_no(connection, wanted)]
    return by_id or ([wanted] if withheld.of_no(connection, wanted) is not None else [])


def any_withheld(connection: Connection, numbers: Iterable[str]) -> bool:
    """Whether one of these case numbers is a withheld record's, opened or not."""
    hidden = {one.no for one in withheld.every(connection)}
    return bool(hidden) and not hidden.isdisjoint(numbers)


def due(connection: Connection, until: date) -> tuple[int, date | None]:
    """How many have something to do by that day, and the day of the first."""
    return withheld.due(connection, until)


def is_closed(desk: Desk, no: str) -> bool:
    """Whether the case of that number asks for a reason first."""
    with desk.store.read() as connection:
        found = withheld.of_no(connection, no.strip())
        return found is not None and withheld.is_closed(connection, found)


def all_opened(desk: Desk) -> bool:
    """Whether each of them was opened in this session."""
    with desk.store.read() as connection:
        return withheld.opened(connection).issuperset(withheld.ids(connection))


def open_one(desk: Desk, no: str, reason: str) -> None:
    """Open the withheld case of that number for this session. UserError without a reason; nothing happens for
    a case that is not withheld.
    """
    with desk.store.work(desk.clock) as work:
        found = withheld.of_no(work.connection, no.strip())
        if found is not None and withheld.is_closed(work.connection, found):
            _open(work, [found], as_reason(reason))


def open_all(desk: Desk, reason: str) -> None:
    """Open all of them for this session, to see which there are. UserError without a reason."""
    said = as_reason(reason)
    with desk.store.work(desk.clock) as work:
        _open(work, withheld.ids(work.connection), said)


def stay_open(connection: Connection, case_id: int) -> None:
    """Who has just written what the proposal follows from goes on with this case."""
    withheld.opened(connection).add(case_id)


def as_reason(reason: str) -> str:
    """The reason on one line; UserError for none."""
    said = " ".join(reason.split())
    if not said:
        raise UserError("还没有写事由。", "请写明为什么要看封存的档案，例如 办理本月走访。", field=REASON)
    return said


def _open(work: Work, case_ids: Iterable[int], reason: str) -> None:
    for case_id in case_ids:
        work.note("reveal", f"cases/{case_id}", f"打开封存的档案，事由：{reason}")
        withheld.opened(work.connection).add(case_id)
