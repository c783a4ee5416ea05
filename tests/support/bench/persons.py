"""One person, the work of the day, a save and an agreement number, through the services, against the same
rows and the same writes by hand.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import coming, due, due_office, people
from anbang_desktop.services.worklist.people import PeopleFilter
from anbang_desktop.storage import tables
from anbang_desktop.storage.question import driver_of
from tests.support.bench.lists import BOOKS, PAINTED
from tests.support.bench.measure import Case

SHOWN, SAVED = 40, 200
LARGE, TODAY_BOUND, OF_FEW = 10_000, 2.5, 8.0  # of few people the lines themselves are all there is to do
CONTACT = {
    "at": "2026-11-30 08:30",
    "contact_type": "HOME_VISIT",
    "workers": ["王所长"],
    "met": "SELF",
    "content": "到其家中走访，本人在家务农，近况平稳。",
    "abnormal": False,
}
OWNED = ("stages", *(table.name for table in tables.RECORD_TABLES.values()))


def take_away_guards(raw: Any) -> list[str]:
    """The triggers that keep anybody from taking back what the audit says; to be put back."""
    guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    found = raw.execute(guards).fetchall()
    for name, _sql in found:
        raw.execute(f"DROP TRIGGER {name}")
    return [sql for _name, sql in found]


def put_back(raw: Any, guards: list[str]) -> None:
    """The triggers."""
    for sql in guards:
        raw.execute(sql)


def raw_of(desk: Desk) -> Any:
    """The driver's own connection, outside of any transaction."""
    with desk.store.read() as connection:
        return driver_of(connection)


def cases(desk: Desk, raw: Any) -> Iterator[Case]:
    """One person, today, a save, a number."""
    active = PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    nos = [row.no for row in people.first_page(desk, active, "no", SHOWN + SAVED)]
    yield _show(desk, raw, nos[:SHOWN])
    yield _today(desk, raw)
    yield from _saves(desk, raw, nos[SHOWN:])
    yield _number(desk, raw)


# ---- one person --------------------------------------------------------------------------------------------


def statements() -> list[tuple[str, str]]:
    """Every row of one case by hand, with what each asks by: the case, the person, or the number."""
    found = [("SELECT * FROM cases WHERE no = ?", "no"), ("SELECT * FROM clients WHERE id = ?", "client")]
    found += [(f'SELECT * FROM {name} WHERE case_id = ? ORDER BY "on", id', "case") for name in OWNED]
    for (owner, _attribute), table in tables.LINE_TABLES.items():
        if owner == "clients":
            sql, by = f"SELECT * FROM {table.name} WHERE owner_id = ? ORDER BY position", "client"
        else:
            mine = f"SELECT id FROM {owner} WHERE case_id = ?"
            sql = f"SELECT * FROM {table.name} WHERE owner_id IN ({mine}) ORDER BY owner_id, position"
            by = "case"
        found.append((sql, by))
    found.append((f"SELECT {PAINTED} FROM case_cards WHERE case_id = ?", "case"))
    return found


def _show(desk: Desk, raw: Any, nos: list[str]) -> Case:
    keys = [raw.execute("SELECT no, client_id, id FROM cases WHERE no = ?", (no,)).fetchone() for no in nos]
    asked = [dict(zip(("no", "client", "case"), key, strict=True)) for key in keys]
    turns, others, asks = cycle(nos), cycle(asked), statements()

    def by_hand() -> list[Any]:
        one = next(others)
        return [raw.execute(sql, (one[by],)).fetchall() for sql, by in asks]

    for _ in nos:
        people.show(desk, next(turns))
        by_hand()
    return Case(
        "people.show, another person each time",
        lambda: [people.show(desk, next(turns)) for _ in range(5)],
        lambda: [by_hand() for _ in range(5)],
        f"{len(asks)} selects by hand (five people each)",
        4.0,
        plan=[f"{sql}" for sql, _by in asks[:1]],
    )


# ---- the work of the day -----------------------------------------------------------------------------------


