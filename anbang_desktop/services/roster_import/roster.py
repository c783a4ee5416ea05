"""Import a list from above: plan (nothing is written), commit (exactly the plan, one transaction), undo,
and what goes back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anbang_desktop.domain import roster_columns
from anbang_desktop.domain.column_guess import IGNORED
from anbang_desktop.domain.roster_body import complete_rows
from anbang_desktop.domain.roster_plan import Action, Treatment
from anbang_desktop.domain.sheet import Sheet, Workbook
from anbang_desktop.errors import UserError
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.excel.reader import read_workbook
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases.on_books import Opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.roster_import import columns, inside_list, returns
from anbang_desktop.services.roster_import.commit import Committer, choose
from anbang_desktop.services.roster_import.match import COMPARING, known_of, mark_doubles, planned
from anbang_desktop.services.roster_import.opening import FIELDS as OPENED
from anbang_desktop.services.roster_import.opening import OpeningReader, with_future
from anbang_desktop.services.roster_import.plan import (
    ImportPlan,
    ImportResult,
    PastImport,
    PlannedColumn,
    PlannedRow,
)
from anbang_desktop.services.roster_import.read_rows import RowReader, cells_of
from anbang_desktop.services.roster_import.row_reading import OWN
from anbang_desktop.services.roster_import.undo import take_back
from anbang_desktop.services.uncollected import uncollected
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.queries.imports import PastList

Mapping_ = Mapping[str, str | None]
Edits = Mapping[tuple[int, str], str]
Treatments = Mapping[str, Treatment]
CHECKING = "核对名单"
EVERY = 50  # rows between two reports of progress
roster_words = columns.roster_words


@uncollected()
def plan(
    desk: Desk,
    path: Path,
    sheet: str | None = None,
    mapping: Mapping_ | None = None,
    progress: Progress | None = None,
    *,
    opening: Opening | None = None,
    inside: bool = False,
) -> ImportPlan:
    """Read a list and say what an import would do to every row; writes nothing. UserError when the file
    cannot be read.

    ``mapping`` goes from heading keys (``PlannedColumn.key``) to fields (None: leave out) and wins over
    the guess. With an ``opening`` the people of the list are on the books already (建账).
    """
    book = read_workbook(path, LIMITS, progress)
    request = _Request(path, book, sheet, mapping, {}, opening=opening, inside=inside)
    return _planned(desk, request, progress or Progress())


@uncollected()
def read_as(
    desk: Desk,
    old: ImportPlan,
    opening: Opening | None,
    progress: Progress | None = None,
    *,
    inside: bool = False,
) -> ImportPlan:
    """The same list as a roster of people on the books already, as one of people in prison (``inside``),
    or as a list from above.
    """
    mapping, edits, told = old.mapping, old.edits, old.treatments_told
    request = _Request(old.path, old.book, old.sheet, mapping, edits, told, opening, inside)
    return _planned(desk, request, progress or Progress())


@uncollected()
def revise(
    desk: Desk,
    old: ImportPlan,
    *,
    sheet: str | None = None,
    mapping: Mapping_ | None = None,
    edits: Edits | None = None,
    treatments: Treatments | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """The plan again after the clerk chose another sheet, matched a column, corrected a cell ((row, field) →
    text) or said what a field does to people whom the office has.
    """
    other = sheet is not None and sheet != old.sheet
    kept = None if other else {**old.mapping, **(mapping or {})}
    corrected = {} if other else {**old.edits, **(edits or {})}
    treated = {} if other else {**old.treatments_told, **(treatments or {})}
    request = _Request(
        old.path, old.book, sheet or old.sheet, kept, corrected, treated, old.opening, old.inside
    )
    return _planned(desk, request, progress or Progress())


@dataclass(frozen=True, slots=True)
class _Request:
    path: Path
    book: Workbook
    sheet: str | None
    mapping: Mapping_ | None
    edits: Edits
    treatments: Treatments = field(default_factory=dict)
    opening: Opening | None = None
    inside: bool = False


def _planned(desk: Desk, request: _Request, progress: Progress) -> ImportPlan:
    words = roster_words()
    use = columns.use_of(request.opening)
    progress.step(0, 0, CHECKING)
    lists = use.reader.lists(request.book)
    progress.step(0, 0, CHECKING)
    found = _find(request, lists)
    print_of_header = roster_columns.fingerprint(found.header)
    with desk.store.read() as connection:
        layout = imports.layout(connection, print_of_header)
        earlier = imports.import_of_file(connection, request.book.digest)
    told = {
        **(columns.remembered(found.header, found.guesses, layout.mapping) if layout else {}),
        **(request.mapping or {}),
    }
    treated = {**(columns.treated(layout.mapping) if layout else {}), **request.treatments}
    guesses = roster_columns.apply_mapping(found.header, found.guesses, told)
    people = found.with_guesses(guesses, words).people
    _check_count(people, found.sheet.name)
    progress.step(0, 0, CHECKING)
    planned_columns = columns.planned(found, told, people, treated, use)
    treatments = columns.treatments_of(planned_columns)
    return ImportPlan(
        path=request.path,
        book=request.book,
        sheet=found.sheet.name,
        header_rows=(found.header.first + 1, found.header.last + 1),
        columns=planned_columns,
        rows=_rows(desk, request, _List(found.sheet, people, planned_columns, treatments), progress),
        fingerprint=print_of_header,
        computed_on=desk.today,
        remembered=layout is not None,
        earlier_import=earlier,
        mapping=dict(request.mapping or {}),
        edits=dict(request.edits),
        treatments=treatments,
        treatments_told=treated,
        sheets=tuple(one.sheet.name for one in lists if one.people),
        opening=request.opening,
        likely_opening=columns.looks_like_opening(found),
        inside=request.inside,
        likely_inside=inside_list.looks_like(found, request.book.file_name, words),
    )


def _find(request: _Request, lists: Sequence[roster_columns.Found]) -> roster_columns.Found:
    wanted = [one for one in lists if request.sheet in (None, one.sheet.name)]
    found = columns.use_of(request.opening).reader.likeliest(wanted)
    if found is None:
        where = f"表“{request.sheet}”" if request.sheet else f"文件“{request.book.file_name}”"
        more = f"这个文件里有名单的表：{'、'.join(one.sheet.name for one in lists)}。" if lists else ""
        raise UserError(
            f"{where}里找不到名单的表头，认不出“姓名”“身份证号码”这样的列名。",
            f"请确认选对了文件和表；表头要在前 30 行里，一列一个名称。{more}",
        )
    return found


def _check_count(people: Sequence[int], sheet: str) -> None:
    if not people:
        raise UserError(f"表“{sheet}”只有表头，下面没有人员。", "请确认选对了文件和表。")
    if len(people) > LIMITS.rows:
        raise UserError(f"名单有 {len(people)} 行，超过一次 {LIMITS.rows} 行的上限。", "请分成几个文件导入。")


@dataclass(frozen=True, slots=True)
class _List:
    """The list that was found: its people's rows (from 0), its columns, what they may do to known people."""

    sheet: Sheet
    people: Sequence[int]
    columns: Sequence[PlannedColumn]
    treatments: Treatments


