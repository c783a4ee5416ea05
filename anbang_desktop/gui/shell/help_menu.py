"""帮助: its button in the top bar with a menu of what can be read and printed."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.parts.help_wanted import ask_help
from anbang_desktop.gui.shell.keys_help import KeysHelp

READ = (("使用手册", "start"), ("办法条文", "law1"), ("更新说明", "news"))


class HelpButton:
    """Holds the button; its menu is made when it is opened."""

    def __init__(self) -> None:
        """The question mark."""
        self.button: QPushButton = button(look="icon", sign="help", tip="帮助（F1）", act=self.open)

    def menu(self) -> QMenu:
        """What can be read, the keys, and the manual on paper."""
        made = QMenu(self.button)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.addAction("这一页怎么用（F1）", partial(ask_help, self.button))
        made.addSeparator()
        for words, anchor in READ:
            made.addAction(words, partial(ask_help, self.button, anchor))
        made.addAction("按键（Ctrl+/）", lambda: KeysHelp.ask(self.button.window()))
        made.addSeparator()
        made.addAction("手册存成 PDF", partial(ask_help, self.button, on_paper=True))
        return made

    def open(self) -> None:
        """Below the button, the first line chosen."""
        made, under = self.menu(), self.button
        at = under.mapToGlobal(QPoint(under.width() - made.sizeHint().width(), under.height() + 4))
        made.popup(at)
        made.setActiveAction(made.actions()[0])
