"""manual: the clerk's manual as one PDF; needs no office."""

import argparse
from pathlib import Path

from anbang_desktop.cli.desks import Commands, leaf, replaceable, target
from anbang_desktop.services.help import paper


def add(commands: Commands) -> None:
    """The command of this subject."""
    made = leaf(commands, "manual", "把使用手册写成一份 PDF", _manual)
    made.add_argument("--out", required=True, metavar="FILE.pdf")
    replaceable(made)


def _manual(arguments: argparse.Namespace) -> object:
    out = target(arguments, Path(arguments.out), ".pdf")
    return {"file": str(out), "pages": paper.write(out)}
