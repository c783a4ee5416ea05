"""The foot of a list of which some rows are ticked: how many, and what can be done with them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from anbang_desktop.gui.parts.compose import button, row, text
from anbang_desktop.gui.parts.elided import Elided
from anbang_desktop.gui.parts.ticks import Ticks
from anbang_desktop.gui.theme import roomy

KEYS = "空格勾选，Shift+↓ 连选，Ctrl+A 全选，Esc 取消"
PLAIN = 3  # verbs that stand as buttons where there is room


@dataclass(frozen=True, slots=True)
class Many:
    """A verb for all that are ticked, said with their number; in a menu with the number of those ``whom`` it
    concerns. With ``menu`` it opens one.
    """

    words: str
    act: Callable[[], object] = lambda: None
    sign: str = ""
    menu: Sequence["Many"] = ()
    whom: Callable[[], int] | None = None

    def named(self, count: int, unit: str) -> str:
        """走访补录 12 人."""
        return f"{self.words} {count} {unit}"


class TickedFoot(QFrame):
    """Seen while something is ticked; the first verb is the usual one, the last ones lie under 更多."""

    def __init__(self, ticks: Ticks, verbs: Sequence[Many], unit: str = "人") -> None:
        """``ticks`` say how many there are."""
        super().__init__()
        self.setProperty("look", "foot")
        self._ticks, self._unit = ticks, unit
        plain = PLAIN if roomy() else 1
        self._plain, self._rest = verbs[:plain], verbs[plain:]
        self._told = text("", "strong")
        looks = ("primary", *["soft"] * (plain - 1))
        self.buttons = [
            button("", look, one.sign, act=partial(self._do, at))
            for at, (one, look) in enumerate(zip(self._plain, looks, strict=False))
        ]
        self.more = button("更多", sign="more", tip="对选中的人还可以做的", act=self._open_more)
        if not self._rest:
            self.more.hide()
        away = button("取消选择", "link", tip="Esc", act=ticks.clear)
        hint = [(Elided(KEYS), 1)] if roomy() else [None]
        verbs_ = (self.more, *reversed(self.buttons))  # the primary at the far right
        self.setLayout(row(self._told, away, *hint, *verbs_, gap=12, pad=(24, 12, 24, 12)))
        ticks.changed.connect(self.show_count)
        self.show_count()

    def show_count(self) -> None:
        """Another number is ticked."""
        count = len(self._ticks.chosen())
        self.setVisible(bool(count))
        self._told.setText(f"已选 {count} {self._unit}")
        for shown, one in zip(self.buttons, self._plain, strict=True):
            shown.setText(f" {one.named(count, self._unit)}")

    def menu(self, verbs: Sequence[Many]) -> QMenu:
        """Verbs in a menu, each with its number."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(made, verbs, len(self._ticks.chosen()))
        return made

    def rest(self) -> QMenu:
        """What lies under 更多."""
        return self.menu(self._rest)

    def _fill(self, made: QMenu, verbs: Sequence[Many], count: int) -> None:
        for one in verbs:
            if one.menu:
                self._fill(made.addMenu(one.named(count, self._unit)), one.menu, count)
                continue
            concerned = one.whom() if one.whom is not None else count
            made.addAction(one.named(concerned, self._unit), one.act).setEnabled(bool(concerned))

    def _do(self, at: int) -> None:
        if self._plain[at].menu:
            self._popup(self.menu(self._plain[at].menu), self.buttons[at])
        else:
            self._plain[at].act()

    def _open_more(self) -> None:
        self._popup(self.rest(), self.more)

    def _popup(self, made: QMenu, over: QPushButton) -> None:
        """Above its button: the foot is at the bottom."""
        made.popup(over.mapToGlobal(QPoint(0, -made.sizeHint().height() - 4)))
        if made.actions():
            made.setActiveAction(made.actions()[0])
