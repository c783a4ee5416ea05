"""Ctrl+/: all keys on one sheet."""

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.compose import Item, column, row, text, wide
from anbang_desktop.gui.parts.dialog import Dialog, verb

KEYS = (
    ("Ctrl+F", "查找人员"),
    ("Ctrl+N", "新登记"),
    ("Ctrl+S", "保存"),
    ("Ctrl+P", "打印"),
    ("Ctrl+Z", "撤销刚才保存的（在文字里撤销打字）"),
    ("Ctrl+L", "锁定"),
    ("F5", "刷新"),
    ("Alt+1 … 9", "去左边第几个地方"),
    ("Alt+↑ / Alt+↓", "上一人 / 下一人"),
    ("Ctrl+1 … 7", "在一个人的页面上去第几节：基本信息、核查与衔接、协议……"),
    ("↑ ↓、回车", "在一个人的经过里上一条 / 下一条，打开这一条"),
    ("空格、Shift+↓、Ctrl+A、Esc", "在信息核查里勾选、连选、全选、取消选择"),
    ("Alt+L", "在信息核查里换一份名单"),
    ("回车、空格", "按下光标所在的按钮"),
    ("回车", "录入时到下一栏；对话框里按下默认按钮"),
    ("Ctrl+回车", "在多行文字里离开这一栏"),
    ("Esc", "返回，有未保存的内容才会问"),
    ("Ctrl+/", "这张表"),
)


class KeysHelp(Dialog[bool]):
    """A list of keys and what they do."""

    def __init__(self, parent: QWidget | None) -> None:
        """Lay out KEYS."""
        super().__init__(parent, "按键")
        lines: list[Item] = [
            row(column(wide(text(keys, "strong", wrap=True), 132), None), (text(words, wrap=True), 1), gap=12)
            for keys, words in KEYS
        ]
        known = verb("知道了", lambda: self.finish(answer=True), "primary")
        self.lay(column(*lines, gap=6), buttons=(known,), wide_by=480)

    @classmethod
    def ask(cls, parent: QWidget | None) -> None:
        """Show it until it is closed."""
        cls(parent).run()
