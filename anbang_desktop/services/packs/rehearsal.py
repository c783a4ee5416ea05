"""What a rule pack would move: everybody who has not ended, with the day that holds and that which would."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs.offered import Offered, with_pack
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.rules_followed import open_cases
from anbang_desktop.storage.question import portions

_PERIOD = "帮教期截止"


@dataclass(frozen=True, slots=True)
class Moved:
    """One day of one person that would be another: what is due, from when to when, and by which rule."""

    case_id: int
    no: str
    name: str
    village: str
    worker: str
    what: str
    before: date | None
    after: date | None
    cause: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything that would move, on the day from which the rules hold, and among how many people."""

    moved: tuple[Moved, ...]
    people: int
    on: date

    @property
    def concerned(self) -> int:
        """How many people something would move for."""
        return len({one.case_id for one in self.moved})


def rehearse(desk: Desk, offered: Offered, progress: Progress | None = None) -> Rehearsal:
    """Reckon everybody who has not ended by both, as on the first day of the new rules (today, where that
    day is past). Nothing is written; Cancelled where the clerk stops it.
    """
    day = max(desk.today, offered.effective_from)
    now = replace(desk, clock=FixedClock(day))
    then = with_pack(now, offered)
    made: list[Moved] = []
    done = 0
    with desk.store.read() as connection:
        ids = gate.listed(connection, open_cases(connection))
        for part in portions(ids):
            for about in case_file.of_cases(connection, part):
                if progress is not None:
                    progress.step(done, len(ids), "预演")
                made += _moved(now, then, about)
                done += 1
    return Rehearsal(tuple(made), len(ids), day)


def _moved(now: Desk, then: Desk, about: CaseFile) -> Iterator[Moved]:
    old, new = _days(now, about), _days(then, about)
    for key in {**old, **new}:
        was, becomes = old.get(key), new.get(key)
        if (was and was[1]) != (becomes and becomes[1]):
            what = (becomes or was or ("", None, None))[0]
            yield Moved(
                about.case_id,
                about.no,
                about.client.name,
                about.case.village or "",
                about.case.responsible_worker or "",
                what,
                was[1] if was else None,
                becomes[1] if becomes else None,
                _cause(was[2] if was else None, becomes[2] if becomes else None),
            )


_Due = tuple[str, date | None, Reckoning | None]


def _days(desk: Desk, about: CaseFile) -> dict[str, _Due]:
    """What is due and until when, as it would stand: what was set stands where nothing newer holds."""
    periods = {name: (_PERIOD, why.result, why) for name, why in duties.period_dates(desk, about).items()}
    due: dict[str, _Due] = {one.name: (one.what, one.until, one.why) for one in duties.of(desk, about)}
    due.pop("period", None)  # it follows from the end of the period
    return {**due, **periods}


def _cause(was: Reckoning | None, becomes: Reckoning | None) -> str:
    if was is None or becomes is None:
        return "原来不要求的，现在要办" if was is None else "不再要求"
    if was.rule != becomes.rule:
        return f"“{was.rule}”改为“{becomes.rule}”"
    if was.shift != becomes.shift:
        return f"节假日：{becomes.shift}"
    return f"{chinese(becomes.start)}起重新计算：{becomes.sum}"
