"""The status bar: user, office, what was saved when, whether numbers are masked, by which rules, backup."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFrame

from anbang_desktop.gui.parts.chip import Chip, Mark
from anbang_desktop.gui.parts.compose import Item, box, clear, glyph, row, text, upright
from anbang_desktop.gui.theme import roomy, spelled


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
    """Drawn anew whenever something of it changes."""

    def __init__(self, standing: Standing) -> None:
        """Draw the bar with these facts."""
        super().__init__()
        self.setProperty("look", "status")
        self._line = row(gap=8, pad=(16, 0, 16, 0))
        self.setLayout(self._line)
        self.show_standing(standing)

    def show_standing(self, standing: Standing) -> None:
        """Show these facts."""
        self.standing = standing
        clear(self._line)
        mask = ("eye_off", "证件号已遮盖") if standing.masked else ("eye", "证件号已显示")
        items: list[Item] = []
        user, office = ("face", standing.user), ("offline", standing.office)
        told = [user, office, _saved(standing), mask] if spelled() else [user, _saved(standing)]
        for sign, words in told:
            items += [
                glyph(sign, "ink_2", "icon_small") if sign else Mark("soon"),
                text(words, "small"),
                upright(),
            ]
        items = [*items[:-1], None]
        if roomy():
            items += [text(f"依据：{standing.pack}", "small"), upright()]
        items.append(
            row(
                glyph(
                    "backup",
                    standing.backup.state if standing.backup.state == "done" else "ink_2",
                    "icon_small",
                ),
                Chip(standing.backup.state, standing.backup.words),
                gap=6,
            )
        )
        held = box(row(*items, gap=8), "scroll")
        self._line.addWidget(held)


def _saved(standing: Standing) -> tuple[str, str]:
    """Sign and words of the save state; what is not saved carries the mark of a state instead of a sign."""
    if standing.unsaved:
        return "", "有没保存的内容"
    return "check", f"已保存 {standing.saved:%H:%M}" if standing.saved else "都已保存"
