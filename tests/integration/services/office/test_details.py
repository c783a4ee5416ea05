"""What the office says of itself: changed as one unit of work, undone, in the key files for the unlock
window.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details
from anbang_desktop.services.records import history
from tests.support import desks, vaults
from tests.support.makers import people

NEW = {
    "name": "青山镇司法所",
    "short_name": "青山所",
    "code": "QS02",
    "phone": "0351-1234567",
    "address": "青山镇新街 3 号",
    "county_phone": "0351-7654321",
}


def test_a_wrong_number_of_the_county_is_named(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="县司法局电话") as told:
        details.change(empty_desk, replace(details.read(empty_desk), county_phone="12"))
    assert told.value.field == "county_phone"


def test_everything_is_changed_at_once_and_taken_back(empty_desk: Desk) -> None:
    before = details.read(empty_desk)
    after = details.change(empty_desk, replace(before, **NEW))
    assert details.read(empty_desk) == after
    assert (empty_desk.office.name, empty_desk.office.short_name) == ("青山镇司法所", "青山所")
    done = history.last_acts(empty_desk, 1)[0]
    assert done.label == "修改单位资料"
    history.undo(empty_desk, done.id)
    assert details.read(empty_desk) == before
    assert empty_desk.store.check().problems == ()


def test_nothing_changed_writes_nothing(empty_desk: Desk) -> None:
    head = empty_desk.store.head()
    details.change(empty_desk, details.read(empty_desk))
    assert empty_desk.store.head() == head


def test_the_unlock_window_shows_the_new_name_and_after_an_undo_the_old_one(
    empty_office: tuple[Path, bytes], empty_desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    before = details.read(empty_desk)
    details.change(empty_desk, replace(before, **NEW))
    assert opening.look(folder).name == "青山镇司法所"
    assert opening.look(folder).code == "QS02"
    history.undo(empty_desk, history.last_acts(empty_desk, 1)[0].id)
    opening.close(empty_desk)
    with desks.opened(folder, empty_office[1], vaults.CLOCK) as again:
        assert details.read(again) == before
        assert opening.look(folder).name == before.name


def test_numbers_that_were_given_stay_and_new_ones_take_the_new_code(empty_desk: Desk) -> None:
    one, other = people(2, seed=5)
    first = advance.register_walk_in(empty_desk, {**one.values(), "release_cert_no": "1"})
    before = details.read(empty_desk)
    details.change(empty_desk, replace(before, code="QS02"))
    second = advance.register_walk_in(empty_desk, {**other.values(), "release_cert_no": "2"})
    assert "QS01" in first
    assert "QS02" in second


def test_what_changes_is_said_before(empty_desk: Desk) -> None:
    before = details.read(empty_desk)
    assert details.consequences(before, replace(before, phone="0351-1234567")) == []
    said = details.consequences(before, replace(before, code="QS02", name="青山镇司法所"))
    assert "已经给出的编号" in said[0]
    assert "已经打印、归档的不变" in said[1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"code": "a/b"}, "code"),
        ({"county": "县" * 101}, "county"),
        ({"short_name": "简" * 13}, "short_name"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_what_is_wrong_is_refused_under_its_entry(
    empty_desk: Desk, wrong: dict[str, str], field: str
) -> None:
    with pytest.raises(UserError) as told:
        details.change(empty_desk, replace(details.read(empty_desk), **wrong))
    assert told.value.field == field
