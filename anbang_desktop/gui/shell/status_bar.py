"""The status bar: user, office, what was saved when, whether numbers are masked, by which rules, backup."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from anbang_desktop.gui.parts.chip import Chip, Mark
from anbang_desktop.gui.parts.compose import Item, clear, glyph, row, text, upright
from anbang_desktop.gui.theme import roomy, spelled

Told = tuple[str, str]  # a sign and words


@dataclass(frozen=True, slots=True)
class BackupLight:
    """A state of the chips, and words."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the bar shows."""

    user: str
    office: str
    pack: str
    backup: BackupLight
    saved: datetime | None = None
    masked: bool = True
    unsaved: bool = False


class StatusBar(QFrame):
    """What of it changes is drawn anew."""

    def __init__(self, standing: Standing) -> None:
        """Draw the bar with these facts."""
        super().__init__()
        self.setProperty("look", "status")
        self.standing = standing
        self._told: list[Told] = [("", "")] * len(_told(standing))
        self._cells = [row(gap=8) for _one in self._told]
        self._light = row(gap=6)
        between: list[Item] = [item for cell in self._cells for item in (cell, upright())]
        pack: list[Item] = [text(f"依据：{standing.pack}", "small"), upright()] if roomy() else []
        self.setLayout(row(*between[:-1], None, *pack, self._light, gap=8, pad=(16, 0, 16, 0)))
        self._show_light()
        self.show_standing(standing)

    def show_standing(self, standing: Standing) -> None:
        """Show these facts."""
        lit, self.standing = self.standing.backup, standing
        if lit != standing.backup:
            self._show_light()
        told = _told(standing)
        for cell, before, now in zip(self._cells, self._told, told, strict=True):
            if before != now:
                sign, words = now
                _put(cell, glyph(sign, "ink_2", "icon_small") if sign else Mark("soon"), text(words, "small"))
        self._told = told

    def _show_light(self) -> None:
        light = self.standing.backup
        tint = light.state if light.state == "done" else "ink_2"
        _put(self._light, glyph("backup", tint, "icon_small"), Chip(light.state, light.words))


def _put(cell: QLayout, *parts: QWidget) -> None:
    clear(cell)
    for part in parts:
        cell.addWidget(part)


def _told(standing: Standing) -> list[Told]:
    mask = ("eye_off", "证件号已遮盖") if standing.masked else ("eye", "证件号已显示")
    user, office = ("face", standing.user), ("offline", standing.office)
    return [user, office, _saved(standing), mask] if spelled() else [user, _saved(standing)]


def _saved(standing: Standing) -> Told:
    """Sign and words of the save state; what is not saved carries the mark of a state instead of a sign."""
    if standing.unsaved:
        return "", "有没保存的内容"
    return "check", f"已保存 {standing.saved:%H:%M}" if standing.saved else "都已保存"
