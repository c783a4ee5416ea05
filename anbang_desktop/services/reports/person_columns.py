"""The columns of a person on a roster that have a rule of their own (domain.md §5.2)."""

from datetime import date

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import span_words
from anbang_desktop.domain.roster_values import spell_term
from anbang_desktop.domain.row_sets import RowKind
from anbang_desktop.domain.states import ON_BOOKS, AgreementState, state
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import names
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.kinds import NO
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.reoffence import ReOffence
from anbang_desktop.fields.search import Search
from anbang_desktop.services.reports.values import Shown, Subject, Value, shown, yes_no

_CASE, _AGREED, _GROUP = names(Case), names(Agreement), names(HelpGroup)
_CLIENT = names(Client)
_PLACED, _SCORED, _FETCHED = names(Placement), names(Assessment), names(Handover)
_SIGNED = {
    AgreementState.SIGNED: "是",
    AgreementState.REFUSED: "拒签",
    AgreementState.UNABLE: "无法签",
}
_NONE, _CLOSING = "未安置", "CLOSING"


def _term(subject: Subject) -> Value:
    case = subject.case
    return case.term or spell_term(case.term_y, case.term_m, case.term_d) or None


def _agreement(subject: Subject) -> Value:
    if subject.agreement and subject.agreement.state == AgreementState.UNABLE:
        return _SIGNED[AgreementState.UNABLE]
    return _SIGNED.get(subject.head.agreement_on(subject.until)) or NO


def _level(subject: Subject) -> Value:
    return subject.label("level", subject.head.level_on(subject.until) or subject.pack.level(None).code)


def _placed(subject: Subject) -> Value:
    return yes_no(subject.placement.placed) if subject.placement else None


def _way(subject: Subject) -> Value:
    placement = subject.placement
    if placement is None:
        return None
    return subject.label("placement_way", placement.way) if placement.placed else _NONE


def _placed_from(subject: Subject) -> Value:
    placement = subject.placement
    return placement.placed_from if placement and placement.placed else None


def _none_reason(subject: Subject) -> Value:
    return subject.label(
        "placement_none_reason", subject.placement.none_reason if subject.placement else None
    )


def _members(subject: Subject) -> Value:
    listed = subject.group.members if subject.group else ()
    return "、".join(one.name for one in listed if one.left is None) or None


def _help(subject: Subject) -> Value:
    met = [one for one in subject.head.contacts if one.on in subject.period and one.group != "none"]
    return f"本期走访谈话 {len(met)} 次" if met else None


def _last_contact(subject: Subject) -> date | None:
    return max(
        (one.on for one in subject.head.contacts if one.on <= subject.until and one.group != "none"),
        default=None,
    )


def _minor(subject: Subject) -> Value:
    age = subject.head.age_on(subject.until)
    return None if age is None else yes_no(age < subject.pack.number("minor.age"))


def _interval(subject: Subject) -> Value:
    came, level = subject.head.since(), subject.head.level_on(subject.until) or None
    if came is None:
        return None
    rule, _label, _start = reckoning.contact_rule(subject.pack, level, came, max(came, subject.until))
    return subject.pack.number(rule)


def _key_on(subject: Subject) -> Value:
    """The day since which the level in force comes first."""
    since = None
    for one in subject.head.levels:
        if one.on <= subject.until:
            since = (since or one.on) if subject.pack.level(one.level).urgent else None
    return since


def _change(subject: Subject) -> Value:
    """一般→重点 2026-11-09: the level's changes in the period."""
    before, said = subject.pack.level(None).code, []
    for one in subject.head.levels:
        if one.level != before and one.on in subject.period:
            names_ = (subject.label("level", code) for code in (before, one.level))
            said.append(f"{'→'.join(names_)} {one.on.isoformat()}")
        before = one.level
    return "；".join(said) or None


def _triggers(subject: Subject) -> Value:
    codes = subject.assessment.triggers if subject.assessment else ()
    return "、".join(subject.label("key_trigger", code) for code in codes) or None


def _days_waited(subject: Subject) -> Value:
    """Since the release, of who hasn't come; since the last news, of who is missing."""
    head = subject.head
    if head.came() is None:
        since: date | None = head.release_date
    else:
        states = [one for one in head.whereabouts if one.on <= subject.until]
        since = states[-1].on if states else None
    return (subject.until - since).days if since and since <= subject.until else None


