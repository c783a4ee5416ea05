"""The columns of a list as this clerk wants them on this computer: shown or not, their order, their width;
remembered for each list and text size.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer

from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.gui.parts.table import Arrangement, List
from anbang_desktop.gui.theme import size_in_force

R = TypeVar("R")
SETTLE_MS = 300


class Arranged(Generic[R]):
    """Columns without a head (boxes, verbs) and the first one that has a head keep their places."""

    def __init__(self, view: List, key: str, columns: Sequence[Column[R]]) -> None:
        """Brings the list into the order that was remembered."""
        self.view, self.columns = view, columns
        self._key = f"lists/{key}/{size_in_force()}"
        now = view.arrangement()
        extra = frozenset(place for place, one in enumerate(columns) if one.extra)
        self.usual = Arrangement(tuple(range(len(columns))), extra, now.widths)
        view.let_arrange()
        view.arrange(self._remembered())
        self._timer = QTimer(view)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._keep)
        view.arranged.connect(self._timer.start)

    def movable(self) -> list[int]:
        """The columns that can change their place, as they stand now."""
        named = [place for place in self.view.arrangement().order if self.columns[place].head]
        return [place for place in named if place != self.first()]

    def first(self) -> int:
        """The column that says who it is: always there."""
        return next(place for place, one in enumerate(self.columns) if one.head)

    def shown(self) -> list[Column[R]]:
        """The columns that were chosen, in their order; also those for which the window has no room now."""
        now = self.view.arrangement()
        wanted = [self.columns[place] for place in now.order if place not in now.away]
        return [one for one in wanted if one.goes_out and one.head]

    def arrange(self, wanted: Arrangement) -> None:
        """Show it so from now on."""
        self.view.arrange(wanted)
        self._keep()

    def reset(self) -> None:
        """As delivered."""
        self.view.arrange(self.usual)
        choices().remove(self._key)

    def _keep(self) -> None:
        now = self.view.arrangement()
        heads = [self.columns[place].head for place in now.order]
        kept = {
            "order": [head for head in heads if head],
            "away": [self.columns[place].head for place in now.away],
            "widths": {one.head: now.widths[place] for place, one in enumerate(self.columns) if one.head},
        }
        choices().setValue(self._key, json.dumps(kept, ensure_ascii=False))

    def _remembered(self) -> Arrangement:
        """What was kept, as far as there still are such columns; the usual where it can't be read."""
        kept: Any = None
        with suppress(ValueError):
            kept = json.loads(str(choices().value(self._key, "")) or "null")
        if not isinstance(kept, dict):
            return self.usual
        try:
            return self._read(kept["order"], kept["away"], kept["widths"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return self.usual

    def _read(self, order: Sequence[str], away: Sequence[str], widths: dict[str, int]) -> Arrangement:
        places = {one.head: place for place, one in enumerate(self.columns) if one.head}
        known = [places[head] for head in order if head in places and places[head] != self.first()]
        fresh = [place for place in places.values() if place not in known and place != self.first()]
        named = iter([self.first(), *known, *fresh])
        whole = [next(named) if one.head else place for place, one in enumerate(self.columns)]
        hidden = {places[head] for head in away if head in places} - {self.first()}
        hidden |= {place for place in fresh if self.columns[place].extra}
        wide = [
            max(24, int(widths.get(one.head, self.usual.widths[place])))
            for place, one in enumerate(self.columns)
        ]
        return Arrangement(tuple(whole), frozenset(hidden), tuple(wide))
