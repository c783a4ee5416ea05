"""Taking back what was done with a case: units under their names, newest first, and what stands in the
way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from anbang_desktop.domain.states import state
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.client import Case
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_reason
from anbang_desktop.services.records.gate import SEALED_FILE
from anbang_desktop.services.records.rules import RULES, Follow
from anbang_desktop.services.records.unit import begin
from anbang_desktop.storage import history as store
from anbang_desktop.storage import tables
from anbang_desktop.storage import undo as back
from anbang_desktop.storage.history import Unit
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.undo import Obstacle, Touched

_FEW = 200  # rows of a unit about one case; an import writes more and says itself what it did


@dataclass(frozen=True, slots=True)
class Done:
    """One unit of work as it is offered for undoing."""

    id: int
    label: str
    no: str
    name: str
    at: datetime
    by: str
    why: str
    undone_by: int | None  # the unit that took it back and is in force
    lasting: bool
    undoes: bool  # it took another one back
    reached: str = ""  # the state that a case came to with it, in words (``last_done`` only)

    @property
    def undone(self) -> bool:
        """It was taken back, and that was not taken back itself."""
        return self.undone_by is not None

    @property
    def title(self) -> str:
        """As the window names it: 登记走访（张某）."""
        return f"{self.label}（{self.name}）" if self.name else self.label


def done_with(desk: Desk, no: str, limit: int = 50) -> list[Done]:
    """The units about one case, newest first."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = store.units_of_case(connection, about.case_id, about.case.client_id)[:limit]
    return [_done(one, about) for one in found]


def last_acts(desk: Desk, limit: int = 50) -> list[Done]:
    """The last units of the office, newest first: also those of cases that are gone with them."""
    with desk.store.read() as connection:
        return [of_unit(connection, one) for one in store.last_units(connection, limit)]


def last_done(desk: Desk, after_seq: int) -> Done | None:
    """What this user did last since an audit row (the beginning of the sitting), not yet taken back."""
    with desk.store.read() as connection:
        found = store.newest_units(connection, desk.user, after_seq)
        if not found:
            return None
        return replace(of_unit(connection, found[0]), reached=_reached(connection, found[0]))


def _reached(connection: Connection, one: Unit) -> str:
    """The newest state that a unit about one case brought it to."""
    if one.case_id is None or one.last_seq - one.first_seq > _FEW:
        return ""
    made = set(back.made_by(connection, one, tables.stages.name))
    stages = [stage for stage in query.stages(connection, one.case_id) if stage.id in made]
    return state(stages[-1].state).label if stages else ""


def of_unit(connection: Connection, one: Unit) -> Done:
    """A unit as it is offered for undoing."""
    there = one.case_id is not None and query.case_exists(connection, one.case_id)
    if there and withheld.is_closed(connection, one.case_id or 0):
        return replace(_done(one, None), name=SEALED_FILE)
    return _done(one, case_file.by_id(connection, one.case_id or 0) if there else None)


def _done(one: Unit, about: CaseFile | None) -> Done:
    return Done(
        id=one.id,
        label=one.label,
        no=about.no if about else "",
        name=about.client.name if about else "",
        at=one.at,
        by=one.by,
        why=one.why or "",
        undone_by=one.undone_by,
        lasting=one.lasting,
        undoes=one.undoes is not None,
    )


def undo(desk: Desk, unit_id: int, reason: str = "") -> Done:
    """Take back a unit of work, old ones too; what was taken back. First looked at without writing. What it
    made goes, what it changed is as before, lines included; the act is a unit of its own, so taking it back
    restores.

    Refused names every later change that stands in the way, and what was signed, printed, exported or handed
    in: that is corrected or voided.
    """
    with desk.store.read() as connection:
        found = store.unit(connection, unit_id)
        if found is None:
            raise UserError(f"没有 {unit_id} 号操作。", "请核对编号。", field="unit")
        named = of_unit(connection, found)
        label = _label(connection, found)
    with begin(desk, label) as unit:
        _may_undo(desk, unit.work.connection, found, named)
        unit.work.why, unit.work.case_id = as_reason(desk, reason), found.case_id
        followed = _followed(unit.work.connection, found)
        unit.take_back(found, label)
        for case_id, follow in followed:
            if case_id not in unit.gone:  # what the rows said is not all: others count now
                follow(unit, unit.about(case_id))
        return replace(named, undone_by=unit.work.unit_id)


