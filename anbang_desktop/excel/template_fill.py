"""Fills a learned blank with people and numbers so that it looks as if a clerk had typed it: the cells are
written into the sheet's own XML, everything else of the workbook stays as it came.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from lxml import etree

from anbang_desktop.excel.cell_styles import PERCENT, PLAIN_RATE, TEXT, Change, Styles
from anbang_desktop.excel.formula import Result
from anbang_desktop.excel.list_text import is_formula_like
from anbang_desktop.excel.package import STRINGS, WORKBOOK, Package, local, serialized
from anbang_desktop.excel.paper import TITLES, fit_width, is_fitted, is_set_up, name_rows, set_for_paper
from anbang_desktop.excel.references import Insertion, sheets_named
from anbang_desktop.excel.scan import column_letters, sheet_members
from anbang_desktop.excel.sheet_tree import SheetTree, Strings, clear, corners
from anbang_desktop.excel.template import Content, Figure, Layout, Place, SheetLayout, Value
from anbang_desktop.excel.template_height import Heights
from anbang_desktop.excel.template_move import (
    SheetPart,
    insert_rows,
    refuse_several_sheets,
    refuse_unmovable,
)
from anbang_desktop.excel.template_phrases import (
    Details,
    complete,
    lone_label,
    number_before_unit,
    unit_in,
    value_of,
)
from anbang_desktop.excel.template_print import widen
from anbang_desktop.excel.template_stream import SERIAL, Manner, Model, RowText, spelled_number
from anbang_desktop.excel.template_values import Reckoner, Streamed
from anbang_desktop.progress import Progress

NO_RATE = "—"
_MEASURED = 200  # rows that are looked at for a width
_AFTER_RECKONING = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


def fill(
    blank: bytes,
    layout: Layout,
    contents: Mapping[str, Content],
    details: Details,
    progress: Progress | None = None,
) -> bytes:
    """The filled workbook, ``contents`` by the name of the sheet; the same input gives the same bytes.

    UserError names what can't follow when rows are added (found at the latest when the blank is learned).
    """
    book = _Book(blank, progress or Progress())
    sheets = [one for one in layout.sheets if one.kind != "other"]
    for one in sheets:
        book.open(one.name)
    book.open_dependents()
    for one in sheets:
        book.fill(one, contents.get(one.name, Content()), details)
    return book.finish()


def half_up(figure: Decimal, places: int) -> Decimal:
    """Rounded as people do it: 0.5 goes up."""
    return figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain_figure(figure: int | Decimal, *, share: bool) -> str:
    """A number as it stands before a printed unit: 12, 96.67 (a fraction is told by the hundred)."""
    told = figure * 100 if share and isinstance(figure, Decimal) else figure
    return spelled_number(half_up(told, 2).normalize()) if isinstance(told, Decimal) else str(told)


@dataclass(slots=True)
class _Roster:
    """A roster while it is filled: the rows to come, and what each is like."""

    layout: SheetLayout
    content: Content
    models: Callable[[int], Model]
    manner: Manner


@dataclass(slots=True)
class _Open:
    """A sheet that is written anew."""

    place: SheetPart
    roster: _Roster | None = None


class _Book:
    """The workbook while it is filled."""

    def __init__(self, blank: bytes, progress: Progress) -> None:
        self._package, self._progress = Package(blank), progress
        self._styles, self._strings = Styles(self._package), Strings(self._package)
        book = self._package.peek(WORKBOOK)
        self._titles = [str(one.get("name")) for one in book.iter("{*}sheet")]
        parts = sheet_members(self._package.archive)
        self._parts = dict(zip(self._titles, parts, strict=True))
        about = book.find("{*}workbookPr")
        self._from_1904 = about is not None and about.get("date1904") in ("1", "true")
        self._opened: dict[str, _Open] = {}
        self._forgotten: set[str] = set()

    # ---- which sheets

    def open(self, title: str) -> None:
        """Write this sheet anew."""
        part = self._parts[title]
        tree = SheetTree(self._package.tree(part), self._strings)
        self._opened[title] = _Open(SheetPart(title, part, tree))

    def open_dependents(self) -> None:
        """Open the sheets whose formulas look at an open one: what they showed is no longer right."""
        waiting = [title for title in self._titles if title not in self._opened and self._parts[title]]
        found = True
        while found:
            words = self._words_for_open()
            found = False
            for title in [one for one in waiting if self._looks_at(self._parts[one], words)]:
                self.open(title)
                waiting.remove(title)
                found = True

    def _words_for_open(self) -> set[str]:
        """The names of the open sheets, and the names given to places in them."""
        names = self._package.peek(WORKBOOK).iter("{*}definedName")
        titles = set(self._opened)
        return titles | {str(one.get("name")) for one in names if sheets_named(one.text or "") & titles}

    def _looks_at(self, part: str, words: set[str]) -> bool:
        if not self._package.has(part) or not any(
            mark in self._package.read(part) for mark in (b"<f", b":f>", b":f ")
        ):
            return False
        formulas = (node.text or "" for node in self._package.peek(part).iter("{*}f"))
        return any(word in text for text in formulas for word in words)

    # ---- one sheet

    def fill(self, layout: SheetLayout, content: Content, details: Details) -> None:
        """Type everything into one sheet; the rows of a roster are written when the file is."""
        opened = self._opened[layout.name]
        tree = opened.place.tree
        self._complete(tree, layout, details)
        if layout.kind == "rows":
            self._make_ready(opened, layout, content)
        else:
            for line in layout.known:
                place = (line.at, line.into)
                if place in content.figures and tree.formula(*place) is None and not _is_covered(tree, place):
                    self._write_figure(tree, place, content.figures[place], share=not line.form.per)
        if not is_set_up(tree):
            set_for_paper(tree, across=layout.kind == "rows")
            self._repeat_heading(layout)
        heights = Heights(tree, self._styles)
        for row in range(1, layout.head[1] + 1):
            heights.grow(row)

    def _repeat_heading(self, layout: SheetLayout) -> None:
        """On each page, unless the workbook says already what is."""
        index = self._titles.index(layout.name)
        names = self._package.peek(WORKBOOK).iter("{*}definedName")
        said = any((one.get("name"), one.get("localSheetId")) == (TITLES, str(index)) for one in names)
        if layout.kind == "rows" and layout.head[0] and not said:
            name_rows(self._package, index, layout.name, layout.head)

    def _complete(self, tree: SheetTree, layout: SheetLayout, details: Details) -> None:
        for name in layout.blanks:
            row, column, _row, _column = corners(name) or (0, 0, 0, 0)
            text = tree.text(row, column)
            kind = lone_label(text)
            beside = (row, column + 1)
            free = kind and not _is_covered(tree, beside) and not tree.has(*beside)
            if free and value_of(kind, details):
                self._write_text(tree, beside, value_of(kind, details))
            elif text and complete(text, details) != text:
                tree.complete(tree.cells[row][column], complete(text, details))

    def _write_text(self, tree: SheetTree, place: Place, text: str) -> None:
        change = Change(TEXT, quoted=is_formula_like(text))
        tree.write_text(*place, text, self._styles.changed(tree.style(*place), change))

    def _write_figure(self, tree: SheetTree, place: Place, figure: Figure, *, share: bool) -> None:
        """``share``: a rate is a fraction shown as per cent; else it is a plain number already."""
        style, printed = tree.style(*place), tree.text(*place)
        if unit_in(printed):
            shown = NO_RATE if figure is None else _plain_figure(figure, share=share)
            tree.complete(tree.cells[place[0]][place[1]], number_before_unit(shown, printed))
        elif figure is None:
            tree.write_text(*place, NO_RATE, style)
        elif isinstance(figure, Decimal) and not share:
            bare = self._styles.number_format(style) in ("", "General")
            plain = self._styles.changed(style, Change(PLAIN_RATE)) if bare else style
            tree.write_number(*place, spelled_number(figure), plain)
        elif isinstance(figure, Decimal):
            percent = (
                style if self._styles.is_percent(style) else self._styles.changed(style, Change(PERCENT))
            )
            tree.write_number(*place, spelled_number(half_up(figure, 4).normalize()), percent)
        else:
            tree.write_number(*place, str(figure), style)

    # ---- a roster

    def _make_ready(self, opened: _Open, layout: SheetLayout, content: Content) -> None:
        """Old people go, room is made for the new ones, and it is settled what each row is like."""
        place, tree = opened.place, opened.place.tree
        if iter(content.rows) is content.rows:
            content = replace(content, rows=list(content.rows))  # they are gone through more than once
        rows = range(layout.first, layout.first + layout.prepared)
        self._forget(tree, layout, rows)
        refuse_unmovable(self._package, place, rows, frozenset(column.at for column in layout.known))
        insertion = _insertion(layout, content.count)
        if insertion is not None:
            parts = [self._parts[title] for title in self._titles if self._parts[title]]
            refuse_several_sheets(self._package, parts, self._titles, place)
            others = {one.place.part: one.place.tree for one in self._opened.values() if one is not opened}
            insert_rows(self._package, place, insertion, others)
            _repeat_merges(tree, insertion)
        free, fitted = not is_set_up(tree), is_fitted(tree)
        widened = widen(tree, layout, islice(iter(content.rows), _MEASURED), free=free)
        if widened.beyond and not free and not fitted:
            fit_width(tree)  # what was made wider shall not spill over onto another page
        manner = Manner(self._from_1904, widened.wrapped)
        _grow_dimension(tree, layout, content.count)
        opened.roster = _Roster(layout, content, _models(layout, insertion), manner)

    def _forget(self, tree: SheetTree, layout: SheetLayout, rows: range) -> None:
        """A blank that was used before still holds people: they go, formulas and serial numbers stay."""
        serial = {column.at for column in layout.columns if column.field == SERIAL}
        for row in rows:
            for column, cell in tree.cells.get(row, {}).items():
                if column not in serial and cell.find(f"{{{tree.ns}}}f") is None:
                    if cell.get("t") == "s":
                        self._forgotten.add(cell.findtext(f"{{{tree.ns}}}v") or "")
                    clear(cell)

    # ---- the file

    def finish(self) -> bytes:
        """Reckon the formulas, write the rosters' rows into their sheets, put the file together."""
        self._reckon()
        self._forget_strings()
        self._reckon_on_load()
        return self._package.save()

    def _reckon(self) -> None:
        reckoner = Reckoner(from_1904=self._from_1904)
        for title, one in self._opened.items():
            reckoner.add(title, one.place.tree, _streamed(one.roster) if one.roster else None)
        reckoner.prepare()
        for title, one in self._opened.items():
            if one.roster is not None and one.roster.content.count:
                self._stream(one, one.roster, reckoner, title)
            reckoner.write(title)

    def _stream(self, opened: _Open, roster: _Roster, reckoner: Reckoner, title: str) -> None:
        """The sheet's XML is cut where the roster's rows go: they are written as text between."""
        tree, part, first = opened.place.tree, opened.place.part, roster.layout.first
        count = roster.content.count
        text = RowText(tree, self._styles, roster.layout.known, roster.manner)

        def reckoned(row: int, column: int) -> Result:
            return reckoner.formula(title, row, column)

        def chunks() -> Iterator[bytes]:
            # the models are read from the rows that stand here, so these go only now
            lines = text.write(self._told(roster.content), roster.models, first, reckoned)
            head, tail = _cut(tree, range(first, first + count))
            yield head
            yield from lines
            yield tail

        self._package.stream(part, chunks)

    def _told(self, content: Content) -> Iterator[Sequence[Value]]:
        """The rows, counted: as many as were told."""
        done = 0
        for done, values in enumerate(content.rows, 1):
            self._progress.step(done, content.count, "填写花名册")
            yield values
        if done != content.count:
            raise RuntimeError(f"{done} rows came instead of {content.count}")

    def _forget_strings(self) -> None:
        """The words of people who stood in the blank leave the list of words too, unless used elsewhere."""
        if not self._forgotten or not self._package.has(STRINGS):
            return
        for title in self._titles:
            if self._package.has(self._parts[title]):
                for cell in self._package.peek(self._parts[title]).iter("{*}c"):
                    if cell.get("t") == "s":
                        self._forgotten.discard(cell.findtext("{*}v") or "")
        root = self._package.tree(STRINGS)
        listed = list(root.iterchildren("{*}si"))
        for number in self._forgotten:
            if number.isdecimal() and int(number) < len(listed):
                node = listed[int(number)]
                for part in list(node):
                    node.remove(part)
                etree.SubElement(node, f"{{{etree.QName(root).namespace}}}t")

    def _reckon_on_load(self) -> None:
        book = self._package.tree(WORKBOOK)
        space = etree.QName(book).namespace
        found = book.find(f"{{{space}}}calcPr")
        if found is None:
            found = etree.Element(f"{{{space}}}calcPr")
            after = next((node for node in book if local(node) in _AFTER_RECKONING), None)
            if after is None:
                book.append(found)
            else:
                after.addprevious(found)
        found.set("fullCalcOnLoad", "1")


