"""worklist/saved_filters.py: kept in the vault for one user, renamed, removed; and whom a user is responsible
for.
"""

from dataclasses import replace

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people, saved_filters
from anbang_desktop.services.worklist.people import PeopleFilter

VILLAGE = PeopleFilter("王", frozenset({"S10_NOTICE"}), frozenset({"柳湾村", "南村"}), frozenset(), "key")


def names(desk: Desk) -> list[str]:
    return [one.name for one in saved_filters.read(desk)]


def test_a_filter_comes_back_whole_and_is_the_users_own(desk: Desk) -> None:
    assert saved_filters.save(desk, " 柳湾村重点 ", VILLAGE) is False
    (kept,) = saved_filters.read(desk)
    assert (kept.name, kept.filter) == ("柳湾村重点", VILLAGE)
    assert saved_filters.read(replace(desk, user="别人")) == ()


def test_the_same_name_takes_the_place_of_the_older_one(desk: Desk) -> None:
    saved_filters.save(desk, "甲", VILLAGE)
    assert saved_filters.save(desk, "甲", PeopleFilter(text="李")) is True
    assert [one.filter.text for one in saved_filters.read(desk)] == ["李"]


def test_it_is_renamed_and_removed(desk: Desk) -> None:
    for name in ("甲", "乙"):
        saved_filters.save(desk, name, VILLAGE)
    with pytest.raises(UserError, match="已有叫“乙”的筛选"):
        saved_filters.rename(desk, "甲", "乙")
    saved_filters.rename(desk, "甲", "丙")
    assert names(desk) == sorted(["乙", "丙"])
    saved_filters.remove(desk, "乙")
    saved_filters.remove(desk, "丙")
    assert names(desk) == []
    assert drafts.find(desk, saved_filters.FORM) is None, "nothing is left behind"


@pytest.mark.parametrize("name", ["", "   ", "一" * 21])
def test_a_name_is_asked_for(desk: Desk, name: str) -> None:
    with pytest.raises(UserError, match="名称"):
        saved_filters.save(desk, name, VILLAGE)


def test_there_is_an_end_to_how_many(desk: Desk) -> None:
    for at in range(saved_filters.MOST):
        saved_filters.save(desk, f"第{at}个", VILLAGE)
    with pytest.raises(UserError, match="最多"):
        saved_filters.save(desk, "再一个", VILLAGE)
    assert saved_filters.save(desk, "第0个", PeopleFilter()) is True


def test_a_quick_filter_that_is_known_no_more_is_left_out(desk: Desk) -> None:
    saved_filters.save(desk, "旧", replace(VILLAGE, quick="gone"))
    assert saved_filters.read(desk)[0].filter == replace(VILLAGE, quick="all")


def test_mine_are_those_the_user_is_responsible_for(desk: Desk) -> None:
    first, second = people.first_page(desk, PeopleFilter(), "no", 2)
    assert people.counts(desk)["mine"] == 0
    write.record(desk, first.no, "registration", {"responsible_worker": desk.user})
    write.record(desk, second.no, "registration", {"responsible_worker": "别人"})
    assert people.counts(desk)["mine"] == 1
    assert list(people.list_ids(desk, PeopleFilter(quick="mine"))) == [first.id]
    of_others = PeopleFilter(quick="mine", workers=frozenset({"别人"}))
    assert list(people.list_ids(desk, of_others)) == []
