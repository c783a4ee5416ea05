"""定小组: the members of the support group, and what the rules still ask for while they are entered."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import names
from anbang_desktop.fields.group import GROUP, HelpGroup, Member
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, text
from anbang_desktop.gui.records.layouts import new_sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import group, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.people import Person

ITS = names(HelpGroup)
GAP = "一时补不齐的可以先保存，请写“缺人的原因”；组长不能缺。"
TOLD = "已经写明原因，可以保存。"


class GroupDialog(RecordDialog):
    """Begins with the members so far, or with the worker of the office as leader."""

    def __init__(
        self,
        parent: QWidget | None,
        sheet: Sheet,
        context: EntryContext,
        save: Save,
        desk: Desk,
        about: CaseFile,
        known: Sequence[Member] = (),
    ) -> None:
        """``desk`` holds the rules that say what a group of ``about`` needs; ``known`` are relatives of the
        file, offered with a click.
        """
        self._desk, self._about, self._known = desk, about, known
        self._lacks = text("", "small", wrap=True)
        self._offers = column(gap=0)
        self._offered: tuple[Member, ...] | None = None
        super().__init__(parent, sheet, context, save)
        self.form.changed.connect(self._say)
        self._say()

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
        past = one.file.groups
        worker = one.row.worker or desk.user
        first = Member(name=worker, kind=group.OFFICE, role=group.LEADER, joined=desk.today)
        given = {
            ITS.formed_on: past[-1].formed_on if past else desk.today,
            ITS.members: past[-1].members if past else (first,),
            ITS.gap_reason: past[-1].gap_reason if past else None,
        }
        sheet = new_sheet(desk, one, GROUP, {**given, **(known or {})})

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, GROUP.name, values)

        return cls(parent, sheet, context, save, desk, one.file, relatives(desk, one)).run()

    def above(self) -> Sequence[Item]:
        """What the group still lacks, and who could join it."""
        return (self._lacks, self._offers)

    def _say(self) -> None:
        members = self._members()
        lacks = overview.group_lacks(self._desk, self._about, members)
        there = sum(one.left is None for one in members)
        told = TOLD if self.form.answer(ITS.gap_reason) else GAP
        self._lacks.setText(f"还差：{''.join(lacks)}{told}" if lacks else f"{there} 名成员，符合要求。")
        self._offer_relatives(members)

    def _offer_relatives(self, members: Sequence[Member]) -> None:
        """The relatives that are not in it yet, each as a button."""
        there = {one.name for one in members}
        could = tuple(one for one in self._known if one.name not in there)
        if could == self._offered:
            return
        self._offered = could
        clear(self._offers)
        verbs = [
            button(f"{one.name}（{one.post or '家属'}）", "soft", "plus", act=partial(self._add, one))
            for one in could
        ]
        if verbs:
            told = box(row(text("登记表里的家属：", "small"), *verbs, None, gap=8), "scroll")
            self._offers.addWidget(told)

    def _add(self, one: Member) -> None:
        editor = self.form.row(ITS.members).editor
        if isinstance(editor, RowsEditor):
            editor.put_in(one)
            editor.setFocus()

    def _members(self) -> list[Member]:
        editor = self.form.row(ITS.members).editor
        lines = editor.lines() if isinstance(editor, RowsEditor) else ()
        return [one for one in lines if isinstance(one, Member)]


def relatives(desk: Desk, one: Person) -> list[Member]:
    """The family of the registration form (not the minor children) and the emergency contact, as members."""
    client, codes = one.file.client, desk.codes["relation"]
    told = [(who.name, who.relation, who.phone) for who in client.family]
    told.append((client.emergency_name or "", client.emergency_relation, client.emergency_phone))
    found: dict[str, Member] = {}
    for name, relation, phone in told:
        if name and name not in found:
            post = codes.label(relation) if relation else None
            found[name] = Member(
                name=name, kind=group.FAMILY, role=group.MEMBER, post=post, phone=phone, joined=desk.today
            )
    return list(found.values())
