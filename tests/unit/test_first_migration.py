"""build/first_migration.py: what it writes is what is committed, so it can be run again at any time."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from anbang_desktop.storage import schema

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("first_migration", ROOT / "build" / "first_migration.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def test_it_writes_the_committed_files(maker: ModuleType, tmp_path: Path) -> None:
    maker.write(tmp_path)
    for name in ("versions/0002_first.py", "schema.sql"):
        assert (tmp_path / name).read_text("utf-8") == (ROOT / "db" / name).read_text("utf-8"), (
            "run build/first_migration.py; once a version was released, write a migration instead"
        )


def test_every_table_is_in_it_with_types_of_sqlalchemy_only(maker: ModuleType) -> None:
    text = maker.migration()
    for table in schema.metadata.sorted_tables:
        assert f'"{table.name}"' in text.replace("'", '"')
    assert "anbang_desktop" not in text
    assert "Yuan" not in text


class Spelled(sa.types.TypeDecorator[str]):
    """A type of our own, as the next table may have one."""

    impl = sa.Text
    cache_ok = True


def test_a_type_of_our_own_is_written_as_what_the_database_keeps_of_it(maker: ModuleType) -> None:
    metadata = sa.MetaData()
    sa.Table("strange", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("word", Spelled))
    assert "sa.Column('word', sa.Text()" in maker.migration(metadata)
