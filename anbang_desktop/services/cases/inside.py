"""服刑人员登记: people of the office's villages who are still in prison, in a case of their own before a list
names them (domain brief §0.1); on no book, in no number.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import given, name_of, names
from anbang_desktop.services.cases.advance import open_case, person_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import registration
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.unit import begin

LABEL = "登记服刑人员"
PRISON = "PRISON"  # of case_source, until a list says otherwise


def register(desk: Desk, values: Mapping[str, object], on: date | None = None) -> str:
    """Enter somebody who is in prison; the case number. ``values`` are of the registration form; the release
    day is the expected one and may be unknown.

    UserError where name, sex or birth is missing, where the release is past, and where the person has an
    open case.
    """
    day = refuse_future(desk, on or desk.today)
    taken = registration.of_newcomer(desk, values, registration.LATER)
    case = Case(**given(Case, taken))
    if case.release_date is not None and case.release_date <= day:
        raise UserError(
            f"预计释放日期 {case.release_date.isoformat()} 已经过了。",
            "已经回来的请用“新登记”；还在服刑的请核对日期。",
            field=name_of(names(Case).release_date),
        )
    with begin(desk, LABEL) as unit:
        client: Client = person_of(unit, taken)
        item = desk.codes["release_type"].item(case.release_type or "")
        case = replace(case, release_group=item.group or None if item else None)
        return open_case(unit, client, case, PRISON, State.S05_INSIDE, day).no
