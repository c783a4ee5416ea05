"""The days that follow for a case are kept as they are set (``records/days_set``)."""

from dataclasses import replace

from anbang_desktop.services.cases import duties
from anbang_desktop.services.records import days_set
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries import set_days


def keep(unit: Unit, about: CaseFile) -> CaseFile:
    """Keep what is set for a case now; the case with it."""
    found = days_set.kept(unit.desk, about, duties.days_to_keep(unit.desk, about))
    if found is None:
        return about
    set_days.write(unit.work.connection, [(about.case_id, found, about.set_days is not None)])
    return replace(about, set_days=found)
