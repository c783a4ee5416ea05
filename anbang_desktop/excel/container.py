"""Checks of a workbook's container before any parser sees its content: is it a real .xlsx or .xls, and is
it safe to open.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Literal

from anbang_desktop.errors import UserError
from anbang_desktop.excel.limits import MIB, Limits

Kind = Literal["xlsx", "xls", "csv"]
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD, _ENTRY = 4096, 128  # bytes looked at to tell a text; size of an entry in a compound file's directory
PASSWORD = ("这个文件有打开密码，程序读不了。", "请用 Excel 或 WPS 打开，去掉密码另存一份，再导入那一份。")
NOT_WORKBOOK = (
    "这不是 Excel 工作簿（.xlsx 或 .xls），文件内容和扩展名不符。",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
)
DAMAGED_TEXT = (
    "这个文件的扩展名是 .csv，里面却不是完整的文字，多半已损坏，或者是别的文件改了名。",
    "请重新复制一份，或用 Excel、WPS 打开后另存为 .xlsx 再导入。",
)
NOT_TEXT = ("这个文件不是文字文件。", "请用 Excel 或 WPS 另存为 .xlsx 后再导入。")
WEB_PAGE = (
    "这个文件其实是网页（HTML），只是扩展名写成了 Excel 的，多半是从网上系统直接导出的。",
    "请用 Excel 或 WPS 打开，选“另存为”，类型选“Excel 工作簿（.xlsx）”，再导入另存的那一份。",
)
XML_TABLE = (
    "这个文件是“XML 电子表格 2003”，不是普通的 Excel 工作簿，程序读不了。",
    "请用 Excel 或 WPS 打开，选“另存为”，类型选“Excel 工作簿（.xlsx）”，再导入另存的那一份。",
)
DAMAGED = (
    "这个文件已损坏或不完整，读不出来。",
    "请重新复制一份，或用 Excel、WPS 打开后另存为 .xlsx 再导入。",
)
NOT_OURS = (
    "程序读不了这个文件里的写法（文件本身不一定坏了）。",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
)
MACROS = ("这个文件带有宏，为了安全不予读取。", "请另存为不带宏的 .xlsx 后再导入。")
BOMB = ("这个文件展开后大得不合常理，为了安全不予读取。", "请只保留要用的那一张表，另存为 .xlsx 后再试。")
_REFUSED_PARTS = (
    (re.compile(r"(^|/)vbaproject\.bin$|(^|/)macrosheets/"), MACROS),
    (
        re.compile(r"(^|/)externallinks?/"),
        ("这个文件链接着别的工作簿，为了安全不予读取。", "请在 Excel 的“编辑链接”里断开链接，另存后再导入。"),
    ),
    (
        re.compile(r"(^|/)(embeddings|activex|ctrlprops)/|oleobject"),
        ("这个文件里嵌着别的文件或控件，为了安全不予读取。", "请把名单复制到一个新的工作簿，另存后再导入。"),
    ),
    (
        re.compile(r"^xl/workbook\.bin$"),
        ("这是二进制工作簿（.xlsb），程序读不了。", "请用 Excel 或 WPS 另存为 .xlsx 后再导入。"),
    ),
)


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; what is missing, empty, locked or too big is refused before anything of it is
    read.
    """
    try:
        size = path.stat().st_size if path.is_file() else -1
        _check_size(path.name, size, limits)
        return path.read_bytes()
    except OSError as fault:
        raise UserError(
            f"打不开文件“{path.name}”。", "请确认文件还在、没有被别的程序占用，再试一次。"
        ) from fault


def _check_size(name: str, size: int, limits: Limits) -> None:
    if size < 0:
        raise UserError(f"找不到文件“{name}”。", "请确认文件还在原来的位置，再选一次。")
    if size == 0:
        raise UserError(f"文件“{name}”是空的（0 字节）。", "请重新复制一份再导入。")
    if size > limits.file_size:
        megabytes = f"{size / MIB:.1f} MB，超过 {limits.file_size // MIB} MB 的上限"
        raise UserError(f"文件“{name}”有 {megabytes}。", "请删去图片和名单以外的表，或分成几个文件导入。")


