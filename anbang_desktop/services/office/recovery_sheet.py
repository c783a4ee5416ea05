"""The recovery key on paper: drawn for the printer, or written as a file where that was asked for."""

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.errors import UserError, why
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import refuse_existing

if TYPE_CHECKING:
    from anbang_desktop.pdf.forms import recovery
else:
    recovery = lazy_import("anbang_desktop.pdf.forms.recovery")  # ReportLab isn't needed to open an office


def draw(desk: Desk, code: str) -> bytes:
    """The recovery key on paper, as a PDF in memory: to be printed, not kept."""
    return recovery.make(
        recovery.RecoverySheet(desk.office.name, desk.office.db_id, desk.today.isoformat(), code)
    )


def refuse_place(file: Path) -> None:
    """UserError where the sheet could not be written, or another one lies: asked before an office is made
    that nobody could recover.
    """
    try:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        refuse_existing(file)
        partial = file.with_name(f"{file.name}.partial")
        partial.touch()
        partial.unlink()
    except (OSError, ValueError) as error:
        said = why(error) if isinstance(error, OSError) else "没有文件名"
        raise UserError(
            f"恢复钥匙写不进文件：{file}（{said}）。", "请换一个能写入的位置。", field="file"
        ) from error


def write(desk: Desk, code: str, file: Path) -> None:
    """The recovery key as a file, only where asked for: whoever finds it can open the office."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.write_bytes(draw(desk, code))
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UserError(
            f"恢复钥匙写不进文件：{file}（{why(error)}）。", "请换一个能写入的位置。", field="file"
        ) from error
