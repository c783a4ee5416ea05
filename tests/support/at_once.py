"""Reads workbooks in this process: the same parsers and the same JSON between them, without the second that a
child process takes to start. What the child itself does (limits, death, silence) has tests of its own.
"""

import json

import pytest

from anbang_desktop.excel import child
from anbang_desktop.excel.limits import LIMITS, Limits
from anbang_desktop.progress import Progress


def read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no child is started."""
    monkeypatch.setattr(child, "run", run)


def run(
    task: str,
    data: bytes,
    request: child.Plain = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    told: child.Told = child.WORKBOOK,
) -> child.Plain:
    """What the child would answer."""
    words = json.dumps(child.attempt(task, data, request, limits, told), ensure_ascii=False)
    return child.outcome(json.loads(words.encode("utf-8", "surrogatepass")), told)
