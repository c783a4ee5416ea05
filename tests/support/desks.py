"""Open desks for tests: an empty office, and one with the county's sample list imported, each a copy of one's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anbang_desktop.domain.clock import Clock
from anbang_desktop.services import importing, opening
from anbang_desktop.services.desk import Desk
from tests.conftest import DATA
from tests.support import vaults
from tests.support.vaults import CLOCK

LIST = DATA / "预释放人员名单_2026年11月.xlsx"


@contextmanager
def opened(folder: Path, key: bytes, clock: Clock = CLOCK) -> Iterator[Desk]:
    """A desk over an office folder, without the slow key derivation."""
    desk = opening._desk(vaults.reopen(folder, key, clock), clock)  # the passphrase way costs a quarter of a second
    try:
        yield desk
    finally:
        opening.close(desk)


def build_empty(folder: Path) -> bytes:
    """A new office; its data key."""
    made = opening.create(folder, "青山司法所", "QS01", "安平县司法局", vaults.USER, vaults.PASSPHRASE, CLOCK)
    opening.close(made.desk)
    return vaults.data_key(folder)


def import_sample(desk: Desk) -> int:
    """Import the 33 ready rows of the sample list; the import's number."""
    return importing.commit(desk, importing.plan(desk, LIST)).import_id
