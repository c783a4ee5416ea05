"""How each class of records is kept: its table, its columns in the order of its attributes, its lines in
tables of their own. Records come out typed and go in typed; nobody above spells a column.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import MISSING, dataclass, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, select

from anbang_desktop.domain.roster_plan import Action, Level, Verdict
from anbang_desktop.domain.sending import RunState
from anbang_desktop.fields.assessment import Assessment, MemberSheet, ScoredItem
from anbang_desktop.fields.campaigns import CAMPAIGN_FIELDS, Campaign, CampaignPerson
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, Case, Client
from anbang_desktop.fields.daybook import DAYBOOK, DaybookEntry
from anbang_desktop.fields.field import Field, Record, Stored, fields_of
from anbang_desktop.fields.file_moves import LOAN_FIELDS, FileList, ListedFile, ListKind, Loan
from anbang_desktop.fields.imports import ImportedList, ImportedRow, ListLayout, RowProblem
from anbang_desktop.fields.issued import Issued, Why
from anbang_desktop.fields.kinds import Choices, Words
from anbang_desktop.fields.late import LATE
from anbang_desktop.fields.merged import MergedPerson
from anbang_desktop.fields.own_lists import ListedName
from anbang_desktop.fields.records import KINDS
from anbang_desktop.fields.reports import (
    CheckedSentence,
    Remark,
    ReportProfile,
    ReportRun,
    ReportStep,
    ReportTerms,
)
from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.fields.rows import Rows, plain, thaw
from anbang_desktop.fields.stage import Stage
from anbang_desktop.fields.templates import OWN_TEXT_FIELDS, OwnText
from anbang_desktop.storage import (
    tables,
    tables_import,
    tables_merged,
    tables_own,
    tables_papers,
    tables_report,
)
from anbang_desktop.storage.frozen import Maker
from anbang_desktop.storage.question import Question

S = TypeVar("S", bound=Stored)
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Codec:
    """How an attribute becomes a JSON column and comes back."""

    load: Convert
    dump: Convert


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one attribute in their own table."""

    name: str
    table: Table
    line: type[Any]
    names: tuple[str, ...]
    maker: Maker[Any]
    loads: Mapping[str, Convert]

    def rows(self, owner_id: int, lines: Sequence[Any]) -> list[dict[str, Any]]:
        """The rows of all lines, in their order."""
        return [
            {
                "owner_id": owner_id,
                "position": at,
                **{name: _stored(getattr(line, name)) for name in self.names},
            }
            for at, line in enumerate(lines)
        ]

    def make(self, cells: list[Any]) -> Any:
        """A line of its columns."""
        return self.maker.make(cells)


def _lines(name: str, table: Table, line: type[Any]) -> Lines:
    known = fields_of(line)
    names = tuple(field.name for field in known)
    listed = {field.name: tuple for field in known if isinstance(field.kind, Choices | Words)}
    return Lines(name, table, line, names, Maker(line, names), listed)


_EMPTY: tuple[object, ...] = ((), {})
_WORDS = Codec(tuple, list)
_MAP = Codec(dict, dict)
_OWN: dict[tuple[type[Stored], str], Codec] = {
    (Assessment, "sheets"): Codec(
        lambda rows: tuple(MemberSheet(**row) for row in rows),
        lambda sheets: [{"member": one.member, "values": dict(one.values)} for one in sheets],
    ),
    (Assessment, "points"): Codec(
        lambda rows: tuple(ScoredItem(**row) for row in rows), lambda items: [plain(one) for one in items]
    ),
    (Assessment, "agreed"): _MAP,
    (Assessment, "spread_note"): _MAP,
    (Assessment, "needs"): _MAP,
    (Assessment, "why"): _WORDS,
    (ImportedRow, "verdict"): Codec(Verdict, str),
    (ImportedRow, "action"): Codec(Action, str),
    (ImportedRow, "problems"): Codec(
        lambda rows: tuple(RowProblem(**{**row, "level": Level(row["level"])}) for row in rows),
        lambda problems: [plain(one) for one in problems],
    ),
    (FileList, "kind"): Codec(ListKind, str),
    (Issued, "why"): Codec(Why, str),
    (ReturnedPage, "state"): Codec(PageState, str),
    (ListLayout, "mapping"): _MAP,
    (MergedPerson, "person"): _MAP,
    (ReportProfile, "layout"): _MAP,
    (ReportRun, "book_end"): Codec(frozenset, sorted),
    (ReportRun, "checks"): Codec(
        lambda rows: tuple(CheckedSentence(**row) for row in rows),
        lambda checks: [plain(one) for one in checks],
    ),
    (ReportRun, "state"): Codec(RunState, str),
    (ReportRun, "remarks"): Codec(
        lambda rows: tuple(Remark(**row) for row in rows), lambda remarks: [plain(one) for one in remarks]
    ),
    (ReportStep, "state"): Codec(RunState, str),
}


