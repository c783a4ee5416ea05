"""Every case as a counted head: the dated facts of a period, one case after the other, of the tables and
columns that are asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from anbang_desktop.domain.guards import OPENING
from anbang_desktop.domain.head import (
    Agreed,
    Asked,
    Decided,
    Done,
    Head,
    Placed,
    Seen,
    Spell,
    Stage,
    counted,
)
from anbang_desktop.domain.named_sets import EVERYTHING, Part, Reads
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.domain.states import NOT_SIGNED, AgreementState
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.approval import SEALING, Approval
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.happening import Happening
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.reoffence import ReOffence
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.fields.wish import Wish
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.cases import person_of
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS
from anbang_desktop.storage.tables_cards import case_cards

_CASES, _CLIENTS, _STAGES = tables.cases.c, tables.clients.c, tables.stages.c
_KEPT = tables.person_snapshots.c
_FACTS: Mapping[str, ColumnElement[Any]] = {
    name: _CLIENTS[name] if name in _CLIENTS else _CASES[name] for name in sorted(EVERYTHING.facts)
}
_OF_PERSON = frozenset(name for name in _FACTS if name in _CLIENTS)
_GROUP, _DECISION, _AGREED = names(HelpGroup), names(Assessment), names(Agreement)
_PLACED, _ASKED, _WISHED = names(Placement), names(Verification), names(Wish)
_MEASURE, _RELIEF, _STAY = names(HelpMeasure), names(ReliefApplication), names(BaseStay)
_DUAL, _WHERE, _JUDGED, _HAPPENED = (
    names(DualListing),
    names(Whereabouts),
    names(ReOffence),
    names(Happening),
)
_APPROVED = names(Approval)
DONE, APPROVED, HONOUR, NOBODY = "DONE", "APPROVED", "HONOUR", "NOBODY"  # of the code tables


def heads(
    connection: Connection,
    period: Period,
    contact_groups: Mapping[str, str],
    reasons: Callable[[str], str],
    reads: Reads = EVERYTHING,
) -> Iterator[Head]:
    """All cases in the order of their registration, with what is needed to count ``period`` and no more.

    ``contact_groups``: contact type → group; ``reasons``: a stage's cause, or the words of its reason
    where it has none → code of closure_reason.
    """
    facts = tuple(sorted(reads.facts))
    of = {part: _reader(connection, part, period, contact_groups) for part in sorted(reads.parts)}
    stages = _Ahead(_STAGE.stream(connection))
    known_reasons = _Reasons(reasons)
    person = _came_back(connection)
    for row in _heads_of(facts).stream(connection):
        case_id, source, kind, released, since, until, level, handed_on, handed_how, filed, born, *values = (
            row
        )
        told = [
            Stage(on, state, known_reasons[cause or reason or ""])
            for _case, on, state, cause, reason in stages.of(case_id)
        ]
        known = dict(zip(facts, values, strict=True))
        then = person.get(case_id)
        if then is not None:  # a closed case of somebody who came back says what it said when it ended
            born = then.birth_date
            known |= {name: getattr(then, name) for name in facts if name in _OF_PERSON}
        yield Head(
            id=case_id,
            source=source,
            stages=counted(told) if len(told) > 1 else told,
            release_type=kind or "",
            release_date=released,
            birth_date=born,
            period_start=since,
            period_end=until,
            level=level or "",
            handover_date=handed_on,
            handover_mode=handed_how or "",
            filed_on=filed,
            facts=known,
            opened_on=told[0].on if source == OPENING and told else None,  # the day of 建账
            must_escort=bool(of["escorts"](case_id)) if "escorts" in of else False,
            **{part: read(case_id) for part, read in of.items() if part != "escorts"},
        )


class _Reasons(dict[str, str]):
    """The code of each cause or reason that was met: there are few."""

    def __init__(self, reasons: Callable[[str], str]) -> None:
        super().__init__()
        self._reasons = reasons

    def __missing__(self, words: str) -> str:
        """Find it and keep it."""
        made = self[words] = self._reasons(words)
        return made


@cache
def _heads_of(facts: tuple[str, ...]) -> Question:
    """What person and case say."""
    told = (
        _CASES.id,
        _CASES.source,
        _CASES.release_type,
        _CASES.release_date,
        _CASES.period_start,
        _CASES.period_end,
    )
    handed = (
        _CASES.level,
        _CASES.handover_date,
        _CASES.handover_mode,
        _CASES.file_opened_on,
        _CLIENTS.birth_date,
    )
    wanted = select(*told, *handed, *(_FACTS[name] for name in facts))
    return Question(
        wanted.join_from(tables.cases, tables.clients, _CLIENTS.id == _CASES.client_id).order_by(_CASES.id)
    )


_STAGE = Question(
    select(_STAGES.case_id, _STAGES.on, _STAGES.state, _STAGES.cause, _STAGES.reason).order_by(
        _STAGES.case_id, _STAGES.on, _STAGES.id
    )
)


def _came_back(connection: Connection) -> dict[int, Client]:
    """The person as of the end of a case, of those who have another case now."""
    again = select(_CASES.client_id).group_by(_CASES.client_id).having(func.count() > 1)
    wanted = select(_KEPT.case_id, _KEPT.person).join(tables.cases, _CASES.id == _KEPT.case_id)
    rows = connection.execute(wanted.where(_CASES.client_id.in_(again)))
    return {case_id: person_of(person) for case_id, person in rows}


# -- what was recorded of a case -----------------------------------------------------------------------------

Rows = list[Sequence[Any]]
_OfCase = tuple[float, Iterator[Sequence[Any]]]


class _Ahead:
    """Rows in the order of their cases, given out case by case: no more is held than those of the next
    case.
    """

    __slots__ = ("_case", "_found", "_groups")

    def __init__(self, rows: Iterator[Sequence[Any]]) -> None:
        self._groups: Iterator[_OfCase] = groupby(rows, itemgetter(0))
        self._case, self._found = next(self._groups, _NO_MORE)

    def of(self, case_id: int) -> Rows:
        """The rows of that case; each case is asked for once, in order."""
        while self._case < case_id:
            self._case, self._found = next(self._groups, _NO_MORE)
        return list(self._found) if self._case == case_id else []


_NO_MORE: _OfCase = (inf, iter(()))


def _of(record: type[Record], *attributes: object, where: ColumnElement[bool] | None = None) -> Question:
    """What counts of one kind: case, day, attributes; in the order of cases and days."""
    table = RECORDS[record].table.c
    chosen = select(table.case_id, table.on, *(table[name_of(one)] for one in attributes))
    counting = chosen.where(table.voided_at.is_(None)).order_by(table.case_id, table.on, table.id)
    return Question(counting if where is None else counting.where(where))


def _column(record: type[Record], attribute: object) -> ColumnElement[Any]:
    column: ColumnElement[Any] = RECORDS[record].table.c[name_of(attribute)]
    return column


_QUESTIONS: Mapping[Part, Question] = {
    "groups": _of(HelpGroup, _GROUP.formed_on),
    "levels": _of(Assessment, _DECISION.decided, _DECISION.effective_on, _DECISION.meeting_on),
    "agreements": _of(Agreement, _AGREED.state, _AGREED.signed_on, _AGREED.refused_on, _AGREED.ended_on),
    "placements": _of(Placement, _PLACED.placed, _PLACED.placed_from, _PLACED.way, _PLACED.none_reason),
    "verifications": _of(Verification, _ASKED.due_on, _ASKED.replied_on, _ASKED.received_on),
    "wishes": _of(Wish, _WISHED.raised_on, _WISHED.answered_on),
    "stays": _of(BaseStay, _STAY.in_on, _STAY.out_on),
    "duals": _of(DualListing, _DUAL.begun_on, _DUAL.ended_on, _DUAL.role),
    "whereabouts": _of(Whereabouts, _WHERE.since, _WHERE.state),
    "reoffences": _of(ReOffence, _JUDGED.judged_on),
    "sealings": _of(
        Approval,
        _APPROVED.decided_on,
        _APPROVED.granted,
        where=_column(Approval, _APPROVED.matter) == SEALING,
    ),
    "honours": _of(Happening, _HAPPENED.happened_on, where=_column(Happening, _HAPPENED.kind) == HONOUR),
    "measures": _of(
        HelpMeasure, _MEASURE.ended_on, _MEASURE.help, where=_column(HelpMeasure, _MEASURE.state) == DONE
    ),
    "reliefs": _of(
        ReliefApplication,
        _RELIEF.decided_on,
        _RELIEF.kind,
        where=_column(ReliefApplication, _RELIEF.decision) == APPROVED,
    ),
}


def plan(connection: Connection, part: Part) -> list[str]:
    """How the database finds the rows of a part, in its own words."""
    return _QUESTIONS[part].explain(connection)


def _decided(rows: Rows) -> list[Decided]:
    return [
        Decided(effective or on, decided, meeting or on)
        for _case, on, decided, effective, meeting in rows
        if decided
    ]


def _agreements(rows: Rows) -> list[Agreed]:
    """Of an agreement that a roster only calls signed, or refused, the day is that of the opening."""
    return [
        Agreed(
            signed or (on if now == AgreementState.SIGNED else None),
            refused or (on if now in NOT_SIGNED else None),
            ended,
        )
        for _case, on, now, signed, refused, ended in rows
    ]


_MAKE: Mapping[Part, Callable[[Rows], object]] = {
    "groups": lambda rows: [formed or on for _case, on, formed in rows],
    "levels": _decided,
    "agreements": _agreements,
    "placements": lambda rows: [
        Placed(since or on, bool(placed), way or "", why or "") for _case, on, placed, since, way, why in rows
    ],
    "verifications": lambda rows: [Asked(*days) for _case, _on, *days in rows],
    "wishes": lambda rows: [Spell(raised or on, answered) for _case, on, raised, answered in rows],
    "stays": lambda rows: [Spell(since or on, until) for _case, on, since, until in rows],
    "duals": lambda rows: [Spell(since or on, until, role) for _case, on, since, until, role in rows],
    "whereabouts": lambda rows: sorted(Done(since or on, state) for _case, on, since, state in rows),
    "reoffences": lambda rows: [judged or on for _case, on, judged in rows],
    "sealings": lambda rows: sorted(
        (Done(on, Sealing.SEALED if granted else Sealing.OPEN) for _case, _on, on, granted in rows),
        key=itemgetter(0),
    ),
    "honours": lambda rows: [happened or on for _case, on, happened in rows],
    "measures": lambda rows: [Done(ended or on, kind) for _case, on, ended, kind in rows],
    "reliefs": lambda rows: [Done(decided or on, kind) for _case, on, decided, kind in rows],
}
_OF_CASE = Callable[[int], Any]


def _reader(connection: Connection, part: Part, period: Period, groups: Mapping[str, str]) -> _OF_CASE:
    if part == "contacts":
        return _contacts(connection, period, groups)
    if part == "escorts":
        return _escorts(connection)
    rows, make = _Ahead(_QUESTIONS[part].stream(connection)), _MAKE[part]

    def read(case_id: int) -> object:
        found = rows.of(case_id)
        return make(found) if found else ()

    return read


_TOLD, _MET = _column(Contact, names(Contact).contact_type), _column(Contact, names(Contact).met)
_CONTACT = RECORDS[Contact].table.c
_INSIDE = Question(
    select(_CONTACT.case_id, _CONTACT.on, _TOLD, _MET)
    .where(_CONTACT.on.between(bindparam("start"), bindparam("end")), _CONTACT.voided_at.is_(None))
    .order_by(_CONTACT.case_id, _CONTACT.on, _CONTACT.id)
)
_BEFORE = Question(
    select(
        _CASES.id,
        select(_CONTACT.on)
        .where(
            _CONTACT.case_id == _CASES.id,
            _CONTACT.on < bindparam("start"),
            _TOLD.in_(bindparam("meeting", expanding=True)),
            func.coalesce(_MET, "") != NOBODY,
            _CONTACT.voided_at.is_(None),
        )
        .order_by(_CONTACT.on.desc())
        .limit(1)
        .correlate(tables.cases)
        .scalar_subquery()
        .label("met_on"),
    ).order_by(_CASES.id)
)


def _contacts(connection: Connection, period: Period, groups: Mapping[str, str]) -> _OF_CASE:
    """The contacts of the period, and before them only the last one that met anybody: more is not needed
    and there are many.
    """
    meeting = [one for one, group in groups.items() if group != "none"]
    earlier = _Ahead(_BEFORE.stream(connection, start=period.start, meeting=meeting))
    inside = _Ahead(_INSIDE.stream(connection, start=period.start, end=period.end))

    def read(case_id: int) -> Sequence[Seen]:
        made = [Seen(on, groups[meeting[0]]) for _case, on in earlier.of(case_id) if on is not None]
        return made + [
            Seen(on, "none" if whom == NOBODY else groups.get(how, ""), how or "")
            for _case, on, how, whom in inside.of(case_id)
        ]

    return read


_MUST = (_of(Verification, _ASKED.suggest_escort), _of(Handover, names(Handover).must_escort))


def _escorts(connection: Connection) -> _OF_CASE:
    """Whether somebody must be fetched: the hand-over says so, or else the verification."""
    said: dict[int, bool] = {}
    for question in _MUST:
        for case_id, rows in groupby(question.stream(connection), itemgetter(0)):
            answered = [must for _case, _on, must in rows if must is not None]
            if answered:
                said[case_id] = answered[-1]
    must = {case_id for case_id, answer in said.items() if answer}
    return lambda case_id: case_id in must


def names_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str]:
    """The names of those cases."""
    cards = case_cards.c
    found: dict[int, str] = {}
    for part in portions(case_ids):
        rows = connection.execute(select(cards.case_id, cards.name).where(cards.case_id.in_(part)))
        found |= {row.case_id: row.name for row in rows}
    return found
