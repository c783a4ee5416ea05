"""Restores a backup into a new folder as the next generation; nothing that exists is ever overwritten."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.storage import generations, inspection, package, recovery_code, slots
from anbang_desktop.storage.audit import Chain
from anbang_desktop.storage.failures import PackageDamaged
from anbang_desktop.storage.faults import translated
from anbang_desktop.storage.header import Header, KeyFiles, OfficeCard
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.location import refuse_unsafe, require_room
from anbang_desktop.storage.machine import Machine
from anbang_desktop.storage.package import Manifest, Package
from anbang_desktop.storage.passphrase import refuse_weak
from anbang_desktop.storage.sharing import patiently
from anbang_desktop.storage.slots import Opened
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.unlocked import Unlocked
from anbang_desktop.storage.vault import Created, open_store, recover


def look(file: Path) -> OfficeCard:
    """Whose backup this is, as the package says; nothing of it is proven yet."""
    with translated(), package.opened(file) as found:
        return found.header.card()


def restore(
    file: Path, folder: Path, user: str, passphrase: str, clock: Clock, progress: Progress | None = None
) -> Store:
    """Prove the package with a passphrase of that time, unpack it beside the target, check everything,
    then give it its name.
    """
    opened, manifest = _restore(
        file, folder, lambda header: slots.by_passphrase([header], user.strip(), passphrase), clock, progress
    )
    return _open(folder, opened, user.strip(), clock, manifest)


def restore_by_recovery(
    file: Path,
    folder: Path,
    code: str,
    user: str,
    new_passphrase: str,
    clock: Clock,
    progress: Progress | None = None,
) -> Created:
    """The same with the printed recovery key of that time, when computer and passphrase are both gone."""
    secret = recovery_code.read(code)
    refuse_weak(new_passphrase, user.strip())
    opened, manifest = _restore(
        file, folder, lambda header: slots.by_recovery([header], secret), clock, progress
    )
    opened.ring.drop()
    made = recover(folder, code, user, new_passphrase, clock)
    made.store.note_header("restore", _summary(manifest))
    return made


def _restore(
    file: Path, folder: Path, open_slot: Callable[[Header], Opened], clock: Clock, progress: Progress | None
) -> tuple[Opened, Manifest]:
    report = progress or Progress()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"目标文件夹不是空的：{folder}。", "恢复从不覆盖已有数据，请选一个新文件夹。", field="folder"
        )
    refuse_unsafe(folder)
    partial = folder.with_name(f"{folder.name}.partial")
    with translated(), package.opened(file) as found:
        report.step(0, 4, "核对口令")
        opened = open_slot(found.header)
        found.prove(opened.ring)
        require_room(folder, found.manifest.sizes[package.DATA] + 16 * 2**20)
        try:
            _unpack(found, opened, partial, clock, report)
            report.step(3, 4, "放到新文件夹")
            if folder.exists():
                folder.rmdir()
            patiently(lambda: partial.rename(folder))
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    return opened, found.manifest


def _unpack(found: Package, opened: Opened, partial: Path, clock: Clock, report: Progress) -> None:
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    live = generations.next_name(partial, found.header.live)
    target, ring = partial / live, opened.ring
    report.step(1, 4, "取出数据")
    found.extract(target)
    generations.sync(target)
    report.step(2, 4, "核对数据")
    key = ring.database_key(found.header.db_salt)
    checked = inspection.full(
        target, key, lambda raw: Chain(raw, ring.sub("audit"), ring.sub("rows")), report
    )
    if not checked.ok:
        raise PackageDamaged(f"数据没有通过核对（{checked.problems[0]}）")
    now = clock.now().isoformat(timespec="seconds")
    header = replace(found.header, live=live, seq=found.header.seq + 1, changed=now)
    KeyFiles(partial).write(header.sealed(ring.sub(slots.MAC_KEY)))


def _open(folder: Path, opened: Opened, user: str, clock: Clock, manifest: Manifest) -> Store:
    files = KeyFiles(folder)
    with ExitStack() as undo:
        lock = InstanceLock(folder, clock.now())
        undo.callback(lock.release)
        unlocked = Unlocked(
            folder, files, files.read()[0], opened.ring, lock, Machine(folder, manifest.db_id)
        )
        store = open_store(unlocked, user, clock, undo)
        store.note_header("restore", _summary(manifest))
        undo.pop_all()
        return store


def _summary(manifest: Manifest) -> str:
    return f"从 {manifest.made[:10]} 的备份恢复，止于第 {manifest.audit_seq} 条记录"
