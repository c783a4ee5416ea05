"""Learn a county's blank: look at it, let a person confirm what each heading is, keep it (domain.md §5.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_words import fold
from anbang_desktop.domain.sheet_columns import Heading
from anbang_desktop.domain.sheet_form import TICK, format_in
from anbang_desktop.domain.sheet_sets import FIGURES
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Column, Layout, SheetLayout, from_plain, to_plain
from anbang_desktop.fields.reports import ReportProfile
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import words
from anbang_desktop.storage.queries import reports as query

if TYPE_CHECKING:
    from anbang_desktop.services.reports import workbook
else:  # openpyxl, 0.3 s
    workbook = lazy_import("anbang_desktop.services.reports.workbook")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Key = tuple[str, int, int]  # a heading of a studied blank: sheet, Column.at, Column.into
LEAVE_OUT = "不填"


@dataclass(frozen=True, slots=True)
class LearnedColumn:
    """A header (or a line's label), what it asks for (None: nothing of ours), how surely and why."""

    header: str
    field: str | None
    certainty: Certainty
    why: str


@dataclass(frozen=True, slots=True)
class LearnedSheet:
    """One sheet; ``kind`` is rows or numbers, ``row_kind`` what a row is, ``set`` whom it lists (empty:
    nobody said); ``unknown`` are headers nobody could place.
    """

    name: str
    kind: str
    row_kind: str
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
    """A blank looked at but not yet kept: the layout to confirm, its bytes. ``name`` is that of the profile
    where it was kept before.
    """

    file_name: str
    data: bytes
    layout: Layout
    name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One header of a studied blank to confirm; ``sample`` shows how it is written."""

    key: Key
    kind: str
    header: str
    field: str
    certainty: Certainty
    why: str
    formula: str
    sample: str

    @property
    def sheet(self) -> str:
        """The sheet it stands on."""
        return self.key[0]

    @property
    def taken(self) -> str:
        """What is filled without asking; empty for a suggestion."""
        return self.field if self.certainty is Certainty.KNOWN else ""


@dataclass(frozen=True, slots=True)
class AskedSet:
    """Whom a roster of a studied blank lists, to be confirmed: ``now`` is taken, ``offered`` only likely."""

    sheet: str
    now: str
    offered: str
    why: str


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

    @property
    def open_sets(self) -> tuple[str, ...]:
        """The rosters of which nobody said whom they list: kept by a version that did not ask."""
        return tuple(one.name for one in self.layout.sheets if one.kind == "rows" and not one.row_set)


def study(blank: Path, progress: Progress | None = None) -> Study:
    """Look at a blank without keeping it; UserError when it cannot be read or holds nothing we know."""
    data = workbook.read_blank(blank)
    return Study(blank.name, data, workbook.learn(data, blank.name, progress))


def study_kept(desk: Desk, name: str, progress: Progress | None = None) -> Study:
    """A kept blank with what was told of it, to be put right; read anew where nobody said whom it lists.
    UserError for an unknown name.
    """
    with desk.store.read() as connection:
        row = query.profile(connection, name)
    if row is None:
        raise UserError(f"没有名为“{name}”的报表。", "请先添加县局发的空白表。", field="name")
    data = desk.store.attachment(row.attachment_id).data
    layout = from_plain(row.layout)
    if _unsaid(layout):
        layout = workbook.learn(data, row.file_name, progress)
    return Study(row.file_name, data, layout, row.name)


def _unsaid(layout: Layout) -> bool:
    """Whether a roster stands in it of which nobody said whom it lists."""
    return any(sheet.kind == "rows" and not sheet.row_set for sheet in layout.sheets)


def asked(studied: Study, day: date | None = None) -> tuple[Asked, ...]:
    """What the clerk is asked to confirm, sheet by sheet; ``day`` is the date that samples show."""
    return tuple(
        Asked(
            (sheet.name, one.at, one.into),
            sheet.kind,
            one.header,
            one.field,
            one.certainty,
            one.why,
            one.formula,
            sample(one, day) if day else "",
        )
        for sheet in studied.layout.sheets
        if sheet.kind != "other"
        for one in sheet.columns
    )


def sample(column: Column, day: date) -> str:
    """How a column is written, shown by an example; empty where that goes without saying."""
    form = column.form
    if form.ticks and not form.answer:
        return TICK
    if form.answer:
        return {"yesno": "是／否", "has": "有／无", "tick": TICK, "flag": "1／0"}[form.answer]
    if form.day:
        return str(format_in(day, form))
    if form.code:
        return "代码" if form.code == "code" else "代码 名称"
    if form.also:
        return f"再写{'、'.join(meaning_of('rows', one) for one in form.also)}"
    return (
        "遮盖号码"
        if form.mask
        else "日期"
        if column.dated and column.field
        else f"×{form.per}"
        if form.per
        else ""
    )


def asked_sets(studied: Study) -> tuple[AskedSet, ...]:
    """Whom each roster lists, to be confirmed."""
    return tuple(
        AskedSet(sheet.name, sheet.row_set, sheet.offered, sheet.why)
        for sheet in studied.layout.sheets
        if sheet.kind == "rows"
    )


def sets() -> tuple[tuple[str, str], ...]:
    """(identifier, name) of all sets that a roster may list."""
    return tuple((one.id, one.label) for one in words.sets().rosters)


def assign(studied: Study, told: Mapping[str, str]) -> Study:
    """The same blank after somebody said whom its sheets list (sheet → set; empty: the sheet is left as it
    is).

    Its columns are read anew where a row becomes something else. UserError for a set that doesn't exist.
    """
    return replace(studied, layout=Layout(tuple(_assigned(sheet, told) for sheet in studied.layout.sheets)))


def _assigned(sheet: SheetLayout, told: Mapping[str, str]) -> SheetLayout:
    if sheet.kind != "rows" or sheet.name not in told:
        return sheet
    said = told[sheet.name]
    if not said:
        return SheetLayout(sheet.name, "other", why="手工选定：这张不填")
    chosen = words.sets().named(said)
    if chosen is None or chosen not in words.sets().rosters:
        raise UserError(f"没有“{said}”这样的表。", f"可以写：{_listed()}。", field="set")
    made = replace(sheet, row_set=chosen.id, why=sheet.why if chosen.id == sheet.row_set else "手工选定")
    asks = words.meanings().of(chosen.row_kind, chosen.id)
    if asks is words.meanings().of(words.sets().row_kind(sheet.row_set), sheet.row_set):
        return made
    headings = [
        Heading(one.path or tuple(one.header.split("/")), one.dated, one.hint) for one in sheet.columns
    ]
    readings = asks.read(headings)
    columns = zip(sheet.columns, readings, strict=True)
    return replace(
        made,
        columns=tuple(
            replace(one, field=read.field, certainty=read.certainty, why=read.why, form=read.form)
            for one, read in columns
        ),
    )


def _listed() -> str:
    return "、".join(one.label for one in words.sets().rosters)


def said_sets(studied: Study, told: Sequence[str]) -> dict[str, str]:
    """What a command line says of the sheets: ``R04`` for every roster of the blank, or ``表名=R04``;
    ``表名=不填`` leaves one alone. UserError for a sheet that isn't there.
    """
    names = [sheet.name for sheet in studied.layout.sheets if sheet.kind == "rows"]
    made: dict[str, str] = {}
    for one in told:
        name, mark, said = one.rpartition("=")
        if mark and name not in names:
            raise UserError(
                f"这个文件里没有名册“{name}”。",
                f"可以写：{'、'.join(names) or '（没有名册）'}。",
                field="set",
            )
        for sheet in (name,) if mark else names:
            made[sheet] = "" if said in ("", LEAVE_OUT) else said
    return made


def meanings(kind: str) -> tuple[tuple[str, str], ...]:
    """(identifier, name) of all columns ("rows") or lines ("numbers") a header may be given."""
    if kind == "rows":
        return tuple((one.id, one.name) for one in workbook.fields())
    return tuple((one.id, one.name) for one in workbook.lines())


def meaning_of(kind: str, field: str) -> str:
    """The name of a column or line."""
    return next((name for known, name in meanings(kind) if known == field), field)


def corrections(studied: Study, maps: Sequence[str], *, accept: bool) -> dict[Key, str]:
    """What a command line says of the headings: ``列=字段`` by hand, all suggestions with ``accept``.
    UserError for a heading that isn't there or a field that doesn't exist.
    """
    listed = asked(studied)
    told = {one.key: one.field for one in listed if accept and one.certainty is Certainty.SUGGESTED}
    for said in maps:
        header, mark, what = said.partition("=")
        hits = [one for one in listed if fold(header) in (fold(one.header), fold(_leaf(one)))]
        if not mark or not hits:
            names = "、".join(dict.fromkeys(one.header for one in listed))
            raise UserError(f"空表里没有“{header}”这一项。", f"请写成 列=字段，列名照表上写：{names}。")
        told |= {one.key: _named(one.kind, what.strip()) for one in hits}
    return told


def _leaf(one: Asked) -> str:
    return one.header.rpartition("/" if one.kind == "rows" else "／")[2]


def _named(kind: str, said: str) -> str:
    if said in ("", LEAVE_OUT):
        return ""
    named = {word: field for field, name in reversed(meanings(kind)) for word in (name, field)}
    if said in named:
        return named[said]
    declared = words.meanings().every.exact.get(fold(said), ()) if kind == "rows" else ()
    if not declared:
        raise UserError(
            f"没有可以填的“{said}”。", f"可以写：{'、'.join(name for _field, name in meanings(kind))}。"
        )
    return declared[0].field


def learn(
    desk: Desk,
    blank: Path,
    name: str,
    told: Sequence[str] = (),
    maps: Sequence[str] = (),
    *,
    accept: bool = False,
) -> Learned:
    """Learn a county's blank and keep it under ``name`` in the vault; a second time makes a new version.
    ``told`` says whom its sheets list, ``maps`` what its headings are (see ``said_sets`` and
    ``corrections``).
    """
    studied = study(blank)
    studied = assign(studied, said_sets(studied, told))
    return keep(desk, studied, name, corrections(studied, maps, accept=accept))


def keep(desk: Desk, studied: Study, name: str, corrected: Mapping[Key, str] | None = None) -> Learned:
    """Keep a studied blank; ``corrected``: heading → field, empty for "leave it alone". UserError while
    nobody said whom a roster lists: it would be filled with the wrong people.
    """
    title = " ".join(name.split())
    if not title:
        raise UserError("还没有给这张表起名。", "请写一个名称，例如“花名册”。", field="name")
    _check_sets(studied)
    layout = _corrected(studied.layout, corrected or {})
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
    return shown(replace(studied, layout=layout), title)


def _check_sets(studied: Study) -> None:
    open_ = next((one for one in asked_sets(studied) if not one.now), None)
    if open_ is None:
        if not studied.layout.kinds() & {"rows", "numbers"}:
            raise UserError("这个文件里没有要填的表。", "请至少留一张表来填。", field="set")
        return
    likely = words.sets().named(open_.offered) if open_.offered else None
    guess = f"多半是“{likely.label}”（{open_.why}）。" if likely else f"{open_.why}。"
    raise UserError(
        f"还不知道工作表“{open_.sheet}”列的是哪些人，没有保存。{guess}",
        f"请选定这张表列谁；命令行用 --set {open_.offered or 'R01'} 或 --set {open_.sheet}=R04 指定，"
        f"可以写：{_listed()}。",
        field="set",
    )


def shown(studied: Study, title: str) -> Learned:
    """A studied blank in the shape of ``report learn --json``."""
    return Learned(title, tuple(_learned(sheet) for sheet in studied.layout.sheets if sheet.kind != "other"))


def _learned(sheet: SheetLayout) -> LearnedSheet:
    columns = tuple(
        LearnedColumn(one.header, one.field or None, one.certainty, one.why) for one in sheet.columns
    )
    row_kind = FIGURES if sheet.kind == "numbers" else words.sets().row_kind(sheet.row_set)
    return LearnedSheet(sheet.name, sheet.kind, row_kind, sheet.row_set, columns, sheet.unknown)


def _corrected(layout: Layout, told: Mapping[Key, str]) -> Layout:
    """The layout as a person confirmed it: what was taken by hand is known; a meaning given away is taken
    from the other column.
    """

    def sheet(one: SheetLayout) -> SheetLayout:
        given = {field for (name, *_place), field in told.items() if name == one.name and field}

        def column(held: Column) -> Column:
            key = (one.name, held.at, held.into)
            if key in told:
                return _by_hand(one, held, told[key])
            moved = one.kind == "rows" and held.field in given and not held.form.ticks
            return (
                replace(held, field="", certainty=Certainty.UNKNOWN, why="这一项已指给另一列")
                if moved
                else held
            )

        return replace(one, columns=tuple(map(column, one.columns)))

    return Layout(tuple(map(sheet, layout.sheets)))


def _by_hand(sheet: SheetLayout, column: Column, field: str) -> Column:
    if not field:
        return replace(column, field="", certainty=Certainty.UNKNOWN, why="手工选定：不填")
    form = column.form
    if sheet.kind == "rows" and field != column.field:
        heading = Heading(column.path or (column.header,), column.dated, column.hint)
        form = words.meanings().of(words.sets().row_kind(sheet.row_set), sheet.row_set).told(heading, field)
    return replace(column, field=field, certainty=Certainty.KNOWN, why="手工选定", form=form)


def tell_sets(desk: Desk, name: str, told: Mapping[str, str]) -> Learned:
    """Say whom the rosters of a kept blank list (sheet → set), where an older version kept it without: as a
    new version of the same blank. UserError while another roster of it is open, or for an unknown name.
    """
    with desk.store.read() as connection:
        row = query.profile(connection, name)
    if row is None:
        raise UserError(f"没有名为“{name}”的报表。", "请先学习县局发的空白表。", field="name")
    data = desk.store.attachment(row.attachment_id).data
    return keep(desk, assign(Study(row.file_name, data, from_plain(row.layout)), told), name)


def profiles(desk: Desk) -> tuple[Profile, ...]:
    """The kept blanks in the order they were learned, each in its newest version."""
    with desk.store.read() as connection:
        return tuple(_profile(row) for row in query.profiles(connection))


def _profile(row: ReportProfile) -> Profile:
    layout = from_plain(row.layout)
    return Profile(row.name, row.version, row.file_name, row.learned_at, row.learned_by, layout)
