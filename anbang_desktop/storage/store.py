"""An open office: reads, units of work, attachments, passphrase, check and backup over one encrypted
connection.
"""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from anbang_desktop.domain.clock import Clock
from anbang_desktop.progress import Progress
from anbang_desktop.storage import (
    at_a_glance,
    attachments,
    engine,
    inspection,
    keys,
    package,
    recovery_code,
    remembered,
    slots,
    undo,
)
from anbang_desktop.storage.at_a_glance import BACKUP_SEQ, BackupState, StoreFacts
from anbang_desktop.storage.attachments import Attachment
from anbang_desktop.storage.audit import Head
from anbang_desktop.storage.failures import DataDamaged, WrongPassphrase
from anbang_desktop.storage.faults import SHAKEN, code_of, told, translated
from anbang_desktop.storage.header import KeyFiles, OfficeIdentity
from anbang_desktop.storage.history import Unit
from anbang_desktop.storage.inspection import CheckReport
from anbang_desktop.storage.passphrase import refuse_weak
from anbang_desktop.storage.row_ids import first_id
from anbang_desktop.storage.tables_core import settings
from anbang_desktop.storage.unlocked import Unlocked
from anbang_desktop.storage.work import Work

HEADER_SEQ = "header seq"
OFFICE = "office"  # the setting that says what the office is called


@dataclass(frozen=True, slots=True)
class Office(OfficeIdentity):
    """The office as its data say it; name, code and county stand in the key files too, for the unlock
    window.
    """

    short_name: str = ""
    address: str = ""


