"""Checks of a workbook's container before any parser sees its content: is it a real .xlsx or .xls, and is
it safe to open.
"""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Literal

from anbang_desktop.errors import UserError
from anbang_desktop.excel.limits import MIB, Limits

Kind = Literal["xlsx", "xls"]
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
PASSWORD = ("这个文件有打开密码，程序读不了。", "请用 Excel 或 WPS 打开，去掉密码另存一份，再导入那一份。")
NOT_WORKBOOK = (
    "这不是 Excel 工作簿（.xlsx 或 .xls），文件内容和扩展名不符。",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
)
DAMAGED = (
    "这个文件已损坏或不完整，读不出来。",
    "请重新复制一份，或用 Excel、WPS 打开后另存为 .xlsx 再导入。",
)
MACROS = ("这个文件带有宏，为了安全不予读取。", "请另存为不带宏的 .xlsx 后再导入。")
BOMB = ("这个文件展开后大得不合常理，为了安全不予读取。", "请只保留名单这一张表，另存为 .xlsx 后再导入。")
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
    """The kind of workbook; UserError says why it is refused."""
    if data.startswith(OLE_MAGIC):
        return _check_ole(data)
    if not data.startswith(ZIP_MAGIC):
        raise UserError(*NOT_WORKBOOK)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_zip(archive, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise UserError(*DAMAGED) from fault
    return "xlsx"


def _check_ole(data: bytes) -> Kind:
    def named(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if named("EncryptedPackage"):
        raise UserError(*PASSWORD)
    if named("_VBA_PROJECT"):
        raise UserError(*MACROS)
    if not (named("Workbook") or named("Book")):
        raise UserError(*NOT_WORKBOOK)
    return "xls"


def _check_zip(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    lowered = [name.lower() for name in names]
    if len(members) > limits.members:
        raise UserError(*BOMB)
    if len(set(lowered)) != len(names) or any(_outside(name) for name in names):
        raise UserError(*DAMAGED)
    for part, refusal in _REFUSED_PARTS:
        if any(part.search(name) for name in lowered):
            raise UserError(*refusal)
    if "xl/workbook.xml" not in lowered or "[content_types].xml" not in lowered:
        raise UserError(*NOT_WORKBOOK)
    if any(member.flag_bits & 1 for member in members):
        raise UserError(*PASSWORD)
    _check_declared(members, limits)
    if b"macroEnabled" in archive.read(names[lowered.index("[content_types].xml")]):
        raise UserError(*MACROS)


def _check_declared(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = 0
    for member in members:
        total += member.file_size
        swollen = member.file_size > limits.ratio_from and member.file_size > limits.ratio * max(
            member.compress_size, 1
        )
        if swollen or member.file_size > limits.member_inflated or total > limits.inflated:
            raise UserError(*BOMB)


def _outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\x00" in name
