"""登记表: what is known of person and case, written into both (domain.md §4.1; art. 12)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.id_number import read_id_number
from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import given, name_of, names, read
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import days_set
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import Entry, Values, need
from anbang_desktop.services.records.followed import refuse_followed
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.frozen import altered

_ID_NO, _UNVERIFIED = name_of(names(Client).id_no), name_of(names(Client).id_unverified)
_START, _END = name_of(names(Case).period_start), name_of(names(Case).period_end)
_RECKONED = {
    _START: "释放（解除）日期",
    _END: "释放（解除）日期和类别",
    _UNVERIFIED: "公民身份号码",
}
LATER = (name_of(names(Case).release_date), name_of(names(Case).release_type))  # of who is still inside
_SEX, _BORN = name_of(names(Client).sex), name_of(names(Client).birth_date)


def write(unit: Unit, about: CaseFile, entry: Entry) -> int:
    """Bring person and case to what the form says; the id of the case."""
    client, case = filled(unit.desk, about, entry.values)
    refuse_told(about, entry.values, client, case)
    case = replace(
        case,
        filled_by=case.filled_by if name_of(names(Case).filled_by) in entry.values else unit.desk.user,
        filled_on=about.case.filled_on or entry.on,
        file_opened_on=about.case.file_opened_on or entry.on,
    )
    unit.change(about.client, client, f"登记表 {about.no}")
    unit.change(about.case, case, f"登记表 {about.no}")
    return about.case_id


def filled(desk: Desk, about: CaseFile, entered: Mapping[str, object | None]) -> tuple[Client, Case]:
    """Person and case as the form says; UserError names what is missing."""
    values = fill_from_id_no(entered, about.client)
    need(REGISTRATION, {**about.values, **values}, LATER if about.state == State.S05_INSIDE else ())
    client = replace(about.client, **given(Client, values))
    return client, with_period(desk, replace(about.case, **given(Case, values)), about)


def correct(unit: Unit, about: CaseFile, values: Mapping[str, object | None]) -> bool:
    """Put right what the form says, whether the case has ended or not; False where nothing differs."""
    client, case = filled(unit.desk, about, values)
    refuse_told(about, values, client, case)
    if (client, case) == (about.client, about.case):
        return False
    unit.change_person(about, client, f"更正登记表 {about.no}")
    unit.change(about.case, case, f"更正登记表 {about.no}")
    return True


def refuse_told(about: CaseFile, values: Mapping[str, object | None], client: Client, case: Case) -> None:
    """UserError where the form says otherwise than the record, or the reckoning, that a datum comes from."""
    refuse_followed(about, case)
    valid = not client.id_no or read_id_number(client.id_no).valid
    after = {**values_of(client), **values_of(case), _UNVERIFIED: not valid}
    for name, value in values.items():
        if name in _RECKONED and value != after[name]:
            label, source = REGISTRATION.field(name).label, _RECKONED[name]
            raise UserError(f"“{label}”由程序按{source}算出，不能改。", f"请核对{source}。", field=name)


def with_period(desk: Desk, case: Case, about: CaseFile | None = None) -> Case:
    """Start and end of help by the rule pack in force on the release day (art. 2), or as they were set while
    nothing they follow from has changed (``about``: the case as it is); as they were while release day or
    type is unknown.
    """
    return altered(case, **period_of(desk, case, about))


def period_of(desk: Desk, case: Case, about: CaseFile | None = None) -> Mapping[str, date]:
    """The attributes of the period of help by ``with_period``; none where nothing is known."""
    if case.release_date is None or not case.release_type:
        return {}
    now = reckoning.period_end(desk.rules.on(case.release_date), case.release_type, case.release_date)
    end = days_set.stands(desk, about, _END, now).result
    return {_START: case.release_date, _END: end}


def of_newcomer(desk: Desk, values: Mapping[str, object], later: Sequence[str] = ()) -> Values:
    """The form of somebody who is entered for the first time, read; UserError names what is wrong or missing
    (``later`` may still come).
    """
    typed = read(REGISTRATION.fields, values, desk.read_context, REGISTRATION.label)
    taken = fill_from_id_no(typed, None)
    need(REGISTRATION, taken, later)
    return taken


def fill_from_id_no(values: Mapping[str, object | None], known: Client | None) -> Values:
    """Sex and birth date from a valid ID number where the clerk gave none (GB 11643); a wrong number is
    marked 未核实.
    """
    filled: Values = dict(values)
    number = values.get(_ID_NO)
    if not isinstance(number, str):
        return filled
    reading = read_id_number(number)
    filled[_UNVERIFIED] = not reading.valid
    sex, born = (known.sex, known.birth_date) if known else (None, None)
    for name, found, there in ((_SEX, reading.sex, sex), (_BORN, reading.birth_date, born)):
        if found and filled.get(name) is None and there is None:
            filled[name] = found
    return filled
