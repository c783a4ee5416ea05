"""What every dialog is built on: a title, what happens, buttons at the right. ``exec()`` is called only in
``ask``.
"""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QDialog, QFrame, QLayout, QPushButton, QScrollArea, QWidget

from anbang_desktop.errors import Cancelled
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, scroll, text
from anbang_desktop.gui.parts.veil import Veiled, room_for
from anbang_desktop.gui.theme import grow

R = TypeVar("R")
PAD, EDGE = 24, 8  # round a dialog; between what scrolls and its bar
BESIDE, ABOVE = 48, 48  # what stays free of the window beside a dialog, above and below it
LEAST = 88
ROLLS = {  # keys that no entry or button takes: the body scrolls
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class Dialog(Veiled, Generic[R]):
    """A dialog that ends with a frozen answer or None; ``running`` counts those that are waited for.
    Subclasses call ``lay`` and set ``answer`` before ``accept``. It never becomes larger than the window: its
    body scrolls, its foot stays in sight.
    """

    running: ClassVar[int] = 0

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """``title`` stands in the frame and at the top."""
        super().__init__(parent)
        self.answer: R | None = None
        self._dismissed = False
        self._holds: QWidget | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)

    def lay(
        self,
        *body: Item,
        buttons: tuple[QPushButton, ...],
        area: QScrollArea | None = None,
        title: str = "",
        wide_by: int = 460,
    ) -> None:
        """Title, body, buttons at the right; the first button is the default. ``area`` is the part of the
        body that scrolls and is as tall as what it holds; without one the whole body is.
        """
        if area is None:
            area = scroll(column(*body, gap=8, pad=(0, 0, EDGE, 0)))
            body = ((area, 1),)
        self._area, self._holds = area, area.widget()
        head: list[Item] = [text(title or self.windowTitle(), "head", wrap=True)]
        foot = row(None, *buttons, gap=8)
        pad = (PAD, 20, PAD - EDGE, 16)
        self._ground = box(column(*head, *body, 8, row(foot, EDGE), gap=8, pad=pad), "plate")
        self.setLayout(column(self._ground, gap=0))
        if buttons:
            buttons[0].setAutoDefault(True)
            buttons[0].setDefault(True)
        self._wide = min(round(wide_by * grow()), room_for(self).width() - BESIDE)
        self._ground.setFixedWidth(self._wide)
        for part in filter(None, (self._holds, self._ground)):
            part.installEventFilter(self)

    def save_by(self, go: QPushButton) -> None:
        """Ctrl+S presses this button too, for a dialog in which something is entered."""
        bind(self, Where.DIALOG, {"Ctrl+S": go.click})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is longer than the window is read by keyboard as well."""
        act = ROLLS.get(Qt.Key(event.key()))
        if act is None or self._holds is None:
            super().keyPressEvent(event)
        else:
            self._area.verticalScrollBar().triggerAction(act)

    def fit(self) -> None:
        """As tall as what it holds, at most as tall as the window leaves."""
        holds = self._holds
        layout, inside = self._ground.layout(), holds.layout() if holds is not None else None
        if layout is None or inside is None:
            return
        others = _high(layout, self._wide, but=self._area)
        wanted = _high(inside, self._wide - PAD - (PAD - EDGE))
        high = max(LEAST, min(wanted, room_for(self).height() - ABOVE - others))
        self._area.setFixedHeight(high)
        self.resize(self._wide, others + high)  # adjustSize() would stop at two thirds of the screen
        over = self.parentWidget()
        if over is not None and self.isVisible():
            lowest = over.window().geometry().bottom() - ABOVE // 2 - self.height()
            self.move(self.x(), min(self.y(), lowest))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it shows has changed: so does its height."""
        told = watched in (self._holds, self._ground) and event.type() == QEvent.Type.LayoutRequest
        if told and self.isVisible():
            self.fit()
        return super().eventFilter(watched, event)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own signature
        """In its size from the start: the style sheet gives measures, so it comes first."""
        if visible and self._holds is not None:
            for one in self.findChildren(QWidget):
                one.ensurePolished()
            self.fit()
        super().setVisible(visible)

    def run(self) -> R | None:
        """Show it and wait; None when it was left by Esc. Cancelled when the lock took it away: what was
        about to follow must not happen over a locked office.
        """
        Dialog.running += 1
        try:
            accepted = self.exec() == QDialog.DialogCode.Accepted
        finally:
            Dialog.running -= 1
        if self._dismissed:
            raise Cancelled
        answer = self.answer if accepted else None
        self.deleteLater()
        return answer

    def dismiss(self) -> None:
        """The lock takes it away; what was typed keeps its draft."""
        self._dismissed = True
        self.done(QDialog.DialogCode.Rejected)

    def finish(self, answer: R) -> None:
        """Leave with this answer."""
        self.answer = answer
        self.accept()


def _high(column: QLayout, wide: int, but: QWidget | None = None) -> int:
    """How tall a column of parts wants to be, one of them left out; nothing is moved for the answer."""
    margins = column.contentsMargins()
    inner = wide - margins.left() - margins.right()
    items = [item for at in range(column.count()) if (item := column.itemAt(at)) is not None]
    parts = [item for item in items if not item.isEmpty() or item.spacerItem() is not None]
    for item in parts:
        item.invalidate()
    high = [
        item.heightForWidth(inner) if item.hasHeightForWidth() else item.sizeHint().height()
        for item in parts
        if but is None or item.widget() is not but
    ]
    gaps = column.spacing() * (len(parts) - 1)
    return sum(high) + gaps + margins.top() + margins.bottom()


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
