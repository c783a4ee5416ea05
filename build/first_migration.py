"""Writes db/versions/0001_first.py and db/schema.sql from the tables of the package.

Only until the first release: afterwards 0001 never changes again and a new migration is written by hand.
Run: python build/first_migration.py
"""

import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from alembic.autogenerate import produce_migrations, render_python_code  # noqa: E402
from alembic.runtime.migration import MigrationContext  # noqa: E402

from anbang_desktop.storage import migrate, schema, tables, tables_core, tables_import, tables_report  # noqa: E402, F401

HEAD = '''"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


'''


def main() -> None:
    """Write both files."""
    with sa.create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": schema.metadata})
        script = produce_migrations(context, schema.metadata)
        body = render_python_code(script.upgrade_ops)  # type: ignore[arg-type]
    body += "".join(f"\n    op.execute({statement!r})" for statement in schema.extra_ddl())
    text = (
        HEAD
        + "def upgrade() -> None:\n"
        + textwrap.indent(textwrap.dedent(_plain(body)), "    ").rstrip()
        + "\n"
    )
    (ROOT / "db" / "versions" / "0001_first.py").write_text(text, encoding="utf-8")
    with sa.create_engine("sqlite://").begin() as connection:
        migrate.upgrade(connection)
        described = migrate.describe(connection.connection.driver_connection)
    (ROOT / "db" / "schema.sql").write_text(described, encoding="utf-8")


def _plain(body: str) -> str:
    return "\n".join(
        line for line in ("    " + body.strip()).splitlines() if not line.strip().startswith("#")
    )


if __name__ == "__main__":
    main()
