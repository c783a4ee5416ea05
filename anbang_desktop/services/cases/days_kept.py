"""The days that follow for a case are kept as they are set (``records/days_set``)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from anbang_desktop.services.cases import duties
from anbang_desktop.services.records import days_set
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries import set_days


def keep(unit: Unit, cases: Iterable[CaseFile]) -> Iterator[CaseFile]:
    """Keep what is set for cases now, written in one go when all are gone through; each case with it."""
    changed = []
    for about in cases:
        found = days_set.kept(unit.desk, about, duties.days_to_keep(unit.desk, about))
        if found is None:
            yield about
        else:
            changed.append((about.case_id, found, about.set_days is not None))
            yield replace(about, set_days=found)
    set_days.write(unit.work.connection, changed)
