"""Takes one act of ``domain/article_work`` out of the program for a run of pytest (``-p
tests.support.without`` and its name in ``ANBANG_WITHOUT``); run as a command it does so for every act and
says which test does not notice.
"""

import importlib
import os
import subprocess
import sys
from typing import NoReturn

from anbang_desktop.domain.article_work import WORKS
from anbang_desktop.services.records import registry, write

NAME = "ANBANG_WITHOUT"


def _gone(*_given: object, **_more: object) -> NoReturn:
    raise AssertionError(f"{os.environ[NAME]} was taken away")


def take_away(done_by: str) -> None:
    """A kind of record can't be written any more, or a function below ``services`` does nothing but fail."""
    if registry.kind_of(done_by) is not None:
        known = registry.kind_of
        write.kind_of = lambda name: _gone() if name == done_by else known(name)  # type: ignore[attr-defined]
        return
    module, _, name = done_by.rpartition(".")
    setattr(importlib.import_module(f"anbang_desktop.services.{module}"), name, _gone)


def main() -> int:
    """Every act once; 1 where a test passes without what it is named for."""
    acts = sorted({(act.done_by, act.test) for work in WORKS for act in work.acts})
    unmoved = []
    for done_by, test in acts:
        command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "tests.support.without", test]
        run = subprocess.run(command, env={**os.environ, NAME: done_by}, capture_output=True, check=False)
        print("ok  " if run.returncode == 1 else "FAIL", done_by, test, flush=True)
        if run.returncode != 1:
            unmoved.append(done_by)
    return int(bool(unmoved))


if __name__ == "__main__":
    sys.exit(main())
if os.environ.get(NAME):
    take_away(os.environ[NAME])
