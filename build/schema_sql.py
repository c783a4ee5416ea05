"""Writes db/schema.sql, the schema to read and to compare, from the migrations in db/versions.

Run after a migration was written: python build/schema_sql.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402

from anbang_desktop.storage import migrate  # noqa: E402


def main() -> None:
    """Write the committed file."""
    write(ROOT / "db" / "schema.sql")


def write(file: Path) -> None:
    """The schema to which all migrations lead; the engine keeps no connection."""
    with sa.create_engine("sqlite://", poolclass=sa.NullPool).begin() as connection:
        migrate.upgrade(connection)
        described = migrate.describe(connection.connection.driver_connection)
    file.write_text(described, encoding="utf-8")


if __name__ == "__main__":
    main()
