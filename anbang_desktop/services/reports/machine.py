"""One workbook with everything, for a tool of the county that puts offices together: codes and words, the
numbers of rows that never change, and a sheet that explains the rest (domain.md §5.5).

Streamed: a portion of cases is read, written and forgotten. What goes out is covered unless it was asked for,
and for whom and what for is in the audit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from anbang_desktop import __version__
from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.excel.machine import Book, count_rows
from anbang_desktop.excel.outfile import free_name, write_whole
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, REGISTRATION, Case, Client
from anbang_desktop.fields.field import Field, Record
from anbang_desktop.fields.rows import Rows
from anbang_desktop.fields.stage import Stage
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import safe_name
from anbang_desktop.services.records import gate
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.reports.machine_columns import (
    COVERED,
    MachineColumn,
    Shown,
    Value,
    columns,
    line_columns,
    listed,
    row_id,
)
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import health, rosters
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.reading import Connection

ABOUT, PEOPLE, STATES, CODES = "说明", "人员", "状态", "代码"
NAME, FORMAT = "机器可读数据", "anbang-machine-1"
WHO = ("office_code", "case_no", "case_id")  # on every sheet: whose row it is
Row = Sequence[Value]
_WHOLE = {
    Client: frozenset(field.name for field in CLIENT_FIELDS),
    Case: frozenset(field.name for field in CASE_FIELDS),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: for whom and what for, the days from and to which (each may be open), and how much."""

    purpose: str
    receiver: str
    start: date | None = None
    end: date | None = None
    shown: Shown = COVERED


