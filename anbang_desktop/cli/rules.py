"""office rules: the rules in force; a county's pack looked at, rehearsed, taken; the holidays of a year."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from anbang_desktop.cli import instruments, reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told, plain
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs import offered, rehearsal, taking, years
from anbang_desktop.services.packs.offered import Offered
from anbang_desktop.services.packs.rehearsal import Rehearsal
from anbang_desktop.services.packs.taking import Decision


def add(office: Commands) -> None:
    """The commands of this subject, under ``office``."""
    rules = office.add_parser("rules", help="规则：看现行的，换县司法局下发的规则包，导入节假日")
    verbs = rules.add_subparsers(metavar="动作", required=True)
    leaf(verbs, "show", "现行规则，换过的规则包", with_desk(_show))
    _of_file(leaf(verbs, "try", "看规则包变了什么，预演谁的日期会变；什么也不改", with_desk(_try)))
    taking_ = _of_file(leaf(verbs, "take", "换上规则包", with_desk(_take)))
    taking_.add_argument("--approver", required=True, metavar="NAME", help="批准人")
    taking_.add_argument("--on", metavar="DAY", help="批准日期，不写是今天")
    taking_.add_argument("--number", default="", metavar="TEXT", help="文号")
    importing = leaf(verbs, "holidays", "导入一年的节假日（.toml、.xlsx、.csv）", with_desk(_holidays))
    importing.add_argument("file", type=Path)
    instruments.add(verbs)


def _of_file(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("file", type=Path)
    made.add_argument("--from", dest="since", metavar="DAY", help="施行日期，不写的用规则包自己的")
    return made


def _show(desk: Desk, _arguments: argparse.Namespace) -> object:
    pack, taken = desk.pack, taking.history(desk)
    values = {
        **_of(pack),
        "rules": {key: pack.text(PackKey(key)) for key in pack.rules},
        "holidays": sorted(pack.calendar.years),
        "taken": [_without_text(plain(one)) for one in taken],
        "unread": desk.rules.unread,
    }
    lines = [f"{pack.name}　{pack.effective_from} 起施行", *(pack.text(PackKey(key)) for key in pack.rules)]
    return Told(values, [*lines, *desk.rules.unread])


def _without_text(taken: object) -> object:
    return (
        {name: one for name, one in taken.items() if name != "text"} if isinstance(taken, Mapping) else taken
    )


def _of(pack: RulePack) -> dict[str, object]:
    return {"id": pack.id, "name": pack.name, "effective_from": pack.effective_from}


def _offered(desk: Desk, arguments: argparse.Namespace) -> Offered:
    return offered.read(desk, arguments.file, reading.day(arguments.since, desk.today))


def _try(desk: Desk, arguments: argparse.Namespace) -> object:
    found = _offered(desk, arguments)
    told = rehearsal.rehearse(desk, found)
    values = {
        **_of(found.pack),
        "examples": len(found.pack.examples),
        "differences": found.differences,
        "people": told.people,
        "moved": told.moved,
    }
    return Told(values, _lines(found, told))


def _lines(found: Offered, told: Rehearsal) -> list[str]:
    head = f"{found.pack.name}　{found.effective_from} 起施行，{len(found.pack.examples)} 个示例都算得对"
    changed = [f"{one.head}\t{one.what}\t{one.before}\t→ {one.after}" for one in found.differences]
    moved = [f"{one.no}\t{one.what}\t{one.before}\t→ {one.after}\t{one.cause}" for one in told.moved]
    return [head, *changed, f"预演 {told.people} 人，{told.concerned} 人的日期要变", *moved]


def _take(desk: Desk, arguments: argparse.Namespace) -> object:
    found = _offered(desk, arguments)
    day = reading.day(arguments.on, desk.today) or desk.today
    taking.take(desk, found, Decision(arguments.approver, day, arguments.number))
    return {"taken": found.pack.id, "effective_from": found.effective_from}


def _holidays(desk: Desk, arguments: argparse.Namespace) -> object:
    found = years.read(desk, arguments.file)
    taking.take_year(desk, found)
    return {"year": found.year, "free": len(found.free), "worked": len(found.worked)}
