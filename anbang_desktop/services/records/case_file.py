"""All that is recorded of one case, read once: the rules, the pages and the papers look at this."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from anbang_desktop.domain.guards import OPENING
from anbang_desktop.domain.states import IN_FORCE, AgreementState, State, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.field import Record, Stored
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.search import Search
from anbang_desktop.fields.stage import Stage
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.records.gate import refuse_closed
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries.cases import CaseRecords
from anbang_desktop.storage.reading import Connection

R = TypeVar("R", bound=Record)
_APART = frozenset({"id", "client_id"})  # of the rows, not of the person


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with its person and its records, each list in the order of the days; what was voided is only
    in ``records``.
    """

    client: Client
    case: Case
    stages: tuple[Stage, ...]
    records: Mapping[type[Record], tuple[Record, ...]]
    # its deadlines as they were set (``days_set`` reads them); no part of what was recorded
    set_days: Mapping[str, Any] | None = field(default=None, compare=False)
    # which version of its paper is drawn (``documents/issued``): 2 after the first went out and was wrong
    paper_version: int = field(default=1, compare=False)
    # what was reckoned of it once and is asked for again (``aid/board``); a changed file begins anew
    reckoned: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The records of a class that count."""
        listed = self.records.get(kind)
        return tuple(one for one in self.all_of(kind) if one.voided_at is None) if listed else ()

    def all_of(self, kind: type[R]) -> tuple[R, ...]:
        """The records of a class, voided ones too."""
        return tuple(one for one in self.records.get(kind, ()) if isinstance(one, kind))

    @property
    def verifications(self) -> tuple[Verification, ...]:
        """信息核查."""
        return self.of(Verification)

    @property
    def handovers(self) -> tuple[Handover, ...]:
        """衔接登记."""
        return self.of(Handover)

    @property
    def groups(self) -> tuple[HelpGroup, ...]:
        """安置帮教小组; the last one is in force."""
        return self.of(HelpGroup)

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """评估."""
        return self.of(Assessment)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """走访、谈话、电话."""
        return self.of(Contact)

    @property
    def placements(self) -> tuple[Placement, ...]:
        """安置情况."""
        return self.of(Placement)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """诉求, answered or not."""
        return self.of(Wish)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every version of the agreement, oldest first."""
        return self.of(Agreement)

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """审批意见."""
        return self.of(Approval)

    @property
    def closings(self) -> tuple[Closing, ...]:
        """期满解除审批表."""
        return self.of(Closing)

    @property
    def searches(self) -> tuple[Search, ...]:
        """查找记录."""
        return self.of(Search)

    @property
    def whereabouts(self) -> Whereabouts | None:
        """Where the person is since when; None: never said."""
        return next(reversed(self.of(Whereabouts)), None)

    @property
    def escort_plan(self) -> EscortPlan | None:
        """How the person is fetched; the newest counts."""
        return next(reversed(self.of(EscortPlan)), None)

    @property
    def must_escort(self) -> bool:
        """必接必送: as the plan says, before there is one as the verification suggests."""
        if self.escort_plan is not None:
            return self.escort_plan.must_escort
        return bool(self.verifications and self.verifications[-1].suggest_escort)

    @property
    def file_items(self) -> tuple[FileItem, ...]:
        """What was put into the file by hand, in the order in which it came."""
        return tuple(sorted(self.of(FileItem), key=lambda item: item.id))

    @property
    def case_id(self) -> int:
        """The id of the case row."""
        return self.case.id

    @property
    def no(self) -> str:
        """The case number."""
        return self.case.no

    @property
    def state(self) -> str:
        """The state in force now, e.g. S10_NOTICE."""
        return self.case.state

    @property
    def opened_on(self) -> date | None:
        """建账: the day on which the books were opened with this person on them; None: came since."""
        return self.stages[0].on if self.case.source == OPENING and self.stages else None

    def at_opening(self, record: Record) -> bool:
        """Whether a record says what was known when the books were opened, and nobody saw it happen here."""
        return self.opened_on is not None and record.entered_at == self.case.entered_at

    @property
    def values(self) -> dict[str, object]:
        """Person and case by the identifiers of domain.md, for what shows or compares every datum alike."""
        both = {**values_of(self.client), **values_of(self.case)}
        return {name: value for name, value in both.items() if name not in _APART}

    def entered(self, wanted: State) -> date | None:
        """The day on which the case first came into that state."""
        return next((stage.on for stage in self.stages if stage.state == wanted), None)

    @property
    def termination(self) -> Stage | None:
        """The step by which help ended otherwise than by its period (S86); None: it didn't."""
        return next((one for one in reversed(self.stages) if one.state == State.S86_TERMINATED), None)

    @property
    def came_to(self) -> str:
        """The state, and of an archived case the one in which its way ended: a shelf asks for no paper."""
        return next(
            (one.state for one in reversed(self.stages) if one.state != State.S90_ARCHIVED), self.state
        )

    def of_this_round(self, record: Record) -> bool:
        """A record was made since the case last ended or went back to an earlier state; what an earlier round
        ended with (an approval, a closing assessment) is used up.
        """
        pairs = zip(self.stages, self.stages[1:], strict=False)
        turns = [now for before, now in pairs if state(now.state).ended or _place(now) < _place(before)]
        return not turns or record.entered_at >= turns[-1].entered_at

    @property
    def agreement_state(self) -> str:
        """Of the version in force (SIGNED, REFUSED, UNABLE), else of the newest (DRAFT, PRINTED, ENDED), else
        NONE.
        """
        states = [one.state for one in self.agreements]
        in_force = [one for one in states if one in IN_FORCE]
        return (in_force or states or [AgreementState.NONE])[-1]

    @property
    def members(self) -> tuple[Member, ...]:
        """The members of the group in force who have not left."""
        listed = self.groups[-1].members if self.groups else ()
        return tuple(one for one in listed if one.left is None)

    def with_stored(self, stored: Stored) -> "CaseFile":
        """The file with one row in its new state, or added to it."""
        match stored:
            case Client():
                return replace(self, client=stored)
            case Case():
                return replace(self, case=stored)
            case Stage():
                stages = [*(one for one in self.stages if one.id != stored.id), stored]
                return replace(self, stages=tuple(sorted(stages, key=lambda one: (one.on, one.id))))
            case Record():
                kind = type(stored)
                kept = [*(one for one in self.records.get(kind, ()) if one.id != stored.id), stored]
                ordered = tuple(sorted(kept, key=lambda one: (one.on, one.id)))
                return replace(self, records={**self.records, kind: ordered})
            case _:
                raise TypeError(type(stored))


