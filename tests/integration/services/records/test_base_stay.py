"""records/base_stay.py: who leaves a base says where to, and not before coming."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from tests.integration.services.records.test_history import walk_in

STAY = {"base": "甲基地", "base_kind": "GOV", "reason": "NO_HOME", "in_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"out_on": "2026-11-19", "out_to": "HOME"}, "out_on"),
        ({"planned_out": "2026-11-01"}, "planned_out"),
        ({"out_on": "2026-11-25"}, "out_to"),
        ({"out_on": "2027-11-25", "out_to": "HOME"}, "on"),
    ],
)
def test_what_is_wrong_is_named(empty_desk: Desk, values: dict[str, object], field: str) -> None:
    no = walk_in(empty_desk)
    with pytest.raises(UserError) as refused:
        write.record(empty_desk, no, "base_stay", {**STAY, **values})
    assert refused.value.field == field
    assert write.record(empty_desk, no, "base_stay", {**STAY, "out_on": "2026-11-25", "out_to": "JOB"})
