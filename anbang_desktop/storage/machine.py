"""What this computer remembers of an office outside its folder: wrong passphrases, and how far it has seen
the data go.

Advisory: a missing or broken file means "first time here" and is never an error.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from anbang_desktop.paths import config_folder
from anbang_desktop.storage.failures import Throttled
from anbang_desktop.storage.sharing import patiently

FREE_TRIES = 5
WAITS = (30, 60, 120, 300, 600)


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passphrases of one user in a row, and until when (epoch seconds) no more are taken."""

    count: int
    until: float


@dataclass(frozen=True, slots=True)
class _Memory:
    header_seq: int = 0
    audit_seq: int = 0
    tries: dict[str, Tries] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        try:
            raw = json.loads(path.read_bytes())
            tries = {
                str(who): Tries(int(one["count"]), float(one["until"])) for who, one in raw["tries"].items()
            }
            return cls(int(raw["header_seq"]), int(raw["audit_seq"]), tries)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()


class Machine:
    """The memory of one office in one folder on this computer; user names are kept as hashes only."""

    def __init__(
        self, folder: Path, db_id: str, wall: Callable[[], float] = time.time, root: Path | None = None
    ) -> None:
        """``wall`` is the clock of waiting times, ``root`` where this computer remembers."""
        place = hashlib.sha256(f"{db_id}|{folder.resolve()}".encode()).hexdigest()[:24]
        self._path = (root or config_folder() / "state") / f"{place}.json"
        self._who_salt, self._wall = db_id, wall
        self._memory = _Memory.read(self._path)

    @property
    def header_seq(self) -> int:
        """The highest header seen here."""
        return self._memory.header_seq

    @property
    def audit_seq(self) -> int:
        """The highest audit row seen here."""
        return self._memory.audit_seq

    def let_in(self, user: str) -> None:
        """Throttled while this user has to wait; a clock that was set back never makes the wait longer."""
        tries = self._memory.tries.get(self._who(user))
        if tries is None or tries.count < FREE_TRIES:
            return
        left = min(tries.until - self._wall(), _wait(tries.count))
        if left > 0:
            raise Throttled(tries.count, int(left) + 1)

    def failed(self, user: str) -> None:
        """One more wrong passphrase."""
        who = self._who(user)
        count = self._memory.tries.get(who, Tries(0, 0)).count + 1
        self._keep(tries={**self._memory.tries, who: Tries(count, self._wall() + _wait(count))})

    def passed(self, user: str) -> int:
        """The right passphrase came; the number of wrong ones before it."""
        who = self._who(user)
        before = self._memory.tries.get(who)
        if before is not None:
            self._keep(tries={key: value for key, value in self._memory.tries.items() if key != who})
        return before.count if before else 0

    def saw(self, header_seq: int, audit_seq: int) -> None:
        """How far the data are now."""
        self._keep(header_seq=header_seq, audit_seq=audit_seq)

    def _who(self, user: str) -> str:
        return hashlib.sha256(f"{self._who_salt}|{user}".encode()).hexdigest()[:16]

    def _keep(self, **changes: object) -> None:
        self._memory = replace(self._memory, **changes)  # type: ignore[arg-type]
        partial = self._path.with_suffix(".partial")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(asdict(self._memory)), encoding="utf-8")
            patiently(lambda: partial.replace(self._path))
        except OSError:
            return


def _wait(count: int) -> float:
    return 0 if count < FREE_TRIES else float(WAITS[min(count - FREE_TRIES, len(WAITS) - 1)])
