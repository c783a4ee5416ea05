"""The list of people in every filter and every order, through the two calls of the window (all ids, then the
first block), against the fastest SQL that could be found; pages, searches and counts.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from anbang_desktop.domain.states import ON_BOOKS
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.bench.measure import Case, Measured, Report, measure, taken

BLOCK = 64
BOUND = 2.0
QUICK = 4.0  # a small office's lists take a tenth of a millisecond by hand: Python's own steps count
PAINTED = "name, state, level, village, id_no, period_end, next_on, next_what, completeness, worker"
WORDS = "SELECT case_id FROM card_words WHERE word >= '{0}' AND word < '{0}\U0010ffff'"
SORTS = {
    "release_date": "release_date",
    "name": "name_key",
    "period_end": "period_end",
    "next_on": "next_on",
    "no": "no",
    "state": "state",
    "level": "level",
    "village": "village",
    "completeness": "completeness",
}
BOOKS = ", ".join(f"'{one.code}'" for one in sorted(ON_BOOKS))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter of the window, and the same in SQL."""

    what: str
    chosen: PeopleFilter
    where: str


def filters(desk: Desk) -> list[Narrowed]:
    """One of each kind, rare and common, and some together."""
    active, rare = frozenset({"S60_ACTIVE"}), frozenset({"S20_VERIFYING"})
    two = frozenset({"S50_REGISTERED", "S60_ACTIVE"})
    village, villages = frozenset({"东河镇东街"}), frozenset({"东河镇东街", "西坡乡南村"})
    mine = frozenset({"赵敏"})
    today = f"next_on < '{desk.today.isoformat()}'"
    here, there = "village = '东河镇东街'", "village IN ('东河镇东街', '西坡乡南村')"
    return [
        Narrowed("everybody", PeopleFilter(), "1"),
        Narrowed("one common state", PeopleFilter(states=active), "state = 'S60_ACTIVE'"),
        Narrowed("one rare state", PeopleFilter(states=rare), "state = 'S20_VERIFYING'"),
        Narrowed("two states", PeopleFilter(states=two), "state IN ('S50_REGISTERED', 'S60_ACTIVE')"),
        Narrowed("one village", PeopleFilter(villages=village), here),
        Narrowed("two villages", PeopleFilter(villages=villages), there),
        Narrowed("one worker", PeopleFilter(workers=mine), "worker = '赵敏'"),
        Narrowed("on the books", PeopleFilter(quick="on_books"), f"state IN ({BOOKS})"),
        Narrowed("重点", PeopleFilter(quick="key"), "level = 'KEY'"),
        Narrowed("overdue", PeopleFilter(quick="overdue"), today),
        Narrowed("with gaps", PeopleFilter(quick="gaps"), "gaps"),
        Narrowed("words", PeopleFilter(text="欧阳"), f"case_id IN ({WORDS.format('w欧阳')})"),
        Narrowed("letters", PeopleFilter(text="oyw"), f"case_id IN ({WORDS.format('loyw')})"),
        Narrowed("digits", PeopleFilter(text="197610"), f"case_id IN ({WORDS.format('d197610')})"),
        Narrowed(
            "state, village and worker",
            PeopleFilter(states=active, villages=village, workers=mine),
            f"state = 'S60_ACTIVE' AND {here} AND worker = '赵敏'",
        ),
        Narrowed(
            "village, on the books",
            PeopleFilter(villages=village, quick="on_books"),
            f"state IN ({BOOKS}) AND {here}",
        ),
        Narrowed(
            "overdue, one state",
            PeopleFilter(states=active, quick="overdue"),
            f"state = 'S60_ACTIVE' AND {today}",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Best:
    """The fastest way to the ids of a list."""

    sql: str
    fetch: Callable[[Any, str], "array[int]"]

    def ids(self, raw: Any) -> "array[int]":
        """All ids in order."""
        return self.fetch(raw, self.sql)

    def plan(self, raw: Any) -> str:
        """EXPLAIN QUERY PLAN in a line."""
        return "; ".join(str(row[-1]) for row in raw.execute(f"EXPLAIN QUERY PLAN {self.sql}"))


def _by_row(raw: Any, sql: str) -> "array[int]":
    return array("q", (row[0] for row in raw.execute(sql)))


def _as_text(raw: Any, sql: str) -> "array[int]":
    """All ids in one text: fewer objects to make, more digits to read."""
    text = raw.execute(f"SELECT group_concat(case_id) FROM ({sql})").fetchone()[0]
    return array("q", map(int, text.split(","))) if text else array("q")


def find_best(raw: Any, where: str, order: str) -> Best:
    """Every index is tried, and both ways to fetch; a statement that cannot use an index is left out."""
    rows = raw.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'case_cards'")
    hints = ["", "NOT INDEXED", *(f"INDEXED BY {row[0]}" for row in rows if not row[0].startswith("sqlite_"))]
    tried: list[tuple[float, Best]] = []
    for hint in hints:
        sql = f"SELECT case_id FROM case_cards {hint} WHERE {where} ORDER BY {order}"
        try:
            raw.execute(f"EXPLAIN {sql}").fetchall()
        except Exception as error:  # the driver's own classes
            if "no query solution" not in str(error):
                raise
            continue
        tried += [(_least(one, raw), one) for one in (Best(sql, _by_row), Best(sql, _as_text))]
    return min(tried, key=lambda one: one[0])[1]


def _least(best: Best, raw: Any) -> float:
    first = taken(lambda: best.ids(raw))
    return first if first > 60 else min(first, taken(lambda: best.ids(raw)))


def block(raw: Any, ids: Sequence[int]) -> list[Any]:
    """The painted columns of the first block."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT case_id, {PAINTED} FROM case_cards WHERE case_id IN ({marks})"
    rows = {row[0]: row for row in raw.execute(sql, list(ids))}
    return [rows[one] for one in ids]


def in_every_order(
    desk: Desk, raw: Any, report: Report, people_: int, sorts: Sequence[str], rounds: int
) -> None:
    """Each filter in each of those orders, both ways; printed: the worst of each filter."""
    worst: list[tuple[Measured, str]] = []
    for narrowed in filters(desk):
        measured = [
            _in_order(desk, raw, narrowed, sort, descending=descending, rounds=rounds)
            for sort in sorts
            for descending in (False, True)
        ]
        worst.append(max(measured, key=lambda one: one[0].ratio or 0))
    for made, plan in worst:
        report.add(people_, made)
        print(f"    {plan}")


def _in_order(
    desk: Desk, raw: Any, narrowed: Narrowed, sort: str, *, descending: bool, rounds: int
) -> tuple[Measured, str]:
    key = SORTS[sort]
    order = f"{key} DESC, case_id DESC" if descending else f"{key}, case_id"
    best = find_best(raw, narrowed.where, order)

    def ours() -> "array[int]":
        ids = people.list_ids(desk, narrowed.chosen, sort, descending=descending)
        people.rows(desk, ids[:BLOCK])
        return ids

    def other() -> "array[int]":
        ids = best.ids(raw)
        block(raw, ids[:BLOCK])
        return ids

    assert ours() == other(), f"{narrowed.what} by {sort}"
    what = f"list: {narrowed.what}, by {sort}{' descending' if descending else ''}"
    case = Case(what, ours, other, "the best of every index, ids and 64 painted rows", BOUND, quick=QUICK)
    return measure(case, rounds), best.plan(raw)


def pages(desk: Desk, raw: Any) -> Iterator[Case]:
    """First pages, a page far down, searches, counts."""
    everybody, active = PeopleFilter(), PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    for what, chosen, where in (("everybody", everybody, "1"), ("one state", active, "state = 'S60_ACTIVE'")):
        ordered = f"WHERE {where} ORDER BY name_key, case_id LIMIT {BLOCK}"
        sql = f"SELECT case_id, {PAINTED} FROM case_cards {ordered}"
        yield Case(
            f"first page: {what}, by name",
            partial(people.first_page, desk, chosen, "name", BLOCK),
            partial(_fetch, raw, sql),
            "one statement, 64 painted rows",
            plan=_plan(raw, sql),
        )
    yield _deep(desk, raw)
    yield from _searches(desk, raw)
    sql = (
        "SELECT count(*), sum(on_books), sum(level = 'KEY'), sum(gaps), "
        f"sum(next_on < '{desk.today.isoformat()}') FROM case_cards"
    )
    yield Case(
        "counts of the quick filters", partial(people.counts, desk), partial(_fetch, raw, sql), "one pass"
    )


def _deep(desk: Desk, raw: Any) -> Case:
    ids = people.list_ids(desk, PeopleFilter(), "name")
    at = len(ids) // 2
    key = raw.execute("SELECT name_key FROM case_cards WHERE case_id = ?", (ids[at],)).fetchone()[0]
    sql = (
        f"SELECT case_id, {PAINTED} FROM case_cards WHERE name_key >= ? AND (name_key > ? OR case_id >= ?) "
        f"ORDER BY name_key, case_id LIMIT {BLOCK}"
    )
    return Case(
        "a page in the middle, by name",
        partial(people.rows, desk, ids[at : at + BLOCK]),
        lambda: raw.execute(sql, (key, key, ids[at])).fetchall(),
        "one statement from the key on, 64 painted rows",
    )


def _searches(desk: Desk, raw: Any) -> Iterator[Case]:
    raw.execute("DROP TABLE IF EXISTS temp.pairs")
    raw.execute("CREATE TEMP TABLE pairs(pair, case_id, PRIMARY KEY (pair, case_id)) WITHOUT ROWID")
    names = raw.execute("SELECT name, case_id FROM case_cards").fetchall()
    pairs = {(name[at : at + 2], case_id) for name, case_id in names for at in range(len(name) - 1)}
    raw.executemany("INSERT INTO pairs VALUES (?, ?)", sorted(pairs))
    by_pair = f"SELECT case_id, {PAINTED} FROM pairs JOIN case_cards USING (case_id) WHERE pair = ? LIMIT 50"
    for what, text in (("two characters", "欧阳"), ("nobody", "甪里")):
        yield Case(
            f"search: {what}",
            partial(people.search, desk, text, 50),
            partial(_fetch, raw, by_pair, text),
            "a table of all pairs of characters",
        )
    for what, text, word in (("letters", "oyw", "loyw"), ("six digits of an ID", "197610", "d197610")):
        ids = WORDS.format(word).replace("SELECT", "SELECT DISTINCT") + " LIMIT 50"
        yield Case(
            f"search: {what}",
            partial(people.search, desk, text, 50),
            partial(_fetch, raw, f"SELECT case_id, {PAINTED} FROM ({ids}) JOIN case_cards USING (case_id)"),
            "the range of the words, one statement",
        )


def _fetch(raw: Any, sql: str, *values: object) -> list[Any]:
    return raw.execute(sql, values).fetchall()  # type: ignore[no-any-return]


def _plan(raw: Any, sql: str) -> list[str]:
    return [str(row[-1]) for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}")]
