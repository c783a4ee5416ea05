"""Between two members at one screen: nothing is shown but whose turn it is."""

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb


class Curtain(Dialog[bool]):
    """下一位: whoever sat here has left, the next one begins."""

    def __init__(self, parent: QWidget | None, member: str, left: int) -> None:
        """``left`` members are still to come, this one among them."""
        super().__init__(parent, "下一位")
        more = f"还有 {left} 位没有评。" if left > 1 else "这是最后一位。"
        words = f"请{member}来评分，其他人请离开屏幕。上一位评的已经收好，谁也看不到。{more}"
        go = verb("开始评分", lambda: self.finish(answer=True), "primary")
        self.lay(text(member, "title"), text(words, wrap=True), buttons=(go, verb("先到这里", self.reject)))
        go.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, member: str, left: int) -> bool:
        """Whether the next one begins."""
        return bool(cls(parent, member, left).run())
