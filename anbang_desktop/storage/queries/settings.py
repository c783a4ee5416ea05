"""Settings of the office by the beginning of their name."""

from typing import Any

from sqlalchemy import Connection, select

from anbang_desktop.storage.tables_core import settings


def beginning_with(connection: Connection, prefix: str) -> list[tuple[str, Any]]:
    """Name and value of each, in the order of the names."""
    named = select(settings.c.key, settings.c.value).where(settings.c.key.startswith(prefix, autoescape=True))
    return [(key, value) for key, value in connection.execute(named.order_by(settings.c.key))]
