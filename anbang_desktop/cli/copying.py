"""copying: a person's data in the order of another system's screen; the systems, and those of the office's
own.
"""

import argparse
from pathlib import Path

from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.cli.special import Cover, may_reveal
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import copy_systems, copying
from anbang_desktop.services.worklist.copy_data import sources


def add(commands: Commands) -> None:
    """The commands of this subject."""
    verbs = commands.add_parser("copying", help="照录：照着别的系统的次序看一个人").add_subparsers(
        metavar="动作", required=True
    )
    leaf(verbs, "systems", "列出有哪些系统", with_desk(_systems))
    leaf(verbs, "fields", "列出一行里能写的项目", lambda _arguments: _fields())
    show = leaf(verbs, "show", "照一个系统的次序列出一个人的内容，变了的标出来", with_desk(_show))
    show.add_argument("no", metavar="NO")
    _of_system(show)
    may_reveal(show)
    done = leaf(verbs, "done", "记下这个人在那个系统里都录好了", with_desk(_done))
    done.add_argument("no", metavar="NO")
    _of_system(done)
    adding = leaf(verbs, "add", "加一个系统（.toml）", with_desk(_add))
    adding.add_argument("file", type=Path)
    save = leaf(verbs, "save", "把一个系统的次序存成文件，照着写自己的", with_desk(_save))
    _of_system(save)
    save.add_argument("--out", required=True, metavar="FILE.toml")
    replaceable(save)
    _of_system(leaf(verbs, "remove", "去掉本所加的一个系统", with_desk(_remove)))


def _of_system(made: argparse.ArgumentParser) -> None:
    made.add_argument("--system", required=True, metavar="S", help="national、grid，或者本所加的")


def _systems(desk: Desk, _arguments: argparse.Namespace) -> object:
    found = copy_systems.systems(desk)
    values = [{"id": one.id, "name": one.name, "lines": len(one.shown)} for one in found]
    return Told(values, [f"{one.id}\t{one.name}\t{len(one.shown)} 行" for one in found])


def _fields() -> object:
    values = {name: one.field.label for name, one in sources().items()}
    return Told(values, [f"{name}\t{label}" for name, label in values.items()])


def _show(desk: Desk, arguments: argparse.Namespace) -> object:
    sheet, cover = copying.show(desk, arguments.no, arguments.system), Cover(reveal=arguments.reveal)
    copying.note_open(desk, sheet)
    values = [
        {
            "section": one.line.section,
            "label": one.line.label,
            "field": one.line.field,
            "value": cover.value(one.line.label, one.words) if one.covered else one.words,
            "since": one.since,
        }
        for one in sheet.values
    ]
    cover.note(desk, sheet.no)
    lines = [f"{row['label']}\t{row['value']}\t{_SAID[row['since']]}".rstrip() for row in values]
    return Told({"no": sheet.no, "system": sheet.system.id, "last": sheet.last, "values": values}, lines)


_SAID: dict[object, str] = {copying.Since.CHANGED: "变了", copying.Since.NEW: "", copying.Since.SAME: ""}


def _done(desk: Desk, arguments: argparse.Namespace) -> object:
    sheet = copying.show(desk, arguments.no, arguments.system)
    copying.remember(desk, sheet, {one.key for one in sheet.values})
    return {"no": sheet.no, "system": sheet.system.id, "changed": len(sheet.changed)}


def _add(desk: Desk, arguments: argparse.Namespace) -> object:
    made = copy_systems.add(desk, arguments.file)
    return {"id": made.id, "name": made.name, "lines": len(made.lines)}


def _save(desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, Path(arguments.out), ".toml")
    copy_systems.save(desk, arguments.system, out)
    return {"file": str(out)}


def _remove(desk: Desk, arguments: argparse.Namespace) -> object:
    copy_systems.remove(desk, arguments.system)
    return {"removed": arguments.system}
