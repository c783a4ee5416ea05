"""Brings an open, unlocked database to the program's schema with Alembic, in one transaction, on a
connection handed in.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from anbang_desktop import paths
from anbang_desktop.lazy import lazy_import
from anbang_desktop.storage import schema

if TYPE_CHECKING:
    from alembic import command
    from alembic import config as alembic_config
else:  # 0.3 s, and only needed when an office is made or upgraded
    command = lazy_import("alembic.command")
    alembic_config = lazy_import("alembic.config")

_HEAD = (
    f"-- Schema {schema.VERSION}: made by build/schema_sql.py from db/versions, to read and compare; "
    "nothing is built from it.\n\n"
)


def upgrade(connection: Connection, scripts: Path | None = None) -> None:
    """Run every migration the database lacks; the caller owns the transaction and checks afterwards."""
    folder = scripts or paths.db()
    config = alembic_config.Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def describe(connection: Any) -> str:
    """The schema as SQL text to read and to compare: what db/schema.sql holds."""
    return _HEAD + "\n".join(f"{sql};\n" for sql in _statements(connection).values())


def differences(connection: Any) -> list[str]:
    """Tables, indexes and triggers that the file has, lacks or spells otherwise than db/schema.sql."""
    written = paths.db("schema.sql").read_text("utf-8")
    wanted = {_name(one): one for one in written.removeprefix(_HEAD).strip().removesuffix(";").split(";\n\n")}
    there = {_name(one): one for one in _statements(connection).values()}
    found = [f"{name} 不见了" for name in wanted.keys() - there.keys()]
    found += [f"{name} 不属于本程序" for name in there.keys() - wanted.keys()]
    return sorted(
        found
        + [f"{name} 与本程序的不同" for name in wanted.keys() & there.keys() if wanted[name] != there[name]]
    )


def _statements(connection: Any) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' "
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    )
    return {name: _tidy(sql) for name, sql in rows.fetchall()}


def _name(statement: str) -> str:
    """The name in CREATE [UNIQUE] TABLE|INDEX|TRIGGER name."""
    words = statement.split(maxsplit=4)
    return words[3 if words[1] == "UNIQUE" else 2].strip('"').partition("(")[0]


def _tidy(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.replace("\t", "    ").strip().splitlines())
