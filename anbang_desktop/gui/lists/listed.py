"""What a page tells of its list, once: the columns, the rows, the filter in words. Paper, workbook, menu and
column dialog follow from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents.listing import Line, SeenList

R = TypeVar("R")
BLOCK = 64


def nothing_ticked() -> Sequence[int]:
    """Of a list without boxes."""
    return ()


@dataclass(frozen=True, slots=True)
class Listed(Generic[R]):
    """``ids`` are all rows in their order, ``read`` gives the rows of some of them (on the worker's thread),
    ``no`` the case of a row, ``narrowed`` the filter in words. Ticked rows alone go out where there are any.
    """

    key: str  # under which its columns are remembered and its prints audited
    name: str
    columns: Sequence[Column[R]]
    ids: Callable[[], Sequence[int]]
    read: Callable[[Sequence[int]], Sequence[R]]
    no: Callable[[R], str]
    narrowed: Callable[[], str]
    ticked: Callable[[], Sequence[int]] = nothing_ticked
    unit: str = "人"
    people: bool = True  # a row is one person, whose telephone can be added

    def wanted(self) -> Sequence[int]:
        """The rows that go out."""
        return self.ticked() or self.ids()

    def seen(self, columns: Sequence[Column[R]], ids: Sequence[int], progress: Progress) -> SeenList:
        """These columns of these rows, read block by block."""
        lines: list[Line] = []
        for start in range(0, len(ids), BLOCK):
            progress.step(start, len(ids), "读名单")
            rows = self.read(ids[start : start + BLOCK])
            lines += [Line(self.no(row), tuple(one.cell(row) for one in columns)) for row in rows]
        numbers = {place: one.number for place, one in enumerate(columns) if one.number}
        heads = tuple(one.head for one in columns)
        return SeenList(self.key, self.name, self.unit, self.filter_words(), heads, tuple(lines), numbers)

    def filter_words(self) -> str:
        """The filter, and that only what is ticked is listed."""
        ticked = len(self.ticked())
        only = f"只列勾选的 {ticked} {self.unit}" if ticked else ""
        return "；".join(filter(None, (self.narrowed(), only)))


def of_model(
    key: str, name: str, model: RecordsModel[R], no: Callable[[R], str], narrowed: Callable[[], str]
) -> Listed[R]:
    """The list that a model shows."""
    return Listed(key, name, model.columns, model.ids, model.fetch, no, narrowed)
