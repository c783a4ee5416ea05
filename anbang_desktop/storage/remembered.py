"""What was read of a case since anything was last written: a page asks for its person three times over (the
records, the duties, the catalogue), and the save that follows begins from the very same rows.

Nobody else can write meanwhile (the file is held exclusively). The store forgets at the end of each unit of
work, whatever became of it; within one, the count of changed rows tells what is out of date.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy import Connection

from anbang_desktop.storage.question import driver_of

T = TypeVar("T")
MOST = 8  # cases; nobody has more open
_HERE = "remembered"


class _Memory:
    """The newest answers, and how many rows had been changed when they were given."""

    def __init__(self) -> None:
        self.changes = -1
        self.answers: OrderedDict[Hashable, object] = OrderedDict()


def remember(connection: Connection, key: Hashable, read: Callable[[], T]) -> T:
    """The answer to a question that was asked before, or ``read`` anew."""
    memory = cast("_Memory", connection.info.setdefault(_HERE, _Memory()))
    changes = driver_of(connection).total_changes
    if memory.changes != changes:
        memory.answers.clear()
        memory.changes = changes
    if key in memory.answers:
        return cast("T", memory.answers[key])
    answer = read()
    memory.answers[key] = answer
    while len(memory.answers) > MOST:
        memory.answers.popitem(last=False)
    return answer


def forget(connection: Connection) -> None:
    """A unit of work ended."""
    connection.info.pop(_HERE, None)
