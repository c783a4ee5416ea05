"""How a long job says how far it is, and learns that the clerk has stopped it."""

from collections.abc import Callable

from anbang_desktop.errors import Cancelled

Report = Callable[[int, int, str], None]


class Progress:
    """Counts steps; ``step`` raises Cancelled once ``cancel`` was called (from any thread)."""

    def __init__(self, report: Report | None = None) -> None:
        """``report`` is told every step; without it nobody listens."""
        self._report = report
        self._stopped = False

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stopped = True

    def step(self, done: int, total: int, what: str = "") -> None:
        """``done`` of ``total`` pieces are finished; ``what`` is the Chinese name of the present piece."""
        if self._stopped:
            raise Cancelled
        if self._report is not None:
            self._report(done, total, what)
