"""daybook and letters: 工作台账 listed, written down, exported; the register of letters the same."""

import argparse
from pathlib import Path
from typing import cast

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.services.daybook import entries, kinds, listed
from anbang_desktop.services.daybook.entries import Wanted
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing
from anbang_desktop.services.documents.listing import SeenList
from anbang_desktop.services.worklist import letters
from anbang_desktop.services.worklist.letters import NAMES, Quick


def add(commands: Commands) -> None:
    """The commands of this subject."""
    daybook = commands.add_parser("daybook", help="工作台账：列出、登记、导出").add_subparsers(
        required=True, metavar="动作"
    )
    _narrowed(leaf(daybook, "list", "列出台账", with_desk(_list)))
    _out(_narrowed(leaf(daybook, "export", "导出台账为表格", with_desk(_export))))
    adding = leaf(daybook, "add", "登记一条", with_desk(_add))
    adding.add_argument("kind", help="类别，如 宣传、会议、经费")
    adding.add_argument("--from", dest="source", required=True, metavar="FILE.json")
    sent = commands.add_parser("letters", help="函件登记簿：列出、导出").add_subparsers(
        required=True, metavar="动作"
    )
    _quick(leaf(sent, "list", "列出函件", with_desk(_letters)))
    _out(_quick(leaf(sent, "export", "导出登记簿为表格", with_desk(_letters_out))))


def _narrowed(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--kind", default="", help="只看一个类别")
    made.add_argument("--year", type=int, help="只看一年")
    made.add_argument("--words", default="", help="事项、单位、姓名里有这些字的")
    made.add_argument("--voided", action="store_true", help="已作废的也列")
    return made


def _quick(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    told = "，".join(f"{key} {name}" for key, name in NAMES.items())
    made.add_argument("--only", choices=tuple(NAMES), default="all", help=told)
    return made


def _out(made: argparse.ArgumentParser) -> None:
    made.add_argument("out", type=Path, metavar="OUT.xlsx")
    replaceable(made)


def _wanted(arguments: argparse.Namespace) -> Wanted:
    first, last = entries.year(arguments.year) if arguments.year else (None, None)
    return Wanted(kind=arguments.kind, words=arguments.words, first=first, last=last, voided=arguments.voided)


def _list(desk: Desk, arguments: argparse.Namespace) -> object:
    return _told(listed.seen(desk, _wanted(arguments)))


def _export(desk: Desk, arguments: argparse.Namespace) -> object:
    return _exported(desk, listed.seen(desk, _wanted(arguments)), arguments)


def _add(desk: Desk, arguments: argparse.Namespace) -> object:
    kinds.kind(desk, arguments.kind)  # says which there are
    return {"id": entries.add(desk, arguments.kind, reading.values(arguments.source))}


def _letters(desk: Desk, arguments: argparse.Namespace) -> object:
    return _told(letters.seen(desk, cast("Quick", arguments.only)))


def _letters_out(desk: Desk, arguments: argparse.Namespace) -> object:
    return _exported(desk, letters.seen(desk, cast("Quick", arguments.only)), arguments)


def _told(seen: SeenList) -> Told:
    plain = [dict(zip(seen.heads, map(str, line.cells), strict=True)) for line in seen.lines]
    return Told(plain, ["\t".join(map(str, line.cells)) for line in seen.lines])


def _exported(desk: Desk, seen: SeenList, arguments: argparse.Namespace) -> object:
    out = target(arguments, arguments.out, ".xlsx")
    listing.export(desk, seen, listing.COVERED, out)
    return {"files": [str(out)], "lines": len(seen.lines)}
