"""inside: the register of people still in prison, entered before any list; their minor children."""

import argparse
from dataclasses import asdict

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.special import COVERED, may_reveal
from anbang_desktop.services.cases import inside as entering
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import inside
from anbang_desktop.services.worklist.inside import InsideLine


def add(commands: Commands) -> None:
    """The commands of this subject."""
    group = commands.add_parser("inside", help="服刑人员登记：登记、列表、未成年子女").add_subparsers(
        required=True, metavar="动作"
    )
    enter = leaf(group, "add", "登记一名服刑人员", with_desk(_enter))
    enter.add_argument("--from", dest="source", required=True, metavar="FILE.json", help="登记表的项目")
    enter.add_argument("--on", metavar="DATE", help="哪一天登记的")
    leaf(group, "list", "列表：谁将释放、谁该在名单上而没有、谁该核查", with_desk(_list))
    may_reveal(leaf(group, "children", "未成年子女", with_desk(_children)))


def _enter(desk: Desk, arguments: argparse.Namespace) -> object:
    on = reading.day(arguments.on, desk.today)
    return {"no": entering.register(desk, reading.values(arguments.source), on)}


def _list(desk: Desk, _arguments: argparse.Namespace) -> object:
    return [_row(line) for line in inside.show(desk).lines]


def _row(line: InsideLine) -> dict[str, object]:
    return {
        "no": line.row.no,
        "name": line.row.name,
        "village": line.row.village,
        "custody_unit": line.custody,
        "release_date": line.release,
        "expected": line.expected,
        "children": len(line.children),
        "checked_on": line.checked_on,
        "check_due": line.check.result,
    }


def _children(desk: Desk, arguments: argparse.Namespace) -> object:
    register = inside.show(desk)
    if arguments.reveal:
        return [{"no": one.parent.no, **asdict(one.child)} for one in inside.children(desk, register)]
    return [{"no": line.row.no, "name": COVERED} for line in register.lines for _child in line.children]
