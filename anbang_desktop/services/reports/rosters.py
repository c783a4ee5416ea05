"""The rows of a sheet: whom its set lists, and of each only what its columns show, read in portions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from anbang_desktop.domain.head import Head
from anbang_desktop.domain.named_sets import Reads, reads_of
from anbang_desktop.domain.numbers import Passage
from anbang_desktop.domain.period import Period
from anbang_desktop.domain.report_words import ReportField
from anbang_desktop.domain.row_sets import ROW_SETS, RowKind, RowSet
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Column, SheetLayout
from anbang_desktop.fields.client import Case, Child, Client
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.services.records import gate
from anbang_desktop.services.reports.columns import column
from anbang_desktop.services.reports.values import Attributes, Shown, Subject, Value
from anbang_desktop.storage.queries import rosters as query
from anbang_desktop.storage.question import AT_ONCE
from anbang_desktop.storage.reading import Connection

_CLIENT, _CASE = names(Client), names(Case)
_ALWAYS: Mapping[type[Client] | type[Case], tuple[str, ...]] = {
    Client: (name_of(_CLIENT.name),),
    Case: (name_of(_CASE.no),),
}
NO_SET = "还不知道“{sheet}”这张表列的是哪些人。"
TELL_SET = (
    "请在“报送”里选定它列谁（例如 R01 在册人员花名册），再填报；"
    "命令行请用 report learn 空表 --name 表名 --set R01 再学习一次。"
)
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Gap:
    """Somebody on a roster with empty columns that the county needs: the columns' names, and the fields to
    jump to.
    """

    case_id: int
    no: str
    name: str
    what: tuple[str, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A roster that a sheet asks for: its set, how each of its columns is made (None: nothing to fill in),
    after them the fields that stand with another in one cell (``also``), and what that needs.
    """

    sheet: str
    set: RowSet
    columns: tuple[Column, ...]
    made: tuple[Shown | None, ...]
    attributes: Attributes
    reads: Reads
    also: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """What each place of a row is."""
        return (*(one.field for one in self.columns), *self.also)

    @property
    def newest(self) -> tuple[type[Record], ...]:
        """The kinds of which the newest record by the period's end is looked at."""
        own = query.records_of(self.set) if self.set.record else None
        return tuple(kind for kind in self.attributes if issubclass(kind, Record) and kind is not own)


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster before its values are formed: rows in the order of ``Wanted.fields``, and whose each is."""

    wanted: Wanted
    rows: Sequence[tuple[Value, ...]] = ()
    cases: Sequence[int] = ()
    gaps: Sequence[Gap] = ()
    records: Sequence[Record] = field(default_factory=tuple)  # what each row is about, of a ledger
    withheld: frozenset[int] = frozenset()  # who belongs to the set and is never named


def wanted(sheet: SheetLayout) -> Wanted:
    """What a sheet of rows asks for; UserError where nobody said whom it lists, or where it lists nobody."""
    listed = ROW_SETS.get(sheet.row_set)
    if listed is None:
        raise UserError(NO_SET.format(sheet=sheet.name), TELL_SET, field="row_set")
    if listed.lists is RowKind.FIGURES:
        raise UserError(
            f"“{sheet.name}”（{listed.id} {listed.name}）要的是本所的机构、人员、经费数字，没有名单可列。",
            "请按自带的 R16 样式做成“项目、数量”两列的表，再添加一次。",
            field="row_set",
        )
    columns = sheet.known
    also = tuple(dict.fromkeys(field for one in columns for field in one.form.also))
    fields = (*(one.field for one in columns), *also)
    made = tuple(None if field == "serial" else column(field, listed.lists) for field in fields)
    attributes: Attributes = {kind: set(always) for kind, always in _ALWAYS.items()}
    for one in (one for one in made if one):
        for kind, needed in one.attributes.items():
            attributes.setdefault(kind, set()).update(needed)
    if listed.lists is RowKind.CHILD:
        attributes[Client].add(name_of(_CLIENT.children))
    reads = reads_of(listed.people) if listed.people else Reads()
    for one in (one for one in made if one):
        reads |= one.head
    return Wanted(sheet.name, listed, columns, made, attributes, reads, also)


@dataclass(frozen=True, slots=True)
class _Item:
    """One row before it is made."""

    head: Head
    passage: Passage | None = None
    record_id: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What every row is made with."""

    connection: Connection
    period: Period
    until: date
    pack: RulePack
    read_context: ReadContext
    needed: Mapping[str, ReportField]


