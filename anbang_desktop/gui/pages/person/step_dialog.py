"""One step of the case (开始核查, 确认释放, 登记): on which day it happened, and why where it ends
something.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import Ask, State
from anbang_desktop.domain.steps import asked
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import Field, Need, Section
from anbang_desktop.fields.kinds import Day, LongText
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved, Sheet
from anbang_desktop.services.cases import advance, case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.people import Person

RELEASED = Field("release_date", "实际释放日期", Day(), Need.MUST, help="以释放证明书或监所通知为准")
REASON = Field("reason", "说明", LongText())


class StepDialog(RecordDialog):
    """Begins with today; an earlier day may be written, a later one not. 确认释放 asks for the day of the
    release.
    """

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, to: State, verb: Verb, context: EntryContext
    ) -> Saved | None:
        """Until it was taken or left."""
        asks = asked(one.state_code, to)
        if Ask.RELEASE_DATE in asks:
            return cls.released(parent, desk, one, verb, context).run()
        about = f"从“{one.state}”转为“{to.label}”：{to.meaning}。"
        on = Field("on", to.way.day or f"{verb}日期", Day(), Need.MUST)
        fields = (on, REASON) if Ask.REASON in asks else (on,)
        sheet = Sheet(
            f"{verb}：{one.row.name}",
            about,
            (Section("日期", fields),),
            {"on": desk.today},
            verb,
            across=1,
            wide=560,
        )

        def save(values: Mapping[str, Any]) -> None:
            said = StepFacts(reason=str(values.get("reason") or ""))
            advance.advance(desk, one.no, to, values["on"], said)

        return cls(parent, sheet, context, save).run()

    @classmethod
    def released(
        cls, parent: QWidget | None, desk: Desk, one: Person, verb: Verb, context: EntryContext
    ) -> "StepDialog":
        """The release date of the list stands there; another day becomes the release date, and the period
        follows it.
        """
        given = one.row.release_date
        about = f"原来填的是 {given}。减刑、加刑的，请改成释放证明书上的日期，帮教期按它计算。"
        sheet = Sheet(
            f"{verb}：{one.row.name}",
            about,
            (Section("日期", (RELEASED,)),),
            {"release_date": given},
            verb,
            across=1,
            wide=560,
        )

        def save(values: Mapping[str, Any]) -> None:
            advance.confirm_release(desk, one.no, values["release_date"])

        made = cls(parent, sheet, context, save)

        def tell() -> None:
            line = made.form.rows["release_date"]
            try:
                period = case_card.period(desk, {**one.values, "release_date": line.editor.value()})
            except ValueError:
                period = {}
            if not line.complaint:
                line.note(f"帮教期 {period['period_start']} 至 {period['period_end']}" if period else "")

        made.form.changed.connect(tell)
        tell()
        return made