def _place(stage: Stage) -> int:
    return list(State).index(state(stage.state))


def values_of(stored: Stored) -> dict[str, object]:
    """The attributes of a record by identifier."""
    kind: Any = type(stored)
    return {name: getattr(stored, name) for name in _names(kind)}


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def of_case(connection: Connection, case: Case) -> CaseFile:
    """Everything recorded of a case row. A case that has ended keeps the person as of then."""
    return _file(connection, query.read_case(connection, case))


def of_cases(connection: Connection, case_ids: list[int]) -> list[CaseFile]:
    """Everything recorded of many cases, in the order of their ids."""
    return [_file(connection, one) for one in query.read_cases(connection, case_ids)]


def _file(connection: Connection, found: CaseRecords) -> CaseFile:
    kept = query.snapshot(connection, found.case.id) if state(found.case.state).ended else None
    return CaseFile(kept or found.client, found.case, found.stages, found.records, found.days)


def by_no(connection: Connection, no: str) -> CaseFile:
    """Everything recorded of the case of that number; UserError when there is none, ``gate.Closed`` where it
    is withheld.
    """
    case = query.case_by_no(connection, no.strip())
    if case is None:
        raise UserError(f"没有编号为“{no.strip()}”的档案。", "请核对档案编号，或用姓名查找。", field="no")
    refuse_closed(connection, case.id, case.no)
    return of_case(connection, case)


def by_id(connection: Connection, case_id: int) -> CaseFile:
    """Everything recorded of the case of that id."""
    return of_case(connection, query.case_by_id(connection, case_id))
