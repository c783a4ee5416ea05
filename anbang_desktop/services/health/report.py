"""台账检查: the report of what was found, drawn, printed or written to a file, each time for a purpose."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.errors import UserError
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records.entry import as_reason

if TYPE_CHECKING:
    from anbang_desktop.services.health import paper
else:
    paper = lazy_import("anbang_desktop.services.health.paper")  # ReportLab

NAME = "台账检查"
_OBJECT = "office/health"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the report is for, and whether names stand on it in full."""

    words: str
    whole: bool = False


def draw(desk: Desk, health: Health, purpose: Purpose) -> bytes:
    """The report as PDF bytes; UserError without a purpose."""
    return paper.draw(desk, health, _said(desk, purpose), whole=purpose.whole)


def note_print(desk: Desk, health: Health, purpose: Purpose) -> None:
    """Record in the audit that it went to the printer, and for what."""
    with desk.store.work(desk.clock) as work:
        work.note("print", _OBJECT, _summary(desk, "打印", health, purpose))


def save(desk: Desk, health: Health, purpose: Purpose, file: Path) -> Path:
    """Write it to a file, whole or not at all; the audit says for what."""
    data = draw(desk, health, purpose)
    with desk.store.work(desk.clock) as work, write_beside(file, data):
        work.note("export", _OBJECT, _summary(desk, "导出", health, purpose))
    return file


def _said(desk: Desk, purpose: Purpose) -> str:
    words = as_reason(desk, purpose.words)
    if not words:
        raise UserError("台账检查要写明用途。", "请写一句给谁看，例如“县司法局年度检查”。", field="purpose")
    return words


def _summary(desk: Desk, act: str, health: Health, purpose: Purpose) -> str:
    names = "姓名完整" if purpose.whole else "姓名遮住"
    return f"{act}{NAME}：{_said(desk, purpose)}（{len(health.findings)} 处，{names}）"
