"""python -m tests.support.storm --blanks 300 [--folder FOLDER]: blanks of counties, made by three writers or
found in a folder, are learned and filled. Each must be filled with the right values and every part that holds
no place left equal, or be refused by the name of what stands in the way.
"""

import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from anbang_desktop.errors import UserError
from anbang_desktop.excel.package import CHAIN, CONTENT_TYPES, STRINGS, STYLES, WORKBOOK
from anbang_desktop.excel.template import Layout, SheetLayout, Value
from anbang_desktop.excel.template_fill import fill
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.excel.template_open import check_blank, open_blank
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.excel.template_trial import trial
from tests.support.blanks import contents, meanings
from tests.support.strange_blanks import by_hand, by_libreoffice, by_openpyxl

DETAILS = Details(
    "柳湾镇司法所",
    date(2026, 11, 1),
    date(2026, 11, 30),
    "2026年11月",
    date(2026, 11, 30),
    filled_by="李文静",
)
PEOPLE = 7
LEAST = 0.9  # of the blanks must be filled
_CELLS = (STYLES, STRINGS, WORKBOOK, CHAIN, "xl/worksheets/")
_PLACED = (
    *_CELLS,
    *("xl/drawings/", "xl/charts/", "xl/comments", "xl/threadedComments/", "xl/tables/", "xl/pivotCache/"),
    *(CONTENT_TYPES, "xl/_rels/workbook.xml.rels"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one blank: filled or refused, the sentence of a refusal, what was wrong."""

    word: str
    sentence: str = ""
    wrong: str = ""
    seconds: float = 0.0


def try_blank(name: str, data: bytes) -> Told:
    """Learn and fill one blank as the program does, and look at what came of it."""
    started = time.process_time()
    try:
        check_blank(data)
        layout = learn(data, meanings())
        trial(data, layout)
    except UserError as refused:
        return Told("refused", refused.what, seconds=time.process_time() - started)
    except Exception as fault:  # noqa: BLE001 - what is looked for
        return Told("fault", wrong=f"{name}: learning: {type(fault).__name__}: {fault}")
    if not layout.kinds() & {"rows", "numbers"}:
        return Told("refused", "no heading that we know", seconds=time.process_time() - started)
    people, numbers = _people(), {"book_start": 3, "new": 4, "left": 1, "book_end": 6}
    try:
        made = fill(data, layout, contents(layout, people, numbers), DETAILS)
        wrong = "; ".join(_looked_at(data, made, layout, people))
    except Exception as fault:  # noqa: BLE001 - as above
        wrong = f"{type(fault).__name__}: {fault}"
    return Told("filled", "", f"{name}: {wrong}" if wrong else "", time.process_time() - started)


def _people() -> list[dict[str, Value]]:
    return [
        {
            "name": f"王某{at}",
            "id_no": f"1499011990010{at:05}",
            "sex": "男",
            "release_date": date(2026, 11, 3),
            "remark": "=1+1",
            "live_addr": "某县西坡乡西村一组\n东头第二家 " * 3,
        }
        for at in range(PEOPLE)
    ]


def _looked_at(data: bytes, made: bytes, layout: Layout, people: list[dict[str, Value]]) -> Iterator[str]:
    """What isn't as it must be."""
    check_blank(made)
    before, after = open_blank(data), open_blank(made)
    grown = False
    for sheet in layout.sheets:
        extra = max(PEOPLE - sheet.prepared, 0) if sheet.kind == "rows" else 0
        grown |= extra > 0
        if sheet.kind == "rows":
            yield from _people_in(after[sheet.name], sheet, people)
        yield from _texts_kept(before[sheet.name], after[sheet.name], sheet, extra)
    yield from _parts_kept(data, made, _PLACED if grown else _CELLS)


def _people_in(sheet: Any, layout: SheetLayout, people: list[dict[str, Value]]) -> Iterator[str]:
    for place, person in enumerate(people):
        for column in layout.known:
            cell = sheet.cell(layout.first + place, column.at)
            wanted = place + 1 if column.field == "serial" else person.get(column.field)
            found = cell.value.date() if isinstance(wanted, date) and cell.value else cell.value
            if cell.data_type != "f" and type(cell).__name__ != "MergedCell" and found != wanted:
                yield f"{cell.coordinate} holds {found!r} instead of {wanted!r}"


def _texts_kept(before: Any, after: Any, layout: SheetLayout, extra: int) -> Iterator[str]:
    """Whatever the county wrote outside the rows stands where it belongs."""
    beside = {(before[name].row, before[name].column + 1) for name in layout.blanks}
    rows = range(layout.first, layout.first + layout.prepared) if layout.kind == "rows" else range(0)
    filled = {(line.at, line.into) for line in layout.columns if layout.kind == "numbers"}
    for cells in before.iter_rows():
        for cell in cells:
            place = (cell.row, cell.column)
            own = cell.coordinate in layout.blanks or place in beside or place in filled
            if not isinstance(cell.value, str) or cell.data_type == "f" or own or cell.row in rows:
                continue
            row = cell.row + extra if layout.kind == "rows" and cell.row >= layout.first else cell.row
            if after.cell(row, cell.column).value != cell.value:
                yield f"the words of {cell.coordinate} are gone"
    if len(before.merged_cells.ranges) > len(after.merged_cells.ranges):
        yield "a joined cell is gone"
    if len(before.data_validations.dataValidation) != len(after.data_validations.dataValidation):
        yield "a validation is gone"


def _parts_kept(data: bytes, made: bytes, touched: tuple[str, ...]) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(made)) as after:
        for name in before.namelist():
            may_change = name.startswith(touched) and "/_rels/" not in name.replace("xl/_rels/", "")
            added = name in (CONTENT_TYPES, "xl/_rels/workbook.xml.rels") and STYLES not in before.namelist()
            if may_change or added:
                continue
            if name not in after.namelist() or before.read(name) != after.read(name):
                yield f"the part {name} is another"


def blanks(count: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """So many blanks, of each writer a third."""
    third = -(-count // 3)
    yield from ((f"openpyxl {number}", by_openpyxl(number)) for number in range(third))
    yield from ((f"by hand {number}", by_hand(number)) for number in range(third))
    yield from by_libreoffice(range(1000, 1000 + count - 2 * third), folder)


def found_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The workbooks of a folder and of those inside it."""
    for file in sorted(folder.rglob("*.xlsx")):
        yield file.name, file.read_bytes()


def report(told: Iterable[Told]) -> int:
    """Print what became of them; 1 where one went wrong, or too few were filled."""
    listed = list(told)
    words, sentences = Counter(one.word for one in listed), Counter(one.sentence for one in listed)
    print(dict(words), f"slowest {max((one.seconds for one in listed), default=0):.2f} s")
    for sentence, count in sentences.most_common():
        if sentence:
            print(f"  refused {count}: {sentence}")
    wrong = [one.wrong for one in listed if one.wrong]
    print("\n".join(wrong) or "none went wrong")
    return 1 if wrong or words["filled"] < LEAST * len(listed) else 0


def run(count: int, folder: str | None) -> int:
    """So many blanks of our own, or those of a folder."""
    if folder is not None:
        return report(try_blank(name, data) for name, data in found_in(Path(folder)))
    with tempfile.TemporaryDirectory() as place:
        return report(try_blank(name, data) for name, data in blanks(count, Path(place)))
