"""Inserts rows into a sheet the way a person does in Excel: whatever lies below or spans them, in whatever
part of the workbook, moves or grows. What can't follow is refused by its name.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace

from anbang_desktop.errors import UserError
from anbang_desktop.excel.package import CHAIN, WORKBOOK, Node, Package, local
from anbang_desktop.excel.references import (
    Insertion,
    move_area,
    move_formula,
    sheet_name,
    sheets_named,
    translate,
)
from anbang_desktop.excel.sheet_tree import SheetTree, corners

SAVE_ANEW = "请在 Excel 或 WPS 里把它去掉或移到别的表，另存后再学一次。"
# of the parts that a sheet points at: those that hold no places, and those whose places are moved here
_PLACELESS = frozenset(
    ("printerSettings", "image", "hyperlink", "slicer", "timeline", "customProperty", "queryTable")
)
_PLACED = frozenset(("table", "tableSingleCells", "comments", "threadedComment", "drawing", "vmlDrawing"))
_SPREADING = frozenset(("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange"))
_FORMULAS = frozenset(
    ("f", "formula", "formula1", "formula2", "oldFormula")
)  # elements with a formula inside
_OF_TABLE = frozenset(("calculatedColumnFormula", "totalsRowFormula"))
_AREAS, _PLACES = ("ref", "sqref"), ("r1", "r2")
_WATCHED = frozenset(("cellWatch", "inputCells", "singleXmlCell"))
_NAMED = ("textlink", "cellRange", "location")  # attributes with a place of any sheet
_OF_HEADING = frozenset(("_xlnm.Print_Area", "_xlnm._FilterDatabase"))
_TOP, _BOTTOM = 2, 6  # of the eight numbers of an anchor in VML


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The sheet that gets rows: its name, its part, its tree."""

    title: str
    part: str
    tree: SheetTree


def refuse_unmovable(package: Package, place: SheetPart, rows: range, filled: frozenset[int]) -> None:
    """UserError for what can't follow when ``rows`` become more; ``filled`` are the columns written."""
    if any(name.lower().startswith("xl/revisions/") for name in package.names):
        raise UserError(
            "这个空白表是“共享工作簿”，带着修订记录，填不进去。", "请在 Excel 里取消共享，另存后再学一次。"
        )
    for relation in package.relations(place.part):
        if relation.kind == "pivotTable":
            raise UserError(f"工作表“{place.title}”里有数据透视表，加行时不能跟着移动。", SAVE_ANEW)
        if relation.kind not in _PLACELESS | _PLACED:
            raise UserError(
                f"工作表“{place.title}”里有程序不认得的部件（{relation.kind}），加行时不能跟着移动。",
                SAVE_ANEW,
            )
    _refuse_cells(place, rows, filled)


def _refuse_cells(place: SheetPart, rows: range, filled: frozenset[int]) -> None:
    for top, left, bottom, right in place.tree.merges():
        if top < bottom and top in rows and filled & set(range(left, right + 1)):
            raise UserError(
                f"工作表“{place.title}”第 {top}～{bottom} 行要填的栏里有竖着合并的单元格，填不进去。",
                "请取消数据行里的竖向合并，另存后再学一次。",
            )
    for node in place.tree.data.iter("{*}f"):
        area = corners(str(node.get("ref") or "")) if node.get("t") in ("array", "dataTable") else None
        if area is not None and area[0] < area[2] and (area[0] in rows or area[2] in rows):
            raise UserError(
                f"工作表“{place.title}”第 {area[0]}～{area[2]} 行有跨多行的数组公式，中间加不进行。",
                SAVE_ANEW,
            )


def insert_rows(
    package: Package, place: SheetPart, insertion: Insertion, others: dict[str, SheetTree]
) -> None:
    """Make room in the sheet: its cells below move, everything that means a place of it follows. The new rows
    themselves are written by whoever fills them. ``others`` are the sheets opened besides, by their parts.
    """
    _unshare(place.tree.root)
    _move_cells(place.tree, insertion)
    _move_within(place.tree.root, insertion, place.title)
    _repeat_sparklines(place.tree.root, insertion)
    for relation in package.relations(place.part):
        if relation.kind in _PLACED and package.has(relation.target):
            _move_part(package, relation.kind, relation.target, insertion)
    _move_names(package, insertion, place.title)
    _move_elsewhere(package, place, insertion, others)
    if package.has(CHAIN):
        package.drop(CHAIN, WORKBOOK)


