"""One step of the case that is asked (确认释放, 退回县局): on which day it happened, and why where it ends
something.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import Ask, State
from anbang_desktop.domain.steps import asked
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import MUST, Datum, given, names, sections_of
from anbang_desktop.fields.kinds import Day, LongText
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import registration
from anbang_desktop.services.worklist.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a step asks for: its day, and why where it ends something."""

    on: Annotated[date, Datum("日期", Day(), MUST, begins="日期")]
    reason: Annotated[str, Datum("说明", LongText())] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What 确认释放 asks for."""

    release_date: Annotated[
        date, Datum("实际释放日期", Day(), MUST, help="以释放证明书或监所通知为准", begins="日期")
    ]


SAID, RELEASED = names(Said), names(Released)


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
        section, label = sections_of(Said)[0], to.way.day or f"{verb}日期"
        day, *rest = section.fields
        sheet = Sheet(
            f"{verb}：{one.row.name}",
            about,
            (replace(section, fields=(replace(day, label=label), *(rest if Ask.REASON in asks else ()))),),
            {SAID.on: desk.today},
            Kept(desk, f"step:{one.no}:{verb}"),
            verb,
            across=1,
            wide=560,
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = Said(**given(Said, values))
            advance.advance(desk, one.no, to, said.on, StepFacts(reason=said.reason))

        return cls(parent, sheet, context, save).run()

    @classmethod
    def released(
        cls, parent: QWidget | None, desk: Desk, one: Person, verb: Verb, context: EntryContext
    ) -> "StepDialog":
        """The release date of the list stands there; another day becomes the release date, and the period
        follows it.
        """
        listed = one.row.release_date
        about = f"原来填的是 {listed}。减刑、加刑的，请改成释放证明书上的日期，帮教期按它计算。"
        sheet = Sheet(
            f"{verb}：{one.row.name}",
            about,
            sections_of(Released),
            {RELEASED.release_date: listed},
            Kept(desk, f"step:{one.no}:{verb}"),
            verb,
            across=1,
            wide=560,
        )

        def save(values: Mapping[str, object | None]) -> None:
            advance.confirm_release(desk, one.no, Released(**given(Released, values)).release_date)

        made = cls(parent, sheet, context, save)

        def tell() -> None:
            line = made.form.row(RELEASED.release_date)
            try:
                day = line.editor.value()
            except ValueError:
                day = None
            if not line.complaint:
                line.note(_period(desk, one, day) if isinstance(day, date) else "")

        made.form.changed.connect(tell)
        tell()
        return made


def _period(desk: Desk, one: Person, released: date) -> str:
    """The period of help that follows from a day of release."""
    case = registration.with_period(desk, replace(one.file.case, release_date=released))
    return f"帮教期 {case.period_start} 至 {case.period_end}" if case.period_end else ""
