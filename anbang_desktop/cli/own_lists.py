"""office lists: the office's own lists of names shown, added to, imported from a sheet, collected from the
records.
"""

import argparse
import sys
from pathlib import Path

from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.fields.own_lists import LISTS, OwnList
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import list_rows, own_lists
from anbang_desktop.services.office.own_lists import Line


def add(office: Commands) -> None:
    """The commands of this subject, under ``office``."""
    lists = office.add_parser(
        "lists", help="本所名单：村居、网格、工作人员、派出所、民警、监所、部门、用工单位、岗位、志愿者等"
    )
    verbs = lists.add_subparsers(metavar="动作", required=True)
    _of_list(leaf(verbs, "list", "列出一份名单", with_desk(_listed)))
    adding = _of_list(leaf(verbs, "add", "加名字", with_desk(_add)))
    adding.add_argument("names", nargs="+", metavar="NAME")
    importing = _of_list(
        leaf(verbs, "import", "从表格导入（.xlsx、.xls、.csv），一列名称就够", with_desk(_import))
    )
    importing.add_argument("file", type=Path)
    _of_list(leaf(verbs, "collect", "把记录里用过的名字收进来", with_desk(_collect)))


def _of_list(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    told = "，".join(f"{kind} {words.title}" for kind, words in LISTS.items())
    made.add_argument("list", choices=[str(kind) for kind in OwnList], help=told)
    return made


def _listed(desk: Desk, arguments: argparse.Namespace) -> object:
    found = own_lists.lines(desk, OwnList(arguments.list))
    return Told([_plain(one) for one in found], [_words(one) for one in found])


def _plain(one: Line) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "within": one.within,
        "phone": one.phone,
        "contact": one.contact,
        "about": one.about,
        "number": one.number,
        "until": one.until,
        "active": one.active,
        "used": one.used,
    }


def _words(one: Line) -> str:
    kept = (one.contact, one.about, f"{one.number} 人" if one.number else "", one.until)
    parts = (one.name, one.within, one.phone, *kept, f"{one.used} 处在用" if one.used else "")
    return "\t".join([*filter(None, parts), *([] if one.active else ["已停用"])])


def _add(desk: Desk, arguments: argparse.Namespace) -> object:
    return {"added": own_lists.add(desk, OwnList(arguments.list), arguments.names)}


def _import(desk: Desk, arguments: argparse.Namespace) -> object:
    kind = OwnList(arguments.list)
    found = list_rows.read_file(kind, arguments.file, Progress())
    for sentence in found.strange:
        print(f"{sentence}。", file=sys.stderr)
    return {"added": own_lists.add_lines(desk, kind, found.lines), "strange": found.strange}


def _collect(desk: Desk, arguments: argparse.Namespace) -> object:
    return {"added": own_lists.collect(desk, OwnList(arguments.list))}
