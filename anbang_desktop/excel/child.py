"""Work on a foreign file (workbook, scan) in a spawned child process that can be killed: a parser's crash or
greed never reaches the office.
"""

import gc
import importlib
import json
import logging
import multiprocessing
import os
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, Protocol
from xml.parsers import expat

from anbang_desktop.errors import UserError
from anbang_desktop.excel.child_limits import OUT_OF_TIME, limit
from anbang_desktop.excel.container import DAMAGED, NOT_OURS
from anbang_desktop.excel.limits import LIMITS, Limits
from anbang_desktop.progress import Progress

LOG = logging.getLogger(__name__)
_LESS = "请只保留要用的那一张表，另存为 .xlsx 后再试。"


class Told(NamedTuple):
    """What the clerk is told of a file that goes wrong, each what and remedy."""

    too_long: tuple[str, str]
    too_greedy: tuple[str, str]
    damaged: tuple[str, str]
    not_ours: tuple[str, str]


WORKBOOK = Told(
    ("读这个文件用的时间太长，已经停下。", _LESS),
    ("这个文件太大或已损坏，读取时内存不够，已经停下。", _LESS),
    DAMAGED,
    NOT_OURS,
)
Plain = Any  # what json.loads gives back
TICK = 0.05
BEGUN = b"begun"  # the child's first word


def run(
    task: str,
    data: bytes,
    request: Plain = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
    told: Told = WORKBOOK,
) -> Plain:
    """What ``task`` ("module:function") answers in a child; UserError is what it or its end says to the
    clerk.

    Only the child imports the module: the program itself never loads a parser of foreign files.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(task, data, request, limits, told, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        return outcome(_hear(ours, limits.for_size(len(data)), progress or Progress(), told), told)
    except EOFError as died:
        child.join(limits.start)
        raise UserError(*(told.too_long if child.exitcode in OUT_OF_TIME else told.too_greedy)) from died
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


class _Answers(Protocol):
    """The reading end of a pipe, which is of another class on Windows."""

    def poll(self, timeout: float, /) -> bool: ...

    def recv_bytes(self, maxlength: int, /) -> bytes: ...


def _hear(answer: _Answers, limits: Limits, progress: Progress, told: Told) -> Plain:
    """The child's words, EOFError where it ended before the last; it is killed by the caller when this
    raises. How long a busy computer takes to start it isn't the file's fault, so its time runs from its first
    word, and is the processor's; by the clock it may take longer.
    """
    try:
        _wait(answer, limits.start, progress, told)
        answer.recv_bytes(len(BEGUN))
        _wait(answer, limits.seconds * limits.patience, progress, told)
        return json.loads(answer.recv_bytes(limits.answer))
    except (OSError, ValueError) as garbled:
        raise UserError(*told.damaged) from garbled


def _wait(answer: _Answers, seconds: float, progress: Progress, told: Told) -> None:
    until = time.monotonic() + seconds
    while not answer.poll(TICK):
        progress.step(0, 0, "读取文件")
        if time.monotonic() > until:
            raise UserError(*told.too_long)


def outcome(words: Plain, told: Told = WORKBOOK) -> Plain:
    """What the child's message means: its answer, or UserError."""
    if "refused" in words:
        raise UserError(*words["refused"])
    if "fault" in words:
        LOG.warning("a foreign file could not be read: %s", words["fault"])
        raise UserError(*told.not_ours)
    return words["answer"]


def _answer(task: str, data: bytes, request: Plain, limits: Limits, told: Told, back: Connection) -> None:
    """The child's whole life: limits, work, one JSON message."""
    _be_silent()
    _function(task)  # loading our own modules is no time of the file's
    gc.disable()  # a life this short leaves no cycles worth a search
    limit(limits.for_size(len(data)))
    back.send_bytes(BEGUN)
    back.send_bytes(
        json.dumps(attempt(task, data, request, limits, told), ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
    )
    back.close()


def attempt(
    task: str, data: bytes, request: Plain, limits: Limits, told: Told = WORKBOOK
) -> dict[str, Plain]:
    """The child's message: an answer, a refusal, or the name of what went wrong; never a word of the file."""
    try:
        return {"answer": _function(task)(data, request, limits)}
    except UserError as refusal:
        return {"refused": [refusal.what, refusal.remedy]}
    except MemoryError:
        return {"refused": [*told.too_greedy]}
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError):
        return {"refused": [*told.damaged]}
    except BaseException as fault:  # noqa: BLE001 - the one boundary: parsers raise what they like, even Rust panics
        return {"fault": f"{type(fault).__module__}.{type(fault).__name__}"}


def _function(task: str) -> Callable[[bytes, Plain, Limits], Plain]:
    module, _, name = task.partition(":")
    found: Callable[[bytes, Plain, Limits], Plain] = getattr(importlib.import_module(module), name)
    return found


def _be_silent() -> None:
    """A parser's complaints may quote the file: they go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