def check(data: bytes, limits: Limits) -> Kind:
    """The kind of file; UserError says why it is refused."""
    if data.startswith(OLE_MAGIC):
        return _check_ole(data)
    if not data.startswith(ZIP_MAGIC):
        return _check_text(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_zip(archive, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise UserError(*DAMAGED) from fault
    return "xlsx"


def mended(data: bytes, kind: Kind) -> bytes:
    """The checked file as the parsers want it: parts named with slashes, the stream with its usual name."""
    if kind == "xls":
        return _with_usual_stream(data)
    return _with_slashes(data) if kind == "xlsx" else data


def _check_text(data: bytes) -> Kind:
    """A list as text, or a web page or XML under the name of a workbook."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b"excel.sheet" in head:
            raise UserError(*XML_TABLE)
        if b"<html" in head or b"<table" in head or b"<!doctype html" in head:
            raise UserError(*WEB_PAGE)
    text = decoded(data)
    if text is None or not any(sign in text for sign in ",\t;"):
        raise UserError(*NOT_WORKBOOK)
    return "csv"


def decoded(data: bytes) -> str | None:
    """The text of a file in one of the encodings that Excel and WPS write; None when it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = () if b"\x00" in data else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _check_ole(data: bytes) -> Kind:
    lowered = data.lower()  # names of streams count in any case

    def named(stream: str) -> bool:
        return stream.lower().encode("utf-16-le") in lowered

    if named("EncryptedPackage"):
        raise UserError(*PASSWORD)
    if named("_VBA_PROJECT"):
        raise UserError(*MACROS)
    if not (named("Workbook") or named("Book")):
        raise UserError(*NOT_WORKBOOK)
    return "xls"


def _with_usual_stream(data: bytes) -> bytes:
    """WORKBOOK and BOOK are written Workbook and Book in the directory, as the parser looks for them."""
    made, lowered = bytearray(data), data.lower()
    for usual in ("Workbook", "Book"):
        name = usual.encode("utf-16-le")
        entry = name.lower() + b"\0\0"
        at = lowered.find(entry)
        while at >= 0:
            if at % _ENTRY == 0:
                made[at : at + len(name)] = name
            at = lowered.find(entry, at + 1)
    return bytes(made)


def _with_slashes(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as source:
        members = source.infolist()
        if not any("\\" in member.orig_filename for member in members):
            return data
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for member in members:
                target.writestr(_slashed(member), source.read(member))
        return stream.getvalue()


def _slashed(member: zipfile.ZipInfo) -> str:
    return member.orig_filename.replace("\\", "/")


def _check_zip(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    names = [_slashed(member) for member in members]
    lowered = [name.lower() for name in names]
    if len(members) > limits.members:
        raise UserError(*BOMB)
    if len(set(lowered)) != len(names) or any(outside(name) for name in names):
        raise UserError(*DAMAGED)
    for part, refusal in _REFUSED_PARTS:
        if any(part.search(name) for name in lowered):
            raise UserError(*refusal)
    if "xl/workbook.xml" not in lowered or "[content_types].xml" not in lowered:
        raise UserError(*NOT_WORKBOOK)
    if any(member.flag_bits & 1 for member in members):
        raise UserError(*PASSWORD)
    if swells(members, limits):
        raise UserError(*BOMB)
    if b"macroEnabled" in archive.read(members[lowered.index("[content_types].xml")]):
        raise UserError(*MACROS)


def swells(members: list[zipfile.ZipInfo], limits: Limits) -> bool:
    """Whether the parts would be larger than anybody's file is, by what they say of themselves."""
    total = 0
    for member in members:
        total += member.file_size
        swollen = member.file_size > limits.ratio_from and member.file_size > limits.ratio * max(
            member.compress_size, 1
        )
        if swollen or member.file_size > limits.member_inflated or total > limits.inflated:
            return True
    return False


def outside(name: str) -> bool:
    """Whether a part's name leads out of the file."""
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\x00" in name
