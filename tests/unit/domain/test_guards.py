"""What must be true before a step: each guard's sentence, code and the verb that mends it."""

import inspect
import re
from dataclasses import fields, replace
from datetime import date
from typing import Any, get_args

import pytest

from anbang_desktop.domain import guards
from anbang_desktop.domain.guards import CaseFacts, Lack, LackCode, StepFacts, advise_group, need_group
from anbang_desktop.domain.rule_pack import RulePack, Whom
from anbang_desktop.domain.rule_pack_file import KnownNames, parse_rule_pack
from anbang_desktop.domain.steps import TRANSITIONS, asked, missing, must_say
from anbang_desktop.domain.verbs import Verb

TODAY = date(2026, 11, 30)  # the day of the fixtures
CLOSED: dict[str, Any] = {"matter": "CLOSING", "granted": frozenset({"OFFICE_HEAD"})}
REOPENED: dict[str, Any] = {**CLOSED, "matter": "REOPENING"}
ENDED: dict[str, Any] = {**CLOSED, "matter": "TERMINATION"}
FORM: dict[str, Any] = {"closing_form_on": date(2026, 11, 28)}
FOR_PAPER = {"new_addr", "letter_no", "sending_office"}  # stands on the letter; a step can do without


def sentences_of(source: str, target: str, facts: CaseFacts) -> list[str]:
    return [lack.sentence for lack in missing(source, target, facts)]


@pytest.mark.parametrize(
    ("source", "target", "facts", "sentences"),
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
            ["核查结论不是“查无此人”“非本辖区”或“身份虚假”，不能退回；确实不属本所的，请先更正核查结论。"],
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
        ("", "S50", {"registered_on": TODAY, "source": "OPENING"}, []),  # 建账: the paper was seen long ago
        (
            "S60",
            "S80",
            {"period_end": date(2026, 12, 31), "closing_assessed": True},
            ["帮教期到 2026年12月31日 才满，期满前 30 日起才可办理解除。"],
        ),
        ("S60", "S80", {"period_end": date(2026, 12, 30), "closing_assessed": True}, []),
        ("S60", "S80", {"closing_assessed": True}, ["没有帮教截止日期，请先补填释放类别和释放日期。"]),
        (
            "S80",
            "S85",
            {**FORM, "period_end": TODAY, **CLOSED},
            ["帮教期还没有满，期满的第二日起才能解除。"],
        ),
        ("S80", "S85", {**FORM, "period_end": date(2026, 11, 29), **CLOSED}, []),
        (
            "S80",
            "S85",
            {"period_end": date(2026, 11, 29), **CLOSED},
            ["还没有填期满解除审批表（解除小结、小组意见、司法所意见），请先填写。"],
        ),
        (
            "S50",
            "S80",
            {"period_end": TODAY, "closing_assessed": True},
            ["帮教期还没有满，期满的第二日起才能解除。"],
        ),
        ("S50", "S80", {"period_end": date(2026, 11, 29), "closing_assessed": True}, []),
        (
            "S85",
            "S60",
            {"state_on": date(2026, 10, 30), "said": StepFacts(reason="日期有误"), **REOPENED},
            ["解除已满 30 日，不能再恢复；需要再帮教的，请新登记，另立一份档案。"],
        ),
        (
            "S85",
            "S60",
            {"state_on": date(2026, 10, 31), "said": StepFacts(reason="日期有误"), **REOPENED},
            [],
        ),
        (
            "S70",
            "S60",
            {"said": StepFacts(reason="不去了"), "came_from": "S50_REGISTERED"},
            ["开始办的时候还是“已登记”，请退回“已登记”。"],
        ),
        (
            "S80",
            "S50",
            {"said": StepFacts(reason="日期有误"), "came_from": "S60_ACTIVE"},
            ["开始办的时候已是“在册帮教”，请退回“在册帮教”。"],
        ),
        (
            "",
            "S50",
            {"registered_on": TODAY, "release_paper_seen": True, "source": "TRANSFER_IN"},
            ["转入的，请填写转出的司法所和转出函文号。"],
        ),
        ("S60", "S86", {"said": StepFacts(cause="OTHER"), **ENDED}, []),
        (
            "S60",
            "S86",
            {"said": StepFacts(reason="死亡"), **ENDED},
            ["没有证明材料，请扫描或者注明证明材料。"],
        ),
        ("S60", "S70", {}, ["没有写明新住址和接收的司法所，请先填写。"]),
        ("S70", "S75", {}, ["还没有对方的回执文号和日期，请收到后填写。"]),
        ("S85", "S90", {}, ["档案材料不齐，请补齐或者说明缺少的原因。"]),
        ("S85", "S90", {"file_complete": True}, []),
        ("S85", "S90", {"said": StepFacts(reason="判决书遗失")}, []),
        ("S85", "S60", {}, ["请写明理由。", "还没有审批意见，请先登记审批人和日期。"]),
        ("S85", "S60", {"said": StepFacts(reason="日期有误"), **REOPENED}, []),
        ("S60", "S80", {"period_end": TODAY}, ["还没有做解除前评估，请先评估。"]),
        ("S60", "S70", {"said": StepFacts(receiving_office="邻县东关司法所")}, []),
        ("S70", "S75", {"said": StepFacts(receipt_no="邻司回〔2026〕3号")}, []),
        ("S60", "S86", {"said": StepFacts(reason="DEATH", proof="死亡证明"), **ENDED}, []),
        ("S70", "S75", {"transfer_accepted": True}, []),
        (
            "S70",
            "S75",
            {"transfer_accepted": True, "left_open": ("帮扶“电焊培训”没有结果",)},
            ["还有没办完的：帮扶“电焊培训”没有结果。请写一句怎么办，例如“已转告接收的司法所”。"],
        ),
        (
            "S70",
            "S75",
            {
                "transfer_accepted": True,
                "left_open": ("帮扶“电焊培训”没有结果",),
                "said": StepFacts(left_open="转给东关司法所接着办"),
            },
            [],
        ),
    ],
)
def test_guards_name_what_is_missing(
    nothing: CaseFacts, source: str, target: str, facts: dict[str, Any], sentences: list[str]
) -> None:
    assert sentences_of(source, target, replace(nothing, **facts)) == sentences