def _label(connection: Connection, found: Unit) -> str:
    """Undoing an undo is restoring: the name is that of the act itself."""
    undone, times = found, 1
    while undone.undoes is not None and (before := store.unit(connection, undone.undoes)) is not None:
        undone, times = before, times + 1
    return f"{'撤销' if times % 2 else '恢复'}“{undone.label}”"


def _followed(connection: Connection, found: Unit) -> list[tuple[int, Follow]]:
    """The cases that say something of the records a unit touched, and what brings each to what they say."""
    rows = back.touched(connection, found)
    return [
        (case_id, rules.follow)
        for name, rules in RULES.items()
        if rules.follow
        for case_id in sorted(
            back.cases_of(connection, [row.name for row in rows if row.table is tables.RECORD_TABLES[name]])
        )
    ]


# ---- what stands in the way


def _may_undo(desk: Desk, connection: Connection, found: Unit, named: Done) -> None:
    if found.undone_by is not None:
        raise UserError(f"“{named.title}”已经撤销过。", "不用再撤销。", field="unit")
    if found.lasting:
        what = f"“{named.title}”已经签字或者送出，不能撤销。"
        raise UserError(what, "请用更正或者作废，并写明理由。", field="unit")
    reasons = [_sentence(named, one) for one in desk.store.obstacles(found)]
    rows = back.touched(connection, found)
    reasons += _ended_since(connection, found, named, rows)
    reasons += _followed_since(connection, found, named, rows)
    if reasons:
        raise Refused(list(dict.fromkeys(reasons)))


def _sentence(named: Done, obstacle: Obstacle) -> str:
    if obstacle.what == "went out":
        return f"“{named.title}”的材料已经打印或者导出过，不能撤销，请用更正或者作废。"
    if obstacle.what == "erased":
        return f"“{named.title}”改动以前的内容已经按期限删除，不能撤销，请用更正。"
    if obstacle.by is None:
        return f"“{named.title}”涉及的内容后来又改过，不能撤销。"
    return _first_undo(named, obstacle.by, _WHAT[obstacle.what])


_WHAT = {"changed": "又改了同一处", "attached": "以它为依据", "gone": "去掉了它所属的登记"}


def _first_undo(named: Done, by: Unit, what: str) -> str:
    later = f"{by.at:%Y-%m-%d %H:%M} {by.by}的“{by.label}”"
    if by.lasting:
        return f"{later}{what}，已经签字或者送出，所以不能撤销“{named.title}”；写错的请更正或者作废。"
    return f"{later}{what}，要先撤销那一次，才能撤销“{named.title}”。"


def _ended_since(connection: Connection, found: Unit, named: Done, rows: list[Touched]) -> Iterator[str]:
    """A case that was returned, has ended or is archived: what was done before that stays as it is."""
    for case in _ended_cases(connection, rows):
        by = store.maker(connection, f"{tables.stages.name}/{query.stages(connection, case.id)[-1].id}")
        if by is not None and by.first_seq > found.last_seq:
            yield (
                f"{case.no} 已是“{state(case.state).label}”（{by.at:%Y-%m-%d} 的“{by.label}”），"
                f"在那以前登记的不能撤销“{named.title}”；写错的请更正或者作废，并写明理由。"
            )


def _ended_cases(connection: Connection, rows: list[Touched]) -> list[Case]:
    """The ended cases that rows belong to; a person who has an open case is at work there."""
    of_rows = set(back.cases_of_each(connection, rows))
    there = query.states_of(connection, sorted({case_id for ids in of_rows for case_id in ids}))
    ended = {case_id for case_id, code in there.items() if state(code).ended}
    alone = (ids & there.keys() for ids in of_rows if ids & there.keys() <= ended)
    return [
        query.case_by_id(connection, case_id) for case_id in sorted({one for ids in alone for one in ids})
    ]


def _followed_since(connection: Connection, found: Unit, named: Done, rows: list[Touched]) -> Iterator[str]:
    """What a case says of its records (level, hand-over) follows from all of them: where a later unit made or
    changed another record of the kind, the older one can't go from under it.
    """
    if not any(row.table is tables.cases for row in rows):
        return
    own = {row.name for row in rows}
    for name, rules in RULES.items():
        table = tables.RECORD_TABLES[name]
        if rules.follow and any(row.table is table for row in rows):
            for case_id in back.cases_of(connection, [row.name for row in rows if row.table is table]):
                by = store.touched_later(connection, table, case_id, found.last_seq, own)
                if by is not None:
                    yield _first_undo(named, by, "以它为依据")
