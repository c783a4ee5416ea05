"""The states of a case, the ways between them and what must be true before each step (domain brief §3.3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.rule_pack import RulePack

Mark = Literal["overdue", "soon", "doing", "done", "todo", "paused"]


@dataclass(frozen=True, slots=True)
class State:
    """One state; ``short`` is its code on the command line, ``mark`` its chip in the window."""

    code: str
    label: str
    on_books: bool
    mark: Mark
    meaning: str

    @property
    def short(self) -> str:
        """S10 of S10_NOTICE."""
        return self.code.split("_")[0]


STATES: tuple[State, ...] = (
    State("S10_NOTICE", "待核查", False, "todo", "收到名单，还没有核查"),
    State("S20_VERIFYING", "核查中", False, "doing", "正在核查"),
    State("S30_AWAIT_RELEASE", "待释放", False, "paused", "已核查，还在监所"),
    State("S35_RETURNED", "已退回", False, "paused", "不属本所，已退回县司法局"),
    State("S40_AWAIT_HANDOVER", "待衔接", False, "soon", "已释放，还没有见到人"),
    State("S50_REGISTERED", "已登记", True, "doing", "已报到登记，协议、小组、评估等还不齐"),
    State("S60_ACTIVE", "在册帮教", True, "doing", "登记、小组、档案、初次评估已齐"),
    State("S70_TRANSFER_PENDING", "转出办理中", True, "doing", "对方确认前仍在本所"),
    State("S75_TRANSFERRED", "已转出", False, "done", "对方已确认"),
    State("S80_CLOSING", "解除审批中", True, "doing", "期满，正在办理解除"),
    State("S85_EXPIRED", "期满解除", False, "done", "期满，已解除"),
    State("S86_TERMINATED", "终止", False, "done", "死亡、重新犯罪收监等"),
    State("S90_ARCHIVED", "已归档", False, "done", "已装订归档，只读"),
)
_BY_CODE = {state.code: state for state in STATES} | {state.short: state for state in STATES}
ON_BOOKS = frozenset(state.code for state in STATES if state.on_books)
_MAIN_ROAD = ("S10", "S20", "S30", "S40", "S50", "S60", "S70", "S80", "S75", "S85", "S86", "S90")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case on the day of a step; services fill it from the records."""

    rules: RulePack
    on: date
    verification_result: str = ""
    checker: str = ""
    second_checker: str = ""
    replied_on: date | None = None
    return_reason: str = ""
    release_date: date | None = None
    release_paper_seen: bool = False
    handover_on: date | None = None
    registered_on: date | None = None
    group_kinds: tuple[str, ...] = ()
    group_leader_kinds: tuple[str, ...] = ()
    has_family: bool = False
    file_opened_on: date | None = None
    assessment_decided: str = ""
    agreement_state: str = "NONE"
    period_end: date | None = None
    closing_assessed: bool = False
    approved: bool = False
    receiving_office: str = ""
    receipt_no: str = ""
    reason: str = ""
    proof_noted: bool = False
    file_complete: bool = False


Guard = Callable[[CaseFacts], list[str]]


def state(code: str) -> State:
    """The state of a long or short code; ValueError (Chinese) for an unknown one."""
    found = _BY_CODE.get(code.strip().upper())
    if found is None:
        raise ValueError(
            f"没有“{code}”这个状态，可用的有：{'、'.join(one.short + ' ' + one.label for one in STATES)}。"
        )
    return found


def reached(code: str, goal: str) -> bool:
    """Whether a case in state ``code`` has come as far as ``goal`` on the main road; a returned case has
    reached nothing after S20.
    """
    short = state(code).short
    if short == "S35":
        return goal in {"S10", "S20"}
    return _MAIN_ROAD.index(short) >= _MAIN_ROAD.index(state(goal).short)


def _verified(facts: CaseFacts) -> list[str]:
    if not facts.verification_result:
        return ["还没有核查结论，请先登记核查结果。"]
    if facts.verification_result not in facts.rules.verification.accepted:
        return [
            "核查结论不是“属实”“部分不符（已更正）”或“户在人不在”，不能转为待释放；不属本所的请退回县司法局。"
        ]
    return []


def _replied(facts: CaseFacts) -> list[str]:
    return [] if facts.replied_on else ["还没有写核查回执的日期，请先填写回执日期。"]


def _not_ours(facts: CaseFacts) -> list[str]:
    if facts.verification_result not in facts.rules.verification.returned:
        return ["核查结论不是“查无此人”“非本辖区”或“身份虚假”，不能退回。"]
    if facts.verification_result in facts.rules.verification.second_checker and not facts.second_checker:
        return ["这一核查结论须两人核查，请补填复核人。"]
    return []


def _released(facts: CaseFacts) -> list[str]:
    if facts.release_date is None:
        return ["没有释放日期，请先补填。"]
    if facts.on < facts.release_date:
        return [f"释放日期 {chinese(facts.release_date)} 还没有到；日期有变的，请先改释放日期。"]
    return []


def _handed_over(facts: CaseFacts) -> list[str]:
    return [] if facts.handover_on else ["还没有登记衔接情况，请先填写衔接登记表。"]


def _registered(facts: CaseFacts) -> list[str]:
    return [] if facts.registered_on else ["还没有填写登记表，请先登记。"]


def _group(facts: CaseFacts) -> list[str]:
    least = facts.rules.number("group.min_size")
    if len(facts.group_kinds) < least:
        return [f"安置帮教小组现有 {len(facts.group_kinds)} 人，应不少于 {least} 人，请补充成员。"]
    return [*_group_kinds(facts), *_group_leader(facts)]


