"""cases/notice.py: what a verification need not be asked again."""

from datetime import date

from anbang_desktop.services.cases import notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_history import walk_in


def test_a_listed_person_brings_source_list_and_days(desk: Desk) -> None:
    no = people.first_page(desk, people.PeopleFilter())[0].no
    found = notice.of_no(desk, no)
    assert found == {
        "source_unit": "安平县司法局",
        "batch_no": "预释放人员名单_2026年11月",
        "received_on": desk.today,
        "due_on": date(2026, 12, 14),
    }


def test_somebody_who_came_without_a_list_brings_nothing(empty_desk: Desk) -> None:
    assert notice.of_no(empty_desk, walk_in(empty_desk)) == {}
