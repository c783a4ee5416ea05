"""Makes, opens and recovers an office (security.md §2, §3)."""

import secrets
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.storage import (
    engine,
    generations,
    inspection,
    instance_lock,
    keys,
    migrate,
    recovery_code,
    schema,
    slots,
    tables_core,
)
from anbang_desktop.storage import tables as tables  # noqa: PLC0414 - every table must be known before rows are checked
from anbang_desktop.storage import tables_cards as tables_cards  # noqa: PLC0414 - the same
from anbang_desktop.storage import tables_import as tables_import  # noqa: PLC0414 - the same
from anbang_desktop.storage import tables_merged as tables_merged  # noqa: PLC0414 - the same
from anbang_desktop.storage import tables_own as tables_own  # noqa: PLC0414 - the same
from anbang_desktop.storage import tables_papers as tables_papers  # noqa: PLC0414 - the same
from anbang_desktop.storage import tables_report as tables_report  # noqa: PLC0414 - the same
from anbang_desktop.storage.card import look
from anbang_desktop.storage.failures import DataDamaged, HeaderOld, WrongPassphrase
from anbang_desktop.storage.faults import translated
from anbang_desktop.storage.header import COPIES, Header, Kdf, KeyFiles, OfficeCard, OfficeIdentity
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.location import refuse_unsafe, require_room
from anbang_desktop.storage.machine import Machine
from anbang_desktop.storage.passphrase import refuse_weak
from anbang_desktop.storage.sharing import patiently
from anbang_desktop.storage.store import HEADER_SEQ, OFFICE, Store
from anbang_desktop.storage.unlocked import Unlocked

__all__ = ["Created", "OfficeCard", "OfficeIdentity", "create_office", "look", "recover", "unlock"]

FIRST_ROLES = ("head", "admin")  # 所长 and 系统管理 at once
ROOM = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Created:
    """An open office and the recovery key to print now: it is shown once and kept nowhere."""

    store: Store
    recovery_code: str


def create_office(
    folder: Path,
    identity: OfficeIdentity,
    user_name: str,
    passphrase: str,
    clock: Clock,
    progress: Progress | None = None,
    *,
    kdf: Kdf | None = None,
) -> Created:
    """A new office in an empty place; the key file comes last, so an interrupted creation leaves no
    office.
    """
    report, user = progress or Progress(), _name(user_name)
    refuse_weak(passphrase, user)
    refuse_unsafe(folder)
    with translated(), ExitStack() as undo:
        _refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        require_room(folder, ROOM)
        files, lock = KeyFiles(folder), InstanceLock(folder, clock.now())
        undo.callback(lock.release)
        if files.exist():
            raise UserError(
                f"这个文件夹里已有一份数据：{folder}。", "请直接打开它，或选别的文件夹新建。", field="folder"
            )
        header, ring, secret = (
            _new_header(folder, identity, clock),
            keys.new_ring(),
            recovery_code.new_secret(),
        )
        report.step(0, 3, "生成密钥")
        new = (
            keys.passphrase_slot(header, ring, user, passphrase, kdf),
            keys.recovery_slot(header, ring, secret),
        )
        header = replace(header, slots=new)
        unlocked = Unlocked(folder, files, header, ring, lock, Machine(folder, header.db_id))
        report.step(1, 3, "建立加密的资料库")
        _build(unlocked)
        files.write(header.sealed(ring.sub(slots.MAC_KEY)))
        unlocked.header = files.read()[0]
        report.step(2, 3, "登记第一位用户")
        store = Store(unlocked, user, clock)
        undo.callback(store.close)
        _first_rows(store, identity, user, clock)
        undo.pop_all()
        return Created(store, recovery_code.spell(secret))


def unlock(folder: Path, user: str, passphrase: str, clock: Clock) -> Store:
    """Open with a user's passphrase; every way to fail is its own UserError (failures.py)."""
    name, card = _name(user), look(folder)
    machine = Machine(folder, card.db_id)
    with ExitStack() as undo:
        lock = _take(folder, clock, undo)
        machine.let_in(name)
        try:
            opened = slots.by_passphrase(KeyFiles(folder).read(), name, passphrase)
        except WrongPassphrase:
            machine.failed(name)
            raise
        wrong_before = machine.passed(name)
        store = open_store(
            Unlocked(folder, KeyFiles(folder), opened.header, opened.ring, lock, machine), name, clock, undo
        )
        summary = "打开" if not wrong_before else f"打开；此前在本机输错口令 {wrong_before} 次"
        store.note_header("login", summary)
        undo.pop_all()
        return store


def recover(folder: Path, code: str, user: str, new_passphrase: str, clock: Clock) -> Created:
    """Open with the printed recovery key; the user's old passphrase and this recovery key are dead
    afterwards.
    """
    name, secret = _name(user), recovery_code.read(code)
    refuse_weak(new_passphrase, name)
    card = look(folder)
    with ExitStack() as undo:
        lock = _take(folder, clock, undo)
        opened = slots.by_recovery(KeyFiles(folder).read(), secret)
        machine = Machine(folder, card.db_id)
        store = open_store(
            Unlocked(folder, KeyFiles(folder), opened.header, opened.ring, lock, machine), name, clock, undo
        )
        fresh = recovery_code.new_secret()
        store.replace_slots(name, new_passphrase, fresh)
        machine.passed(name)
        store.note_header("recover", "用恢复钥匙重设了口令，并换了新的恢复钥匙")
        undo.pop_all()
        return Created(store, recovery_code.spell(fresh))


