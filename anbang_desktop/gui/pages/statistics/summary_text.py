"""The text of a 小结 as it is written on: paragraphs with their look; the numbers that we put there are
marked until they are changed.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from anbang_desktop.gui.theme import colour, token
from anbang_desktop.services.statistics.summary import Paragraph, Words, kind_of

_KIND = QTextFormat.Property.UserProperty.value + 1
_OURS, _VALUE = _KIND + 1, _KIND + 2
_ALIGN = {"title": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
_EMS = 2  # the first line of a paragraph


class SummaryText(QTextEdit):
    """Plain text with paragraphs of four kinds; what is pasted comes without a look of its own."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is said to a screen reader."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._marking = False
        self.textChanged.connect(self._unmark)

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Another text; undo begins anew."""
        self._marking = True
        self.clear()
        cursor = self.textCursor()
        for at, one in enumerate(paragraphs):
            if at:
                cursor.insertBlock()
            cursor.setBlockFormat(self._block(one.kind))
            for words in one.words:
                cursor.insertText(words.text, self._face(one.kind, words))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self.document().clearUndoRedoStacks()
        self._marking = False

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What stands there now; empty lines are left out."""
        found = [
            Paragraph(kind_of(block.blockFormat().property(_KIND)), tuple(_words(block)))
            for block in self._blocks()
        ]
        return tuple(one for one in found if one.text.strip())

    def marked(self) -> list[str]:
        """The numbers that are ours and stand as we put them."""
        return [words.text for one in self.paragraphs() for words in one.words if words.ours]

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _block(self, kind: str) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setProperty(_KIND, kind)
        made.setAlignment(_ALIGN.get(kind, Qt.AlignmentFlag.AlignLeft))
        if kind in ("body", "heading"):
            made.setTextIndent(token("t_body") * _EMS)
        made.setBottomMargin(6)
        made.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return made

    def _face(self, kind: str, words: Words) -> QTextCharFormat:
        made = QTextCharFormat()
        font = QFont(self.font())
        font.setPixelSize(token("t_head" if kind == "title" else "t_body"))
        font.setWeight(QFont.Weight.DemiBold if kind in ("title", "heading") else QFont.Weight.Normal)
        made.setFont(font)
        made.setForeground(colour("ink"))
        if words.ours:
            made.setProperty(_OURS, words.ours)
            made.setProperty(_VALUE, words.text)
            made.setToolTip(f"{words.ours}：程序算出的数")
            made.setForeground(colour("warm"))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(colour("warm"))
        return made

    def _unmark(self) -> None:
        """A number that was changed is the clerk's; what is typed behind one is no part of it."""
        if self._marking:
            return
        self._marking = True
        for block in self._blocks():
            for fragment in _fragments(block):
                value = fragment.charFormat().property(_VALUE)
                if value and fragment.text() != value:
                    kept = len(value) if fragment.text().startswith(value) else 0
                    self._plain(block, fragment, kept)
        self._marking = False

    def _plain(self, block: QTextBlock, fragment: QTextFragment, kept: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(fragment.position() + kept)
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        kind = str(block.blockFormat().property(_KIND) or "body")
        cursor.setCharFormat(self._face(kind, Words("")))


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found = []
    at = block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _words(block: QTextBlock) -> Iterator[Words]:
    for fragment in _fragments(block):
        yield Words(fragment.text(), str(fragment.charFormat().property(_OURS) or ""))
