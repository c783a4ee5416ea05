"""A damaged data file is always noticed: at the opening or by the check, as damage and never as a wrong
passphrase.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from anbang_desktop.storage import inspection
from anbang_desktop.storage.audit import Chain
from anbang_desktop.storage.failures import DataDamaged, InUse
from anbang_desktop.storage.instance_lock import InstanceLock
from anbang_desktop.storage.keys import KeyRing
from tests.support import vaults
from tests.support.vaults import CLOCK, Built

PAGE = 4096
Damage = Callable[[bytearray, Random], None]


def flip(data: bytearray, chance: Random) -> None:
    """One bit."""
    data[chance.randrange(16, len(data))] ^= 1 << chance.randrange(8)


def zero(data: bytearray, chance: Random) -> None:
    """A page of nothing."""
    at = chance.randrange(1, len(data) // PAGE) * PAGE
    data[at : at + PAGE] = bytes(PAGE)


def swap(data: bytearray, chance: Random) -> None:
    """Two pages in each other's place."""
    one, other = (number * PAGE for number in chance.sample(range(1, len(data) // PAGE), 2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def cut(data: bytearray, chance: Random) -> None:
    """The end missing, at a page or within one."""
    del data[chance.randrange(1, len(data) // PAGE) * PAGE + chance.choice((0, 0, 100)) :]


def append(data: bytearray, chance: Random) -> None:
    """A page of garbage at the end."""
    data += chance.randbytes(PAGE)


@pytest.mark.parametrize("damage", [flip, zero, swap, cut, append])
def test_every_damage_is_noticed(folder: Path, built: Built, damage: Damage) -> None:
    file, chance = folder / "data-0001.db", Random(damage.__name__)
    whole, missed = file.read_bytes(), []
    for number in range(12):
        broken = bytearray(whole)
        damage(broken, chance)
        file.write_bytes(broken)
        file.with_name("data-0001.db-journal").unlink(missing_ok=True)
        try:
            store = vaults.reopen(folder, built.data_key)
        except DataDamaged:
            continue
        unlocked = store._unlocked
        store.close()
        ring = KeyRing(built.data_key)
        report = inspection.full(
            file,
            ring.database_key(unlocked.header.db_salt),
            partial(Chain, mac_key=ring.sub("audit"), row_key=ring.sub("rows")),
        )
        if report.ok:
            missed.append(number)
    assert missed == []


@pytest.mark.skipif(os.name != "posix", reason="fork is of Unix")
def test_of_many_starts_at_once_exactly_one_gets_in(folder: Path) -> None:
    ready, go = os.pipe()
    answers, answer = os.pipe()
    hold, holding = os.pipe()
    children = []
    for _ in range(30):
        child = os.fork()
        if not child:
            os.close(go)
            os.close(holding)
            os.read(ready, 1)  # ends when the parent closes its side
            try:
                InstanceLock(folder, CLOCK.now())
                os.write(answer, b"1")
            except InUse:
                os.write(answer, b"0")
            os.read(hold, 1)
            os._exit(0)
        children.append(child)
    os.close(go)
    said = b""
    while len(said) < len(children):
        said += os.read(answers, 100)
    os.close(holding)
    for child in children:
        os.waitpid(child, 0)
    for handle in (ready, answers, answer, hold):
        os.close(handle)
    assert said.count(b"1") == 1
    InstanceLock(folder, CLOCK.now()).release()
