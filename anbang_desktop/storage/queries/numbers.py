"""Every case as a counted head: the dated facts of a period, read in a dozen passes over the tables; and
whole records of those who are listed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Select, bindparam, func, select

from anbang_desktop.domain.guards import OPENING
from anbang_desktop.domain.head import Agreed, Asked, Decided, Head, Placed, Seen, Stage, counted
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.states import NOT_SIGNED, AgreementState
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.verification import Verification
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.cases import person_of
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.shapes import CASES, CLIENTS, RECORDS, Reader
from anbang_desktop.storage.tables_cards import case_cards

Fact = TypeVar("Fact")
R = TypeVar("R", bound=Record)
_PERSON, _CASE = names(Client), names(Case)
_OF_PERSON = tuple(
    map(
        name_of,
        (
            _PERSON.sex,
            _PERSON.employment,
            _PERSON.schooling,
            _PERSON.three_none,
            _PERSON.split_residence,
            _PERSON.disability_kind,
        ),
    )
)
_OF_CASE = tuple(map(name_of, (_CASE.recidivist, _CASE.special_case, _CASE.contact_state)))
_FACTS = (*_OF_PERSON, *_OF_CASE)
_CASES, _CLIENTS = Reader(CASES, "id", ("id",)), Reader(CLIENTS, "id", ("id",))
_BY_ID = {kind: Reader(shape, "id", ("id",)) for kind, shape in RECORDS.items()}
_KEPT = tables.person_snapshots.c


class Listed(NamedTuple):
    """Person and case of a line of the roster."""

    client: Client
    case: Case


def heads(
    connection: Connection, period: Period, contact_groups: Mapping[str, str], reasons: Callable[[str], str]
) -> list[Head]:
    """All cases in the order of their numbers, with what is needed to count ``period``.

    ``contact_groups``: contact type → group; ``reasons``: a stage's cause, or the words of its reason
    where it has none → code of closure_reason.
    """
    stages = _by_case(
        connection,
        _stages(),
        lambda on, state, cause, reason: Stage(on, state, reasons(cause or reason or "")),
    )
    group, decision, agreed = names(HelpGroup), names(Assessment), names(Agreement)
    placed, asked = names(Placement), names(Verification)
    groups = _records(connection, HelpGroup, (group.formed_on,), lambda on, formed: formed or on)
    contacts = _contacts(connection, period, contact_groups)
    levels = _records(
        connection, Assessment, (decision.decided, decision.effective_on, decision.meeting_on), _decided
    )
    agreements = _records(
        connection,
        Agreement,
        (agreed.state, agreed.signed_on, agreed.refused_on, agreed.ended_on),
        _agreed,
    )
    placements = _records(
        connection,
        Placement,
        (placed.placed, placed.placed_from),
        lambda on, is_placed, since: Placed(since or on, bool(is_placed)),
    )
    verifications = _records(
        connection, Verification, (asked.due_on, asked.replied_on), lambda _on, *days: Asked(*days)
    )
    escorts = _escorts(connection)
    return [
        replace(
            head,
            stages=counted(stages[head.id]),
            opened_on=_opened(head, stages[head.id]),
            must_escort=head.id in escorts,
            groups=groups[head.id],
            contacts=contacts[head.id],
            levels=[one for one in levels[head.id] if one],
            agreements=agreements[head.id],
            placements=placements[head.id],
            verifications=verifications[head.id],
        )
        for head in _heads(connection)
    ]


def _heads(connection: Connection) -> Iterator[Head]:
    """What person and case say; a closed case of somebody who came back says what it said when it ended."""
    cases, clients = tables.cases.c, tables.clients.c
    facts = (*(clients[name] for name in _OF_PERSON), *(cases[name] for name in _OF_CASE))
    told = (
        cases.id,
        cases.source,
        cases.release_type,
        cases.release_date,
        cases.period_start,
        cases.period_end,
    )
    handed = (cases.level, cases.handover_date, cases.handover_mode, clients.birth_date)
    wanted = (
        select(*told, *handed, *facts)
        .join_from(tables.cases, tables.clients, clients.id == cases.client_id)
        .order_by(cases.no, cases.id)
    )
    kept = _came_back(connection)
    for row in connection.execute(wanted):
        case_id, source, kind, released, since, until, level, handed_on, handed_how, born, *values = row
        then = kept.get(case_id)
        known = dict(zip(_FACTS, values, strict=True))
        yield Head(
            id=case_id,
            source=source,
            stages=(),
            release_type=kind or "",
            release_date=released,
            birth_date=then.birth_date if then else born,
            period_start=since,
            period_end=until,
            level=level or "",
            handover_date=handed_on,
            handover_mode=handed_how or "",
            facts=known | {name: getattr(then, name) for name in _OF_PERSON} if then else known,
        )


def _opened(head: Head, stages: Sequence[Stage]) -> date | None:
    """The day of 建账, for whom the books began with."""
    return stages[0].on if head.source == OPENING and stages else None


def _came_back(connection: Connection) -> dict[int, Client]:
    """The person as of the end of a case, of those who have another case now."""
    cases = tables.cases.c
    again = select(cases.client_id).group_by(cases.client_id).having(func.count() > 1)
    wanted = select(_KEPT.case_id, _KEPT.person).join(tables.cases, cases.id == _KEPT.case_id)
    rows = connection.execute(wanted.where(cases.client_id.in_(again)))
    return {case_id: person_of(person) for case_id, person in rows}


def _stages() -> Select[Any]:
    table = tables.stages.c
    return select(table.case_id, table.on, table.state, table.cause, table.reason).order_by(
        table.case_id, table.on, table.id
    )


def _records(
    connection: Connection,
    record: type[Record],
    attributes: tuple[object, ...],
    make: Callable[..., Fact],
) -> defaultdict[int, list[Fact]]:
    """What counts of one kind: ``make`` takes the day of the record and the attributes."""
    table = RECORDS[record].table.c
    chosen = select(table.case_id, table.on, *(table[name_of(one)] for one in attributes))
    counting = chosen.where(table.voided_at.is_(None)).order_by(table.case_id, table.on, table.id)
    return _by_case(connection, counting, make)


def _by_case(
    connection: Connection, query: Select[Any], make: Callable[..., Fact]
) -> defaultdict[int, list[Fact]]:
    made: defaultdict[int, list[Fact]] = defaultdict(list)
    for case_id, *values in connection.execute(query):
        made[case_id].append(make(*values))
    return made


def _decided(on: date, decided: str | None, effective: date | None, meeting: date | None) -> Decided | None:
    return Decided(effective or on, decided, meeting or on) if decided else None


def _agreed(on: date, now: str, signed: date | None, refused: date | None, ended: date | None) -> Agreed:
    """Of an agreement that a roster only calls signed, or refused, the day is that of the opening."""
    if signed is None and now == AgreementState.SIGNED:
        signed = on
    if refused is None and now in NOT_SIGNED:
        refused = on
    return Agreed(signed, refused, ended)


def _contacts(
    connection: Connection, period: Period, groups: Mapping[str, str]
) -> defaultdict[int, list[Seen]]:
    """The contacts of the period, and before them only the last one that met anybody: more is not needed
    and there are many.
    """
    table, contact = RECORDS[Contact].table.c, names(Contact)
    kind, met = table[name_of(contact.contact_type)], table[name_of(contact.met)]
    meeting = [one for one, group in groups.items() if group != "none"]
    last = (
        select(table.case_id, func.max(table.on))
        .where(table.on < period.start, kind.in_(meeting), table.voided_at.is_(None))
        .group_by(table.case_id)
    )
    made = _by_case(connection, last, lambda on: Seen(_date(on), groups[meeting[0]]))
    inside = select(table.case_id, table.on, kind, met).where(
        table.on.between(period.start, period.end), table.voided_at.is_(None)
    )
    for case_id, on, how, whom in connection.execute(inside.order_by(table.on, table.id)):
        made[case_id].append(Seen(on, "none" if whom == "NOBODY" else groups.get(how, "")))
    return made


def _escorts(connection: Connection) -> set[int]:
    """Cases that must be fetched: the hand-over says so, or else the verification."""
    said: dict[int, bool] = {}
    for record, attribute in (
        (Verification, names(Verification).suggest_escort),
        (Handover, names(Handover).must_escort),
    ):
        for case_id, answers in _records(connection, record, (attribute,), lambda _on, must: must).items():
            answered = [answer for answer in answers if answer is not None]
            said |= {case_id: answered[-1]} if answered else {}
    return {case_id for case_id, must in said.items() if must}


def _date(value: object) -> date:
    """SQLite forgets the type of max(): a text stays a text."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def roster(connection: Connection, case_ids: Sequence[int]) -> dict[int, Listed]:
    """Person and case of those ids; a case that has ended keeps the person as of then."""
    made: dict[int, Listed] = {}
    for part in portions(case_ids):
        cases = _CASES.read_many(connection, part)
        owners = sorted({case.client_id for case in cases})
        people = {one.id: one for one in _CLIENTS.read_many(connection, owners)}
        kept = _kept(connection, part)
        made |= {case.id: Listed(kept.get(case.id, people[case.client_id]), case) for case in cases}
    return made