def test_set_up_complete_leads_onto_the_books(ready: CaseFacts) -> None:
    assert sentences_of("S50_REGISTERED", "S60_ACTIVE", ready) == []


@pytest.mark.parametrize("agreement", ["REFUSED", "UNABLE"])
def test_refusal_keeps_the_case_going(ready: CaseFacts, agreement: str) -> None:
    assert sentences_of("S50", "S60", replace(ready, agreement_state=agreement)) == []


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
    ready: CaseFacts, change: dict[str, Any], sentence: str
) -> None:
    assert sentences_of("S50", "S60", replace(ready, **change)) == [sentence]


@pytest.mark.parametrize(
    ("source", "target", "facts", "lack"),
    [
        ("S20", "S30", {}, ("verification_missing", Verb.VERIFY)),
        ("S20", "S30", {"verification_result": "03"}, ("verification_not_accepted", Verb.VERIFY)),
        ("S20", "S30", {"verification_result": "01"}, ("reply_missing", Verb.VERIFY)),
        ("S20", "S35", {"verification_result": "01"}, ("verification_not_returned", Verb.VERIFY)),
        ("S20", "S35", {"verification_result": "03"}, ("second_checker_missing", Verb.VERIFY)),
        ("S30", "S40", {}, ("release_date_missing", Verb.FILL_REGISTRATION)),
        ("S40", "S50", {}, ("handover_missing", Verb.HAND_OVER)),
        ("S40", "S50", {"handover_on": TODAY}, ("registration_missing", Verb.FILL_REGISTRATION)),
        ("", "S50", {}, ("release_paper_missing", Verb.FILL_REGISTRATION)),
        ("S50", "S60", {}, ("group_too_small", Verb.FORM_GROUP)),
        ("S50", "S70", {}, ("receiving_office_missing", None)),
        ("S70", "S75", {}, ("receipt_missing", None)),
        ("S70", "S60", {}, ("reason_missing", None)),
        ("S70", "S75", {"transfer_accepted": True, "left_open": ("诉求",)}, ("left_open", None)),
        ("S60", "S80", {}, ("period_end_missing", Verb.FILL_REGISTRATION)),
        ("S60", "S80", {"period_end": TODAY}, ("closing_assessment_missing", Verb.ASSESS)),
        ("S80", "S85", {}, ("closing_form_missing", Verb.FILL_CLOSING)),
        ("S80", "S85", FORM, ("approval_missing", Verb.RECORD_APPROVAL)),
        ("S85", "S60", {"state_on": date(2026, 1, 1)}, ("too_late_to_reopen", None)),
        ("S80", "S85", {**FORM, **CLOSED}, ("period_not_over", None)),
        ("S85", "S90", {}, ("file_incomplete", Verb.ADD_SCAN)),
        ("S10", "S60", {}, ("no_such_step", None)),
    ],
)
def test_a_lack_has_a_code_and_the_verb_that_mends_it(
    nothing: CaseFacts, source: str, target: str, facts: dict[str, Any], lack: tuple[str, Verb | None]
) -> None:
    first = missing(source, target, replace(nothing, **facts))[0]
    assert (first.code, first.verb) == lack