def open_store(unlocked: Unlocked, user: str, clock: Clock, undo: ExitStack) -> Store:
    """From keys to a store: heal the key files, check and upgrade the data, let the user in if the
    database knows them.
    """
    undo.callback(unlocked.ring.drop)
    with translated():
        generations.sweep(unlocked.folder)
        if not unlocked.files.same():
            unlocked.files.write(unlocked.header)
    _upgrade_if_old(unlocked, clock)
    store = Store(unlocked, user, clock)
    undo.callback(store.close)
    with store.read() as connection:
        _refuse_old_header(connection, unlocked)
        _refuse_stranger(connection, user)
        _quick_check(store, connection, unlocked)
    store.sign_anew()  # where that was cut short, or a change of the name was taken back
    return store


def _take(folder: Path, clock: Clock, undo: ExitStack) -> InstanceLock:
    with translated():
        lock = InstanceLock(folder, clock.now())
    undo.callback(lock.release)
    return lock


def _new_header(folder: Path, identity: OfficeIdentity, clock: Clock) -> Header:
    now = clock.now().isoformat(timespec="seconds")
    return Header(
        db_id=secrets.token_hex(16),
        lineage=secrets.token_hex(16),
        dk_id=secrets.token_hex(8),
        db_salt=secrets.token_hex(16),
        live=generations.next_name(folder),
        seq=1,
        created=now,
        changed=now,
        office=replace(identity, db_id=""),
        slots=(),
    )


def _refuse_foreign(folder: Path) -> None:
    """An office has its folder to itself; what an interrupted creation or a lost key file left of ours may
    lie there.
    """
    ours = {instance_lock.NAME, *COPIES}
    found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    foreign = [name for name in found if name not in ours and not generations.is_ours(name)]
    if foreign:
        named = f"“{foreign[0]}”" if len(foreign) == 1 else f"“{foreign[0]}”等 {len(foreign)} 项"
        raise UserError(
            f"这个文件夹里有别的东西：{folder}（{named}）。",
            "请选一个空文件夹，或者先把里面的东西移走。",
            field="folder",
        )


def _build(unlocked: Unlocked) -> None:
    """An empty database by the same migrations that upgrade an old one."""
    raw = unlocked.connect(new=True)
    try:
        _migrate(raw)
    finally:
        raw.close()


def _migrate(raw: object) -> None:
    made = engine.make_engine(lambda: raw)
    with made.connect().execution_options(**{engine.WRITES: True}) as connection:
        raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
        with connection.begin():
            migrate.upgrade(connection)
        raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]
        engine.stamp(raw, schema.VERSION)


def _first_rows(store: Store, identity: OfficeIdentity, user: str, clock: Clock) -> None:
    with store.work(clock, "建立机构") as work:
        work.lasting = True  # without it there is no office
        row = {"name": user, "roles": list(FIRST_ROLES), "active": True, "created_at": clock.now()}
        work.insert(tables_core.users, row, "第一位用户：所长兼系统管理")
        work.set(
            OFFICE, {"name": identity.name, "code": identity.code, "county": identity.county}, "建立机构"
        )
    store.note_header("create", "建立资料库和恢复钥匙")


def _upgrade_if_old(unlocked: Unlocked, clock: Clock) -> None:
    """Migrate a copy in the next generation, check it, then point to it; the old file is only read."""
    raw = unlocked.connect()
    try:
        if engine.version(raw) == schema.VERSION:
            return
        name = generations.next_name(unlocked.folder, unlocked.header.live)
        partial = unlocked.folder / (name + generations.PARTIAL)
        with translated():
            generations.copy(raw, partial)
    finally:
        raw.close()
    copy = engine.connect(partial, unlocked.database_key)
    try:
        with translated():
            _migrate(copy)
    finally:
        copy.close()
    report = inspection.full(partial, unlocked.database_key, unlocked.chain)
    if not report.ok:
        raise DataDamaged(f"升级后的副本没有通过核对（{report.problems[0]}），原文件没有改动")
    with translated():
        generations.sync(partial)
        patiently(lambda: partial.rename(unlocked.folder / name))
    unlocked.rewrite(clock.now(), live=name)


def _refuse_old_header(connection: Connection, unlocked: Unlocked) -> None:
    table = tables_core.internals.c
    known = connection.execute(select(table.value).where(table.key == HEADER_SEQ)).scalar()
    if known is not None and known > unlocked.header.seq:
        raise HeaderOld


def _refuse_stranger(connection: Connection, user: str) -> None:
    table = tables_core.users.c
    if not connection.execute(select(table.id).where(table.name == user, table.active)).first():
        raise UserError(
            f"“{user}”不是这个机构的用户，或已停用。", "请核对姓名，或请系统管理员处理。", field="user"
        )


def _quick_check(store: Store, connection: Connection, unlocked: Unlocked) -> None:
    raw = connection.connection.driver_connection
    chain = unlocked.chain(raw)
    problems = inspection.quick(raw, chain, unlocked.data_file.stat().st_size)
    if problems:
        raise DataDamaged(problems[0])
    if chain.head().seq < unlocked.machine.audit_seq or unlocked.header.seq < unlocked.machine.header_seq:
        store.warnings = (
            "这份数据比本机上次看到的旧：可能被换成了旧的副本。请确认是不是有意恢复的，再继续工作。",
        )


def _name(user: str) -> str:
    name = user.strip()
    if not name:
        raise UserError("还没有填姓名。", "请输入姓名。", field="user")
    return name
