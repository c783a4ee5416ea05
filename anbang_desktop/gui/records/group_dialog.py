"""定小组: the members of the support group, and what the rules still ask for while they are entered."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.group import GROUP
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.people import Person


class GroupDialog(RecordDialog):
    """Begins with the members so far, or with the worker of the office as leader."""

    def __init__(
        self, parent: QWidget | None, sheet: Sheet, context: EntryContext, save: Save, desk: Desk
    ) -> None:
        """``desk`` holds the rules that say what a group needs."""
        self._desk = desk
        self._lacks = text("", "small", wrap=True)
        super().__init__(parent, sheet, context, save)
        self.form.changed.connect(self._say)
        self._say()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext) -> Saved | None:  # type: ignore[override]
        """Until it was saved or left."""
        past = one.records["group"]
        worker = str(one.row.worker or desk.user)
        first = [{"name": worker, "kind": "OFFICE", "role": "LEADER", "joined": desk.today.isoformat()}]
        given = {
            "formed_on": past[-1]["formed_on"] if past else desk.today,
            "members": past[-1]["members"] if past else first,
        }
        least = desk.pack.number("group.min_size")
        about = (
            f"小组不少于 {least} 人，组长一名，由司法所工作人员担任；要有村（居）干部，有家属的请家属参加。"
            "退出的成员填“退出”日期。"
        )
        kept = Kept(desk, f"group:{one.no}")
        sheet = Sheet(
            f"帮教小组：{one.row.name}", about, GROUP.sections, given, "保存小组", across=1, kept=kept
        )

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, "group", values)

        return cls(parent, sheet, context, save, desk).run()

    def above(self) -> Sequence[Item]:
        """What the group still lacks."""
        return (self._lacks,)

    def _say(self) -> None:
        editor = self.form.rows["members"].editor
        members = editor.rows() if isinstance(editor, RowsEditor) else []
        lacks = overview.group_lacks(self._desk, members)
        self._lacks.setText(
            "还差：" + "".join(lack.sentence for lack in lacks)
            if lacks
            else f"{len(members)} 名成员，符合要求。"
        )
