"""Patience with Windows: a virus scanner or indexer may hold a file for some milliseconds just when it is
to be written or renamed.
"""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0) if sys.platform == "win32" else ()
_SHARING = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation


def patiently(act: Callable[[], Result], sleep: Callable[[float], None] = time.sleep) -> Result:
    """Do it, again after growing pauses while somebody else holds the file (about 2.5 s in all); then the
    error comes out.
    """
    for wait in WAITS:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING:
                raise
            sleep(wait)
    return act()
