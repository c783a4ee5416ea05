"""Import a list from above: plan (nothing is written), commit (exactly the plan, one transaction), undo,
and what goes back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain import roster_columns as columns
from anbang_desktop.domain.roster_body import complete_rows
from anbang_desktop.domain.roster_plan import Action
from anbang_desktop.domain.roster_words import RosterWords, parse_roster_words
from anbang_desktop.domain.sheet import Workbook
from anbang_desktop.errors import UserError
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.excel.reader import read_workbook
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.roster_import import returns
from anbang_desktop.services.roster_import.commit import Committer, choose
from anbang_desktop.services.roster_import.match import known_of, mark_doubles, planned
from anbang_desktop.services.roster_import.plan import (
    ImportPlan,
    ImportResult,
    PastImport,
    PlannedColumn,
    PlannedRow,
)
from anbang_desktop.services.roster_import.read_rows import RowReader
from anbang_desktop.services.roster_import.row_reading import FIELDS, OWN
from anbang_desktop.services.roster_import.undo import take_back
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.queries.imports import PastList

Mapping_ = Mapping[str, str | None]
Edits = Mapping[tuple[int, str], str]
EVERY = 50  # rows between two reports of progress
SAMPLES = 3


@cache
def roster_words() -> RosterWords:
    """What columns and footers are called (``resources/import/columns.toml``)."""
    return parse_roster_words(paths.resources("import", "columns.toml").read_text(encoding="utf-8"))


def targets() -> list[tuple[str, str]]:
    """What a column can be matched to: (identifier, Chinese name), in the order of the registration form."""
    words = roster_words()
    extra = [
        (one.field, one.label) for one in words.targets if one.label and one.field not in columns.IGNORED
    ]
    known = {one.field for one in words.targets}
    return [(one.name, one.label) for one in (*CLIENT_FIELDS, *CASE_FIELDS) if one.name in known] + extra


def plan(
    desk: Desk,
    path: Path,
    sheet: str | None = None,
    mapping: Mapping_ | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Read a list and say what an import would do to every row; writes nothing. UserError when the file
    cannot be read.

    ``mapping`` goes from heading keys (``PlannedColumn.key``) to fields (None: leave out) and wins over
    the guess.
    """
    book = read_workbook(path, LIMITS, progress)
    return _planned(desk, _Request(path, book, sheet, mapping, {}), progress or Progress())


