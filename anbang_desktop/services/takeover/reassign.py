"""Whose people become whose: looked at first (old → new, counted), then done as one unit of work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_reason
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import workers as query
from anbang_desktop.storage.question import portions

OPEN = [one.code for one in State if not one.ended]
NOBODY = "没有责任人"
_OWNER = name_of(names(Case).responsible_worker)


@dataclass(frozen=True, slots=True)
class Move:
    """One person whose worker changes; "" is nobody."""

    case_id: int
    no: str
    name: str
    village: str
    old: str
    new: str


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
    wanted = {case_id: _name(desk, new) for case_id, new in shares.items()}
    rows = (row for row in people.rows(desk, list(wanted)) if row.state_code in OPEN)
    moves = [Move(row.id, row.no, row.name, row.village, row.worker, wanted[row.id]) for row in rows]
    return sorted((one for one in moves if one.old != one.new), key=lambda one: (one.village, one.no))


def _name(desk: Desk, new: str) -> str:
    if not new.strip():
        raise UserError("还没有写交给谁。", "请写接班人的姓名。", field=_OWNER)
    try:
        return str(REGISTRATION.field(_OWNER).kind.take(new.strip(), desk.read_context))
    except ValueError as wrong:
        raise UserError(f"接班人：{str(wrong).rstrip('。')}。", "请核对姓名。", field=_OWNER) from None


def in_words(moves: Iterable[Move]) -> list[str]:
    """李文静 → 王建国 12 人."""
    counted: dict[tuple[str, str], int] = {}
    for one in moves:
        counted[one.old, one.new] = counted.get((one.old, one.new), 0) + 1
    return [f"{old or NOBODY} → {new}　{many} 人" for (old, new), many in counted.items()]


def hand_over(desk: Desk, shares: Mapping[int, str], reason: str = "") -> int:
    """Give each of these cases to its new worker: one unit of work; how many changed hands. UserError where
    nobody would.
    """
    moves = plan(desk, shares)
    if not moves:
        raise UserError("没有要交接的人：他们的责任人已经是这样。", "请换一个接班人，或者选别的人。")
    with begin(desk, f"交接责任人 {len(moves)} 人") as unit:
        unit.work.why = as_reason(desk, reason) or "交接班"
        unit.work.case_id = moves[0].case_id if len(moves) == 1 else None
        for part in portions(one.case_id for one in moves):
            files = {about.case_id: about for about in case_file.of_cases(unit.work.connection, part)}
            unit.hold(files.values())
            for one in (one for one in moves if one.case_id in files):
                _give(unit, files[one.case_id], one)
    return len(moves)


def _give(unit: Unit, about: CaseFile, one: Move) -> None:
    after = replace(about.case, responsible_worker=one.new)
    unit.change(about.case, after, f"责任人 {one.old or NOBODY} → {one.new} {about.no}")
