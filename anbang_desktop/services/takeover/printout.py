"""交接班单, drawn, printed or written to a file; the audit says that it left."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.takeover.sheet import Sheet
from anbang_desktop.services.worklist.assign import Move

if TYPE_CHECKING:
    from anbang_desktop.services.takeover import paper
else:
    paper = lazy_import("anbang_desktop.services.takeover.paper")  # ReportLab

NAME = "交接班单"
_OBJECT = "office/takeover"


def draw(desk: Desk, sheet: Sheet, moves: Sequence[Move] = (), *, watched: bool = False) -> bytes:
    """The sheet as PDF bytes. ``moves``: who changed hands with it; ``watched``: somebody watches and signs
    as well.
    """
    return paper.draw(desk, sheet, moves, watched=watched)


def note_print(desk: Desk, sheet: Sheet) -> None:
    """Record in the audit that it went to the printer."""
    with desk.store.work(desk.clock) as work:
        work.note("print", _OBJECT, _summary("打印", sheet))


def save(desk: Desk, sheet: Sheet, file: Path, moves: Sequence[Move] = (), *, watched: bool = False) -> Path:
    """Write it to a file, whole or not at all."""
    data = draw(desk, sheet, moves, watched=watched)
    with desk.store.work(desk.clock) as work, write_beside(file, data):
        work.note("export", _OBJECT, _summary("导出", sheet))
    return file


def _summary(act: str, sheet: Sheet) -> str:
    whose = f"{sheet.worker} 名下" if sheet.worker else "全所"
    return f"{act}{NAME}：{whose} {len(sheet.people)} 人，供交接班"
