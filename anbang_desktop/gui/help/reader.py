"""The reader of 帮助 over whatever is open: books, contents, search, back, printing. Esc leads back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedLayout, QTextEdit, QWidget

from anbang_desktop.domain.manual import LAW, Book
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.help import on_paper
from anbang_desktop.gui.help.contents import Contents
from anbang_desktop.gui.help.html import chapter_html
from anbang_desktop.gui.help.text import Pages
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.parts.compose import Item, button, clear, glyph, inlay, row, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.segments import segments
from anbang_desktop.gui.parts.veil import room_for
from anbang_desktop.gui.theme import beside, colour, grow
from anbang_desktop.services.help import books

WIDE, LOWEST = 1180, 240
ROOM = 248  # title, search, feet and margins at 标准: what the text cannot have of the window's height
ALSO = 28  # the line 也看
LEFT = 264


class Reader(Dialog[bool]):
    """Fills the window but for its edge; in a narrow one, contents and text take turns."""

    def __init__(self, parent: QWidget | None, jobs: Jobs, trouble: Trouble, anchors: Sequence[str]) -> None:
        """Opens at the first of ``anchors`` and offers the others."""
        super().__init__(parent, "帮助")
        self._jobs, self._trouble = jobs, trouble
        self._books = {book.key: book for book in books.books()}
        self._places = {anchor: book.key for book in self._books.values() for anchor in book.places()}
        self._before: list[tuple[str, int]] = []
        self._anchor = self._chapter = ""
        self._others = [one for one in anchors[1:3] if one in self._places]
        self.entry = QLineEdit()
        self.entry.setProperty("look", "search")
        self.entry.setPlaceholderText("在帮助里查找")
        self.entry.setAccessibleName("在帮助里查找")
        inlay(self.entry, glyph("search", "ink_3"), text("Ctrl+F", "key") if beside() else None)
        self.entry.textChanged.connect(self._look_up)
        self.entry.returnPressed.connect(self._take_first)
        self.contents, self.shown = Contents(), Pages()
        self.contents.chosen.connect(self._chosen)
        self.contents.itemActivated.connect(lambda _line, _at: self._read())
        self.shown.anchorClicked.connect(lambda link: self.go(link.toString()))
        self.back_button = button("后退", "link", sign="undo", tip="回到刚才看的地方（Alt+←）", act=self.back)
        self._turn = button("目录", "link", act=self._show_contents)
        self._nothing = text("", "small", wrap=True)
        self._nothing.hide()
        self._bar, self._also = row(gap=8), row(gap=8)
        self._lay_out()
        acts = {"Ctrl+F": self._search, "Ctrl+P": self.print_chapter, "Alt+Left": self.back}
        bind(self, Where.HELP, acts)
        self._first = anchors[0] if anchors and anchors[0] in self._places else next(iter(self._places))

    @classmethod
    def ask(cls, parent: QWidget | None, jobs: Jobs, trouble: Trouble, anchors: Sequence[str]) -> None:
        """Show it until it is closed."""
        cls(parent, jobs, trouble, anchors).run()

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's own signature
        """The text is laid out once its width is known."""
        super().setVisible(visible)
        if visible and not self._chapter:
            self.go(self._first)
            self.shown.setFocus()

    @property
    def anchor(self) -> str:
        """The place that was gone to last."""
        return self._anchor

    def book(self) -> Book:
        """The book in hand."""
        return self._books[self._places[self._anchor]]

    def go(self, anchor: str) -> None:
        """Open a place; the one before can be gone back to."""
        if self._anchor and anchor != self._anchor:
            self._before = [*self._before[-30:], (self._anchor, self.shown.verticalScrollBar().value())]
        self._open(anchor)
        self._read()

    def back(self) -> None:
        """The place before this one, where it was left."""
        if self._before:
            anchor, at = self._before.pop()
            self._open(anchor)
            self._read()
            self.shown.verticalScrollBar().setValue(at)

    def print_chapter(self) -> None:
        """The chapter in view, to the printer."""
        title = self.book().places()[self._anchor][0].title
        on_paper.print_chapter(self, self._jobs, self._trouble, self.book(), self._chapter, title)

    def save_pdf(self) -> None:
        """The whole manual as a file."""
        on_paper.save(self, self._jobs, self._trouble, self._say)

    # --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        taken = ROOM + (ALSO if self._others else 0)
        high = max(LOWEST, room_for(self).height() - round(taken * grow()))
        holder = QFrame()
        holder.setProperty("look", "scroll")
        holder.setFixedHeight(high)
        if beside():
            self.contents.setFixedWidth(round(LEFT * grow()))
            holder.setLayout(row(self.contents, (self.shown, 1), gap=12))
            self._stack: QStackedLayout | None = None
            self._turn.hide()
        else:
            self._stack = QStackedLayout(holder)
            self._stack.addWidget(self.shown)
            self._stack.addWidget(self.contents)
        head: list[Item] = [(self.entry, 1), self.back_button]
        close = button("关闭", "primary", tip="Esc", act=self.reject)
        self.lay(
            row(self._bar, *head, gap=12),
            self._also,
            self._nothing,
            holder,
            buttons=(
                close,
                button("打印这一章", sign="print", tip="Ctrl+P", act=self.print_chapter),
                button("手册存成 PDF", act=self.save_pdf),
                self._turn,
            ),
            wide_by=WIDE,
        )
        close.setDefault(False)  # Enter in the search opens the first hit
        close.setAutoDefault(False)
        for anchor in self._others:
            chapter, section = self._books[self._places[anchor]].places()[anchor]
            words = section.title or chapter.title
            self._also.addWidget(button(f"也看：{words}", "textlink", act=partial(self.go, anchor)))
        self._also.addStretch(1)

    def _open(self, anchor: str) -> None:
        """Lay the chapter out where another one was shown, and scroll to the section."""
        other = self._places.get(self._anchor) != self._places[anchor]
        self._anchor = anchor
        book = self.book()
        chapter, section = book.places()[anchor]
        if chapter.key != self._chapter:
            self._chapter = chapter.key
            self.shown.setHtml(chapter_html(chapter, self.shown.fitting))
        if other:
            self._show_books()
        if not self.entry.text().strip():
            self.contents.show_book(book)
        self.contents.light(anchor)
        if section is chapter.sections[0]:
            self.shown.verticalScrollBar().setValue(0)
        else:
            self.shown.scrollToAnchor(anchor)
        self._mark()
        self.back_button.setEnabled(bool(self._before))

    def _show_books(self) -> None:
        clear(self._bar)
        names = {_short(book): book.chapters[0].sections[0].anchor for book in self._books.values()}
        self._bar.addWidget(segments(tuple(names), _short(self.book()), lambda name: self.go(names[name])))

    def _chosen(self, anchor: str) -> None:
        if anchor != self._anchor:
            self._before = [*self._before[-30:], (self._anchor, self.shown.verticalScrollBar().value())]
            self._open(anchor)

    def _look_up(self) -> None:
        """Search the book in hand while it is typed."""
        words = self.entry.text().strip()
        hits = self.book().find(words) if words else []
        self._nothing.setVisible(bool(words) and not hits)
        self._nothing.setText(
            f"《{_short(self.book())}》里没有找到“{words}”。请换一个短一点的词，例如“锁定”“打印”。"
        )
        if words:
            self.contents.show_hits(hits)
            self._show_contents(keyboard=False)
        else:
            self.contents.show_book(self.book())
            self.contents.light(self._anchor)
        self._mark()

    def _take_first(self) -> None:
        line = self.contents.topLevelItem(0)
        if self.entry.text().strip() and line is not None:
            self.contents.setCurrentItem(line)
            self._read()

    def _mark(self) -> None:
        """What was looked for stands out in the text."""
        marks = []
        for word in self.entry.text().split():
            at = QTextCursor(self.shown.document())
            while not (at := self.shown.document().find(word, at)).isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = at
                mark.format.setBackground(colour("focus_light"))
                marks.append(mark)
        self.shown.setExtraSelections(marks)

    def _search(self) -> None:
        self.entry.setFocus()
        self.entry.selectAll()

    def _show_contents(self, *, keyboard: bool = True) -> None:
        """In a narrow window: the contents in the place of the text."""
        if self._stack is not None:
            self._stack.setCurrentWidget(self.contents)
        if keyboard:
            self.contents.setFocus()

    def _read(self) -> None:
        if self._stack is not None:
            self._stack.setCurrentWidget(self.shown)
        if not self.entry.hasFocus() or self._stack is not None:
            self.shown.setFocus()

    def _say(self, words: str) -> None:
        self._nothing.setText(words)
        self._nothing.show()


def _short(book: Book) -> str:
    return "办法条文" if book.key == LAW else book.title
