"""build/schema_sql.py: what it writes is what is committed, so it can be run again at any time."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_it_writes_the_committed_file(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("schema_sql", ROOT / "build" / "schema_sql.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(maker)
    sys.path[:] = before
    maker.write(tmp_path / "schema.sql")
    assert (tmp_path / "schema.sql").read_text("utf-8") == (ROOT / "db" / "schema.sql").read_text("utf-8"), (
        "run build/schema_sql.py"
    )
