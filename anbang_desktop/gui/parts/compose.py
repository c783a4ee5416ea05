"""Short functions for laying out a page: text, button, row, column, box. Sizes and colours come from the
style sheet.
"""

from collections.abc import Callable, Container
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from anbang_desktop.gui.keys import undisturbed
from anbang_desktop.gui.theme import grow, icon, pixmap, token

Piece = QWidget | QLayout
Item: TypeAlias = "Piece | int | tuple[Item, int] | None"
Pad = tuple[int, int, int, int]
NO_PAD = (0, 0, 0, 0)
W = TypeVar("W", bound=QWidget)
TINTS = {"primary": "surface", "flat": "primary", "soft": "primary", "link": "primary"}


class Words(QLabel):
    """A label for data: plain text always; when it may wrap it asks for one line and takes more only where
    room is short.
    """

    def __init__(self, words: str, look: str, *, wrap: bool) -> None:
        """``look`` chooses face and colour in the sheet."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setProperty("look", look)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """One line where there is room for it."""
        plain = super().sizeHint()
        if not self.wordWrap():
            return plain
        wide = (
            max((self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n")), default=0)
            + 2
        )
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """What may wrap can become narrow."""
        return super().minimumSizeHint() if not self.wordWrap() else QSize(80, self.fontMetrics().height())


def text(words: str, look: str = "body", *, wrap: bool = False) -> QLabel:
    """A label; looks: body small hint strong head title number label late error tag auto key."""
    return Words(words, look, wrap=wrap)


def tag(words: str, look: str = "tag") -> QFrame:
    """An attribute (a level, 自动), not a state: a word with an edge, no mark; keeps its own height in a
    taller row.
    """
    return box(column(None, text(words, look), None, gap=0), "scroll")


def inlay(entry: QLineEdit, before: QWidget | None = None, after: QWidget | None = None) -> QLineEdit:
    """Put parts inside an entry, ``after`` left of those that are there already; QLineEdit.addAction would
    keep its icons at 16 px whatever the text size.
    """
    inside = entry.layout()
    if not isinstance(inside, QBoxLayout):
        inside = row(None, pad=(0, 0, 8, 0))
        entry.setLayout(inside)
    margins = entry.textMargins()
    if before is not None:
        inside.insertLayout(0, column(None, before, None))
        inside.setContentsMargins(10, 0, 8, 0)
        margins.setLeft(before.sizeHint().width() + 8)
    if after is not None:
        first = 1 + (before is not None or entry.textMargins().left() > 0)  # after the stretch
        inside.insertLayout(first, column(None, after, None))
        margins.setRight(margins.right() + after.sizeHint().width())
    entry.setTextMargins(margins)
    return entry


def glyph(name: str, tint: str = "ink_2", size: str = "icon") -> QLabel:
    """An icon as a label; size is a token: icon or icon_small."""
    label = QLabel()
    label.setPixmap(pixmap(name, token(size), tint))
    return label


class Button(QPushButton):
    """Enter presses the button that has the focus, as Space does; Qt by itself would press a dialog's
    default or nothing.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as a click; a key that is held down clicks once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def button(
    words: str = "",
    look: str = "plain",
    sign: str = "",
    tint: str = "",
    *,
    tip: str = "",
    on: bool | None = None,
    act: Callable[[], object] | None = None,
) -> QPushButton:
    """A button; looks: plain primary soft flat link textlink icon nav index filter set segment*. ``act``
    is called on a click.
    """
    made = Button(words)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    if sign:
        made.setIcon(icon(sign, tint or TINTS.get(look, "ink_2")))
        made.setIconSize(QSize(token("icon"), token("icon")))
    made.setToolTip(tip)
    made.setAccessibleName(words or tip)
    if on is not None:
        made.setCheckable(True)
        made.setChecked(on)
    if act is not None:
        made.clicked.connect(lambda _checked=False: undisturbed(act))
    return made


def row(*items: Item, gap: int = 8, pad: Pad = NO_PAD) -> QHBoxLayout:
    """Side by side; see ``_fill``."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, pad)
    return layout


def column(*items: Item, gap: int = 8, pad: Pad = NO_PAD) -> QVBoxLayout:
    """One above the other; see ``_fill``."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, pad)
    return layout


def box(layout: QLayout, look: str = "card") -> QFrame:
    """A frame round a layout; looks: card plate quiet rowline foot *banner scroll …"""
    frame = QFrame()
    frame.setProperty("look", look)
    frame.setLayout(layout)
    return frame


def rule() -> QFrame:
    """A hairline across."""
    return box(column(), "rule")


def upright() -> QFrame:
    """A short line between two facts."""
    return box(column(), "upright")


def wide(widget: W, pixels: int) -> W:
    """A column width shared by rows that are separate widgets; grows with the text size."""
    widget.setFixedWidth(round(pixels * grow()))
    return widget


def scroll(layout: QBoxLayout) -> QScrollArea:
    """A page that scrolls; the bar takes its 14 px from the right margin, so right edges agree with and
    without it.
    """
    margins = layout.contentsMargins()
    left, top, right, bottom = margins.left(), margins.top(), margins.right(), margins.bottom()
    inside = box(layout, "scroll")
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(inside.minimumSizeHint().width())  # never cut at the right: the neighbour gives way
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def give_way(_low: int, high: int) -> None:
        layout.setContentsMargins(left, top, right - 14 if high else right, bottom)

    area.verticalScrollBar().rangeChanged.connect(give_way)
    return area


def clear(layout: QLayout, kept: Container[QWidget | None] = ()) -> None:
    """Take everything out of a layout, for filling it anew; what is ``kept`` waits to be placed again."""
    while (item := layout.takeAt(0)) is not None:
        if inner := item.layout():
            clear(inner, kept)
        if (widget := item.widget()) and widget not in kept:
            widget.hide()
            widget.deleteLater()


def take_out(stack: QStackedLayout, at: int) -> None:
    """Destroy one page of a stack."""
    if (old := stack.widget(at)) is not None:
        stack.removeWidget(old)
        old.deleteLater()


def _fill(layout: QBoxLayout, items: tuple[Item, ...], gap: int, pad: Pad) -> None:
    """None stretches, a number is a gap, (item, n) takes n shares of the room left."""
    layout.setSpacing(gap)
    layout.setContentsMargins(*pad)
    for item in items:
        piece, share = item, 0
        while isinstance(piece, tuple):
            piece, share = piece
        if piece is None:
            layout.addStretch(1)
        elif isinstance(piece, int):
            layout.addSpacing(piece)
        elif isinstance(piece, QLayout):
            layout.addLayout(piece, share)
        else:
            layout.addWidget(piece, share)
