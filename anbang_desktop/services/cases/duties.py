"""What is due for one case and why: every date comes from the rule pack in force and explains itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.guards import CaseFacts, need_group
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.states import IN_FORCE, AgreementState, ContactState, State, state
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.put_off import PutOff
from anbang_desktop.services.aid import board
from anbang_desktop.services.cases import aid_duties, inside_duties
from anbang_desktop.services.cases.duty import REMINDERS, Duty
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import days_set, group
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.contact import AGREED
from anbang_desktop.services.records.letter import transfer_under_way
from anbang_desktop.services.records.letter_book import DUAL, NOT_REPORTED, SEARCH
from anbang_desktop.services.records.registry import KINDS

__all__ = ["REMINDERS", "Duty"]
NOT_MET = "NOT_MET"
HOUSEHOLD_HELP = "H02"  # of help_type (art. 15)
LEAD = "LEAD"  # of dual_role
CLOSING = "CLOSING"  # of approval_matter
BY_WORDS = frozenset({aid_duties.NEED})  # several may be due at once, and no record asks for them
PERIOD_END = name_of(names(Case).period_end)
OPENING_LABEL = "建账日期"
SEND_BACK, CHECK_AGAIN = "退回县司法局", "原来的核查已作废，请重新核查"


def of(desk: Desk, about: CaseFile) -> list[Duty]:
    """What is due for this case, the earliest first: each day as it was set; what was put off comes back on
    its day.
    """
    due = [_as_set(desk, about, one) for one in reckoned(desk, about)]
    held = [one for one in about.of(PutOff) if one.taken_up is None and one.until > desk.today]
    return sorted((_held(duty, held) for duty in due), key=lambda duty: duty.back_on)


def _as_set(desk: Desk, about: CaseFile, duty: Duty) -> Duty:
    why = days_set.stands(desk, about, duty.name, duty.why)
    return duty if why is duty.why else replace(duty, why=why)


def _held(duty: Duty, held: Sequence[PutOff]) -> Duty:
    """With what it was put off by, the latest word first."""
    mine = (one for one in reversed(held) if (one.duty, one.about or 0) == (duty.key, duty.record))
    found = next((one for one in mine if duty.key not in BY_WORDS or one.what == duty.what), None)
    return replace(duty, put_off=found) if found else duty


def reckoned(desk: Desk, about: CaseFile) -> list[Duty]:
    """What is due by the rules as they are now, whatever was set."""
    here = state(about.state)
    made = _BY_STATE.get(here)
    return [*(made(desk, about) if made else ()), *(() if here.ended else _of_records(desk, about))]


def days_to_keep(desk: Desk, about: CaseFile) -> dict[str, Reckoning]:
    """The days that a save sets, by the names under which they are kept."""
    return {**{duty.name: duty.why for duty in reckoned(desk, about)}, **_period_reckoned(desk, about)}


def _of_records(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """What records themselves ask for within a term (``registry.Deadline``), until it is filled in."""
    for kind in KINDS if about.records else ():
        if kind.deadline is None:
            continue
        for record in about.of(kind.fields.record):
            if getattr(record, name_of(kind.deadline.done)) in (None, ()):
                pack, rule = desk.rules.on(record.on), kind.deadline.rule
                why = reckoning.deadline(pack, rule, kind.deadline.from_label, record.on)
                verb = kind.deadline.verb or kind.verb
                waits = kind.deadline.waits
                yield Duty(kind.name, kind.deadline.what, why, verb, kind.section, record.id, waits)
    yield from aid_duties.letters(desk, about)


def period_dates(desk: Desk, about: CaseFile) -> dict[str, Reckoning]:
    """How the period of help was reckoned (art. 2) when it was set; empty while release date or type is
    unknown.
    """
    found = _period_reckoned(desk, about)
    return {name: days_set.stands(desk, about, name, why) for name, why in found.items()}


def _period_reckoned(desk: Desk, about: CaseFile) -> dict[str, Reckoning]:
    release, kind = about.case.release_date, about.case.release_type
    if release is None or not kind:
        return {}
    return {PERIOD_END: reckoning.period_end(desk.rules.on(release), kind, release)}


def last_contact(about: CaseFile) -> date | None:
    """The day of the last completed contact; 未遇 does not count."""
    return max((one.on for one in about.contacts if one.contact_type != NOT_MET), default=None)


def last_assessment(about: CaseFile) -> Assessment | None:
    """The newest assessment."""
    return about.assessments[-1] if about.assessments else None


def registered_on(about: CaseFile) -> date | None:
    """The day the case came on the books."""
    return about.entered(State.S50_REGISTERED)


def since(about: CaseFile) -> date | None:
    """From which day the time on the books counts; who was on them when they were opened came before."""
    came = registered_on(about)
    if about.opened_on is None:
        return came
    before = about.case.handover_date or about.case.period_start
    return min((day for day in (before, came) if day), default=None)


def _not_before(opened: date | None, why: Reckoning, anew: Callable[[date], Reckoning]) -> Reckoning:
    """Nothing was due here before the books were opened: what would have been is reckoned from that day."""
    if opened is None or why.result >= opened:
        return why
    return replace(anew(opened), start_label=OPENING_LABEL)


def agreement_due(desk: Desk, came: date) -> Reckoning:
    """Until when somebody registered on that day signs, or is noted as not signing."""
    return reckoning.deadline(desk.rules.on(came), "agreement.after_register.days", "登记日期", came)


def visits(desk: Desk, about: CaseFile) -> str:
    """How often the rules have somebody seen from today on, in words."""
    came = since(about) or desk.today
    return reckoning.visits(desk.pack, about.case.level or "", (desk.today - came).days)


def _verify(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    received = about.entered(State.S10_NOTICE)
    if received is None:
        return
    why, newest = reply_due(desk, received), about.verifications[-1] if about.verifications else None
    returned = newest is not None and newest.result in desk.rules.on(newest.on).verification.returned
    if newest and newest.replied_on and returned:
        yield Duty("return", SEND_BACK, why, Verb.RETURN, PersonSection.STEP)
        return
    what = "写回执，回复县司法局" if newest else "核查并回复县司法局"
    yield Duty("verification", what, why, Verb.VERIFY, PersonSection.VERIFICATION)


def reply_due(desk: Desk, received: date) -> Reckoning:
    """Until when the county is answered, by the rule pack in force when its list came."""
    return reckoning.deadline(desk.rules.on(received), "verification.reply.workdays", "收到名单", received)


def _await_release(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """Whose check was voided since is to be checked again: the case does not go back by itself."""
    received = about.entered(State.S10_NOTICE)
    if received is not None and not any(one.replied_on for one in about.verifications):
        why = reply_due(desk, received)
        yield Duty("verification", CHECK_AGAIN, why, Verb.VERIFY, PersonSection.VERIFICATION)
    yield from _release(desk, about)


def _release(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    why = release_day(about)
    if why is not None:
        yield Duty(
            "release", release_words(why, desk.today), why, Verb.CONFIRM_RELEASE, PersonSection.HANDOVER
        )


def release_words(why: Reckoning, today: date) -> str:
    """11月2日释放."""
    return f"{month_day(why.result, today)}释放"


def release_day(about: CaseFile) -> Reckoning | None:
    """When this person is released and who says so; None while nobody has."""
    release, end = about.case.release_date, about.case.term_end
    if release is None:
        return None
    start = end or release
    label = "刑期止日" if end else "名单所列释放日期"
    same = "就是这一天" if start == release else f"改为 {release.isoformat()}"
    return Reckoning(
        release, label, start, "释放日期由监所确定，减刑、加刑后以监所通知为准", same, "不顺延", "监所通知"
    )


def _handover(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    release = about.case.release_date
    if release is not None:
        key: RuleKey = "register.key.days" if about.must_escort else "register.after_return.days"
        pack = desk.rules.on(release)
        why = reckoning.deadline(pack, key, "释放日期", release)
        told = reckoning.deadline(pack, "notreported.escalate.days", "释放日期", release)
        if about.handovers:  # fetched or come: what is left is the form
            section = PersonSection.REGISTRATION
            yield Duty("handover", "报到登记", why, Verb.FILL_REGISTRATION, section)
        elif told.result > desk.today:
            yield Duty("handover", "衔接并登记", why, Verb.HAND_OVER, PersonSection.HANDOVER)
        else:  # the day stays that of the first limit: somebody is not less late for being later
            both = replace(why, rule=f"{why.rule}；{told.rule}")
            reported = any(one.letter_type == NOT_REPORTED for one in about.of(Letter))
            what = "衔接并登记；还没有来报到，继续联系家属"
            yield Duty("handover", what, both, Verb.HAND_OVER, PersonSection.HANDOVER)
            if not reported:
                what = "没有来报到，写情况报告报县司法局"
                yield Duty("report", what, told, Verb.REPORT_MISSING, PersonSection.HELP)


def _set_up(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    came = registered_on(about)
    if came is None:
        return
    pack = desk.rules.on(came)

    def due(key: RuleKey) -> Reckoning:
        return reckoning.deadline(pack, key, "登记日期", came)

    if about.agreement_state not in IN_FORCE:
        why, section = agreement_due(desk, came), PersonSection.AGREEMENT
        yield Duty("agreement", "签订协议或记明拒签", why, Verb.MAKE_AGREEMENT, section)
    if _group_lacks(desk, about):
        yield Duty(
            "group",
            "补齐安置帮教小组" if about.groups else "成立安置帮教小组",
            due("group.after_register.days"),
            Verb.FORM_GROUP,
            PersonSection.GROUP,
        )
    if not any(one.decided for one in about.assessments) and not (about.opened_on and about.case.level):
        yield Duty(
            "assessment", "初次评估", due("assessment.initial.days"), Verb.ASSESS, PersonSection.ASSESSMENT
        )
    if about.entered(State.S40_AWAIT_HANDOVER) and not about.handovers:  # voided since
        why, section = due("register.after_return.days"), PersonSection.HANDOVER
        yield Duty("handover", "补登记衔接", why, Verb.HAND_OVER, section)
    if last_contact(about) is None:
        yield Duty(
            "contact",
            "第一次走访",
            due("firstvisit.after_return.days"),
            Verb.RECORD_CONTACT,
            PersonSection.CONTACT,
        )
    if about.opened_on is None and _unasked(desk, about, HOUSEHOLD_HELP):
        why, section = due("household.registration.days"), PersonSection.NEEDS
        yield Duty("household", "问问落户了没有，没有的帮助办理", why, Verb.ASK_NEEDS, section)
    yield from _lost(desk, about)
    end = about.case.period_end
    if end is not None and end < desk.today:  # it ends by the calendar, set up or not
        yield from _period(desk, about)


def _unasked(desk: Desk, about: CaseFile, code: str) -> bool:
    """Nobody has said anything of this type of help yet."""
    return code in board.of(desk, about).unasked


def _group_lacks(desk: Desk, about: CaseFile) -> bool:
    """Whether the group is not what the rules ask for, or there is none."""
    (kinds, leaders), family = group.kinds_of(about.members), bool(about.client.family)
    known = CaseFacts(
        desk.pack,
        desk.today,
        group_kinds=kinds,
        group_leader_kinds=leaders,
        group_gap_told=bool(about.groups and about.groups[-1].gap_reason),
        has_family=family,
    )
    return bool(need_group(known))


def _active(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    came = since(about) or about.case.state_on
    level = about.case.level or ""
    pack = desk.pack
    seen = _next_contact(desk, about, came)
    yield Duty("contact", "走访联系", seen, Verb.RECORD_CONTACT, PersonSection.CONTACT)
    newest = last_assessment(about)
    why = _not_before(
        about.opened_on,
        reckoning.next_assessment(pack, level, came, newest.on if newest else None),
        lambda day: reckoning.next_assessment(pack, level, came, day),
    )
    yield Duty("assessment", "定期评估", why, Verb.ASSESS, PersonSection.ASSESSMENT)
    yield from _unclear(desk, about)
    yield from aid_duties.of(desk, about)
    yield from _exchange(about)
    yield from _lost(desk, about)
    yield from _period(desk, about)


def _exchange(about: CaseFile) -> Iterator[Duty]:
    """Two offices that help one person tell each other how it stands, as often as they agreed (F18)."""
    both = next((one for one in reversed(about.of(DualListing)) if one.ended_on is None), None)
    if both is None:
        return
    told = [one.sent_on for one in about.of(Letter) if one.letter_type == DUAL and one.sent_on]
    since, label = max(((day, "上次去函") for day in told), default=(both.begun_on, "双列管"))
    since, label = (since, label) if since >= both.begun_on else (both.begun_on, "双列管")
    day = since + timedelta(days=both.exchange_days)
    words = f"{chinese(since)} + {both.exchange_days} 日 = {chinese(day)}"
    rule = f"双列管约定每 {both.exchange_days} 日互通一次情况"
    why = Reckoning(day, label, since, rule, words, "不顺延", "双列管审批表")
    other = both.assist_office if both.role == LEAD else both.lead_office
    yield Duty("exchange", f"与{other}互通情况", why, Verb.WRITE_OTHER, PersonSection.HELP)


def _transfer(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """Still ours until the other office has confirmed; its letter is waited for as any other."""
    letter, sent = transfer_under_way(about), about.case.state_on
    if letter is None:  # begun before letters had a record
        why = reckoning.deadline(desk.rules.on(sent), "transfer.reply.days", "发函日期", sent)
        what = "等对方回执，没有收到的去催"
        yield Duty("transfer", what, why, Verb.CHANGE, PersonSection.CLOSING, waits="others")
    elif letter.replied_on is not None:
        why = reckoning.deadline(
            desk.rules.on(letter.replied_on), "letter.send.days", "回执日期", letter.replied_on
        )
        what = "对方已接收，写明没办完的事" if letter.accepted else "对方没有接收，撤回转出"
        yield Duty("transfer", what, why, Verb.CHANGE, PersonSection.CLOSING)
    yield from _active(desk, about)


def _closing(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """Once the form is handed in, its end waits for the county's word."""
    forms = [one for one in about.closings if about.of_this_round(one)]
    said = [one for one in about.approvals if one.matter == CLOSING and about.of_this_round(one)]
    asked = forms[-1].on if forms and not said else None
    yield from (one for one in _active(desk, about) if asked is None or one.key != "period")
    if asked is not None:
        why = reckoning.deadline(desk.rules.on(asked), "closing.ask.days", "提出日期", asked)
        what, section = "等县司法局审批解除", PersonSection.CLOSING
        yield Duty("approval", what, why, Verb.RECORD_APPROVAL, section, waits="county")


