"""办理记录: everything that was done with a case, newest first; each can be taken back."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.records.words import moment_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.history import Done

WIDE = 760
MOST = 200


class UnitsDialog(Dialog[bool]):
    """Closed by 关闭 or Esc."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, no: str, name: str, take_back: Callable[[Done], bool]
    ) -> None:
        """Read and draw it; ``take_back`` asks and undoes."""
        super().__init__(parent, f"办理记录：{name}")
        self._desk, self._no, self._take_back = desk, no, take_back
        self._lines = column(gap=0, pad=(0, 0, 8, 0))
        self.area = scroll(self._lines)
        close = button("关闭", "primary", act=self.reject)
        said = "撤销后恢复到那一次之前的样子。签过字、送出过的不能撤销，请在那条记录里更正或者作废。"
        told = text(said, "small", wrap=True)
        self.lay(told, (self.area, 1), buttons=(close,), area=self.area, wide_by=WIDE)
        self._draw()
        close.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, no: str, name: str, take_back: Callable[[Done], bool]
    ) -> None:
        """Show it until it is closed."""
        cls(parent, desk, no, name, take_back).run()

    def _draw(self) -> None:
        clear(self._lines)
        for place, one in enumerate(history.done_with(self._desk, self._no, MOST)):
            self._lines.addWidget(self._line(one, top=place == 0))
        self._lines.addStretch(1)

    def _line(self, one: Done, *, top: bool) -> QFrame:
        look = "struck" if one.undone else "strong"
        why: list[Item] = [text(one.why, "small", wrap=True)] if one.why else []
        told = column(None, text(one.label, look, wrap=True), *why, None, gap=1)
        end: Item
        if one.undone or one.lasting:
            end = text("已撤销" if one.undone else "已签字或送出", "hint")
        else:
            end = button("撤销", "link", "undo", tip=f"撤销：{one.label}", act=lambda: self._undo(one))
        at = wide(text(moment_words(one.at, self._desk.today)), 132)
        return box(
            row(
                column(None, at, None),
                (told, 1),
                column(None, text(one.by, "label"), None),
                wide(box(row(None, end), "scroll"), 96),
                gap=12,
                pad=(0, 6, 0, 6),
            ),
            "scroll" if top else "rowline",
        )

    def _undo(self, one: Done) -> None:
        if self._take_back(one):
            self._draw()
