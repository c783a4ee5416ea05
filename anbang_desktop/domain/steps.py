"""The steps between the states of a case (domain brief §3.3): which there are, and what one still lacks."""

from anbang_desktop.domain import guards
from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.guards import CaseFacts, Guard, Lack
from anbang_desktop.domain.states import STEP_VERBS, Ask, State, state
from anbang_desktop.domain.verbs import Verb

_INSIDE_END = (guards.need_reason, guards.need_proof, guards.need_word_on_open, guards.need_approval)
_END = (*_INSIDE_END, guards.need_judgment)  # whoever was never released here has no re-offence
TRANSITIONS: dict[tuple[State | None, State], tuple[Guard, ...]] = {
    (None, State.S05_INSIDE): (),
    (None, State.S10_NOTICE): (),
    (None, State.S50_REGISTERED): (
        guards.need_release_paper,
        guards.need_registration,
        guards.need_transfer_letter,
    ),
    (State.S05_INSIDE, State.S10_NOTICE): (),
    (State.S05_INSIDE, State.S40_AWAIT_HANDOVER): (guards.need_release,),
    (State.S05_INSIDE, State.S86_TERMINATED): (
        guards.need_reason,
        guards.need_proof,
        guards.need_word_on_open,
    ),
    (State.S10_NOTICE, State.S20_VERIFYING): (),
    (State.S20_VERIFYING, State.S30_AWAIT_RELEASE): (guards.need_verification, guards.need_reply),
    (State.S20_VERIFYING, State.S35_RETURNED): (guards.need_return, guards.need_reply),
    (State.S30_AWAIT_RELEASE, State.S40_AWAIT_HANDOVER): (guards.need_release,),
    (State.S30_AWAIT_RELEASE, State.S86_TERMINATED): _INSIDE_END,
    (State.S40_AWAIT_HANDOVER, State.S50_REGISTERED): (guards.need_handover, guards.need_registration),
    (State.S40_AWAIT_HANDOVER, State.S35_RETURNED): (guards.need_reason, guards.need_approval),
    (State.S40_AWAIT_HANDOVER, State.S86_TERMINATED): (
        guards.need_reason,
        guards.need_approval,
        guards.need_word_on_open,
    ),
    (State.S50_REGISTERED, State.S60_ACTIVE): (
        guards.need_group,
        guards.need_file,
        guards.need_assessment,
        guards.need_agreement,
    ),
    (State.S50_REGISTERED, State.S70_TRANSFER_PENDING): (guards.need_receiving_office,),
    (State.S60_ACTIVE, State.S70_TRANSFER_PENDING): (guards.need_receiving_office,),
    (State.S70_TRANSFER_PENDING, State.S75_TRANSFERRED): (guards.need_receipt, guards.need_word_on_open),
    (State.S70_TRANSFER_PENDING, State.S60_ACTIVE): (guards.need_reason, guards.need_been_active),
    (State.S70_TRANSFER_PENDING, State.S50_REGISTERED): (guards.need_reason, guards.need_been_registered),
    (State.S50_REGISTERED, State.S80_CLOSING): (guards.need_past_end, guards.need_closing_assessment),
    (State.S60_ACTIVE, State.S80_CLOSING): (guards.need_near_end, guards.need_closing_assessment),
    (State.S80_CLOSING, State.S85_EXPIRED): (
        guards.need_closing_form,
        guards.need_approval,
        guards.need_past_end,
        guards.need_word_on_open,
    ),
    (State.S80_CLOSING, State.S60_ACTIVE): (guards.need_reason, guards.need_been_active),
    (State.S80_CLOSING, State.S50_REGISTERED): (guards.need_reason, guards.need_been_registered),
    (State.S50_REGISTERED, State.S86_TERMINATED): _END,
    (State.S60_ACTIVE, State.S86_TERMINATED): _END,
    (State.S80_CLOSING, State.S86_TERMINATED): _END,
    (State.S85_EXPIRED, State.S90_ARCHIVED): (guards.need_whole_file,),
    (State.S86_TERMINATED, State.S90_ARCHIVED): (guards.need_whole_file,),
    (State.S75_TRANSFERRED, State.S90_ARCHIVED): (guards.need_whole_file,),
    (State.S85_EXPIRED, State.S60_ACTIVE): (
        guards.need_time_to_reopen,
        guards.need_reason,
        guards.need_approval,
    ),
}
_BACK: dict[State, Verb] = {  # from where a case goes back into a state it was in
    State.S70_TRANSFER_PENDING: Verb.WITHDRAW_TRANSFER,
    State.S80_CLOSING: Verb.STOP_CLOSING,
    State.S85_EXPIRED: Verb.REOPEN,
}
ASKED_VERBS: frozenset[Verb] = frozenset({*STEP_VERBS.values(), *_BACK.values()})  # all steps that are asked
_ELSEWHERE = frozenset({"was_active", "was_registered"})  # the step leads to another state instead
_ASKED_BY: dict[Guard, Ask] = {
    guards.need_reason: Ask.REASON,
    guards.need_receiving_office: Ask.RECEIVING_OFFICE,
    guards.need_receipt: Ask.RECEIPT_NO,
    guards.need_proof: Ask.PROOF,
    guards.need_whole_file: Ask.REASON,
    guards.need_transfer_letter: Ask.SENDING_OFFICE,
    guards.need_word_on_open: Ask.LEFT_OPEN,
}
CAUSES: dict[State, CodeTableName] = {
    State.S70_TRANSFER_PENDING: "transfer_reason",
    State.S86_TERMINATED: "closure_reason",
}  # the code table of what a step into this state gives as its cause