def test_every_code_is_said_by_one_guard_and_every_guard_stands_before_a_step(pack: RulePack) -> None:
    source = inspect.getsource(guards)
    said = {code: source.count(f'"{code}"') for code in get_args(LackCode)}
    assert {code: count for code, count in said.items() if count != 2} == {"no_such_step": 1}, (
        "once in the list of codes, once where it is said"
    )
    written = {guard for name, guard in vars(guards).items() if name.startswith("need_")}
    assert written == {guard for stood in TRANSITIONS.values() for guard in stood}


def test_every_fact_is_looked_at_by_some_guard() -> None:
    """A fact that no guard looks at would be filled in for nothing."""
    source = inspect.getsource(guards)
    assert not [one.name for one in fields(CaseFacts) if f"facts.{one.name}" not in source]
    asked = [one.name for one in fields(StepFacts) if one.name not in FOR_PAPER]
    assert not [name for name in asked if f"facts.said.{name}" not in source]


def test_a_lack_is_a_value() -> None:
    assert Lack("reason_missing", "请写明理由。") == Lack("reason_missing", "请写明理由。", None)


WHOLE: dict[str, Any] = {  # a case for which no guard misses anything on its own step
    "verification_result": "01",
    "second_checker": "王强",
    "replied_on": TODAY,
    "release_date": TODAY,
    "release_paper_seen": True,
    "handover_on": TODAY,
    "registered_on": TODAY,
    "group_kinds": ("OFFICE", "VILLAGE", "FAMILY"),
    "group_leader_kinds": ("OFFICE",),
    "has_family": True,
    "file_opened_on": TODAY,
    "assessment_decided": "GENERAL",
    "agreement_state": "SIGNED",
    "period_end": date(2026, 11, 29),
    "closing_assessed": True,
    "closing_form_on": TODAY,
    "state_on": TODAY,
    "file_complete": True,
    "matter": "CLOSING",
    "granted": frozenset({""}),
    "said": StepFacts(
        "理由", "邻县司法所", "收〔2026〕1号", "证明", "OTHER", "转〔2026〕1号", "邻县", "某街"
    ),
}
AWRY: dict[str, tuple[Any, ...]] = {  # what may be missing or wrong of each
    "verification_result": ("", "03", "99"),
    "second_checker": ("",),
    "replied_on": (None,),
    "release_date": (None, date(2026, 12, 1)),
    "release_paper_seen": (False,),
    "handover_on": (None,),
    "registered_on": (None,),
    "group_kinds": (
        (),
        ("OFFICE", "VILLAGE", "GRID"),
        ("OFFICE", "FAMILY", "GRID"),
        ("VILLAGE", "FAMILY", "GRID"),
    ),
    "group_leader_kinds": ((), ("VILLAGE",), ("OFFICE", "OFFICE")),
    "file_opened_on": (None,),
    "assessment_decided": ("",),
    "agreement_state": ("NONE", "DRAFT", "PRINTED"),
    "period_end": (None, date(2027, 11, 29), TODAY),
    "closing_assessed": (False,),
    "closing_form_on": (None,),
    "came_from": ("S50_REGISTERED", "S60_ACTIVE"),
    "state_on": (date(2026, 1, 1),),
    "source": ("TRANSFER_IN",),
    "file_complete": (False,),
    "granted": (frozenset(),),
    "left_open": (("帮扶“电焊培训”没有结果",),),
    "said": (StepFacts(), StepFacts(cause="DEATH"), StepFacts(cause="NEW_SENTENCE")),
}
SAID_WITH_THE_STEP = {
    "reason_missing", "receipt_missing", "receiving_office_missing", "proof_missing",
    "transfer_letter_missing", "left_open",
}  # fmt: skip
TO_BE_WAITED_FOR = {"period_not_over", "period_too_long"}
ANOTHER_WAY = {"was_active", "was_registered", "too_late_to_reopen"}
REMEDY = re.compile("请|起才|才能|可以")