def _rows(desk: Desk, request: _Request, found: _List, progress: Progress) -> tuple[PlannedRow, ...]:
    people = found.people
    where = {one.field: one.index for one in found.columns if one.field and one.field not in IGNORED}
    headers = {one.field: one.header or one.label for one in found.columns if one.field in where}
    opener = OpeningReader(desk, request.opening) if request.opening else None
    apart = OPENED if opener else frozenset[str]()
    reader = RowReader(roster_words(), desk.read_context, headers, apart, request.inside)
    edits: dict[int, dict[str, str]] = {}
    for (number, name), text in request.edits.items():
        edits.setdefault(number, {})[name] = text
    readings, so_far = [], []
    body = complete_rows(found.sheet, people, where.values(), [where[one] for one in OWN if one in where])
    for done, row in enumerate(body):
        if done % EVERY == 0:
            progress.step(done, len(body), CHECKING)
        changed = edits.get(row.at + 1, {})
        readings.append(reader.read_row(row, where, changed))
        if opener:
            cells = cells_of(row.cells, where, changed)
            told = {name: cell for name, cell in cells.items() if name in apart}
            so_far.append(opener.read(readings[-1], told))
    for reading in readings:
        columns.doubt(reading, found.columns)
        columns.keep_words(reading, found.sheet, found.columns)
    mark_doubles(readings, headers)
    rows = []
    listed = [reading.values for reading in readings]
    with desk.store.read() as connection:
        office = known_of(
            connection, listed, found.treatments, desk.read_context, progress, inside=request.inside
        )
    for done, reading in enumerate(readings):
        if done % EVERY == 0:
            progress.step(done, len(readings), COMPARING)
        made = planned(office, reading, headers)
        if request.inside:
            made = inside_list.with_future(made, headers, desk.today)
        elif request.opening:
            made = with_future(desk, made, so_far[done], request.opening, headers)
        rows.append(made)
    return tuple(rows)


