"""Scans chosen by the clerk: read, cleaned, ready for the vault. Loads pikepdf and Pillow."""

from pathlib import Path

from anbang_desktop.errors import UserError, why
from anbang_desktop.pdf import scans

LARGEST = 100 * 1024 * 1024
_SUFFIX = {scans.JPEG: ".jpg", scans.PDF: ".pdf"}


def read_scan(file: Path) -> tuple[str, str, bytes, int]:
    """Suffix, media type, bytes and pages; UserError when it cannot be read or is no scan."""
    accepted = accept(file)
    return _SUFFIX[accepted.media_type], accepted.media_type, accepted.data, accepted.pages


def accept(file: Path) -> scans.Scan:
    """The cleaned scan of a file."""
    return scans.accept(read_bytes(file))


def read_bytes(file: Path) -> bytes:
    """A file as it is; UserError when it cannot be read or is too large."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise UserError(
            f"读不到扫描件“{file.name}”（{why(error)}）。", "请核对文件位置。", field="scan"
        ) from error
    if len(data) > LARGEST:
        raise UserError(
            f"扫描件“{file.name}”超过 100 MB。", "请用 200 dpi 重新扫描，或者分成几个文件。", field="scan"
        )
    return data
