"""What the person page shows beyond the records: duties, the next steps and what they lack, the catalogue
of the file.
"""

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from anbang_desktop.domain.completeness import Completeness
from anbang_desktop.domain.guards import NOTHING_SAID, CaseFacts, Lack, need_group
from anbang_desktop.domain.states import State
from anbang_desktop.domain.steps import ahead, missing, next_states, open_steps, verb_of
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import Member
from anbang_desktop.services.cases import case_card, duties, facts
from anbang_desktop.services.cases.duties import Duty
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, case_file, group, registration
from anbang_desktop.services.records.case_file import CaseFile

__all__ = ["Duty", "Overview", "Step", "attach", "group_lacks", "note_reveal", "reveal", "show"]


@dataclass(frozen=True, slots=True)
class Step:
    """A state that can follow and what is still missing for it today."""

    to: State
    lacking: tuple[Lack, ...]

    def verb(self, source: str) -> Verb | None:
        """The word on its button, from that state."""
        return verb_of(source, self.to)


@dataclass(frozen=True, slots=True)
class Overview:
    """Duties the earliest first, possible steps in the order of the road, those of them that have to be asked
    for (what is said with a step is no lack), what the office works towards with what is left to do for it,
    the catalogue, triggers that the file suggests.
    """

    duties: tuple[Duty, ...]
    steps: tuple[Step, ...]
    asked: tuple[Step, ...]
    ahead: Step | None
    file: Completeness
    triggers: tuple[str, ...]


def show(desk: Desk, no: str) -> Overview:
    """The overview of one case; UserError when there is no such number."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    known = facts.case_facts(desk, about, desk.today)
    steps = tuple(Step(one, tuple(missing(about.state, one, known))) for one in next_states(about.state))
    towards = ahead(about.state, known)
    return Overview(
        tuple(duties.of(desk, about)),
        steps,
        _asked(desk, about),
        Step(*towards) if towards else None,
        case_card.completeness(desk, about),
        assessment.proposed_triggers(desk, about),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A day that follows from what is to be changed: what it is of, what it was and what it becomes."""

    what: str
    old: date | None
    new: date | None


def moved_days(desk: Desk, about: CaseFile, values: Mapping[str, object | None]) -> tuple[Moved, ...]:
    """The days that move when the registration form says this, the end of help first; nothing where release
    day and type stay, or none was known.
    """
    changes = {name: value for name, value in values.items() if name in _MOVING}
    case = registration.with_period(desk, replace(about.case, **changes), about)  # type: ignore[arg-type]
    if not changes or about.case.release_date is None or case == about.case:
        return ()
    before, after = _days(desk, about), _days(desk, replace(about, case=case))
    return tuple(
        Moved(what, before.get(what), after.get(what))
        for what in dict.fromkeys((*before, *after))
        if before.get(what) != after.get(what)
    )


_MOVING = frozenset({name_of(names(Case).release_date), name_of(names(Case).release_type)})


def _days(desk: Desk, about: CaseFile) -> dict[str, date]:
    ends = {"帮教开始": about.case.period_start, "帮教截止": about.case.period_end}
    due = {duty.what: duty.until for duty in reversed(duties.of(desk, about))}
    return {what: day for what, day in {**ends, **due}.items() if day is not None}


def _asked(desk: Desk, about: CaseFile) -> tuple[Step, ...]:
    """The steps that somebody has to ask for, each with what the records lack for it; an approval counts for
    its own step only.
    """
    goals = [goal for goal, _lacks in open_steps(about.state, facts.case_facts(desk, about, desk.today))]
    return tuple(
        Step(goal, lacks)
        for wanted in goals
        for goal, lacks in open_steps(
            about.state, facts.case_facts(desk, about, desk.today, NOTHING_SAID, wanted)
        )
        if goal is wanted
    )


def reveal(desk: Desk, no: str, what: str = "id_no") -> str:
    """A sensitive value in full; that it was looked at is kept in the audit (PIPL art. 28, domain.md §10)."""
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        work.note("reveal", f"cases/{about.case_id}", f"查看完整内容：{what} {about.no}")
    return str(about.values.get(what) or "")


def note_reveal(desk: Desk, no: str, what: str) -> None:
    """Somebody looked at what is specially sensitive: kept in the audit, as by ``reveal``."""
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        work.note("reveal", f"cases/{about.case_id}", f"查看完整内容：{what} {about.no}")


def attach(desk: Desk, file: Path) -> int:
    """Put a scan or photo into the vault; its number. UserError when it cannot be read."""
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise UserError(
            f"读不了文件“{file.name}”。", "请看文件是否还在、有没有被别的程序占用。", field="scan"
        ) from fault
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    with desk.store.work(desk.clock) as work:
        return work.attach(file.name, kind, data)


def group_lacks(desk: Desk, about: CaseFile, members: Sequence[Member]) -> list[str]:
    """What a group of these members of this person still lacks by the rule pack, and who else should be in
    it.
    """
    there = [one for one in members if one.left is None]
    kinds, leaders = group.kinds_of(there)
    family = bool(about.client.family)
    known = CaseFacts(desk.pack, desk.today, group_kinds=kinds, group_leader_kinds=leaders, has_family=family)
    return [*(lack.sentence for lack in need_group(known)), *group.advised(desk, about, there)]
