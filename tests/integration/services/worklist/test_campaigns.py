"""重点时段: who is to be seen is written down, who was seen follows from the visits; late comers, endings,
undo.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import campaigns, due, people
from tests.support import makers

ALL = {"name": "春节排查", "ways": ["HOME_VISIT", "OFFICE_TALK"]}
SAID = StepFacts(reason="死亡", proof="死亡证明复印件")


def walk_in(desk: Desk, one: makers.Invented, **more: object) -> str:
    values = {**one.values(), "release_date": desk.today - timedelta(days=2), "release_cert_no": "1", **more}
    return advance.register_walk_in(desk, values)


@pytest.fixture
def three(empty_desk: Desk) -> list[str]:
    """Three on the books in two villages, of whom nobody was seen."""
    villages = ("柳湾村", "柳湾村", "上河社区")
    return [
        walk_in(empty_desk, one, village=village)
        for one, village in zip(makers.people(3, seed=5), villages, strict=True)
    ]


def begin(desk: Desk, days: int = 20, **more: object) -> int:
    return campaigns.start(
        desk, {**ALL, "starts": desk.today, "ends": desk.today + timedelta(days=days), **more}
    )


def visit(desk: Desk, no: str, on: date, way: str = "HOME_VISIT", met: str | None = "SELF") -> int:
    values = {
        "at": datetime.combine(on, time()),
        "contact_type": way,
        "workers": ["李文静", "孙文"],
        "abnormal": False,
        **({"met": met} if met else {}),
    }
    return write.record(desk, no, "contact", values)


def standing(desk: Desk, campaign_id: int) -> dict[str, str]:
    return {line.row.no: line.standing for line in campaigns.show(desk, campaign_id).lines}


def after(desk: Desk, days: int) -> Desk:
    return replace(desk, clock=FixedClock(desk.today + timedelta(days=days)))


def test_who_has_a_visit_of_a_chosen_way_within_the_days_was_seen(empty_desk: Desk, three: list[str]) -> None:
    one, other, third = three
    visit(empty_desk, third, empty_desk.today - timedelta(days=1))
    begun = begin(empty_desk)
    later = after(empty_desk, 3)
    visit(later, one, later.today)
    visit(later, other, later.today, "PHONE")
    visit(later, third, later.today, "NOT_MET", "NOBODY")
    assert standing(later, begun) == {one: "seen", other: "open", third: "open"}
    lines = {line.row.no: line for line in campaigns.show(later, begun).lines}
    assert (lines[one].seen_on, lines[one].way, lines[one].by) == (later.today, "入户走访", "李文静、孙文")
    assert lines[third].tries == 1
    visit(after(empty_desk, 21), other, empty_desk.today + timedelta(days=21))
    assert standing(after(empty_desk, 21), begun)[other] == "open"


def test_a_voided_visit_counts_no_more(empty_desk: Desk, three: list[str]) -> None:
    begun = begin(empty_desk)
    wrong = visit(empty_desk, three[0], empty_desk.today)
    write.void(empty_desk, three[0], "contact", wrong, "记错了人")
    assert standing(empty_desk, begun)[three[0]] == "open"


def test_villages_levels_and_workers_narrow_whom_it_means(empty_desk: Desk, three: list[str]) -> None:
    assert campaigns.meant(empty_desk, {"villages": ["柳湾村"]}) == 2
    assert campaigns.meant(empty_desk, {}) == 3
    begun = begin(empty_desk, villages=["柳湾村"])
    assert set(standing(empty_desk, begun)) == set(three[:2])
    with pytest.raises(UserError, match="没有一个在册的人"):
        begin(empty_desk, levels=["KEY"])
    ids = people.list_ids(empty_desk, people.PeopleFilter(), "no")
    by_hand = campaigns.start(
        empty_desk, {**ALL, "starts": empty_desk.today, "ends": empty_desk.today}, list(islice(ids, 1))
    )
    assert len(campaigns.show(empty_desk, by_hand).lines) == 1
    assert campaigns.show(empty_desk, by_hand).fresh == ()


def test_who_comes_meanwhile_is_told_and_joins_by_one_act(empty_desk: Desk, three: list[str]) -> None:
    begun = begin(empty_desk)
    later = after(empty_desk, 5)
    (new,) = makers.people(4, seed=5)[3:]
    no = walk_in(later, new)
    found = campaigns.show(later, begun)
    assert [row.no for row in found.fresh] == [no]
    assert found.total == 3
    assert campaigns.join(later, begun) == 1
    assert campaigns.join(later, begun) == 0
    found = campaigns.show(later, begun)
    joined = next(line for line in found.lines if line.row.no == no)
    assert joined.person.later
    assert (found.fresh, found.total) == ((), 4)
    assert campaigns.show(after(empty_desk, 25), begun).fresh == ()


def test_whose_case_ends_is_not_to_be_seen_any_more(empty_desk: Desk, three: list[str]) -> None:
    begun = begin(empty_desk)
    advance.advance(empty_desk, three[0], "S86", said=SAID, approved_by="县司法局")
    found = campaigns.show(empty_desk, begun)
    assert standing(empty_desk, begun)[three[0]] == "left"
    assert (found.total, len(found.of("open"))) == (2, 2)


def test_the_list_stays_as_it_began_when_somebody_moves(empty_desk: Desk, three: list[str]) -> None:
    begun = begin(empty_desk, villages=["柳湾村"])
    write.record(empty_desk, three[0], "registration", {"village": "上河社区"})
    line = next(line for line in campaigns.show(empty_desk, begun).lines if line.row.no == three[0])
    assert (line.person.village, line.row.village) == ("柳湾村", "上河社区")


def test_a_reason_is_noted_and_all_is_taken_back(empty_desk: Desk, three: list[str]) -> None:
    begun = begin(empty_desk)
    (first, *_others) = campaigns.show(empty_desk, begun).lines
    campaigns.note(empty_desk, first.person, " 外出务工，春节不回 ")
    assert campaigns.show(empty_desk, begun).lines[0].person.note == "外出务工，春节不回"
    campaigns.close(empty_desk, begun)
    assert campaigns.running(empty_desk) == []
    for label in ("结束春节排查", "写明没有见到的原因", "开始春节排查"):
        done = history.last_done(empty_desk, 0)
        assert done is not None
        assert done.label == label
        history.undo(empty_desk, done.id)
    assert campaigns.listed(empty_desk) == []
    assert empty_desk.store.check().problems == ()
    assert [one.label for one in history.done_with(empty_desk, three[0])].count("开始春节排查") == 0


def test_the_days_can_be_changed_and_whom_it_means_cannot(empty_desk: Desk, three: list[str]) -> None:
    begun = begin(empty_desk)
    values = {**ALL, "starts": empty_desk.today, "ends": empty_desk.today + timedelta(days=40)}
    campaigns.change(empty_desk, begun, {**values, "villages": ["柳湾村"]})
    found = campaigns.show(empty_desk, begun)
    assert found.campaign.ends == empty_desk.today + timedelta(days=40)
    assert (found.campaign.villages, found.total) == ((), 3)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"ways": []}, "ways"),
        ({"ends": date(2026, 1, 1)}, "ends"),
        ({"ways": ["NOT_MET"]}, "ways"),
        ({"starts": None}, "starts"),
    ],
)
def test_what_is_wrong_is_refused_under_its_entry(
    empty_desk: Desk, three: list[str], wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as told:
        begin(empty_desk, 20, **wrong)
    assert told.value.field == field
    assert campaigns.listed(empty_desk) == []


def test_it_is_one_line_of_today_while_it_runs(empty_desk: Desk, three: list[str]) -> None:
    def line(desk: Desk) -> str:
        return "；".join(item.what for item in due.work(desk) if item.kind == "campaign")

    begun = begin(empty_desk, days=10)
    assert line(empty_desk) == "还有 3 人未见到，12月10日止"
    (item,) = (one for one in due.work(empty_desk) if one.kind == "campaign")
    assert (item.page, item.record, item.name) == ("campaigns", begun, "春节排查")
    later = after(empty_desk, 2)
    for no in three:
        visit(later, no, later.today)
    assert line(later) == ""
    walk_in(later, makers.people(4, seed=5)[3])
    assert line(later) == "新来 1 人还没加进来，12月10日止"
    over = after(empty_desk, 11)
    assert "已到期" in line(over)
    campaigns.close(over, begun)
    assert line(over) == ""


def test_one_that_is_gone_is_told(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="没有这个重点时段"):
        campaigns.show(empty_desk, 5)
