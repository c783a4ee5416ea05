"""The office's own lists on a real store: edited as a whole, added to, collected from what records say,
undone.
"""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.office.own_lists import Line
from anbang_desktop.services.records import history, write

VILLAGE, WORKER, OFFICER = OwnList.VILLAGE, OwnList.WORKER, OwnList.OFFICER


def names(desk: Desk, kind: OwnList) -> list[str]:
    return [one.name for one in own_lists.lines(desk, kind) if one.active]


def offered(desk: Desk, source: str, typed: str) -> list[str]:
    return [one.name for one in own_lists.offered(desk, source) if one.fits(typed)]


def last_unit(desk: Desk) -> int:
    return history.last_acts(desk, 1)[0].id


def test_a_list_is_saved_in_its_order_and_taken_back(empty_desk: Desk) -> None:
    own_lists.save(empty_desk, VILLAGE, [Line("柳湾村"), Line("上河社区"), Line()])
    first, second = own_lists.lines(empty_desk, VILLAGE)
    assert (first.name, second.name) == ("柳湾村", "上河社区")
    changed = own_lists.save(empty_desk, VILLAGE, [second, Line("柳湾新村", id=first.id)])
    assert changed == 1
    assert names(empty_desk, VILLAGE) == ["上河社区", "柳湾新村"]
    assert history.last_acts(empty_desk, 1)[0].label == "修改村居名单"
    history.undo(empty_desk, last_unit(empty_desk))
    assert names(empty_desk, VILLAGE) == ["柳湾村", "上河社区"]
    assert empty_desk.store.check().problems == ()


def test_what_is_wrong_names_its_line_and_nothing_is_written(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="第 2 行“孙警官”：电话"):
        own_lists.save(empty_desk, OFFICER, [Line("周警官"), Line("孙警官", phone="12")])
    with pytest.raises(UserError, match="两个“周警官”"):
        own_lists.save(empty_desk, OFFICER, [Line("周警官"), Line(" 周警官 ")])
    with pytest.raises(UserError, match="还没有填民警的姓名"):
        own_lists.save(empty_desk, OFFICER, [Line(within="城关派出所")])
    assert own_lists.lines(empty_desk, OFFICER) == []


def test_a_name_in_use_is_put_out_of_use_and_never_taken_out(desk: Desk, registered: str) -> None:
    write.record(desk, registered, "registration", {"village": "柳湾村"})
    own_lists.add(desk, VILLAGE, ["柳湾村", "没人住的村"])
    used, free = own_lists.lines(desk, VILLAGE)
    assert (used.used, free.used) == (1, 0)
    with pytest.raises(UserError, match="请停用"):
        own_lists.save(desk, VILLAGE, [free])
    own_lists.save(desk, VILLAGE, [Line("柳湾村", id=used.id, active=False)])
    assert names(desk, VILLAGE) == []
    assert offered(desk, "village", "柳湾") == []
    assert own_lists.add(desk, VILLAGE, ["柳湾村"]) == ["柳湾村"]
    assert own_lists.lines(desk, VILLAGE)[0].id == used.id


def test_what_records_say_is_collected_with_one_act(desk: Desk, registered: str) -> None:
    visit = {"contact_type": "PHONE", "abnormal": False}
    write.record(desk, registered, "contact", {**visit, "workers": ["李文静", "孙文"]})
    write.record(desk, registered, "contact", {**visit, "workers": ["李文静"]})
    wrong = write.record(desk, registered, "contact", {**visit, "workers": ["钱记错"]})
    write.void(desk, registered, "contact", wrong, "记错了人")
    found = dict(own_lists.unlisted(desk, WORKER))
    assert found["李文静"] > found["孙文"]
    assert "钱记错" not in found
    taken = own_lists.collect(desk, WORKER)
    assert taken.index("李文静") < taken.index("孙文")
    assert own_lists.unlisted(desk, WORKER) == []
    assert own_lists.collect(desk, WORKER) == []
    history.undo(desk, last_unit(desk))
    assert names(desk, WORKER) == []


