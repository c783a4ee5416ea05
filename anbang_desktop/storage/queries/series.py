"""The numbers given in each series (cases of 2026, agreements of 2026 …): counted, never given again."""

from sqlalchemy import bindparam, select

from anbang_desktop.storage.question import Question
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables_core import number_series
from anbang_desktop.storage.work import Work

_LAST = Question(select(number_series.c.last).where(number_series.c.key == bindparam("series")))


def last(connection: Connection, series: str) -> int:
    """The last number given; 0 before the first."""
    return int(_LAST.scalar(connection, series=series) or 0)


def take(work: Work, series: str, count: int = 1) -> int:
    """Take the next ``count`` numbers of a series; the last of them."""
    known = _LAST.scalar(work.connection, series=series)
    last = (known or 0) + count
    if known is None:
        work.insert(number_series, {"key": series, "last": last}, f"编号 {series}")
    else:
        work.update(number_series, series, {"last": last}, f"编号 {series}")
    return last
