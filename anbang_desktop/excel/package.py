"""A workbook as the package of parts it is: parts are read, changed or added; all others leave byte for byte,
even as they were compressed.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree

from anbang_desktop.excel.container import mended

Node: TypeAlias = Any  # lxml has no types of its own
Chunks = Callable[[], Iterable[bytes]]
WORKBOOK, STRINGS, STYLES, CHAIN = (
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/calcChain.xml",
)
CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_VERSION, _UTF8 = 20, 0x800
_LEVEL = 6  # zlib's own balance of size and time


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at: the last word of the type (worksheet, drawing …) and the part, by its name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one workbook, by name; capitals in names don't count."""

    def __init__(self, data: bytes) -> None:
        """``data`` was checked (container.check) before."""
        self._data = mended(data, "xlsx")
        self._archive = zipfile.ZipFile(BytesIO(self._data))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._trees: dict[str, Node] = {}
        self._written: dict[str, Chunks] = {}
        self._dropped: set[str] = set()
        self._added: list[str] = []

    # ---- reading

    @property
    def archive(self) -> zipfile.ZipFile:
        """The file as it came."""
        return self._archive

    @property
    def names(self) -> list[str]:
        """All parts, in the order of the file."""
        kept = [name for name in self._archive.namelist() if name not in self._dropped]
        return [*kept, *self._added]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return self._names.get(name.lower(), "") not in {"", *self._dropped}

    def read(self, name: str) -> bytes:
        """A part as it came, or was added."""
        real = self._real(name)
        return serialized(self._trees[real]) if real in self._added else self._archive.read(real)

    def peek(self, name: str) -> Node:
        """The root of a part, which stays as it is in the file."""
        real = self._real(name)
        return self._trees[real] if real in self._trees else _parsed(self.read(name))

    def tree(self, name: str) -> Node:
        """The root of a part that is written anew; the same one every time."""
        real = self._real(name)
        if real not in self._trees:
            self._trees[real] = _parsed(self.read(name))
        return self._trees[real]

    def keep(self, name: str, root: Node) -> None:
        """Write a part anew from what ``peek`` gave and was changed since."""
        self._trees[self._real(name)] = root

    def _real(self, name: str) -> str:
        return self._names.get(name.lower(), name)

    def relations(self, name: str) -> list[Relation]:
        """Where a part points, inside the package."""
        rels = _relations_of(name)
        if not self.has(rels):
            return []
        base = posixpath.dirname(name)
        found = []
        for node in self.peek(rels).iter(f"{{{_RELATIONS}}}Relationship"):
            target = str(node.get("Target") or "").replace("\\", "/")
            if node.get("TargetMode") == "External":
                target = ""
            elif not target.startswith("/"):
                target = posixpath.normpath(posixpath.join(base, target))
            kind = str(node.get("Type") or "").rpartition("/")[2]
            found.append(Relation(str(node.get("Id")), kind, self._real(target.lstrip("/"))))
        return found

    # ---- changing

    def stream(self, name: str, chunks: Chunks) -> None:
        """Write a part from pieces that are made while they are written."""
        self._written[self._real(name)] = chunks

    def replace(self, name: str, content: bytes) -> None:
        """Write other bytes in a part's place."""
        self.stream(name, lambda: [content])

    def add(self, name: str, content: bytes, content_type: str, owner: str, kind: str) -> None:
        """A new part that ``owner`` points at."""
        self._names[name.lower()] = name
        self._added.append(name)
        self._trees[name] = _parsed(content)
        types = self.tree(CONTENT_TYPES)
        override = etree.SubElement(types, f"{{{_TYPES}}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", content_type)
        rels = self.tree(_relations_of(owner))
        used = {node.get("Id") for node in rels}
        relation = etree.SubElement(rels, f"{{{_RELATIONS}}}Relationship")
        relation.set("Id", next(f"rId{at}" for at in range(1, len(used) + 2) if f"rId{at}" not in used))
        relation.set("Type", f"{_OFFICE}/{kind}")
        relation.set("Target", posixpath.relpath(name, posixpath.dirname(owner)))

    def drop(self, name: str, owner: str) -> None:
        """Leave out a part, and that ``owner`` points at it."""
        real = self._real(name)
        self._dropped.add(real)
        for node in list(self.tree(CONTENT_TYPES)):
            if str(node.get("PartName") or "").lower() == f"/{real}".lower():
                node.getparent().remove(node)
        gone = {one.id for one in self.relations(owner) if one.target == real}
        for node in list(self.tree(_relations_of(owner))):
            if node.get("Id") in gone:
                node.getparent().remove(node)

    def save(self) -> bytes:
        """The workbook; the same changes give the same bytes. What is streamed is made first: it may still
        ask for changes in other parts (a format).
        """
        made = {name: _Squeezed(chunks()) for name, chunks in self._written.items()}
        out = _Writer()
        for info in self._archive.infolist():
            name = info.filename
            if name in self._dropped:
                continue
            squeezed = made.get(name) or self._squeezed(name)
            if squeezed is None:
                sizes = (info.CRC, info.compress_size, info.file_size)
                out.write(info, info.compress_type, sizes, self._raw(info))
            else:
                out.write(info, zipfile.ZIP_DEFLATED, squeezed.sizes, squeezed.raw.getbuffer())
        for name in self._added:
            squeezed = made.get(name) or self._squeezed(name)
            if squeezed is not None:
                info = zipfile.ZipInfo(name)
                out.write(info, zipfile.ZIP_DEFLATED, squeezed.sizes, squeezed.raw.getbuffer())
        return out.close()

    def _squeezed(self, name: str) -> "_Squeezed | None":
        tree = self._trees.get(name)
        return None if tree is None else _Squeezed([serialized(tree)])

    def _raw(self, info: zipfile.ZipInfo) -> memoryview:
        """A part as it lies in the file, still compressed."""
        at = info.header_offset
        *_rest, name, extra = _LOCAL.unpack_from(self._data, at)
        begin = at + _LOCAL.size + name + extra
        return memoryview(self._data)[begin : begin + info.compress_size]


