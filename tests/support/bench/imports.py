"""The import of a list: the plan against the parser alone, the commit against the same rows put in by
hand, audit included.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from python_calamine import load_workbook

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.storage import audit
from anbang_desktop.storage.schema import metadata
from anbang_desktop.storage.tables_core import audit as audit_rows
from tests.support import makers
from tests.support.bench.measure import Case
from tests.support.bench.persons import put_back, take_away_guards

MOST = 20_000
PLAN, COMMIT = 10.0, 2.0
STARTING = 5.0  # how much wider the bounds of a short list are: what every import costs weighs more in it
HEADS = {
    "name": "姓名",
    "sex": "性别",
    "birth_date": "出生日期",
    "id_no": "公民身份号码",
    "hukou_addr": "户籍所在地",
    "live_addr": "现居住地",
    "village": "所属村（居）",
    "phone": "本人电话",
    "offences": "原判罪名",
    "term": "原判刑期",
    "term_start": "刑期起日",
    "term_end": "刑期止日",
    "custody_unit": "服刑监所",
    "release_type": "释放（解除）类别",
    "release_date": "释放（解除）日期",
}
WRITTEN = {"audit": "seq", "clients": "id", "cases": "id", "stages": "id", "import_rows": "id"}
DERIVED = ("case_cards", "case_days", "card_words")  # of the new cases, by their id


def cases(desk: Desk, raw: Any, folder: Path, people: int) -> Iterator[Case]:
    """A list half as long as the register, of at most MOST people whom nobody knows."""
    count = min(MOST, people // 2)
    file = folder / "名单.xlsx"
    _write_list(file, count, seed=people + 7)
    yield Case(
        f"a list of {count:,} × {len(HEADS) + 1} planned",
        lambda: roster.plan(desk, file),
        lambda: list(load_workbook(file).get_sheet_by_index(0).iter_rows()),
        "calamine alone",
        bound=PLAN,
        quick=STARTING,
        rounds=3,
    )
    yield from _commit(desk, raw, roster.plan(desk, file), count)


def _commit(desk: Desk, raw: Any, made: ImportPlan, count: int) -> Iterator[Case]:
    """Against the rows alone; the second line is what no writer may leave out besides them: each row read
    back and hashed, each audit row chained (``storage/audit``).
    """
    before: dict[str, int] = {}
    rows: dict[str, list[Any]] = {}
    guards: list[str] = []

    def look() -> None:
        for name, key in WRITTEN.items():
            before[name] = raw.execute(f"SELECT max({key}) FROM {name}").fetchone()[0] or 0

    def ours() -> None:
        result = roster.commit(desk, made)
        assert result.created == count, result.created

    def take_back() -> None:
        guards.extend(take_away_guards(raw))
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("BEGIN IMMEDIATE")
        new = {name: (f"{key} > ?", before[name]) for name, key in WRITTEN.items()}
        for name in DERIVED:
            new[name] = ("case_id IN (SELECT id FROM cases WHERE id > ?)", before["cases"])
        for name, (which, last) in reversed(new.items()):
            rows[name] = raw.execute(f"SELECT * FROM {name} WHERE {which}", (last,)).fetchall()
            raw.execute(f"DELETE FROM {name} WHERE {which}", (last,))

    def by_hand() -> None:
        for name, listed in rows.items():
            marks = ", ".join("?" * len(listed[0]))
            raw.executemany(f"INSERT INTO {name} VALUES ({marks})", listed)
        raw.execute("COMMIT")

    def hash_and_chain() -> None:
        chain = audit.Chain(raw, bytes(32), bytes(32))
        for name in WRITTEN.keys() - {audit_rows.name}:
            key = WRITTEN[name]
            done = chain.hashes(metadata.tables[name], f"WHERE {key} > ?", (before[name],))
            assert sum(1 for _hash in done) == len(rows[name])
        chain.verify(len(rows["audit"]))

    def again() -> None:
        raw.execute("PRAGMA foreign_keys = ON")
        put_back(raw, guards)

    yield Case(
        f"the same list of {count:,} new people imported",
        ours,
        by_hand,
        "the same rows with their audit by executemany",
        bound=COMMIT,
        quick=STARTING,
        before=look,
        between=take_back,
        after=again,
        rounds=1,
    )
    yield Case("of it: its rows hashed, its audit rows chained", hash_and_chain, rounds=1)


def _write_list(file: Path, count: int, seed: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(["序号", *HEADS.values()])
    for at, one in enumerate(makers.stream(count, seed)):
        cells = {name: getattr(one, name) for name in HEADS}
        cells |= {"sex": "男" if one.sex == "1" else "女", "offences": "、".join(one.offences)}
        cells |= {"release_type": "监狱刑满释放"}
        sheet.append([at + 1, *cells.values()])
    book.save(file)
