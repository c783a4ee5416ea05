"""All that is recorded of one case, read once: the rules, the pages and the papers look at this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.states import IN_FORCE, AgreementState, State
from anbang_desktop.errors import UserError
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection, Row


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with its person and its records, each list in the order of the days."""

    client: Row
    case: Row
    stages: Sequence[Row]
    verifications: Sequence[Row]
    handovers: Sequence[Row]
    groups: Sequence[Row]
    assessments: Sequence[Row]
    contacts: Sequence[Row]
    placements: Sequence[Row]
    agreements: Sequence[Row]
    file_items: Sequence[Row]

    @property
    def case_id(self) -> int:
        """The id of the case row."""
        return int(str(self.case["id"]))

    @property
    def no(self) -> str:
        """The case number."""
        return str(self.case["no"])

    @property
    def state(self) -> str:
        """The state in force now, e.g. S10_NOTICE."""
        return str(self.case["state"])

    @property
    def values(self) -> dict[str, object]:
        """Person and case by the identifiers of domain.md."""
        both = {**self.client, **self.case}
        return {name: value for name, value in both.items() if name not in ("id", "client_id")}

    def entered(self, state: State) -> date | None:
        """The day on which the case first came into that state."""
        days = [stage["on"] for stage in self.stages if stage["state"] == state]
        return days[0] if days and isinstance(days[0], date) else None

    @property
    def agreement_state(self) -> str:
        """Of the version in force (SIGNED, REFUSED, UNABLE), else of the newest (DRAFT, PRINTED, ENDED),
        else NONE.
        """
        states = [str(row["state"]) for row in self.agreements]
        in_force = [state for state in states if state in IN_FORCE]
        return (in_force or states or [AgreementState.NONE])[-1]

    @property
    def members(self) -> list[Row]:
        """The members of the group in force."""
        listed = self.groups[-1]["members"] if self.groups else None
        return (
            [row for row in listed if isinstance(row, dict) and not row.get("left")]
            if isinstance(listed, list)
            else []
        )


def of_case(connection: Connection, case: Row) -> CaseFile:
    """Everything recorded of a case row."""
    case_id = int(str(case["id"]))

    def of(kind: str) -> list[Row]:
        return query.records(connection, kind, case_id)

    return CaseFile(
        client=query.client_by_id(connection, int(str(case["client_id"]))),
        case=case,
        stages=query.stages(connection, case_id),
        verifications=of("verification"),
        handovers=of("handover"),
        groups=of("group"),
        assessments=of("assessment"),
        contacts=of("contact"),
        placements=of("placement"),
        agreements=of("agreement"),
        file_items=query.file_items(connection, case_id),
    )


def by_no(connection: Connection, no: str) -> CaseFile:
    """Everything recorded of the case of that number; UserError when there is none."""
    case = query.case_by_no(connection, no.strip())
    if case is None:
        raise UserError(f"没有编号为“{no.strip()}”的档案。", "请核对档案编号，或用姓名查找。", field="no")
    return of_case(connection, case)


def by_id(connection: Connection, case_id: int) -> CaseFile:
    """Everything recorded of the case of that id."""
    return of_case(connection, query.case_by_id(connection, case_id))
