"""Makes strange workbooks from a number: broken, hostile and merely odd ones, and odd ones whose right result
is known. The same number makes the same file.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from xml.sax.saxutils import escape

from tests.conftest import DATA
from tests.support import hostile
from tests.support.makers import id_number

HEAD = ("序号", "姓名", "身份证号码", "释放日期", "现住址", "备注")
SHEET = "xl/worksheets/sheet1.xml"
LONG_RUNS = (
    "<c ",
    "(",
    ")",
    " ",
    "1",
    "年",
    "一",
    "<c r='A1'><f>",
    "同上",
    "\n",
    "mergeCell ref=",
    "其中",
    "\t",
)
WORDS = (
    "同上", "=1+1", "2026-12-18", "46374", "(" * 400, "一" * 400, "年月日" * 100, "E12345678",
    "\u202e", "&#0;", "赵\ue863",
    "1.49901E+17", "2023.12.19-2026.12.18", "腊月初九", " " * 3000, "9" * 400, "-", "无", "True", "#N/A", "",
)  # fmt: skip
TYPES = ("n", "s", "str", "inlineStr", "b", "e", "d", "x", "")
PLACES = ("A0", "ZZZ1", "XFD1048576", "a1", "A99999999999", "1A", "", "A1:B2", "甲1", "A-1")


@dataclass(frozen=True, slots=True)
class StrangeBook:
    """A file and what is known of it: ``people`` are the names that must be read, None where any clear answer
    will do.
    """

    name: str
    data: bytes
    people: tuple[str, ...] | None = None


def make(number: int) -> StrangeBook:
    """The book of that number."""
    chance = Random(number)
    maker = chance.choice(_MAKERS)
    made = maker(chance)
    return StrangeBook(f"{number}_{maker.__name__.strip('_')}_{made.name}", made.data, made.people)


def _people(chance: Random) -> list[tuple[str, ...]]:
    names = [
        f"{chance.choice('王李张刘陈')}{chance.choice('伟芳娜敏静')}{chance.choice('强磊军洋勇')}"
        for _ in range(4)
    ]
    return [
        (str(at), name, id_number(date(1960 + at, 3, 12), "1", at * 7 + 1), "2026-12-18", "西坡乡西村1号", "")
        for at, name in enumerate(dict.fromkeys(names), 1)
    ]


# ---------------------------------------------------------------- odd, but right
def _row(cells: Sequence[str], number: int, prefix: str = "", *, address: bool = True) -> str:
    made = "".join(
        f'<{prefix}c t="inlineStr"'
        + (f' r="{chr(65 + at)}{number}"' if address else "")
        + f"><{prefix}is><{prefix}t>{escape(text)}</{prefix}t></{prefix}is></{prefix}c>"
        for at, text in enumerate(cells)
    )
    return f"<{prefix}row" + (f' r="{number}"' if address else "") + f">{made}</{prefix}row>"


def _honest(chance: Random) -> StrangeBook:
    """A right list in one of the ways that other programs write one."""
    people = _people(chance)
    names = tuple(one[1] for one in people)
    rows = [HEAD, *people]
    way = chance.choice(
        ("openpyxl", "plain", "prefixed", "without places", "backslashes", "csv", "gbk", "merged title")
    )
    if way == "openpyxl":
        return StrangeBook(f"{way}.xlsx", hostile.workbook(*rows), names)
    if way in ("csv", "gbk"):
        text = "\r\n".join(",".join(cells) for cells in rows)
        return StrangeBook(f"{way}.csv", text.encode("gbk" if way == "gbk" else "utf-8-sig"), names)
    prefix = "x:" if way == "prefixed" else ""
    if way == "merged title":
        rows = [("名单", "", "", "", "", ""), *rows]
    lines = "".join(
        _row(cells, at, prefix, address=way != "without places") for at, cells in enumerate(rows, 1)
    )
    namespace = "xmlns:x" if prefix else "xmlns"
    merge = '<mergeCells><mergeCell ref="A1:F1"/></mergeCells>' if way == "merged title" else ""
    xml = (
        f'<?xml version="1.0"?><{prefix}worksheet {namespace}="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        f'main"><{prefix}sheetData>{lines}</{prefix}sheetData>{merge}</{prefix}worksheet>'
    )
    data = hostile.package(xml)
    return StrangeBook(f"{way}.xlsx", _renamed(data) if way == "backslashes" else data, names)


def _renamed(data: bytes) -> bytes:
    return _rezipped(data, lambda name, content: (name.replace("/", "\\"), content))


# ---------------------------------------------------------------- broken and hostile
@cache
def _bases() -> tuple[tuple[str, bytes], ...]:
    chance = Random(1)
    samples = [(path.suffix, path.read_bytes()) for path in sorted(DATA.glob("*.xls*"))]
    return (*samples, (".xlsx", hostile.workbook(HEAD, *_people(chance))))


def _rezipped(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            changed = change(name, source.read(name))
            if changed is not None:
                target.writestr(*changed)
    return made.getvalue()


def _flipped(chance: Random) -> StrangeBook:
    ending, data = chance.choice(_bases())
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return StrangeBook(f"flipped{ending}", bytes(made))


def _cut(chance: Random) -> StrangeBook:
    ending, data = chance.choice(_bases())
    at = chance.randrange(len(data))
    return StrangeBook(f"cut{ending}", chance.choice((data[:at], data[at:], data[:at] + data[at // 2 :])))


def _part_changed(chance: Random) -> StrangeBook:
    """One part of the package damaged, doubled, emptied or gone; the zip around it is whole."""
    data = chance.choice([one for ending, one in _bases() if ending == ".xlsx"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        victim = chance.choice(archive.namelist())
    kind = chance.choice(("gone", "empty", "bytes", "piece", "doubled", "swapped", "long run"))

    def change(name: str, content: bytes) -> tuple[str, bytes] | None:
        if name != victim:
            return name, content
        return None if kind == "gone" else (name, _worse(chance, kind, content))

    return StrangeBook(f"{kind}.xlsx", _rezipped(data, change))


def _worse(chance: Random, kind: str, content: bytes) -> bytes:
    at, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    match kind:
        case "empty":
            return b""
        case "bytes":
            return content[:at] + chance.randbytes(8) + content[at:]
        case "piece":
            return content[:at] + content[end:]
        case "doubled":
            return content[:end] + content[at:]
        case "swapped":
            return content[end:] + content[:at]
    return content[:at] + chance.choice(LONG_RUNS).encode() * chance.choice((100, 10_000)) + content[at:]


def _odd_xml(chance: Random) -> StrangeBook:
    """Cells at strange places, of strange kinds, with strange words; strange merges."""
    cells = [_row(HEAD, 1)]
    for number in range(2, chance.randrange(3, 12)):
        made = "".join(
            f'<c r="{chance.choice((*PLACES, *[chr(65 + at) + str(number)] * 20))}"'
            f' t="{chance.choice(TYPES)}" s="{chance.choice(("0", "1", "999", "-1", "x"))}">'
            f"{_content(chance)}</c>"
            for at in range(6)
        )
        place = chance.choice((str(number), str(number), "0", "x", "99999999999999999999"))
        cells.append(f'<row r="{place}">{made}</row>')
    merges = "".join(
        f'<mergeCell ref="{chance.choice(("A2:A5", "B2:B9", "A1:F1", "C3", "A5:A1", "A1:XFD9", "x"))}"/>'
        for _ in range(3)
    )
    tail = f"<mergeCells>{merges}</mergeCells>" if chance.random() < 0.5 else ""
    return StrangeBook("odd.xlsx", hostile.package(hostile.SHEET.format("".join(cells), tail)))


def _content(chance: Random) -> str:
    text = escape(chance.choice(WORDS)).replace("&amp;#0;", "&#0;" if chance.random() < 0.1 else "")
    return chance.choice(
        (
            f"<v>{text}</v>",
            f"<is><t>{text}</t></is>",
            f"<f>{text}</f><v>1</v>",
            f"<f>{text}</f>",
            "<v>999</v>",
            "",
            "<v/>",
        )
    )


def _odd_words(chance: Random) -> StrangeBook:
    """A whole workbook of strange words, heading included now and then."""
    head = [chance.choice((word, word, word, chance.choice(WORDS))) for word in HEAD]
    rows = [tuple(chance.choice((chance.choice(WORDS), *person)) for _ in HEAD) for person in _people(chance)]
    lines = "".join(_row(cells, at) for at, cells in enumerate((head, *rows), 1))
    return StrangeBook("words.xlsx", hostile.package(hostile.SHEET.format(lines, "")))


def _no_workbook(chance: Random) -> StrangeBook:
    data = chance.choice(
        (
            chance.randbytes(chance.randrange(1, 4000)),
            b"PK\x03\x04" + chance.randbytes(400),
            bytes.fromhex("d0cf11e0a1b11ae1") + chance.randbytes(4000),
            hostile.ole("Workbook") + chance.randbytes(2000),
            ("姓名,身份证号码,释放日期\n" + '"' * chance.randrange(1, 40)).encode("gbk"),
            ("姓名\t身份证号码\t释放日期\n" + "\t" * 3000).encode("utf-16"),
            ("<html>" + "<table>" * 3000).encode(),
            (",".join(chance.choice(WORDS) for _ in range(60)) + "\n").encode() * 20,
        )
    )
    return StrangeBook(chance.choice(("x.xlsx", "x.xls", "x.csv")), data)


def _heavy(chance: Random) -> StrangeBook:
    """Small files that want much: many merges, one number ten thousand times, deep XML, a long text."""
    kind = chance.choice(("merges", "one number", "deep", "long text", "many sheets", "wide"))
    match kind:
        case "merges":
            tail = "".join(f'<mergeCell ref="B{at}:B{at + 300}"/>' for at in range(2, 6_000, 3))
            xml = hostile.SHEET.format(
                _row(HEAD, 1) + _row(_people(chance)[0], 2), f"<mergeCells>{tail}</mergeCells>"
            )
        case "one number":
            person = _people(chance)[0]
            xml = hostile.SHEET.format(
                "".join([_row(HEAD, 1), *(_row(person, at) for at in range(2, 400))]), ""
            )
        case "deep":
            xml = hostile.SHEET.format("<a>" * 60_000, "")
        case "long text":
            xml = hostile.SHEET.format(_row(HEAD, 1) + _row(["字" * 30_000] * 6, 2), "")
        case "wide":
            xml = hostile.SHEET.format(f'<row r="1">{"<c/>" * 60_000}</row>' + _row(HEAD, 2), "")
        case _:
            xml = hostile.SHEET.format(_row(HEAD, 1), '<f si="0"/>' * 1000)
    return StrangeBook(f"{kind}.xlsx", hostile.package(xml))


_MAKERS: tuple[Callable[[Random], StrangeBook], ...] = (
    _honest, _honest, _flipped, _flipped, _cut, _part_changed, _part_changed, _part_changed, _odd_xml,
    _odd_xml, _odd_words, _odd_words, _no_workbook, _heavy,
)  # fmt: skip
