"""列: which columns a list shows, in which order, how wide; by mouse and by keyboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.lists.arranged import Arranged
from anbang_desktop.gui.parts.compose import button, column, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.ordered import Ordered
from anbang_desktop.gui.parts.table import Arrangement
from anbang_desktop.gui.theme import grow

R = TypeVar("R")
STEP, LEAST = 16, 40  # of a width, at 标准
ABOUT = "勾选要看的列；打印和导出也用这些列和这个次序。窗口窄、放不下时，有的列会先收起，放得下再出来。"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The movable columns in their order, those put away, all widths; None of it: as delivered."""

    order: tuple[int, ...]
    away: frozenset[int]
    widths: Mapping[int, int]
    usual: bool = False


class ColumnsDialog(Dialog[Chosen]):
    """Space ticks, Alt+↑ and Alt+↓ move, dragging as well."""

    def __init__(
        self, parent: QWidget | None, name: str, heads: Mapping[int, str], now: Chosen, gone: Sequence[int]
    ) -> None:
        """``heads`` by place; ``gone`` have no room in the window now."""
        super().__init__(parent, f"{name}的列")
        self._widths = dict(now.widths)
        words = ((one, f"{heads[one]}（现在放不下）" if one in gone else heads[one]) for one in now.order)
        self.list = Ordered("列", words, now.away, 7)
        self._now = now
        moves = column(
            button("上移", tip="Alt+↑", act=lambda: self.list.move_by(-1)),
            button("下移", tip="Alt+↓", act=lambda: self.list.move_by(1)),
            button("宽一点", act=lambda: self._widen(STEP)),
            button("窄一点", act=lambda: self._widen(-STEP)),
            None,
            gap=8,
        )
        self._told = text("", "hint")
        usual = button("恢复默认", "link", act=self._reset)
        go = verb("就这样", self._done, "primary")
        self.lay(
            text(ABOUT, "small", wrap=True),
            row((self.list, 1), moves, gap=12),
            row(usual, None, self._told),
            buttons=(go, verb("取消", self.reject)),
            wide_by=480,
        )
        self.save_by(go)
        self.list.currentRowChanged.connect(lambda _at: self._told.setText(""))
        self.list.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, arranged: Arranged[R]) -> None:
        """Until it was chosen or left; what is chosen is shown and remembered at once."""
        now = arranged.view.arrangement()
        order = arranged.movable()
        heads = {place: one.head for place, one in enumerate(arranged.columns)}
        before = Chosen(tuple(order), now.away, dict(enumerate(now.widths)))
        chosen = cls(parent, name, heads, before, sorted(arranged.view.left_out())).run()
        if chosen is None:
            return
        if chosen.usual:
            arranged.reset()
            return
        left = iter(chosen.order)
        whole = tuple(next(left) if place in order else place for place in now.order)
        widths = tuple(chosen.widths[place] for place in range(len(now.widths)))
        arranged.arrange(Arrangement(whole, chosen.away, widths))

    def _widen(self, by: int) -> None:
        place = self.list.key()
        if place is not None:
            self._widths[place] = max(round(LEAST * grow()), self._widths[place] + round(by * grow()))
            self._told.setText(f"宽 {self._widths[place]} 点")

    def _done(self) -> None:
        order = self.list.keys()
        off = self.list.unticked()
        self.finish(Chosen(order, off | (self._now.away - set(order)), self._widths))

    def _reset(self) -> None:
        self.finish(Chosen((), frozenset(), {}, usual=True))
