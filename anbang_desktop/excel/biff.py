"""Old workbooks (.xls): which cells hold formulas, which the parser does not tell, and whether the limits
are kept.
"""

import struct

from anbang_desktop.errors import UserError
from anbang_desktop.excel.container import DAMAGED, PASSWORD
from anbang_desktop.excel.limits import Limits
from anbang_desktop.excel.scan import Found, check_place

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_FORMULA, _BOUNDSHEET, _FILEPASS, _EOF = 0x0006, 0x0085, 0x002F, 0x000A
_FONT, _XF, _ROW = 0x0031, 0x00E0, 0x0208
_STRUCK_OUT, _HEIGHT_ZERO = 0x0008, 0x20  # bits of a font and of a row
_NO_FONT = 4  # fonts are counted without a fourth
_CELLS = {_FORMULA, 0x0203, 0x00FD, 0x027E, 0x0204, 0x0205, 0x00BD}
FORMULA_WORDS = "=（公式）"


def scan_xls(data: bytes, limits: Limits) -> list[Found]:
    """What each sheet holds besides plain values; a broken file is refused."""
    try:
        return _sheets(_workbook_stream(data), limits)
    except (struct.error, IndexError, ValueError, StopIteration) as broken:
        raise UserError(*DAMAGED) from broken


def _workbook_stream(data: bytes) -> bytes:
    """The stream Workbook (or Book) of a compound file."""
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    (directory_at,) = struct.unpack_from("<I", data, 48)
    mini_below, mini_fat_at = struct.unpack_from("<II", data, 56)
    fat = _fat(data, sector)
    directory = _chain(data, fat, directory_at, sector, sector)
    entries = [_entry(directory[at : at + 128]) for at in range(0, len(directory) - 127, 128)]
    root = entries[0]
    _name, start, size = next(entry for entry in entries if entry[0] in ("Workbook", "Book"))
    if size >= mini_below:
        return _chain(data, fat, start, sector, sector)[:size]
    mini = _chain(data, fat, root[1], sector, sector)
    mini_fat = _numbers(_chain(data, fat, mini_fat_at, sector, sector))
    return _chain(mini, mini_fat, start, 64, 0)[:size]


def _fat(data: bytes, sector: int) -> list[int]:
    places = list(struct.unpack_from("<109I", data, 76))
    (next_list,) = struct.unpack_from("<I", data, 68)
    seen = 0
    while next_list < _END and seen < 1000:
        more = _numbers(data[(next_list + 1) * sector : (next_list + 2) * sector])
        places.extend(more[:-1])
        next_list, seen = more[-1], seen + 1
    return [
        number
        for place in places
        if place < _END
        for number in _numbers(data[(place + 1) * sector : (place + 2) * sector])
    ]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(data: bytes, fat: list[int], start: int, sector: int, offset: int) -> bytes:
    parts: list[bytes] = []
    while start < _END and len(parts) <= len(fat):
        parts.append(data[offset + start * sector : offset + (start + 1) * sector])
        start = fat[start]
    return b"".join(parts)


def _entry(entry: bytes) -> tuple[str, int, int]:
    (length,) = struct.unpack_from("<H", entry, 64)
    start, size = struct.unpack_from("<II", entry, 116)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace"), start, size


def _sheets(stream: bytes, limits: Limits) -> list[Found]:
    starts: list[int] = []
    fonts: list[bool] = []
    struck: list[bool] = []  # by the number of a format
    for code, body in _records(stream, 0):
        if code == _FILEPASS:
            raise UserError(*PASSWORD)
        if code == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", stream, body)[0])
        elif code == _FONT:
            fonts.append(bool(struct.unpack_from("<H", stream, body + 2)[0] & _STRUCK_OUT))
        elif code == _XF:
            (font,) = struct.unpack_from("<H", stream, body)
            at = font - 1 if font > _NO_FONT else font
            struck.append(at < len(fonts) and fonts[at])
    return [
        _sheet(stream, start, frozenset(at for at, one in enumerate(struck) if one), limits)
        for start in starts
    ]


def _records(stream: bytes, at: int) -> list[tuple[int, int]]:
    """(code, where its body begins) of one substream, up to its end."""
    found: list[tuple[int, int]] = []
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        found.append((code, at + 4))
        at += 4 + length
        if code == _EOF:
            break
    return found


def _sheet(stream: bytes, start: int, struck: frozenset[int], limits: Limits) -> Found:
    found = Found()
    for code, body in _records(stream, start):
        if code in _CELLS:
            row, column, form = struct.unpack_from("<HHH", stream, body)
            check_place(row, column, limits)
            if code == _FORMULA:
                found.formulas[row, column] = FORMULA_WORDS
            if form in struck:
                found.struck.add((row, column))
        elif code == _ROW and struct.unpack_from("<H", stream, body + 12)[0] & _HEIGHT_ZERO:
            found.hidden.add(struct.unpack_from("<H", stream, body)[0])
    return found
