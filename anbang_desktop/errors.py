"""What can go wrong that a clerk can do something about; everything else is a fault of the program."""

import errno
import platform
import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from anbang_desktop import __version__

_LONG_QUOTE = re.compile("“([^”]{120})[^”]+”")  # what was typed is quoted, but not a whole book of it
_WHY = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘空间已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EIO: "磁盘读写出错",
}


class UserError(Exception):
    """The world's fault: says what happened and what to do, in Chinese; ``field`` names the entry it
    belongs to.
    """

    def __init__(self, what: str, remedy: str = "", *, field: str = "") -> None:
        """``what`` happened and the ``remedy``, each a whole sentence; a long quotation is cut."""
        what = _LONG_QUOTE.sub(r"“\1……”", what)
        super().__init__(what, remedy)
        self.what, self.remedy, self.field = what, remedy, field

    def __str__(self) -> str:
        """Both sentences, as the clerk reads them."""
        return f"{self.what}{self.remedy}"


class Reason(Protocol):
    """Why a rule said no; ``domain.guards.Lack`` is one."""

    @property
    def code(self) -> str:
        """An English identifier that stays."""

    @property
    def sentence(self) -> str:
        """What is missing and what to do."""

    @property
    def verb(self) -> str | None:
        """The act that mends it, None where no button does."""


class Refused(UserError):
    """The office's rules said no; ``reasons`` are whole Chinese sentences, ``lacks`` what guards said."""

    def __init__(self, reasons: Sequence[str], lacks: Sequence[Reason] = ()) -> None:
        """The sentences of all that said no, in the order of the rules."""
        super().__init__("；".join(reason.rstrip("。；") for reason in reasons) + "。")
        self.reasons, self.lacks = tuple(reasons), tuple(lacks)

    @classmethod
    def lacking(cls, lacks: Sequence[Reason]) -> Self:
        """A guard of a step said no."""
        return cls([lack.sentence for lack in lacks], lacks)


class Cancelled(Exception):
    """The clerk stopped a long job; nothing of it is kept."""


def why(error: OSError) -> str:
    """What the system said, in Chinese."""
    return _WHY.get(error.errno or 0, f"系统错误 {error.errno}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the program; ``report`` names places in the program and kinds of errors, never a value."""

    place: str
    report: str


def fault_of(error: BaseException) -> Fault:
    """Where it happened and of what kind; the message is left out, because it may quote a name or a
    number.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    kinds = " <- ".join(type(one).__name__ for one in _chain(error))
    place = lines[-1].strip() if lines else "?"
    system = f"{platform.system()} {platform.release()}"
    about = f"Anbang Desktop {__version__}, Python {platform.python_version()}, {system}"
    return Fault(f"{kinds} {place}", "\n".join([about, kinds, *lines]))


def _chain(error: BaseException) -> list[BaseException]:
    found = [error]
    while (cause := found[-1].__cause__) is not None and cause not in found:
        found.append(cause)
    return found


def _inside(file: str) -> str:
    """The file without the folders before the package: they may hold the account's name."""
    parts = file.replace("\\", "/").split("/")
    return "/".join(parts[parts.index("anbang_desktop") :]) if "anbang_desktop" in parts else parts[-1]
