"""A person in whose file everything agrees, and a way to write what no form would take."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

import pytest

from anbang_desktop.domain.states import State
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import people


@dataclass(frozen=True)
class Given:
    """What is written beside the forms: into the person, into the case, as records, as the last state."""

    person: dict[str, Any] = field(default_factory=dict)
    case: dict[str, Any] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    ended: date | None = None


def put(desk: Desk, no: str, given: Given) -> None:
    """Write it as it is: an old program, another office or a slip of the pen would leave it so."""
    with begin(desk, "写入") as unit:
        about = unit.open(no)
        unit.change(about.client, replace(about.client, **given.person), "写入")
        unit.change(unit.now(about).case, replace(unit.now(about).case, **given.case), "写入")
        for record in given.records:
            entered = (
                record.entered_at if record.entered_at.year > 1 else datetime.combine(record.on, time(9))
            )
            unit.add(replace(record, case_id=about.case_id, entered_at=entered, entered_by=desk.user), "写入")
        if given.ended is not None:
            now = unit.now(about).case
            unit.change(now, replace(now, state=State.S85_EXPIRED, state_on=given.ended), "写入")
            stage = Stage(
                case_id=about.case_id,
                state=State.S85_EXPIRED,
                on=given.ended,
                entered_at=datetime.combine(given.ended, time(9)),
                entered_by=desk.user,
            )
            unit.add(stage, "写入")


@pytest.fixture
def others(desk: Desk, registered: str) -> list[str]:
    """The numbers of the other people of the list."""
    ids = people.list_ids(desk, people.PeopleFilter(), "no")
    return [row.no for row in people.rows(desk, ids) if row.no != registered]