class Shape(Generic[S]):
    """One class and its table."""

    def __init__(self, record: type[S], table: Table, declared: Iterable[Field]) -> None:
        """``declared`` are the fields that a clerk fills in; the other attributes are the program's own."""
        self.record, self.table = record, table
        known = {field.name: field for field in declared}
        self.lines = tuple(
            _lines(name, tables.LINE_TABLES[table.name, name], field.kind.line)
            for name, field in known.items()
            if isinstance(field.kind, Rows) and tables.listed(field)
        )
        apart = {lines.name for lines in self.lines}
        self.names = tuple(one.name for one in fields(record) if one.name not in apart)
        self._codecs = {name: codec for name in self.names if (codec := _codec(record, name, known))}
        self.loads = {name: codec.load for name, codec in self._codecs.items()}
        self._maker = Maker(record, self.names, apart)
        self._cells = tuple(
            (name, getattr(record, name), self._codecs[name].dump if name in self._codecs else None)
            for name in self.names
            if name != "id"
        )

    def only(self, wanted: Collection[str]) -> "Shape[S]":
        """The same, read with no more than these attributes and those that no record is without: the others
        are what the class says of what nobody filled in.
        """
        needed = {one.name for one in fields(self.record) if one.default is one.default_factory is MISSING}
        slim = copy(self)
        slim.names = tuple(name for name in self.names if name in {"id", "case_id", *wanted, *needed})
        slim.lines = tuple(lines for lines in self.lines if lines.name in wanted)
        slim.loads = {name: load for name, load in self.loads.items() if name in slim.names}
        slim._maker = Maker(self.record, slim.names, [lines.name for lines in slim.lines])  # noqa: SLF001
        return slim

    def select(self, *where: ColumnElement[bool]) -> Select[Any]:
        """The columns in the order of ``names``."""
        return select(*(self.table.c[name] for name in self.names)).where(*where)

    def make(self, row: list[Any], lines: Mapping[str, tuple[Any, ...]]) -> S:
        """A record of one row of ``select`` (each value typed and turned by ``loads``) and of its lines; what
        is NULL is what the class says of it.
        """
        return self._maker.make(row, lines)

    def row(self, record: S) -> dict[str, Any]:
        """The row of a record, without its id and without its lines."""
        row: dict[str, Any] = {}
        for name, slot, dump in self._cells:
            value = slot.__get__(record)
            if value is None or (not value and value in _EMPTY):
                value = None
            elif dump:
                value = dump(value)
            row[name] = value
        return row

    def cell(self, name: str, value: object) -> object:
        """One attribute as its column takes it; what is empty is NULL."""
        if value is None or value in _EMPTY:
            return None
        codec = self._codecs.get(name)
        return codec.dump(value) if codec else value

    def changes(self, before: S, after: S) -> dict[str, Any]:
        """The columns in which two states of a record differ."""
        pairs = ((name, getattr(before, name), getattr(after, name)) for name in self.names if name != "id")
        return {name: self.cell(name, new) for name, old, new in pairs if old != new}


def _codec(record: type[Stored], name: str, known: Mapping[str, Field]) -> Codec | None:
    own = _OWN.get((record, name))
    field = known.get(name)
    if own or field is None:
        return own
    if isinstance(field.kind, Rows):
        line = field.kind.line
        return Codec(
            lambda rows: tuple(thaw(line, row) for row in rows), lambda rows: [plain(row) for row in rows]
        )
    return _WORDS if isinstance(field.kind, Choices | Words) else None


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


