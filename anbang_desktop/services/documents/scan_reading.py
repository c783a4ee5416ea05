"""扫描件归位, the reading: scans go into the vault page by page, each with what its code says.

Reading is all or nothing: stopped or killed in the middle, nothing was read.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anbang_desktop.errors import UserError
from anbang_desktop.excel import child
from anbang_desktop.excel.limits import MIB, Limits
from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import returns
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import returned as query

if TYPE_CHECKING:
    from anbang_desktop.pdf import scan_pages, scans
    from anbang_desktop.services.records import scans as scan_files
else:
    scans = lazy_import("anbang_desktop.pdf.scans")
    scan_files = lazy_import("anbang_desktop.services.records.scans")

READ: Final = "扫描件归位：读入"
SUFFIXES: Final = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
_TASK = "anbang_desktop.pdf.scan_pages:read"
_PORTION = 20  # pages that one child reads
_LIMITS = Limits(seconds=180, seconds_per_mib=2, most_seconds=600, memory=1024 * MIB)
_AGAIN = "请用扫描仪重新扫描，存成 PDF、JPG、PNG 或者 TIFF 再读。"
_TOLD = child.Told(
    ("读这个文件用的时间太长，已经停下。", _AGAIN),
    ("这个文件太大或已损坏，读取时内存不够，已经停下。", _AGAIN),
    ("这个文件已经损坏。", _AGAIN),
    ("这个文件不是能打开的图片或者 PDF。", _AGAIN),
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why, in a sentence."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What reading brought: pages of papers that are known, pages for the tray, empty backs that were left
    out, pages of files that had been read before.
    """

    files: int
    placed: int
    tray: int
    blank: int
    again: int
    refused: tuple[Refused, ...]


def files_in(folder: Path) -> list[Path]:
    """The scans that lie in a folder, by name; UserError where there is none."""
    try:
        found = [one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file()]
    except OSError as error:
        raise UserError(f"打不开文件夹“{folder.name}”。", "请核对位置，或者换一个文件夹。") from error
    if not found:
        raise UserError(
            f"文件夹“{folder.name}”里没有扫描件。", "请选放扫描件（PDF、JPG、PNG、TIFF）的文件夹。"
        )
    return sorted(found, key=lambda one: one.name)


def take_in(desk: Desk, files: Sequence[Path], progress: Progress | None = None) -> TakenIn:
    """Read these files (or the scans of these folders) into the vault, all or nothing: stopped in the middle,
    nothing was read. A file that is broken is told and leaves the others in peace; one that was read before
    is not read again.
    """
    wanted = [one for file in files for one in (files_in(file) if file.is_dir() else [file])]
    told = progress or Progress()
    counted = _Counted()
    refused: list[Refused] = []
    with begin(desk, READ) as unit:
        for at, file in enumerate(wanted):
            told.step(at, len(wanted), "读扫描件")
            try:
                _take_file(unit, file, told, counted)
            except UserError as error:
                refused.append(Refused(file.name, str(error)))
    return TakenIn(len(wanted), counted.placed, counted.tray, counted.blank, counted.again, tuple(refused))


@dataclass(slots=True)
class _Counted:
    """Pages that were read, while they are."""

    placed: int = 0
    tray: int = 0
    blank: int = 0
    again: int = 0


def _take_file(unit: Unit, file: Path, progress: Progress, counted: _Counted) -> None:
    data = scan_files.read_bytes(file)
    digest = hashlib.sha256(data).hexdigest()
    known = [one for one in query.of_file(unit.work.connection, digest) if one.state is not PageState.GONE]
    if known:
        counted.again += len(known)
        return
    for at, page in enumerate([*_pages(data, progress)], 1):  # all of a file or nothing
        if page["blank"]:
            counted.blank += 1
            continue
        kept = unit.work.attach(
            f"{digest[:16]}_{at}.jpg", scans.JPEG, base64.b64decode(page["picture"], validate=True)
        )
        found = ReturnedPage(
            file=file.name,
            at=at,
            digest=digest,
            attachment_id=kept,
            code=page["code"],
            page=page["page"],
            damaged=page["damaged"],
            taken_at=unit.desk.clock.now(),
            taken_by=unit.desk.user,
        )
        unit.work.add(found, f"读入扫描件 {file.name} 第 {at} 页")
        if returns.paper_of(unit.work.connection, found) is not None:
            counted.placed += 1
        else:
            counted.tray += 1


def _pages(data: bytes, progress: Progress) -> "Iterable[scan_pages.PageRead]":
    """The pages of a file, read in a child a portion at a time."""
    first, total = 0, 1
    while first < total:
        asked = {"first": first, "most": _PORTION}
        read: scan_pages.FileRead = child.run(_TASK, data, asked, _LIMITS, progress, _TOLD)
        yield from read["pages"]
        first, total = first + _PORTION, read["total"]
