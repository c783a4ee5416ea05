"""How any part asks for 帮助: an event that the session hears, so that nothing below knows the reader."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject


class HelpWanted(QEvent):
    """``anchor`` is the place of a book; without one, what is at hand."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, anchor: str, *, on_paper: bool = False) -> None:
        """``on_paper`` asks for the manual as a PDF instead."""
        super().__init__(self.KIND)
        self.anchor, self.on_paper = anchor, on_paper


def ask_help(asker: QObject, anchor: str = "", *, on_paper: bool = False) -> None:
    """Open the reader there."""
    QCoreApplication.sendEvent(asker, HelpWanted(anchor, on_paper=on_paper))
