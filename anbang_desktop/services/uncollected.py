"""Long work on many new objects without the collector of cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing of what such work makes leads back to itself: the collector of cycles would walk over a million
    new cells again and again and free none (a quarter of the time of an import or a count).
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
