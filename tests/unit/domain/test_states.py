"""States, steps and guards."""

from dataclasses import replace
from datetime import date

import pytest

from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.states import (
    ON_BOOKS,
    STATES,
    TRANSITIONS,
    CaseFacts,
    check_advance,
    missing,
    next_states,
    reached,
    state,
)

TODAY = date(2026, 11, 30)


@pytest.fixture
def nothing(pack: RulePack) -> CaseFacts:
    return CaseFacts(rules=pack, on=TODAY)


@pytest.fixture
def ready(nothing: CaseFacts) -> CaseFacts:
    """Everything is there that S50 → S60 asks for."""
    return replace(
        nothing,
        group_kinds=("OFFICE", "VILLAGE", "FAMILY"),
        group_leader_kinds=("OFFICE",),
        file_opened_on=TODAY,
        assessment_decided="GENERAL",
        agreement_state="SIGNED",
    )


def test_short_and_long_codes_mean_the_same() -> None:
    assert state("S10") is state("s10_notice") is STATES[0]
    assert (state("S60").code, state("S60").label, state("S60").short) == ("S60_ACTIVE", "在册帮教", "S60")


def test_an_unknown_state_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"没有“S99”这个状态.*S10 待核查"):
        state("S99")


def test_who_is_on_the_books() -> None:
    assert {code[:3] for code in ON_BOOKS} == {"S50", "S60", "S70", "S80"}


def test_every_step_leads_between_known_states() -> None:
    for source, target in TRANSITIONS:
        assert not source or state(source).short == source
        assert state(target).short == target


@pytest.mark.parametrize(("source", "target"), [("S10", "S20"), ("", "S10")])
def test_steps_without_condition(nothing: CaseFacts, source: str, target: str) -> None:
    assert missing(source, target, nothing) == []


@pytest.mark.parametrize(
    ("source", "target", "known", "sentences"),
    [
        (
            "S20",
            "S30",
            {},
            ["还没有核查结论，请先登记核查结果。", "还没有写核查回执的日期，请先填写回执日期。"],
        ),
        ("S20", "S30", {"verification_result": "01"}, ["还没有写核查回执的日期，请先填写回执日期。"]),
        (
            "S20",
            "S30",
            {"verification_result": "03", "replied_on": TODAY},
            [
                "核查结论不是“属实”“部分不符（已更正）”或“户在人不在”，不能转为待释放；不属本所的请退回县司法局。"
            ],
        ),
        ("S20", "S30", {"verification_result": "02", "replied_on": TODAY}, []),
        (
            "S20",
            "S35",
            {"verification_result": "01", "replied_on": TODAY},
            ["核查结论不是“查无此人”“非本辖区”或“身份虚假”，不能退回。"],
        ),
        (
            "S20",
            "S35",
            {"verification_result": "03", "replied_on": TODAY},
            ["这一核查结论须两人核查，请补填复核人。"],
        ),
        ("S20", "S35", {"verification_result": "03", "replied_on": TODAY, "second_checker": "李"}, []),
        ("S20", "S35", {"verification_result": "04", "replied_on": TODAY}, []),
        ("S30", "S40", {}, ["没有释放日期，请先补填。"]),
        (
            "S30",
            "S40",
            {"release_date": date(2026, 12, 1)},
            ["释放日期 2026年12月1日 还没有到；日期有变的，请先改释放日期。"],
        ),
        ("S30", "S40", {"release_date": TODAY}, []),
        ("S40", "S50", {}, ["还没有登记衔接情况，请先填写衔接登记表。", "还没有填写登记表，请先登记。"]),
        ("S40", "S50", {"handover_on": TODAY, "registered_on": TODAY}, []),
        ("", "S50", {"registered_on": TODAY}, ["还没有查验释放证明书或解除社区矫正证明书，请先查验并登记。"]),
        ("", "S50", {"registered_on": TODAY, "release_paper_seen": True}, []),
        (
            "S60",
            "S80",
            {"period_end": date(2026, 12, 31), "closing_assessed": True},
            ["帮教期到 2026年12月31日 才满，期满前 30 日起才可办理解除。"],
        ),
        ("S60", "S80", {"period_end": date(2026, 12, 30), "closing_assessed": True}, []),
        ("S60", "S80", {"closing_assessed": True}, ["没有帮教截止日期，请先补填释放类别和释放日期。"]),
        ("S80", "S85", {"period_end": TODAY, "approved": True}, ["帮教期还没有满，期满的第二日起才能解除。"]),
        ("S80", "S85", {"period_end": date(2026, 11, 29), "approved": True}, []),
        ("S60", "S86", {"reason": "死亡"}, ["没有证明材料，请扫描或者注明证明材料。"]),
        ("S60", "S70", {}, ["没有写明新住址和接收的司法所，请先填写。"]),
        ("S70", "S75", {}, ["还没有对方的回执文号和日期，请收到后填写。"]),
        ("S85", "S90", {}, ["档案材料不齐，请补齐或者说明缺少的原因。"]),
        ("S85", "S90", {"file_complete": True}, []),
    ],
)
def test_guards_name_what_is_missing(
    nothing: CaseFacts, source: str, target: str, known: dict[str, object], sentences: list[str]
) -> None:
    assert missing(source, target, replace(nothing, **known)) == sentences  # type: ignore[arg-type]