def _insertion(layout: SheetLayout, count: int) -> Insertion | None:
    """The rows that are missing: before the last prepared one, so that what spans them grows; after an only
    one; under the heading where there is none.
    """
    extra, first = count - layout.prepared, layout.first
    if extra <= 0:
        return None
    if layout.prepared == 0:
        return Insertion(first, extra, first, 0)
    if layout.prepared == 1:
        return Insertion(first + 1, extra, first, first)
    last = first + layout.prepared - 1
    return Insertion(last, extra, last, last - 1)


def _models(layout: SheetLayout, insertion: Insertion | None) -> Callable[[int], Model]:
    """What each row (from 0) is like: itself, or the prepared row beside it."""
    new = insertion.new_rows if insertion is not None else range(0)
    heading = Model(layout.head[1], heading=True)
    model = heading if insertion is None or not insertion.model else Model(insertion.model)

    def like(place: int) -> Model:
        row = layout.first + place
        return model if row in new else Model(row)

    return like


def _streamed(roster: _Roster) -> Streamed:
    layout, content = roster.layout, roster.content
    columns = {one.at: -1 if one.field == SERIAL else place for place, one in enumerate(layout.known)}
    first = layout.first

    def origin(row: int) -> int:
        return roster.models(row - first).row

    return Streamed(lambda: content.rows, first, content.count, columns, origin)


