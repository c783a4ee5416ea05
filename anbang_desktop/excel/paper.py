"""How a sheet prints: across on A4, one page wide, the heading on each page."""

from lxml import etree

from anbang_desktop.excel.package import WORKBOOK, Package, local
from anbang_desktop.excel.sheet_tree import SheetTree

TITLES, AREA = "_xlnm.Print_Titles", "_xlnm.Print_Area"
_A4 = "9"
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


def is_set_up(tree: SheetTree) -> bool:
    """Whether anybody said how the sheet prints."""
    return is_fitted(tree) or tree.root.find(f"{{{tree.ns}}}pageSetup") is not None


def is_fitted(tree: SheetTree) -> bool:
    """Whether anybody said how big it is on paper."""
    fit = tree.root.find(f"{{{tree.ns}}}sheetPr/{{{tree.ns}}}pageSetUpPr")
    setup = tree.root.find(f"{{{tree.ns}}}pageSetup")
    scaled = setup is not None and setup.get("scale") is not None
    return scaled or (fit is not None and fit.get("fitToPage") in ("1", "true"))


def set_for_paper(tree: SheetTree, *, across: bool) -> None:
    """As wide as one sheet of A4."""
    setup = tree.child("pageSetup")
    for name in [one for one in setup.attrib if etree.QName(one).localname == "id"]:
        del setup.attrib[name]  # settings of somebody's printer, which would count before these
    setup.attrib.pop("scale", None)
    setup.set("paperSize", setup.get("paperSize") or _A4)
    setup.set("orientation", "landscape" if across else "portrait")
    fit_width(tree)


def fit_width(tree: SheetTree) -> None:
    """One page wide, as many as it takes long."""
    setup = tree.child("pageSetup")
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")
    about = tree.child("sheetPr")
    fit = about.find(f"{{{tree.ns}}}pageSetUpPr")
    if fit is None:
        fit = etree.SubElement(about, f"{{{tree.ns}}}pageSetUpPr")
    fit.set("fitToPage", "1")


def name_rows(package: Package, index: int, title: str, rows: tuple[int, int]) -> None:
    """The rows are repeated on each page; ``index`` is the sheet's place in the workbook, from 0."""
    quoted = title.replace("'", "''")
    set_name(package, TITLES, index, f"'{quoted}'!${rows[0]}:${rows[1]}")


def set_name(package: Package, name: str, index: int, target: str) -> None:
    """A name of one sheet means this; with no target there is none."""
    book = package.tree(WORKBOOK)
    space = etree.QName(book).namespace
    names = book.find(f"{{{space}}}definedNames")
    if names is None:
        if not target:
            return
        names = etree.Element(f"{{{space}}}definedNames")
        next(node for one in _BEFORE_NAMES for node in book if local(node) == one).addnext(names)
    for old in list(names):
        if (old.get("name"), old.get("localSheetId")) == (name, str(index)):
            names.remove(old)
    if target:
        made = etree.SubElement(names, f"{{{space}}}definedName")
        made.set("name", name)
        made.set("localSheetId", str(index))
        made.text = target
    if len(names) == 0:
        book.remove(names)
