"""One step of the case that is asked (确认释放, 退回县局, 办终止 …): on which day it happened, and what else
it says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import Ask, State, state
from anbang_desktop.domain.steps import CAUSES, asked, must_say
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import MUST, Datum, Field, given, name_of, names, sections_of
from anbang_desktop.fields.kinds import Attachment, Choice, Day, LongText, Text
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.fields_form import Maker
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.cases import advance, facts, left_open
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import registration
from anbang_desktop.services.worklist.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a step can ask for, in the order of the form; ``steps.asked`` chooses. The names are those of
    ``guards.StepFacts``.
    """

    on: Annotated[date, Datum("日期", Day(), MUST, begins="日期")]
    cause: Annotated[str | None, Datum("原因", Choice("closure_reason"))] = None
    proof: Annotated[str | None, Datum("证明材料", Text(500), help="名称和文号，如死亡证明、判决书")] = None
    scan: Annotated[
        Path | None, Datum("扫描件", Attachment(), privacy=3, help="证明材料的扫描件，随档案装订")
    ] = None
    receiving_office: Annotated[str | None, Datum("接收的司法所", Text())] = None
    new_addr: Annotated[str | None, Datum("新住址", Text())] = None
    letter_no: Annotated[str | None, Datum("转出函文号", Text(100), help="不填的，由程序编号")] = None
    receipt_no: Annotated[str | None, Datum("回执文号", Text(100))] = None
    left_open: Annotated[
        str | None, Datum("没办完的事", LongText(500), help="怎么办，写一句就行，例如“已转告接收的司法所”")
    ] = None
    reason: Annotated[str | None, Datum("说明", LongText(500))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What 确认释放 asks for."""

    release_date: Annotated[
        date, Datum("实际释放日期", Day(), MUST, help="以释放证明书或监所通知为准", begins="日期")
    ]


SAID, RELEASED = names(Said), names(Released)
REASONS = {  # what the step's free words are about, where 说明 would not say it
    State.S90_ARCHIVED: "材料不齐的，说明原因",
    State.S60_ACTIVE: "理由",
    State.S50_REGISTERED: "理由",
}
ABOUT = {  # what the clerk should know before the step is taken
    State.S70_TRANSFER_PENDING: "程序同时写好转出函，在“安置与帮扶”里打印；对方确认以前仍由本所帮教。",
    State.S75_TRANSFERRED: "收到对方回执以后再办；办好后本所不再帮教，档案只能补材料。",
    State.S80_CLOSING: "接着填解除审批表、登记审批；期满第二日起才能解除。",
    State.S85_EXPIRED: "办好后不再帮教，可以打印告知书交给本人。",
    State.S86_TERMINATED: "拘留、逮捕不是重新犯罪，请用“登记去向”；判决生效以后才办终止。",
    State.S90_ARCHIVED: "归档以后档案只读，不能再放入材料。",
}


class StepDialog(RecordDialog):
    """Begins with today; an earlier day may be written, a later one not. 确认释放 asks for the day of the
    release.
    """

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, to: State, verb: Verb, context: EntryContext
    ) -> Saved | None:
        """Until it was taken or left."""
        if Ask.RELEASE_DATE in asked(one.state_code, to):
            return cls.released(parent, desk, one, verb, context).run()
        return cls.step(parent, desk, one, to, verb, context).run()

    @classmethod
    def step(
        cls, parent: QWidget | None, desk: Desk, one: Person, to: State, verb: Verb, context: EntryContext
    ) -> "StepDialog":
        """The form of any other step: what it asks for, and no more."""
        section = sections_of(Said)[0]
        open_ = left_open.of(desk, one.file)
        asked_ = [field for field in section.fields if _asks(one, to, field)]
        shown = tuple(
            _field(one, to, verb, field) for field in asked_ if open_ or field.name != name_of(SAID.left_open)
        )
        about = f"从“{one.state}”转为“{to.label}”：{to.meaning}。{ABOUT.get(to, '')}"
        if open_ and Ask.LEFT_OPEN in asked(one.state_code, to):
            about += f"\n还没办完的：{'；'.join(open_)}。"
        sheet = Sheet(
            f"{verb}：{one.row.name}",
            about,
            (replace(section, fields=shown),),
            {SAID.on: desk.today},
            Kept(desk, f"step:{one.no}:{verb}"),
            verb,
            across=1,
            wide=640,
            own=_own(desk, to),
            asks=partial(_musts, desk, one, to),
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = Said(**given(Said, values))
            told = _facts(lambda name: getattr(said, name, None))
            advance.advance(desk, one.no, to, said.on, told, scan=said.scan)

        return cls(parent, sheet, context, save)

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


def _asks(one: Person, to: State, field: Field) -> bool:
    asks = asked(one.state_code, to)
    wanted = Ask.PROOF if field.name == name_of(SAID.scan) else field.name
    return field.name == name_of(SAID.on) or wanted in asks


def _field(one: Person, to: State, verb: Verb, field: Field) -> Field:
    """The datum as this step calls it."""
    if field.name == name_of(SAID.on):
        back = state(one.state_code) in (State.S70_TRANSFER_PENDING, State.S80_CLOSING)
        return replace(field, label="日期" if back and not to.ended else to.way.day or f"{verb}日期")
    if field.name == name_of(SAID.cause):
        return replace(field, kind=Choice(CAUSES[to]), label="转出原因" if not to.ended else "终止原因")
    if field.name == name_of(SAID.reason):
        return replace(field, label=REASONS.get(to, field.label))
    return field


def _cause_entry(desk: Desk, to: State, field: Field, context: EntryContext) -> Editor:
    return RadioEditor(field, context, facts.causes(desk, to))


def _own(desk: Desk, to: State) -> dict[Any, Maker]:
    causes: dict[Any, Maker] = {SAID.cause: partial(_cause_entry, desk, to)} if to in CAUSES else {}
    return {SAID.scan: FileEditor, **causes}


def _facts(answer: Callable[[str], object | None]) -> StepFacts:
    return StepFacts(**{one.name: str(answer(one.name) or "") for one in fields(StepFacts)})


def _musts(
    desk: Desk, one: Person, to: State, answer: Callable[[object], object | None]
) -> Mapping[Any, bool]:
    """What the step can't do without; the proof depends on the cause."""
    asks, scan = asked(one.state_code, to), answer(SAID.scan)
    said = StepFacts(cause=str(answer(SAID.cause) or ""), proof=str(scan or ""))  # a scan is a proof
    known = facts.case_facts(desk, one.file, desk.today, said, to)
    must = must_say(one.state_code, to, known)
    coded = Ask.CAUSE in asks  # the code is the reason
    return {ask: ask is Ask.CAUSE or (ask in must and not (coded and ask is Ask.REASON)) for ask in asks}


def _period(desk: Desk, one: Person, released: date) -> str:
    """The period of help that follows from a day of release."""
    case = registration.with_period(desk, replace(one.file.case, release_date=released), one.file)
    return f"帮教期 {case.period_start} 至 {case.period_end}" if case.period_end else ""
