"""What 数据体检 says where there is no queue: nobody has looked yet, or nothing was found."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.services.health.checks import CHECKS
from anbang_desktop.services.health.examine import Health


def nothing(health: Health | None, begin: Callable[[], object]) -> QFrame:
    """``begin`` looks at everything."""
    if health is None:
        words = "把每份档案看一遍：前后对不上的、没有填全的、日期不合理的，逐条列出来。"
        return empty("还没有体检", words, "开始体检", begin, sign="shield")
    words = f"看了 {health.files} 份档案，{len(CHECKS)} 项检查都没有查出什么。改了资料会再看。"
    return empty("没有对不上的地方", words, sign="check")
