"""Brings an open, unlocked database to the program's schema with Alembic, in one transaction, on a connection handed in."""

import io
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from anbang_desktop import paths
from anbang_desktop.storage import schema


def upgrade(connection: Connection, scripts: Path | None = None) -> None:
    """Run every migration the database lacks; the caller owns the transaction and checks afterwards."""
    from alembic import command  # noqa: PLC0415 - 0.3 s, and only needed when an office is made or upgraded
    from alembic.config import Config  # noqa: PLC0415 - the same

    folder = scripts or paths.db()
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def describe(connection: Any) -> str:
    """The schema as SQL text to read and to compare: what db/schema.sql holds."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' "
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    ).fetchall()
    head = f"-- Schema {schema.VERSION}: made by build/first_migration.py from db/versions, to read; nothing is built from it.\n\n"
    return head + "\n".join(f"{_tidy(sql)};\n" for _, _, sql in rows)


def _tidy(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.replace("\t", "    ").strip().splitlines())
