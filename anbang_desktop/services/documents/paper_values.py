"""The one place where records become the plain values that ``pdf`` prints. Brings ReportLab."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from anbang_desktop.domain.articles import cite
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.reckoning import deadline
from anbang_desktop.domain.states import AgreementState, State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.agreement import Party as AgreementParty
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.outside_query import OutsideQuery
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.verification import VERIFICATION, Verification
from anbang_desktop.fields.wish import Wish
from anbang_desktop.pdf import finish, preview
from anbang_desktop.pdf.forms import (
    agreement,
    aloud,
    base_stay,
    closing,
    common,
    consent,
    contact,
    dual_listing,
    group,
    handover,
    help_measure,
    help_plan,
    notice,
    placement,
    refusal,
    registration,
    relief,
    verification,
    wish,
)
from anbang_desktop.pdf.forms import (
    closing_notice as notice_of_end,
)
from anbang_desktop.pdf.forms import (
    query_answer as query_paper,
)
from anbang_desktop.pdf.forms.agreement import Party
from anbang_desktop.services.cases import duties
from anbang_desktop.services.cases import notice as notice_of_case
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import (
    agreement_facts,
    group_papers,
    letter_values,
    paper_words,
    templates,
)
from anbang_desktop.services.documents import aloud as plain_words
from anbang_desktop.services.documents.assessment_values import assessment_form
from anbang_desktop.services.documents.page_code import code_of
from anbang_desktop.services.documents.paper_ground import (
    Words,
    format_day,
    head_of,
    lines_of,
    person_words,
    record_words,
    words_of,
)
from anbang_desktop.services.office import details
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter import clue_letter
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.records.wish import DISCRIMINATION

_CHECK_UNIT = name_of(names(Verification).source_unit)
_CASE = names(Case)
_FROM, _UNTIL = name_of(names(Contact).at), name_of(names(Contact).until)
TERMINATION = "终止登记表"
SAME, KNOWN = "SAME", "KNOWN"


def registration_form(desk: Desk, about: CaseFile) -> bytes:
    """F01 on two pages."""
    head = head_of(desk, about, "安置帮教对象登记表", f"cases/{about.case_id}/registration")
    shown = {
        **person_words(desk, about),
        "penalty_extra": _joined(desk, about.case.penalty_extra),
        "term_changes": _joined(desk, about.case.term_changes),
        "split_residence": paper_words.apart(about.client),
    }
    family = lines_of(desk, paper_words.family(about))
    return registration.make(head, shown, family, lines_of(desk, about.client.children))


def _joined(desk: Desk, rows: Sequence[object]) -> str:
    """Rows in one box: their words without the captions."""
    return "；".join(" ".join(word for word in row.values() if word) for row in lines_of(desk, rows))


def verification_form(desk: Desk, about: CaseFile, record: Verification) -> bytes:
    """F02."""
    head = head_of(desk, about, "安置帮教对象信息核查表", f"verifications/{record.id}", record)
    lines = lines_of(desk, record.item_result), lines_of(desk, record.informants)
    return verification.make(head, _verified(desk, about, record), *lines)


def verification_reply(desk: Desk, about: CaseFile, record: Verification) -> bytes:
    """F03: it names what differed and what the list did not have."""
    shown = _verified(desk, about, record)
    shown = {
        **shown,
        _CHECK_UNIT: shown[_CHECK_UNIT] or notice_of_case.bureau(desk),
        "reply_day": format_day(record.replied_on),
    }
    told = [one for one in record.item_result if one.result != SAME]
    differing = [one for one in told if one.result != KNOWN or one.actual]
    head = head_of(desk, about, "安置帮教对象信息核查回执", f"verifications/{record.id}/reply", record)
    return verification.reply(head, shown, lines_of(desk, differing))


def _verified(desk: Desk, about: CaseFile, record: Verification) -> Words:
    """A verification; what it does not say of the notice is told by the list that brought the case."""
    shown = record_words(desk, record)
    told = {name: word for name, word in shown.items() if word}
    of_list = words_of(desk, VERIFICATION, notice_of_case.of(desk, about))
    return {**person_words(desk, about), **shown, **of_list, **told}


def handover_form(desk: Desk, about: CaseFile, record: Handover) -> bytes:
    """F04."""
    shown = {**person_words(desk, about), **record_words(desk, record)}
    sides = (
        (record.workers, "工作人员"),
        (record.relatives, "亲属"),
        (record.police, "民警"),
        (record.village, "村（居）人员"),
    )
    escorts = [{"side": side, **line} for people, side in sides for line in lines_of(desk, people)]
    head = head_of(desk, about, "安置帮教对象衔接登记表", f"handovers/{record.id}", record)
    return handover.make(head, shown, escorts)


def group_form(desk: Desk, about: CaseFile, record: HelpGroup) -> bytes:
    """F06."""
    shown = {**person_words(desk, about), **record_words(desk, record)}
    head = head_of(desk, about, "安置帮教小组成员表", f"help_groups/{record.id}", record)
    there = [one for one in record.members if one.left is None]
    return group.make(head, shown, lines_of(desk, there), group_papers.changes_of(desk, about, record))


def contact_form(desk: Desk, about: CaseFile, record: Contact) -> bytes:
    """F09."""
    shown = record_words(desk, record)
    time = "　至　".join(one for one in (shown[_FROM], shown[_UNTIL]) if one)
    head = head_of(desk, about, "安置帮教走访谈话记录", f"contacts/{record.id}", record)
    return contact.make(head, {**shown, "name": about.client.name, "time": time})


def placement_form(desk: Desk, about: CaseFile, record: Placement) -> bytes:
    """The way of placement."""
    person = {"name": about.client.name, "id_no": about.client.id_no or ""}
    filled = {"entered_by": record.entered_by, "on": chinese(record.on)}
    head = head_of(desk, about, "安置情况登记表", f"placements/{record.id}", record)
    return placement.make(head, {**record_words(desk, record), **person, **filled})


def wish_form(desk: Desk, about: CaseFile, record: Wish) -> bytes:
    """F10; what is known of a discrimination only where it is one."""
    head = head_of(desk, about, "诉求登记表", f"wishes/{record.id}", record)
    pack = desk.rules.on(record.raised_on)
    until = deadline(pack, "wish.reply.workdays", "提出日期", record.raised_on).result
    shown = {
        **record_words(desk, _with_letter(about, record)),
        "name": about.client.name,
        "due": chinese(until),
        "entered_by": record.entered_by,
    }
    return wish.make(head, shown, lines_of(desk, record.steps), clue=record.category == DISCRIMINATION)


def _with_letter(about: CaseFile, record: Wish) -> Wish:
    """What the letter says that passed the clue on; an older wish says it itself."""
    sent = clue_letter(about, record)
    if sent is None:
        return record
    return replace(
        record,
        consent_on=sent.consent_on,
        referred_to=sent.receiver,
        referred_on=sent.sent_on,
        replied_on=sent.replied_on,
        reply=sent.reply_text,
    )


def notice_form(desk: Desk, about: CaseFile) -> bytes:
    """The privacy notice."""
    office, case = details.read(desk), about.case
    told = notice.Notice(
        office=office.name,
        number=about.no,
        code_id=code_of(desk, f"cases/{about.case_id}/notice", about.paper_version),
        name=about.client.name,
        law=agreement_facts.regulation()[0],
        worker=case.responsible_worker or desk.user,
        phone=office.phone,
        address=office.address,
        bureau=notice_of_case.bureau(desk),
        bureau_phone=office.county_phone,
        start=format_day(case.period_start),
        end=format_day(case.period_end),
        neutral=agreement_facts.is_neutral(about),
    )
    return notice.make(told, templates.in_force(desk, "notice", desk.today, neutral=told.neutral))


def agreement_paper(desk: Desk, about: CaseFile, version: Agreement, *, draft: bool) -> bytes:
    """F05 from a version of the agreement."""
    sides = {one.role: one for one in version.parties}
    village = sides.get(agreement_facts.VILLAGE)
    every, neutral = version.visit_interval, agreement_facts.is_neutral(about)
    paper = agreement.Agreement(
        number=version.agr_no,
        code_id=str(version.document_id),
        title=agreement.NEUTRAL_TITLE if neutral else agreement.TITLE,
        neutral=neutral,
        law=agreement.Law(*agreement_facts.regulation()),
        office=_party(sides[agreement_facts.OFFICE]),
        worker=sides[agreement_facts.OFFICE].person or "",
        client=Party(about.client.name, about.client.id_no or "", about.client.phone or ""),
        guardian=_party_or_none(sides.get(agreement_facts.GUARDIAN)),
        village=_party(village) if village else Party(),
        relative=_party_or_none(sides.get(agreement_facts.FAMILY)),
        rights_taken=agreement_facts.rights_taken(about, desk.today),
        start=format_day(version.from_on),
        end=format_day(version.to_on),
        visits=f"约每{every}天" if every else duties.visits(desk, about),
        reply_workdays=str(desk.pack.number("wish.reply.workdays")),
        offers=tuple(_help_line(one) for one in agreement_facts.offers(desk, about, version.offers)),
        bureau=notice_of_case.bureau(desk),
        bureau_phone=details.read(desk).county_phone,
        extra=version.extra or "",
        draft=draft,
    )
    return agreement.make(paper, templates.in_force(desk, "agreement", version.on, neutral=neutral))


def _help_line(one: agreement_facts.Offer) -> agreement.HelpLine:
    return agreement.HelpLine(one.need, one.measure, one.department, format_day(one.until), one.phone)


def _party_or_none(party: AgreementParty | None) -> Party | None:
    return _party(party) if party is not None else None


def issued_agreement(desk: Desk, about: CaseFile, version: Agreement) -> tuple[bytes, int]:
    """F05 as it is issued, PDF/A-2b, and its number of pages."""
    pdf = finish.archival(agreement_paper(desk, about, version, draft=False))
    return pdf, preview.page_count(pdf)


def archived(paper: bytes) -> bytes:
    """A paper as PDF/A-2b, as it leaves as a file."""
    return finish.archival(paper)


def _party(party: AgreementParty) -> Party:
    return Party(party.name or "", party.capacity or "", party.phone or "")


def refusal_paper(desk: Desk, about: CaseFile, version: Agreement) -> bytes:
    """拒签情况说明, or why it could not be signed."""
    reason = version.refusal_reason
    return refusal.make(
        refusal.Refusal(
            office=desk.office.name,
            number=version.agr_no,
            code_id=code_of(desk, f"agreements/{version.id}/refusal", about.paper_version),
            name=about.client.name,
            id_no=about.client.id_no or "",
            on=format_day(version.refused_on),
            explained_by=version.explained_by or "",
            reason=desk.codes["refusal_reason"].label(reason) if reason else "",
            note=version.refusal_note or "",
            unable=version.state == AgreementState.UNABLE,
        ),
        templates.in_force(desk, "refusal", version.refused_on or desk.today),
    )


def plan_form(desk: Desk, about: CaseFile, record: HelpPlan) -> bytes:
    """F08 on one page."""
    head = head_of(desk, about, "帮教方案（一人一策）", f"help_plans/{record.id}", record)
    shown = {**person_words(desk, about), **record_words(desk, record)}
    return help_plan.make(head, shown, lines_of(desk, record.items))


def common_form(desk: Desk, about: CaseFile, record: Record) -> bytes:
    """A record whose kind has no layout of its own: its sections, caption and words, in order."""
    kind = next(one for one in KINDS if one.fields.record is type(record))
    head = head_of(desk, about, kind.paper, f"{kind.fields.table}/{record.id}", record)
    shown = record_words(desk, record)
    blocks = [
        (section.title, [(field.label, shown[field.name]) for field in section.fields])
        for section in kind.fields.sections
    ]
    return common.make(head, about.client.name, blocks, f"{record.entered_by}　{chinese(record.on)}")


def closing_form(desk: Desk, about: CaseFile, record: Closing) -> bytes:
    """F15."""
    case, shown = about.case, {**person_words(desk, about), **record_words(desk, record)}
    ways = Counter(one.contact_type for one in about.contacts)
    labels = desk.codes["contact_type"]
    told = {
        "no": about.no,
        "period": _days(case.period_start, case.period_end),
        "contacts": "，".join(f"{labels.label(way)} {count} 次" for way, count in ways.most_common()) or "无",
        "assessments": "；".join(_assessed(desk, one) for one in about.assessments if one.decided) or "无",
        "agreement": desk.codes["agreement_state"].label(about.agreement_state),
        "county_day": format_day(record.county_on),
    }
    head = head_of(desk, about, "安置帮教期满解除审批表", f"closings/{record.id}", record)
    return closing.make(head, {**shown, **told})


def _assessed(desk: Desk, one: Assessment) -> str:
    return f"{chinese(one.on)}{desk.codes['level'].label(one.decided or '')}"


def _days(start: date | None, end: date | None) -> str:
    return f"{format_day(start)}至{format_day(end)}" if start and end else ""


def _office_words(desk: Desk, about: CaseFile) -> Words:
    """Who writes a letter and how to reach the office."""
    office = desk.office
    return {
        "司法所": office.name,
        "责任人": about.case.responsible_worker or desk.user,
        "司法所电话": details.phone(desk),
        "司法所地址": f"　地址：{office.address}" if office.address else "",
        "姓名": about.client.name,
    }


def closing_notice(desk: Desk, about: CaseFile, record: Closing) -> bytes:
    """F16."""
    case, ended = about.case, about.entered(State.S85_EXPIRED)
    values = {
        **_office_words(desk, about),
        "开始": format_day(case.period_start),
        "截止": format_day(case.period_end),
        "解除": format_day(ended),
    }
    head = head_of(desk, about, "", f"closings/{record.id}/notice", record)
    day = record.notice_on or desk.today
    return notice_of_end.make(head, values, templates.in_force(desk, "closing", day))


def termination_form(desk: Desk, about: CaseFile) -> bytes:
    """终止登记表 (domain.md §3.1, stage 16): why help ended before its period, what shows it, whose word."""
    ended = about.termination
    if ended is None:
        raise UserError("这份档案没有终止。", "期满解除的，请打印期满解除审批表。", field="kind")
    case, said = about.case, [one for one in about.approvals if one.matter == "TERMINATION"]
    step = [
        ("身份证号", about.client.id_no or ""),
        ("释放日期", format_day(case.release_date)),
        ("帮教期", _days(case.period_start, case.period_end)),
        ("帮教类别", desk.codes["level"].label(case.level or "")),
        ("终止日期", format_day(ended.on)),
        ("终止原因", desk.codes["closure_reason"].label(ended.cause or "")),
        ("证明材料", ended.proof or ""),
        ("说　明", ended.reason or ""),
        ("未了事项", ended.left_open or "没有"),
    ]
    words = [("审　批", "　".join(filter(None, _approved(desk, one)))) for one in said]
    head = head_of(desk, about, TERMINATION, f"stages/{ended.id}")
    filled = f"{ended.entered_by}　{format_day(ended.entered_at.date())}"
    return common.make(head, about.client.name, [("终止", step), ("审批", words)], filled)


def _approved(desk: Desk, one: Approval) -> tuple[str, ...]:
    answer = "同意" if one.granted else "不同意"
    whose = desk.codes["approver"].label(one.step) if one.step else ""
    return format_day(one.decided_on), one.office or "", whose, one.approver, answer, one.opinion or ""


_TOLD: dict[str, tuple[object, ...]] = {
    "OFFENCE": (_CASE.offences,),
    "TERM": (_CASE.penalty_main, _CASE.term),
    "COURT": (_CASE.court, _CASE.judgment_no, _CASE.judgment_date),
    "PRISON": (_CASE.custody_unit,),
    "RELEASE": (_CASE.release_type, _CASE.release_date),
    "HELP": (_CASE.period_start, _CASE.period_end),
}  # what an answer tells, by the code of query_scope


def query_answer(desk: Desk, about: CaseFile, record: OutsideQuery) -> bytes:
    """查询答复函: what was approved of what was asked, or the rule that forbids it. UserError while nobody
    has decided.
    """
    if record.decision is None:
        raise UserError("还没有决定，没有答复函。", "请先在查询登记里写决定。", field="kind")
    person, letter = person_words(desk, about), f"（{record.letter_no}）" if record.letter_no else ""
    fields = [REGISTRATION.field(name) for code in record.answered for name in _TOLD[code]]
    return query_paper.make(
        query_paper.Answer(
            office=desk.office.name,
            phone=details.phone(desk),
            number=record.answer_no or "",
            code_id=code_of(desk, f"outside_queries/{record.id}/answer", about.paper_version),
            receiver=record.unit,
            letter=f"{format_day(record.received_on)}来函{letter}",
            name=about.client.name,
            ground=record.ground or "",
            told=[(field.label, person[field.name]) for field in fields],
            worker=about.case.responsible_worker or desk.user,
            on=format_day(record.answered_on),
        )
    )


def relief_form(desk: Desk, about: CaseFile, record: ReliefApplication) -> bytes:
    """F13."""
    head = head_of(desk, about, "困难救助申请表", f"relief_applications/{record.id}", record)
    return relief.make(
        head, {**person_words(desk, about), **record_words(desk, record)}, lines_of(desk, record.household)
    )


def stay_form(desk: Desk, about: CaseFile, record: BaseStay) -> bytes:
    """F14."""
    head = head_of(desk, about, "过渡性安置登记表", f"base_stays/{record.id}", record)
    return base_stay.make(head, {**person_words(desk, about), **record_words(desk, record)})


def dual_form(desk: Desk, about: CaseFile, record: DualListing) -> bytes:
    """F18."""
    head = head_of(desk, about, "双列管审批表", f"dual_listings/{record.id}", record)
    return dual_listing.make(head, {**person_words(desk, about), **record_words(desk, record)})


def measure_form(desk: Desk, about: CaseFile, record: HelpMeasure) -> bytes:
    """F11, with the article that the help is given under."""
    head = head_of(desk, about, "帮扶措施落实表", f"help_measures/{record.id}", record)
    known = desk.codes["help_type"].item(record.help)
    article = cite(int(known.article)) if known and known.article else ""
    return help_measure.make(
        head, {**record_words(desk, record), "name": about.client.name, "article": article}
    )


def consent_form(desk: Desk, about: CaseFile) -> bytes:
    """What the person may allow beside the statutory task, sheet by itself."""
    sheet = consent.Consent(
        office=desk.office.name,
        number=about.no,
        code_id=code_of(desk, f"cases/{about.case_id}/consent", about.paper_version),
        employer=about.client.employer or "",
        worker=about.case.responsible_worker or desk.user,
        phone=details.phone(desk),
        until=format_day(about.case.period_end),
        guardian=agreement_facts.needs_guardian(desk, about),
    )
    return consent.make(sheet, templates.in_force(desk, "consent", desk.today))


def aloud_form(desk: Desk, about: CaseFile) -> bytes:
    """Agreement and notice in plain words, large."""
    head = head_of(desk, about, "念给您听", f"cases/{about.case_id}/aloud")
    said = [(part.title, part.lines) for part in plain_words.parts(desk, about)]
    return aloud.make(head, about.client.name, said)


RECORD_FORMS: dict[str, Callable[[Desk, CaseFile, Any], bytes]] = {
    "verification": verification_form,
    "handover": handover_form,
    "group": group_form,
    "assessment": assessment_form,
    "contact": contact_form,
    "placement": placement_form,
    "plan": plan_form,
    "letter": letter_values.letter_form,
    "relief": relief_form,
    "base_stay": stay_form,
    "dual_listing": dual_form,
    "measure": measure_form,
    "closing": closing_form,
    "wish": wish_form,
}


def record_form(desk: Desk, about: CaseFile, kind: str, record: Record) -> bytes:
    """The printed form of a record: its own layout, or the common one."""
    form: Callable[[Desk, CaseFile, Any], bytes] = RECORD_FORMS.get(kind, common_form)
    return form(desk, about, record)
