"""The register of what other units asked: every query of the office, the newest first."""

from sqlalchemy import Connection, select

from anbang_desktop.fields.outside_query import OutsideQuery
from anbang_desktop.storage.question import Question, portions
from anbang_desktop.storage.shapes import RECORDS, Reader
from anbang_desktop.storage.tables import RECORD_TABLES

_QUERY = RECORD_TABLES["query"].c
_ALL = Question(
    select(_QUERY.id).where(_QUERY.voided_at.is_(None)).order_by(_QUERY.received_on.desc(), _QUERY.id.desc())
)
_OF_ID = Reader(RECORDS[OutsideQuery], "id", ("id",))


def every(connection: Connection) -> list[OutsideQuery]:
    """Those that count. Whom they are about the caller must not name without asking ``withheld``."""
    wanted = list(_ALL.numbers(connection))
    found = {one.id: one for part in portions(wanted) for one in _OF_ID.read_many(connection, part)}
    return [found[one] for one in wanted]
