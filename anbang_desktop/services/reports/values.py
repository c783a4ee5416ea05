"""What stands in each column of a roster for one person, as a county's sheet says it (domain.md §5.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.states import AgreementState, state
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.kinds import NO, YES, ReadContext

Value = str | int | date | None
_FIELDS = {field.name: field for field in (*CLIENT_FIELDS, *CASE_FIELDS)}
_SIGNED = {
    AgreementState.SIGNED: YES,
    AgreementState.REFUSED: "拒签",
    AgreementState.UNABLE: "无法签",
}
_NONE = "未安置"


@dataclass(frozen=True, slots=True)
class Subject:
    """One person on the roster: the file's values, the newest records by the period's end, and the head
    that was counted.
    """

    head: Head
    values: Mapping[str, Any]
    agreement: Mapping[str, Any]
    group: Mapping[str, Any]
    assessment: Mapping[str, Any]
    placement: Mapping[str, Any]
    period: Period
    until: date
    default_level: str
    read_context: ReadContext

    def label(self, table: CodeTableName, code: object) -> str:
        """The words of a code."""
        return self.read_context.codes[table].label(str(code)) if code else ""


def value(field: str, subject: Subject) -> Value:
    """The value of a column; a field without a rule of its own is shown as the registration form shows it."""
    special = _SPECIAL.get(field)
    if special is not None:
        return special(subject)
    held = subject.values.get(field)
    if held is None or isinstance(held, date):
        return held
    return _FIELDS[field].kind.show(held, subject.read_context) if field in _FIELDS else str(held)


def _span(subject: Subject) -> Value:
    start, end = subject.values["period_start"], subject.values["period_end"]
    return f"{start.isoformat()} 至 {end.isoformat()}" if start and end else None


def _term_span(subject: Subject) -> Value:
    start, end = subject.values["term_start"], subject.values["term_end"]
    return f"{start.isoformat()} 至 {end.isoformat()}" if start and end else None


def _term(subject: Subject) -> Value:
    values = subject.values
    if values["term"]:
        return str(values["term"])
    parts = [
        f"{values[name]}{unit}"
        for name, unit in (("term_y", "年"), ("term_m", "个月"), ("term_d", "日"))
        if values[name]
    ]
    return "".join(parts) or None


def _agreement(subject: Subject) -> Value:
    if subject.agreement.get("state") == AgreementState.UNABLE:
        return _SIGNED[AgreementState.UNABLE]
    return _SIGNED.get(subject.head.agreement_on(subject.until))


def _agreement_word(subject: Subject) -> Value:
    return _agreement(subject) or NO


def _level(subject: Subject) -> Value:
    return subject.label("level", subject.head.level_on(subject.until) or subject.default_level)


def _way(subject: Subject) -> Value:
    placed = subject.placement.get("placed")
    if placed is None:
        return None
    return subject.label("placement_way", subject.placement["way"]) if placed else _NONE


def _members(subject: Subject) -> Value:
    listed = subject.group.get("members") or []
    return "、".join(str(one["name"]) for one in listed if not one.get("left")) or None


def _help(subject: Subject) -> Value:
    met = [one for one in subject.head.contacts if one.on in subject.period and one.group != "none"]
    return f"本期走访谈话 {len(met)} 次" if met else None


def _last_contact(subject: Subject) -> Value:
    return max(
        (one.on for one in subject.head.contacts if one.on <= subject.until and one.group != "none"),
        default=None,
    )


def _yes_no(answer: object) -> Value:
    return None if answer is None else (YES if answer else NO)


def _minor(subject: Subject) -> Value:
    age = subject.head.age_on(subject.until)
    return None if age is None else _yes_no(age < _full_age(subject))


def _full_age(subject: Subject) -> int:
    return int(subject.values["full_age"])


_SPECIAL: dict[str, Callable[[Subject], Value]] = {
    "case_no": lambda subject: str(subject.values["no"]),
    "age": lambda subject: subject.head.age_on(subject.until),
    "term": _term,
    "term_span": _term_span,
    "period": _span,
    "level": _level,
    "agreement": _agreement_word,
    "agreement_on": lambda subject: subject.agreement.get("signed_on"),
    "group": _members,
    "score": lambda subject: subject.assessment.get("score"),
    "assessed_on": lambda subject: subject.assessment.get("on"),
    "placed": lambda subject: _yes_no(subject.placement.get("placed")),
    "placement_way": _way,
    "placed_from": lambda subject: (
        subject.placement.get("placed_from") if subject.placement.get("placed") else None
    ),
    "none_reason": lambda subject: subject.label(
        "placement_none_reason", subject.placement.get("none_reason")
    ),
    "contacts": _help,
    "last_contact": _last_contact,
    "must_escort": lambda subject: _yes_no(subject.head.must_escort),
    "minor_now": _minor,
    "reoffended": lambda _subject: (
        NO
    ),  # whoever is on the books has no new sentence: that ends the case (§3.3)
    "state": lambda subject: state(subject.head.state_on(subject.until)).label,
}
