"""A big register for measuring: 100,000 invented people, each with an agreement, three assessments and ten
contacts (1.4 million rows).

Written by plain executemany through the vault's own connection: nothing of it is audited, so it is good
for measuring only.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random

from sqlalchemy import Table

from anbang_desktop.domain import states
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.people import sound
from tests.support import makers
from tests.support.makers import TODAY, Invented

STATES = (
    "S10_NOTICE",
    "S30_AWAIT_RELEASE",
    "S50_REGISTERED",
    "S60_ACTIVE",
    "S60_ACTIVE",
    "S60_ACTIVE",
    "S85_EXPIRED",
)
STATE = {one.code: one for one in states.STATES}
WORKERS = ("王所长", "李建国", "赵敏", "孙文")
CONTENT = "到其家中走访，本人在家务农，身体情况良好，近期无外出打算，家庭关系和睦。已告知临时救助政策。"
HEALTHY = ("HOME_VISIT", "OFFICE_TALK", "PHONE")
BATCH = 5000
CONTACTS, ASSESSMENTS = 10, 3
Row = dict[str, object]


def fill(desk: Desk, count: int = 100_000, seed: int = 1) -> int:
    """Write the register; the number of rows that belong to people (agreements, assessments, contacts)."""
    chance = Random(seed)
    people = enumerate(makers.stream(count, seed), 1)
    with desk.store.raw() as raw:
        raw.execute("BEGIN IMMEDIATE")
        while batch := list(islice(people, BATCH)):
            for table, rows in _tables(batch, chance):
                _write(raw, table, rows)
        raw.execute("COMMIT")
    return count * (1 + ASSESSMENTS + CONTACTS)


def _write(raw: object, table: Table, rows: Iterable[Row]) -> None:
    made = [{name: _plain(value) for name, value in row.items()} for row in rows]
    names = list(made[0])
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})"  # noqa: S608 - our own names
    raw.executemany(statement, [tuple(row.values()) for row in made])  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    """As SQLAlchemy stores it: days and times as text, lists as JSON."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _tables(batch: list[tuple[int, Invented]], chance: Random) -> Iterator[tuple[Table, list[Row]]]:
    reached = {number: chance.choice(STATES) for number, _ in batch}
    yield tables.clients, [_client(number, one) for number, one in batch]
    yield tables.cases, [_case(number, one, reached[number]) for number, one in batch]
    yield tables.agreements, [_agreement(number, one) for number, one in batch]
    yield (
        tables.assessments,
        [_assessment(number, one, turn) for number, one in batch for turn in range(ASSESSMENTS)],
    )
    yield tables.contacts, [_contact(number, chance, turn) for number, _ in batch for turn in range(CONTACTS)]
    yield tables.case_cards, [_card(number, one, reached[number], chance) for number, one in batch]


def _client(number: int, one: Invented) -> Row:
    values = ("name", "id_no", "sex", "birth_date", "hukou_addr", "live_addr", "phone")
    return {"id": number, **{name: getattr(one, name) for name in values}}


def _case(number: int, one: Invented, state: str) -> Row:
    values = ("village", "term", "term_start", "term_end", "custody_unit", "release_type", "release_date")
    entered = {
        "entered_at": _at(one.release_date),
        "entered_by": WORKERS[0],
        "state": state,
        "state_on": one.release_date,
    }
    own: Row = {"offences": list(one.offences), **{name: getattr(one, name) for name in values}}
    return {
        "id": number,
        "client_id": number,
        "no": case_no(number),
        "source": "PRISON",
        **entered,
        **own,
        "period_end": _end(one),
    }


def _agreement(number: int, one: Invented) -> Row:
    dates: Row = {
        "from_on": one.release_date,
        "to_on": _end(one),
        "signed_on": one.release_date,
        "on": one.release_date,
    }
    entered: Row = {"entered_at": _at(one.release_date), "entered_by": WORKERS[0]}
    return {
        "case_id": number,
        **entered,
        **dates,
        "agr_no": f"{number:06d}",
        "version": 1,
        "state": "SIGNED",
        "parties": [],
    }


def _assessment(number: int, one: Invented, turn: int) -> Row:
    day = one.release_date + timedelta(days=10 + 180 * turn)
    agreed: Row = {
        "agreed": {f"I{item:02d}": item % 4 for item in range(20)},
        "score": 40 + turn,
        "suggested": "GENERAL",
        "decided": "GENERAL",
    }
    entered: Row = {
        "case_id": number,
        "on": day,
        "entered_at": _at(day),
        "entered_by": WORKERS[0],
        "instrument_id": "GENERAL-2026",
    }
    return {**entered, "kind": "PERIODIC", "meeting_on": day, "present": list(WORKERS[:3]), **agreed}


def _contact(number: int, chance: Random, turn: int) -> Row:
    day = TODAY - timedelta(days=30 * turn + chance.randrange(28))
    entered: Row = {
        "case_id": number,
        "on": day,
        "entered_at": _at(day),
        "entered_by": chance.choice(WORKERS),
        "at": _at(day),
    }
    return {
        **entered,
        "contact_type": chance.choice(HEALTHY),
        "workers": [chance.choice(WORKERS)],
        "met": "SELF",
        "content": CONTENT,
        "abnormal": 0,
    }


def _card(number: int, one: Invented, state: str, chance: Random) -> Row:
    due = TODAY + timedelta(days=chance.randrange(-20, 90))
    who: Row = {
        "case_id": number,
        "no": case_no(number),
        "name": one.name,
        **sound(one.name),
        "id_no": one.id_no,
        "sex": one.sex,
    }
    where: Row = {
        "birth_date": one.birth_date,
        "state": state,
        "on_books": int(STATE[state].on_books),
        "village": one.village,
    }
    level = chance.choice(("KEY", "GENERAL", "GENERAL", "GENERAL")) if STATE[state].on_books else None
    dates: Row = {
        "release_date": one.release_date,
        "period_end": _end(one),
        "registered_on": one.release_date,
        "next_on": due,
        "contact_due_on": due,
    }
    rest: Row = {
        "level": level,
        "worker": chance.choice(WORKERS),
        "agreement_state": "SIGNED",
        "next_what": "本月走访",
    }
    return {**who, **where, **rest, **dates, "completeness": chance.choice((40, 60, 80, 100))}


def case_no(number: int) -> str:
    """A case number that tells a hundred thousand apart."""
    return f"149901-2026-{number:06d}"


def _end(one: Invented) -> date:
    return one.release_date + timedelta(days=3 * 365)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9))
