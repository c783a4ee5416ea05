"""The scanned pages that came back: those that wait, those of a paper, those of a file."""

from collections.abc import Sequence

from sqlalchemy import func, select

from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import RETURNED_PAGES, Reader
from anbang_desktop.storage.tables_papers import returned_pages

_IN_STATE = Reader(RETURNED_PAGES, "state", ("id",))
_OF_CODE = Reader(RETURNED_PAGES, "code", ("id",))
_OF_FILE = Reader(RETURNED_PAGES, "digest", ("id",))
_OF_ID = Reader(RETURNED_PAGES, "id", ("id",))


def waiting(connection: Connection) -> list[ReturnedPage]:
    """Those that nobody has filed or thrown away, in the order in which they were scanned."""
    return _IN_STATE.read(connection, PageState.WAITING)


def count_waiting(connection: Connection) -> int:
    """How many wait."""
    wanted = select(func.count()).where(returned_pages.c.state == PageState.WAITING)
    return int(connection.execute(wanted).scalar_one())


def of_code(connection: Connection, code: str) -> list[ReturnedPage]:
    """Every page of a paper that ever came back, in the order in which they were scanned."""
    return _OF_CODE.read(connection, code)


def of_file(connection: Connection, digest: str) -> list[ReturnedPage]:
    """What was read of a file with this content."""
    return _OF_FILE.read(connection, digest)


def of_ids(connection: Connection, ids: Sequence[int]) -> list[ReturnedPage]:
    """These pages, in the order in which they were scanned."""
    found = [one for part in portions(ids) for one in _OF_ID.read_many(connection, part)]
    return sorted(found, key=lambda one: one.id)
