"""An office with people on its books, of several villages, in the month of the tests."""

import pytest

from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people

ROWS = (24, 25)  # rows of the sample list that report within the month


@pytest.fixture
def working(desk: Desk) -> Desk:
    """Two people are registered."""
    ids = people.list_ids(desk, people.PeopleFilter(), "no")
    numbers = [row.no for row in people.rows(desk, ids)]
    month = Month(desk, load(), dict(zip(ROWS, numbers[17:19], strict=True)))
    for row in ROWS:
        verify(month, row)
        receive(month, row)
    return desk
