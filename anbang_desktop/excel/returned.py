"""In the child process: what stands in a sheet that came back, cell by cell, how cells are marked, and every
comment on them, old ones and threads.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias, TypedDict

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from anbang_desktop.errors import UserError
from anbang_desktop.excel import encrypted
from anbang_desktop.excel.child import Plain
from anbang_desktop.excel.container import check, mended
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.scan import REFERENCE, column_number, scan, sheet_members, sheet_names

Node: TypeAlias = Any  # lxml has no types of its own
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedstrings.xml"
_RED, _OTHER = 200, 100
_OLD = (".xls 的旧格式读不出批注。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选一次。")
_PLACEHOLDERS = ("[threaded comment]", "[线程批注]", "[会话批注]")


class PlainSheet(TypedDict):
    """A sheet as it comes out of the child."""

    name: str
    cells: list[tuple[int, int, str, str]]  # row, column, text, mark
    comments: list[tuple[int, int, str, str]]  # row, column, author, text


class PlainBook(TypedDict):
    """A workbook as it comes out of the child."""

    sheets: list[PlainSheet]


def read_in_child(data: bytes, request: Plain, limits: Limits) -> PlainBook:
    """The sheets as plain data; ``request["password"]`` opens a file under a password."""
    if encrypted.is_encrypted(data) and request["password"]:
        data = encrypted.decrypt(data, request["password"])
    if check(data, limits) != "xlsx":
        raise UserError(*_OLD)
    with zipfile.ZipFile(BytesIO(mended(data, "xlsx"))) as archive:
        scan(archive, limits)  # every part is whole XML without a DOCTYPE, and no sheet reaches beyond
        book = _Book(archive)
        pairs = zip(sheet_names(archive), sheet_members(archive), strict=True)
        return {"sheets": [_sheet(book, name, member) for name, member in pairs]}


def _sheet(book: "_Book", name: str, member: str) -> PlainSheet:
    cells = list(book.cells(member))
    return {"name": name, "cells": cells, "comments": list(book.comments(member))}


@dataclass(frozen=True, slots=True)
class _Style:
    mark: str  # ground and red letters, spelled
    day: bool


class _Book:
    """The parts of a workbook that are looked at."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._strings = [self._words(node) for node in self._each(_STRINGS, "{*}si")]
        self._styles = list(self._read_styles())
        self._people = {
            node.get("id"): node.get("displayName") or ""
            for name in self._names
            if name.startswith("xl/persons/")
            for node in self._each(name, "{*}person")
        }

    def _tree(self, member: str) -> Node:
        careful = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(self._archive.read(self._names[member.lower()]), careful)

    def _each(self, member: str, tag: str) -> Iterator[Node]:
        if member.lower() in self._names:
            yield from self._tree(member).iter(tag)

    @staticmethod
    def _words(node: Node) -> str:
        runs = (
            part.text or "" for part in node.iter("{*}t") if etree.QName(part.getparent()).localname != "rPh"
        )
        return "".join(runs)

    # ---- cells

    def cells(self, member: str) -> Iterator[tuple[int, int, str, str]]:
        """Row, column, text and mark of every cell that holds one of them; formulas are the program's own and
        left out.
        """
        row = 0
        with self._archive.open(self._names[member.lower()]) as stream:
            for _, node in etree.iterparse(stream, tag="{*}row", resolve_entities=False, no_network=True):
                row, column = int(node.get("r") or row + 1), 0
                for cell in node.iterchildren("{*}c"):
                    place = REFERENCE.fullmatch(cell.get("r") or "")
                    column = column_number(place[1]) if place else column + 1
                    style = self._style(cell.get("s"))
                    text = "" if cell.find("{*}f") is not None else self._text(cell, style)
                    if text or style.mark:
                        yield row, column, text, style.mark
                node.clear()

    def _style(self, number: str | None) -> _Style:
        at = int(number or 0)
        return self._styles[at] if at < len(self._styles) else _Style("", day=False)

    def _text(self, cell: Node, style: _Style) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            return self._words(cell).strip()
        value = (cell.findtext("{*}v") or "").strip()
        if kind == "s":
            return self._strings[int(value)].strip() if value.isdecimal() else ""
        if kind in (None, "n") and value:
            return _number(value, day=style.day)
        return value

    # ---- styles

    def _read_styles(self) -> Iterator[_Style]:
        if _STYLES not in self._names:
            return
        root = self._tree(_STYLES)
        own = {node.get("numFmtId"): node.get("formatCode") or "" for node in root.iter("{*}numFmt")}
        fills = [_ground(node) for node in root.iterfind("{*}fills/{*}fill")]
        fonts = [_red(node) for node in root.iterfind("{*}fonts/{*}font")]
        for node in root.iterfind("{*}cellXfs/{*}xf"):
            fill, font = int(node.get("fillId") or 0), int(node.get("fontId") or 0)
            number = node.get("numFmtId") or "0"
            code = own.get(number) or BUILTIN_FORMATS.get(int(number), "General")
            ground = fills[fill] if fill < len(fills) else ""
            letters = fonts[font] if font < len(fonts) else ""
            yield _Style(f"{ground}{letters}", is_date_format(code))

    # ---- comments

    def comments(self, member: str) -> Iterator[tuple[int, int, str, str]]:
        """Row, column, author and words of every comment; where a thread stands, not its stand-in."""
        threads = [one for part in self._related(member, "/threadedComment") for one in self._thread(part)]
        told = {(row, column) for row, column, _, _ in threads}
        yield from threads
        for part in self._related(member, "/comments"):
            root = self._tree(part)
            authors = [node.text or "" for node in root.iter("{*}author")]
            for node in root.iter("{*}comment"):
                place = _place(node.get("ref"))
                number = int(node.get("authorId") or 0)
                author = authors[number] if number < len(authors) else ""
                words = self._words(node).strip()
                if place and place not in told and not words.lower().startswith(_PLACEHOLDERS):
                    said = words.removeprefix(f"{author}:").removeprefix(f"{author}：").strip()
                    yield *place, _author(author), said

    def _thread(self, part: str) -> list[tuple[int, int, str, str]]:
        return [
            (*place, self._people.get(node.get("personId"), ""), (node.findtext("{*}text") or "").strip())
            for node in self._each(part, "{*}threadedComment")
            if (place := _place(node.get("ref")))
        ]

    def _related(self, member: str, kind: str) -> Iterator[str]:
        folder, _, file = member.rpartition("/")
        for node in self._each(f"{folder}/_rels/{file}.rels", "{*}Relationship"):
            if (node.get("Type") or "").endswith(kind):
                target = (node.get("Target") or "").replace("\\", "/")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                )
                if path.lower() in self._names:
                    yield path