def test_set_up_complete_leads_onto_the_books(ready: CaseFacts) -> None:
    assert check_advance("S50_REGISTERED", "S60_ACTIVE", ready) == []


@pytest.mark.parametrize("agreement", ["REFUSED", "UNABLE"])
def test_refusal_keeps_the_case_going(ready: CaseFacts, agreement: str) -> None:
    assert missing("S50", "S60", replace(ready, agreement_state=agreement)) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"group_kinds": ("OFFICE", "VILLAGE")}, "安置帮教小组现有 2 人，应不少于 3 人，请补充成员。"),
        ({"group_kinds": ("OFFICE", "POLICE", "GRID")}, "小组里没有村（居）干部，请补充成员。"),
        ({"group_kinds": ("VILLAGE", "POLICE", "GRID")}, "小组里没有司法所工作人员，请补充成员。"),
        (
            {"group_kinds": ("OFFICE", "VILLAGE", "GRID"), "has_family": True},
            "小组里没有家属或亲友，请补充成员。",
        ),
        ({"group_leader_kinds": ()}, "小组应有一名组长，现有 0 名，请改正。"),
        ({"group_leader_kinds": ("OFFICE", "VILLAGE")}, "小组应有一名组长，现有 2 名，请改正。"),
        ({"group_leader_kinds": ("VILLAGE",)}, "小组组长应是司法所工作人员，请改正。"),
        ({"file_opened_on": None}, "还没有建档，请先建立档案。"),
        ({"assessment_decided": ""}, "还没有作出初次评估的类别决定，请先评估。"),
        (
            {"agreement_state": "PRINTED"},
            "协议还没有签订，也没有拒签或无法签订的说明，请签订协议或者记明拒签。",
        ),
    ],
)
def test_each_part_of_the_set_up_is_asked_for(
    ready: CaseFacts, change: dict[str, object], sentence: str
) -> None:
    assert missing("S50", "S60", replace(ready, **change)) == [sentence]  # type: ignore[arg-type]


def test_steps_that_do_not_exist_name_the_next_ones(nothing: CaseFacts) -> None:
    assert missing("S10", "S60", nothing) == ["不能从“待核查”直接到“在册帮教”；下一步可以是“核查中”（S20）。"]
    assert missing("S90", "S10", nothing) == ["不能从“已归档”直接到“待核查”；此案已经办结。"]
    assert missing("S20", "S20_VERIFYING", nothing) == ["已经是“核查中”，不必再改。"]
    assert missing("", "S60", nothing)[0].startswith("不能从“新登记”直接到“在册帮教”")


def test_next_states() -> None:
    assert [one.short for one in next_states("S20_VERIFYING")] == ["S30", "S35"]
    assert [one.short for one in next_states("")] == ["S10", "S50"]


@pytest.mark.parametrize(
    ("code", "goal", "yes"),
    [
        ("S50", "S30", True),
        ("S50", "S50", True),
        ("S50", "S60", False),
        ("S35", "S20", True),
        ("S35", "S30", False),
        ("S90", "S85", True),
        ("S70", "S60", True),
    ],
)
def test_how_far_a_case_has_come(code: str, goal: str, yes: bool) -> None:
    assert reached(code, goal) is yes
