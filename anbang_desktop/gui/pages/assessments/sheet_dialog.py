"""The sheet of one member, copied from paper or answered at the screen, without the others' answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Text
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.record_dialog import Kept, KeptDialog
from anbang_desktop.gui.pages.assessments.answers import Answer, choices, keep, shown
from anbang_desktop.gui.parts.compose import Item, box, button, column, scroll, text


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """One member's answers by item; None = 说不清."""

    member: str
    values: Mapping[str, Answer]


class SheetDialog(KeptDialog[MemberSheet]):
    """Asks every item but those that the file answers."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        instrument: Instrument,
        context: EntryContext,
        member: str,
        given: Mapping[str, Answer],
        kept: Kept,
    ) -> None:
        """Ask the items of ``instrument``; ``given`` is the sheet this member put in before."""
        super().__init__(parent, f"评分单：{member}")
        self._member, self._values = member, dict(given)
        self._entries: list[RadioEditor] = []
        shown_: list[Item] = []
        for block in instrument.blocks:
            if block.kind == "static":
                continue
            shown_.append(text(f"{block.code}　{block.label}", "strong"))
            for item in block.items:
                entry = RadioEditor(
                    Field(item.code, item.label, Text()), context, choices(item, points=False)
                )
                entry.set_value(shown(given, item.code))
                entry.changed.connect(self.changed)
                self._entries.append(entry)
                shown_.append(
                    box(column(text(f"{item.code}　{item.label}"), entry, gap=0, pad=(0, 4, 0, 4)), "rowline")
                )
        self._left = text("", "small")
        self.changed.connect(self._count)
        self._keep(kept, self.draft, self.restore, self.changed)
        area = scroll(column(self._drafting.offer, *shown_, None, gap=4, pad=(0, 0, 8, 0)))
        put = button("登记评分单", "primary", act=self._put)
        say = text("只按自己的了解评分；拿不准的选“说不清”。登记以后，不显示是谁评的。", "small", wrap=True)
        self.lay(
            say,
            (area, 1),
            self._left,
            buttons=(put, self.put_by(), button("不保存", act=self.leave)),
            area=area,
            wide_by=760,
        )
        self._count()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        instrument: Instrument,
        context: EntryContext,
        member: str,
        given: Mapping[str, Answer],
        kept: Kept,
    ) -> MemberSheet | None:
        """Until it was put in or left."""
        return cls(parent, instrument, context, member, given, kept).run()

    def typed(self) -> int:
        """How many answers differ from the sheet that was given."""
        return len(self.draft())

    def draft(self) -> dict[str, Any]:
        """The answers that differ from the sheet that was given."""
        return {
            one.field.name: one.raw()
            for one in self._entries
            if one.raw() != shown(self._values, one.field.name)
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft over the sheet that was given."""
        for one in self._entries:
            if one.field.name in draft:
                one.set_raw(draft[one.field.name])
        self._count()

    def _count(self) -> None:
        left = sum(entry.value() is None for entry in self._entries)
        self._left.setText(f"还有 {left} 项没有评" if left else "都评完了")

    def _put(self) -> None:
        for entry in self._entries:
            value = entry.value()
            keep(self._values, entry.field.name, None if value is None else str(value))
        self._forget()
        self.finish(MemberSheet(self._member, self._values))
