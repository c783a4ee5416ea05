"""衔接登记: the case keeps day, mode and route of the newest one (domain.md §4.3; art. 8, 10 and 13)."""

from dataclasses import replace

from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit


def follow(unit: Unit, about: CaseFile) -> None:
    """The case says what the newest hand-over says that counts; without one, nothing."""
    newest = about.handovers[-1] if about.handovers else None
    case = replace(
        about.case,
        handover_date=newest.handover_date if newest else None,
        handover_mode=newest.mode if newest else None,
        handover_route=(newest.route or about.case.handover_route) if newest else None,
    )
    unit.change(about.case, case, f"衔接登记 {about.no}")