def _lost(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """Who can't be reached is looked for, then the county is told; being missing ends nothing."""
    now = about.whereabouts
    if now is None or now.state not in (ContactState.UNREACHED, ContactState.MISSING):
        return
    pack, section = desk.rules.on(now.since), PersonSection.CONTACT
    tried = [one for one in about.searches if one.on >= now.since]
    sent = [one.sent_on for one in about.of(Letter) if one.letter_type == SEARCH and one.sent_on]
    tries = len(tried) + sum(day >= now.since for day in sent)
    if any(one.found for one in tried):
        why = reckoning.deadline(pack, "missing.search.days", "联系不上", now.since)
        yield Duty("search", "已经找到，登记现在的去向", why, Verb.RECORD_WHEREABOUTS, section)
        return
    least = pack.number("missing.min_tries")
    key: RuleKey = "missing.search.days" if tries < least else "missing.report.days"
    left = f"查找，还差 {least - tries} 次" if tries < least else "还没有找到，报县司法局，继续查找"
    why = reckoning.deadline(pack, key, "联系不上", now.since)
    yield Duty("search", left, why, Verb.RECORD_SEARCH, section)


def _next_contact(desk: Desk, about: CaseFile, came: date) -> Reckoning:
    last = last_contact(about)
    why = _by_rules(desk, about, came, last)
    if last is None:
        return why
    promise = next((one for one in reversed(about.contacts) if one.next_due), None)
    promised = promise.next_due if promise else None
    if promise and promised and last < promised < why.result:
        reason = desk.codes["day_reason"].label(promise.next_why or AGREED)
        agreed = f"约定 {promised.isoformat()}（{reason}）"
        why = Reckoning(promised, "上次联系", last, "上次联系时约定的日期", agreed, "不顺延", "本所约定")
    return _as_agreed(about, last, why)


def _by_rules(desk: Desk, about: CaseFile, came: date, last: date | None) -> Reckoning:
    level, where = about.case.level or "", about.case.contact_state
    return _not_before(
        about.opened_on,
        reckoning.next_contact(desk.pack, level, came, last, where),
        lambda day: reckoning.next_contact(desk.pack, level, came, day, where),
    )


def _as_agreed(about: CaseFile, last: date, why: Reckoning) -> Reckoning:
    """An agreement that promises shorter intervals than the rules is kept."""
    days = next(
        (one.visit_interval for one in reversed(about.agreements) if one.state == AgreementState.SIGNED), None
    )
    if not days or why.start != last or last + timedelta(days=days) >= why.result:
        return why
    due = last + timedelta(days=days)
    words = f"{chinese(last)} + {days} 日 = {chinese(due)}"
    return Reckoning(due, "上次联系", last, f"协议约定每 {days} 日联系一次", words, "不顺延", "安置帮教协议")


def _unclear(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """An abnormal contact asks for an assessment of the event."""
    newest = last_assessment(about)
    since = newest.on if newest else None
    for one in about.contacts:
        if one.abnormal and (since is None or one.on > since):
            why = reckoning.deadline(desk.rules.on(one.on), "level.review.event_days", "登记情况", one.on)
            yield Duty("event", "有需要关心的情况，再评估", why, Verb.ASSESS, PersonSection.ASSESSMENT)
            return


def _period(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    end = about.case.period_end
    if end is not None:
        why = reckoning.before(desk.pack, "expiry.remind.first.days", "帮教截止", end)
        late = "超期未解除" if end < desk.today else "帮教期将满，准备解除"
        lead = desk.pack.number("closing.lead_days")
        verb = Verb.CLOSE if (end - desk.today).days <= lead else Verb.VIEW  # before, nothing can be done
        yield Duty(
            "period", late, why, verb, PersonSection.CLOSING if verb is Verb.CLOSE else PersonSection.BASIC
        )


_BY_STATE = {
    State.S05_INSIDE: inside_duties.of,
    State.S10_NOTICE: _verify,
    State.S20_VERIFYING: _verify,
    State.S30_AWAIT_RELEASE: _await_release,
    State.S40_AWAIT_HANDOVER: _handover,
    State.S50_REGISTERED: _set_up,
    State.S60_ACTIVE: _active,
    State.S70_TRANSFER_PENDING: _transfer,
    State.S80_CLOSING: _closing,
}