_FOLLOWS = {  # where a case goes by itself once nothing is missing for it
    State.S10_NOTICE: State.S20_VERIFYING,
    State.S20_VERIFYING: State.S30_AWAIT_RELEASE,
    State.S40_AWAIT_HANDOVER: State.S50_REGISTERED,
    State.S50_REGISTERED: State.S60_ACTIVE,
}
_BY_ANSWER = {State.S70_TRANSFER_PENDING: State.S75_TRANSFERRED}  # goes on, but is not worked towards here
_AHEAD = _FOLLOWS | {
    State.S10_NOTICE: State.S30_AWAIT_RELEASE,
    State.S30_AWAIT_RELEASE: State.S40_AWAIT_HANDOVER,
}


_TOLD: dict[State, str] = {  # what was done, as a clerk says it
    State.S05_INSIDE: "记入服刑人员登记",
    State.S10_NOTICE: "收到名单，列入待核查",
    State.S20_VERIFYING: "开始核查",
    State.S30_AWAIT_RELEASE: "核查完成，等待释放",
    State.S35_RETURNED: "退回县司法局",
    State.S40_AWAIT_HANDOVER: "已释放，等待衔接",
    State.S50_REGISTERED: "报到登记，列为在册",
    State.S60_ACTIVE: "手续办齐，开始帮教",
    State.S70_TRANSFER_PENDING: "发函转出，等对方回执",
    State.S75_TRANSFERRED: "对方已接收，转出办结",
    State.S80_CLOSING: "期满，开始办解除",
    State.S85_EXPIRED: "期满解除",
    State.S86_TERMINATED: "终止帮教",
    State.S90_ARCHIVED: "装订归档",
}
_TOLD_BACK: dict[State, str] = {
    State.S70_TRANSFER_PENDING: "撤回转出，继续帮教",
    State.S80_CLOSING: "暂不解除，继续帮教",
    State.S85_EXPIRED: "恢复帮教",
}


def told_as(source: str, target: str) -> str:
    """What a step was, as a clerk says it: 报到登记，列为在册, 撤回转出，继续帮教; "" begins the case."""
    here, there = (state(source) if source else None), state(target)
    if here in _TOLD_BACK and there in (State.S50_REGISTERED, State.S60_ACTIVE):
        return _TOLD_BACK[here]
    return _TOLD[there]


