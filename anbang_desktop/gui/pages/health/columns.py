"""The columns of the queue: what is to be mended or explained, or what was explained and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.gui.lists.listed import Listed, of_model
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.ticks import ON, TickCell
from anbang_desktop.services.health.checks import Severity
from anbang_desktop.services.health.explained import Explained
from anbang_desktop.services.health.finding import Finding

TICK, NAME, VILLAGE, WORDS, WHY, WORKER = range(6)
WIDTHS = (36, 96, 110, 240, 200, 84)
LEAVE = (WORKER, VILLAGE)
MARKS = {Severity.WRONG: "overdue", Severity.MISSING: "todo", Severity.LOOK: "soon"}


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A finding under its place in the list."""

    at: int
    finding: Finding
    said: Explained | None


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {TICK: TickCell(), NAME: StrongCell(), VILLAGE: QuietCell(), WORKER: QuietCell()}


def columns(ticked: Callable[[int], bool]) -> list[Column[QueueLine]]:
    """In the order of WIDTHS; ``ticked`` tells whether the line at that place is."""

    def tick(line: QueueLine) -> str | None:
        return ON if ticked(line.at) else None

    return [
        Column[QueueLine]("", lambda _line: "", lambda line: line.at, state=tick, goes_out=False),
        Column[QueueLine]("姓名", lambda line: line.finding.name, lambda line: line.finding.name),
        Column[QueueLine](
            "村居", lambda line: line.finding.village or "—", lambda line: line.finding.village
        ),
        Column[QueueLine]("查到什么", lambda line: line.finding.words, lambda line: line.finding.words),
        Column[QueueLine]("为什么不是错误", _why, _why),
        Column[QueueLine](
            "责任人", lambda line: line.finding.worker or "—", lambda line: line.finding.worker
        ),
    ]


def _why(line: QueueLine) -> str:
    return f"{line.said.why}（{line.said.by}，{line.said.on}）" if line.said else ""


def out_as(
    model: RecordsModel[QueueLine], narrowed: Callable[[], str], ticked: Callable[[], Sequence[int]]
) -> Listed[QueueLine]:
    """The queue on paper and in a workbook: findings, not people."""
    listed = of_model("health", "体检事项", model, lambda line: line.finding.no, narrowed)
    return replace(listed, ticked=ticked, unit="处", people=False)