def _repeat_merges(tree: SheetTree, insertion: Insertion) -> None:
    """Cells that are joined sideways in the model row are joined in each new row."""
    model = insertion.model or insertion.at - 1
    joined = [(left, right) for top, left, bottom, right in tree.merges() if top == bottom == model]
    if not joined:
        return
    merges = tree.child("mergeCells")
    for row in insertion.new_rows:
        for left, right in joined:
            made = etree.SubElement(merges, f"{{{tree.ns}}}mergeCell")
            made.set("ref", f"{column_letters(left)}{row}:{column_letters(right)}{row}")
    merges.set("count", str(len(merges)))


def _grow_dimension(tree: SheetTree, layout: SheetLayout, count: int) -> None:
    found = tree.root.find(f"{{{tree.ns}}}dimension")
    area = corners(str(found.get("ref") or "")) if found is not None else None
    if found is None or area is None or not count:
        return
    right = max([area[3], *(column.at for column in layout.known)])
    bottom = max(area[2], layout.first + count - 1)
    found.set("ref", f"{column_letters(area[1])}{area[0]}:{column_letters(right)}{bottom}")


def _is_covered(tree: SheetTree, place: Place) -> bool:
    """Whether a cell lies under a joined one."""
    row, column = place
    return any(
        top <= row <= bottom and left <= column <= right and (top, left) != place
        for top, left, bottom, right in tree.merges()
    )


def _cut(tree: SheetTree, rows: range) -> tuple[bytes, bytes]:
    """The sheet's XML before and after these rows, which leave the tree."""
    for row in [one for one in tree.rows if one in rows]:
        tree.data.remove(tree.rows[row])
    mark = etree.ProcessingInstruction("rows", "go-here")
    before = [node for row, node in tree.rows.items() if row < rows.start]
    tree.data.insert(tree.data.index(before[-1]) + 1 if before else 0, mark)
    head, _, tail = serialized(tree.root).partition(etree.tostring(mark, with_tail=False))
    return head, tail