def _kept(connection: Connection, case_ids: Sequence[int]) -> dict[int, Client]:
    wanted = select(_KEPT.case_id, _KEPT.person).where(_KEPT.case_id.in_(case_ids))
    return {case_id: person_of(person) for case_id, person in connection.execute(wanted)}


def newest(connection: Connection, kind: type[R], case_ids: Sequence[int], until: date) -> dict[int, R]:
    """The newest record of a kind that counts for each of those cases, on or before a day."""
    table = RECORDS[kind].table.c
    wanted = (
        select(table.case_id, table.id)
        .where(table.case_id.in_(bindparam("cases", expanding=True)))
        .where(table.on <= until, table.voided_at.is_(None))
        .order_by(table.on, table.id)
    )
    last: dict[int, int] = {}
    for part in portions(case_ids):
        last |= {row.case_id: row.id for row in connection.execute(wanted, {"cases": part})}
    found = (one for part in portions(last.values()) for one in _BY_ID[kind].read_many(connection, part))
    return {one.case_id: one for one in found}


def names_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str]:
    """The names of those cases."""
    cards = case_cards.c
    found: dict[int, str] = {}
    for part in portions(case_ids):
        rows = connection.execute(select(cards.case_id, cards.name).where(cards.case_id.in_(part)))
        found |= {row.case_id: row.name for row in rows}
    return found
