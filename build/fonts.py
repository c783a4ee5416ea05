"""Makes resources/fonts anew from the packages it names: fetched with npm and apt, cut to what the papers
need, as static glyf TrueType.

Run by ``dev.py fonts`` on Debian 12; set-up never runs it, its results are committed. ReportLab takes
neither CFF outlines nor
variable fonts, so FandolFang is converted. Fonts whose licence reserves their name are renamed when they
are cut.
"""

import argparse
import bz2
import gzip
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
NPM = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")
DEBIAN = ("fonts-lxgw-wenkai", "fonts-hanazono", "texlive-lang-chinese", "unicode-data")
SERIF, SANS = "expo-google-fonts-noto-serif-sc-0.4.3/package", "expo-google-fonts-noto-sans-sc-0.4.3/package"
DOC = "usr/share/doc"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: where it comes from, what of it is kept, what it is called."""

    name: str
    file: str
    package: str
    source: str
    licence: str
    licence_file: str
    weight: int = 400
    everyday: bool = False
    """Keep the 8,105 standard characters, GB 2312 and the signs; otherwise everything the font maps."""
    features: tuple[str, ...] = ()
    thin: float = 0.0
    """Leave out points of a polygon that lie nearer than this (thousandths of the em) to the line without
    them.
    """
    rename: str = ""
    remarks: str = ""


FACES = (
    Face(
        "fang",
        "FandolFang-Regular.ttf",
        "Debian texlive-lang-chinese 2022.20230122-1",
        "texlive-lang-chinese/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        f"texlive-lang-chinese/{DOC}/texlive-doc/fonts/fandol/COPYING.gz",
        "FandolFang-GPL-3.txt",
        remarks="Outlines converted from CFF to TrueType by build/fonts.py, OpenType features left out.",
    ),
    Face(
        "song",
        "NotoSerifSC-Regular.ttf",
        "npm " + NPM[0],
        f"{SERIF}/400Regular/NotoSerifSC_400Regular.ttf",
        f"{SERIF}/LICENSE_FONT",
        "NotoSerifSC-OFL.txt",
    ),
    Face(
        "song_black",
        "NotoSerifSC-Black.ttf",
        "npm " + NPM[0],
        f"{SERIF}/900Black/NotoSerifSC_900Black.ttf",
        f"{SERIF}/LICENSE_FONT",
        "NotoSerifSC-OFL.txt",
        weight=900,
        everyday=True,
    ),
    Face(
        "hei",
        "NotoSansSC-Regular.ttf",
        "npm " + NPM[1],
        f"{SANS}/400Regular/NotoSansSC_400Regular.ttf",
        f"{SANS}/LICENSE_FONT",
        "NotoSansSC-OFL.txt",
        everyday=True,
        features=("kern",),
    ),
    Face(
        "hei_semi",
        "NotoSansSC-SemiBold.ttf",
        "npm " + NPM[1],
        f"{SANS}/600SemiBold/NotoSansSC_600SemiBold.ttf",
        f"{SANS}/LICENSE_FONT",
        "NotoSansSC-OFL.txt",
        weight=600,
        everyday=True,
        features=("kern",),
    ),
    Face(
        "kai",
        "AnbangKai-Regular.ttf",
        "Debian fonts-lxgw-wenkai 1.250+repack-1",
        "fonts-lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        f"fonts-lxgw-wenkai/{DOC}/fonts-lxgw-wenkai/copyright",
        "AnbangKai-OFL.txt",
        everyday=True,
        rename="Anbang Kai",
        remarks="A cut of a font whose licence reserves its name, therefore under a name of its own.",
    ),
    Face(
        "rare",
        "HanaMinB.ttf",
        "Debian fonts-hanazono 20170904-2.1",
        "fonts-hanazono/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
        f"fonts-hanazono/{DOC}/fonts-hanazono/copyright",
        "HanaMinB-licence.txt",
        thin=1.5,
        remarks="Hinting left out, polygons thinned by at most 1.5 thousandths of the em by build/fonts.py.",
    ),
)
STACKS = {
    "fang": ("fang", "song", "rare"),
    "title": ("song_black", "song", "rare"),
    "hei": ("hei", "song", "rare"),
    "kai": ("kai", "song", "rare"),
    "song": ("song", "rare"),
    "window": ("hei", "hei_semi", "song", "rare"),
}
EXTENSIONS = (
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)  # B, C, D, E, F


@dataclass(slots=True)
class Made:
    """A finished font file, for fonts.toml."""

    face: Face
    family: str
    characters: set[int] = field(default_factory=set)
    digest: str = ""
    size: int = 0


def main() -> int:
    """Fetch (unless ``--packages`` names a folder that holds the unpacked packages) and make every face."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the packages already unpacked")
    chosen = parser.parse_args().packages
    with tempfile.TemporaryDirectory() as temporary:
        packages = chosen or fetch(Path(temporary))
        FONTS.mkdir(parents=True, exist_ok=True)
        everyday = everyday_characters(packages / "unicode-data")
        made = [make(face, packages, everyday) for face in FACES]
    check(made, everyday)
    (FONTS / "fonts.toml").write_text(description(made), encoding="utf-8", newline="\n")
    print(f"{sum(m.size for m in made) / 1e6:.1f} MB together")
    return 0


