"""Unlocked desks for tests of services and pages: an empty office made once, copied for each test, opened
without the slow derivation.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from anbang_desktop.domain.clock import Clock
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import roster
from anbang_desktop.storage import vault
from anbang_desktop.storage.header import FLOOR, OfficeIdentity
from tests.conftest import DATA
from tests.support import vaults
from tests.support.vaults import CLOCK

LIST = DATA / "预释放人员名单_2026年11月.xlsx"


@dataclass(frozen=True, slots=True)
class Template:
    """A closed, empty office to copy from."""

    folder: Path
    key: bytes

    def desk(self, target: Path, clock: Clock) -> Desk:
        """A copy in ``target``, unlocked; the caller closes it."""
        shutil.copytree(self.folder, target)
        return opening._desk(vaults.reopen(target, self.key, clock), clock)


def empty_office(folder: Path, clock: Clock) -> Template:
    """The office 东河镇司法所 (DH01) with nobody in it."""
    identity = OfficeIdentity("东河镇司法所", "DH01", "某县")
    made = vault.create_office(folder, identity, vaults.USER, vaults.PASSPHRASE, clock, kdf=FLOOR)
    with closing(made.store):
        pass
    return Template(folder, vaults.data_key(folder))


@contextmanager
def opened(folder: Path, key: bytes, clock: Clock = CLOCK) -> Iterator[Desk]:
    """A desk over an office folder, without the slow key derivation."""
    desk = opening._desk(vaults.reopen(folder, key, clock), clock)
    try:
        yield desk
    finally:
        opening.close(desk)


def build_empty(folder: Path) -> bytes:
    """The office 青山司法所 (QS01) with nobody in it; its data key."""
    made = opening.create(folder, "青山司法所", "QS01", "安平县司法局", vaults.USER, vaults.PASSPHRASE, CLOCK)
    opening.close(made.desk)
    return vaults.data_key(folder)


def import_sample(desk: Desk) -> int:
    """Import the 33 ready rows of the sample list, of whom one is a minor by the remark and on no list; the
    import's number.
    """
    return roster.commit(desk, roster.plan(desk, LIST)).import_id
