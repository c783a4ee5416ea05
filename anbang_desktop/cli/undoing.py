"""undo: take back what was done with a person's file, by name, old acts too; taking an undo back restores."""

import argparse

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.history import Done

VERBS = ("undo list",)


def add(commands: Commands) -> None:
    """The commands of this subject."""
    undo = leaf(commands, "undo", "撤销一次办理；撤销也可以再撤销", with_desk(_undo))
    undo.add_argument("unit", metavar="UNIT", help="办理的编号（undo list NO 列出）")
    undo.add_argument("--reason", default="", metavar="T", help="为什么撤销")
    listed = leaf(commands, "undo list", "列出一份档案的每一次办理；不写编号是全所最近的", with_desk(_list))
    listed.add_argument("no", metavar="NO", nargs="?", default="")


def _list(desk: Desk, arguments: argparse.Namespace) -> object:
    no = arguments.no
    found = history.done_with(desk, no, limit=10**6) if no else history.last_acts(desk)
    return Told([_done(one) for one in found], [_line(one) for one in found])


def _done(one: Done) -> dict[str, object]:
    return {
        "id": one.id,
        "what": one.title,
        "at": one.at,
        "by": one.by,
        "reason": one.why,
        "undone": one.undone,
        "undoes": one.undoes,
        "lasting": one.lasting,
    }


def _line(one: Done) -> str:
    mark = "已撤销" if one.undone else "不能撤销" if one.lasting else ""
    return f"{one.id}\t{one.at:%Y-%m-%d %H:%M}\t{one.by}\t{one.title}\t{one.why}\t{mark}".rstrip()


def _undo(desk: Desk, arguments: argparse.Namespace) -> object:
    unit = reading.number(arguments.unit)
    done = history.undo(desk, unit, arguments.reason)
    return {"undone": unit, "what": done.title, "unit": done.undone_by}
