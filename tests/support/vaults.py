"""Encrypted offices for tests: made, copied, opened without the slow derivation, and looked at from
outside the program.
"""

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import apsw
from sqlalchemy import select

from anbang_desktop.domain.clock import Clock, FixedClock
from anbang_desktop.storage import slots, vault
from anbang_desktop.storage.header import FLOOR, KeyFiles, OfficeIdentity
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.keys import KeyRing
from anbang_desktop.storage.machine import Machine
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from anbang_desktop.storage.tables_core import users
from anbang_desktop.storage.unlocked import Unlocked
from tests.support import makers
from tests.support.makers import TODAY

USER, PASSPHRASE = "王所长", "correct horse battery"
OFFICE = OfficeIdentity("青山司法所", "QS01", "安平县")
CLOCK = FixedClock(TODAY)
COLUMNS = ("name", "id_no", "phone", "birth_date", "hukou_addr")
PEOPLE = 40


@dataclass(frozen=True, slots=True)
class Built:
    """A closed office to copy from, with what a test needs to know of it."""

    folder: Path
    recovery_code: str
    data_key: bytes
    people: tuple[int, ...]
    scan: int
    user: int

    def copy(self, target: Path) -> Path:
        """A folder of one's own to break."""
        shutil.copytree(self.folder, target)
        return target


def build(folder: Path) -> Built:
    """An office with forty invented people and one scan."""
    made = vault.create_office(folder, OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR)
    with closing(made.store) as store:
        added = add_people(store, PEOPLE)
        with store.work() as work:
            scan = work.attach("释放证明.pdf", "application/pdf", b"%PDF scan " * 60_000)
        with store.read() as connection:
            user = connection.execute(select(users.c.id)).scalar_one()
    return Built(folder, made.recovery_code, data_key(folder), tuple(added), scan, user)


def add_people(store: Store, count: int, seed: int = 7) -> list[int]:
    """Invented people, audited like any other."""
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in makers.stream(count, seed)]
    with store.work() as work:
        return work.insert_many(clients, rows, "登记人员")


def data_key(folder: Path, user: str = USER, passphrase: str = PASSPHRASE) -> bytes:
    """The data key, by the passphrase."""
    ring = slots.by_passphrase(KeyFiles(folder).read(), user, passphrase).ring
    return bytes(ring._key)


def reopen(folder: Path, key: bytes, clock: Clock = CLOCK) -> Store:
    """Open as ``vault.unlock`` does, without the quarter of a second for Argon2id."""
    with ExitStack() as undo:
        lock = InstanceLock(folder, clock.now())
        undo.callback(lock.release)
        files, ring = KeyFiles(folder), KeyRing(key)
        header = next(header for header in files.read() if header.holds(ring.sub(slots.MAC_KEY)))
        store = vault.open_store(
            Unlocked(folder, files, header, ring, lock, Machine(folder, header.db_id)), USER, clock, undo
        )
        undo.pop_all()
    return store


def raw_key(folder: Path, key: bytes) -> str:
    """The 96 hex digits that open the data file in any SQLCipher 4 tool."""
    return KeyRing(key).database_key(KeyFiles(folder).read()[0].db_salt)[2:-1]


def outside(folder: Path, key: bytes) -> apsw.Connection:
    """The data file opened by another implementation of the format (apsw-sqlite3mc), ready to tamper with."""
    connection = apsw.Connection(str(folder / KeyFiles(folder).read()[0].live))
    connection.execute("PRAGMA cipher='sqlcipher'").fetchall()
    connection.execute("PRAGMA legacy=4").fetchall()
    connection.execute(f"PRAGMA key=\"x'{raw_key(folder, key)}'\"").fetchall()
    return connection
