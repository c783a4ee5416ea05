"""The list of hits under a line: names of the office's own lists by part, sound or first letters, then names
that records say; its last line puts what was typed into the list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QWidget,
)

from anbang_desktop.fields.own_lists import LISTS, OwnList
from anbang_desktop.gui.parts.form import ENTER
from anbang_desktop.gui.theme import restyle
from anbang_desktop.services.office.own_lists import Offer

MOST = 60
SHOWN = 9  # hits in sight at once
BREAKS = "、，,；;"
OFFER = Qt.ItemDataRole.UserRole + 8


@dataclass(frozen=True, slots=True)
class Source:
    """Where hits come from, and who puts a new name into the list; None where it can't be put there."""

    names: Callable[[], Sequence[Offer]]
    kind: OwnList
    enlist: Callable[[OwnList, str], object] | None = None


class Offers(QObject):
    """Belongs to one line. ``chosen`` carries the offer that was taken, ``enlisted`` the name that went into
    the list.
    """

    chosen = Signal(object)
    enlisted = Signal(str)

    def __init__(self, line: QLineEdit, source: Source, *, many: bool = False) -> None:
        """``many``: the line holds several names, separated by 、"""
        super().__init__(line)
        self._line, self._source, self._many = line, source, many
        self._known: Sequence[Offer] | None = None
        self._finder: QCompleter | None = None
        self._list: QAbstractItemView | None = None
        self._hits = QStandardItemModel(self)
        line.textEdited.connect(self._on_edited)
        line.installEventFilter(self)

    def settle(self) -> None:
        """The line is left: letters that stand for one name only become that name."""
        start, typed = self._part()
        if typed and typed.isascii() and typed.isalnum():
            exact = [one for one in self._offers() if f" {typed.lower()} " in f"{one.sounds} "]
            if len(exact) == 1:
                self._put(start, exact[0].name)

    def popup(self) -> QWidget | None:
        """The hits, while they are in sight."""
        return self._list if self._list is not None and self._list.isVisible() else None

    def words(self) -> list[str]:
        """The hits as they are read, for tests."""
        return [str(self._hits.item(at).text()) for at in range(self._hits.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ opens the list; Enter takes the first hit of typed letters, and goes on where words were
        typed.
        """
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self._line:
            if event.key() == Qt.Key.Key_Down and self.popup() is None:
                self._show(everything=not self._part()[1])
                return self.popup() is not None
            return super().eventFilter(watched, event)
        return event.key() in ENTER and self._enter(event)

    def _enter(self, event: QKeyEvent) -> bool:
        """In the list of hits with nothing chosen there."""
        if self._list is None or self._list.currentIndex().isValid():
            return False
        self._list.hide()
        typed = self._part()[1]
        first = self._hits.item(0).data(OFFER) if self._hits.rowCount() else None
        if typed.isascii() and isinstance(first, Offer):
            self._take(first)
        else:
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(self._line, again)
        return True

    def _on_edited(self) -> None:
        if self._part()[1]:
            self._show()
        elif (shown := self.popup()) is not None:
            shown.hide()

    def _show(self, *, everything: bool = False) -> None:
        typed = "" if everything else self._part()[1]
        found = [one for one in self._offers() if everything or one.fits(typed)]
        found.sort(key=lambda one: not one.name.startswith(typed))
        alone = len(found) == 1 and found[0].name == typed and found[0].listed
        self._hits.clear()
        for one in found[:MOST] if not alone else ():
            self._add(_words(one), one)
        if self._may_enlist(typed):
            self._add(f"＋ 把“{typed}”加入{LISTS[self._source.kind].title}名单", None)
        if self._hits.rowCount():
            self._dressed().complete()
            if self._list is not None:
                # Qt puts it on the first hit, and ↓ would pass it by
                self._list.setCurrentIndex(QModelIndex())
        elif self._list is not None:
            self._list.hide()

    def _add(self, words: str, offer: Offer | None) -> None:
        item = QStandardItem(words)
        item.setData(offer, OFFER)
        self._hits.appendRow(item)

    def _may_enlist(self, typed: str) -> bool:
        """Letters alone are somebody's way of finding a name, and are no name."""
        listed = any(one.listed and one.name == typed for one in self._offers())
        return self._source.enlist is not None and bool(typed) and not typed.isascii() and not listed

    def _dressed(self) -> QCompleter:
        """Made with the first letter typed: a form has dozens of these entries."""
        if self._finder is None:
            made = QCompleter(self._hits, self)
            made.setWidget(self._line)
            made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            made.setMaxVisibleItems(SHOWN)
            by_index: Any = made.activated  # the stubs know only one of its two signatures
            by_index[QModelIndex].connect(self._on_activated)
            hits = QListView()
            made.setPopup(hits)
            hits.setProperty("look", "popup")
            hits.setAccessibleName("可以选的名字")
            hits.setItemDelegate(QStyledItemDelegate(hits))
            hits.installEventFilter(self)
            restyle(hits)
            self._finder, self._list = made, hits
        return self._finder

    def _on_activated(self, at: QModelIndex) -> None:
        offer = at.data(OFFER)
        if isinstance(offer, Offer):
            self._take(offer)
        else:
            self._enlist()

    def _take(self, offer: Offer) -> None:
        self._put(self._part()[0], offer.name)
        self.chosen.emit(offer)

    def _enlist(self) -> None:
        start, typed = self._part()
        if self._source.enlist is not None and typed:
            self._source.enlist(self._source.kind, typed)
            self._known = None
            self._put(start, typed)
            self.enlisted.emit(typed)

    def _put(self, start: int, name: str) -> None:
        """In place of what was typed; counts as typed."""
        self._line.setText(self._line.text()[:start] + name)
        self._line.setModified(True)

    def _part(self) -> tuple[int, str]:
        """Where the name at work begins, and what is typed of it."""
        text = self._line.text()
        start = max((text.rfind(sign) for sign in BREAKS), default=-1) + 1 if self._many else 0
        return start, text[start:].strip()

    def _offers(self) -> Sequence[Offer]:
        if self._known is None:
            self._known = self._source.names()
        return self._known


def _words(one: Offer) -> str:
    about = one.about if one.listed else "记录里有，名单里没有"
    return f"{one.name}　{about}" if about else one.name
