"""The Excel files behind the reports: blanks read, sheets written. Brings openpyxl, which takes 0.3 s to
load.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop import paths
from anbang_desktop.domain.named_sets import Terms
from anbang_desktop.domain.numbers import parse_terms
from anbang_desktop.domain.report_words import ReportField, ReportLine, parse_fields, parse_lines
from anbang_desktop.errors import UserError
from anbang_desktop.excel import child, footer, template_fill, template_formula, template_open
from anbang_desktop.excel.limits import BLANK_LIMITS, LIMITS
from anbang_desktop.excel.outfile import write_whole
from anbang_desktop.excel.template import CARD, Content, Layout, from_plain
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.progress import Progress
from anbang_desktop.services.reports import words
from anbang_desktop.services.reports.values import offered_columns

if TYPE_CHECKING:  # only the child loads what reads a foreign file
    from anbang_desktop.excel.returned import PlainBook, PlainSheet

read_blank = template_open.read_blank
formulas = template_formula.results
NO_RATE, half_up = template_fill.NO_RATE, template_fill.half_up
LEARN = "anbang_desktop.excel.template_learn:learn_in_child"
RETURNED = "anbang_desktop.excel.returned:read_in_child"
NAME = name_of(names(Client).name)


@dataclass(frozen=True, slots=True)
class Blank:
    """A learned blank and what is known about the sheet it shall become."""

    data: bytes
    layout: Layout
    details: Details


@cache
def fields() -> tuple[ReportField, ...]:
    """The columns we can fill: those of the dictionary, and what kinds of records offer (``Kind.report``)."""
    named = parse_fields(paths.resources("columns.toml").read_text("utf-8"))
    return (*named, *(_offered(key, label) for key, label in offered_columns().items()))


def _offered(key: str, label: str) -> ReportField:
    return ReportField(key, label, ())


@cache
def lines() -> tuple[ReportLine, ...]:
    """The lines we can count."""
    return parse_lines(paths.resources("report", "numbers.toml").read_text("utf-8"))


@cache
def terms() -> Terms:
    """The lists the named sets are made with."""
    return parse_terms(paths.resources("report", "numbers.toml").read_text("utf-8"))


def learn(blank: bytes, file_name: str = "", progress: Progress | None = None) -> Layout:
    """What the blank asks for, found in a child process: the file is foreign. UserError when nothing of it
    is known to us.
    """
    request = {"words": words.request(), "file": file_name}
    layout = from_plain(child.run(LEARN, blank, request, BLANK_LIMITS, progress))
    if layout.kinds() & {"rows", "numbers"}:
        return layout
    card = next((sheet for sheet in layout.sheets if sheet.why == CARD), None)
    if card is not None:
        raise UserError(
            f"“{card.name}”{CARD}，程序不能照着填一叠。",
            "登记表、审批表等请在这个人的页面里打印；要报名册，请选县局发的花名册空表。",
        )
    raise UserError(
        "这个文件里没有认出名册或统计表的表头。",
        "请确认选的是县局发的空白表，表头里有姓名、身份证号或者统计项目、数量等栏目。",
    )


def read_returned(data: bytes, password: str, progress: Progress) -> "list[PlainSheet]":
    """What stands in a workbook that came back (``excel/returned``), read in a child process."""
    book: PlainBook = child.run(RETURNED, data, {"password": password}, LIMITS, progress)
    return book["sheets"]


def fill(blank: Blank, contents: Mapping[str, Content], progress: Progress) -> bytes:
    """The filled workbook, re-opened and counted before anybody gets it."""
    data = template_fill.fill(blank.data, blank.layout, contents, blank.details, progress)
    _recount(data, blank.layout, contents)
    return data


def with_footer(blank: Blank, words: str) -> Blank:
    """The blank with a line at the foot of each printed page, where the county's form has none."""
    filled = [sheet.name for sheet in blank.layout.sheets if sheet.kind != "other"]
    return replace(blank, data=footer.with_footer(blank.data, filled, words))


def put(out: Path, names: Iterable[str], data: bytes) -> Path:
    """Write bytes whole into folder ``out`` under the first of ``names`` that is free, read back first."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"建不了文件夹“{out.name}”。", "请换一个文件夹再试。") from fault
    file = next(out / name for name in names if not (out / name).exists())
    with write_whole(file) as partial:
        partial.write_bytes(data)
        if partial.read_bytes() != data:
            raise OSError("what was read back differs from what was written")
    return file


def _recount(back: bytes, layout: Layout, contents: Mapping[str, Content]) -> None:
    for sheet in (one for one in layout.sheets if one.kind == "rows"):
        content = contents.get(sheet.name, Content())
        place = next((at for at, one in enumerate(sheet.known) if one.field == NAME), None)
        if place is not None and content.count:
            rows = range(sheet.first, sheet.first + content.count)
            found = template_open.count_texts(back, sheet.name, sheet.known[place].at, rows)
            if found != sum(row[place] not in (None, "") for row in content.rows):
                raise RuntimeError("the filled sheet does not hold the people it should")
