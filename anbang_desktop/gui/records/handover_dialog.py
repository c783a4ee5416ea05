"""登记衔接: how the released person was fetched or came, with whom and with which papers."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist.people import Person


class HandoverDialog(RecordDialog):
    """Begins with custody unit, release day and whether an escort is a must, as far as known."""

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext) -> Saved | None:  # type: ignore[override]
        """Until it was saved or left."""
        checked = one.records["verification"][-1] if one.records["verification"] else {}
        given = {
            "handover_date": desk.today,
            "custody_unit": one.values.get("custody_unit"),
            "must_escort": checked.get("suggest_escort"),
        }
        about = f"释放日期 {one.row.release_date or '还没有填'}。必接必送的人要填接送人员、总人数和接送情况。"
        kept = Kept(desk, f"handover:{one.no}")
        sheet = Sheet(f"登记衔接：{one.row.name}", about, HANDOVER.sections, given, "登记衔接", kept=kept)

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, "handover", values)

        return cls(parent, sheet, context, save).run()
