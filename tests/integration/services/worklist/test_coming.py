"""Those who are not here yet are counted alike with alike, and two ids of each kind are known."""

from datetime import timedelta

from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import coming as work
from anbang_desktop.storage.queries import coming


def test_everybody_of_a_list_is_counted_once(desk: Desk) -> None:
    with desk.store.read() as connection:
        horizon = desk.today + timedelta(days=7)
        found = coming.alike(connection, desk.today, horizon, work.STATES, duties.SEND_BACK)
        again = coming.again(connection, desk.today, horizon, 9)
    assert sum(one.number for one in found) == 32
    assert {one.state for one in found} == {"S10_NOTICE"}
    assert len({one.came for one in found}) == 1
    assert all((one.one == one.other) == (one.number == 1) for one in found)
    assert all((one.first is None) == (one.when == coming.NO_DAY) for one in found)
    assert again == []
