"""Which villages: how many are on the books there and how many are due to be seen; ticked by keyboard."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.pages.visits.model import NOWHERE
from anbang_desktop.gui.parts.cells import QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.parts.ticks import ON, TickCell, Ticks
from anbang_desktop.gui.theme import beside

WIDTHS = (44, 220, 110, 150)
KEYS = "空格勾选，Ctrl+A 全选，回车补录"


@dataclass(frozen=True, slots=True)
class Village:
    """One line; ``due``: so many are to be seen within a week or are late."""

    name: str
    people: int
    due: int


class Villages(QWidget):
    """``take`` and ``pack`` get the names of the villages that are meant."""

    def __init__(
        self,
        take: Callable[[Sequence[str]], object],
        pack: Callable[[Sequence[str]], object],
        busy: Callable[[], bool],
    ) -> None:
        """Nothing is read here: the page hands the lines in."""
        super().__init__()
        self._take, self._pack = take, pack
        self._villages: Sequence[Village] = ()
        columns: list[Column[Village]] = [
            Column[Village]("", lambda _one: "", lambda one: one.name, state=self._state, goes_out=False),
            Column[Village]("村居", lambda one: one.name or NOWHERE, lambda one: one.name),
            Column[Village]("在册", lambda one: f"{one.people} 人", lambda one: one.people),
            Column[Village](
                "7 天内该走访", lambda one: f"{one.due} 人" if one.due else "—", lambda one: one.due
            ),
        ]
        self.model: RecordsModel[Village] = RecordsModel(
            columns, lambda ids: [self._villages[one] for one in ids], busy, self
        )
        self.list = table(
            self.model, {0: TickCell(), 1: StrongCell(), 2: QuietCell()}, WIDTHS, 1, (2,), name="村居"
        )
        self.ticks = Ticks(self.list, self.model.ids)
        self.ticks.changed.connect(self._show_foot)
        self.list.opened.connect(self._open)
        self._told = text("", "strong")
        hint: list[Item] = [text(KEYS, "small")] if beside() else []
        self._print = button("印走访包", sign="print", act=lambda: self._pack(self.chosen()))
        self._go = button("", "primary", act=lambda: self._take(self.chosen()))
        body = column((self.list, 1), gap=0, pad=(24, 0, 24, 16))
        foot = box(row(self._told, *hint, None, self._print, self._go, gap=12, pad=(24, 12, 24, 12)), "foot")
        self.setLayout(column((body, 1), foot, gap=0))

    def show_villages(self, villages: Sequence[Village]) -> None:
        """Other lines."""
        at = max(self.list.currentIndex().row(), 0)
        self._villages = villages
        self.model.show_ids(array("q", range(len(villages))))
        self.ticks.keep_listed()
        if villages:
            self.list.selectRow(min(at, len(villages) - 1))
        self._show_foot()

    def _open(self, _at: QModelIndex) -> None:
        """Enter does what the button says: the ticked villages, else this one."""
        self._take(self.chosen())

    def chosen(self) -> list[str]:
        """The ticked ones; without a tick the one under the cursor."""
        at = self.list.currentIndex().row()
        places = self.ticks.chosen() or ([at] if 0 <= at < len(self._villages) else [])
        return [self._villages[place].name for place in places]

    def _state(self, one: Village) -> str | None:
        return ON if self.ticks.on(list(self._villages).index(one)) else None

    def _show_foot(self) -> None:
        chosen = self.chosen()
        people = sum(one.people for one in self._villages if one.name in chosen)
        ticked = len(self.ticks.chosen())
        self._told.setText(f"已选 {ticked} 村 {people} 人" if ticked else "")
        self._go.setText(f" 补录 {people} 人")
        for one in (self._go, self._print):
            one.setEnabled(bool(chosen))