def revise(
    desk: Desk,
    old: ImportPlan,
    *,
    sheet: str | None = None,
    mapping: Mapping_ | None = None,
    edits: Edits | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """The plan again after the clerk chose another sheet, matched a column or corrected a cell ((row,
    field) → text).
    """
    other = sheet is not None and sheet != old.sheet
    kept = None if other else {**old.mapping, **(mapping or {})}
    corrected = {} if other else {**old.edits, **(edits or {})}
    return _planned(
        desk, _Request(old.path, old.book, sheet or old.sheet, kept, corrected), progress or Progress()
    )


@dataclass(frozen=True, slots=True)
class _Request:
    path: Path
    book: Workbook
    sheet: str | None
    mapping: Mapping_ | None
    edits: Edits


def _planned(desk: Desk, request: _Request, progress: Progress) -> ImportPlan:
    words = roster_words()
    found = _find(request, words)
    print_of_header = columns.fingerprint(found.header)
    with desk.store.read() as connection:
        remembered = imports.layout(connection, print_of_header)
        earlier = imports.import_of_file(connection, request.book.digest)
    told = {**(remembered.mapping if remembered else {}), **(request.mapping or {})}
    guesses = columns.apply_mapping(found.header, found.guesses, told)
    people = columns.people_rows(found.sheet, found.header, guesses, words)
    _check_count(people, found.sheet.name)
    rows = _rows(
        desk, request, columns.Found(found.sheet, found.header, guesses, found.score), people, progress
    )
    return ImportPlan(
        path=request.path,
        book=request.book,
        sheet=found.sheet.name,
        header_rows=(found.header.first + 1, found.header.last + 1),
        columns=_columns(found, guesses, people),
        rows=rows,
        fingerprint=print_of_header,
        computed_on=desk.today,
        remembered=remembered is not None,
        earlier_import=earlier,
        mapping=dict(request.mapping or {}),
        edits=dict(request.edits),
    )


def _find(request: _Request, words: RosterWords) -> columns.Found:
    found = columns.find_list(request.book, words, request.sheet)
    if found is None:
        where = f"表“{request.sheet}”" if request.sheet else f"文件“{request.book.file_name}”"
        raise UserError(
            f"{where}里找不到名单的表头，认不出“姓名”“身份证号码”这样的列名。",
            "请确认选对了文件和表；表头要在前 30 行里，一列一个名称。",
        )
    return found


def _check_count(people: list[int], sheet: str) -> None:
    if not people:
        raise UserError(f"表“{sheet}”只有表头，下面没有人员。", "请确认选对了文件和表。")
    if len(people) > LIMITS.rows:
        raise UserError(f"名单有 {len(people)} 行，超过一次 {LIMITS.rows} 行的上限。", "请分成几个文件导入。")


def _columns(
    found: columns.Found, guesses: tuple[columns.Guess, ...], people: list[int]
) -> tuple[PlannedColumn, ...]:
    labels = {one.field: one.label for one in roster_words().targets if one.label} | {
        name: one.label for name, one in FIELDS.items()
    }
    made = []
    told = zip(found.header.keys, guesses, found.guesses, strict=True)
    for at, (key, guess, own) in enumerate(told):
        texts = [
            found.sheet.cell(row, at).text.strip() for row in people if not found.sheet.cell(row, at).blank
        ]
        if key.strip("#0123456789") or texts:
            name = found.header.name(at)
            made.append(
                PlannedColumn(
                    at,
                    key,
                    name,
                    guess.field,
                    labels.get(guess.field or "", ""),
                    guess.confidence,
                    tuple(texts[:SAMPLES]),
                    (own.field, own.confidence),
                )
            )
    return tuple(made)


def _rows(
    desk: Desk, request: _Request, found: columns.Found, people: list[int], progress: Progress
) -> tuple[PlannedRow, ...]:
    where = {
        guess.field: at
        for at, guess in enumerate(found.guesses)
        if guess.field and guess.field not in columns.IGNORED
    }
    headers = {field: found.header.name(at) or FIELDS[field].label for field, at in where.items()}
    reader = RowReader(roster_words(), desk.read_context, headers)
    edits: dict[int, dict[str, str]] = {}
    for (number, field), text in request.edits.items():
        edits.setdefault(number, {})[field] = text
    readings = []
    body = complete_rows(found.sheet, people, where.values(), [where[one] for one in OWN if one in where])
    for done, row in enumerate(body):
        if done % EVERY == 0:
            progress.step(done, len(body), "核对名单")
        readings.append(reader.read_row(row, where, edits.get(row.at + 1, {})))
    mark_doubles(readings, headers)
    rows = []
    progress.step(0, len(readings), "与本所人员比对")
    with desk.store.read() as connection:
        office = known_of(connection, [reading.values for reading in readings])
    for done, reading in enumerate(readings):
        if done % EVERY == 0:
            progress.step(done, len(readings), "与本所人员比对")
        rows.append(planned(office, reading, headers))
    return tuple(rows)


def commit(
    desk: Desk, made: ImportPlan, accept: frozenset[int] = frozenset(), progress: Progress | None = None
) -> ImportResult:
    """Write exactly the previewed plan in one transaction: the ready rows and those of ``accept`` (file
    rows that asked).

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
    with begin(desk, "导入名单") as one:
        return Committer(one, roster_words(), progress or Progress()).run(made, chosen)


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
    """Write the imported list again with 核查结果, 日期, 备注; how many rows have a result. ``among``: only
    the rows of these cases.
    """
    return returns.return_list(desk, import_id, out, progress, among)
