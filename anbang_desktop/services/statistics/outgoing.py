"""统计 on its way out: printed, or written as a picture or a PDF. Counts only; the audit keeps what left."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import safe_name, write_beside
from anbang_desktop.services.statistics.overview import Statistics

if TYPE_CHECKING:
    from anbang_desktop.services.statistics import paper
else:
    paper = lazy_import("anbang_desktop.services.statistics.paper")  # ReportLab

NAME = "统计"
TITLE = "安置帮教工作统计"


def lay_out(desk: Desk, seen: Statistics) -> bytes:
    """The statistics on A4 as PDF bytes."""
    return paper.draw(desk, seen)


def note_print(desk: Desk, seen: Statistics) -> None:
    """Record in the audit that it went to the printer."""
    with desk.store.work(desk.clock) as work:
        work.note("print", _object(seen), f"打印{seen.period.label}{TITLE}，只有人数")


def save(desk: Desk, seen: Statistics, data: bytes, file: Path) -> Path:
    """Write it, a picture or a PDF, whole or not at all, with its audit; UserError where it can't be."""
    with desk.store.work(desk.clock) as work, write_beside(file, data):
        hashed = hashlib.sha256(data).hexdigest()
        work.note("export", _object(seen), f"导出{seen.period.label}{TITLE}，只有人数，SHA-256 {hashed}")
    return file


def file_name(desk: Desk, seen: Statistics, ending: str) -> str:
    """单位_统计_期间."""
    return safe_name(desk.office.name, NAME, seen.period.label, ending=ending)


def _object(seen: Statistics) -> str:
    return f"statistics/{seen.period.text}"
