"""Rows of a sheet as lines of one of the office's lists: a column of names is enough; headings say which
column is what, without them what stands in the columns does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anbang_desktop.domain.copied_cells import split_cells
from anbang_desktop.domain.phone import read_phone
from anbang_desktop.domain.sheet import Cell, Sheet
from anbang_desktop.errors import UserError
from anbang_desktop.excel import reader
from anbang_desktop.excel.limits import LIMITS
from anbang_desktop.fields.own_lists import CONTACT_HEADS, LISTS, NAME_HEADS, PHONE_HEADS, ListWords, OwnList
from anbang_desktop.progress import Progress
from anbang_desktop.services.office.own_lists import ABOUT, CONTACT, NUMBER, UNTIL, Line

TEXT = (".csv", ".txt", ".tsv")
HEAD_ROWS = 5  # above the names there may be a title and a heading
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """The lines, and what could not be read, each in a sentence."""

    lines: tuple[Line, ...]
    strange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    within: int | None
    phone: int | None
    first: int  # the row of the first name
    more: Mapping[str, int] = field(default_factory=dict)  # what else is kept of a name


def read_file(kind: OwnList, file: Path, progress: Progress | None = None) -> Found:
    """The names of a sheet (.xlsx, .xls, .csv); UserError says why it can't be read, or that it has none."""
    found = read_rows(kind, rows_of(file, progress))
    if not found.lines:
        raise UserError(
            f"“{file.name}”里没有找到{LISTS[kind].title}的名称。",
            "一列名称就够，一行一个，再选一次文件。",
            field="file",
        )
    return found


def rows_of(file: Path, progress: Progress | None = None) -> Rows:
    """The cells of a small sheet (.xlsx, .xls, .csv) as words; UserError where it can't be read."""
    if file.suffix.lower() in TEXT:
        return list(_cells(reader.read_text(file, LIMITS, progress)))
    shown = [one for one in reader.read_workbook(file, LIMITS, progress).sheets if one.visible and one.rows]
    return list(_cells(shown[0])) if shown else []


def read_text(kind: OwnList, text: str) -> Found:
    """Rows copied in a spreadsheet, or names typed one a line."""
    return read_rows(kind, split_cells(text))


def read_rows(kind: OwnList, rows: Rows) -> Found:
    """The lines of rows of cells; a name that comes twice is taken once."""
    filled = [[cell.strip() for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    columns = _by_heading(kind, filled) or _by_content(kind, filled)
    lines: dict[tuple[str, str], Line] = {}
    strange: list[str] = []
    for row in filled[columns.first :]:
        name = _cell(row, columns.name)
        if not name:
            strange.append(f"“{'　'.join(filter(None, row))}”这一行没有名称，没有要")
            continue
        phone = _cell(row, columns.phone)
        if phone and not _is_phone(phone):
            strange.append(f"{name}的电话“{phone}”不对，没有填")
            phone = ""
        more = {datum: _cell(row, place) for datum, place in columns.more.items()}
        line = Line(name, _cell(row, columns.within), phone, **more)  # type: ignore[arg-type]
        lines.setdefault(line.key(kind), line)
    return Found(tuple(lines.values()), tuple(strange))


def _by_heading(kind: OwnList, rows: Rows) -> _Columns | None:
    words = LISTS[kind]
    of = LISTS[words.of] if words.of else None
    mine = (words.title, words.one, *words.heads, *NAME_HEADS)
    others = (words.within, of.title, *of.heads) if of else ()
    for at, row in enumerate(rows[:HEAD_ROWS]):
        name = _place(row, mine)
        if name is not None:
            phone = _place(row, PHONE_HEADS) if words.phone else None
            return _Columns(name, _place(row, others), phone, at + 1, _more(words, row))
    return None


def _more(words: ListWords, row: Sequence[str]) -> dict[str, int]:
    """What else this list keeps of a name, under the headings that the window shows."""
    heads = {
        CONTACT: CONTACT_HEADS if words.contact else (),
        ABOUT: (words.about, "说明", "备注") if words.about else (),
        NUMBER: (words.number, "人数", "名额") if words.number else (),
        UNTIL: (words.until, "截止日期", "有效期") if words.until else (),
    }
    found = {datum: _place(row, named) for datum, named in heads.items()}
    return {datum: place for datum, place in found.items() if place is not None}


def _by_content(kind: OwnList, rows: Rows) -> _Columns:
    """The first column with words holds the names, the next one what they belong to; numbers that can be
    dialled are phones, others count the rows.
    """
    words, width = LISTS[kind], max((len(row) for row in rows), default=0)
    cells = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    dialled = [at for at, column in enumerate(cells) if column and all(map(_is_phone, column))]
    worded = [at for at, column in enumerate(cells) if any(not cell.isdecimal() for cell in column)]
    worded = [at for at in worded if at not in dialled]
    name = worded[0] if worded else 0
    within = worded[1] if words.of and len(worded) > 1 else None
    return _Columns(name, within, dialled[0] if words.phone and dialled else None, 0)


def _place(row: Sequence[str], heads: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(row) if cell and cell.replace(" ", "") in heads), None)


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _is_phone(text: str) -> bool:
    try:
        return bool(read_phone(text))
    except ValueError:
        return False


def _cells(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows:
        yield [_words(cell) for cell in row]


def _words(cell: Cell) -> str:
    return "" if cell.kind == "error" else cell.result if cell.kind == "formula" else cell.text
