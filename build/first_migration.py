"""Writes db/versions/0002_first.py and db/schema.sql from the tables of the package.

Regenerated for the last time with the typed records: from now on every change of a table is a migration of
its own, written by hand (``db/README.md``).
Run: python build/first_migration.py
"""

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from alembic.autogenerate import produce_migrations, render_python_code  # noqa: E402
from alembic.runtime.migration import MigrationContext  # noqa: E402

from anbang_desktop.storage import (  # noqa: E402
    migrate,
    schema,
    tables,  # noqa: F401 - every table must be known
    tables_cards,  # noqa: F401
    tables_core,  # noqa: F401
    tables_import,  # noqa: F401
    tables_report,  # noqa: F401
)

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
    write(ROOT / "db")


def write(folder: Path) -> None:
    """``versions/0002_first.py`` and ``schema.sql`` in a folder, laid out as the committed ones."""
    file = folder / "versions" / "0002_first.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text(migration(), encoding="utf-8")
    layout = ["--config", str(ROOT / "pyproject.toml"), "--quiet"]
    subprocess.run([sys.executable, "-m", "ruff", "format", *layout, str(file)], check=True)
    with _database() as connection:
        migrate.upgrade(connection)
        described = migrate.describe(connection.connection.driver_connection)
    (folder / "schema.sql").write_text(described, encoding="utf-8")


def migration(metadata: sa.MetaData = schema.metadata) -> str:
    """The text of a first migration that makes all tables."""
    with _database() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        script = produce_migrations(context, metadata)
        body = render_python_code(script.upgrade_ops, render_item=_plain_type)  # type: ignore[arg-type]
    body += "".join(f"\n    op.execute({statement!r})" for statement in schema.extra_ddl())
    body = _plain(body).replace(KEY_SPELLED, "KEY")
    return HEAD + "def upgrade() -> None:\n" + textwrap.indent(textwrap.dedent(body), "    ").rstrip() + "\n"


@contextmanager
def _database() -> Iterator[sa.Connection]:
    """An empty one in memory; the engine keeps no connection."""
    with sa.create_engine("sqlite://", poolclass=sa.NullPool).begin() as connection:
        yield connection


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
