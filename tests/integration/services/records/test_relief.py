"""records/relief.py: what an application must say before it is kept."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_history import walk_in

ASKED = {"kind": "TEMPORARY", "reason": "NO_INCOME", "applied_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"submitted_on": "2026-11-19"}, "submitted_on"),
        ({"decided_on": "2026-11-25"}, "decision"),
        ({"decision": "REFUSED"}, "refusal_reason"),
        ({"paid_on": "2027-01-01"}, "on"),
    ],
)
def test_what_is_wrong_is_named(empty_desk: Desk, values: dict[str, object], field: str) -> None:
    with pytest.raises(UserError) as refused:
        write.record(empty_desk, walk_in(empty_desk), "relief", {**ASKED, **values})
    assert refused.value.field == field


def test_a_decision_without_its_day_is_of_today(empty_desk: Desk) -> None:
    no = walk_in(empty_desk)
    household = [{"name": "王梅", "relation": "母亲", "income": "300"}]
    write.record(
        empty_desk, no, "relief", {**ASKED, "decision": "APPROVED", "amount": "1500", "household": household}
    )
    (one,) = people.show(empty_desk, no).file.of(ReliefApplication)
    assert one.decided_on == empty_desk.today
    assert [member.name for member in one.household] == ["王梅"]
