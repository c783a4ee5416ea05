"""What must be true before a step (domain brief §3.3): each guard looks at the facts of a case and says what
they lack.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.rule_pack import GroupAdvice, RulePack, Whom
from anbang_desktop.domain.states import IN_FORCE, AgreementState, State
from anbang_desktop.domain.verbs import Verb

LackCode = Literal[
    "agreement_open",
    "approval_missing",
    "assessment_missing",
    "closing_assessment_missing",
    "closing_form_missing",
    "file_incomplete",
    "file_not_opened",
    "group_kind_missing",
    "group_leader_count",
    "group_leader_kind",
    "group_too_small",
    "handover_missing",
    "left_open",
    "no_such_step",
    "period_end_missing",
    "period_not_over",
    "period_too_long",
    "proof_missing",
    "reason_missing",
    "receipt_missing",
    "receiving_office_missing",
    "reoffence_missing",
    "registration_missing",
    "release_ahead",
    "release_date_missing",
    "release_paper_missing",
    "reply_missing",
    "second_checker_missing",
    "too_late_to_reopen",
    "transfer_letter_missing",
    "verification_missing",
    "verification_not_accepted",
    "verification_not_returned",
    "was_active",
    "was_registered",
]


@dataclass(frozen=True, slots=True)
class Lack:
    """What a step still lacks: a stable code, the whole Chinese sentence with what to do, and the act that
    mends it (None where no button does).
    """

    code: LackCode
    sentence: str
    verb: Verb | None = None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is said with the step itself; everything else a guard looks at stands in the records."""

    reason: str = ""
    receiving_office: str = ""
    receipt_no: str = ""
    proof: str = ""
    cause: str = ""  # a code: of closure_reason for an end, of transfer_reason for a transfer
    letter_no: str = ""
    sending_office: str = ""
    new_addr: str = ""
    left_open: str = ""  # what becomes of what isn't done yet


