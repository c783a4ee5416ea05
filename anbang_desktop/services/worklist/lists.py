"""The lists of the pages 协议, 评估 and 档案, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from anbang_desktop.domain import completeness as catalogue
from anbang_desktop.domain.states import AgreementState, State
from anbang_desktop.services.cases import case_card, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import agreements as agreed
from anbang_desktop.storage.queries import boards as query
from anbang_desktop.storage.queries.agreements import Listed

if TYPE_CHECKING:
    from array import array

TO_SIGN = (AgreementState.NONE, AgreementState.DRAFT, AgreementState.PRINTED)
SETTING_UP = State.S50_REGISTERED
WAITING_CASES = (State.S50_REGISTERED, State.S60_ACTIVE, State.S80_CLOSING)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One case in the list of agreements; version 0 where none was drawn yet. ``on``: signed or noted;
    ``until``: to be, at the latest.
    """

    no: str
    name: str
    village: str
    number: str
    version: int
    state_code: str
    on: date | None
    until: date | None
    has_scan: bool


@dataclass(frozen=True, slots=True)
class AssessLine:
    """One person on the books and the assessment: last day, score, level, next day."""

    row: PersonRow
    last_on: date | None
    score: int | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class FileLine:
    """One person on the books and for each paper of the catalogue: there, missing, or not needed now."""

    row: PersonRow
    cells: Sequence[str]  # 齐, 纸质 (something of it unscanned), 缺 or 暂不需要, in the order of ``papers``


def assess_ids(desk: Desk) -> "array[int]":
    """Who is to be assessed, the earliest first."""
    with desk.store.read() as connection:
        return query.to_assess(connection)


def assess_rows(desk: Desk, ids: Sequence[int]) -> list[AssessLine]:
    """The lines of those cases, in that order."""
    with desk.store.read() as connection:
        due = query.assessment_days(connection, ids)
        scores = query.last_scores(connection, ids)
    lines = []
    for row in people.rows(desk, ids):
        last = scores.get(row.id)
        on, score = (last.meeting_on, last.score) if last else (None, None)
        lines.append(AssessLine(row, on, score, due[row.id]))
    return lines


def assessments_due(desk: Desk) -> tuple[int, int]:
    """How many are due by today, and how many of them are late."""
    with desk.store.read() as connection:
        return query.due_assessments(connection, desk.today)


def levels_counted(desk: Desk) -> dict[str, int]:
    """How many on the books are in which level, the highest first; 未定 until somebody has decided."""
    level = desk.codes["level"]
    with desk.store.read() as connection:
        found = query.levels(connection)
    named = {code or "": count for code, count in found.items()}
    order = [item.code for item in level if named.get(item.code)]
    return {
        **{level.label(code): named[code] for code in order},
        **({"未定": named[""]} if named.get("") else {}),
    }


def agreements_to_do(desk: Desk) -> tuple[int, bool]:
    """How many on the books have no agreement yet, or one that waits for the printer or for signatures;
    and whether one is late.
    """
    with desk.store.read() as connection:
        number, first = (
            query.to_sign(connection, TO_SIGN),
            query.first_to_sign(connection, TO_SIGN, SETTING_UP),
        )
    return number, first is not None and duties.agreement_due(desk, first).result < desk.today


def agreements_counted(desk: Desk) -> dict[str, int]:
    """How many cases by the state of their newest agreement; NONE = waits for one."""
    with desk.store.read() as connection:
        return agreed.counted(connection, WAITING_CASES)


def agreement_ids(desk: Desk, states: Sequence[str] = ()) -> "array[int]":
    """Whose newest agreement is in one of ``states`` (none named: in any): what waits first, then the
    newest.
    """
    with desk.store.read() as connection:
        return agreed.ids(connection, states, WAITING_CASES)


def agreement_rows(desk: Desk, case_ids: Sequence[int]) -> list[AgreementLine]:
    """The lines of those cases, in that order."""
    with desk.store.read() as connection:
        found = agreed.of_cases(connection, case_ids)
    return [_agreement(desk, found[one]) for one in case_ids if one in found]


def _agreement(desk: Desk, row: Listed) -> AgreementLine:
    waits = row.case_state == SETTING_UP and row.agreement_state in TO_SIGN
    came = row.registered_on if waits else None
    return AgreementLine(
        no=row.no,
        name=row.name,
        village=row.village or "",
        number=row.agr_no or "",
        version=row.version or 0,
        state_code=row.state or AgreementState.NONE,
        on=row.signed_on or row.refused_on,
        until=duties.agreement_due(desk, came).result if came else None,
        has_scan=bool(row.scan),
    )


def incomplete_files(desk: Desk) -> int:
    """How many files on the books have a gap."""
    with desk.store.read() as connection:
        return query.incomplete(connection)


def file_ids(desk: Desk, *, gaps: bool) -> "array[int]":
    """Whose files are kept, the least complete first; with ``gaps`` only those that lack something."""
    with desk.store.read() as connection:
        return query.files(connection, gaps=gaps)


def file_rows(desk: Desk, ids: Sequence[int]) -> list[FileLine]:
    """The squares of those cases, in that order: one question for each table, however many they are."""
    with desk.store.read() as connection:
        files = {about.case_id: about for about in case_file.of_cases(connection, list(ids))}
    return [_file_line(desk, row, files[row.id]) for row in people.rows(desk, ids)]


def papers(desk: Desk) -> list[tuple[str, str]]:
    """Key and title of the papers that somebody must bring (not what the binder makes or what is filed
    only if any).
    """
    return [(paper.key, paper.title) for paper in desk.pack.papers if paper.since and not paper.made]


def _file_line(desk: Desk, row: PersonRow, about: CaseFile) -> FileLine:
    found = {line.key: line for line in case_card.completeness(desk, about).lines}
    return FileLine(row, [_square(found[key]) for key, _title in papers(desk)])


def _square(line: catalogue.FileLine) -> str:
    if line.present:
        return "纸质" if line.on_paper else "齐"
    return "缺" if line.needed else "暂不需要"
