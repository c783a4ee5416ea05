"""services/records/added.py: what comes in stands behind what is there."""

import pytest

from anbang_desktop.fields.client import OuterNumber
from anbang_desktop.services.records.added import added

A, B = OuterNumber(system="省安帮", number="1"), OuterNumber(system="网格", number="2")
A_AGAIN = OuterNumber(system="全国系统", number="1")


@pytest.mark.parametrize(
    ("here", "there", "both"),
    [
        (None, "有病", "有病"),
        ("有病", None, "有病"),
        ("有病；独居", "独居；无房", "有病；独居；无房"),
        ("有病", "有病", "有病"),
        ((), (A,), (A,)),
        ((A,), (), (A,)),
        ((A,), (A_AGAIN, B), (A, B)),
    ],
)
def test_nothing_is_lost_or_said_twice(here: object, there: object, both: object) -> None:
    assert added(here, there) == both
