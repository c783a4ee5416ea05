"""定小组: the members of the support group, and what the rules still ask for while they are entered."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import names
from anbang_desktop.fields.group import GROUP, HelpGroup, Member
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, text
from anbang_desktop.gui.records.layouts import new_sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import group, write
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.people import Person

ITS = names(HelpGroup)


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
        past = one.file.groups
        worker = one.row.worker or desk.user
        first = Member(name=worker, kind=group.OFFICE, role=group.LEADER, joined=desk.today)
        given = {
            ITS.formed_on: past[-1].formed_on if past else desk.today,
            ITS.members: past[-1].members if past else (first,),
        }
        sheet = new_sheet(desk, one, GROUP, given)

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, GROUP.name, values)

        return cls(parent, sheet, context, save, desk).run()

    def above(self) -> Sequence[Item]:
        """What the group still lacks."""
        return (self._lacks,)

    def _say(self) -> None:
        members = self._members()
        lacks = overview.group_lacks(self._desk, members)
        self._lacks.setText(
            "还差：" + "".join(lack.sentence for lack in lacks)
            if lacks
            else f"{len(members)} 名成员，符合要求。"
        )

    def _members(self) -> list[Member]:
        editor = self.form.row(ITS.members).editor
        lines = editor.lines() if isinstance(editor, RowsEditor) else ()
        return [one for one in lines if isinstance(one, Member)]
