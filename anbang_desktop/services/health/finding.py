"""What a check found: whom it is about, in words, and where it is mended."""

from dataclasses import dataclass

from anbang_desktop.domain.states import State, state
from anbang_desktop.fields.field import Record
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_for


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that a check saw in a case. ``found`` is what it went by: an explanation holds as long as
    that stays the same.
    """

    words: str
    found: str
    field: str = ""  # the datum of the registration form that mends it …
    record: Record | None = None  # … or the record


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the queue. ``mark``: keyed hash of what was found; ``shared``: what several have alike;
    ``other``: whom it is about as well.
    """

    check: CheckId
    case_id: int
    no: str
    name: str
    village: str
    worker: str
    state: State
    words: str
    mark: str
    field: str = ""
    kind: str = ""
    record: int = 0
    shared: str = ""
    other: str = ""  # the number of the case beside it, where two people look like one

    @property
    def key(self) -> tuple[CheckId, int, str]:
        """By which an explanation is found again."""
        return self.check, self.case_id, self.mark


def mark_of(desk: Desk, check: CheckId, found: str) -> str:
    """A keyed hash of what was found, the same as long as that is."""
    return desk.store.fingerprint(f"health/{check}", found).hex()


def finding_of(desk: Desk, check: CheckId, about: CaseFile, spot: Spot) -> Finding:
    """A spot of a case as a line of the queue."""
    record = spot.record
    return Finding(
        check=check,
        case_id=about.case_id,
        no=about.no,
        name=about.client.name,
        village=about.case.village or "",
        worker=about.case.responsible_worker or "",
        state=state(about.state),
        words=spot.words,
        mark=mark_of(desk, check, spot.found),
        field=spot.field,
        kind=kind_for(type(record)).name if record else "",
        record=record.id if record else 0,
    )