def test_names_are_offered_by_part_sound_and_first_letters(desk: Desk, registered: str) -> None:
    own_lists.save(desk, VILLAGE, [Line("长乐街"), Line("解放村"), Line("柳湾村")])
    write.record(desk, registered, "registration", {"village": "大河村"})
    for typed in ("长乐", "clj", "zlj", "changle", "lej", "乐"):
        assert offered(desk, "village", typed) == ["长乐街"], typed
    assert offered(desk, "village", "jfc") == ["解放村"]
    assert offered(desk, "village", "xfc") == ["解放村"]
    assert offered(desk, "village", "dhc") == ["大河村"]
    listed = {one.name: one.listed for one in own_lists.offered(desk, "village")}
    assert listed["柳湾村"]
    assert not listed["大河村"]
    assert next(iter(listed)) == "长乐街"


def test_a_group_is_offered_workers_and_officers_and_a_region_nothing(empty_desk: Desk) -> None:
    own_lists.add(empty_desk, WORKER, ["李文静"])
    own_lists.save(empty_desk, OFFICER, [Line("周勇", "城关派出所", "0351-1234567")])
    found = own_lists.offered(empty_desk, "member")
    assert [(one.name, one.about, one.phone) for one in found] == [
        ("李文静", "", ""),
        ("周勇", "城关派出所", "0351-1234567"),
        (empty_desk.user, "", ""),
    ]
    assert own_lists.offered(empty_desk, "region") == []


def test_how_many_names_each_list_has(empty_desk: Desk) -> None:
    own_lists.add(empty_desk, VILLAGE, ["柳湾村", "上河社区"])
    counted = own_lists.counted(empty_desk)
    assert counted[VILLAGE] == 2
    assert counted[WORKER] == 0


def test_adding_what_is_there_writes_nothing(empty_desk: Desk) -> None:
    own_lists.add(empty_desk, VILLAGE, ["柳湾村"])
    before = empty_desk.store.head()
    assert own_lists.add(empty_desk, VILLAGE, ["柳湾村"]) == []
    assert empty_desk.store.head() == before


def test_the_directory_keeps_whom_to_ask_and_until_when(empty_desk: Desk) -> None:
    factory = Line("东河纺织厂", phone="0351-1234567", contact="赵主任", about="纺织", until="2027-06-30")
    own_lists.save(empty_desk, OwnList.EMPLOYER, [factory])
    (kept,) = own_lists.lines(empty_desk, OwnList.EMPLOYER)
    assert (kept.contact, kept.about, kept.until) == ("赵主任", "纺织", "2027-06-30")
    offers = own_lists.offered(empty_desk, "receiver")
    assert [(one.name, one.about, one.phone) for one in offers] == [
        ("东河纺织厂", "纺织", "0351-1234567"),
    ]
    with pytest.raises(UserError, match="第 1 行“东河纺织厂”：到哪天"):
        own_lists.save(empty_desk, OwnList.EMPLOYER, [Line("东河纺织厂", id=kept.id, until="不知道")])


def test_the_same_post_may_stand_under_two_employers(empty_desk: Desk) -> None:
    posts = [Line("保安", within="东河纺织厂", number="2"), Line("保安", within="柳湾合作社", number="1")]
    own_lists.save(empty_desk, OwnList.POST, posts)
    assert [(one.within, one.number) for one in own_lists.lines(empty_desk, OwnList.POST)] == [
        ("东河纺织厂", "2"),
        ("柳湾合作社", "1"),
    ]
    with pytest.raises(UserError, match="两个“保安”"):
        own_lists.save(empty_desk, OwnList.POST, [posts[0], posts[0]])
    assert own_lists.add_lines(empty_desk, OwnList.POST, [posts[0], Line("保安", within="新厂")]) == ["保安"]


def test_a_department_that_a_letter_or_a_measure_names_is_put_out_of_use(desk: Desk, registered: str) -> None:
    own_lists.add(desk, OwnList.DEPARTMENT, ["县人社局"])
    measure = {"help": "H06", "item": "培训", "owner": "李", "state": "IN_PROCESS", "department": "县人社局"}
    write.record(desk, registered, "measure", measure)
    assert own_lists.lines(desk, OwnList.DEPARTMENT)[0].used == 1
    assert own_lists.unlisted(desk, OwnList.DEPARTMENT) == []
    with pytest.raises(UserError, match="请停用"):
        own_lists.save(desk, OwnList.DEPARTMENT, [])
