"""What one unlocked office is made of: folder, key files, keys, the lock on it and this computer's memory
of it.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from anbang_desktop.storage import engine, slots
from anbang_desktop.storage.audit import Chain
from anbang_desktop.storage.faults import translated
from anbang_desktop.storage.header import Header, KeyFiles, OfficeIdentity, Slot, spell
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.keys import KeyRing
from anbang_desktop.storage.machine import Machine


@dataclass(slots=True)
class Unlocked:
    """Held by the store as long as the office is open."""

    folder: Path
    files: KeyFiles
    header: Header
    ring: KeyRing
    lock: InstanceLock
    machine: Machine

    @property
    def data_file(self) -> Path:
        """The live generation."""
        return self.folder / self.header.live

    @property
    def database_key(self) -> str:
        """Raw key and salt for SQLCipher."""
        return self.ring.database_key(self.header.db_salt)

    def connect(self, *, new: bool = False) -> Any:
        """A fresh driver connection to the live generation."""
        return engine.connect(self.data_file, self.database_key, new=new)

    def chain(self, connection: Any) -> Chain:
        """The audit chain on a driver connection."""
        return Chain(connection, self.ring.sub("audit"), self.ring.sub("rows"))

    def rewrite(
        self,
        now: datetime,
        *,
        slots_: tuple[Slot, ...] | None = None,
        live: str | None = None,
        office: OfficeIdentity | None = None,
    ) -> None:
        """A new header in both copies; the store must then note the new seq in the database."""
        header = replace(
            self.header,
            slots=self.header.slots if slots_ is None else slots_,
            live=live or self.header.live,
            office=office or self.header.office,
            seq=self.header.seq + 1,
            changed=now.isoformat(timespec="seconds"),
            previous=hashlib.sha256(spell(self.header)).hexdigest(),
        ).sealed(self.ring.sub(slots.MAC_KEY))
        with translated():
            self.files.write(header)
        self.header = header

    def release(self) -> None:
        """Drop the keys and give the office free."""
        self.ring.drop()
        self.lock.release()
