"""The office that a command works on: its folder, user, passphrase and day; and what every command has."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeAlias

from anbang_desktop import paths
from anbang_desktop.cli import reading
from anbang_desktop.domain.clock import Clock, FixedClock, SystemClock
from anbang_desktop.errors import UserError
from anbang_desktop.services import opening, outputs
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate
from anbang_desktop.usage import Parser

Command = Callable[[argparse.Namespace], object]
Act = Callable[[Desk, argparse.Namespace], object]
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - argparse calls it so
NUMBERS = ("no", "other", "kept", "gone")  # what commands call the number of a case
TODAY_VARIABLE = "ANBANG_TODAY"  # an injected day, for scripts that replay a month


def leaf(commands: Commands, name: str, words: str, run: Command) -> argparse.ArgumentParser:
    """One command, with ``--json``."""
    made = commands.add_parser(name, help=words, description=words)
    made.add_argument("--json", action="store_true", help="输出 JSON")
    made.set_defaults(run=run)
    return made


def with_desk(act: Act) -> Command:
    """The command of an act on an unlocked office."""

    def run(arguments: argparse.Namespace) -> object:
        with _opened(arguments) as desk:
            _open_sealed(desk, arguments)
            return act(desk, arguments)

    return run


def _open_sealed(desk: Desk, arguments: argparse.Namespace) -> None:
    """The withheld cases that a command names by their numbers, where a reason was given."""
    if arguments.sealed_reason:
        for name in NUMBERS:
            if isinstance(no := getattr(arguments, name, None), str):
                gate.open_one(desk, no, arguments.sealed_reason)


def clock() -> Clock:
    """The computer's clock, or the injected day."""
    forced = os.environ.get(TODAY_VARIABLE, "")
    if not forced:
        return SystemClock()
    try:
        return FixedClock(date.fromisoformat(forced))
    except ValueError:
        raise UserError(f"{TODAY_VARIABLE}={forced} 不是日期。", "请写成 2026-11-30。") from None


def passphrase(arguments: argparse.Namespace, prompt: str = "口令：") -> str:
    """The first line of the file, or typed."""
    if arguments.passphrase_file is not None:
        line = reading.text(arguments.passphrase_file, "口令文件").partition("\n")[0].rstrip("\r")
        if not line:
            raise UserError(f"口令文件“{arguments.passphrase_file}”的第一行是空的。", "请把口令写在第一行。")
        return line
    if not sys.stdin.isatty():
        raise UserError("没有口令。", "请用 --passphrase-file 指定口令文件。")
    return getpass.getpass(prompt)


def _folder(arguments: argparse.Namespace) -> Path:
    if arguments.office is not None:
        return Path(arguments.office)
    found = paths.offices()
    if len(found) == 1:
        return found[0]
    raise UserError(
        "没有指明是哪个单位的数据。" if found else "这台电脑上还没有单位数据。",
        "请用 --office 指定数据文件夹，或先用 office create 建立。",
    )


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[Desk]:
    folder = _folder(arguments)
    card = opening.look(folder)
    user = arguments.user or (card.users[0] if len(card.users) == 1 else "")
    if not user:
        raise UserError("没有指明用户。", f"请用 --user 指定，可用的有：{'、'.join(card.users)}。")
    desk = opening.unlock(folder, user, passphrase(arguments), clock())
    try:
        yield desk
    finally:
        opening.close(desk)


def target(arguments: argparse.Namespace, file: Path, ending: str) -> Path:
    """Where to write; a file that is there is replaced only where that was said. UserError for a name that
    ends like another kind of file than ``ending``: it would be opened as what it isn't.
    """
    said = file.suffix.lower()
    if said != ending and said[1:].isalnum() and not said[1:].isdecimal():  # 小结2026.11 ends like nothing
        raise UserError(
            f"写出来的是 {ending} 文件，“{file.name}”却写成 {file.suffix}，会打不开。",
            f"请把文件名改成“{file.stem}{ending}”。",
            field="out",
        )
    if not arguments.replace:
        outputs.refuse_existing(file, "；确实要替换的，请加上 --replace")
    return file


def replaceable(made: argparse.ArgumentParser) -> None:
    """The option that lets a file be replaced."""
    made.add_argument("--replace", action="store_true", help="替换同名文件")