def fetch(into: Path) -> Path:
    """Get and unpack the packages with their ordinary clients."""
    subprocess.run([shutil.which("npm") or "npm", "pack", "--silent", *NPM], cwd=into, check=True)
    subprocess.run(["apt-get", "download", *DEBIAN], cwd=into, check=True)
    for archive in into.glob("*.tgz"):
        with tarfile.open(archive) as packed:
            packed.extractall(into / archive.name.removesuffix(".tgz"), filter="data")
    for archive in into.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(archive), str(into / archive.name.split("_")[0])], check=True)
    return into


def everyday_characters(unicode_data: Path) -> set[int]:
    """通用规范汉字表 (Unihan kTGH), GB 2312, and the signs before and after the Han blocks."""
    mappings = bz2.decompress(
        (unicode_data / "usr/share/unicode/Unihan_OtherMappings.txt.bz2").read_bytes()
    ).decode()
    standard = {
        int(line.split("\t")[0].replace("U+", "0x"), 0)
        for line in mappings.splitlines()
        if "\tkTGH\t" in line
    }
    if len(standard) != 8105:  # the standard's own count
        sys.exit(f"通用规范汉字表 should have 8,105 characters, this Unihan has {len(standard)}")
    gb2312 = {
        ord(bytes((row, cell)).decode("gb2312", "ignore") or "\0")
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
    }
    signs = set(range(0x20, 0x3400)) | set(range(0xFE30, 0xFE50)) | set(range(0xFF01, 0xFFF0))
    return standard | gb2312 - {0} | signs


def make(face: Face, packages: Path, everyday: set[int]) -> Made:
    """Cut, convert where needed, name and save one face with its licence."""
    font = TTFont(packages / face.source, recalcTimestamp=False)
    keep = set(font.getBestCmap())
    cut(font, keep & everyday if face.everyday else keep, face.features)
    if "glyf" not in font:
        to_glyf(font)
    if face.thin:
        thin(font, face.thin)
    rename(font, face)
    font.save(FONTS / face.file)
    data = (FONTS / face.file).read_bytes()
    licence = (packages / face.licence).read_bytes()
    (FONTS / face.licence_file).write_bytes(
        gzip.decompress(licence) if face.licence.endswith(".gz") else licence
    )
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    made = Made(face, str(family), set(font.getBestCmap()), hashlib.sha256(data).hexdigest(), len(data))
    print(f"{face.file:28} {made.size / 1e6:5.1f} MB {len(made.characters):6} characters", flush=True)
    return made


def cut(font: TTFont, characters: Iterable[int], features: tuple[str, ...]) -> None:
    """Keep these characters; horizontal setting needs no other tables."""
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.drop_tables += [
        "GSUB",
        "vhea",
        "vmtx",
        "VORG",
        "BASE",
        "DSIG",
        "STAT",
        "meta",
        "FFTM",
        *([] if features else ["GPOS", "GDEF"]),
    ]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)


