"""Restores a backup into a new folder as the next generation; nothing that exists is ever overwritten."""

import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.storage import generations, inspection, package, slots
from anbang_desktop.storage.audit import Chain
from anbang_desktop.storage.failures import PackageDamaged
from anbang_desktop.storage.faults import translated
from anbang_desktop.storage.header import KeyFiles, OfficeCard
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.location import refuse_unsafe, require_room
from anbang_desktop.storage.machine import Machine
from anbang_desktop.storage.package import Package
from anbang_desktop.storage.sharing import patiently
from anbang_desktop.storage.slots import Opened
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.unlocked import Unlocked
from anbang_desktop.storage.vault import open_store


def look(file: Path) -> OfficeCard:
    """Whose backup this is, as the package says; nothing of it is proven yet."""
    with translated(), package.opened(file) as found:
        return found.header.card()


def restore(file: Path, folder: Path, user: str, passphrase: str, clock: Clock, progress: Progress | None = None) -> Store:
    """Prove the package with a passphrase of that time, unpack it beside the target, check everything, then give it its name."""
    report = progress or Progress()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"目标文件夹不是空的：{folder}。", "恢复从不覆盖已有数据，请选一个新文件夹。", field="folder")
    refuse_unsafe(folder)
    partial = folder.with_name(f"{folder.name}.partial")
    with translated(), package.opened(file) as found:
        report.step(0, 4, "核对口令")
        opened = slots.by_passphrase([found.header], user.strip(), passphrase)
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
    return _open(folder, opened, user.strip(), clock, found)


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
    checked = inspection.full(target, key, lambda raw: Chain(raw, ring.sub("audit"), ring.sub("rows")), report)
    if not checked.ok:
        raise PackageDamaged(f"数据没有通过核对（{checked.problems[0]}）")
    now = clock.now().isoformat(timespec="seconds")
    header = replace(found.header, live=live, seq=found.header.seq + 1, changed=now)
    KeyFiles(partial).write(header.sealed(ring.sub(slots.MAC_KEY)))


def _open(folder: Path, opened: Opened, user: str, clock: Clock, found: Package) -> Store:
    files = KeyFiles(folder)
    with ExitStack() as undo:
        lock = InstanceLock(folder, clock.now())
        undo.callback(lock.release)
        unlocked = Unlocked(folder, files, files.read()[0], opened.ring, lock, Machine(folder, found.header.db_id))
        store = open_store(unlocked, user, clock, undo)
        store.note_header("restore", f"从 {found.manifest.made[:10]} 的备份恢复，止于第 {found.manifest.audit_seq} 条记录")
        undo.pop_all()
        return store