def _move_cells(tree: SheetTree, insertion: Insertion) -> None:
    for row in sorted(tree.rows, reverse=True):
        if row >= insertion.at:
            new = row + insertion.extra
            tree.rows[row].set("r", str(new))
            for cell in tree.cells[row].values():
                cell.set("r", f"{str(cell.get('r')).rstrip('0123456789')}{new}")
    tree.index()


def _unshare(root: Node) -> None:
    """A formula written once for many cells is written into each."""
    masters: dict[str, tuple[str, int, int]] = {}
    for node in root.iter("{*}f"):
        if node.get("t") != "shared" or local(node.getparent()) != "c":
            continue
        here = corners(str(node.getparent().get("r"))) or (1, 1, 1, 1)
        if node.text:
            masters[str(node.get("si"))] = (node.text, here[0], here[1])
        text, row, column = masters.get(str(node.get("si")), ("", here[0], here[1]))
        node.text = translate(text, here[0] - row, here[1] - column)
        for name in ("t", "si", "ref"):
            node.attrib.pop(name, None)


def _move_within(root: Node, insertion: Insertion, title: str) -> None:
    """Everything in the sheet's own part that names a place of it."""
    titles = frozenset({title})
    for node in root.iter():
        tag = local(node)
        if not tag or tag in ("row", "c", "v", "t"):
            continue
        if tag in _FORMULAS and node.text:
            step = _of_one_row(node, insertion)
            node.text = move_formula(node.text, step, here=True, titles=titles)
        elif tag == "sqref" and node.text:
            spread = local(node.getparent()) in _SPREADING
            node.text = move_area(node.text, insertion, spread=spread)
        elif tag == "brk" and local(node.getparent()) == "rowBreaks":
            node.set("id", str(insertion.end(int(node.get("id") or 0))))
        _move_attributes(node, tag, insertion, titles)


def _of_one_row(node: Node, insertion: Insertion) -> Insertion:
    """A formula of the only prepared row looks along its row: no range in it grows."""
    cell = corners(str(node.getparent().get("r") or "")) if local(node.getparent()) == "c" else None
    return replace(insertion, tail=insertion.at) if cell and cell[0] == insertion.model else insertion


def _move_attributes(node: Node, tag: str, insertion: Insertion, titles: frozenset[str]) -> None:
    for name in _AREAS if tag != "selection" else ():
        if node.get(name):
            spread = tag in _SPREADING and name == "sqref"
            under = _under_heading(insertion) if tag == "autoFilter" else insertion
            node.set(name, move_area(node.get(name), under, spread=spread))
    for name in (*_PLACES, *(("r",) if tag in _WATCHED else ())):
        if node.get(name):
            node.set(name, move_area(node.get(name), insertion))
    if tag == "cfvo" and node.get("type") == "formula":
        node.set("val", move_formula(node.get("val") or "", insertion, here=True, titles=titles))
    for name in _NAMED:
        if node.get(name):
            node.set(name, move_formula(node.get(name), insertion, here=name != "location", titles=titles))


def _repeat_sparklines(root: Node, insertion: Insertion) -> None:
    """A small chart in the model row is drawn in each new row."""
    for holder in root.iter("{*}sparklines"):
        for line in list(holder):
            area = corners(str(line.findtext("{*}sqref") or ""))
            if area is None or area[0] != insertion.model or area[2] != insertion.model:
                continue
            for row in insertion.new_rows:
                made = deepcopy(line)
                for part in made:
                    part.text = translate(part.text or "", row - insertion.model)
                holder.append(made)


# ---- other parts of the sheet


def _move_part(package: Package, kind: str, part: str, insertion: Insertion) -> None:
    root = package.peek(part)
    before = [(node.text, dict(node.attrib)) for node in root.iter() if local(node)]
    if kind == "drawing":
        _move_drawing(root, insertion)
    elif kind == "vmlDrawing":
        _move_vml(root, insertion)
    else:
        for node in root.iter():
            tag = local(node)
            for name in _AREAS:
                if tag and node.get(name):
                    node.set(name, move_area(node.get(name), insertion))
            if tag in _WATCHED and node.get("r"):
                node.set("r", move_area(node.get("r"), insertion))
            if tag in _OF_TABLE and node.text:
                node.text = move_formula(node.text, insertion, here=True, titles=frozenset())
    if before != [(node.text, dict(node.attrib)) for node in root.iter() if local(node)]:
        package.keep(part, root)


def _move_drawing(root: Node, insertion: Insertion) -> None:
    """Pictures, charts, text boxes: what is tied to cells goes and grows with them."""
    for anchor in root:
        begin, end = anchor.find("{*}from/{*}row"), anchor.find("{*}to/{*}row")
        how = anchor.get("editAs")
        if begin is None or how == "absolute":
            continue
        old, last = int(begin.text or 0), int(end.text or 0) if end is not None else 0
        new = insertion.moved(old + 1) - 1
        begin.text = str(new)
        if end is not None:
            end.text = str(last + new - old if how == "oneCell" else insertion.end(last + 1) - 1)


