"""The county sends a sheet back: what it wrote on it and what it changed, each with the person and the datum
it is about.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anbang_desktop.domain.sending import LEFT, RunState, refuse_step
from anbang_desktop.errors import UserError
from anbang_desktop.excel.scan import REFERENCE, column_letters, column_number
from anbang_desktop.excel.template import Column, SheetLayout, from_plain
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.reports import Remark, ReportRun
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports.frozen import FrozenSheet, from_bytes
from anbang_desktop.services.reports.keeping import go_on
from anbang_desktop.services.reports.learning import XLSX
from anbang_desktop.services.reports.leaving import ID_NO
from anbang_desktop.services.reports.ledger import Named, way
from anbang_desktop.storage.queries import reports as query

if TYPE_CHECKING:
    from anbang_desktop.services.reports import workbook
else:
    workbook = lazy_import("anbang_desktop.services.reports.workbook")  # openpyxl, 0.3 s

NAME = name_of(names(Client).name)
_MOST_WORDS = 120  # of the county's opinion, in the ledger's line
_SAID = "、"


class Cell(NamedTuple):
    """What stands in a cell, and how it is marked."""

    text: str
    mark: str


_NOTHING = Cell("", "")
Cells = Mapping[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet as it was read: cells by row and column, comments (row, column, author, words)."""

    name: str
    cells: Cells
    comments: tuple[tuple[int, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back. ``same`` says that the file is the very one that went out; ``remarks`` are those of
    rows and numbers that are ours, ``elsewhere`` those that are nobody's.
    """

    run: int
    name: str
    period: str
    version: int
    same: bool
    remarks: tuple[Named, ...]
    elsewhere: tuple[Named, ...]


def take(
    desk: Desk,
    name: str,
    file: Path,
    *,
    run_id: int = 0,
    period: str = "",
    password: str = "",
    on: date | None = None,
    progress: Progress | None = None,
) -> Returned:
    """Read a sheet that the county sent back and keep it with the version it belongs to: the very file,
    else the version of ``period``, else the newest. UserError where it can't be read, and where nothing was
    sent.
    """
    steps, data = progress or Progress(), workbook.read_blank(file)
    run = _run(desk, " ".join(name.split()), run_id, period, sha256(data).hexdigest())
    refuse_step(run.state, RunState.RETURNED)
    steps.step(0, 3, "读县局的文件")
    theirs = read(data, password, steps)
    steps.step(1, 3, "读当时报的文件")
    ours = read(desk.store.attachment(run.file_attachment).data, "", steps)
    steps.step(2, 3, "对照")
    with desk.store.read() as connection:
        layout = from_plain(query.profile_of(connection, run).layout)
    frozen = from_bytes(desk.store.attachment(run.snapshot).data)
    remarks: list[Remark] = []
    for sheet in layout.sheets:
        if sheet.kind != "other" and sheet.name in ours:
            back = theirs.get(sheet.name)
            if back is None:
                remarks.append(Remark(kind="row", sheet=sheet.name, cell="", text="退回的文件里没有这张表"))
            else:
                compared = _Compared(sheet, ours[sheet.name], back, frozen.sheet(sheet.name))
                remarks += compared.remarks()
    known = {sheet.name for sheet in layout.sheets if sheet.kind != "other"}
    for other in theirs.values():
        if other.name not in known:
            remarks += [_comment(other.name, one) for one in other.comments]
    kept = _keep(desk, run, file.name, data, tuple(remarks), on or desk.today)
    told = way(desk, kept.id).remarks
    same = sha256(data).hexdigest() in (run.sha256, run.sealed)
    mine = tuple(one for one in told if one.remark.case_id or one.remark.field)
    rest = tuple(one for one in told if not (one.remark.case_id or one.remark.field))
    return Returned(run.id, run.name, run.period_label, run.version, same, mine, rest)


def read(data: bytes, password: str, progress: Progress) -> dict[str, ReadSheet]:
    """The sheets of a workbook by name, read in the child: the file is foreign."""
    plain = workbook.read_returned(data, password, progress)
    return {
        one["name"]: ReadSheet(
            one["name"],
            {(row, column): Cell(text, mark) for row, column, text, mark in one["cells"]},
            tuple((row, column, author, text) for row, column, author, text in one["comments"]),
        )
        for one in plain["sheets"]
    }


def _run(desk: Desk, name: str, run_id: int, period: str, digest: str) -> ReportRun:
    with desk.store.read() as connection:
        if run_id:
            return query.run(connection, run_id)
        runs = [one for one in query.runs(connection) if one.name == name and one.state in LEFT]
        if period and (newest := query.newest_run(connection, name, period)):
            return newest
    found = next((one for one in runs if digest in (one.sha256, one.sealed)), None) or next(iter(runs), None)
    if found is None or period:
        raise UserError(
            f"“{name}”{period}还没有导出过，退回的文件对不上。",
            "请核对表名和期间。",
            field="period" if period else "name",
        )
    return found


def _keep(
    desk: Desk, run: ReportRun, file: str, data: bytes, remarks: tuple[Remark, ...], on: date
) -> ReportRun:
    words = _SAID.join(dict.fromkeys(one.text for one in remarks if one.kind == "comment" and one.text))
    many = {kind: sum(one.kind == kind for one in remarks) for kind in ("comment", "changed", "mark", "row")}
    told = _SAID.join(
        f"{word} {many[kind]} 处"
        for kind, word in (("comment", "批注"), ("changed", "改动"), ("mark", "标记"), ("row", "行的增减"))
        if many[kind]
    )
    with desk.store.work(desk.clock, f"县局退回 {run.name} {run.period_label}") as work:
        after = replace(
            run,
            remarks=remarks,
            returned_file=work.attach(file, XLSX, data),
            returned_on=on,
            opinion=words[:_MOST_WORDS] or told or None,
        )
        work.lasting = True
        return go_on(desk, work, after, RunState.RETURNED, f"{file}：{told or '没有批注和改动'}", before=run)


def _comment(sheet: str, said: tuple[int, int, str, str]) -> Remark:
    row, column, author, text = said
    return Remark(kind="comment", sheet=sheet, cell=_name(row, column), text=text, author=author)


def _name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _place(remark: Remark) -> tuple[bool, int, int]:
    """From top to bottom; what has no cell stands last."""
    at = REFERENCE.fullmatch(remark.cell)
    return (False, int(at[2]), column_number(at[1])) if at else (True, 0, 0)


class _Compared:
    """One sheet as it went out and as it came back. Rows of a roster are found again by ID number and name,
    so that the county may sort them or put rows between.
    """

    def __init__(self, layout: SheetLayout, ours: ReadSheet, theirs: ReadSheet, frozen: FrozenSheet) -> None:
        self._layout, self._ours, self._theirs, self._frozen = layout, ours, theirs, frozen
        self._columns: dict[int, Column] = {one.at: one for one in layout.columns}
        self._of: dict[int, int] = {}  # their row → place of the row among ours
        if layout.kind == "rows":
            self._of = self._pair_rows()

    def remarks(self) -> Iterator[Remark]:
        """What the county wrote, marked and changed, from top to bottom."""
        found = [self._commented(one) for one in self._theirs.comments]
        told = {one.cell for one in found}
        if self._layout.kind == "rows":
            found += [*self._changed_rows(told), *self._more_and_less()]
        found += self._changed_elsewhere()
        yield from sorted(found, key=_place)

    # ---- rows

    def _pair_rows(self) -> dict[int, int]:
        keys: dict[tuple[str, str], list[int]] = defaultdict(list)
        many = len(self._frozen.rows)
        for place in range(many):
            for key in self._keys(self._ours.cells, self._layout.first + place):
                keys[key].append(place)
        last = max((row for row, _ in self._theirs.cells), default=0)
        found: dict[int, int] = {}
        left = set(range(many))
        for row in range(self._layout.first, last + 1):
            for key in self._keys(self._theirs.cells, row):
                free = next((one for one in keys.get(key, ()) if one in left), None)
                if free is not None:
                    found[row] = free
                    left.discard(free)
                    break
        return found

    def _keys(self, cells: Cells, row: int) -> Iterator[tuple[str, str]]:
        """By what a row is known: number and name, the number, the name."""
        number, name = (
            next(
                (cells.get((row, one.at), _NOTHING).text for one in self._layout.known if one.field == field),
                "",
            )
            for field in (ID_NO, NAME)
        )
        if number and name:
            yield number.upper(), name
        if number and "*" not in number:
            yield number.upper(), ""
        if name:
            yield "", name

    def _commented(self, said: tuple[int, int, str, str]) -> Remark:
        row, column = said[0], said[1]
        return self._placed(row, column, _comment(self._layout.name, said))

    def _placed(self, row: int, column: int, remark: Remark) -> Remark:
        """The remark with the person and the datum that its cell is about."""
        if self._layout.kind == "numbers":
            line = next((one for one in self._layout.columns if one.at == row), None)
            return replace(remark, field=line.field, header=line.header) if line else remark
        known = self._columns.get(column)
        remark = replace(remark, field=known.field, header=_last(known.header)) if known else remark
        if row in self._of:
            return replace(remark, case_id=self._frozen.rows[self._of[row]].case)
        inside_head = self._layout.head[0] <= row <= self._layout.head[1]
        return remark if inside_head else replace(remark, field="")

    def _changed_rows(self, told: set[str]) -> Iterator[Remark]:
        width = max(self._columns, default=0)
        widest = max((column for _, column in self._theirs.cells), default=0)
        for row, place in self._of.items():
            mine = self._layout.first + place
            for column in range(1, max(width, widest) + 1):
                old, new = (
                    self._ours.cells.get((mine, column), _NOTHING),
                    self._theirs.cells.get((row, column), _NOTHING),
                )
                plain = Remark(kind="changed", sheet=self._layout.name, cell=_name(row, column))
                serial = column in self._columns and self._columns[column].field == "serial"
                if old.text != new.text and not serial:
                    if column > width:  # a column of the county's own beside ours: it wrote there
                        plain = replace(plain, kind="comment", text=new.text, header=self._head(column))
                    else:
                        plain = replace(plain, old=old.text, new=new.text)
                    yield self._placed(row, column, plain)
                elif new.mark and new.mark != old.mark and plain.cell not in told:
                    yield self._placed(row, column, replace(plain, kind="mark", text=new.mark))

    def _head(self, column: int) -> str:
        rows = range(self._layout.head[1], self._layout.head[0] - 1, -1)
        texts = (self._theirs.cells.get((row, column), _NOTHING).text for row in rows)
        return next(filter(None, texts), "")

    def _more_and_less(self) -> Iterator[Remark]:
        there = set(self._of.values())
        for place, lost in enumerate(self._frozen.rows):
            if place not in there:
                words = "县局的表里没有这一行了"
                yield Remark(kind="row", sheet=self._layout.name, cell="", text=words, case_id=lost.case)
        last = max(self._of, default=0)
        name = next((one.at for one in self._layout.known if one.field == NAME), 0)
        for row in range(self._layout.first, last + 1):
            text = self._theirs.cells.get((row, name), _NOTHING).text
            if row not in self._of and text:
                cell = _name(row, name)
                yield Remark(
                    kind="row", sheet=self._layout.name, cell=cell, text=f"县局的表里多了一行：{text}"
                )

    # ---- outside of the rows

    def _changed_elsewhere(self) -> Iterator[Remark]:
        """Numbers, heads and what stands above the rows; what stands below them moves with them and is
        left.
        """
        until = self._layout.first if self._layout.kind == "rows" else None
        places: Sequence[tuple[int, int]] = sorted({*self._ours.cells, *self._theirs.cells})
        for row, column in places:
            if until is not None and row >= until:
                break
            old, new = (one.cells.get((row, column), _NOTHING).text for one in (self._ours, self._theirs))
            if old != new:
                plain = Remark(
                    kind="changed", sheet=self._layout.name, cell=_name(row, column), old=old, new=new
                )
                yield self._placed(row, column, plain)


def _last(header: str) -> str:
    return header.rpartition("/")[2]
