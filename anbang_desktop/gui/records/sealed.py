"""Before a withheld record is shown the reason is asked, and kept in the audit."""

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.records.reason_dialog import Asking, ReasonDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate

_WHY = (
    "犯罪记录封存（或者待定封存）的，不列入名单和查找（刑事诉讼法第二百八十六条）。"
    "谁、什么时候、为什么打开，都会留下记录。"
)
_HINT = "例如：办理本月走访；所长审核是否封存。"


def also_sealed(count: int, unit: str = "件") -> str:
    """What a list says of the records that it doesn't name; empty for none."""
    return f"另有 {count} {unit}封存" if count else ""


class SealedDialog(ReasonDialog):
    """Asks for what a withheld record is needed."""


def opening(no: str) -> Asking:
    """What is asked before the one of that number is shown."""
    return Asking(f"打开封存的档案 {no}？", (_WHY,), "事由", _HINT, "打开", "不打开")


def seeing() -> Asking:
    """What is asked before they are listed."""
    told = "列出来以后，到锁定程序为止都可以打开；不能打印，也不能导出。"
    return Asking("查看封存的档案？", (_WHY, told), "事由", _HINT, "查看", "不查看")


def admits(parent: QWidget, desk: Desk, no: str) -> bool:
    """Whether the case of this number may be shown: at once, or after a reason was written."""
    if not gate.is_closed(desk, no):
        return True
    reason = SealedDialog.ask(parent, opening(no))
    if reason is None:
        return False
    gate.open_one(desk, no, reason)
    return True


def see_all(parent: QWidget, desk: Desk) -> bool:
    """Whether the withheld records may be listed for this session."""
    if gate.all_opened(desk):
        return True
    reason = SealedDialog.ask(parent, seeing())
    if reason is None:
        return False
    gate.open_all(desk, reason)
    return True
