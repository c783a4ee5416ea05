"""今天要办, kept between saves: after a save only the cases that it touched are read again, so that the
number on the navigation costs a few milliseconds however large the office is.
"""

from collections.abc import Sequence
from datetime import date

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.worklist import due
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.storage import history


class KeptWork:
    """The work of the day of one open office."""

    def __init__(self, desk: Desk) -> None:
        """Nothing is read before it is asked for."""
        self._desk = desk
        self._day: date | None = None
        self._seq = 0
        self._lines: dict[int, list[DueItem]] = {}
        self._items: Sequence[DueItem] = ()

    def items(self) -> Sequence[DueItem]:
        """Everything due up to a week ahead, as ``due.work`` says it, up to the last save."""
        desk, seq = self._desk, self._desk.store.head().seq
        if seq == self._seq and desk.today == self._day:
            return self._items
        with desk.store.read() as connection:
            touched = history.cases_touched(connection, self._seq) if desk.today == self._day else None
            chosen = due.cases(desk, connection)
            fresh = set(self._lines) - touched if touched is not None else set()
            known = {one: self._lines[one] for one in chosen.listed if one in fresh}
            files = case_file.of_cases(connection, [one for one in chosen.listed if one not in known])
        known |= {about.case_id: due.of_case(desk, about) for about in files}
        self._lines = {one: known[one] for one in chosen.listed if one in known}
        self._items = due.whole(desk, chosen, self._lines)
        self._day, self._seq = desk.today, seq
        return self._items