@dataclass(frozen=True, slots=True)
class MachineFile:
    """What was written: rows by sheet, how many cases were left out because they are sealed."""

    file: str
    people: int
    rows: Mapping[str, int]
    sealed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that goes out, its columns, and how the rows of a portion of cases are read."""

    name: str
    heads: tuple[str, ...]
    columns: tuple[MachineColumn, ...]
    rows: Callable[[Connection, "_Cases"], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class _Cases:
    """A portion of cases: whose rows are read, by id."""

    who: Mapping[int, Row]

    @property
    def ids(self) -> list[int]:
        """Of the cases."""
        return list(self.who)


def refuse_unsaid(wanted: Wanted) -> None:
    """UserError where nobody said for whom, what for, or from when to when there is nothing between."""
    if not wanted.receiver.strip():
        raise UserError("没有写交给谁。", "请写接收的单位，例如“某县司法局”。", field="receiver")
    if not wanted.purpose.strip():
        raise UserError("没有写用途。", "请写做什么用，例如“县局合并各所数据”。", field="purpose")
    if wanted.start and wanted.end and wanted.end < wanted.start:
        raise UserError("截止日期在起始日期前面。", "请核对两个日期。", field="to")


def make(desk: Desk, wanted: Wanted, out: Path, progress: Progress | None = None) -> MachineFile:
    """Write the workbook into folder ``out``, under a name that is free, read back before it stands.
    UserError when something is not said or the folder can't be written; nothing is left then.
    """
    refuse_unsaid(wanted)
    steps = progress or Progress()
    file = _target(desk, wanted, out)
    with write_whole(file) as partial:
        work = _Export(desk, wanted, steps)
        rows = work.write(partial)
        if count_rows(partial) != [count + 1 for count in rows.values()]:
            raise OSError("what was read back differs from what was written")
        with partial.open("rb") as written:
            digest = file_digest(written, "sha256").hexdigest()
        made = MachineFile(str(file), rows[PEOPLE], rows, work.sealed, digest)
        _note(desk, wanted, made, work.ids)
    return made


def _target(desk: Desk, wanted: Wanted, out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"建不了文件夹“{out.name}”。", "请换一个文件夹再试。", field="out") from fault
    file = out / safe_name(desk.office.name, NAME, _span(wanted), f"{desk.today:%Y%m%d}")
    return file.with_name(free_name(file)) if file.exists() else file


def _span(wanted: Wanted) -> str:
    days = (wanted.start.isoformat() if wanted.start else "", wanted.end.isoformat() if wanted.end else "")
    return "至".join(days) if any(days) else "全部"


def _note(desk: Desk, wanted: Wanted, made: MachineFile, ids: Sequence[int]) -> None:
    said = f"用途：{wanted.purpose.strip()}，送{wanted.receiver.strip()}"
    shown = "号码完整" if wanted.shown.full_ids else "号码遮住"
    special = "，含特别敏感的内容" if wanted.shown.special else ""
    words = f"导出{NAME} {made.people} 人，{shown}{special}，{said}，SHA-256 {made.sha256}"
    with desk.store.work(desk.clock) as work:
        work.note("export", "lists/machine", words)
        if wanted.shown.full_ids or wanted.shown.special:
            for case_id in ids:
                work.note("export", f"cases/{case_id}/list", f"导出{NAME}，{shown}{special}，{said}")


class _Export:
    """One export on its way: which cases go out is found with the first sheet, the others follow it."""

    def __init__(self, desk: Desk, wanted: Wanted, progress: Progress) -> None:
        self._desk, self._wanted, self._progress = desk, wanted, progress
        self._context, self._shown = desk.read_context, wanted.shown
        self.sealed = 0
        self.ids: list[int] = []  # of the cases that go out: 8 bytes each beside their numbers
        self._numbers: dict[int, str] = {}
        self._columns: list[tuple[str, MachineColumn]] = []
        self._steps = 0

    def write(self, partial: Path) -> dict[str, int]:
        """All sheets; the rows of each."""
        desk = self._desk
        at = desk.clock.now()
        foot = f"{desk.office.name}　{desk.user}　{at:%Y-%m-%d %H:%M}　{self._wanted.purpose.strip()}"
        with desk.store.read() as connection, Book(partial, foot) as book:
            every = list(health.case_ids(connection))  # those that are withheld are in no list
            self.sealed = gate.count_all(connection)
            sheets = [*self._sheets()]
            total = len(every) * (len(sheets) + 1)
            people = self._people_sheet()
            self._noted(people)
            book.add(people.name, people.heads, self._people(connection, every, people, total))
            for sheet in sheets:
                self._noted(sheet)
                book.add(sheet.name, sheet.heads, self._rows(connection, sheet, total))
            book.add(CODES, _CODE_HEADS, self._codes())
            counts = dict(book.counts)
            book.add(ABOUT, ("项目", "内容", "含义", "类型", "代码表", "敏感级别"), self._about(counts))
            return dict(book.counts)

    # who ----------------------------------------------------------------------------------------

    def _people_sheet(self) -> _Sheet:
        made = (*columns(Client, self._shown, "client."), *columns(Case, self._shown))
        heads = (*WHO, "client_id", *(one.head for one in made))
        return _Sheet(PEOPLE, heads, made, lambda _connection, _cases: ())

    def _people(self, connection: Connection, every: list[int], sheet: _Sheet, total: int) -> Iterator[Row]:
        """Person and case in one row; which cases go out is decided here."""
        of_client = [one for one in sheet.columns if one.head.startswith("client.")]
        of_case = sheet.columns[len(of_client) :]
        for part in portions(every):
            spans = _spans(query.read_stages(connection, part))
            found = rosters.people(connection, part, _WHOLE)
            for case_id in part:
                client, case = found[case_id]
                if not self._within(*spans[case_id]):
                    continue
                self.ids.append(case_id)
                self._numbers[case_id] = case.no
                yield (
                    *self._who(case_id),
                    row_id(case.client_id),
                    *(one.cell(client, self._context, self._shown) for one in of_client),
                    *(one.cell(case, self._context, self._shown) for one in of_case),
                )
            self._step(len(part), total, sheet.name)

    def _within(self, began: date, ended: date | None) -> bool:
        """Whether a case was there on any of the days that are wanted."""
        late = self._wanted.end is not None and began > self._wanted.end
        return not late and not (self._wanted.start and ended and ended < self._wanted.start)

    def _who(self, case_id: int) -> Row:
        return self._desk.office.code, self._numbers[case_id], row_id(case_id)

    # records ------------------------------------------------------------------------------------

    def _sheets(self) -> Iterator[_Sheet]:
        """Dated states; a sheet for each kind of record; one for each list of lines of person,
        case, record.
        """
        made = columns(Stage, self._shown)
        yield _Sheet(STATES, (*WHO, "stage_id", *(one.head for one in made)), made, self._stages)
        for owner, label in ((Client, "人员"), (Case, "档案")):
            for field, rows in listed(owner, self._shown):
                yield self._lines_sheet(f"{label}－{field.label}", rows, self._of_people(owner, field))
        for kind in KINDS:
            if kind.fields is REGISTRATION:
                continue
            yield self._kind_sheet(kind)
            for field, rows in listed(kind.fields.record, self._shown):
                read = self._of_records(kind.fields.record, field)
                yield self._lines_sheet(f"{kind.label}－{field.label}", rows, read)

    def _kind_sheet(self, kind: Kind) -> _Sheet:
        record, made = kind.fields.record, columns(kind.fields.record, self._shown)

        def rows(connection: Connection, cases: _Cases) -> Iterator[Row]:
            for one in self._records(connection, record, cases):
                yield (*cases.who[one.case_id], row_id(one.id), *self._cells(made, one))

        return _Sheet(_sheet_name(kind.label), (*WHO, "record_id", *(one.head for one in made)), made, rows)

    def _lines_sheet(
        self, name: str, rows: Rows, read: Callable[[Connection, _Cases], Iterator[tuple[int, str, object]]]
    ) -> _Sheet:
        """``read`` gives the case, the row that the lines belong to, and the lines."""
        made = line_columns(rows, self._shown)

        def lines(connection: Connection, cases: _Cases) -> Iterator[Row]:
            for case_id, owner, held in read(connection, cases):
                for at, line in enumerate(held if isinstance(held, tuple) else (), 1):
                    yield (*cases.who[case_id], owner, at, *self._cells(made, line))

        heads = (*WHO, "owner_id", "position", *(one.head for one in made))
        return _Sheet(_sheet_name(name), heads, made, lines)

    def _of_people(
        self, owner: type[Client | Case], field: Field
    ) -> Callable[[Connection, _Cases], Iterator[tuple[int, str, object]]]:
        def read(connection: Connection, cases: _Cases) -> Iterator[tuple[int, str, object]]:
            for case_id, found in rosters.people(connection, cases.ids, _WHOLE).items():
                held = found.client if owner is Client else found.case
                yield case_id, row_id(held.id), getattr(held, field.name)

        return read

    def _of_records(
        self, record: type[Record], field: Field
    ) -> Callable[[Connection, _Cases], Iterator[tuple[int, str, object]]]:
        def read(connection: Connection, cases: _Cases) -> Iterator[tuple[int, str, object]]:
            for one in self._records(connection, record, cases):
                yield one.case_id, row_id(one.id), getattr(one, field.name)

        return read

    def _records(self, connection: Connection, record: type[Record], cases: _Cases) -> Iterator[Record]:
        """What counts, of the days that are wanted."""
        for one in query.read_records(connection, record, cases.ids):
            if one.voided_at is None and self._of_the_days(one.on):
                yield one

    def _stages(self, connection: Connection, cases: _Cases) -> Iterator[Row]:
        made = columns(Stage, self._shown)
        for one in query.read_stages(connection, cases.ids):
            yield (*cases.who[one.case_id], row_id(one.id), *self._cells(made, one))

    def _of_the_days(self, day: date) -> bool:
        early = self._wanted.start is not None and day < self._wanted.start
        return not early and not (self._wanted.end is not None and day > self._wanted.end)

    def _cells(self, made: Sequence[MachineColumn], held: object) -> Iterator[Value]:
        return (one.cell(held, self._context, self._shown) for one in made)

    def _rows(self, connection: Connection, sheet: _Sheet, total: int) -> Iterator[Row]:
        for part in portions(self.ids):
            yield from sheet.rows(connection, _Cases({one: self._who(one) for one in part}))
            self._step(len(part), total, sheet.name)

    def _step(self, cases: int, total: int, what: str) -> None:
        self._steps += cases
        self._progress.step(min(self._steps, total), total, what)

    # what explains it ---------------------------------------------------------------------------

    def _noted(self, sheet: _Sheet) -> None:
        self._columns += [(sheet.name, one) for one in sheet.columns]

    def _codes(self) -> Iterator[Row]:
        used = dict.fromkeys(one.table for _sheet, one in self._columns if one.table)
        for name in used:
            table = self._desk.codes[name]
            for item in table.items:
                ministry = item.other.get("ministry", "")
                told = (item.code, item.name, item.std, ministry, "停用" if item.retired else "")
                yield (name, table.label_of_table, table.standard, *told)

    def _about(self, counts: Mapping[str, int]) -> Iterator[Row]:
        desk, wanted = self._desk, self._wanted
        office, head = desk.office, desk.store.head()
        yield from (
            ("格式", FORMAT, "列名和含义变了，这个号就变"),
            ("程序版本", __version__),
            ("单位", office.name),
            ("单位代码", office.code),
            ("单位标识", office.db_id, "每个单位的数据唯一，各所合并时用"),
            ("上级", office.county),
            ("导出时间", desk.clock.now().isoformat(" ", "minutes")),
            ("经办人", desk.user),
            ("用途", wanted.purpose.strip()),
            ("接收单位", wanted.receiver.strip()),
            ("起", wanted.start, "空着的，不限"),
            ("止", wanted.end, "空着的，不限"),
            ("规则包", f"{desk.pack.name}（{desk.pack.id}）"),
            ("审计链序号", head.seq, "导出时审计记录的末尾，可以与该所核对"),
            ("审计链校验值", head.mac.hex()),
            ("证件号和电话", "完整" if wanted.shown.full_ids else "遮住中间几位"),
            ("特别敏感的内容", "包含" if wanted.shown.special else "不包含"),
            ("作废的记录", "不包含"),
            ("未列入（犯罪记录封存）", self.sealed, "只计件数"),
        )
        yield from ((f"行数：{name}", count) for name, count in counts.items())
        yield ("编号", "", "case_id、record_id 等是行的编号，永远不变，各所不会重复，是文字，请不要转成数")
        yield from ((f"{sheet}：{one.head}", *_told(one)) for sheet, one in self._columns)


_CODE_HEADS = ("table", "label", "standard", "code", "name", "std_code", "ministry_code", "retired")


def _told(column: MachineColumn) -> Row:
    """What the dictionary says of a column: label, kind, code table, class of privacy."""
    field = column.field
    kind = {"code": "代码，几个用;隔开", "words": "名称"}.get(column.part, field.kind.word or "文字")
    return column.head, field.label, kind, column.table or "", field.privacy


def _spans(stages: Iterable[Stage]) -> dict[int, tuple[date, date | None]]:
    """From which day each case was there, and on which it ended; by its dated states in their order."""
    found: dict[int, tuple[date, date | None]] = {}
    for one in stages:
        began = found[one.case_id][0] if one.case_id in found else one.on
        found[one.case_id] = (began, one.on if state(one.state).ended else None)
    return found


def _sheet_name(label: str) -> str:
    """As a workbook takes it: at most 31 characters, none of those that it forbids."""
    return "".join(one for one in label if one not in "[]:*?/\\")[:31]