def _move_vml(root: Node, insertion: Insertion) -> None:
    """The boxes of comments go with their cells; other shapes go and grow as drawings do."""
    for data in root.iter("{*}ClientData"):
        anchor, row = data.find("{*}Anchor"), data.find("{*}Row")
        step = 0
        if row is not None and (row.text or "").strip().isdecimal():
            old = int(row.text.strip())
            new = insertion.moved(old + 1) - 1
            row.text, step = str(new), new - old
        numbers = [int(part) for part in (anchor.text or "").split(",")] if anchor is not None else []
        if len(numbers) > _BOTTOM:
            if row is not None:
                numbers[_TOP] += step
                numbers[_BOTTOM] += step
            else:
                numbers[_TOP] = insertion.moved(numbers[_TOP] + 1) - 1
                numbers[_BOTTOM] = insertion.end(numbers[_BOTTOM] + 1) - 1
            anchor.text = ", ".join(str(number) for number in numbers)


# ---- the rest of the workbook


def _move_names(package: Package, insertion: Insertion, title: str) -> None:
    book = package.tree(WORKBOOK)
    for name in book.iter("{*}definedName"):
        if name.text:
            under = insertion if name.get("name") not in _OF_HEADING else _under_heading(insertion)
            name.text = move_formula(name.text, under, here=False, titles=frozenset({title}))


def _under_heading(insertion: Insertion) -> Insertion:
    """Where only the heading was there, what is printed and filtered grows with the rows under it."""
    return insertion if insertion.model else replace(insertion, tail=insertion.at - 1)


def _move_elsewhere(
    package: Package, place: SheetPart, insertion: Insertion, others: dict[str, SheetTree]
) -> None:
    """Formulas of other sheets, charts, sources of pivot tables: whatever says this sheet's name."""
    title = frozenset({place.title})
    spelled = [one.encode() for one in (place.title, place.title.replace("'", "''"))]
    for part in package.names:
        lowered = part.lower()
        if lowered == place.part.lower() or lowered == WORKBOOK or not lowered.endswith(".xml"):
            continue
        if part in others:
            root = others[part].root
            _unshare(root)
        elif not lowered.startswith("xl/") or not _mentions(package, part, spelled):
            continue
        else:
            root = package.peek(part)
            if lowered.startswith("xl/worksheets/"):
                _unshare(root)
        if _move_named(root, insertion, title) and part not in others:
            package.keep(part, root)


def _mentions(package: Package, part: str, spelled: Iterable[bytes]) -> bool:
    """Whether a part says the sheet's name, or may: characters can be written as numbers."""
    content = package.read(part)
    return b"&#" in content or any(name in content for name in spelled)


def _move_named(root: Node, insertion: Insertion, titles: frozenset[str]) -> bool:
    changed = False
    for node in root.iter():
        tag = local(node)
        if tag in _FORMULAS | _OF_TABLE and node.text and "!" in node.text:
            new = move_formula(node.text, insertion, here=False, titles=titles)
            changed |= new != node.text
            node.text = new
        for name in _NAMED if tag else ():
            if node.get(name) and "!" in node.get(name):
                new = move_formula(node.get(name), insertion, here=False, titles=titles)
                changed |= new != node.get(name)
                node.set(name, new)
        if (
            tag in ("worksheetSource", "dataRef", "rangeSet")
            and node.get("sheet") in titles
            and node.get("ref")
        ):
            node.set("ref", move_area(node.get("ref"), insertion))
            changed = True
            if tag == "worksheetSource" and local(root) == "pivotCacheDefinition":
                root.set("refreshOnLoad", "1")
    return changed


def refuse_several_sheets(
    package: Package, parts: Iterable[str], titles: list[str], place: SheetPart
) -> None:
    """A formula through several sheets at once (一月:三月!A1) would need the same rows in each."""
    at = titles.index(place.title)
    for part in parts:
        for node in package.peek(part).iter("{*}f"):
            for named in sheets_named(node.text or ""):
                first, _, last = named.partition(":")
                known = first in titles and last in titles
                if known and titles.index(first) <= at <= titles.index(last):
                    raise UserError(
                        f"有公式一次引用了好几张表（{sheet_name(named)}），其中的“{place.title}”要加行，公式就对不齐了。",
                        "请把这个公式改成逐张表相加，另存后再学一次。",
                    )
