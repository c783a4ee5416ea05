"""cases/sealing.py: proposed when a unit closes, decided by the head, taken back like any unit; an office
from before is asked once.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from anbang_desktop.domain.sealing import Ground, Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance, sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate, undoing, write
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support import makers

CHILD: Mapping[str, object] = {"birth_date": "2008-03-04", "offence_first": "2025-02-01", "term_y": 2}


def form(seed: int, said: Mapping[str, object]) -> dict[str, object]:
    values = makers.person(seed).values()
    return {
        **values,
        "id_no": None,
        "term": None,
        "release_cert_no": "释1",
        "release_date": "2026-11-20",
        **said,
    }


def register(desk: Desk, said: Mapping[str, object], seed: int = 5) -> str:
    return advance.register_walk_in(desk, form(seed, said))


def stands(desk: Desk, no: str) -> tuple[str | None, str | None]:
    case = people.show(desk, no).file.case
    return case.sealing, case.sealing_ground


def listed(desk: Desk, no: str) -> bool:
    return no in [row.no for row in people.rows(desk, people.list_ids(desk, PeopleFilter()))]


def last(desk: Desk) -> int:
    done = undoing.last_done(desk, 0)
    assert done is not None
    return done.id


def test_a_registration_proposes_and_withholds_at_once(empty_desk: Desk) -> None:
    no = register(empty_desk, CHILD)
    assert stands(empty_desk, no) == (Sealing.PROPOSED, Ground.MINOR)
    assert not listed(empty_desk, no)
    adult = register(empty_desk, {**CHILD, "birth_date": "1988-03-04"}, seed=6)
    assert stands(empty_desk, adult) == (None, None)
    assert listed(empty_desk, adult), "the twin, of age"


def test_any_later_change_proposes_too_and_none_takes_it_back(empty_desk: Desk) -> None:
    no = register(empty_desk, {**CHILD, "offence_first": None, "term_start": None})
    assert listed(empty_desk, no)
    write.record(empty_desk, no, "registration", {"minor_at_offence": True})
    assert not listed(empty_desk, no)
    write.record(empty_desk, no, "registration", {"minor_at_offence": False})
    assert stands(empty_desk, no) == (Sealing.PROPOSED, Ground.MINOR), "the head decides, not a form"


def test_offences_before_and_after_the_age_are_the_countys(empty_desk: Desk) -> None:
    no = register(empty_desk, {**CHILD, "offence_last": "2026-04-01"})
    assert sealing.standing(empty_desk, people.show(empty_desk, no).file).county
    sealing.decide(
        empty_desk, no, Sealing.SEALED, "刘志远", "主要行为在十八周岁以前", number="安司〔2026〕9号"
    )
    (approval,) = people.show(empty_desk, no).file.approvals
    assert (approval.step, approval.number, approval.granted) == ("COUNTY", "安司〔2026〕9号", True)


def test_the_head_decides_and_it_is_taken_back_like_any_unit(empty_desk: Desk) -> None:
    desk, no = empty_desk, register(empty_desk, CHILD)
    sealing.decide(desk, no, Sealing.OPEN, "王所长", "判处拘役，裁定不封存")
    assert listed(desk, no)
    (approval,) = people.show(desk, no).file.approvals
    assert (approval.approver, approval.step, approval.decided_on) == ("王所长", "OFFICE_HEAD", desk.today)
    undoing.undo(desk, last(desk))
    assert stands(desk, no)[0] == Sealing.PROPOSED
    assert not listed(desk, no)
    sealing.decide(desk, no, Sealing.SEALED, "王所长", "十六周岁，有期徒刑二年")
    assert stands(desk, no)[0] == Sealing.SEALED
    assert not listed(desk, no)
    write.void(desk, no, "approval", people.show(desk, no).file.approvals[0].id, "写错了人")
    assert stands(desk, no)[0] == Sealing.PROPOSED, "a decision that was voided is none"
    assert desk.store.check().ok


def test_the_record_of_an_adult_can_be_sealed_by_hand(empty_desk: Desk) -> None:
    no = register(empty_desk, {**CHILD, "birth_date": "1988-03-04"})
    sealing.decide(empty_desk, no, Sealing.SEALED, "王所长", "公安机关通知封存")
    assert not listed(empty_desk, no)
    undoing.undo(empty_desk, last(empty_desk))
    assert stands(empty_desk, no) == (None, None)
    assert listed(empty_desk, no)


def test_who_was_undone_into_the_rules_is_withheld_all_the_same(empty_desk: Desk) -> None:
    desk, no = empty_desk, register(empty_desk, CHILD)
    write.record(desk, no, "registration", {"birth_date": "1988-03-04"})
    sealing.decide(desk, no, Sealing.OPEN, "王所长", "出生日期抄错")
    undoing.undo(desk, last(desk))
    assert not listed(desk, no)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"by": " "}, "by", "谁决定"),
        ({"reason": ""}, "opinion", "理由"),
        ({"on": date(2027, 1, 1)}, "on", "晚于今天"),
        ({"decision": Sealing.PROPOSED}, "decide", "没有写明"),
    ],
)
def test_a_decision_says_who_why_and_when(
    empty_desk: Desk, said: dict[str, object], field: str, words: str
) -> None:
    no = register(empty_desk, CHILD)
    whole = {"decision": Sealing.OPEN, "by": "王所长", "reason": "裁定不封存", "on": None, **said}
    with pytest.raises(UserError, match=words) as refused:
        sealing.decide(empty_desk, no, **whole)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert stands(empty_desk, no)[0] == Sealing.PROPOSED


def test_the_same_decision_twice_is_refused(empty_desk: Desk) -> None:
    no = register(empty_desk, CHILD)
    day = empty_desk.today - timedelta(days=1)
    sealing.decide(empty_desk, no, Sealing.OPEN, "王所长", "裁定不封存", day)
    with pytest.raises(UserError, match="已经决定过"):
        sealing.decide(empty_desk, no, Sealing.OPEN, "王所长", "裁定不封存")


def test_the_mark_says_why_until_nothing_is_sealed(empty_desk: Desk) -> None:
    no = register(empty_desk, {**CHILD, "term_y": None})
    stand = sealing.standing(empty_desk, people.show(empty_desk, no).file)
    assert (stand.mark, stand.why) == ("待定封存", "犯罪时未满十八周岁，刑期没有登记")
    case_id = people.show(empty_desk, no).id
    assert sealing.marks(empty_desk, [case_id]) == {case_id: "待定封存"}
    sealing.decide(empty_desk, no, Sealing.OPEN, "王所长", "裁定不封存")
    assert sealing.standing(empty_desk, people.show(empty_desk, no).file).mark == ""


def test_an_office_from_before_is_asked_once(empty_desk: Desk) -> None:
    """As the migration leaves it: cases of whom nobody asked, on the lists of the old program."""
    desk, no = empty_desk, register(empty_desk, CHILD)
    with desk.store.work(desk.clock, "旧程序") as work:
        work.connection.exec_driver_sql("INSERT INTO case_cards SELECT * FROM withheld_cards")
        work.connection.exec_driver_sql("DELETE FROM withheld_cards")
        work.connection.exec_driver_sql("UPDATE cases SET sealing = NULL, sealing_ground = NULL")
        work.keep(sealing._ASK, 1)
    assert listed(desk, no)
    sealing.at_opening(desk)
    assert not listed(desk, no)
    assert stands(desk, no) == (Sealing.PROPOSED, Ground.MINOR)
    units = len(undoing.last_acts(desk))
    sealing.at_opening(desk)
    assert len(undoing.last_acts(desk)) == units
    assert gate.count(desk) == 1
