"""The places at the left with their counts; red and ▲ only where something is overdue."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QSizePolicy

from anbang_desktop.gui.keys import PLACES
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import box, column, row, text
from anbang_desktop.gui.shell.page import Count, PageKey, Place
from anbang_desktop.gui.theme import grow, icon, restyle, spelled, token

GAP, SHORT_WIDE = 2, 88


def navigation_wide() -> int:
    """As wide as its words, or as two characters with a count."""
    return token("nav_wide") if spelled() else round(SHORT_WIDE * grow())


class _Entry(QPushButton):
    """One place; the number lies over its right end."""

    def __init__(self, place: Place, key: str) -> None:
        self._sign = place.sign if spelled() else ""
        super().__init__(f" {place.title}" if self._sign else place.short or place.title[:2])
        self.setProperty("look", "nav")
        if self._sign:
            self.setIcon(icon(self._sign, "ink_2"))
            self.setIconSize(QSize(token("icon"), token("icon")))
        else:
            self.setProperty("short", "true")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.place = place
        self._mark, self._count = Mark("overdue", "error"), text("", "hint")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(None, self._mark, self._count, gap=5, pad=(0, 0, 16 if self._sign else 6, 0)))
        self.setToolTip(f"{place.title}（{key}）")
        self.toggled.connect(self._show_sign)
        self.show_count(None)

    def show_count(self, count: Count | None) -> None:
        """The number, red with ▲ when something is overdue; nothing without a count."""
        late = bool(count and count.late)
        self._mark.setVisible(late)
        self._count.setText(str(count.number) if count else "")
        look = "late" if late else "hint"
        if self._count.property("look") != look:
            self._count.setProperty("look", look)
            restyle(self._count)
        said = f"{self.place.title}，{count.number}" if count else self.place.title
        self.setAccessibleName(said + ("，有逾期" if late else ""))

    def _show_sign(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._sign:
            self.setIcon(icon(self._sign, "primary" if on else "ink_2"))

    def count_label(self) -> QLabel:
        """The number's label, for tests."""
        return self._count


class Navigation(QFrame):
    """All places; ``chosen(key)`` is called on a click."""

    def __init__(self, places: Sequence[Place], chosen: Callable[[PageKey], object]) -> None:
        """Places that stand ``under`` another one have no line."""
        super().__init__()
        self.setProperty("look", "nav")
        self.setFixedWidth(navigation_wide())
        shown = [place for place in places if not place.under]
        body = [place for place in shown if not place.foot]
        feet = [place for place in shown if place.foot]
        every = [*body, *feet]
        keys = PLACES[: len(every)]
        self._entries = {place.key: _Entry(place, key) for place, key in zip(every, keys, strict=True)}
        self._group = QButtonGroup(self)
        for key, entry in self._entries.items():
            self._group.addButton(entry)
            entry.clicked.connect(lambda _on=False, key=key: chosen(key))
        upper = [self._entries[place.key] for place in body]
        lower = [self._entries[place.key] for place in feet]
        self.setLayout(column(box(column(8, *upper, None, *lower, 8, gap=GAP), "scroll"), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._low = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the places stand closer; all of them stay in sight."""
        super().resizeEvent(event)
        high = len(self._entries) * (token("nav_item") + GAP) + 2 * 8
        low = high > event.size().height()
        if low == self._low:
            return
        self._low = low
        for entry in self._entries.values():
            entry.setProperty("low", "true" if low else "false")
            restyle(entry)

    def light(self, key: PageKey) -> None:
        """Which place is in front."""
        for name, entry in self._entries.items():
            entry.setChecked(name == key)

    def show_counts(self, counts: Mapping[PageKey, Count | None]) -> None:
        """New numbers."""
        for key, entry in self._entries.items():
            entry.show_count(counts.get(key))

    def entry(self, key: PageKey) -> _Entry:
        """One entry, for tests and for focus."""
        return self._entries[key]
