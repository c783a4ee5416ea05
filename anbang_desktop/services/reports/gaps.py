"""What stays open on a county's blank, and why: told, and listed beside the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from anbang_desktop.domain.numbers import Number
from anbang_desktop.domain.period import Span
from anbang_desktop.excel.template import Column, Layout, SheetLayout
from anbang_desktop.services.reports import workbook
from anbang_desktop.services.reports.rosters import Roster

UNKNOWN = "没有认出这一栏是什么"
UNSURE = "只是猜的，还没有人确认"
NOT_OF_ROW = "这张表的行里没有这一项"
NOT_YET = "这一栏写的期间，到这张表的期末还没有完"
TITLE = "没有填的栏目"


@dataclass(frozen=True, slots=True)
class Open:
    """A heading or label of the blank whose cells stay empty."""

    sheet: str
    header: str
    why: str


def left_open(
    layout: Layout, made: Mapping[str, Roster], of_span: Mapping[Span, Mapping[str, Number]]
) -> Iterator[Open]:
    """Every heading that nobody knows for sure, and every line that we keep no records for."""
    lacks = {line.id: line.lacks for line in workbook.lines()}
    for sheet in layout.sheets:
        if sheet.kind == "other":
            continue
        sure = set(sheet.known)
        for one in sheet.columns:
            if one not in sure:
                if not one.formula:
                    yield Open(sheet.name, one.header, UNSURE if one.field else UNKNOWN)
            elif why := _why(sheet, one, made, of_span, lacks):
                yield Open(sheet.name, one.header, why)


def _why(
    sheet: SheetLayout,
    one: Column,
    made: Mapping[str, Roster],
    of_span: Mapping[Span, Mapping[str, Number]],
    lacks: Mapping[str, str],
) -> str:
    if sheet.kind == "numbers":
        counted = one.formula or one.field in of_span.get(one.span, {})
        return "" if counted else lacks.get(one.field) or (NOT_YET if not of_span.get(one.span) else UNKNOWN)
    wanted = made[sheet.name].wanted
    place = wanted.columns.index(one)
    return "" if one.field == "serial" or wanted.made[place] else NOT_OF_ROW


def put_beside(written: Path, name: str, empty: Sequence[Open]) -> Path | None:
    """The list of what was left open, as a text file beside the sheet; none where nothing was."""
    if not empty:
        return None
    names = (f"{written.stem}_未填项{'' if again == 1 else f'({again})'}.txt" for again in count(1))
    return workbook.put(written.parent, names, _listing(name, empty))


def _listing(name: str, empty: Sequence[Open]) -> bytes:
    """As Notepad opens it: headings and reasons, nobody's name."""
    lines = [f"{name}：{TITLE} {len(empty)} 个", *(f"{one.sheet}　{one.header}：{one.why}" for one in empty)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
