"""Learn a county's blank: look at it, let a person confirm what each heading is, keep it (domain.md §5.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Layout, SheetLayout, from_plain, to_plain
from anbang_desktop.fields.reports import ReportProfile
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import reports as query

if TYPE_CHECKING:
    from anbang_desktop.services.reports import workbook
else:  # openpyxl, 0.3 s
    workbook = lazy_import("anbang_desktop.services.reports.workbook")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class LearnedColumn:
    """A header (or a line's label) and what it was taken for."""

    header: str
    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LearnedSheet:
    """One sheet; ``kind`` is rows or numbers, ``set`` whom it lists; ``unknown`` are headers nobody could
    place.
    """

    name: str
    kind: str
    set: str
    columns: tuple[LearnedColumn, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A learned blank, in the shape of ``report learn --json``."""

    profile: str
    sheets: tuple[LearnedSheet, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A blank looked at but not yet kept: the layout to confirm, its bytes."""

    file_name: str
    data: bytes
    layout: Layout


@dataclass(frozen=True, slots=True)
class Asked:
    """One header of a studied blank to confirm; ``at`` is its column (or row, for a line of numbers)."""

    sheet: str
    kind: str
    at: int
    header: str
    field: str
    confidence: float
    formula: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A county's blank as it was learned and kept."""

    name: str
    version: int
    file_name: str
    learned_at: datetime
    learned_by: str
    layout: Layout

    @property
    def kinds(self) -> frozenset[str]:
        """rows, numbers or both."""
        return frozenset(self.layout.kinds()) - {"other"}


def study(blank: Path, progress: Progress | None = None) -> Study:
    """Look at a blank without keeping it; UserError when it cannot be read or holds nothing we know."""
    data = workbook.read_blank(blank)
    return Study(blank.name, data, workbook.learn(data, progress))


def asked(studied: Study) -> tuple[Asked, ...]:
    """What the clerk is asked to confirm, sheet by sheet."""
    return tuple(
        Asked(sheet.name, sheet.kind, one.at, one.header, one.field, one.confidence, one.formula)
        for sheet in studied.layout.sheets
        if sheet.kind != "other"
        for one in sheet.columns
    )


def meanings(kind: str) -> tuple[tuple[str, str], ...]:
    """(identifier, name) of all columns ("rows") or lines ("numbers") a header may be given."""
    if kind == "rows":
        return tuple((one.id, one.name) for one in workbook.fields())
    return tuple((one.id, one.name) for one in workbook.lines())


def learn(desk: Desk, blank: Path, name: str) -> Learned:
    """Learn a county's blank and keep it under ``name`` in the vault; a second time makes a new version."""
    return keep(desk, study(blank), name)


def keep(
    desk: Desk, studied: Study, name: str, corrections: Mapping[tuple[str, int], str] | None = None
) -> Learned:
    """Keep a studied blank; ``corrections``: (sheet, column or row) → field, empty for "leave it alone"."""
    title = " ".join(name.split())
    if not title:
        raise UserError("还没有给这张表起名。", "请写一个名称，例如“花名册”。", field="name")
    layout = _corrected(studied.layout, corrections or {})
    with desk.store.work(desk.clock, f"学习空表 {title}") as work:
        known = query.profile(work.connection, title)
        profile = ReportProfile(
            name=title,
            version=known.version + 1 if known else 1,
            file_name=studied.file_name,
            digest=sha256(studied.data).hexdigest(),
            attachment_id=work.attach(studied.file_name, XLSX, studied.data),
            layout=to_plain(layout),
            learned_at=desk.clock.now(),
            learned_by=desk.user,
        )
        work.add(profile, f"学习空表 {title}")
    return Learned(title, tuple(_learned(sheet) for sheet in layout.sheets if sheet.kind != "other"))


def _learned(sheet: SheetLayout) -> LearnedSheet:
    columns = tuple(LearnedColumn(one.header, one.field, one.confidence) for one in sheet.known)
    return LearnedSheet(sheet.name, sheet.kind, sheet.row_set, columns, sheet.unknown)


def _corrected(layout: Layout, corrections: Mapping[tuple[str, int], str]) -> Layout:
    def sheet(one: SheetLayout) -> SheetLayout:
        columns = tuple(
            replace(column, field=corrections[one.name, column.at], confidence=1.0)
            if (one.name, column.at) in corrections
            else column
            for column in one.columns
        )
        return replace(one, columns=columns)

    return Layout(tuple(sheet(one) for one in layout.sheets))


def profiles(desk: Desk) -> tuple[Profile, ...]:
    """The kept blanks in the order they were learned, each in its newest version."""
    with desk.store.read() as connection:
        return tuple(_profile(row) for row in query.profiles(connection))


def _profile(row: ReportProfile) -> Profile:
    layout = from_plain(row.layout)
    return Profile(row.name, row.version, row.file_name, row.learned_at, row.learned_by, layout)