def _today(desk: Desk, raw: Any) -> Case:
    """Against what nobody can leave out: who is counted and who is listed, from the indexes, and the rows of
    those who are listed.
    """
    today, states = desk.today.isoformat(), ", ".join(f"'{one}'" for one in coming.STATES)
    until = (desk.today + timedelta(days=desk.pack.number("worklist.week.days"))).isoformat()
    counted = (
        (
            "SELECT state, release_date, next_on IS NOT release_date, count(*), min(case_id), max(case_id) "
            f"FROM case_cards INDEXED BY ix_cards_coming WHERE state IN ({states}) GROUP BY 1, 2, 3"
        ),
        (
            'SELECT (SELECT min("on") FROM stages WHERE stages.case_id = case_cards.case_id), count(*) '
            f"FROM case_cards WHERE state IN ({states}) GROUP BY 1"
        ),
        f"SELECT count(*) FROM case_cards WHERE state IN ({BOOKS}) AND worker IS NULL",
        (
            f"SELECT count(*) FROM case_cards WHERE next_on <= '{today}' AND state IN ({BOOKS}) "
            f"AND coalesce(last_contact_on, registered_on) < '{due_office.silent_since(desk).isoformat()}'"
        ),
        f"SELECT count(*) FROM case_cards WHERE next_on <= '{until}' AND state NOT IN ({states})",
    )
    urgent = (
        f"SELECT case_id FROM case_cards WHERE next_on <= '{until}' AND state NOT IN ({states}) "
        f"ORDER BY next_on, case_id LIMIT {due.MOST}"
    )
    waiting = (
        "SELECT case_id FROM letters WHERE reply_due IS NOT NULL AND replied_on IS NULL "
        "UNION SELECT case_id FROM case_cards WHERE state IN ('S70_TRANSFER_PENDING', 'S80_CLOSING') "
        f"ORDER BY case_id LIMIT {due.ASIDE_MOST}"
    )

    (many,) = raw.execute("SELECT count(*) FROM case_cards").fetchone()

    def by_hand() -> list[Any]:
        found = [raw.execute(sql).fetchall() for sql in counted]
        ids = list(dict.fromkeys(row[0] for sql in (urgent, waiting) for row in raw.execute(sql)))
        marks = ", ".join("?" * len(ids))
        names = [f"SELECT * FROM {name} WHERE case_id IN ({marks})" for name in OWNED]
        whole = [f"SELECT * FROM cases WHERE id IN ({marks})"]
        return [*found, *(raw.execute(sql, ids).fetchall() for sql in (*whole, *names))]

    return Case(
        "the work of the day, read whole",
        partial(due.work, desk),
        by_hand,
        f"counts and ids from the indexes, the rows of {due.MOST + due.ASIDE_MOST} cases by table",
        TODAY_BOUND if many > LARGE else OF_FEW,
    )


# ---- a save ------------------------------------------------------------------------------------------------


class _ByHand:
    """A contact with what a save writes beside it, by statements typed out; taken back when the clock has
    stopped, so that the chain of the audit holds.
    """

    KEPT = (("contacts", "id"), ("audit", "seq"), ("units", "id"))
    CARD = "last_contact_on", "contact_due_on", "next_on", "next_what"

    def __init__(self, raw: Any, nos: list[str]) -> None:
        self._raw, self._nos = raw, cycle(nos)
        self._newest: dict[str, tuple[Any, ...]] = {}
        self._card: tuple[Any, ...] = ()

    def prepare(self) -> None:
        """The newest rows, and the card of another case."""
        for table, key in self.KEPT:
            sql = f"SELECT * FROM {table} ORDER BY {key} DESC LIMIT 1"
            self._newest[table] = self._raw.execute(sql).fetchone()
        sql = f"SELECT case_id, {', '.join(self.CARD)} FROM case_cards WHERE no = ?"
        self._card = self._raw.execute(sql, (next(self._nos),)).fetchone()

    def save(self) -> None:
        """BEGIN, five statements, COMMIT."""
        contact, entry, unit = (self._newest[table] for table, _key in self.KEPT)
        self._raw.execute("BEGIN IMMEDIATE")
        self._insert("contacts", (contact[0] + 1, self._card[0], *contact[2:]))
        self._insert("audit", (entry[0] + 1, *entry[1:]))
        self._insert("audit", (entry[0] + 2, *entry[1:]))
        self._insert("units", (unit[0] + 1, *unit[1:]))
        self._update("2026-11-30", "2027-02-28", "2027-02-28", "走访联系")
        self._raw.execute("COMMIT")

    def take_back(self) -> None:
        """As it was."""
        self._raw.execute("BEGIN IMMEDIATE")
        for table, key in self.KEPT:
            self._raw.execute(f"DELETE FROM {table} WHERE {key} > ?", (self._newest[table][0],))
        self._update(*self._card[1:])
        self._raw.execute("COMMIT")

    def _insert(self, table: str, row: tuple[Any, ...]) -> None:
        marks = ", ".join("?" * len(row))
        self._raw.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    def _update(self, *values: object) -> None:
        changes = ", ".join(f"{name} = ?" for name in self.CARD)
        sql = f"UPDATE case_cards SET {changes} WHERE case_id = ?"
        self._raw.execute(sql, (*values, self._card[0]))


def _saves(desk: Desk, raw: Any, nos: list[str]) -> Iterator[Case]:
    """Whose page is open, as in the window; and of somebody who was not read before."""
    half = len(nos) // 2
    hand, turns, shown = _ByHand(raw, nos[:half]), cycle(nos[half:]), [""]
    guards = take_away_guards(raw)

    def show() -> None:
        shown[0] = next(turns)
        people.show(desk, shown[0])

    def another() -> None:
        shown[0] = next(turns)

    def ours() -> int:
        return write.record(desk, shown[0], "contact", CONTACT)

    said = "record, 2 of the audit, unit, card: the same statements and PRAGMAs"
    for what, before, bound in (
        ("a save (contact, audit, unit, card)", show, 3.0),
        ("the same of somebody not read before", another, None),
    ):
        yield Case(
            what, ours, hand.save, said, bound, before=before, between=hand.prepare, after=hand.take_back
        )
    put_back(raw, guards)


def _number(desk: Desk, raw: Any) -> Case:
    """Finding the next number is a counter, however many agreements there are."""

    def ours() -> str:
        with desk.store.read() as connection:
            return agreements._next_number(desk, connection)

    sql = "SELECT last FROM number_series WHERE key = ?"
    key = agreements._series(desk)[0]
    return Case(
        "the next agreement number",
        lambda: [ours() for _ in range(20)],
        lambda: [raw.execute(sql, (key,)).fetchone() for _ in range(20)],
        "one row of number_series (20 times)",
        most=5.0,
    )
