"""services/cases/case_card.py: what an office of an earlier version lacks is made up when it is opened."""

from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance, case_card
from anbang_desktop.services.worklist import people
from tests.support.desks import Template, empty_office
from tests.support.makers import TODAY, person


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


def test_villages_of_an_earlier_version_are_found_by_sound_from_the_first_opening_on(
    template: Template, tmp_path: Path
) -> None:
    desk = template.desk(tmp_path / "office", FixedClock(TODAY))
    no = advance.register_walk_in(desk, {**person(3).values(), "village": "长乐村", "release_cert_no": "1"})
    assert [hit.row.no for hit in people.search(desk, "clc")] == [no]
    with desk.store.raw() as raw:
        raw.execute("DELETE FROM card_words WHERE word LIKE 'l%' AND word GLOB 'l*lc*'")
        raw.execute("DELETE FROM internals WHERE key = 'villages are found by sound'")
    assert people.search(desk, "clc") == []
    case_card.at_opening(desk)
    assert [hit.row.no for hit in people.search(desk, "clc")] == [no]
    with desk.store.raw() as raw:
        raw.execute("DELETE FROM card_words WHERE word GLOB 'l*lc*'")
    case_card.at_opening(desk)
    assert people.search(desk, "clc") == [], "once is enough"
    opening.close(desk)
