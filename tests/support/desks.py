"""Unlocked desks for tests of services and pages: an empty office made once, copied for each test, opened without the slow derivation."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from anbang_desktop.domain.clock import Clock
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk, OfficeInfo
from anbang_desktop.storage import vault
from anbang_desktop.storage.header import FLOOR, OfficeIdentity
from tests.support import vaults


@dataclass(frozen=True, slots=True)
class Template:
    """A closed, empty office to copy from."""

    folder: Path
    key: bytes

    def desk(self, target: Path, clock: Clock) -> Desk:
        """A copy in ``target``, unlocked; the caller closes it."""
        shutil.copytree(self.folder, target)
        store = vaults.reopen(target, self.key, clock)
        office = OfficeInfo(store.office.name, store.office.code, store.office.county, store.office.db_id)
        return Desk(store, clock, store.user_name, office, opening.rules(), opening.codes(), opening.instrument())


def empty_office(folder: Path, clock: Clock) -> Template:
    """The office 东河镇司法所 (DH01) with nobody in it."""
    identity = OfficeIdentity("东河镇司法所", "DH01", "某县")
    made = vault.create_office(folder, identity, vaults.USER, vaults.PASSPHRASE, clock, kdf=FLOOR)
    with closing(made.store):
        pass
    return Template(folder, vaults.data_key(folder))
