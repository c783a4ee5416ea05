"""Whose people become whose: looked at first (old → new, counted), then done as one unit of work."""

from collections.abc import Iterable, Mapping

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate
from anbang_desktop.services.worklist import assign, people
from anbang_desktop.services.worklist.assign import OPEN, WORKER, Move
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.queries import workers as query

NOBODY = WORKER.nothing


def workers(desk: Desk) -> list[tuple[str, int]]:
    """Who looks after how many whose case has not ended, the most first; "" for those without anybody."""
    with desk.store.read() as connection:
        return query.counted(connection, OPEN)


def held_by(desk: Desk, worker: str) -> list[PersonRow]:
    """The people of a worker ("": of nobody) whose case has not ended, by village."""
    with desk.store.read() as connection:
        ids = query.cases_of(connection, worker, OPEN)
    return people.rows(desk, ids)


def plan(desk: Desk, shares: Mapping[int, str]) -> list[Move]:
    """Who changes hands if the cases (by id) go to these workers, in the order of the villages; who stays
    where he is is left out. UserError for a name that is none.
    """
    if not all(new.strip() for new in shares.values()):
        raise UserError("还没有写交给谁。", "请写接班人的姓名。", field=WORKER.name)
    return assign.plan(desk, WORKER, shares)


def in_words(moves: Iterable[Move]) -> list[str]:
    """李文静 → 王建国 12 人."""
    return assign.in_words(WORKER, moves)


def hand_over(desk: Desk, shares: Mapping[int, str], reason: str = "") -> int:
    """Give each of these cases to its new worker: one unit of work; how many changed hands. Where all of a
    worker's go to one successor, the withheld records go along: nobody is left without anybody. UserError
    where nobody would change hands.
    """
    if not plan(desk, shares):
        raise UserError("没有要交接的人：他们的责任人已经是这样。", "请换一个接班人，或者选别的人。")
    moved = withheld_along(desk, shares)
    return assign.assign(desk, WORKER, shares, "交接责任人", reason or "交接班", along=moved)


def withheld_along(desk: Desk, shares: Mapping[int, str]) -> list[Move]:
    """The withheld records that go along, without a name."""
    rows = people.rows(desk, list(shares))
    with desk.store.read() as connection:
        hidden = withheld.every(connection)
        left = {row.worker for row in rows if set(query.cases_of(connection, row.worker, OPEN)) - set(shares)}
    heirs: dict[str, set[str]] = {}
    for row in rows:
        heirs.setdefault(row.worker, set()).add(shares[row.id])
    sole = {old: next(iter(new)) for old, new in heirs.items() if len(new) == 1 and old not in left}
    return [
        Move(one.case_id, one.no, gate.SEALED_FILE, "", one.worker, sole[one.worker])
        for one in hidden
        if one.state in OPEN and one.worker in sole and one.case_id not in shares
    ]