def _author(author: str) -> str:
    return "" if author.startswith("tc={") else author


def _place(reference: str | None) -> tuple[int, int] | None:
    found = REFERENCE.fullmatch((reference or "").replace("$", "").partition(":")[0])
    return (int(found[2]), column_number(found[1])) if found else None


def _number(value: str, *, day: bool) -> str:
    """A number as people compare it: 3.0 is 3, a day is 2026-11-30."""
    try:
        number = float(value)
    except ValueError:
        return value
    if day and number > 0:
        try:
            moment = from_excel(number)
        except (OverflowError, ValueError):
            return value
        return str(moment)[:10] if hasattr(moment, "year") else value
    return str(int(number)) if number.is_integer() else repr(number)


def _ground(fill: Node) -> str:
    """The ground of a cell where somebody chose one; white is none."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") in (None, "none"):
        return ""
    color = pattern.find("{*}fgColor")
    spelled = "" if color is None else color.get("rgb") or color.get("theme") or color.get("indexed") or ""
    return "" if spelled[-6:].upper() == "FFFFFF" else f"底色 {spelled[-6:]}"


def _red(font: Node) -> str:
    color = font.find("{*}color")
    rgb = (color.get("rgb") or "")[-6:] if color is not None else ""
    if len(rgb) < len("RRGGBB"):
        return ""
    red, green, blue = (int(rgb[at : at + 2], 16) for at in (0, 2, 4))
    return "红字" if red >= _RED and green < _OTHER and blue < _OTHER else ""