CLIENTS = Shape(Client, tables.clients, CLIENT_FIELDS)
CASES = Shape(Case, tables.cases, CASE_FIELDS)
STAGES = Shape(Stage, tables.stages, ())
IMPORTED_LISTS = Shape(ImportedList, tables_import.imports, ())
IMPORTED_ROWS = Shape(ImportedRow, tables_import.import_rows, ())
LIST_LAYOUTS = Shape(ListLayout, tables_import.import_layouts, ())
REPORT_PROFILES = Shape(ReportProfile, tables_report.report_profiles, ())
REPORT_RUNS = Shape(ReportRun, tables_report.report_runs, ())
REPORT_TERMS = Shape(ReportTerms, tables_report.report_terms, ())
REPORT_STEPS = Shape(ReportStep, tables_report.report_steps, ())
LISTED_NAMES = Shape(ListedName, tables_own.listed_names, ())
CAMPAIGNS = Shape(Campaign, tables_own.campaigns, CAMPAIGN_FIELDS)
CAMPAIGN_PEOPLE = Shape(CampaignPerson, tables_own.campaign_people, ())
DAYBOOK_ENTRIES = Shape(DaybookEntry, tables_own.daybook_entries, DAYBOOK.fields)
ISSUED_PAPERS = Shape(Issued, tables_papers.issued_papers, ())
RETURNED_PAGES = Shape(ReturnedPage, tables_papers.returned_pages, ())
OWN_TEXTS = Shape(OwnText, tables_own.templates, OWN_TEXT_FIELDS)
FILE_LOANS = Shape(Loan, tables_papers.file_loans, LOAN_FIELDS)
FILE_LISTS = Shape(FileList, tables_papers.file_lists, ())
LISTED_FILES = Shape(ListedFile, tables_papers.listed_files, ())
MERGED_PEOPLE = Shape(MergedPerson, tables_merged.merged_people, ())
RECORDS: dict[type[Record], Shape[Any]] = {
    kind.record: Shape(kind.record, tables.RECORD_TABLES[kind.name], kind.fields) for kind in KINDS
}
SHAPES: dict[type[Stored], Shape[Any]] = {
    Client: CLIENTS,
    Case: CASES,
    Stage: STAGES,
    ImportedList: IMPORTED_LISTS,
    ImportedRow: IMPORTED_ROWS,
    ListLayout: LIST_LAYOUTS,
    ReportProfile: REPORT_PROFILES,
    ReportRun: REPORT_RUNS,
    ReportTerms: REPORT_TERMS,
    ReportStep: REPORT_STEPS,
    ListedName: LISTED_NAMES,
    Campaign: CAMPAIGNS,
    CampaignPerson: CAMPAIGN_PEOPLE,
    DaybookEntry: DAYBOOK_ENTRIES,
    OwnText: OWN_TEXTS,
    MergedPerson: MERGED_PEOPLE,
    Issued: ISSUED_PAPERS,
    ReturnedPage: RETURNED_PAGES,
    Loan: FILE_LOANS,
    FileList: FILE_LISTS,
    ListedFile: LISTED_FILES,
}
SHAPES.update((kind, shape) for kind, shape in RECORDS.items())


def shape_of(record: type[S]) -> Shape[S]:
    """How a class is kept; KeyError for one that is not."""
    return SHAPES[record]


class Reader(Generic[S]):
    """Reads the records of one shape by one column of its table: those of one owner, or those of many; one
    question for the rows and one for each table of lines.
    """

    def __init__(self, shape: Shape[S], column: str, order: Sequence[str]) -> None:
        """``column`` is the one that chooses; ``order`` names columns."""
        self.shape = shape
        table = shape.table
        owner = table.c[column]
        ordered = tuple(table.c[name] for name in order)
        one, many = owner == bindparam("owner"), owner.in_(bindparam("owners", expanding=True))
        late = LATE.get(shape.record, frozenset())
        self._one = Question(shape.select(one).order_by(*ordered), shape.loads, late)
        self._many = Question(shape.select(many).order_by(*ordered), shape.loads, late)
        self._lines = tuple(
            (
                lines,
                Question(_lines_of(lines, table, one), lines.loads),
                Question(_lines_of(lines, table, many), lines.loads),
            )
            for lines in shape.lines
        )

    def read(self, connection: Connection, owner: object) -> list[S]:
        """The records of one owner, in order."""
        rows = self._one.rows(connection, owner=owner)
        if not rows:
            return []
        found = [(lines, question.rows(connection, owner=owner)) for lines, question, _ in self._lines]
        return self._made(rows, found)

    def read_many(self, connection: Connection, owners: Sequence[object]) -> list[S]:
        """The records of many owners (at most ``question.AT_ONCE``), in order."""
        asked = list(owners)
        rows = self._many.rows(connection, owners=asked)
        found = [(lines, many.rows(connection, owners=asked)) for lines, _, many in self._lines if rows]
        return self._made(rows, found)

    def _made(
        self, rows: Sequence[list[Any]], found: Sequence[tuple[Lines, Sequence[Sequence[Any]]]]
    ) -> list[S]:
        make = self.shape.make
        if not found:
            return [make(row, {}) for row in rows]
        grouped = [(lines.name, _grouped(lines, cells)) for lines, cells in found]
        return [
            make(row, {name: tuple(by_owner.get(row[0], ())) for name, by_owner in grouped}) for row in rows
        ]


def _grouped(lines: Lines, rows: Iterable[Sequence[Any]]) -> dict[int, list[Any]]:
    by_owner: dict[int, list[Any]] = defaultdict(list)
    for owner, *cells in rows:
        by_owner[owner].append(lines.make(cells))
    return by_owner


def _lines_of(lines: Lines, owners: Table, chosen: ColumnElement[bool]) -> Select[Any]:
    table = lines.table
    wanted = select(table.c.owner_id, *(table.c[name] for name in lines.names))
    return (
        wanted.join(owners, owners.c.id == table.c.owner_id)
        .where(chosen)
        .order_by(table.c.owner_id, table.c.position)
    )
