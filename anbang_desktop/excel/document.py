"""A county's wording as a Word document (.docx) or a text file: its paragraphs and the rows of its tables,
read in the child process; nothing of the file is trusted.
"""

import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal, TypedDict, get_args
from xml.parsers import expat

from anbang_desktop.errors import UserError
from anbang_desktop.excel import child, container
from anbang_desktop.excel.limits import DOCUMENT_LIMITS, Limits
from anbang_desktop.progress import Progress

READ = "anbang_desktop.excel.document:read_in_child"
Look = Literal["body", "title", "right", "row"]
_CHUNK = 64 * 1024
_LONGEST = 60_000  # characters of the whole wording
_MOST = 3000  # paragraphs
_WORD = "word/document.xml"
_NOT_READ = (
    "这个文件不是 Word 文档（.docx），也不是文字文件（.txt）。",
    "请用 Word 或 WPS 打开，另存为 .docx 后再试。",
)
_OLD = ("这是 .doc、.wps 之类的旧格式，程序读不了。", "请用 Word 或 WPS 打开，另存为 .docx 后再试。")
_LOCKED = ("这个文件有打开密码，程序读不了。", "请用 Word 或 WPS 打开，去掉密码另存一份，再选那一份。")
_DAMAGED = ("这个文件已损坏或不完整，读不出来。", "请重新复制一份，或用 Word、WPS 打开后另存为 .docx 再试。")
_BOMB = ("这个文件展开后大得不合常理，为了安全不予读取。", "请只保留正文，另存为 .docx 后再试。")
_UNSAFE = (
    "这个文件的内部写法不正常（含有 DOCTYPE），为了安全不予读取。",
    "请用 Word 或 WPS 打开，另存为 .docx 后再试。",
)
_LONG = ("这个文件太长，不像一份文书的正文。", "请只保留这一份文书的正文，另存后再试。")
_EMPTY = ("这个文件里没有文字。", "请确认选对了文件；扫描成图片的文书，请照着打成文字。")


class Paragraph(TypedDict):
    """A paragraph, or a row of a table (its cells)."""

    look: Look
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Document:
    """What was read, and what of the file was left out: whole sentences."""

    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[str, ...]


def read_document(path: Path, progress: Progress | None = None) -> Document:
    """A .docx or a text file; UserError says in Chinese why it can't be read."""
    limits = DOCUMENT_LIMITS
    answer = child.run(READ, container.load(path, limits), None, limits, progress)
    looks = get_args(Look)
    paragraphs = tuple(
        Paragraph(look=one["look"], cells=[str(cell) for cell in one["cells"]])
        for one in answer["paragraphs"]
        if one["look"] in looks
    )
    if not any("".join(one["cells"]).strip() for one in paragraphs):
        raise UserError(*_EMPTY)
    return Document(paragraphs, tuple(str(one) for one in answer["left_out"]))


def read_in_child(data: bytes, _request: child.Plain, limits: Limits) -> child.Plain:
    """In the child: paragraphs and what was left out, as JSON can carry it."""
    if data.startswith(container.OLE_MAGIC):
        raise UserError(*(_LOCKED if "EncryptedPackage".encode("utf-16-le") in data else _OLD))
    if not data.startswith(container.ZIP_MAGIC):
        return _text(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            name = _checked(archive, limits)
            reading = _Reading()
            _parse(archive, name, reading)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, EOFError) as broken:
        raise UserError(*_DAMAGED) from broken
    return {"paragraphs": reading.paragraphs, "left_out": reading.told()}


def _text(data: bytes) -> child.Plain:
    words = container.decoded(data)
    head = (words or "").lstrip()[:64].lower()
    if words is None or head.startswith(("<?xml", "<html", "<!doctype", "{\\rtf")):
        raise UserError(*_NOT_READ)
    if len(words) > _LONGEST:
        raise UserError(*_LONG)
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"paragraphs": [Paragraph(look="body", cells=[line]) for line in lines], "left_out": []}


