"""Ask for needs, several at once, and name who sees to one (art. 12.2.3)."""

from collections.abc import Mapping
from datetime import date

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.need import NEED, Need
from anbang_desktop.services.aid import board
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import Entry, as_day, new_record, read_entry
from anbang_desktop.services.records.unit import Unit, begin

ITS = names(Need)


def ask(
    desk: Desk, no: str, answers: Mapping[str, str], on: date | None = None, source: str = "ASKED"
) -> int:
    """Write down what was answered for several types of help (code → state) as one unit; how many. What is
    said already is not written twice. UserError where nothing was answered.
    """
    with begin(desk, Verb.ASK_NEEDS) as unit:
        about = unit.open(no)
        write.refuse_ended(about, NEED.label)
        known = {line.code: line.state for line in board.of(desk, about).lines}
        new = {code: state for code, state in answers.items() if known.get(code) != state}
        if not new:
            raise UserError("还没有选，或者和原来一样。", "请至少选一项。", field=name_of(ITS.state))
        for code, state in new.items():
            _add(unit, about, {ITS.help: code, ITS.state: state, ITS.source: source, ITS.asked_on: on})
        return len(new)


def assign(desk: Desk, no: str, code: str, owner: str, until: date | None) -> None:
    """Who sees to a need, and until when: said anew in the state that it has. UserError without a name."""
    if not owner.strip():
        raise UserError("还没有填责任人。", "请填由谁负责。", field=name_of(ITS.owner))
    with begin(desk, "指定责任人") as unit:
        about = unit.open(no)
        write.refuse_ended(about, NEED.label)
        line = next((one for one in board.of(desk, about).lines if one.code == code), None)
        state = line.state if line is not None else board.SOME
        values: dict[object, object] = {
            ITS.help: code, ITS.state: state, ITS.owner: owner, ITS.until: until, ITS.asked_on: None,
        }  # fmt: skip
        _add(unit, about, values)


def _add(unit: Unit, about: CaseFile, values: Mapping[object, object]) -> None:
    desk = unit.desk
    plain = {name_of(key): value for key, value in values.items() if value is not None}
    entry: Entry = read_entry(desk, NEED, ITS.asked_on, plain, as_day(plain.get(name_of(ITS.asked_on))))
    unit.add(new_record(desk, about, NEED, entry), f"{NEED.label} {about.no}")