NOTHING_SAID = StepFacts()
NOT_TOLD = ""  # what a roster doesn't say of a member: of what kind, or whether he leads
TRANSFER_IN = "TRANSFER_IN"  # code table case_source
NEW_SENTENCE = "NEW_SENTENCE"  # code table closure_reason
OPENING = "OPENING"  # code table case_source: on the books already when they were opened


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case on the day of a step; services fill it from the records."""

    rules: RulePack
    on: date
    verification_result: str = ""
    second_checker: str = ""
    replied_on: date | None = None
    release_date: date | None = None
    release_paper_seen: bool = False
    handover_on: date | None = None
    registered_on: date | None = None
    group_kinds: tuple[str, ...] = ()
    group_leader_kinds: tuple[str, ...] = ()
    group_gap_told: bool = False  # it is written why somebody is missing
    has_family: bool = False
    file_opened_on: date | None = None
    assessment_decided: str = ""
    agreement_state: str = AgreementState.NONE
    period_end: date | None = None
    closing_assessed: bool = False
    closing_form_on: date | None = None
    came_from: str = ""  # the state before the present one
    state_on: date | None = None
    source: str = ""  # where the case came from (code table case_source)
    file_complete: bool = False
    transfer_accepted: bool = False  # the other office has answered its letter with yes
    judged: bool = False  # a judgment in force is recorded
    left_open: tuple[str, ...] = ()  # wishes, letters and measures that are not done, in words
    matter: str = ""  # of the approval that the step needs (code table approval_matter)
    granted: frozenset[str] = frozenset()  # whose word there is; "": an approval that names nobody
    said: StepFacts = NOTHING_SAID


Guard = Callable[[CaseFacts], list[Lack]]


def need_verification(facts: CaseFacts) -> list[Lack]:
    """A conclusion that lets the person wait for release (art. 12.2.2)."""
    if not facts.verification_result:
        return [Lack("verification_missing", "还没有核查结论，请先登记核查结果。", Verb.VERIFY)]
    if facts.verification_result not in facts.rules.verification.accepted:
        words = (
            "核查结论不是“属实”“部分不符（已更正）”或“户在人不在”，不能转为待释放；不属本所的请退回县司法局。"
        )
        return [Lack("verification_not_accepted", words, Verb.VERIFY)]
    return []


def need_reply(facts: CaseFacts) -> list[Lack]:
    """The county was answered (art. 13)."""
    lack = Lack("reply_missing", "还没有写核查回执的日期，请先填写回执日期。", Verb.VERIFY)
    return [] if facts.replied_on else [lack]


def need_return(facts: CaseFacts) -> list[Lack]:
    """A conclusion by which the person is not ours, seen by two where the rules say so."""
    if facts.verification_result not in facts.rules.verification.returned:
        words = "核查结论不是“查无此人”“非本辖区”或“身份虚假”，不能退回；确实不属本所的，请先更正核查结论。"
        return [Lack("verification_not_returned", words, Verb.VERIFY)]
    if facts.verification_result in facts.rules.verification.second_checker and not facts.second_checker:
        return [Lack("second_checker_missing", "这一核查结论须两人核查，请补填复核人。", Verb.VERIFY)]
    return []


def need_release(facts: CaseFacts) -> list[Lack]:
    """The release day has come; a term that was shortened or prolonged moves it."""
    if facts.release_date is None:
        return [Lack("release_date_missing", "没有释放日期，请先补填。", Verb.FILL_REGISTRATION)]
    if facts.on < facts.release_date:
        words = f"释放日期 {chinese(facts.release_date)} 还没有到；日期有变的，请先改释放日期。"
        return [Lack("release_ahead", words, Verb.FILL_REGISTRATION)]
    return []


def need_handover(facts: CaseFacts) -> list[Lack]:
    """The person was fetched or came (art. 12.2.2)."""
    lack = Lack("handover_missing", "还没有登记衔接情况，请先填写衔接登记表。", Verb.HAND_OVER)
    return [] if facts.handover_on else [lack]


def need_registration(facts: CaseFacts) -> list[Lack]:
    """The registration form is filled in."""
    lack = Lack("registration_missing", "还没有填写登记表，请先登记。", Verb.FILL_REGISTRATION)
    return [] if facts.registered_on else [lack]


def need_group(facts: CaseFacts) -> list[Lack]:
    """What the support group lacks: size, kinds of members, one leader of the office (art. 12.2.3). Who can't
    be had and it is written why stops nothing; a leader there must be.
    """
    if facts.group_gap_told and facts.group_kinds:
        return _group_leader(facts)
    least = facts.rules.number("group.min_size")
    if len(facts.group_kinds) < least:
        words = f"安置帮教小组现有 {len(facts.group_kinds)} 人，应不少于 {least} 人，请补充成员。"
        return [Lack("group_too_small", words, Verb.FORM_GROUP)]
    return [*_group_kinds(facts), *_group_leader(facts)]


def _group_kinds(facts: CaseFacts) -> list[Lack]:
    words = {"OFFICE": "司法所工作人员", "VILLAGE": "村（居）干部", "FAMILY": "家属或亲友"}
    if NOT_TOLD in facts.group_kinds:  # a roster names the members and not who they are
        return []
    needed = list(facts.rules.group.required_kinds)
    if facts.rules.group.family_if_any and facts.has_family:
        needed.append("FAMILY")
    return [
        Lack("group_kind_missing", f"小组里没有{words.get(kind, kind)}，请补充成员。", Verb.FORM_GROUP)
        for kind in needed
        if kind not in facts.group_kinds
    ]


def _group_leader(facts: CaseFacts) -> list[Lack]:
    leaders = facts.group_leader_kinds
    if leaders == (NOT_TOLD,):
        return []
    if len(leaders) != 1:
        words = f"小组应有一名组长，现有 {len(leaders)} 名，请改正。"
        return [Lack("group_leader_count", words, Verb.FORM_GROUP)]
    lack = Lack("group_leader_kind", "小组组长应是司法所工作人员，请改正。", Verb.FORM_GROUP)
    return [] if leaders[0] == facts.rules.group.leader_kind else [lack]


def advise_group(
    advice: Iterable[GroupAdvice], helped: Collection[Whom], members: Collection[tuple[str, str]]
) -> list[str]:
    """Who else should be in the group of one who is ``helped``, of members by kind and sex (art. 12.2.3).
    That is told while it is put together, and no reason to refuse a step.
    """
    return [
        f"{one.words}（{spell_basis(one.basis)}）。"
        for one in advice
        if one.whom in helped
        and not any(
            (not one.kinds or kind in one.kinds) and (not one.sex or sex == one.sex) for kind, sex in members
        )
    ]


def need_file(facts: CaseFacts) -> list[Lack]:
    """One person one file (art. 12.2.2)."""
    lack = Lack("file_not_opened", "还没有建档，请先建立档案。", Verb.FILL_REGISTRATION)
    return [] if facts.file_opened_on else [lack]


def need_assessment(facts: CaseFacts) -> list[Lack]:
    """The group has decided the level (art. 12.2.3)."""
    lack = Lack("assessment_missing", "还没有作出初次评估的类别决定，请先评估。", Verb.ASSESS)
    return [] if facts.assessment_decided else [lack]


def need_agreement(facts: CaseFacts) -> list[Lack]:
    """Signed, or noted why not: who does not sign is helped as well (art. 12.2.2)."""
    words = "协议还没有签订，也没有拒签或无法签订的说明，请签订协议或者记明拒签。"
    lack = Lack("agreement_open", words, Verb.MAKE_AGREEMENT)
    return [] if facts.agreement_state in IN_FORCE else [lack]


def need_release_paper(facts: CaseFacts) -> list[Lack]:
    """The certificate of release, or of the end of correction, was seen; of who is on the books already it
    was, whoever opens them anew.
    """
    if facts.source == OPENING:
        return []
    words = "还没有查验释放证明书或解除社区矫正证明书，请先查验并登记。"
    lack = Lack("release_paper_missing", words, Verb.FILL_REGISTRATION)
    return [] if facts.release_paper_seen else [lack]


def need_receiving_office(facts: CaseFacts) -> list[Lack]:
    """Who takes the person over is named."""
    lack = Lack("receiving_office_missing", "没有写明新住址和接收的司法所，请先填写。")
    return [] if facts.said.receiving_office else [lack]


def need_transfer_letter(facts: CaseFacts) -> list[Lack]:
    """Who is handed over by another office comes with its letter."""
    told = facts.source != TRANSFER_IN or (facts.said.letter_no and facts.said.sending_office)
    words = "转入的，请填写转出的司法所和转出函文号。"
    return [] if told else [Lack("transfer_letter_missing", words)]


def need_receipt(facts: CaseFacts) -> list[Lack]:
    """The other office has confirmed."""
    lack = Lack("receipt_missing", "还没有对方的回执文号和日期，请收到后填写。")
    return [] if facts.said.receipt_no or facts.transfer_accepted else [lack]


def need_word_on_open(facts: CaseFacts) -> list[Lack]:
    """Nothing that was promised ends unseen: what becomes of it is said, and that is enough."""
    if not facts.left_open or facts.said.left_open:
        return []
    words = f"还有没办完的：{'；'.join(facts.left_open)}。请写一句怎么办，例如“已转告接收的司法所”。"
    return [Lack("left_open", words)]


def need_reason(facts: CaseFacts) -> list[Lack]:
    """Somebody has said why."""
    said = facts.said.reason or facts.said.cause
    return [] if said else [Lack("reason_missing", "请写明理由。")]


def need_been_active(facts: CaseFacts) -> list[Lack]:
    """A step is taken back to where it was begun."""
    words = "开始办的时候还是“已登记”，请退回“已登记”。"
    return [Lack("was_registered", words)] if facts.came_from == State.S50_REGISTERED else []


def need_been_registered(facts: CaseFacts) -> list[Lack]:
    """A step is taken back to where it was begun."""
    words = "开始办的时候已是“在册帮教”，请退回“在册帮教”。"
    return [] if facts.came_from == State.S50_REGISTERED else [Lack("was_active", words)]


def need_time_to_reopen(facts: CaseFacts) -> list[Lack]:
    """What was closed by mistake is opened again within the term of the rules; later it is a new case."""
    days = facts.rules.number("reopen.days")
    if facts.state_on is None or (facts.on - facts.state_on).days <= days:
        return []
    words = f"解除已满 {days} 日，不能再恢复；需要再帮教的，请新登记，另立一份档案。"
    return [Lack("too_late_to_reopen", words)]


def need_near_end(facts: CaseFacts) -> list[Lack]:
    """The period of help ends soon enough."""
    if facts.period_end is None:
        words = "没有帮教截止日期，请先补填释放类别和释放日期。"
        return [Lack("period_end_missing", words, Verb.FILL_REGISTRATION)]
    lead = facts.rules.number("closing.lead_days")
    if (facts.period_end - facts.on).days > lead:
        words = f"帮教期到 {chinese(facts.period_end)} 才满，期满前 {lead} 日起才可办理解除。"
        return [Lack("period_too_long", words)]
    return []


def need_closing_assessment(facts: CaseFacts) -> list[Lack]:
    """The group has assessed for the end."""
    lack = Lack("closing_assessment_missing", "还没有做解除前评估，请先评估。", Verb.ASSESS)
    return [] if facts.closing_assessed else [lack]


def need_closing_form(facts: CaseFacts) -> list[Lack]:
    """The opinions of group and office stand on the form (domain brief §4.13)."""
    words = "还没有填期满解除审批表（解除小结、小组意见、司法所意见），请先填写。"
    return [] if facts.closing_form_on else [Lack("closing_form_missing", words, Verb.FILL_CLOSING)]


def need_approval(facts: CaseFacts) -> list[Lack]:
    """Everybody whose word the rules ask for has agreed."""
    asked = facts.rules.approval(facts.matter)
    if facts.matter and (asked is None or not asked.lacking(facts.granted)):
        return []
    whose = "、".join(one.name for one in asked.lacking(facts.granted)) if asked else ""
    said = f"“{asked.label}”还没有{whose}的同意" if asked else "还没有审批意见"  # asked without a step
    return [Lack("approval_missing", f"{said}，请先登记审批人和日期。", Verb.RECORD_APPROVAL)]


def need_past_end(facts: CaseFacts) -> list[Lack]:
    """The period of help is over."""
    if facts.period_end is not None and facts.on > facts.period_end:
        return []
    return [Lack("period_not_over", "帮教期还没有满，期满的第二日起才能解除。")]


def need_proof(facts: CaseFacts) -> list[Lack]:
    """What shows it is filed or noted; some causes need none by the rules."""
    lack = Lack("proof_missing", "没有证明材料，请扫描或者注明证明材料。")
    return [] if facts.said.proof or not facts.rules.needs_proof(facts.said.cause) else [lack]


def need_judgment(facts: CaseFacts) -> list[Lack]:
    """Help ends for a new offence only by a judgment in force, which is recorded (domain.md §3.3 rule 4)."""
    if facts.said.cause != NEW_SENTENCE or facts.judged:
        return []
    words = "还没有登记重新犯罪，请先按生效判决登记；被拘留、逮捕的只登记去向。"
    return [Lack("reoffence_missing", words, Verb.RECORD_REOFFENCE)]


def need_whole_file(facts: CaseFacts) -> list[Lack]:
    """The file is whole, or it is said why it is not."""
    lack = Lack("file_incomplete", "档案材料不齐，请补齐或者说明缺少的原因。", Verb.ADD_SCAN)
    return [] if facts.file_complete or facts.said.reason else [lack]
