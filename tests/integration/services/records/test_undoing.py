"""records/undoing.py: whatever was done, taking any unit back gives exactly the former state or names what
stands in the way and changes nothing; taking that back again restores.
"""

import shutil
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import desks
from tests.support.chronicle import Chronicle, MovingClock
from tests.support.office_work import ACTS, OfficeWork

START = date(2026, 3, 2)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(range(len(ACTS))), st.integers(0, 10_000)), min_size=20, max_size=40
)


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(acts=HISTORIES)
def test_any_unit_is_taken_back_whole_or_not_at_all(
    empty_office: tuple[Path, bytes], acts: list[tuple[int, int]]
) -> None:
    """Acts over months; each undo is held against all rows, each day against what was read then, and the office
    stays sound.
    """
    template, key = empty_office
    with TemporaryDirectory() as place:
        folder, clock = shutil.copytree(template, Path(place) / "office"), MovingClock(START)
        with desks.opened(folder, key, clock) as desk:
            chronicle = Chronicle(desk, clock)
            work = OfficeWork(chronicle)
            work.walk_in(Random(0))
            for act, chance in acts:
                ACTS[act](work, Random(chance))
            chronicle.hold_the_past()
            assert desk.store.check().problems == ()
