"""Where an office may live: a folder of a fixed local disk, never a stick or a network share (security.md
§3.3).
"""

import shutil
import sys
from pathlib import Path

from anbang_desktop.errors import UserError
from anbang_desktop.storage.failures import DiskFull

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "davfs", "fuse.davfs2", "ncpfs"}
)
_STICK = frozenset({"vfat", "exfat", "msdos"})
_STICK_WORDS = "U 盘或存储卡"
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4

if sys.platform == "win32":
    import ctypes

    def _kind_of(folder: Path) -> str:
        anchor = folder.absolute().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        if kind == _DRIVE_REMOTE or anchor.startswith("\\\\"):
            return "网络文件夹"
        return _STICK_WORDS if kind == _DRIVE_REMOVABLE else ""
else:

    def _kind_of(folder: Path) -> str:
        return _kind(_file_system(folder))


def refuse_unsafe(folder: Path) -> None:
    """UserError where the file system is known to be removable or remote; an unknown one passes."""
    kind = _kind_of(folder)
    if kind:
        raise UserError(
            f"数据不能放在{kind}上：{folder}。那里断电、拔出或断网会损坏数据。",
            "请选本机硬盘上的文件夹；U 盘请用来放备份。",
            field="folder",
        )


def is_stick(folder: Path) -> bool:
    """Whether a folder is known to lie on something that is pulled out and carried away."""
    return _kind_of(_existing(folder)) == _STICK_WORDS


def require_room(folder: Path, size: int) -> None:
    """DiskFull when the disk of ``folder`` has less than ``size`` bytes left."""
    if shutil.disk_usage(_existing(folder)).free < size:
        raise DiskFull


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


def _kind(file_system: str) -> str:
    if file_system in _NETWORK:
        return "网络文件夹"
    return _STICK_WORDS if file_system in _STICK else ""


def _file_system(folder: Path) -> str:
    """The type of the mount that holds the folder, as the kernel tells it; empty where it can't be told."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    place = _existing(folder).resolve()
    best, found = -1, ""
    for line in lines:
        _, mount, kind, *_ = line.split(" ")
        point = Path(mount.replace("\\040", " "))
        if (place == point or point in place.parents) and len(point.parts) >= best:
            best, found = len(point.parts), kind
    return found
