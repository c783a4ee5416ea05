"""What the page says where nothing waits, and of files that could not be read."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.banner import Line, banner
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.services.documents.returns import Waiting
from anbang_desktop.services.documents.scan_reading import TakenIn

NAMED = 3  # files that are named, the others counted


def nothing(
    quick: str, waiting: Waiting, choose: Callable[[str], object], read: Callable[[], object]
) -> QFrame:
    """Why the list is empty, and what to do next."""
    if quick == "papers" and waiting.tray:
        words = "还有认不出的页，要由人指定是哪一份。"
        return empty("没有等着确认的文书", words, "看认不出的", partial(choose, "tray"), sign="file")
    if quick == "tray":
        return empty("没有认不出的页", "读进来的每一页都知道是哪份文书。", sign="check")
    words = (
        "签好字的协议、表格扫描成 PDF 或图片，整个文件夹拖到这里：程序按页上的码认出是谁的哪一份、"
        "缺不缺页，看过再归位。"
    )
    return empty("没有等着归位的扫描件", words, "读文件夹", read, sign="file")


def refused(taken: TakenIn) -> QFrame:
    """The files that could not be read, each with its sentence."""
    lines: list[Line] = [(f"{one.file}：{one.words}", "", None) for one in taken.refused[:NAMED]]
    more = f"，下面是前 {NAMED} 个" if len(taken.refused) > NAMED else ""
    return banner(lines, "errorbanner", title=f"{len(taken.refused)} 个文件没有读成{more}")