def _escort_people(subject: Subject) -> Value:
    one = subject.of(Handover)
    listed = (*one.workers, *one.police, *one.village, *one.relatives) if one else ()
    return "、".join(person.name for person in listed) or None


def _closing_assessed(subject: Subject) -> Value:
    return yes_no(subject.assessment and subject.assessment.kind == _CLOSING)


def _days_left(subject: Subject) -> Value:
    end = subject.case.period_end
    return (end - subject.period.end).days if end else None


def _reoffended(subject: Subject) -> Value:
    """Whoever is on the books has no new sentence: that ends the case (§3.3)."""
    on_books = subject.head.state_on(subject.until) in ON_BOOKS
    return yes_no(not on_books and (subject.of(ReOffence) or subject.lists is RowKind.REOFFENCE))


PERSON: dict[str, Shown] = {
    "case_no": shown(lambda subject: subject.case.no),
    "external_no": shown(
        lambda subject: "、".join(one.number for one in subject.client.outer_numbers),
        (Client, [_CLIENT.outer_numbers]),
    ),
    "age": shown(lambda subject: subject.head.age_on(subject.until)),
    "term": shown(_term, (Case, [_CASE.term, _CASE.term_y, _CASE.term_m, _CASE.term_d])),
    "term_span": shown(
        lambda subject: span_words(subject.case.term_start, subject.case.term_end) or None,
        (Case, [_CASE.term_start, _CASE.term_end]),
    ),
    "period": shown(
        lambda subject: span_words(subject.case.period_start, subject.case.period_end) or None,
        (Case, [_CASE.period_start, _CASE.period_end]),
    ),
    "level": shown(_level, parts=["levels"]),
    "agreement": shown(_agreement, (Agreement, [_AGREED.state]), parts=["agreements"]),
    "agreement_on": shown(
        lambda subject: subject.agreement.signed_on if subject.agreement else None,
        (Agreement, [_AGREED.signed_on]),
    ),
    "group": shown(_members, (HelpGroup, [_GROUP.members])),
    "score": shown(
        lambda subject: subject.assessment.score if subject.assessment else None,
        (Assessment, [_SCORED.score]),
    ),
    "assessed_on": shown(
        lambda subject: subject.assessment.on if subject.assessment else None,
        (Assessment, [_SCORED.on]),
    ),
    "placed": shown(_placed, (Placement, [_PLACED.placed])),
    "placement_way": shown(_way, (Placement, [_PLACED.placed, _PLACED.way])),
    "placed_from": shown(_placed_from, (Placement, [_PLACED.placed, _PLACED.placed_from])),
    "none_reason": shown(_none_reason, (Placement, [_PLACED.none_reason])),
    "contacts": shown(_help, parts=["contacts"]),
    "last_contact": shown(_last_contact, parts=["contacts"]),
    "must_escort": shown(lambda subject: yes_no(subject.head.must_escort), parts=["escorts"]),
    "minor_now": shown(_minor),
    "reoffended": shown(_reoffended, (ReOffence, [names(ReOffence).judged_on])),
    "state": shown(lambda subject: state(subject.head.state_on(subject.until)).label),
    "key_triggers": shown(_triggers, (Assessment, [_SCORED.triggers])),
    "key_on": shown(_key_on, parts=["levels"]),
    "level_change": shown(_change, parts=["levels"]),
    "contact_interval": shown(_interval, parts=["levels"]),
    "days_waited": shown(_days_waited, parts=["whereabouts"]),
    "escort_people": shown(
        _escort_people,
        (
            Handover,
            [
                names(Handover).workers,
                names(Handover).police,
                names(Handover).village,
                names(Handover).relatives,
            ],
        ),
    ),
    "asked_police": shown(
        lambda subject: yes_no((found := subject.of(Search)) and found.way == "POLICE"),
        (Search, [names(Search).way]),
    ),
    "closing_assessed": shown(_closing_assessed, (Assessment, [_SCORED.kind])),
    "days_left": shown(_days_left, (Case, [_CASE.period_end])),
}
