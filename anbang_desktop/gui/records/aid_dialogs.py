"""What goes on with help: a letter is sent, its answer comes, a measure ends, somebody sees to a need."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import Need as Degree
from anbang_desktop.fields.field import RecordKind, Section, filled, name_of, names
from anbang_desktop.fields.help_measure import MEASURE, HelpMeasure
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.need import NEED, Need
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import radio_row
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.aid import asking, going_on
from anbang_desktop.services.aid.board import NeedLine
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure
from anbang_desktop.services.records.letter_book import TRANSFER, letter_book
from anbang_desktop.services.worklist.people import Person

SENT, DONE, ASKED = names(Letter), names(HelpMeasure), names(Need)


def part(kind: RecordKind, title: str, musts: tuple[object, ...], *others: object) -> tuple[Section, ...]:
    """Some data of a kind as a form of their own."""
    asked = tuple(replace(kind.field(one), need=Degree.MUST) for one in musts)
    return (Section(title, (*asked, *(kind.field(one) for one in others))),)


def _out(letter: Letter) -> str:
    known, number = letter_book().types[letter.letter_type], f"文号 {letter.number or '（还没有）'}。"
    several = "同一文号的人一起登记。" if known.several else ""
    wait = "不填回复日期的，按规则算。" if known.reply else "这种函不等回执，登记发出就办完了。"
    return f"{number}{several}{wait}"


def _asked_until(letter: Letter) -> tuple[object, ...]:
    return (SENT.reply_due,) if letter_book().types[letter.letter_type].reply else ()


class LetterSendDialog(RecordDialog):
    """登记发出: today, and until when an answer is asked for by the rules."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, letter: Letter, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        sheet = Sheet(
            f"登记发出：{letter.receiver}",
            _out(letter),
            part(LETTER, "发出", (SENT.sent_on,), SENT.sent_way, *_asked_until(letter)),
            {SENT.sent_on: desk.today, SENT.reply_due: letter.reply_due},
            Kept(desk, f"send:{one.no}:{letter.id}"),
            Verb.SEND_LETTER,
            across=1,
            wide=620,
            kind=LETTER.name,
        )
        return cls(parent, sheet, context, partial(going_on.send, desk, one.no, letter.id)).run()


def _then(letter: Letter) -> str:
    """What follows from the answer."""
    if letter.letter_type == TRANSFER:
        return "对方接收的选“是”，填回执文号，办好后转为“已转出”；没有接收的选“否”，再撤回转出。"
    if letter_book().types[letter.letter_type].several:
        return "同一文号的人一起登记；个别人情况不同的，再到他的页面更正。"
    return "办成了的，再登记一项帮扶，写明结果。"


class LetterReplyDialog(RecordDialog):
    """登记回执: accepted or not, and what came of it; the scan may come later."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, letter: Letter, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        sent = f"{letter.sent_on:%Y-%m-%d} 发出。" if letter.sent_on else ""
        sheet = Sheet(
            f"登记回执：{letter.receiver}",
            f"{sent}{_then(letter)}",
            part(
                LETTER,
                "回执",
                (SENT.replied_on, SENT.accepted),
                SENT.reply_no,
                SENT.reply_text,
                SENT.reply_scan,
            ),
            {SENT.replied_on: desk.today},
            Kept(desk, f"reply:{one.no}:{letter.id}"),
            Verb.RECORD_REPLY,
            across=1,
            wide=680,
            kind=LETTER.name,
        )
        return cls(parent, sheet, context, partial(going_on.answer, desk, one.no, letter.id)).run()


def _of_result(answer: Callable[[object], object | None]) -> Mapping[Any, bool]:
    state = answer(DONE.state)
    return {DONE.result: state == help_measure.DONE, DONE.reason: state in help_measure.NOT_DONE}


class FinishDialog(RecordDialog):
    """登记结果 of a measure: done with what, or not and why."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, measure: HelpMeasure, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        kept = filled(measure)
        shown = (DONE.ended_on, DONE.result, DONE.amount, DONE.reason, DONE.proof_scan)
        given = {name_of(key): kept.get(name_of(key)) for key in (DONE.state, *shown)}
        sheet = Sheet(
            f"登记结果：{measure.item}",
            "没有办成的写明原因，需求还在，可以换个办法再办。",
            part(MEASURE, "结果", (DONE.state,), *shown),
            given,
            Kept(desk, f"finish:{one.no}:{measure.id}"),
            Verb.FINISH_MEASURE,
            across=1,
            wide=680,
            own={DONE.state: radio_row},
            asks=_of_result,
            kind=MEASURE.name,
        )
        return cls(parent, sheet, context, partial(going_on.finish, desk, one.no, measure.id)).run()


class NeedOwnerDialog(RecordDialog):
    """指定责任人 of a need."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, line: NeedLine, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        sheet = Sheet(
            f"指定责任人：{line.label}",
            "由谁负责、办到哪天。到期前还没有着手的，会在“今天要办”里提醒。",
            part(NEED, "责任", (ASKED.owner,), ASKED.until),
            {ASKED.owner: line.owner or one.row.worker or desk.user, ASKED.until: line.until},
            Kept(desk, f"assign:{one.no}:{line.code}"),
            "指定责任人",
            across=1,
            wide=560,
            kind=NEED.name,
        )

        def save(values: Mapping[str, object | None]) -> None:
            owner, until = values.get(name_of(ASKED.owner)), values.get(name_of(ASKED.until))
            asking.assign(desk, one.no, line.code, str(owner or ""), until)  # type: ignore[arg-type]

        return cls(parent, sheet, context, save).run()