def serialized(root: Node) -> bytes:
    """A part as it is written."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _parsed(content: bytes) -> Node:
    careful = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, careful)


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def local(node: Node) -> str:
    """A node's name without its namespace; empty for what is no element."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


class _Squeezed:
    """A part compressed while it is made."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.raw = BytesIO()
        squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        crc = size = 0
        for piece in chunks:
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            self.raw.write(squeeze.compress(piece))
        self.raw.write(squeeze.flush())
        self.sizes = (crc, self.raw.tell(), size)


@dataclass(slots=True)
class _Writer:
    """A zip file in memory (nothing of a sheet touches the disk in the clear). The standard one can't take
    over what is compressed already.
    """

    out: BytesIO = field(default_factory=BytesIO)
    central: list[bytes] = field(default_factory=list)

    def write(self, info: zipfile.ZipInfo, method: int, sizes: tuple[int, int, int], raw: memoryview) -> None:
        """One part; ``sizes`` are its checksum, its compressed and its whole length."""
        name, offset = info.filename.encode("utf-8"), self.out.tell()
        year, month, day, hour, minute, second = info.date_time
        stamp = (hour << 11 | minute << 5 | second // 2, (max(year, 1980) - 1980) << 9 | month << 5 | day)
        about = (_VERSION, 0 if info.filename.isascii() else _UTF8, method, *stamp, *sizes, len(name))
        self.out.write(_LOCAL.pack(b"PK\x03\x04", *about, 0) + name)
        self.out.write(raw)
        rest = (0, 0, 0, 0, info.external_attr, offset)
        self.central.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, *about, *rest) + name)

    def close(self) -> bytes:
        """The whole file."""
        begin, entries = self.out.tell(), len(self.central)
        size = sum(self.out.write(one) for one in self.central)
        self.out.write(_END.pack(b"PK\x05\x06", 0, 0, entries, entries, size, begin, 0))
        return self.out.getvalue()
