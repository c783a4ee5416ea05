"""Puts the commands together, runs one, and turns whatever goes wrong into a sentence and an exit code."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from anbang_desktop import __version__
from anbang_desktop.cli import (
    cases,
    copying,
    daybook,
    importing,
    inside,
    manual,
    office,
    papers,
    people,
    queries,
    records,
    returns,
    rounds,
    templates,
    undoing,
)
from anbang_desktop.cli.desks import leaf
from anbang_desktop.cli.showing import show
from anbang_desktop.errors import Cancelled, UserError, fault_of, why
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.demo import self_test
from anbang_desktop.usage import Parser

_WITH_VALUE = ("--office", "--user", "--passphrase-file", "--sealed-reason")
_OF_TWO_WORDS = frozenset({*records.VERBS, *undoing.VERBS})


def main(words: Sequence[str]) -> int:
    """Run one command; the process exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args(_joined(words))
    if not hasattr(arguments, "run"):
        parser().error("没有写命令，见 --help。")
    with _stoppable():
        return _run(arguments, words)


def _joined(words: Sequence[str]) -> list[str]:
    """A verb of two words (record show) as one, where ``record NO`` is a command of its own."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        takes = any(name.startswith(words[place]) for name in _WITH_VALUE)
        place += 2 if takes else 1
    verb = " ".join(words[place : place + 2])
    return [*words[:place], verb, *words[place + 2 :]] if verb in _OF_TWO_WORDS else list(words)


def _run(arguments: argparse.Namespace, words: Sequence[str]) -> int:
    """Run it; whatever goes wrong becomes a sentence, a fault of the program its kind and place (never a
    value).
    """
    try:
        _readable(words)
        result = arguments.run(arguments)
        if result is not None:
            show(result, as_json=getattr(arguments, "json", False))
        sys.stdout.flush()
    except UserError as refused:
        return _refused(*getattr(refused, "reasons", (str(refused),)))
    except (KeyboardInterrupt, Cancelled):
        return _refused("已中断，没有做完的这一步没有保存。")
    except (
        BrokenPipeError
    ):  # whoever read our output went away (| head): the work is done, there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _refused(f"读写“{error.filename or '文件'}”时出错：{why(error)}。请核对位置和磁盘空间后再试。")
    except Exception as error:  # noqa: BLE001 - the last place that can turn it into words
        fault = fault_of(error)
        said = "程序出了一个错，这一步没有完成，已经保存的资料不受影响。请把下面的报告交给维护人员。"
        return _refused(f"{said}\n{fault.report}")
    exit_code: int = getattr(arguments, "exit_code", 0)  # the work is done, and there is something to say
    return exit_code


def _refused(*reasons: str) -> int:
    for reason in reasons:
        print(reason, file=sys.stderr)
    return 1


def _readable(words: Sequence[str]) -> None:
    """Words that are not UTF-8 reach us with stand-ins that neither the database nor a paper can hold."""
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            raise UserError("命令里有读不出来的字（不是 UTF-8）。", "请在 UTF-8 的终端里重新输入。") from None


@contextmanager
def _stoppable() -> Iterator[None]:
    """A request to end the process undoes the step at work like Ctrl+C does, instead of leaving half a
    file behind.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = Parser(
        prog="anbang-desktop", description="安帮桌面：司法所做安置帮教工作的程序。不带命令时打开窗口。"
    )
    made.add_argument("--version", action="version", version=__version__, help="显示版本")
    made.add_argument("--office", type=Path, metavar="DIR", help="数据文件夹")
    made.add_argument("--user", metavar="NAME", help="用户")
    made.add_argument("--passphrase-file", type=Path, metavar="F", help="口令文件（第一行是口令）")
    made.add_argument("--sealed-reason", default="", metavar="事由", help="打开封存的档案的事由，会留下记录")
    commands = made.add_subparsers(metavar="命令")
    for subject in (
        office,
        importing,
        people,
        inside,
        records,
        undoing,
        templates,
        cases,
        papers,
        returns,
        rounds,
        copying,
        daybook,
        queries,
        manual,
    ):
        subject.add(commands)
    shown = leaf(
        commands,
        "demo",
        "用虚构的人员演示一个司法所两年的工作",
        lambda a: demo.run(Path(a.out), two_years=not a.small),
    )
    shown.add_argument("--out", required=True, metavar="DIR")
    shown.add_argument("--small", action="store_true", help="只做最近一个月，快一些")
    leaf(commands, "self-test", "自检", lambda _: self_test.run())
    return made
