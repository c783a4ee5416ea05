"""Taking back what was done: the last unit of this sitting (Ctrl+Z, the toast) or any older one, named before
it goes; a refusal says which later change stands in the way.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.history import Done

AFTER = "撤销后恢复到那之前的样子；撤销也记在历史里，可以再撤销。"


class Undo:
    """``done`` is told what was taken back, ``trouble`` what was refused."""

    def __init__(
        self,
        over: QWidget,
        desk: Desk,
        since: int,
        done: Callable[[Done], object],
        trouble: Callable[[BaseException], object],
    ) -> None:
        """``since`` is the end of the audit when the sitting began."""
        self._over, self._desk, self._since = over, desk, since
        self._done, self._trouble = done, trouble

    def offer(self, words: str) -> tuple[str, Callable[[], object] | None]:
        """The words of the toast with the state that the case came to by what was just saved, and what its
        撤销 does: take that unit back; None where it can't be undone.
        """
        last = history.last_done(self._desk, self._since)
        if last is None:
            return words, None
        news = last.reached and f"“{last.reached}”" not in words
        told = f"{words}，现在是“{last.reached}”" if news else words
        return told, None if last.lasting else partial(self.at_once, last)

    def ask_last(self) -> bool:
        """Ctrl+Z; False when nothing was done in this sitting."""
        last = history.last_done(self._desk, self._since)
        if last is not None:
            self.ask(last)
        return last is not None

    def ask(self, unit: Done) -> bool:
        """Take a unit back after its name was shown."""
        words = f"{unit.by} {unit.at:%Y-%m-%d %H:%M} 做的。{AFTER}"
        if not questions.sure(
            self._over.window(), f"撤销“{unit.title}”？", words, danger="撤销", keep="不撤销"
        ):
            return False
        return self.at_once(unit)

    def at_once(self, unit: Done) -> bool:
        """Take a unit back; what stands in the way is told in whole sentences."""
        try:
            history.undo(self._desk, unit.id)
        except UserError as said:
            self._trouble(said)
            return False
        self._done(unit)
        return True
