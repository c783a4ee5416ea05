"""What every dialog is built on: a title, what happens, buttons at the right. ``exec()`` is called only in
``ask``.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QPushButton, QWidget

from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide

R = TypeVar("R")


class Dialog(QDialog, Generic[R]):
    """A dialog that ends with a frozen answer or None. Subclasses call ``lay`` and set ``answer`` before
    ``accept``.
    """

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """``title`` stands in the frame and at the top."""
        super().__init__(parent)
        self.answer: R | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)

    def lay(self, *body: Item, buttons: tuple[QPushButton, ...], title: str = "", wide_by: int = 460) -> None:
        """Title, body, buttons at the right; the first button is the default."""
        head: list[Item] = [text(title or self.windowTitle(), "head", wrap=True)]
        foot = row(None, *buttons, gap=8)
        self._ground = box(column(*head, *body, 8, foot, gap=8, pad=(24, 20, 24, 16)), "plate")
        self.setLayout(column(self._ground, gap=0))
        if buttons:
            buttons[0].setAutoDefault(True)
            buttons[0].setDefault(True)
        wide(self._ground, wide_by)

    def run(self) -> R | None:
        """Show it and wait; None when it was left by Esc."""
        self.adjustSize()
        accepted = self.exec() == QDialog.DialogCode.Accepted
        answer = self.answer if accepted else None
        self.deleteLater()
        return answer

    def finish(self, answer: R) -> None:
        """Leave with this answer."""
        self.answer = answer
        self.accept()


def foot(*left: Item, buttons: tuple[QPushButton, ...]) -> QFrame:
    """The white foot of a page with steps: notes at the left, the primary at the far right."""
    return box(row(*left, None, *buttons, gap=8, pad=(24, 12, 24, 12)), "foot")


def head(title: str, facts: str = "", *actions: Item, under: bool = False) -> QLayout:
    """The head of a page: title, one quiet line of facts (beside or under it), actions at the right."""
    words: list[Item] = [text(title, "title")]
    quiet: list[Item] = [text(facts, "small", wrap=True)] if facts else []
    name: list[Item] = [column(*words, *quiet, gap=2)] if under else [*words, *quiet]
    return row(*name, None, *actions, gap=8, pad=(24, 16, 24, 12))


def verb(words: str, act: Callable[[], object], look: str = "plain") -> QPushButton:
    """A button of a dialog."""
    return button(words, look, act=act)
