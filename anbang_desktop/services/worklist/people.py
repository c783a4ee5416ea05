"""Find people: the list with its filters and counts, the search, and one person with everything recorded."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from anbang_desktop.domain.id_number import age_on, mask_id
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import ON_BOOKS, State, reached
from anbang_desktop.domain.states import state as state_of
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import card_counts, listing
from anbang_desktop.storage.queries import people as query
from anbang_desktop.storage.queries.people import Card, FoundCard


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
    tone: str  # of the level; empty where it has none
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
        return reached(self.state_code, State.S50_REGISTERED)


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


SEALED = "sealed"  # those that were opened for a reason in this session; no list of anything else
QUICK = ("all", "mine", "on_books", "key", "overdue", "gaps", "unowned", SEALED)


@dataclass(frozen=True, slots=True)
class Person:
    """One case with its person and everything recorded; ``dates`` are its deadlines with their reasons."""

    file: CaseFile
    state: str
    mark: str
    row: PersonRow
    dates: Mapping[str, Reckoning]

    @property
    def no(self) -> str:
        """The case number."""
        return self.file.no

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.file.case_id

    @property
    def state_code(self) -> str:
        """The state in force."""
        return self.file.state

    @property
    def values(self) -> Mapping[str, object]:
        """Person and case by the identifiers of domain.md, for forms that show every datum alike."""
        return self.file.values


def _wanted(desk: Desk, chosen: PeopleFilter) -> listing.Wanted:
    return listing.Wanted(
        states=_states(chosen),
        villages=chosen.villages,
        workers=_workers(desk, chosen),
        text=chosen.text,
        levels=desk.pack.levels.urgent_codes if chosen.quick == "key" else frozenset(),
        overdue_on=desk.today if chosen.quick == "overdue" else None,
        gaps=chosen.quick == "gaps",
        unowned=chosen.quick == "unowned",
    )


def _workers(desk: Desk, chosen: PeopleFilter) -> frozenset[str]:
    """Whom the user is responsible for; nobody where the filter names other workers only."""
    if chosen.quick != "mine":
        return chosen.workers
    return frozenset({desk.user if desk.user in chosen.workers or not chosen.workers else ""})


def _states(chosen: PeopleFilter) -> frozenset[str] | None:
    """Who is on the books stands in one of some states."""
    books = frozenset(one.code for one in ON_BOOKS)
    if chosen.quick not in ("on_books", "unowned"):
        return chosen.states or None
    return chosen.states & books if chosen.states else books


def list_ids(
    desk: Desk, chosen: PeopleFilter, sort: str = "release_date", *, descending: bool = False
) -> "array[int]":
    """The ids of all cases that fit, in order (8 bytes each; the list fetches rows only when painted)."""
    with desk.store.read() as connection:
        if chosen.quick == SEALED:
            return array("q", gate.opened(connection))
        return listing.ids(connection, _wanted(desk, chosen), sort, descending=descending)


def rows(desk: Desk, ids: Sequence[int]) -> list[PersonRow]:
    """The lines of those ids, in that order."""
    with desk.store.read() as connection:
        return as_rows(desk, query.lines(connection, ids))


def first_page(
    desk: Desk, chosen: PeopleFilter, sort: str = "release_date", limit: int = 64, *, descending: bool = False
) -> list[PersonRow]:
    """The first ``limit`` lines in one question."""
    with desk.store.read() as connection:
        if chosen.quick == SEALED:
            return as_rows(desk, query.lines(connection, gate.opened(connection))[:limit])
        return as_rows(
            desk, listing.first_page(connection, _wanted(desk, chosen), sort, limit, descending=descending)
        )


def total(desk: Desk) -> int:
    """How many cases there are."""
    with desk.store.read() as connection:
        return card_counts.read(connection)[card_counts.ALL]


def counts(desk: Desk) -> dict[str, int]:
    """How many fit each quick filter."""
    with desk.store.read() as connection:
        kept = card_counts.read(connection)
        kept["key"] = sum(kept[card_counts.of_level(one)] for one in desk.pack.levels.urgent_codes)
        asked = {
            quick: listing.count(connection, _wanted(desk, PeopleFilter(quick=quick)))
            for quick in ("mine", "overdue", "unowned")
        }
        kept[SEALED] = gate.count_all(connection)
    return {quick: asked[quick] if quick in asked else kept[quick] for quick in QUICK}


def states_counted(desk: Desk) -> dict[str, int]:
    """How many cases stand in each state code."""
    with desk.store.read() as connection:
        return card_counts.by_state(connection)


def villages(desk: Desk) -> list[str]:
    """Every village with somebody in it."""
    with desk.store.read() as connection:
        return query.villages(connection)


def search(desk: Desk, text: str, limit: int = 50) -> list[Hit]:
    """People found by name, pinyin, initials, part of the ID or case number, or village; best reason
    first. A withheld record is found by its whole number only, and not named: it is opened for a reason.
    """
    if not text.strip():
        return []
    with desk.store.read() as connection:
        found = query.search(connection, text, limit)
        hidden = gate.exactly(connection, text)
    listed = zip(as_rows(desk, [one.card for one in found]), found, strict=True)
    hits = [Hit(row, _why(one, text.strip())) for row, one in listed]
    hits += [Hit(_nameless(no), "身份证号" if no != text.strip() else "档案编号") for no in hidden]
    return sorted(hits, key=lambda hit: (ORDER.index(hit.why), hit.row.name, hit.row.no))


def _nameless(no: str) -> PersonRow:
    """What is shown of a withheld record to who has its number: that it is opened for a reason."""
    return PersonRow(
        0, no, gate.SEALED_FILE, "", "", "", "", "", "", "", "", "", None, None, None, None, "", 0
    )


ORDER = ("姓名", "首字母", "拼音", "身份证号", "档案编号", "村居")


def _why(found: FoundCard, text: str) -> str:
    low = text.lower()
    if text in found.card.name:
        return "姓名"
    if f" {low}" in found.initials:
        return "首字母"
    if f" {low}" in found.pinyin:
        return "拼音"
    if text.upper() in (found.card.id_no or ""):
        return "身份证号"
    return "档案编号" if text.upper() in found.card.no else "村居"


def show(desk: Desk, no: str) -> Person:
    """Everything recorded of one case; UserError when there is no such number."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        card = query.card(connection, about.case_id)
    return _person(desk, about, as_row(desk, card))