def _lacks(nothing: CaseFacts) -> dict[str, set[Lack]]:
    """Everything that any guard can lack, by code: each fact missing or wrong alone."""
    found: dict[str, set[Lack]] = {}
    whole = replace(nothing, **WHOLE)
    for name, values in AWRY.items():
        for value in values:
            for bare in (whole, replace(whole, said=StepFacts()), replace(whole, verification_result="03")):
                facts = replace(bare, **{name: value})
                for asked_first in TRANSITIONS.values():
                    for lack in (one for guard in asked_first for one in guard(facts)):
                        found.setdefault(lack.code, set()).add(lack)
    return found


def test_each_refusal_names_what_is_missing_and_the_verb_that_mends_it(nothing: CaseFacts) -> None:
    found = _lacks(nothing)
    assert found.keys() | {"no_such_step"} == set(get_args(LackCode)), "every lack is looked at here"
    for code, lacks in found.items():
        for lack in lacks:
            assert lack.sentence.endswith("。")
            assert REMEDY.search(lack.sentence), f"no remedy: {lack.sentence}"
            without = SAID_WITH_THE_STEP | TO_BE_WAITED_FOR | ANOTHER_WAY
            assert (lack.verb is None) == (code in without), lack


def test_what_is_said_with_a_step_is_asked_by_its_dialog(nothing: CaseFacts) -> None:
    for (source, target), stood in TRANSITIONS.items():
        codes = {lack.code for guard in stood for lack in guard(nothing)} & SAID_WITH_THE_STEP
        if codes and source is not None:
            assert must_say(source, target, nothing), f"{source} → {target}: {codes}"
            assert must_say(source, target, nothing) <= set(asked(source, target))


def test_a_case_that_lacks_nothing_goes_every_way_but_back(nothing: CaseFacts) -> None:
    whole = replace(nothing, **WHOLE)
    for (source, target), guard in TRANSITIONS.items():
        lacks = {lack.code for one in guard for lack in one(whole)}
        other = {"verification_not_returned"} if target == "S35_RETURNED" else {"was_active"}
        assert lacks <= other, f"{source} → {target}"