@uncollected()
def commit(
    desk: Desk,
    made: ImportPlan,
    accept: frozenset[int] = frozenset(),
    progress: Progress | None = None,
    *,
    seen: bool = False,
) -> ImportResult:
    """Write exactly the previewed plan in one transaction: the ready rows and those of ``accept`` (file
    rows that asked). ``seen``: a person saw what was offered for the columns, and left what isn't taken.

    The same file again, with nothing new in it, writes nothing and gives the number of the earlier import.

    Rows with errors are never written. UserError when the office has changed since the preview; nothing is
    written then.
    """
    chosen = choose(made, accept)
    if not chosen:
        raise UserError("没有可以导入的行。", "请先改好问题行，或勾选需确认的行。")
    if made.earlier_import is not None and all(
        row.action is Action.SAME for row in made.rows if row.number in chosen
    ):
        return ImportResult(
            made.earlier_import, 0, 0, 0, len(chosen), len(made.rows) - len(chosen), ()
        )  # nothing to write
    label = "建账：导入花名册" if made.opening else "导入服刑人员名册" if made.inside else "导入名单"
    with begin(desk, label) as one:
        return Committer(one, roster_words(), progress or Progress()).run(made, chosen, seen=seen)


def undo(desk: Desk, import_id: int, progress: Progress | None = None) -> int:
    """Take a whole import back; the number of people. Refused, naming who, when anything was added or
    changed since.
    """
    with begin(desk, "撤销导入名单") as one:
        return take_back(one, import_id, progress or Progress())


def history(desk: Desk) -> list[PastImport]:
    """All imports, the newest first."""
    with desk.store.read() as connection:
        return [_past(row) for row in imports.newest_first(connection)]


def _past(past: PastList) -> PastImport:
    listed = past.listed
    return PastImport(
        id=listed.id,
        file_name=listed.file_name,
        at=f"{listed.at:%Y-%m-%d %H:%M}",
        user=listed.by,
        rows=listed.rows,
        created=listed.created,
        updated=listed.updated,
        undone=past.undone,
    )


def problems_file(made: ImportPlan, out: Path, progress: Progress | None = None) -> int:
    """Write the rows that weren't ready as the same file with one more column 问题; how many they are."""
    return returns.problems_file(made, out, progress)


def return_list(
    desk: Desk,
    import_id: int,
    out: Path,
    progress: Progress | None = None,
    among: Collection[int] | None = None,
) -> int:
    """Write the imported list again with its answers; how many rows have a result. ``among``: only
    the rows of these cases.
    """
    return returns.return_list(desk, import_id, out, progress, among)