def to_glyf(font: TTFont, most_error: float = 1.0) -> None:
    """CFF outlines into quadratic ones, off by at most ``most_error`` units of the em."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, most_error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name in order:
        glyphs[name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for value in (
        "TwilightPoints",
        "Storage",
        "FunctionDefs",
        "InstructionDefs",
        "StackElements",
        "SizeOfInstructions",
        "ComponentElements",
        "Points",
        "Contours",
        "CompositePoints",
        "CompositeContours",
        "ComponentDepth",
    ):
        setattr(maxp, f"max{value}", 0)
    maxp.compile(font)
    font["post"].formatType, font["post"].glyphOrder = 3.0, None
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def thin(font: TTFont, tolerance: float) -> None:
    """Thin polygons (a font whose curves are all short straight lines) by Douglas and Peucker's rule; the
    em has 1,000 units.
    """
    table = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = table[name]
        if glyph.numberOfContours < 1 or not all(flag & 1 for flag in glyph.flags):
            continue
        points: list[tuple[int, int]] = []
        ends, start = [], 0
        for end in glyph.endPtsOfContours:
            points += thinned(list(glyph.coordinates[start : end + 1]), tolerance)
            ends.append(len(points) - 1)
            start = end + 1
        glyph.coordinates, glyph.flags, glyph.endPtsOfContours = (
            GlyphCoordinates(points),
            bytearray([1]) * len(points),
            ends,
        )


def thinned(ring: list[tuple[int, int]], tolerance: float) -> list[tuple[int, int]]:
    """The points of a closed polygon that its shape needs."""
    far = max(range(len(ring)), key=lambda i: (ring[i][0] - ring[0][0]) ** 2 + (ring[i][1] - ring[0][1]) ** 2)
    keep, spans = {0, far}, [(0, far), (far, len(ring))]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        (x0, y0), (x1, y1) = ring[first], ring[last % len(ring)]
        dx, dy = x1 - x0, y1 - y0
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        distance, worst = max(
            (abs(dx * (ring[i][1] - y0) - dy * (ring[i][0] - x0)) / length, i) for i in range(first + 1, last)
        )
        if distance > tolerance:
            keep.add(worst)
            spans += [(first, worst), (worst, last)]
    return [ring[i] for i in sorted(keep)] if len(keep) > 2 else ring


def rename(font: TTFont, face: Face) -> None:
    """Say in the font what was done to it; a reserved name gives way to our own."""
    names = font["name"]
    if face.rename:
        names.names = [record for record in names.names if record.nameID in (0, 7, 8, 9, 11, 12, 13, 14)]
        plain = face.rename.replace(" ", "")
        for number, text in (
            (1, face.rename),
            (2, "Regular"),
            (3, f"{plain}-Regular"),
            (4, face.rename),
            (5, "Version 1.250"),
            (6, f"{plain}-Regular"),
        ):
            names.setName(text, number, 3, 1, 0x409)
    if face.remarks:
        names.setName(face.remarks, 10, 3, 1, 0x409)


def check(made: list[Made], everyday: set[int]) -> None:
    """Nothing may be lost: every stack holds the standard characters and the extensions B to F."""
    by_name = {m.face.name: m.characters for m in made}
    han = {c for c in everyday if 0x4E00 <= c < 0xA000 or 0x3400 <= c < 0x4DC0 or c >= 0x20000}
    rare = {c for first, last in EXTENSIONS for c in range(first, last + 1)}
    whole = set(range(0x4E00, 0x9FA6)) | set(range(0x3400, 0x4DB6)) | han | rare
    for stack, names in STACKS.items():
        lost = whole - set().union(*(by_name[name] for name in names))
        if lost:
            sys.exit(f"stack {stack} lost {len(lost)} characters: {''.join(map(chr, sorted(lost)[:40]))}")


def description(made: list[Made]) -> str:
    """The text of fonts.toml."""
    lines = [
        "# The faces and their stacks. Made by build/fonts.py, but a data file:",
        "# an office may put its own 仿宋 in front.",
        "",
    ]
    for m in made:
        lines += [
            f"[face.{m.face.name}]",
            f'file = "{m.face.file}"',
            f'family = "{m.family}"',
            f"weight = {m.face.weight}",
            f"characters = {len(m.characters)}",
            f'licence = "{m.face.licence_file}"',
            f'source = "{m.face.package}"',
            f'sha256 = "{m.digest}"',
            "",
        ]
    lines.append("# Each character is taken from the first face that has it.")
    lines.append("[stack]")
    lines += [
        f"{stack} = [{', '.join(chr(34) + name + chr(34) for name in names)}]"
        for stack, names in STACKS.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