def _group_kinds(facts: CaseFacts) -> list[str]:
    words = {"OFFICE": "司法所工作人员", "VILLAGE": "村（居）干部", "FAMILY": "家属或亲友"}
    needed = list(facts.rules.group.required_kinds)
    if facts.rules.group.family_if_any and facts.has_family:
        needed.append("FAMILY")
    return [
        f"小组里没有{words.get(kind, kind)}，请补充成员。" for kind in needed if kind not in facts.group_kinds
    ]


def _group_leader(facts: CaseFacts) -> list[str]:
    if len(facts.group_leader_kinds) != 1:
        return [f"小组应有一名组长，现有 {len(facts.group_leader_kinds)} 名，请改正。"]
    return (
        []
        if facts.group_leader_kinds[0] == facts.rules.group.leader_kind
        else ["小组组长应是司法所工作人员，请改正。"]
    )


def _file_opened(facts: CaseFacts) -> list[str]:
    return [] if facts.file_opened_on else ["还没有建档，请先建立档案。"]


def _assessed(facts: CaseFacts) -> list[str]:
    return [] if facts.assessment_decided else ["还没有作出初次评估的类别决定，请先评估。"]


def _agreement(facts: CaseFacts) -> list[str]:
    if facts.agreement_state in {"SIGNED", "REFUSED", "UNABLE"}:
        return []
    return ["协议还没有签订，也没有拒签或无法签订的说明，请签订协议或者记明拒签。"]


def _release_paper(facts: CaseFacts) -> list[str]:
    return [] if facts.release_paper_seen else ["还没有查验释放证明书或解除社区矫正证明书，请先查验并登记。"]


def _receiver(facts: CaseFacts) -> list[str]:
    return [] if facts.receiving_office else ["没有写明新住址和接收的司法所，请先填写。"]


def _receipt(facts: CaseFacts) -> list[str]:
    return [] if facts.receipt_no else ["还没有对方的回执文号和日期，请收到后填写。"]


def _reason(facts: CaseFacts) -> list[str]:
    return [] if facts.reason else ["请写明理由。"]


def _near_end(facts: CaseFacts) -> list[str]:
    if facts.period_end is None:
        return ["没有帮教截止日期，请先补填释放类别和释放日期。"]
    lead = facts.rules.number("closing.lead_days")
    if (facts.period_end - facts.on).days > lead:
        return [f"帮教期到 {chinese(facts.period_end)} 才满，期满前 {lead} 日起才可办理解除。"]
    return []


def _closing_assessed(facts: CaseFacts) -> list[str]:
    return [] if facts.closing_assessed else ["还没有做解除前评估，请先评估。"]


def _approved(facts: CaseFacts) -> list[str]:
    return [] if facts.approved else ["还没有审批意见，请先登记审批人和日期。"]


def _past_end(facts: CaseFacts) -> list[str]:
    if facts.period_end is not None and facts.on > facts.period_end:
        return []
    return ["帮教期还没有满，期满的第二日起才能解除。"]


def _proof(facts: CaseFacts) -> list[str]:
    return [] if facts.proof_noted else ["没有证明材料，请扫描或者注明证明材料。"]


def _bound(facts: CaseFacts) -> list[str]:
    return [] if facts.file_complete or facts.reason else ["档案材料不齐，请补齐或者说明缺少的原因。"]


TRANSITIONS: dict[tuple[str, str], tuple[Guard, ...]] = {
    ("", "S10"): (),
    ("", "S50"): (_release_paper, _registered),
    ("S10", "S20"): (),
    ("S20", "S30"): (_verified, _replied),
    ("S20", "S35"): (_not_ours, _replied),
    ("S30", "S40"): (_released,),
    ("S30", "S86"): (_reason, _proof),
    ("S40", "S50"): (_handed_over, _registered),
    ("S40", "S35"): (_reason, _approved),
    ("S40", "S86"): (_reason, _approved),
    ("S50", "S60"): (_group, _file_opened, _assessed, _agreement),
    ("S50", "S70"): (_receiver,),
    ("S60", "S70"): (_receiver,),
    ("S70", "S75"): (_receipt,),
    ("S70", "S60"): (_reason,),
    ("S60", "S80"): (_near_end, _closing_assessed),
    ("S80", "S85"): (_approved, _past_end),
    ("S80", "S60"): (_reason,),
    ("S50", "S86"): (_reason, _proof),
    ("S60", "S86"): (_reason, _proof),
    ("S80", "S86"): (_reason, _proof),
    ("S85", "S90"): (_bound,),
    ("S86", "S90"): (_bound,),
    ("S75", "S90"): (_bound,),
    ("S85", "S60"): (_reason, _approved),
}


def next_states(code: str) -> tuple[State, ...]:
    """The states that can follow; "" asks how a case begins."""
    here = state(code).short if code else ""
    return tuple(state(target) for source, target in TRANSITIONS if source == here)


def missing(source: str, target: str, facts: CaseFacts) -> list[str]:
    """What is still missing for the step, each a Chinese sentence with what to do; empty = the step may be
    taken.
    """
    here, there = (state(source) if source else None), state(target)
    guards = TRANSITIONS.get((here.short if here else "", there.short))
    if guards is None:
        return [_no_way(here, there)]
    return [sentence for guard in guards for sentence in guard(facts)]


check_advance = missing


def _no_way(here: State | None, there: State) -> str:
    if here == there:
        return f"已经是“{there.label}”，不必再改。"
    name = here.label if here else "新登记"
    ways = "、".join(f"“{one.label}”（{one.short}）" for one in next_states(here.code if here else ""))
    return f"不能从“{name}”直接到“{there.label}”；{f'下一步可以是{ways}' if ways else '此案已经办结'}。"
