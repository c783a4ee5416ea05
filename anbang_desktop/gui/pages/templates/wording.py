"""The wording of a paper as it is written on: fields stand as marks that go as a whole, lines have a look,
the lines with a fault are underlaid.
"""

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from anbang_desktop.gui.theme import colour

LOOKS = (  # what a line may be: its mark, how it is called
    ("", "正文"),
    ("# ", "标题"),
    ("## ", "一级小标题"),
    ("### ", "二级小标题"),
    (":: ", "顶格"),
    ("-> ", "靠右"),
    ("| ", "表格的一行"),
    ("|= ", "表格的列宽"),
    ("::", "空半行"),
)
_FIELD = re.compile(r"｛[^｛｝\n]*｝")
_BLOCK = re.compile(r"^\s*\[\[[^\]]*\]\]\s*$")
_TITLES = ("# ", "## ", "### ")


class _Marks(QSyntaxHighlighter):
    """Fields on a ground of their own; the mark of a line pale, a heading heavy."""

    def highlightBlock(self, line: str) -> None:
        """One line."""
        mark = look_of(line)
        if mark:
            pale = QTextCharFormat()
            pale.setForeground(colour("ink_3"))
            if mark in _TITLES:
                heavy = QTextCharFormat()
                heavy.setFontWeight(QFont.Weight.DemiBold)
                self.setFormat(0, len(line), heavy)
            self.setFormat(0, len(mark), pale)
        for found in _FIELD.finditer(line):
            self.setFormat(found.start(), found.end() - found.start(), _face())
        if _BLOCK.match(line):
            self.setFormat(0, len(line), _face())


def _face() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour("primary"))
    made.setBackground(colour("primary_soft"))
    made.setFontWeight(QFont.Weight.DemiBold)
    return made


def look_of(line: str) -> str:
    """The mark that a line begins with; empty for an ordinary one."""
    if line.strip() == "::":
        return "::"
    return next((mark for mark, _name in reversed(LOOKS) if mark and line.startswith(mark)), "")


class WordingEdit(QPlainTextEdit):
    """Plain text with marks; ``left``: the keyboard went to another part of the window."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is said to a screen reader."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._marks = _Marks(self.document())
        self._faulty: tuple[int, ...] = ()

    def line(self) -> int:
        """The line of the cursor, from 1."""
        return self.textCursor().blockNumber() + 1

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, and the keyboard here."""
        block = self.document().findBlockByNumber(min(line, self.blockCount()) - 1)
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()
        self.setFocus()

    def mark(self, lines: Iterable[int]) -> None:
        """Underlay these lines: something is wrong there."""
        self._faulty = tuple(lines)
        made = []
        for line in self._faulty:
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self.document().findBlockByNumber(min(line, self.blockCount()) - 1))  # type: ignore[attr-defined, unused-ignore]
            ground = QTextCharFormat()
            ground.setBackground(colour("error_bg"))
            ground.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's own
            one.format = ground  # type: ignore[attr-defined, unused-ignore]
            made.append(one)
        self.setExtraSelections(made)

    def marked(self) -> tuple[int, ...]:
        """The lines that are underlaid."""
        return self._faulty

    def put(self, words: str) -> None:
        """Put words where the cursor is, as one step of undo; what has several lines stands on its own."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if ("\n" in words or words.startswith("[[")) and cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            words = f"\n{words}"
        cursor.insertText(words)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus()

    def replace_all(self, words: str) -> None:
        """Another wording, as one step of undo; the cursor keeps its line."""
        at, cursor = self.line(), self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        self.go_to(at)

    def set_look(self, mark: str) -> None:
        """Make the cursor's line a heading, a row …"""
        cursor = self.textCursor()
        block = cursor.block()
        was = look_of(block.text())
        cursor.beginEditBlock()
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + len(was), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(mark)
        cursor.endEditBlock()
        self.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so, but not for a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A field goes as a whole, as it came."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            super().keyPressEvent(event)
            return
        block, at = cursor.block(), cursor.positionInBlock()
        backwards = event.key() == Qt.Key.Key_Backspace
        if backwards or event.key() == Qt.Key.Key_Delete:
            field = _field_at(block, at, backwards=backwards)
            if field is not None:
                cursor.setPosition(block.position() + field[0])
                cursor.setPosition(block.position() + field[1], QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                return
        super().keyPressEvent(event)


def _field_at(block: QTextBlock, at: int, *, backwards: bool) -> tuple[int, int] | None:
    """The field that ends (or begins) at a place of a line, or that the place is inside of."""
    for found in _FIELD.finditer(block.text()):
        start, end = found.span()
        if (start < at <= end) if backwards else (start <= at < end):
            return start, end
    return None