@pytest.mark.parametrize(
    ("granted", "lacking"),
    [
        (frozenset(), "“期满解除”还没有所长、县司法局的同意，请先登记审批人和日期。"),
        (frozenset({"OFFICE_HEAD"}), "“期满解除”还没有县司法局的同意，请先登记审批人和日期。"),
        (frozenset({"OFFICE_HEAD", "COUNTY"}), ""),
        (frozenset({""}), ""),
    ],
)
def test_a_county_says_whose_word_a_step_needs(
    pack: RulePack, pack_text: str, known: KnownNames, granted: frozenset[str], lacking: str
) -> None:
    both = pack_text.replace('["OFFICE_HEAD"]', '["OFFICE_HEAD", "COUNTY"]', 1)
    facts = CaseFacts(rules=parse_rule_pack(both, known), on=TODAY, matter="CLOSING", granted=granted)
    assert [one.sentence for one in guards.need_approval(facts)] == ([lacking] if lacking else [])
    assert guards.need_approval(replace(facts, rules=replace(pack, approvals=()))) == []


GROUPED: dict[str, Any] = {
    "file_opened_on": TODAY,
    "assessment_decided": "GENERAL",
    "agreement_state": "SIGNED",
}


def test_who_cannot_be_had_stops_nothing_where_it_is_written_why(pack: RulePack) -> None:
    alone = CaseFacts(
        pack, TODAY, group_kinds=("OFFICE",), group_leader_kinds=("OFFICE",), group_gap_told=True
    )
    assert need_group(alone) == []
    assert [one.code for one in need_group(replace(alone, group_gap_told=False))] == ["group_too_small"]
    assert [one.code for one in need_group(replace(alone, group_leader_kinds=()))] == ["group_leader_count"]
    assert need_group(replace(alone, group_kinds=())), "no group at all is no group"


MAN, WOMAN = ("OFFICE", "1"), ("VILLAGE", "2")
WOMEN, GUARDIAN, SCHOOL = "小组里至少要有一名女性", "要有监护人", "要有学校"


@pytest.mark.parametrize(
    ("helped", "members", "told"),
    [
        ((), (MAN,), ()),
        ((Whom.WOMAN,), (MAN,), (WOMEN,)),
        ((Whom.WOMAN,), (("OFFICE", ""),), (WOMEN,)),
        ((Whom.WOMAN,), (MAN, WOMAN), ()),
        ((Whom.MINOR,), (MAN, WOMAN), (GUARDIAN, SCHOOL)),
        ((Whom.MINOR,), (MAN, ("FAMILY", "1")), (SCHOOL,)),
        ((Whom.MINOR,), (("FAMILY", "1"), ("SCHOOL", "1")), ()),
        ((Whom.WOMAN, Whom.MINOR), (MAN,), (WOMEN, GUARDIAN, SCHOOL)),
    ],
)
def test_a_woman_and_a_minor_have_somebody_of_theirs(
    pack: RulePack,
    helped: tuple[Whom, ...],
    members: tuple[tuple[str, str], ...],
    told: tuple[str, ...],
) -> None:
    found = advise_group(pack.group.advice, helped, members)
    assert len(found) == len(told)
    assert all(words in one and "第十二条" in one for words, one in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("kinds", "leaders", "lacking"),
    [
        (("OFFICE", "", ""), ("",), []),
        (("OFFICE", "VILLAGE", "FAMILY"), ("",), []),
        (("OFFICE", "", ""), ("VILLAGE",), ["group_leader_kind"]),
        (("OFFICE", "OFFICE", "FAMILY"), ("",), ["group_kind_missing"]),
        (("OFFICE", ""), ("",), ["group_too_small"]),
    ],
)
def test_what_a_roster_does_not_tell_of_a_group_is_no_lack(
    pack: RulePack, kinds: tuple[str, ...], leaders: tuple[str, ...], lacking: list[str]
) -> None:
    facts = CaseFacts(pack, TODAY, group_kinds=kinds, group_leader_kinds=leaders, **GROUPED)
    assert [lack.code for lack in missing("S50", "S60", facts)] == lacking
