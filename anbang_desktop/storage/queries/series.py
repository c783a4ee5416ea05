"""The numbers given in each series (cases of 2026, agreements of 2026 …): counted, never given again."""

from sqlalchemy import select

from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables_core import number_series
from anbang_desktop.storage.work import Work


def last(connection: Connection, series: str) -> int:
    """The last number given; 0 before the first."""
    wanted = select(number_series.c.last).where(number_series.c.key == series)
    return int(connection.execute(wanted).scalar() or 0)


def take(work: Work, series: str, count: int = 1) -> int:
    """Take the next ``count`` numbers of a series; the last of them."""
    wanted = select(number_series.c.last).where(number_series.c.key == series)
    known = work.connection.execute(wanted).scalar()
    last = (known or 0) + count
    if known is None:
        work.insert(number_series, {"key": series, "last": last}, f"编号 {series}")
    else:
        work.update(number_series, series, {"last": last}, f"编号 {series}")
    return last
