"""The columns of who came or left, and of the records that a ledger lists (domain.md §5.2, R02 to R13)."""

from datetime import date

from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.reoffence import ReOffence
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.reports.values import Shown, Subject, Value, shown, yes_no

_ASKED, _WISHED = names(Verification), names(Wish)
_SELF, _DIFFERENT = "SELF", "DIFFERENT"
REOPENED = "恢复帮教"


# -- who came, who left --------------------------------------------------------------------------------------


def _source(subject: Subject) -> Value:
    code = subject.passage.source if subject.passage else ""
    return REOPENED if code == "REOPENED" else subject.label("case_source", code) or None


def _since_release(subject: Subject) -> Value:
    day, released = subject.passage.on if subject.passage else None, subject.head.release_date
    return (day - released).days if day and released and released <= day else None


def _approved_on(subject: Subject) -> Value:
    closing, approval = subject.of(Closing), subject.of(Approval)
    if closing and closing.county_on:
        return closing.county_on
    return approval.decided_on if approval and approval.granted else None


def _approved_by(subject: Subject) -> Value:
    approval = subject.of(Approval)
    return (approval.office or approval.approver) if approval and approval.granted else None


def _left_to(subject: Subject) -> Value:
    moved = subject.passage is not None and subject.passage.source == "TRANSFER"
    return subject.receiver or None if moved else None


_APPROVED = names(Approval)
PASSAGE: dict[str, Shown] = {
    "passage.source": shown(_source),
    "passage.on": shown(lambda subject: subject.passage.on if subject.passage else None),
    "passage.days": shown(_since_release),
    "passage.reason": shown(
        lambda subject: subject.label("closure_reason", subject.passage.source if subject.passage else "")
    ),
    "passage.approved_on": shown(
        _approved_on,
        (Closing, [names(Closing).county_on]),
        (Approval, [_APPROVED.decided_on, _APPROVED.granted]),
    ),
    "passage.approved_by": shown(
        _approved_by, (Approval, [_APPROVED.office, _APPROVED.approver, _APPROVED.granted])
    ),
    "passage.to": shown(_left_to),
}


# -- records -------------------------------------------------------------------------------------------------


def _days(start: date | None, end: date | None) -> Value:
    return (end - start).days if start and end and start <= end else None


def _verification_days(subject: Subject) -> Value:
    one = subject.of(Verification)
    return _days(one.received_on, one.replied_on) if one else None


def _corrected(subject: Subject) -> Value:
    one = subject.of(Verification)
    wrong = [item for item in one.item_result if item.result == _DIFFERENT] if one else []
    return "；".join(f"{item.item}：{item.actual}" if item.actual else item.item for item in wrong) or None


def _met(subject: Subject) -> Value:
    one = subject.of(Contact)
    return yes_no(one.met == _SELF) if one and one.met else None


def _article(subject: Subject) -> Value:
    one = subject.of(HelpMeasure)
    item = subject.read_context.codes["help_type"].item(one.help) if one else None
    return f"第{item.article}条" if item and item.article else None


def _wish_days(subject: Subject) -> Value:
    one = subject.of(Wish)
    return _days(one.raised_on, one.answered_on) if one else None


def _judged_on(subject: Subject) -> Value:
    return subject.passage.on if subject.passage else None


def _months(subject: Subject) -> Value:
    code = subject.passage.source if subject.passage else ""
    return int(code) if code else None


def _level_then(subject: Subject) -> Value:
    one, day = subject.of(ReOffence), subject.passage.on if subject.passage else None
    known = one.level_then if one and one.level_then else subject.head.level_on(day) if day else ""
    return subject.label("level", known or subject.pack.level(None).code)


LEDGER: dict[str, Shown] = {
    "verification_days": shown(_verification_days, (Verification, [_ASKED.received_on, _ASKED.replied_on])),
    "verification_corrected": shown(_corrected, (Verification, [_ASKED.item_result])),
    "contact_met": shown(_met, (Contact, [names(Contact).met])),
    "measure_article": shown(_article, (HelpMeasure, [names(HelpMeasure).help])),
    "wish_days": shown(_wish_days, (Wish, [_WISHED.raised_on, _WISHED.answered_on])),
    "reoffended_on": shown(_judged_on),
    "reoffended_months": shown(_months),
    "reoffended_level": shown(_level_then, (ReOffence, [names(ReOffence).level_then]), parts=["levels"]),
}
