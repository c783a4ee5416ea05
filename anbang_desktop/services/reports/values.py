"""What stands in each column of a roster for one person, as a county's sheet says it (domain.md §5.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.states import AgreementState, state
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, Case, Client
from anbang_desktop.fields.field import Field, Record, name_of
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.kinds import NO, YES, ReadContext
from anbang_desktop.fields.placement import Placement
from anbang_desktop.services.records.registry import KINDS

Value = str | int | date | None
R = TypeVar("R", bound=Record)
_CLIENT_FIELDS = {field.name: field for field in CLIENT_FIELDS}
_CASE_FIELDS = {field.name: field for field in CASE_FIELDS}
# columns that show an attribute of the newest record of a kind: ``wish.state``
FROM_RECORDS: dict[str, tuple[type[Record], Field]] = {
    f"{kind.name}.{name_of(attribute)}": (kind.fields.record, kind.fields.field(attribute))
    for kind in KINDS
    for attribute in kind.report
}


def offered_columns() -> dict[str, str]:
    """What the columns of FROM_RECORDS are called on a county's sheet: 诉求答复."""
    labels = {kind.fields.record: kind.label for kind in KINDS}
    return {key: f"{labels[record]}{field.label}" for key, (record, field) in FROM_RECORDS.items()}


# whose newest record by the period's end a roster looks at
LOOKED_AT: tuple[type[Record], ...] = tuple(
    dict.fromkeys(
        (Agreement, HelpGroup, Assessment, Placement, *(record for record, _field in FROM_RECORDS.values()))
    )
)
_SIGNED = {
    AgreementState.SIGNED: YES,
    AgreementState.REFUSED: "拒签",
    AgreementState.UNABLE: "无法签",
}
_NONE = "未安置"


@dataclass(frozen=True, slots=True)
class Subject:
    """One person on the roster: the file, the newest records by the period's end, and the head that was
    counted.
    """

    head: Head
    client: Client
    case: Case
    newest: Mapping[type[Record], Record]
    period: Period
    until: date
    full_age: int
    default_level: str
    read_context: ReadContext

    def of(self, kind: type[R]) -> R | None:
        """The newest record of a kind."""
        found = self.newest.get(kind)
        return found if isinstance(found, kind) else None

    @property
    def agreement(self) -> Agreement | None:
        """The newest version of the agreement."""
        return self.of(Agreement)

    @property
    def group(self) -> HelpGroup | None:
        """The group in force."""
        return self.of(HelpGroup)

    @property
    def assessment(self) -> Assessment | None:
        """The newest assessment."""
        return self.of(Assessment)

    @property
    def placement(self) -> Placement | None:
        """The newest placement."""
        return self.of(Placement)

    def label(self, table: CodeTableName, code: str | None) -> str:
        """The words of a code."""
        return self.read_context.codes[table].label(code) if code else ""


def value(field: str, subject: Subject) -> Value:
    """The value of a column; a field without a rule of its own is shown as the registration form shows it."""
    special = SPECIAL.get(field)
    if special is not None:
        return special(subject)
    if field in FROM_RECORDS:
        record, part = FROM_RECORDS[field]
        return _shown(part, subject.newest.get(record), subject)
    if field in _CLIENT_FIELDS:
        return _shown(_CLIENT_FIELDS[field], subject.client, subject)
    return _shown(_CASE_FIELDS[field], subject.case, subject) if field in _CASE_FIELDS else None


def _shown(field: Field, owner: object | None, subject: Subject) -> Value:
    held = getattr(owner, field.name) if owner is not None else None
    if held is None or held == ():
        return None
    return held if isinstance(held, date) else field.kind.show(held, subject.read_context)


def _span(start: date | None, end: date | None) -> Value:
    return f"{start.isoformat()} 至 {end.isoformat()}" if start and end else None


def _term(subject: Subject) -> Value:
    case = subject.case
    parts = ((case.term_y, "年"), (case.term_m, "个月"), (case.term_d, "日"))
    return case.term or "".join(f"{length}{unit}" for length, unit in parts if length) or None


def _agreement(subject: Subject) -> Value:
    if subject.agreement and subject.agreement.state is AgreementState.UNABLE:
        return _SIGNED[AgreementState.UNABLE]
    return _SIGNED.get(subject.head.agreement_on(subject.until))


def _agreement_word(subject: Subject) -> Value:
    return _agreement(subject) or NO


def _level(subject: Subject) -> Value:
    return subject.label("level", subject.head.level_on(subject.until) or subject.default_level)


def _placed(subject: Subject) -> Value:
    return _yes_no(subject.placement.placed) if subject.placement else None


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


def _last_contact(subject: Subject) -> Value:
    return max(
        (one.on for one in subject.head.contacts if one.on <= subject.until and one.group != "none"),
        default=None,
    )


def _yes_no(answer: object) -> Value:
    return YES if answer else NO


def _minor(subject: Subject) -> Value:
    age = subject.head.age_on(subject.until)
    return None if age is None else _yes_no(age < subject.full_age)


SPECIAL: dict[str, Callable[[Subject], Value]] = {
    "case_no": lambda subject: subject.case.no,
    "external_no": lambda subject: "、".join(one.number for one in subject.client.outer_numbers),
    "age": lambda subject: subject.head.age_on(subject.until),
    "term": _term,
    "term_span": lambda subject: _span(subject.case.term_start, subject.case.term_end),
    "period": lambda subject: _span(subject.case.period_start, subject.case.period_end),
    "level": _level,
    "agreement": _agreement_word,
    "agreement_on": lambda subject: subject.agreement.signed_on if subject.agreement else None,
    "group": _members,
    "score": lambda subject: subject.assessment.score if subject.assessment else None,
    "assessed_on": lambda subject: subject.assessment.on if subject.assessment else None,
    "placed": _placed,
    "placement_way": _way,
    "placed_from": _placed_from,
    "none_reason": _none_reason,
    "contacts": _help,
    "last_contact": _last_contact,
    "must_escort": lambda subject: _yes_no(subject.head.must_escort),
    "minor_now": _minor,
    "reoffended": lambda _subject: (
        NO
    ),  # whoever is on the books has no new sentence: that ends the case (§3.3)
    "state": lambda subject: state(subject.head.state_on(subject.until)).label,
}
