"""What was begun goes on: a letter is sent and answered, a measure ends (domain.md §4.10). What goes on by
itself makes no paper wrong and needs no reason; what was wrong is corrected (``records/write``).
"""

from collections.abc import Mapping
from dataclasses import replace

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Record, given, name_of, names, read
from anbang_desktop.fields.help_measure import MEASURE, HelpMeasure
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure, write
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import own_attachments
from anbang_desktop.services.records.registry import Kind, kind_for
from anbang_desktop.services.records.rules import RULES
from anbang_desktop.services.records.unit import Unit, begin

ITS = names(Letter)


def send(desk: Desk, no: str, letter_id: int, values: Mapping[str, object]) -> None:
    """The letter went out: day, way, and until when an answer is asked for (by the rules where nobody says).
    UserError for one that is out already, or without a day.
    """
    with begin(desk, Verb.SEND_LETTER) as unit:
        about, letter = _letter(unit, no, letter_id)
        if letter.sent_on is not None:
            raise UserError(
                f"这份函件 {letter.sent_on.isoformat()} 已经发出。", "写错的请用“更正”。", field="id"
            )
        _go_on(unit, about, letter, values, ITS.sent_on)


def answer(desk: Desk, no: str, letter_id: int, values: Mapping[str, object]) -> None:
    """The return slip came: day, accepted or not, result, scan. UserError for a letter that is not out, or
    answered already.
    """
    with begin(desk, Verb.RECORD_REPLY) as unit:
        about, letter = _letter(unit, no, letter_id)
        if letter.sent_on is None:
            raise UserError("这份函件还没有发出。", "请先登记发出。", field="id")
        if letter.replied_on is not None:
            raise UserError(
                f"这份函件 {letter.replied_on.isoformat()} 已经登记回执。", "写错的请用“更正”。", field="id"
            )
        _go_on(unit, about, letter, values, ITS.replied_on)


def finish(desk: Desk, no: str, measure_id: int, values: Mapping[str, object]) -> None:
    """A measure goes on or ends: state, result or reason, value, proof. UserError for one that is over."""
    with begin(desk, Verb.FINISH_MEASURE) as unit:
        about = unit.open(no)
        before = write.find(about, MEASURE.name, measure_id)
        goes_on = isinstance(before, HelpMeasure) and before.state in help_measure.OPEN
        if before.voided_at is not None or not goes_on:
            raise UserError("这项帮扶已经办结。", "写错的请用“更正”。", field="id")
        _go_on(unit, about, before, values, None)


def _letter(unit: Unit, no: str, letter_id: int) -> tuple[CaseFile, Letter]:
    about = unit.open(no)
    found = write.find(about, LETTER.name, letter_id)
    if not isinstance(found, Letter) or found.voided_at is not None:
        raise UserError("这份函件已经作废。", "请另写一份。", field="id")
    return about, found


def _go_on(unit: Unit, about: CaseFile, before: Record, values: Mapping[str, object], day: object) -> None:
    kind: Kind = kind_for(type(before))
    write.refuse_ended(about, kind.label)
    taken = read(kind.fields.fields, values, unit.desk.read_context, kind.label)
    if day is not None and taken.get(name_of(day)) is None:
        taken[name_of(day)] = unit.desk.today
    own_attachments(unit.work.connection, kind.fields, taken, values_of(before))
    after: Record = replace(before, **given(type(before), taken))
    rules = RULES[kind.name]
    after = rules.complete(unit.desk, about, after) if rules.complete else after
    unit.change(before, after, f"{kind.label} {about.no}")
