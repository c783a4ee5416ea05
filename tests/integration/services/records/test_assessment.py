"""records/assessment.py: answers in points or words, what must be talked about and explained, what the file
proposes, and how an old assessment is explained.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, write
from tests.integration.services.records.test_history import ASSESSED, START, file, walk_in
from tests.support import desks
from tests.support.chronicle import MovingClock
from tests.support.office_work import ITEMS

AGREED: dict[str, object] = dict.fromkeys(ITEMS, 0)


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    made = desks.Template(*empty_office).desk(tmp_path / "office", MovingClock(START))
    yield made
    made.store.close()


@pytest.fixture
def no(desk: Desk) -> str:
    return walk_in(desk)


def test_answers_are_points_words_or_not_known(desk: Desk) -> None:
    given = {"A1": 3, "A2": "1 项", "B1": "说不清", "B2": None}
    places = assessment.options(desk.instrument, given, "议定值")
    assert places == {"A1": 1, "A2": 1, "B1": None, "B2": None}
    assert assessment.points(desk.instrument, places) == {"A1": 3, "A2": 3, "B1": None, "B2": None}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"agreed": {**AGREED, "Z9": 0}}, "agreed", "议定值：评估表里没有“Z9”这一项"),
        (
            {"agreed": {**AGREED, "A1": 99}},
            "agreed",
            "“此前受过刑事处罚”没有“99”这个答案。可用的有 0（没有）、",
        ),
        ({"agreed": {**AGREED, "A1": True}}, "agreed", "没有“True”这个答案"),
        ({"agreed": [1]}, "agreed", "议定值应写成“项目：值”"),
        ({"agreed": {"A1": 0}}, "agreed", "议定值还有 16 项没有填：A2、"),
        ({"sheets": [{"values": {"A1": 0}}]}, "sheets", "评分单没有写成员姓名"),
        ({"needs": {"H99": "SOME"}}, "needs", "需求“H99: SOME”不对"),
        ({"needs": {"H01": "MUCH"}}, "needs", "需求“H01: MUCH”不对"),
        ({"decided": "KEY"}, "reason", "决定为“重点”，与建议的“一般”不一致，还没有写理由"),
        (
            {"sheets": [{"member": "李", "values": {"A1": 0}}, {"member": "王", "values": {"A1": 6}}]},
            "spread_note",
            "“此前受过刑事处罚”各人评分相差 2 档，还没有写讨论说明",
        ),
    ],
)
def test_what_is_wrong_names_the_item(
    desk: Desk, no: str, changes: dict[str, object], field: str, said: str
) -> None:
    with pytest.raises(UserError, match=said) as wrong:
        write.record(desk, no, "assessment", {**ASSESSED, **changes})
    assert wrong.value.field == field
    assert file(desk, no).assessments == ()


def test_sheets_come_line_by_line_or_member_by_member(desk: Desk, no: str) -> None:
    lines = [
        {"member": "李文静", "item": "A1", "value": 3},
        {"member": "李文静", "item": "A2", "unknown": True},
        {"member": "王建国", "item": "A1", "value": "2 次及以上"},
    ]
    notes = {"A1": "查过判决书"}
    for sheets in (
        lines,
        [{"member": "李文静", "values": {"A1": 3, "A2": None}}, {"member": "王建国", "values": {"A1": 6}}],
    ):
        write.record(desk, no, "assessment", {**ASSESSED, "sheets": sheets, "spread_note": notes})
    first, second = file(desk, no).assessments
    assert first.sheets == second.sheets
    assert [(one.member, dict(one.values)) for one in first.sheets] == [
        ("李文静", {"A1": 3, "A2": None}),
        ("王建国", {"A1": 6}),
    ]
    assert first.spread_note == notes


@pytest.mark.parametrize(
    "changes",
    [
        {"sheets": [{"member": "李\ud800", "values": {"A1": 3}}]},
        {"spread_note": {"A1": "查过\ud800"}},
        {"spread_note": {"\ud800": "查过"}},
    ],
)
def test_what_no_file_can_hold_is_refused_where_it_is_read(
    desk: Desk, no: str, changes: dict[str, object]
) -> None:
    with pytest.raises(UserError, match=r"不能使用的字符 U\+D800|这一项"):
        write.record(desk, no, "assessment", {**ASSESSED, **changes})
    assert file(desk, no).assessments == ()


def test_the_page_scores_while_the_group_talks(desk: Desk) -> None:
    assert assessment.score(desk, desk.instrument, {**AGREED, "A1": 6}).total == 6
    (spread,) = (
        one for one in assessment.spreads(desk.instrument, [{"A1": 0}, {"A1": 6}]) if one.code == "A1"
    )
    assert (spread.steps, spread.discuss) == (2, True)


def test_an_assessment_is_explained_in_the_terms_of_its_instrument(desk: Desk, no: str) -> None:
    write.record(desk, no, "assessment", ASSESSED)
    (one,) = file(desk, no).assessments
    explained = assessment.explained(desk, one)
    assert explained is not None
    assert explained.score.total == one.score == 3
    assert assessment.explained(desk, replace(one, agreed={"Z9": 0})) is None


def test_the_file_proposes_triggers_that_its_data_speak_for(desk: Desk, no: str) -> None:
    assert assessment.proposed_triggers(desk, file(desk, no)) == ()
    write.record(
        desk,
        no,
        "registration",
        {"recidivist": True, "special_disease": ["01"], "offences": ["抢劫罪"], "three_none": False},
    )
    assert assessment.proposed_triggers(desk, file(desk, no)) == ("VIOLENCE", "RECIDIVIST", "MENTAL")


def test_who_was_under_age_is_no_recidivist_until_the_judgments_word_is_noted(desk: Desk, no: str) -> None:
    """刑法第六十五条; 第六十六条 has no such exception."""
    form = {"recidivist": True, "minor_at_offence": True, "term_y": 8}
    write.record(desk, no, "registration", form)
    assert assessment.proposed_triggers(desk, file(desk, no)) == ()
    write.record(desk, no, "registration", {"remark": "判决书：系累犯（刑法第六十六条）"})
    assert assessment.proposed_triggers(desk, file(desk, no)) == ("RECIDIVIST",)
    write.record(desk, no, "registration", {"remark": None, "minor_at_offence": False})
    assert assessment.proposed_triggers(desk, file(desk, no)) == ("RECIDIVIST",)
