"""What a line of 照录 can hold: every datum of the registration form, of the newest record of each kind
(``placement.way``), and what the case says of itself; each with how sensitive it is and where it is filled
in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.copying import CopyDatum
from anbang_desktop.domain.day_text import span_words
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.roster_values import spell_term
from anbang_desktop.domain.states import AgreementState, state
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, REGISTRATION, Case, Client
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import SPECIAL, Field, Record, fields_of, name_of, names
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.kinds import (
    NO,
    YES,
    Count,
    Day,
    IdNumber,
    Moment,
    Text,
    YesNo,
    table_of,
)
from anbang_desktop.fields.reoffence import REOFFENCE, ReOffence
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS

Read = Callable[[Desk, CaseFile], object]
_TEXT, _DAY, _ANSWER = Text(), Day(), YesNo()
_SEEN_AS = {AgreementState.SIGNED: YES, AgreementState.REFUSED: "拒签", AgreementState.UNABLE: "无法签"}
_OTHER_ID = name_of(names(Client).id_other_no)


@dataclass(frozen=True, slots=True)
class CopySource:
    """Where a datum comes from. ``fill`` is the datum of the registration form in which it is entered; empty
    where a record says it: then ``section`` of the person page is where to look.
    """

    field: Field
    section: PersonSection
    read: Read
    fill: str = ""

    @property
    def covered(self) -> bool:
        """Whether it lies under a cover: identity numbers, and what is specially sensitive."""
        kind = self.field.kind
        return isinstance(kind, IdNumber) or self.field.name == _OTHER_ID or self.field.privacy >= SPECIAL

    @property
    def table(self) -> CodeTableName | None:
        """Its code table."""
        return table_of(self.field.kind)


def datum_of(source: CopySource) -> CopyDatum:
    """What the reading of a system's file must know of it."""
    kind = source.field.kind
    return CopyDatum(source.table or "", isinstance(kind, Day | Moment), isinstance(kind, YesNo))


@cache
def sources() -> Mapping[str, CopySource]:
    """Every datum by the name that a system's file gives it."""
    return dict((*_of_form(), *_of_records(), *_of_case()))


@cache
def data() -> Mapping[str, CopyDatum]:
    """The same as the reading of a file wants it."""
    return {name: datum_of(source) for name, source in sources().items()}


def _of_form() -> Iterator[tuple[str, CopySource]]:
    filled = {field.name for field in REGISTRATION.fields}
    for field in (*CLIENT_FIELDS, *CASE_FIELDS):
        fill = field.name if field.name in filled else ""
        read = partial(_of_values, field.name)
        yield field.name, CopySource(field, PersonSection.REGISTRATION, read, fill)


def _of_values(name: str, _desk: Desk, about: CaseFile) -> object:
    return about.values.get(name)


def _of_records() -> Iterator[tuple[str, CopySource]]:
    for kind in KINDS:
        if kind.fields is REGISTRATION:
            continue
        for field in fields_of(kind.fields.record):
            read = partial(_of_newest, kind.fields.record, field.name)
            yield f"{kind.name}.{field.name}", CopySource(field, kind.section, read)


def _of_newest(record: type[Record], name: str, _desk: Desk, about: CaseFile) -> object:
    newest = about.of(record)
    return getattr(newest[-1], name) if newest else None


# ---- what the case says of itself


def _of_case() -> Iterator[tuple[str, CopySource]]:
    """Names that stand for the same on a county's roster (``reports/values``)."""
    here = {kind.fields: kind.section for kind in KINDS}
    ends = PersonSection.REGISTRATION
    level = REGISTRATION.field(names(Case).level)
    term = REGISTRATION.field(names(Case).term)
    for name, label, privacy, kind, section, read in (
        ("case_no", "档案编号", 1, _TEXT, ends, _no),
        ("office", "司法所", 1, _TEXT, ends, _office),
        ("age", "年龄", 2, Count("岁"), ends, _age),
        ("state", "状态", 2, _TEXT, PersonSection.STEP, _state),
        ("term_span", "刑期起止", 3, _TEXT, ends, _term_span),
        ("period", "帮教起止", 1, _TEXT, ends, _period),
        ("agreement", "协议", 1, _TEXT, here[AGREEMENT], _agreement),
        ("agreement_on", "签订日期", 1, _DAY, here[AGREEMENT], _signed_on),
        ("group", "帮教小组", 2, _TEXT, here[GROUP], _members),
        ("contacts", "帮教情况", 2, _TEXT, here[CONTACT], _contacts),
        ("last_contact", "最近走访", 1, _DAY, here[CONTACT], _last_contact),
        ("reoffended", "是否重新犯罪", 3, _ANSWER, here[REOFFENCE], _reoffended),
    ):
        yield name, CopySource(Field(name, label, kind, privacy=privacy), section, read)
    yield level.name, CopySource(level, here[GROUP], _level)
    yield term.name, CopySource(term, ends, _term, term.name)


def _no(_desk: Desk, about: CaseFile) -> object:
    return about.no


def _office(desk: Desk, _about: CaseFile) -> object:
    return desk.office.name


def _state(_desk: Desk, about: CaseFile) -> object:
    return state(about.state).label


def _age(desk: Desk, about: CaseFile) -> object:
    return age_on(about.client.birth_date, desk.today) if about.client.birth_date else None


def _level(desk: Desk, about: CaseFile) -> object:
    return about.case.level or desk.pack.level(None).code


def _term(_desk: Desk, about: CaseFile) -> object:
    case = about.case
    return case.term or spell_term(case.term_y, case.term_m, case.term_d) or None


def _term_span(_desk: Desk, about: CaseFile) -> object:
    return span_words(about.case.term_start, about.case.term_end) or None


def _period(_desk: Desk, about: CaseFile) -> object:
    return span_words(about.case.period_start, about.case.period_end) or None


def _agreement(_desk: Desk, about: CaseFile) -> object:
    return _SEEN_AS.get(AgreementState(about.agreement_state), NO)


def _signed_on(_desk: Desk, about: CaseFile) -> object:
    days = [one.signed_on for one in about.agreements if one.signed_on]
    return days[-1] if days else None


def _members(_desk: Desk, about: CaseFile) -> object:
    return "、".join(one.name for one in about.members) or None


def _met(desk: Desk, about: CaseFile) -> list[object]:
    groups = {item.code: item.group for item in desk.codes["contact_type"].items}
    return [
        one.on for one in about.contacts if groups.get(one.contact_type) != "none" and one.met != "NOBODY"
    ]


def _contacts(desk: Desk, about: CaseFile) -> object:
    days = _met(desk, about)
    return f"已走访谈话 {len(days)} 次，最近一次 {days[-1]}" if days else None


def _last_contact(desk: Desk, about: CaseFile) -> object:
    days = _met(desk, about)
    return days[-1] if days else None


def _reoffended(_desk: Desk, about: CaseFile) -> object:
    return bool(about.of(ReOffence))
