"""people: lists, search, one person as of now or of a past day, and what was changed."""

import argparse

from anbang_desktop.cli import ledger, reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told, plain
from anbang_desktop.cli.special import Cover, may_reveal
from anbang_desktop.domain.states import state as state_of
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate, history
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.history import Change
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.worklist import people


def add(commands: Commands) -> None:
    """The commands of this subject."""
    group = commands.add_parser("people", help="人员：列表、查找、查看、历史").add_subparsers(
        required=True, metavar="动作"
    )
    leaf(group, "list", "列表", with_desk(_list)).add_argument("--state", help="状态，例如 S10")
    found = with_desk(lambda desk, a: [_row(hit.row) for hit in people.search(desk, a.text)])
    leaf(group, "search", "查找", found).add_argument("text")
    shown = leaf(group, "show", "查看一人", with_desk(_person))
    shown.add_argument("no")
    shown.add_argument("--on", metavar="DAY", help="那一天结束时的情况")
    may_reveal(shown)
    leaf(group, "sealed", "封存的档案（要写明事由，会留下记录）", with_desk(_sealed)).add_argument(
        "--reason", required=True, help="事由"
    )
    changed = leaf(group, "history", "改动历史：原值、新值、何人、何时、为什么", with_desk(_history))
    changed.add_argument("no")
    changed.add_argument("--field", default="", metavar="F", help="只看这一项，例如 phone")
    may_reveal(changed)
    ledger.add(group)


def _row(row: people.PersonRow) -> dict[str, object]:
    shown = {
        name: getattr(row, name)
        for name in ("no", "name", "id_no_masked", "state", "state_code", "release_date", "village")
    }
    return {**shown, "state_code": state_of(row.state_code).short}


def _list(desk: Desk, arguments: argparse.Namespace) -> object:
    states = frozenset({reading.state(arguments.state)}) if arguments.state else frozenset()
    ids = people.list_ids(desk, people.PeopleFilter(states=states))
    return [_row(row) for row in people.rows(desk, ids)]


def _sealed(desk: Desk, arguments: argparse.Namespace) -> object:
    gate.open_all(desk, arguments.reason)
    ids = people.list_ids(desk, people.PeopleFilter(quick=people.SEALED))
    marks = sealing.marks(desk, ids)
    return [{**_row(row), "sealing": marks[row.id]} for row in people.rows(desk, ids)]


def _person(desk: Desk, arguments: argparse.Namespace) -> object:
    day, cover = reading.day(arguments.on, desk.today), Cover(reveal=arguments.reveal)
    about = people.show(desk, arguments.no).file
    shown = _file(about if day is None else history.as_of(desk, arguments.no, day), cover)
    cover.note(desk, about.no)
    return shown


def _file(about: CaseFile, cover: Cover) -> dict[str, object]:
    """A case with its person and the records that count."""
    both = {**cover.record(about.client), **cover.record(about.case)}
    return {
        "no": about.no,
        **{name: value for name, value in both.items() if name in about.values},
        "state": state_of(about.state).label,
        "state_code": state_of(about.state).short,
        "records": {
            kind.name: [cover.record(one) for one in about.of(kind.fields.record)]
            for kind in KINDS
            if kind.fields.table
        },
    }


def _history(desk: Desk, arguments: argparse.Namespace) -> object:
    cover = Cover(reveal=arguments.reveal)
    found = history.changes(desk, arguments.no, field=arguments.field)
    told = Told([_change(one, cover) for one in found], [_line(one, cover) for one in found])
    cover.note(desk, arguments.no)
    return told


def _change(one: Change, cover: Cover) -> dict[str, object]:
    return {
        "at": one.at,
        "by": one.by,
        "unit": one.unit,
        "what": one.what,
        "kind": one.kind,
        "id": one.id,
        "field": one.field,
        "label": one.label,
        "old": _covered(one, cover, history.ERASED if one.old == history.ERASED else one.old_value),
        "new": _covered(one, cover, history.ERASED if one.new == history.ERASED else one.new_value),
        "reason": one.reason,
    }


def _line(one: Change, cover: Cover) -> str:
    old, new = _covered(one, cover, one.old) or "（空）", _covered(one, cover, one.new) or "（空）"
    why = f"（{one.reason}）" if one.reason else ""
    return f"{one.at:%Y-%m-%d %H:%M}\t{one.by}\t{one.what}\t{one.label}：{old} → {new}{why}"


def _covered(one: Change, cover: Cover, value: object) -> object:
    covered = one.special and value != history.ERASED
    return cover.value(one.label, value) if covered else plain(value)
