"""What each column of a sheet stands for: a choice and a mark for each, what was changed by hand, and the way
back.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QPushButton, QWidget

from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import box, button, clear, row

K = TypeVar("K", bound=Hashable)
BY_HAND, SURE_WORD, LOOK_WORD, BACK = "手改", "已认出", "请核对", "恢复自动识别"
ASK_WORD, STRANGE_WORD, TAKE = "请确认", "内容不像", "采用"
SHOWN = 14


@dataclass(frozen=True, slots=True)
class Guess:
    """What the program took a column for by itself ("" for nothing), and whether it is sure.

    ``offered``: what it may be and only a hand can take; ``suits``: what its contents look like, if known.
    """

    field: str
    sure: bool
    offered: str = ""
    suits: frozenset[str] | None = None


@dataclass(slots=True)
class _Line:
    choice: QComboBox
    mark: QFrame
    guess: Guess
    group: Hashable


class Matching(Generic[K]):
    """The choices of a page, by key. One meaning stands once in a group: who takes it takes it away from the
    other.
    """

    def __init__(
        self, parent: QWidget, left_out: tuple[str, str], changed: Callable[[], object] = lambda: None
    ) -> None:
        """``left_out`` are the words of the choice and of the mark for a column that stands for nothing;
        ``changed`` is told of every change by hand.
        """
        self._left_out, self._changed = left_out, changed
        self._lines: dict[K, _Line] = {}
        self._told: dict[K, str] = {}
        self.back = button(BACK, "link", sign="undo", tip="手改的都按程序认出的来", act=self.restore)
        self.back.setParent(parent)
        self.back.hide()

    def line(
        self,
        key: K,
        name: str,
        options: Sequence[tuple[str, str]],
        now: str,
        guess: Guess,
        group: Hashable = None,
    ) -> tuple[QComboBox, QFrame]:
        """A choice and the place of its mark; ``options`` are (field, Chinese name), ``now`` is the field in
        force, ``name`` is said to a screen reader.
        """
        choice = QComboBox()
        choice.setMaxVisibleItems(SHOWN)
        choice.setAccessibleName(name)
        choice.addItem(self._left_out[0], "")
        for field, label in options:
            choice.addItem(label, field)
        choice.setCurrentIndex(max(choice.findData(now), 0))
        choice.activated.connect(lambda _at: self._choose(key))
        self._lines[key] = _Line(choice, box(row(gap=0), "scroll"), guess, group)
        self._mark(key)
        return choice, self._lines[key].mark

    def told(self) -> dict[K, str]:
        """What differs by the clerk's hand from what stood there first; "" for nothing."""
        return dict(self._told)

    def choices(self) -> dict[K, QComboBox]:
        """The choice of each column."""
        return {key: line.choice for key, line in self._lines.items()}

    def by_hand(self) -> list[K]:
        """The columns that stand for something else than the program took them for."""
        return [key for key, line in self._lines.items() if self._field(key) != line.guess.field]

    def restore(self) -> None:
        """恢复自动识别: every column is again what the program takes it for."""
        for key in self.by_hand():
            self._set(key, self._lines[key].guess.field)
        self._changed()

    def put(self, told: Mapping[K, str]) -> None:
        """Put back what was told before."""
        for key, field in told.items():
            if key in self._lines:
                self._set(key, field)

    def accept(self, key: K) -> bool:
        """Take what is offered, as 采用 does; False where nothing waits."""
        line = self._lines[key]
        if not line.guess.offered or self._field(key):
            return False
        self._accept(key)
        return True

    def leave(self, key: K) -> None:
        """The column stands for nothing."""
        self._set(key, "")
        self._changed()

    def _field(self, key: K) -> str:
        return str(self._lines[key].choice.currentData() or "")

    def _set(self, key: K, field: str) -> None:
        choice = self._lines[key].choice
        choice.setCurrentIndex(max(choice.findData(field), 0))
        self._told[key] = field
        self._mark(key)

    def _choose(self, key: K) -> None:
        self._set(key, self._field(key))
        self._give_up(key)

    def _give_up(self, key: K) -> None:
        """Whoever else has this meaning loses it."""
        field, group = self._field(key), self._lines[key].group
        for other, line in self._lines.items():
            if field and other != key and line.group == group and self._field(other) == field:
                self._set(other, "")
        self._changed()

    def _mark(self, key: K) -> None:
        line = self._lines[key]
        layout, field = line.mark.layout(), self._field(key)
        if isinstance(layout, QBoxLayout):
            clear(layout)
            layout.addWidget(Chip(*self._standing(field, line.guess)))
            if line.guess.offered and not field:
                layout.addWidget(self._take(key, line))
            layout.addStretch(1)
        self.back.setVisible(bool(self.by_hand()))

    def _take(self, key: K, line: _Line) -> QPushButton:
        """采用: the choice becomes what was offered."""
        label = line.choice.itemText(line.choice.findData(line.guess.offered))
        take = button(TAKE, "link", tip=f"这一列就是“{label}”", act=lambda: self._accept(key))
        take.setAccessibleName(f"{line.choice.accessibleName()}：{TAKE}“{label}”")
        return take

    def _accept(self, key: K) -> None:
        self._set(key, self._lines[key].guess.offered)
        self._lines[key].choice.setFocus()
        self._give_up(key)

    def _standing(self, field: str, guess: Guess) -> tuple[str, str]:
        if field != guess.field:
            strange = guess.suits is not None and field and field not in guess.suits
            return ("soon", STRANGE_WORD) if strange else ("doing", BY_HAND)
        if not field and guess.offered:
            return "soon", ASK_WORD
        if not field:
            return "todo", self._left_out[1]
        return ("done", SURE_WORD) if guess.sure else ("soon", LOOK_WORD)