def _person(desk: Desk, about: CaseFile, row: PersonRow) -> Person:
    dates = {duty.key: duty.why for duty in duties.of(desk, about)} | duties.period_dates(desk, about)
    return Person(about, row.state, row.mark, row, dates)


def shown(desk: Desk, kind: str, values: Mapping[str, object]) -> dict[str, str]:
    """The words of a record's values by identifier, for pages and papers."""
    return {one.name: one.kind.show(values.get(one.name), desk.read_context) for one in RECORDS[kind].fields}


def as_row(desk: Desk, card: Card) -> PersonRow:
    """One card in words."""
    return as_rows(desk, [card])[0]


def as_rows(desk: Desk, cards: Iterable[Card]) -> list[PersonRow]:
    """Cards in words. The tuple is taken apart at once: a list's page is mostly this."""
    level, sex_of, today = desk.codes["level"].label, desk.codes["sex"].label, desk.today
    tones = desk.pack.levels.tones
    made = []
    for card in cards:
        key, no, name, id_no, sex, born, code, kind, village, worker, release, end, due, what, whole = card
        state = state_of(code)
        masked, age = mask_id(id_no) if id_no else "", age_on(born, today) if born else None
        where = (level(kind), tones.get(kind or "", ""), village or "", worker or "", sex_of(sex), age)
        days = (release, end, due, what or "", whole)
        made.append(PersonRow(key, no, name, masked, state.label, state.code, state.mark, *where, *days))
    return made
