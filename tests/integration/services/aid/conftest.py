"""Somebody on the books of an office whose clock moves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_history import ASSESSED, walk_in
from tests.support import desks
from tests.support.chronicle import MovingClock

START = date(2026, 3, 2)
OFFENCE, PRISON = "盗窃罪", "晋中监狱"


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(START)


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    """An empty office whose clock moves."""
    made = desks.Template(*empty_office).desk(tmp_path / "office", clock)
    yield made
    made.store.close()


@pytest.fixture
def no(desk: Desk) -> str:
    """Somebody who came on the first day; the file knows offence, prison and an illness."""
    no = walk_in(
        desk, phone="13900000001", offences=[OFFENCE], custody_unit=PRISON, special_disease=["02"], family=[]
    )
    return people.show(desk, no).no


def assess(desk: Desk, no: str, needs: dict[str, str]) -> int:
    """An assessment with those needs."""
    return write.record(desk, no, "assessment", {**ASSESSED, "needs": needs})
