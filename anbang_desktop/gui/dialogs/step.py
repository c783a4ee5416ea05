"""A step of the case (开始核查, 确认释放, 登记 …): on which day it happened, and why where it ends something."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.states import State
from anbang_desktop.fields.field import Field, Need, Section
from anbang_desktop.fields.kinds import Day, LongText
from anbang_desktop.gui.dialogs.record import RecordDialog, Saved, Sheet
from anbang_desktop.gui.editor import Around
from anbang_desktop.services import cases
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.people import Person

ON = Field("on", "日期", Day(), Need.MUST)
REASON = Field("reason", "说明", LongText())
RETURNED = "S35"


class StepDialog(RecordDialog):
    """Given: today; an earlier day may be written, a later one is refused."""

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, to: State, verb: str, around: Around) -> Saved | None:  # type: ignore[override]
        """Until it was taken or left."""
        about = f"从“{one.state}”转为“{to.label}”：{to.meaning}。"
        fields = (ON, REASON) if to.short == RETURNED else (ON,)
        sheet = Sheet(f"{verb}：{one.row.name}", about, (Section("日期", fields),), {"on": desk.today}, verb, across=1, wide=560)

        def save(values: Mapping[str, Any]) -> None:
            cases.advance(desk, one.no, to.code, values["on"], str(values.get("reason") or ""))

        return cls(parent, sheet, around, save).run()
