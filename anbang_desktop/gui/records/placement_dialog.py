"""登记安置: settled in work, land, school or care, or why not."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist.people import Person


class PlacementDialog(RecordDialog):
    """Begins empty: whether somebody is settled is asked anew each time."""

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext) -> Saved | None:  # type: ignore[override]
        """Until it was saved or left."""
        about = "已安置的选安置方式；没有安置的选原因。以前的记录保留。"
        kept = Kept(desk, f"placement:{one.no}")
        sheet = Sheet(
            f"登记安置：{one.row.name}",
            about,
            PLACEMENT.sections,
            {},
            "登记安置",
            across=1,
            wide=640,
            kept=kept,
        )

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, "placement", values)

        return cls(parent, sheet, context, save).run()
