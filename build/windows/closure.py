"""Every DLL that a frozen Windows folder imports must lie in that folder or belong to Windows 10 itself.

Wine cannot show this: it has its own vcruntime140 and msvcp140, which a fresh Windows lacks.
"""

import struct
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

SYSTEM = {  # icuuc: Windows 10 1703 and later
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "cfgmgr32", "comctl32", "comdlg32", "crypt32",
    "cryptbase", "d2d1", "d3d11", "d3d12", "d3d9", "dcomp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32",
    "icuuc", "imagehlp", "imm32", "iphlpapi", "kernel32", "mpr", "mscms", "msimg32", "msvcrt", "ncrypt",
    "netapi32", "ntdll", "ole32", "oleaut32", "opengl32", "powrprof", "propsys", "psapi", "rpcrt4",
    "secur32", "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase", "uiautomationcore", "user32",
    "userenv", "usp10", "uxtheme", "version", "winhttp", "winmm", "winspool.drv", "ws2_32", "wtsapi32",
}  # fmt: skip
SETS = ("api-ms-win-", "ext-ms-")
STAND_INS = ("icuuc.dll", "bcryptprimitives.dll")  # for Wine only
RUNTIME = ("vcruntime140", "msvcp140")  # what must be in the bundle because a fresh Windows has no copy
X86_64 = 0x8664
IMPORTS, DELAYED = 1, 13


@dataclass(frozen=True, slots=True)
class Closure:
    """What was found; ``faults`` empty is good."""

    files: int
    windows: tuple[str, ...]
    faults: tuple[str, ...]


def check(folder: Path, without: tuple[str, ...] = ()) -> Closure:
    """All programs and libraries below ``folder``; ``without`` acts as if files whose names start so had
    been removed.
    """
    every = [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in (".dll", ".pyd", ".exe")]
    files = [file for file in every if not file.name.lower().startswith(without)] if without else every
    have = {file.name.lower() for file in files}
    used: set[str] = set()
    faults: list[str] = [
        f"{name}: a stand-in for Wine must not be shipped" for name in STAND_INS if name in have
    ]
    for file in files:
        faults += _judge(file, folder, have, used)
    return Closure(len(files), tuple(sorted(used)), tuple(sorted(set(faults))))


def _judge(file: Path, folder: Path, have: Set[str], used: set[str]) -> Iterator[str]:
    shown = file.relative_to(folder).as_posix()
    try:
        image = Image(file.read_bytes())
        wanted = [*image.imported()]
    except (ValueError, struct.error):
        yield f"{shown}: not a Windows program file"
        return
    if image.machine != X86_64:
        yield f"{shown}: not for 64-bit Windows"
    for name in wanted:
        stem = name.removesuffix(".dll")
        if name in have:
            continue
        if stem in SYSTEM or stem.startswith(SETS):
            used.add(stem)
        else:
            yield f"{shown}: {name} is neither in the folder nor part of Windows 10"


class Image:
    """As much of a PE file as names its imports."""

    def __init__(self, data: bytes) -> None:
        """Read the heads of the file; ValueError when it is no PE file."""
        self._data = data
        at = struct.unpack_from("<I", data, 0x3C)[0]
        if data[:2] != b"MZ" or data[at : at + 4] != b"PE\0\0":
            raise ValueError("no PE file")
        self.machine, count, optional = struct.unpack_from("<HH12xH", data, at + 4)
        self._directories = at + 24 + (112 if struct.unpack_from("<H", data, at + 24)[0] == 0x20B else 96)
        self._sections = [
            struct.unpack_from("<8xIIII", data, at + 24 + optional + 40 * number) for number in range(count)
        ]

    def imported(self) -> Iterator[str]:
        """Names of DLLs, small letters; those loaded at first use too."""
        for directory, size, name_at in ((IMPORTS, 20, 12), (DELAYED, 32, 4)):
            at = struct.unpack_from("<I", self._data, self._directories + 8 * directory)[0]
            place = self._place(at) if at else None
            while place is not None and (name := struct.unpack_from("<I", self._data, place + name_at)[0]):
                yield self._text(name)
                place += size

    def _text(self, address: int) -> str:
        place = self._place(address)
        if place is None:
            raise ValueError("a name lies outside every section")
        return self._data[place : self._data.index(b"\0", place)].decode("ascii").lower()

    def _place(self, address: int) -> int | None:
        for _virtual, start, raw_size, raw in self._sections:
            if start <= address < start + raw_size:
                return int(raw + address - start)
        return None
