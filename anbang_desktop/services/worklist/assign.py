"""指定: who is responsible, or the village, for several people at once: looked at first (old → new for each
person), then written as one unit of work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import given, name_of, names
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
_ITS = names(Case)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What is assigned: the datum of the case, as the office calls it, and what it is where there is none."""

    name: str
    label: str
    nothing: str


WORKER = Assigned(name_of(_ITS.responsible_worker), "责任人", "没有责任人")
VILLAGE = Assigned(name_of(_ITS.village), "村居", "没有村居")


@dataclass(frozen=True, slots=True)
class Move:
    """One person for whom it changes; "" is nobody, or no village."""

    case_id: int
    no: str
    name: str
    village: str
    old: str
    new: str = ""


def plan(desk: Desk, what: Assigned, wanted: Mapping[int, str]) -> list[Move]:
    """For whom it changes if the cases (by id) get these values, in the order of the villages; left out is
    for whom it stays, and whoever's case has ended. UserError for a value that is none.
    """
    values = {new: read_value(desk, what, new) for new in set(wanted.values())}
    now = standing(desk, what, list(wanted))
    return [
        replace(one, new=values[wanted[one.case_id]]) for one in now if one.old != values[wanted[one.case_id]]
    ]


def standing(desk: Desk, what: Assigned, case_ids: Sequence[int]) -> list[Move]:
    """How it stands for these people now, in the order of the villages; whoever's case has ended is left
    out.
    """
    rows = (row for row in people.rows(desk, case_ids) if row.state_code in OPEN)
    found = [Move(row.id, row.no, row.name, row.village, _now(what, row)) for row in rows]
    return sorted(found, key=lambda one: (one.village, one.no))


def _now(what: Assigned, row: PersonRow) -> str:
    return row.worker if what is WORKER else row.village


def read_value(desk: Desk, what: Assigned, new: str) -> str:
    """What was written, as it is stored; UserError for a value that is none."""
    if not new.strip():
        raise UserError(f"还没有写{what.label}。", f"请写{what.label}的名称。", field=what.name)
    try:
        return str(REGISTRATION.field(what.name).kind.take(new.strip(), desk.read_context))
    except ValueError as wrong:
        raise UserError(
            f"{what.label}：{str(wrong).rstrip('。')}。", "请核对写的内容。", field=what.name
        ) from None


def in_use(desk: Desk, what: Assigned) -> frozenset[str]:
    """The names that somebody has now: another one may be a slip of the pen."""
    if what is VILLAGE:
        return frozenset(people.villages(desk))
    with desk.store.read() as connection:
        return frozenset(name for name, _many in query.counted(connection, OPEN) if name)


def in_words(what: Assigned, moves: Iterable[Move]) -> list[str]:
    """李文静 → 王建国 12 人."""
    counted: dict[tuple[str, str], int] = {}
    for one in moves:
        counted[one.old, one.new] = counted.get((one.old, one.new), 0) + 1
    return [f"{old or what.nothing} → {new}　{many} 人" for (old, new), many in counted.items()]


def assign(
    desk: Desk,
    what: Assigned,
    wanted: Mapping[int, str],
    label: str = "",
    why: str = "",
    *,
    along: Sequence[Move] = (),
) -> int:
    """Write it: one unit of work (``label`` is its name, followed by how many); for how many it changed.
    UserError where it would change for nobody. ``along``: withheld records that go with them unnamed.
    """
    moves = [*plan(desk, what, wanted), *along]
    if not moves:
        raise UserError(f"选中的人的{what.label}已经是这样。", f"请写另外的{what.label}，或者选别的人。")
    act = label or f"指定{what.label}"
    with begin(desk, f"{act} {len(moves)} 人") as unit:
        unit.work.why = as_reason(desk, why) or act
        unit.is_about(one.case_id for one in moves)
        for part in portions(one.case_id for one in moves):
            files = {about.case_id: about for about in case_file.of_cases(unit.work.connection, part)}
            unit.hold(files.values())
            for one in (one for one in moves if one.case_id in files):
                _change(unit, what, files[one.case_id], one)
    return len(moves)


def _change(unit: Unit, what: Assigned, about: CaseFile, one: Move) -> None:
    after = replace(about.case, **given(Case, {what.name: one.new}))
    unit.change(about.case, after, f"{what.label} {one.old or what.nothing} → {one.new} {about.no}")
