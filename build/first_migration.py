"""Writes db/versions/0002_first.py and db/schema.sql from the tables of the package.

Regenerated for the last time with the typed records: from now on every change of a table is a migration of
its own, written by hand (``db/README.md``).
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

KEY_SPELLED = "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
HEAD = '''"""The first schema of this program; 0001 was the trial version's."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


'''


def main() -> None:
    """Write both files."""
    with sa.create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": schema.metadata})
        script = produce_migrations(context, schema.metadata)
        body = render_python_code(script.upgrade_ops, render_item=_plain_type)  # type: ignore[arg-type]
    body += "".join(f"\n    op.execute({statement!r})" for statement in schema.extra_ddl())
    body = _plain(body).replace(KEY_SPELLED, "KEY")
    text = HEAD + "def upgrade() -> None:\n" + textwrap.indent(textwrap.dedent(body), "    ").rstrip() + "\n"
    (ROOT / "db" / "versions" / "0002_first.py").write_text(text, encoding="utf-8")
    with sa.create_engine("sqlite://").begin() as connection:
        migrate.upgrade(connection)
        described = migrate.describe(connection.connection.driver_connection)
    (ROOT / "db" / "schema.sql").write_text(described, encoding="utf-8")


def _plain_type(kind: str, item: object, _context: object) -> str | bool:
    """A type of our own as what the database keeps of it: a migration imports nothing of the program."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


def _plain(body: str) -> str:
    return "\n".join(
        line for line in ("    " + body.strip()).splitlines() if not line.strip().startswith("#")
    )


if __name__ == "__main__":
    main()
