"""Which face draws a character: stacks from ``fonts.toml``, loaded when first needed, and three repairs of
ReportLab.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from anbang_desktop import paths
from anbang_desktop.errors import UserError

_UNDRAWABLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_LATIN = {
    "fang": "song"
}  # the Latin letters and figures of our 仿宋 are a heavy sans serif: 宋体 goes better with its Han
_BLOCK = 100  # the most entries one bfchar block may have (Adobe technical note 5014)


class MissingGlyph(UserError):
    """Some characters stand in no font of ours: the paper is refused before anything of it is written."""

    def __init__(self, characters: Sequence[str], where: str = "") -> None:
        """``where`` names the datum the characters stand in."""
        self.characters = tuple(characters)
        said = "、".join(f"“{_shown(char)}”（U+{ord(char):04X}）" for char in characters)
        place = f"“{where}”中的" if where else ""
        super().__init__(
            f"{place}字符{said}没有可用的字体，文书不能出具。",
            "请核对原件后更正录入；确为此字的，请先用公安机关登记的代用写法，并在备注中写明。",
            field=where,
        )


def _shown(char: str) -> str:
    """A control or unassigned character must not reach a message as itself."""
    return "□" if unicodedata.category(char) in _UNDRAWABLE else char


def to_unicode(fontname: str, subset: Sequence[int]) -> str:  # noqa: ARG001 - the signature is ReportLab's
    """The ToUnicode map with UTF-16BE values; ReportLab's own writes five hex digits for 𬖸, which no
    reader understands.
    """
    pairs = [(code, value) for code, value in enumerate(subset) if value]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in block]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


ttfonts.makeToUnicodeCMap = to_unicode
rl_config.useA85 = 0  # bytes stay bytes: nobody sends a paper through a 7-bit line


def mend_metrics(face: ttfonts.TTFontFace) -> None:
    """Glyphs after the last full entry of hmtx take its advance; ReportLab takes the advance scaled to
    1000 units and embeds that.
    """
    full = int.from_bytes(face.get_table("hhea")[34:36], "big")  # type: ignore[no-untyped-call, unused-ignore]
    advance = face.hmetrics[full - 1][0]
    face.hmetrics[full:] = [(advance, bearing) for _scaled, bearing in face.hmetrics[full:]]


class _Outlines:
    """The outlines of a face: a slice is read from the file as it lies in memory. ReportLab would copy all of
    them, up to 30 MB, for every paper.
    """

    def __init__(self, data: memoryview) -> None:
        self._data = data

    def __getitem__(self, place: slice) -> bytes:
        return bytes(self._data[place])


def spare_outlines(face: Any) -> None:
    """Let ``face`` make its subsets from slices."""
    start, size = face.get_table_pos("glyf")
    outlines = _Outlines(memoryview(face._ttf_data)[start : start + size])  # noqa: SLF001
    read = face.get_table
    face.get_table = lambda tag: outlines if tag == "glyf" else read(tag)


class FontBook:
    """The faces of one folder and the order in which a stack asks them; a face is read when a character
    first needs it.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` holds ``fonts.toml`` and the font files."""
        self._folder = folder
        data = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))
        self._files: dict[str, str] = {face: entry["file"] for face, entry in data["face"].items()}
        everything = [face for stack in data["stack"].values() for face in stack]
        self._stacks: dict[str, tuple[str, ...]] = {
            name: tuple(dict.fromkeys([*faces, *everything])) for name, faces in data["stack"].items()
        }
        self._covers: dict[str, frozenset[int]] = {}
        self._chosen: dict[tuple[str, str], str] = {}

    def file(self, font: str) -> Path:
        """The file behind a registered font name."""
        return self._folder / self._files[font.removeprefix("AB-")]

    def _cover(self, face: str) -> frozenset[int]:
        """The characters of a face; registers it with ReportLab the first time (0.2 to 0.8 s for the big
        ones).
        """
        if face not in self._covers:
            font = ttfonts.TTFont(f"AB-{face}", str(self._folder / self._files[face]), shapable=False)
            mend_metrics(font.face)
            spare_outlines(font.face)
            pdfmetrics.registerFont(font)
            self._covers[face] = frozenset(font.face.charToGlyph)
        return self._covers[face]

    def choose(self, char: str, stack: str) -> str | None:
        """The registered font that draws ``char``, or None where no face of ours has it."""
        key = (char, stack)
        if key not in self._chosen:
            if unicodedata.category(char) in _UNDRAWABLE:
                return None
            order = self._stacks[stack]
            if char.isascii() and stack in _LATIN:
                order = (_LATIN[stack], *order)
            face = next((face for face in order if ord(char) in self._cover(face)), None)
            if face is None:
                return None
            self._chosen[key] = f"AB-{face}"
        return self._chosen[key]

    def choose_whole(self, name: str, stack: str) -> str | None:
        """The first face that has all of a personal name: a name is never set in two designs if one has it
        all.
        """
        if any(unicodedata.category(char) in _UNDRAWABLE for char in name):
            return None
        wanted = {ord(char) for char in name}
        for face in self._stacks[stack]:
            if wanted <= self._cover(face):
                return f"AB-{face}"
        return None

    def base(self) -> str:
        """The font that ReportLab's own defaults must name, so that no unembedded Helvetica gets into a
        file.
        """
        font = self.choose("一", "song") or ""
        rl_config.canvas_basefontname = font
        return font


@cache
def book() -> FontBook:
    """The fonts that ship with the program."""
    return FontBook(paths.resources("fonts"))


def fonts_of(text: str, stack: str, *, name: bool = False, where: str = "") -> list[str]:
    """One font per character of ``text`` (line ends excepted, which get ""); refuses what no font has."""
    fonts = book()
    whole = fonts.choose_whole(text, stack) if name and "\n" not in text else None
    if whole:
        return [whole] * len(text)
    if name:
        # where no face has the whole name, 宋体 for what it holds and the rare face for the rest go
        # together best
        stack = "song"
    chosen = ["" if char == "\n" else fonts.choose(char, stack) for char in text]
    missing = list(dict.fromkeys(char for char, font in zip(text, chosen, strict=True) if font is None))
    if missing:
        raise MissingGlyph(missing, where)
    return [font or "" for font in chosen]


@cache
def advance(char: str, font: str) -> float:
    """What a character takes, in its font's em."""
    return float(pdfmetrics.stringWidth(char, font, 1))


def runs(text: str, stack: str, where: str = "", *, name: bool = False) -> list[tuple[str, str]]:
    """``text`` cut into (font, piece) runs for drawing by hand."""
    found: list[tuple[str, str]] = []
    for char, font in zip(text, fonts_of(text, stack, name=name, where=where), strict=True):
        if found and found[-1][0] == font:
            found[-1] = (font, found[-1][1] + char)
        else:
            found.append((font, char))
    return found


def width(text: str, stack: str, size: float) -> float:
    """Points that ``text`` takes when drawn by hand."""
    return sum(advance(char, font) for font, piece in runs(text, stack) for char in piece) * size


def refuse_missing(texts: Iterable[tuple[str, str]]) -> None:
    """Check (label, text) pairs before any layout, so that the message names the first field at fault."""
    for where, text in texts:
        fonts_of(text, "fang", where=where)
