"""添加自带的表: which of the blanks that ship the office takes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from anbang_desktop.gui.parts.compose import Item, column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.services.reports.own import COMMON, OwnBlank

INDENT = 30  # what a blank lists stands under its name
ABOUT = "县局没有发的表，用程序画好的：每一列都认得，添加了就能用。用空格勾选。"


class OwnDialog(Dialog[tuple[str, ...]]):
    """One box for each that isn't there yet; an office without any sheet finds two of them ticked."""

    def __init__(self, parent: QWidget | None, offered: Sequence[OwnBlank], *, none: bool) -> None:
        """``offered`` are those the office hasn't; ``none``: it has no sheet at all."""
        super().__init__(parent, "添加自带的表")
        self.boxes = {one.id: QCheckBox(f"{one.id} {one.name}") for one in offered}
        lines: list[Item] = []
        for one in offered:
            box = self.boxes[one.id]
            box.setChecked(none and one.id in COMMON)
            box.setAccessibleDescription(one.told)
            box.toggled.connect(self._count)
            lines.append(column(box, column(text(one.told, "hint", wrap=True), pad=(INDENT, 0, 0, 0)), gap=0))
        self.go = verb("添加", self._take, "primary")
        self.lay(
            text(ABOUT, "small", wrap=True),
            4,
            *lines,
            buttons=(self.go, verb("取消", self.reject)),
            wide_by=620,
        )
        self.save_by(self.go)
        next(iter(self.boxes.values())).setFocus()
        self._count()

    @classmethod
    def ask(
        cls, parent: QWidget | None, offered: Sequence[OwnBlank], *, none: bool
    ) -> tuple[str, ...] | None:
        """The identifiers of those to be taken; None when it was left."""
        return cls(parent, offered, none=none).run()

    def _chosen(self) -> tuple[str, ...]:
        return tuple(identifier for identifier, box in self.boxes.items() if box.isChecked())

    def _count(self) -> None:
        many = len(self._chosen())
        self.go.setText(f"添加 {many} 张" if many else "添加")
        self.go.setEnabled(bool(many))

    def _take(self) -> None:
        self.finish(self._chosen())
