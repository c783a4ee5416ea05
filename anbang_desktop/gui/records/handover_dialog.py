"""登记衔接: how the released person was fetched or came, with whom and with which papers."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import names
from anbang_desktop.fields.handover import HANDOVER, Handover
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved
from anbang_desktop.gui.records.layouts import new_sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist.people import Person

ITS = names(Handover)


class HandoverDialog(RecordDialog):
    """Begins with custody unit, whether an escort is a must, and who was to fetch the person."""

    @classmethod
    def ask(  # type: ignore[override]
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        known: Values | None = None,
    ) -> Saved | None:
        """Until it was saved or left; ``known`` stands there already."""
        checked = one.file.verifications
        plan = one.file.escort_plan
        given: dict[Any, object] = {
            ITS.handover_date: desk.today,
            ITS.custody_unit: one.file.case.custody_unit,
            ITS.must_escort: one.file.must_escort if plan or checked else None,
        }
        if plan is not None:  # as it was arranged; what came otherwise is changed
            given |= {
                ITS.planned_at: plan.meet_at,
                ITS.vehicle: plan.vehicle,
                ITS.workers: plan.workers,
                ITS.relatives: plan.relatives,
                ITS.police: plan.police,
                ITS.village: plan.village,
                ITS.headcount: len(plan.people) or None,
            }
        sheet = new_sheet(desk, one, HANDOVER, {**given, **(known or {})})

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, HANDOVER.name, values)

        return cls(parent, sheet, context, save).run()
