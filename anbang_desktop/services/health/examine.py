"""数据体检: every check over every case, some hundreds at a time; after a save only what it touched is looked
at again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.states import state
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import explained, of_person, of_records, shared
from anbang_desktop.services.health.checks import CHECKS, Check, CheckId, covers
from anbang_desktop.services.health.explained import Explained, Key
from anbang_desktop.services.health.finding import Finding, Spot, finding_of
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage import history
from anbang_desktop.storage.queries import health as query
from anbang_desktop.storage.question import portions

Finder = Callable[[Desk, CaseFile], Iterator[Spot]]
FINDERS: Mapping[CheckId, Finder] = {
    CheckId.ID_NUMBER: of_person.id_number,
    CheckId.ID_AREA: of_person.id_area,
    CheckId.ID_BIRTH: of_person.id_birth,
    CheckId.ID_SEX: of_person.id_sex,
    CheckId.BORN_LATE: of_person.born_late,
    CheckId.TERM: of_person.term,
    CheckId.RELEASE: of_person.release,
    CheckId.RECIDIVIST: of_person.recidivist,
    CheckId.PERIOD: of_person.period,
    CheckId.VISIT_DAY: of_records.visit_day,
    CheckId.HANDOVER_DAY: of_records.handover_day,
    CheckId.NO_ID: of_person.no_id,
    CheckId.ADDRESS: of_person.address,
    CheckId.VILLAGE: of_person.village,
    CheckId.OWNER: of_person.owner,
    CheckId.PHONE: of_person.phone,
    CheckId.GUARDIAN: of_person.guardian,
    CheckId.GROUP: of_records.group,
    CheckId.AGREEMENT_LATE: of_records.agreement_late,
    CheckId.WISH_LATE: of_records.wish_late,
    CheckId.LATE_ENTRY: of_records.late_entry,
}  # what several have alike is found by ``shared``
_SINGLE: tuple[tuple[Check, Finder], ...] = tuple(
    (check, FINDERS[check.id]) for check in CHECKS if check.id in FINDERS
)
_PLACE = {check.id: place for place, check in enumerate(CHECKS)}
_WHAT = "体检"


@dataclass(frozen=True, slots=True)
class Health:
    """What was found in how many files, up to an audit row, and what of it is explained."""

    findings: tuple[Finding, ...]
    explained: Mapping[Key, Explained]
    files: int
    day: date
    seq: int

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is to be mended or explained."""
        return tuple(one for one in self.findings if one.key not in self.explained)

    @property
    def settled(self) -> tuple[Finding, ...]:
        """What was explained."""
        return tuple(one for one in self.findings if one.key in self.explained)


def examine(desk: Desk, progress: Progress | None = None) -> Health:
    """Look at every case; Cancelled where the clerk stops it."""
    found: list[Finding] = []
    files = 0
    with desk.store.read() as connection:
        ids = query.case_ids(connection)
        for part in portions(ids):
            if progress is not None:
                progress.step(files, len(ids), _WHAT)
            for about in case_file.of_cases(connection, part):
                found += of_case(desk, about)
            files += len(part)
        if progress is not None:
            progress.step(files, len(ids), _WHAT)
        found += shared.find(desk, connection)
    return _health(desk, found, files)


def of_case(desk: Desk, about: CaseFile) -> list[Finding]:
    """What the checks of one case by itself find."""
    here = state(about.state)
    return [
        finding_of(desk, check.id, about, spot)
        for check, find in _SINGLE
        if covers(check.scope, here)
        for spot in find(desk, about)
    ]


def again(desk: Desk, before: Health) -> Health | None:
    """The same after a save: only the cases that were touched since, and who has something alike with them.
    None where everything has to be looked at (another day, a unit of work about many).
    """
    if desk.today != before.day:
        return None
    with desk.store.read() as connection:
        touched = history.cases_touched(connection, before.seq)
        if touched is None:
            return None
        ids = gate.listed(connection, sorted(touched))
        files = case_file.of_cases(connection, ids) if ids else []
        fresh = [one for about in files for one in of_case(desk, about)]
        values = shared.now(desk, connection, ids)
        numbers = {about.no for about in files}
        for one in before.findings:
            if one.shared and (one.case_id in touched or one.other in numbers):
                values[one.check].add(one.shared)
        fresh += shared.find(desk, connection, values)
        total = len(query.case_ids(connection))
    stays = [one for one in before.findings if _stays(one, touched, values)]
    return _health(desk, [*stays, *fresh], total)


def _stays(one: Finding, touched: set[int], values: Mapping[CheckId, Iterable[str]]) -> bool:
    return one.shared not in values[one.check] if one.shared else one.case_id not in touched


def explained_anew(desk: Desk, before: Health) -> Health:
    """The same findings with what is explained by now; for whoever has just explained some of them."""
    return Health(before.findings, explained.read(desk), before.files, before.day, desk.store.head().seq)


def _health(desk: Desk, found: Iterable[Finding], files: int) -> Health:
    ordered = sorted(found, key=lambda one: (_PLACE[one.check], one.village, one.no, one.words))
    return Health(tuple(ordered), explained.read(desk), files, desk.today, desk.store.head().seq)