def people(around: Around, asked: Wanted, listed: Sequence[Passage], step: Step) -> Roster:
    """The roster of a set of people, in the order of their file numbers."""
    order = {
        case_id: place
        for place, case_id in enumerate(query.in_order(around.connection, {one.head.id for one in listed}))
    }
    inside = sorted(listed, key=lambda one: (order[one.head.id], one.on or date.min))
    items = [_Item(one.head, one) for one in inside]
    return _made(around, asked, items, step)


def ledger(
    around: Around, asked: Wanted, rows: Sequence[query.Row], heads: Mapping[int, Head], step: Step
) -> Roster:
    """The roster of a set of records, in the order of their days."""
    items = [_Item(heads[row.case_id], record_id=row.id) for row in rows if row.case_id in heads]
    return _made(around, asked, items, step)


def _made(around: Around, asked: Wanted, every: Sequence[_Item], step: Step) -> Roster:
    open_ = frozenset(gate.listed(around.connection, {one.head.id for one in every}))
    items = [one for one in every if one.head.id in open_]
    rows: list[tuple[Value, ...]] = []
    cases: list[int] = []
    gaps: list[Gap] = []
    records: list[Record] = []
    needed = [
        (place, around.needed[one.field])
        for place, one in enumerate(asked.columns)
        if one.field in around.needed and asked.made[place]
    ]
    makes = [one.make if one else _nothing for one in asked.made]
    for at in range(0, len(items), AT_ONCE):
        for subject in _subjects(around, asked, items[at : at + AT_ONCE]):
            row = tuple([make(subject) for make in makes])  # a generator takes half as long again
            rows.append(row)
            cases.append(subject.head.id)
            if subject.record is not None:
                records.append(subject.record)
            empty = [one for place, one in needed if row[place] is None or row[place] == ""]
            if empty:
                names_, keys = tuple(one.name for one in empty), tuple(one.id for one in empty)
                gaps.append(Gap(subject.head.id, subject.case.no, subject.client.name, names_, keys))
        step(min(at + AT_ONCE, len(items)), len(items))
    withheld = frozenset(one.head.id for one in every) - open_
    return Roster(asked, rows, cases, gaps, records, withheld)


def _nothing(_subject: Subject) -> Value:
    return None


def _subjects(around: Around, asked: Wanted, items: Sequence[_Item]) -> Iterator[Subject]:
    connection, ids = around.connection, list(dict.fromkeys(item.head.id for item in items))
    listed = query.people(connection, ids, asked.attributes)
    newest = {
        kind: query.newest(connection, kind, ids, around.until, asked.attributes) for kind in asked.newest
    }
    found: Mapping[int, Record] = {}
    if asked.set.record:
        rows = [query.Row(item.head.id, item.record_id) for item in items]
        found = query.records(connection, asked.set, rows, asked.attributes)
    moved = query.receivers(connection, ids) if asked.set.lists is RowKind.PASSAGE else {}
    for item in items:
        case_id = item.head.id
        subject = Subject(
            head=item.head,
            client=listed[case_id].client,
            case=listed[case_id].case,
            newest={kind: of_kind[case_id] for kind, of_kind in newest.items() if case_id in of_kind},
            period=around.period,
            until=around.until,
            pack=around.pack,
            read_context=around.read_context,
            lists=asked.set.lists,
            record=found.get(item.record_id),
            passage=item.passage,
            receiver=moved.get(case_id, ""),
        )
        if asked.set.lists is RowKind.CHILD:
            yield from (replace(subject, child=child) for child in _children(subject))
        else:
            yield subject


def _children(subject: Subject) -> Iterable[Child]:
    """Those under age, and those whose age nobody noted."""
    of_age = subject.pack.number("minor.age")
    return (one for one in subject.client.children if one.age is None or one.age < of_age)