def _checked(archive: zipfile.ZipFile, limits: Limits) -> str:
    """The part that holds the wording; what else lies in the file isn't opened."""
    members = archive.infolist()
    if len(members) > limits.members or container.swells(members, limits):
        raise UserError(*_BOMB)
    if any(container.outside(one.filename) for one in members):
        raise UserError(*_DAMAGED)
    named = [one for one in members if one.filename.lower() == _WORD]
    if len(named) != 1:
        raise UserError(*_NOT_READ)
    if named[0].flag_bits & 1:
        raise UserError(*_LOCKED)
    return named[0].filename


def _parse(archive: zipfile.ZipFile, name: str, reading: "_Reading") -> None:
    def refuse(*_: object) -> None:
        raise UserError(*_UNSAFE)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.words
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - a C function without names
    parser.Parse(b"", True)  # noqa: FBT003 - as above


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    words: list[str] = field(default_factory=list)
    look: Look = "body"


@dataclass(slots=True)
class _Reading:
    """Follows the document. A text box stands inside a paragraph and brings paragraphs of its own; what a
    second branch says again (Fallback) and what was struck by tracked changes is no text.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _rows: list[list[list[str]]] = field(default_factory=list)  # of the tables that are open: cells
    _silent: int = 0
    _hidden: bool = False
    _text: bool = False
    _length: int = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self._silent or tag in _SILENT:
            self._silent += 1
            return
        value = next((one for key, one in given.items() if key.endswith(":val")), "")
        if tag in _COUNTED:
            self.counted[tag] = self.counted.get(tag, 0) + 1
        if tag == "p":
            self._open.append(_Open())
        elif tag == "tr":
            self._rows.append([])
        elif tag == "tc" and self._rows:
            self._rows[-1].append([])
        elif tag == "r":
            self._hidden = False
        elif tag == "vanish" and value not in _OFF:
            self._hidden = True
        elif tag == "t":
            self._text = True
        else:
            self._mark(tag, value)

    def _mark(self, tag: str, value: str) -> None:
        if not self._open:
            return
        if tag in ("tab", "br", "cr"):
            self._open[-1].words.append("　" if tag == "tab" else "\n")
        elif tag == "jc":
            self._open[-1].look = _LOOKS.get(value, "body")

    def end(self, name: str) -> None:
        if self._silent:
            self._silent -= 1
            return
        tag = name.rpartition(":")[2]
        if tag == "t":
            self._text = False
        elif tag == "p" and self._open:
            self._close(self._open.pop())
        elif tag == "tr" and self._rows:
            cells = self._rows.pop()
            self._add("row", [" ".join(filter(None, (one.strip() for one in cell))) for cell in cells])

    def words(self, said: str) -> None:
        if self._silent or not self._text or not self._open:
            return
        if self._hidden:
            self.counted["vanish"] = self.counted.get("vanish", 0) + 1
            return
        self._length += len(said)
        if self._length > _LONGEST:
            raise UserError(*_LONG)
        self._open[-1].words.append(said)

    def _close(self, one: _Open) -> None:
        said = "".join(one.words)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(" ".join(said.split("\n")))
            return
        for line in said.split("\n"):
            self._add(one.look, [line])

    def _add(self, look: Look, cells: list[str]) -> None:
        if len(self.paragraphs) >= _MOST:
            raise UserError(*_LONG)
        self.paragraphs.append(Paragraph(look=look, cells=cells))

    def told(self) -> list[str]:
        """What was left out, each with how often."""
        return [words.format(self.counted[tag]) for tag, words in _COUNTED.items() if tag in self.counted]


_SILENT = frozenset(
    {"Fallback", "del", "moveFrom", "footnote", "endnote", "pPrChange", "rPrChange", "sectPr"}
)
_OFF = frozenset({"0", "false", "off"})
_LOOKS: dict[str, Look] = {"center": "title", "right": "right", "end": "right"}
_COUNTED = {
    "numPr": "自动编号的有 {} 段，编号没有带过来，请自己写上",
    "footnoteReference": "有 {} 处脚注，没有带过来",
    "drawing": "有 {} 处图片或者图形，没有带过来",
    "pict": "有 {} 处旧式图形，没有带过来",
    "ins": "有 {} 处修订插入的文字，按插入后读",
    "vanish": "有 {} 处隐藏的文字，没有带过来",
}
