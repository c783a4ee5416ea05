"""A clerk who saves and saves until killed: run as a program by the crash tests.

Loads everything once, then forks one clerk for each line on standard input, so that forty real kills take
seconds. A clerk opens
the office, saves, and says the number of each save on standard output only after it was committed.
"""

import os
import sys
from pathlib import Path

from anbang_desktop.storage.tables import clients
from tests.support import vaults


def main() -> None:
    """Arguments: folder, data key in hex."""
    folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            save_until_killed(folder, key)
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("dead")


def save_until_killed(folder: Path, key: bytes) -> None:
    """One person, one change and now and then a scan in each save."""
    store, number = vaults.reopen(folder, key), 0
    while True:
        number += 1
        with store.work() as work:
            id_ = work.insert(clients, {"name": "张试", "live_addr": "x" * 3000}, "登记")
            work.update(clients, id_, {"phone": "13900000000"}, "改")
            if number % 3 == 0:
                work.attach(f"{id_}.jpg", "image/jpeg", id_.to_bytes(8, "big") * 35_000)
        say(f"saved {id_}")


def say(line: str) -> None:
    """One unbuffered line."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