def may_follow(code: str) -> bool:
    """Whether a case in this state goes on by itself when its records are whole."""
    return state(code) in _FOLLOWS | _BY_ANSWER


def follows(code: str, facts: CaseFacts) -> State | None:
    """The state that follows from what was recorded; None where something is missing or must be asked (the
    real day of a release, a return to the county, the end). A check has begun with its first record.
    """
    here = state(code)
    goal = (_FOLLOWS | _BY_ANSWER).get(here)
    if goal is None or (here is State.S10_NOTICE and not facts.verification_result):
        return None
    return None if missing(here, goal, facts) else goal


def ahead(code: str, facts: CaseFacts) -> tuple[State, tuple[Lack, ...]] | None:
    """What the office works towards from this state, and what is left to do for it; None from 在册帮教 on."""
    here = state(code)
    goal = _AHEAD.get(here)
    if goal is None:
        return None
    source = State.S20_VERIFYING if here is State.S10_NOTICE else here
    return goal, tuple(missing(source, goal, facts))


def next_states(code: str) -> tuple[State, ...]:
    """The states that can follow; "" asks how a case begins."""
    here = state(code) if code else None
    return tuple(target for source, target in TRANSITIONS if source is here)


def missing(source: str, target: str, facts: CaseFacts) -> list[Lack]:
    """What is still missing for the step ("" = the case begins); empty = the step may be taken."""
    here, there = (state(source) if source else None), state(target)
    asked_first = TRANSITIONS.get((here, there))
    if asked_first is None:
        return [Lack("no_such_step", _no_way(here, there))]
    return [lack for guard in asked_first for lack in guard(facts)]


def verb_of(source: str, target: str) -> Verb | None:
    """The verb of a step that is asked; None for one that follows from what was recorded."""
    here, there = state(source), state(target)
    if here in _BACK and there in (State.S50_REGISTERED, State.S60_ACTIVE):
        return _BACK[here]
    return there.way.verb


def open_steps(code: str, facts: CaseFacts) -> list[tuple[State, tuple[Lack, ...]]]:
    """The steps that can be asked for from this state, each with what its records still lack; what is said
    with the step itself is no lack yet.
    """
    found = []
    for target in next_states(code):
        lacks = _of_records(code, target, facts)
        if verb_of(code, target) is not None and not any(one.code in _ELSEWHERE for one in lacks):
            found.append((target, lacks))
    return found


def _of_records(source: str, target: State, facts: CaseFacts) -> tuple[Lack, ...]:
    guarded = TRANSITIONS[state(source), target]
    return tuple(lack for guard in guarded if guard not in _ASKED_BY for lack in guard(facts))


def must_say(source: str, target: str, facts: CaseFacts) -> frozenset[Ask]:
    """What of ``asked`` the step can't do without, by what is said so far."""
    guarded = TRANSITIONS[state(source), state(target)]
    return frozenset(_ASKED_BY[guard] for guard in guarded if guard in _ASKED_BY and guard(facts))


def asked(source: str, target: str) -> tuple[Ask, ...]:
    """What the step asks of the clerk besides its day: what its state says, and what its guards look at."""
    here, there = state(source), state(target)
    guarded = (_ASKED_BY[guard] for guard in TRANSITIONS[here, there] if guard in _ASKED_BY)
    return tuple(dict.fromkeys((*there.way.asks, *guarded)))


def _no_way(here: State | None, there: State) -> str:
    if here == there:
        return f"已经是“{there.label}”，不必再改。"
    name = here.label if here else "新登记"
    ways = "、".join(f"“{one.label}”（{one.short}）" for one in next_states(here or ""))
    return f"不能从“{name}”直接到“{there.label}”；{f'下一步可以是{ways}' if ways else '此案已经办结'}。"
