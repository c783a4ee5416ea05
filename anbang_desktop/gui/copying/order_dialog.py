"""排次序: which lines of a system are shown in 照录, and in which order; for the whole office."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.copying import CopySystem
from anbang_desktop.gui.parts.compose import button, column, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.ordered import Ordered

ABOUT = "照着对方系统的界面排：勾选要录的，按界面的先后上移、下移。本所的人都用这个次序。"
ROWS = 9


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of the lines in their order, and those hidden; ``usual``: as delivered."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    usual: bool = False


class OrderDialog(Dialog[Order]):
    """Space ticks, Alt+↑ and Alt+↓ move, dragging as well."""

    def __init__(self, parent: QWidget | None, system: CopySystem) -> None:
        """Of one system."""
        super().__init__(parent, f"“{system.name}”的次序")
        lines = ((one.key, f"{one.label}（{one.section}）") for one in system.lines)
        self.list = Ordered("对方的项目", lines, system.hidden, ROWS)
        self._told = text("", "error", wrap=True)
        moves = column(
            button("上移", tip="Alt+↑", act=lambda: self.list.move_by(-1)),
            button("下移", tip="Alt+↓", act=lambda: self.list.move_by(1)),
            None,
            gap=8,
        )
        usual = button("恢复默认", "link", act=lambda: self.finish(Order(usual=True)))
        go = verb("就这样", self._done, "primary")
        self.lay(
            text(ABOUT, "small", wrap=True),
            row((self.list, 1), moves, gap=12),
            row(usual, None),
            self._told,
            buttons=(go, verb("取消", self.reject)),
            wide_by=480,
        )
        self._told.hide()
        self.save_by(go)
        self.list.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, system: CopySystem) -> Order | None:
        """What was chosen; None when it was left."""
        return cls(parent, system).run()

    def _done(self) -> None:
        keys, hidden = self.list.keys(), self.list.unticked()
        if len(hidden) == len(keys):
            self._told.setText("每一行都去掉了勾，就没有可以照录的了。请至少留一行。")
            self._told.show()
            self.list.setFocus()
        else:
            self.finish(Order(keys, hidden))