class Store:
    """Usable from any thread, by one at a time. After ``close`` nothing works and the keys are gone."""

    def __init__(self, unlocked: Unlocked, user_name: str, clock: Clock) -> None:
        """Open the data of an unlocked office for one user."""
        self.user_name = user_name
        self.warnings: tuple[str, ...] = ()
        self._unlocked, self._clock = unlocked, clock
        self._first_id = first_id(unlocked.header.db_id)
        self._turn = threading.RLock()
        self._working = self._reading = self._closed = False
        self._office: Office | None = None
        self._open()

    @property
    def office(self) -> Office:
        """What the office is called now, read again after each unit of work."""
        if self._office is None:
            header = self._unlocked.header
            said = {**asdict(header.office), **(self.setting(OFFICE) or {})}
            self._office = Office(**{**said, "db_id": header.db_id})
        return self._office

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The reading connection, for Core selects. What is written on it all the same is taken back at the
        end, and a fault.
        """
        with self._turn, self._told(), self._only_reading():
            yield self._reader

    @contextmanager
    def work(self, clock: Clock | None = None, label: str = "") -> Iterator[Work]:
        """One transaction (BEGIN IMMEDIATE): committed with its audit rows on a clean end, rolled back on
        any exception. ``label`` names it for whoever undoes it.
        """
        with self._turn, self._told(), self._writing() as raw, self._writer.begin():
            work = Work(
                self._writer,
                self._unlocked.chain(raw),
                self._digest,
                self.user_name,
                clock or self._clock,
                self._first_id,
            )
            work.label = label
            yield work
            if not raw.in_transaction:  # a swallowed error of the disk: SQLite has rolled back by itself
                raise RuntimeError("the transaction was rolled back under this unit of work")
            work.finish()

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The driver connection itself, for derived tables and benchmarks in bulk: what is written here is
        not audited.
        """
        with self._turn, self._told(), self._writing() as raw:
            yield raw

    def fingerprint(self, label: str, text: str) -> bytes:
        """Keyed hash of a text, 16 bytes, comparable only within this office and label."""
        return self._digest(label, text.encode("utf-8", "surrogatepass"))

    def attachment(self, id: int) -> Attachment:  # noqa: A002 - the contract's name
        """A stored file (KeyError if there is none); DataDamaged when its content is not what was stored."""
        with self.read() as connection:
            file, digest = attachments.get(connection, id)
        if not hmac.compare_digest(digest, self._digest("attachment", file.data)):
            raise DataDamaged(f"附件 {id} 的内容与存入时不同")
        return file

    def setting(self, key: str, default: object = None) -> Any:
        """One setting of the office (written by ``Work.set``)."""
        with self.read() as connection:
            row = connection.execute(select(settings.c.value).where(settings.c.key == key)).first()
        return default if row is None else row[0]

    def obstacles(self, unit: Unit) -> list[undo.Obstacle]:
        """What stands in the way of taking a unit back; nothing is written."""
        with self.read() as connection:
            return undo.obstacles(connection, self._unlocked.chain(self._raw), unit)

    def head(self) -> Head:
        """The end of the audit chain."""
        with self.read():
            return self._unlocked.chain(self._raw).head()

    def backup_state(self, most: int = 1000) -> BackupState:
        """When the last copy was made and how much was written since, counted up to ``most``: it is asked
        after each save.
        """
        with self.read() as connection:
            return at_a_glance.backup_state(connection, most)

    def facts(self) -> StoreFacts:
        """Size, users, and how far the last backup is behind."""
        file = self._unlocked.data_file
        with self.read() as connection:
            names = at_a_glance.user_names(connection)
            backup = at_a_glance.backup_state(connection, at_a_glance.COUNTED)
        return StoreFacts(file, file.stat().st_size, names, self.head().seq, backup)

    def change_passphrase(self, old: str, new: str) -> None:
        """Exchange this user's slot: the new one is on disk and tried before the old one goes, then both
        copies lack the old.
        """
        with self._turn:
            self._prove(old)
            refuse_weak(new, self.user_name)
            self.replace_slots(self.user_name, new)
            self.note_header("passphrase", "修改了自己的口令")

    def prove(self, passphrase: str) -> None:
        """The passphrase of this user; WrongPassphrase, and waiting times after several, as at the unlock."""
        with self._turn:
            self._prove(passphrase)

    def new_recovery_code(self, passphrase: str) -> str:
        """A new recovery key, after the passphrase was asked again; the old one is dead."""
        with self._turn:
            self._prove(passphrase)
            secret = recovery_code.new_secret()
            self.replace_slots(self.user_name, passphrase, secret)
            self.note_header("recovery key", "换了新的恢复钥匙")
            return recovery_code.spell(secret)

    def replace_slots(self, user: str, passphrase: str, recovery_secret: bytes | None = None) -> None:
        """A new slot for a user (and for a new recovery code); the old ones leave once the new ones are
        proven.
        """
        unlocked, now = self._unlocked, self._clock.now()
        header, ring = unlocked.header, unlocked.ring
        leaving = (*slots.of(header, user), *(slots.recovery(header) if recovery_secret else ()))
        new = [keys.passphrase_slot(header, ring, user, passphrase)]
        if recovery_secret:
            new.append(keys.recovery_slot(header, ring, recovery_secret))
        unlocked.rewrite(now, slots_=(*header.slots, *new))
        slots.by_passphrase(KeyFiles(unlocked.folder).read(), user, passphrase).ring.drop()
        unlocked.rewrite(now, slots_=slots.without(unlocked.header, leaving))

    def sign_anew(self) -> None:
        """Bring the key files to what the data say of the office: its name is shown before the unlock."""
        said = self.office
        identity = OfficeIdentity(said.name, said.code, said.county)
        if identity != self._unlocked.header.office:
            self._unlocked.rewrite(self._clock.now(), office=identity)
            self.note_header("rename", "单位名称、代码写入钥匙文件")

    def note_header(self, action: str, summary: str) -> None:
        """Let the database know the newest header, so that an older one is refused from now on."""
        with self.work() as work:
            work.note(action, f"users/{self.user_name}", summary)
            work.keep(HEADER_SEQ, self._unlocked.header.seq)
        self._saw()

    def check(self, progress: Progress | None = None) -> CheckReport:
        """Look at the whole file on connections of its own; the office is closed meanwhile and open again
        afterwards.
        """
        with self._turn:
            self._must_be_open()
            self._shut()
            try:
                unlocked = self._unlocked
                return inspection.full(unlocked.data_file, unlocked.database_key, unlocked.chain, progress)
            finally:
                self._open()

    def backup(
        self, file: Path, progress: Progress | None = None, clock: Clock | None = None
    ) -> package.Manifest:
        """A verified copy with its key file in one new file; refuses to overwrite and to copy a damaged
        source.
        """
        with self._turn, self._told(), self._writing() as raw, translated():
            made = package.write(self._unlocked, raw, file, clock or self._clock, progress or Progress())
        with self.work(clock) as work:
            work.note("backup", "office", "备份到文件，已核对")
            work.keep(BACKUP_SEQ, made.audit_seq + 1)
        return made

    def close(self) -> None:
        """Close the file, drop the keys, give the office free; harmless when repeated."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            try:
                with suppress(dbapi2.Error):  # a file that broke meanwhile must not keep the keys alive
                    self._saw()
                self._shut()
            finally:
                self._unlocked.release()

    def _prove(self, passphrase: str) -> None:
        self._must_be_open()
        machine = self._unlocked.machine
        machine.let_in(self.user_name)
        try:
            slots.by_passphrase([self._unlocked.header], self.user_name, passphrase).ring.drop()
        except WrongPassphrase:
            machine.failed(self.user_name)
            raise
        machine.passed(self.user_name)

    def _digest(self, label: str, data: bytes) -> bytes:
        return hmac.digest(self._unlocked.ring.sub(f"fingerprint/{label}"), data, "sha256")[:16]

    def _open(self) -> None:
        self._raw = self._unlocked.connect()
        self._engine = engine.make_engine(lambda: self._raw)
        self._reader = self._engine.connect()
        self._writer = self._engine.connect().execution_options(**{engine.WRITES: True})

    def _shut(self) -> None:
        for connection in (self._reader, self._writer):
            with suppress(DBAPIError):  # the driver's connection may be gone already
                connection.close()
        self._engine.dispose()
        self._raw.close()

    def _reopen(self) -> None:
        """After an error of the disk: a fresh connection, looked at before the clerk goes on."""
        self._shut()
        self._open()
        problems = inspection.quick(
            self._raw, self._unlocked.chain(self._raw), self._unlocked.data_file.stat().st_size
        )
        if problems:
            raise DataDamaged(problems[0])

    def _must_be_open(self) -> None:
        if self._closed:
            raise RuntimeError("the office is locked")

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        self._must_be_open()
        if self._working or self._reading:
            raise RuntimeError("a unit of work or a read is already open")
        self._working = True
        try:
            yield self._raw
        finally:
            self._working = False
            remembered.forget(self._reader)
            self._office = None

    @contextmanager
    def _only_reading(self) -> Iterator[None]:
        """A transaction that is always rolled back. (``query_only`` would refuse a write by itself, but
        turning it off and on lets every prepared statement expire: half a save was preparing them again.)
        """
        self._must_be_open()
        if self._working or self._reading:
            yield
            return
        self._reading, raw = True, self._raw
        before = raw.total_changes
        raw.execute("BEGIN")
        try:
            yield
        finally:
            self._reading = False
            with suppress(dbapi2.Error):  # the connection may be broken; what broke it is told
                raw.execute("ROLLBACK")
        if raw.total_changes != before:
            raise RuntimeError("something was written on the reading connection")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Driver errors as the clerk is told them; after one that shakes the connection the file is opened
        anew.
        """
        try:
            yield
        except Exception as error:
            if self._working:  # a read within a unit of work: the work's own end deals with it
                raise
            if code_of(error) in SHAKEN:
                self._reopen()
            better = told(error) if code_of(error) else None
            if better is None:
                raise
            raise better from error

    def _saw(self) -> None:
        head = self._unlocked.chain(self._raw).head()
        self._unlocked.machine.saw(self._unlocked.header.seq, head.seq)
