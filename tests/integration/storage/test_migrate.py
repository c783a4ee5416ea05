"""Migrations: head equals the tables of the program and db/schema.sql, an old office is upgraded as a
copy.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlcipher3 import dbapi2

from anbang_desktop import paths
from anbang_desktop.storage import migrate, schema, vault
from anbang_desktop.storage.header import KeyFiles
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from tests.support import vaults
from tests.support.vaults import PEOPLE, Built

LATER = schema.VERSION + 1
NEXT = f'''"""A table for tests."""

import sqlalchemy as sa
from alembic import op

revision = "{LATER:04}"
down_revision = "{schema.VERSION:04}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("%s")
'''
GOOD = "CREATE INDEX ix_clients_phone ON clients (phone)"


@contextmanager
def empty_database() -> Iterator[sa.Connection]:
    """In memory, inside one transaction; the engine keeps no connection for the garbage collector to find."""
    engine = sa.create_engine("sqlite://", poolclass=sa.NullPool)
    with engine.begin() as connection:
        yield connection


def test_head_equals_the_tables_of_the_program() -> None:
    with empty_database() as connection:
        migrate.upgrade(connection)
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_schema_sql_equals_head() -> None:
    with empty_database() as connection:
        migrate.upgrade(connection)
        raw = connection.connection.driver_connection
        assert migrate.describe(raw) == paths.db("schema.sql").read_text("utf-8"), "run build/schema_sql.py"
        assert migrate.differences(raw) == []


def test_the_number_of_the_newest_migration_is_the_schema_version() -> None:
    numbers = [int(path.name[:4]) for path in paths.db("versions").glob("*.py")]
    assert sorted(numbers) == list(range(schema.FIRST, schema.VERSION + 1))


def test_migrations_import_nothing_of_the_program() -> None:
    for path in (*paths.db("versions").glob("*.py"), paths.db("env.py")):
        assert not re.search(r"(?m)^\s*(from|import) (anbang_desktop|tests)", path.read_text("utf-8")), (
            path.name
        )


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose schema has one more migration."""
    scripts = tmp_path / "db"
    shutil.copytree(paths.db(), scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "VERSION", LATER)
    monkeypatch.setattr(paths, "db", scripts.joinpath)
    return scripts


def write_next(scripts: Path, statement: str) -> None:
    """The migration, and the schema it leads to."""
    (scripts / "versions" / f"{LATER:04}_next.py").write_text(NEXT % statement, "utf-8")
    if statement == GOOD:
        with empty_database() as connection:
            migrate.upgrade(connection)
            (scripts / "schema.sql").write_text(
                migrate.describe(connection.connection.driver_connection), "utf-8"
            )


def people(store: Store) -> int:
    """How many."""
    with store.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(clients)).scalar_one())


def test_an_old_office_is_upgraded_as_a_copy(folder: Path, built: Built, later: Path) -> None:
    write_next(later, GOOD)
    before = (folder / "data-0001.db").read_bytes()
    with closing(vaults.reopen(folder, built.data_key)) as store:
        assert people(store) == PEOPLE
        with store.raw() as raw:
            assert raw.execute("PRAGMA user_version").fetchone()[0] == LATER
        assert store.check().ok
    assert KeyFiles(folder).read()[0].live == "data-0002.db"
    assert (folder / "data-0001.db").read_bytes() == before
    vault.unlock(folder, vaults.USER, vaults.PASSPHRASE, vaults.CLOCK).close()


def test_a_failed_upgrade_leaves_no_half_and_the_office_as_it_was(
    folder: Path, built: Built, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_next(later, "CREATE INDEX broken ON nowhere (x)")
    before = {path.name: path.read_bytes() for path in folder.glob("*") if path.name != "store.lock"}
    with pytest.raises(sa.exc.OperationalError):
        vaults.reopen(folder, built.data_key)
    after = {path.name: path.read_bytes() for path in folder.glob("*") if path.name != "store.lock"}
    assert {
        name: data for name, data in after.items() if ".partial" not in name and "journal" not in name
    } == {name: data for name, data in before.items() if "journal" not in name}
    monkeypatch.undo()
    with closing(vaults.reopen(folder, built.data_key)) as store:
        assert people(store) == PEOPLE
    assert not list(folder.glob("*.partial*"))


def test_a_migration_is_one_transaction(later: Path) -> None:
    write_next(later, "CREATE INDEX broken ON nowhere (x)")
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as raw:
        with pytest.raises(sa.exc.OperationalError):
            vault._migrate(raw)
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
