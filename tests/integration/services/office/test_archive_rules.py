"""services/office/archive_rules.py: how the office files, asked once, kept as one unit that can be undone."""

from dataclasses import replace

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.office.archive_rules import ArchiveRules
from anbang_desktop.services.records import history


def test_nothing_is_said_until_somebody_says_it(empty_desk: Desk) -> None:
    assert (archive_rules.said(empty_desk), archive_rules.read(empty_desk).keeping) == (False, "")
    archive_rules.change(empty_desk, ArchiveRules())
    assert archive_rules.said(empty_desk), "that nothing is special is an answer too"


def test_what_is_said_is_kept_and_undone(empty_desk: Desk) -> None:
    wanted = ArchiveRules(" 0112 ", "3", 30, both_sides=True, by_piece=True)
    assert archive_rules.change(empty_desk, wanted) == archive_rules.read(empty_desk)
    assert archive_rules.read(empty_desk) == replace(wanted, fonds="0112")
    assert [replace(wanted, years=years).keeping for years in (0, 10, None)] == ["永久", "10年", ""]
    history.undo(empty_desk, history.last_acts(empty_desk)[0].id)
    assert archive_rules.read(empty_desk) == ArchiveRules()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (ArchiveRules(fonds="0" * 13), "fonds"),
        (ArchiveRules(series="一\n二"), "series"),
        (ArchiveRules(years=-1), "years"),
        (ArchiveRules(by_piece=True), "fonds"),
    ],
)
def test_what_is_wrong_is_named(empty_desk: Desk, wrong: ArchiveRules, field: str) -> None:
    with pytest.raises(UserError) as said:
        archive_rules.change(empty_desk, wrong)
    assert said.value.field == field
