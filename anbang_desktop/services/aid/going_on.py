"""What was begun goes on: a letter is sent and answered, a measure ends (domain.md §4.10). What goes on by
itself makes no paper wrong and needs no reason; what was wrong is corrected (``records/write``).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Record, given, name_of, names, read
from anbang_desktop.fields.help_measure import MEASURE, HelpMeasure
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.wish import WISH, WishStep
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure, one_number, write
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import own_attachments
from anbang_desktop.services.records.letter import wish_of
from anbang_desktop.services.records.registry import Kind, kind_for
from anbang_desktop.services.records.rules import RULES
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.services.records.wish import REFER, REPLIED

ITS = names(Letter)
R = TypeVar("R", bound=Record)


def send(desk: Desk, no: str, letter_id: int, values: Mapping[str, object]) -> None:
    """The letter went out: day, way, and until when an answer is asked for (by the rules where nobody says);
    for everybody whom it is about. UserError for one that is out already, or without a day.
    """
    with begin(desk, Verb.SEND_LETTER) as unit:
        about, letter = _letter(unit, no, letter_id)
        if letter.sent_on is not None:
            raise UserError(
                f"这份函件 {letter.sent_on.isoformat()} 已经发出。", "写错的请用“更正”。", field="id"
            )
        for file, one in _together(unit, about, letter):
            if one.sent_on is None:
                sent = _go_on(unit, file, one, values, ITS.sent_on)
                _tell_wish(unit, file, sent, REFER, sent.sent_on, "移送就业歧视线索", sent.reply_due)


def answer(desk: Desk, no: str, letter_id: int, values: Mapping[str, object]) -> None:
    """The return slip came: day, accepted or not, result, scan; for everybody whom the letter is about
    and who has no answer yet. UserError for a letter that is not out, or answered already.
    """
    with begin(desk, Verb.RECORD_REPLY) as unit:
        about, letter = _letter(unit, no, letter_id)
        if letter.sent_on is None:
            raise UserError("这份函件还没有发出。", "请先登记发出。", field="id")
        if letter.replied_on is not None:
            raise UserError(
                f"这份函件 {letter.replied_on.isoformat()} 已经登记回执。", "写错的请用“更正”。", field="id"
            )
        for file, one in _together(unit, about, letter):
            if one.sent_on is not None and one.replied_on is None:
                said = _go_on(unit, file, one, values, ITS.replied_on)
                _tell_wish(unit, file, said, REPLIED, said.replied_on, said.reply_text or "收到回复", None)


def finish(desk: Desk, no: str, measure_id: int, values: Mapping[str, object]) -> None:
    """A measure goes on or ends: state, result or reason, value, proof. UserError for one that is over."""
    with begin(desk, Verb.FINISH_MEASURE) as unit:
        about = unit.open(no)
        before = write.find(about, MEASURE.name, measure_id)
        goes_on = isinstance(before, HelpMeasure) and before.state in help_measure.OPEN
        if before.voided_at is not None or not goes_on:
            raise UserError("这项帮扶已经办结。", "写错的请用“更正”。", field="id")
        _go_on(unit, about, before, values, None)


def _together(unit: Unit, about: CaseFile, letter: Letter) -> list[tuple[CaseFile, Letter]]:
    """Everybody whom the letter is about, as this unit has them at hand."""
    found = one_number.together(unit.work.connection, about, letter)
    if len(found) > 1:
        unit.is_about(file.case_id for file, _one in found)
    return [(unit.about(file.case_id), one) for file, one in found]


def _tell_wish(
    unit: Unit, about: CaseFile, letter: Letter, act: str, on: date | None, note: str, until: date | None
) -> None:
    """The wish whose clue the letter passes on says so among its steps, while it has no answer."""
    wish = wish_of(about, letter)
    if wish is None or wish.answered_on is not None or wish.voided_at is not None or on is None:
        return
    step = WishStep(on=on, act=act, unit=letter.receiver, note=note, until=until, by=unit.desk.user)
    after = replace(wish, steps=(*wish.steps, step))
    unit.change(wish, after, f"{WISH.label} {about.no}")


def _letter(unit: Unit, no: str, letter_id: int) -> tuple[CaseFile, Letter]:
    about = unit.open(no)
    found = write.find(about, LETTER.name, letter_id)
    if not isinstance(found, Letter) or found.voided_at is not None:
        raise UserError("这份函件已经作废。", "请另写一份。", field="id")
    return about, found


def _go_on(unit: Unit, about: CaseFile, before: R, values: Mapping[str, object], day: object) -> R:
    kind: Kind = kind_for(type(before))
    write.refuse_ended(about, kind.label)
    taken = read(kind.fields.fields, values, unit.desk.read_context, kind.label)
    if day is not None and taken.get(name_of(day)) is None:
        taken[name_of(day)] = unit.desk.today
    own_attachments(unit.work.connection, kind.fields, taken, values_of(before))
    after = replace(before, **given(type(before), taken))
    rules = RULES[kind.name]
    checked = rules.complete(unit.desk, about, after) if rules.complete else after
    return unit.change(before, cast("R", checked), f"{kind.label} {about.no}")
