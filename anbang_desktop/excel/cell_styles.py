"""The cell formats of a workbook (xl/styles.xml): what one looks like, and the same one changed in a point.
The formats that are there keep their numbers; changed ones are added behind them.
"""

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from anbang_desktop.excel.package import STYLES, WORKBOOK, Node, Package, local

TEXT, PERCENT, PLAIN_RATE, DAY = "@", "0.00%", "0.00", "yyyy\\-mm\\-dd"
_BUILT_IN = {TEXT: "49", PERCENT: "10", PLAIN_RATE: "2"}
_DAYS = frozenset(
    {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
)  # built-in, East Asia's too
_PERCENTS = frozenset({9, 10})
_FIRST_OWN = 164  # numbers below are the program's
_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PLAIN = (
    f'<styleSheet xmlns="{_SPACE}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>'
)
_BEFORE_FORMATS = ("fonts", "fills", "borders", "cellStyleXfs")


@dataclass(frozen=True, slots=True)
class Change:
    """What another format has that this one hasn't; None leaves a point as it is."""

    number: str | None = None
    quoted: bool | None = None
    wrapped: bool = False
    bold: bool | None = None
    ground: str | None = None  # the colour behind, as the format writes it: FFFFC000


class Styles:
    """The formats of one workbook. Where the part is missing it is made with the first change."""

    def __init__(self, package: Package) -> None:
        """Nothing is read yet."""
        self._package = package
        self._made: dict[tuple[str, Change], str] = {}
        self._looks: dict[str, tuple[float, bool]] = {}

    def changed(self, like: str, change: Change) -> str:
        """The number of a format that is ``like`` (its number) but for the change."""
        key = (like, change)
        if key not in self._made:
            self._made[key] = self._make(like, change)
        return self._made[key]

    def number_format(self, style: str) -> str:
        """The code of the format of numbers; a built-in one as day, percent or text, if it is one."""
        node = self._format(style)
        at = int(node.get("numFmtId") or 0) if node is not None else 0
        for own in self._peek().iter("{*}numFmt"):
            if own.get("numFmtId") == str(at) and local(own.getparent()) == "numFmts":
                return str(own.get("formatCode") or "")
        if at in _DAYS:
            return DAY
        return PERCENT if at in _PERCENTS else TEXT if str(at) == _BUILT_IN[TEXT] else ""

    def is_day(self, style: str) -> bool:
        """Whether a number of this format is shown as a day."""
        return bool(re.search(r"[yYdD]|[mM](?![^;]*[hHsS])", _NOT_FORMAT.sub("", self.number_format(style))))

    def is_percent(self, style: str) -> bool:
        """Whether 0.5 is shown as 50 %."""
        return "%" in self.number_format(style)

    def look(self, style: str) -> tuple[float, bool]:
        """The size of the letters in points, and whether long text is wrapped."""
        if style not in self._looks:
            self._looks[style] = self._look(style)
        return self._looks[style]

    def _look(self, style: str) -> tuple[float, bool]:
        node = self._format(style)
        if node is None:
            return 11.0, False
        fonts = self._peek().find("{*}fonts")
        at = int(node.get("fontId") or 0)
        size = fonts[at].find("{*}sz") if fonts is not None and at < len(fonts) else None
        alignment = node.find("{*}alignment")
        wrapped = alignment is not None and alignment.get("wrapText") in ("1", "true")
        return float(size.get("val") or 11) if size is not None else 11.0, wrapped

    # ---- the part

    def _peek(self) -> Node:
        return self._package.peek(STYLES) if self._package.has(STYLES) else etree.Element("none")

    def _format(self, style: str) -> Node:
        formats = self._peek().find("{*}cellXfs")
        if formats is None or not style.isdecimal():
            return None
        return formats[int(style)] if int(style) < len(formats) else None

    def _root(self) -> Node:
        if not self._package.has(STYLES):
            self._package.add(STYLES, _PLAIN.encode(), _TYPE, WORKBOOK, "styles")
        root = self._package.tree(STYLES)
        if root.find("{*}cellXfs") is None:
            before = [node for node in root if local(node) in _BEFORE_FORMATS]
            made = _element(root, "cellXfs")
            root.insert(root.index(before[-1]) + 1 if before else 0, made)
            made.append(_element(root, "xf"))
        return root

    def _make(self, like: str, change: Change) -> str:
        root = self._root()
        formats = root.find("{*}cellXfs")
        at = int(like) if like.isdecimal() and int(like) < len(formats) else 0
        made = deepcopy(formats[at])
        if change.number is not None:
            number = self._number(root, change.number)
            if (made.get("numFmtId"), made.get("applyNumberFormat", "1")) != (number, "1"):
                made.set("numFmtId", number)
                made.set("applyNumberFormat", "1")
        if change.quoted is not None:
            made.attrib.pop("quotePrefix", None)
            if change.quoted:
                made.set("quotePrefix", "1")
        if change.wrapped:
            _wrap(made)
        if change.bold is not None:
            made.set("fontId", _weighted(root, int(made.get("fontId") or 0), bold=change.bold))
            made.set("applyFont", "1")
        if change.ground is not None:
            made.set("fillId", _ground(root, change.ground))
            made.set("applyFill", "1")
        if _same(made, formats[at]):
            return str(at)
        formats.append(made)
        formats.set("count", str(len(formats)))
        return str(len(formats) - 1)

    def _number(self, root: Node, code: str) -> str:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        listed = root.find("{*}numFmts")
        if listed is None:
            listed = _element(root, "numFmts")
            root.insert(0, listed)
        known = {node.get("formatCode"): str(node.get("numFmtId")) for node in listed}
        if code not in known:
            used = [int(number) for number in known.values() if number.isdecimal()]
            made = etree.SubElement(listed, _element(root, "numFmt").tag)
            made.set("numFmtId", str(max([_FIRST_OWN - 1, *used]) + 1))
            made.set("formatCode", code)
            listed.set("count", str(len(listed)))
            known[code] = str(made.get("numFmtId"))
        return known[code]


def _element(root: Node, tag: str) -> Node:
    return etree.Element(f"{{{etree.QName(root).namespace}}}{tag}")


def _same(made: Node, old: Node) -> bool:
    return bool(etree.tostring(made) == etree.tostring(old, with_tail=False))


def _wrap(style: Node) -> None:
    alignment = style.find("{*}alignment")
    if alignment is None:
        alignment = _element(style, "alignment")
        alignment.set("vertical", "center")
        style.insert(0, alignment)
    alignment.attrib.pop("shrinkToFit", None)
    alignment.set("wrapText", "1")
    style.set("applyAlignment", "1")


def _weighted(root: Node, font: int, *, bold: bool) -> str:
    """The number of the same font, bold or not."""
    fonts = root.find("{*}fonts")
    if fonts is None or font >= len(fonts) or (fonts[font].find("{*}b") is not None) == bold:
        return str(font)
    made = deepcopy(fonts[font])
    for weight in made.findall("{*}b"):
        made.remove(weight)
    if bold:
        made.insert(0, _element(root, "b"))
    return _added(fonts, made)


def _ground(root: Node, color: str) -> str:
    """The number of a fill of that colour."""
    fills = root.find("{*}fills")
    for at, fill in enumerate(fills):
        found = fill.find("{*}patternFill/{*}fgColor")
        if found is not None and found.get("rgb") == color:
            return str(at)
    made = _element(root, "fill")
    pattern = etree.SubElement(made, _element(root, "patternFill").tag)
    pattern.set("patternType", "solid")
    etree.SubElement(pattern, _element(root, "fgColor").tag).set("rgb", color)
    etree.SubElement(pattern, _element(root, "bgColor").tag).set("indexed", "64")
    return _added(fills, made)


def _added(listed: Node, made: Node) -> str:
    """The number of what is put behind a list."""
    listed.append(made)
    listed.set("count", str(len(listed)))
    return str(len(listed) - 1)
