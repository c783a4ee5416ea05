"""Find people: the list with its filters and counts, the search, and one person with everything recorded."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from anbang_desktop.domain.id_number import age_on, mask_id
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import reached
from anbang_desktop.domain.states import state as state_of
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import people as query
from anbang_desktop.storage.reading import Row

FULL = 100


class PersonRow(NamedTuple):
    """One line of the list; codes are already words, the ID number is masked. A tuple: it is made by the
    page, in a quarter of the time.
    """

    id: int
    no: str
    name: str
    id_no_masked: str
    state: str
    state_code: str
    mark: str
    level: str
    village: str
    worker: str
    sex: str
    age: int | None
    release_date: date | None
    period_end: date | None
    next_on: date | None
    next_what: str
    completeness: int

    @property
    def filed(self) -> bool:
        """Whether there is a file to be complete: it is opened with the registration (art. 12)."""
        return reached(self.state_code, "S50")


@dataclass(frozen=True, slots=True)
class Hit:
    """A found person and why: 姓名, 拼音, 首字母, 身份证号, 档案编号, 村居."""

    row: PersonRow
    why: str


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list is narrowed to; ``quick`` is one of QUICK."""

    text: str = ""
    states: frozenset[str] = field(default_factory=frozenset)
    villages: frozenset[str] = field(default_factory=frozenset)
    workers: frozenset[str] = field(default_factory=frozenset)
    quick: str = "all"


QUICK = ("all", "on_books", "key", "overdue", "gaps")


@dataclass(frozen=True, slots=True)
class Person:
    """One case with its person; ``values`` and ``records`` by the identifiers of domain.md."""

    no: str
    id: int
    state_code: str
    state: str
    mark: str
    row: PersonRow
    values: Mapping[str, object]
    records: Mapping[str, Sequence[Mapping[str, object]]]
    dates: Mapping[str, Reckoning]
    history: Sequence[Mapping[str, object]]


def _wanted(desk: Desk, chosen: PeopleFilter) -> query.Wanted:
    return query.Wanted(
        states=chosen.states,
        villages=chosen.villages,
        workers=chosen.workers,
        text=chosen.text,
        on_books=True if chosen.quick == "on_books" else None,
        level="KEY" if chosen.quick == "key" else "",
        overdue_on=desk.today if chosen.quick == "overdue" else None,
        gaps=chosen.quick == "gaps",
    )


def list_ids(
    desk: Desk, chosen: PeopleFilter, sort: str = "release_date", *, descending: bool = False
) -> "array[int]":
    """The ids of all cases that fit, in order (8 bytes each; the list fetches rows only when painted)."""
    with desk.store.read() as connection:
        return query.ids(connection, _wanted(desk, chosen), sort, descending=descending)


def rows(desk: Desk, ids: Sequence[int]) -> list[PersonRow]:
    """The lines of those ids, in that order."""
    with desk.store.read() as connection:
        return _in_words(desk, query.lines(connection, ids))


def first_page(
    desk: Desk, chosen: PeopleFilter, sort: str = "release_date", limit: int = 64, *, descending: bool = False
) -> list[PersonRow]:
    """The first ``limit`` lines in one question."""
    with desk.store.read() as connection:
        return _in_words(
            desk, query.first_page(connection, _wanted(desk, chosen), sort, limit, descending=descending)
        )


def counts(desk: Desk) -> dict[str, int]:
    """How many fit each quick filter."""
    with desk.store.read() as connection:
        return {quick: query.count(connection, _wanted(desk, PeopleFilter(quick=quick))) for quick in QUICK}


def states_counted(desk: Desk) -> dict[str, int]:
    """How many cases stand in each state code."""
    with desk.store.read() as connection:
        return query.states_counted(connection)


def villages(desk: Desk) -> list[str]:
    """Every village with somebody in it."""
    with desk.store.read() as connection:
        return query.villages(connection)


def search(desk: Desk, text: str, limit: int = 50) -> list[Hit]:
    """People found by name, pinyin, initials, part of the ID or case number, or village; best reason
    first.
    """
    if not text.strip():
        return []
    with desk.store.read() as connection:
        found = query.search(connection, text, limit)
    hits = [Hit(row, _why(card, text.strip())) for row, card in zip(as_rows(desk, found), found, strict=True)]
    return sorted(hits, key=lambda hit: (ORDER.index(hit.why), hit.row.name, hit.row.no))


ORDER = ("姓名", "首字母", "拼音", "身份证号", "档案编号", "村居")


def _why(card: Mapping[str, object], text: str) -> str:
    low = text.lower()
    if text in str(card["name"]):
        return "姓名"
    if f" {low}" in str(card["initials"]):
        return "首字母"
    if f" {low}" in str(card["pinyin"]):
        return "拼音"
    if text.upper() in str(card["id_no"] or ""):
        return "身份证号"
    return "档案编号" if text.upper() in str(card["no"]) else "村居"


def show(desk: Desk, no: str) -> Person:
    """Everything recorded of one case; UserError when there is no such number."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        card = query.cards(connection, [about.case_id])[0]
    return _person(desk, about, as_row(desk, card))


def _person(desk: Desk, about: CaseFile, row: PersonRow) -> Person:
    records = {
        "verification": about.verifications,
        "handover": about.handovers,
        "group": about.groups,
        "assessment": about.assessments,
        "contact": about.contacts,
        "placement": about.placements,
        "agreement": about.agreements,
        "file_item": about.file_items,
    }
    return Person(
        no=about.no,
        id=about.case_id,
        state_code=about.state,
        state=row.state,
        mark=row.mark,
        row=row,
        values=about.values,
        records=records,
        dates={duty.key: duty.why for duty in duties.of(desk, about)} | duties.period_dates(desk, about),
        history=about.stages,
    )


def shown(desk: Desk, kind: str, values: Mapping[str, object]) -> dict[str, str]:
    """The words of a record's values by identifier, for pages and papers."""
    return {one.name: one.kind.show(values.get(one.name), desk.read_context) for one in RECORDS[kind].fields}


def as_row(desk: Desk, card: Row) -> PersonRow:
    """One card in words."""
    return as_rows(desk, [card])[0]


def as_rows(desk: Desk, cards: Iterable[Row]) -> list[PersonRow]:
    """Cards in words."""
    return _in_words(desk, [query.listed(card) for card in cards])


def _in_words(desk: Desk, lines: Iterable[Sequence[Any]]) -> list[PersonRow]:
    """Rows of the columns LISTED in words."""
    level, sex_of, today = desk.codes["level"].label, desk.codes["sex"].label, desk.today
    made = []
    for (
        key,
        no,
        name,
        id_no,
        sex,
        born,
        code,
        kind,
        village,
        worker,
        release,
        end,
        due,
        what,
        complete,
    ) in lines:
        state = state_of(code)
        masked, age = mask_id(id_no) if id_no else "", age_on(born, today) if born else None
        words = (level(kind), village or "", worker or "", sex_of(sex), age)
        made.append(
            PersonRow(
                key,
                no,
                name,
                masked,
                state.label,
                state.code,
                state.mark,
                *words,
                release,
                end,
                due,
                what or "",
                complete,
            )
        )
    return made
