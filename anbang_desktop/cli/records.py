"""record: write down, list, show, correct, void and restore what was recorded of a person."""

import argparse

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Act, Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.cli.special import Cover, may_reveal
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Record
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Kind, kind_of
from anbang_desktop.services.worklist import people

VERBS = ("record show", "record correct", "record void", "record restore")
_NAMES = tuple(kind.name for kind in KINDS)


def add(commands: Commands) -> None:
    """The commands of this subject."""
    record = leaf(commands, "record", "登记一份记录，或者列出一种记录的编号", with_desk(_record))
    _of_kind(record)
    what = record.add_mutually_exclusive_group(required=True)
    what.add_argument("--from", dest="source", metavar="FILE.json", help="按这个文件登记")
    what.add_argument("--list", action="store_true", help="列出已有的记录，作废的也在内")
    record.add_argument("--on", metavar="DATE", help="哪一天的")
    shown = _one(commands, "record show", "查看一条记录", _show)
    may_reveal(shown)
    correct = _one(commands, "record correct", "更正一条记录，原值留在历史里", _correct)
    correct.add_argument("--from", dest="source", metavar="FILE.json", help="只写要更正的项目")
    correct.add_argument("--on", metavar="DATE", help="改成哪一天的（记录里没有日期项目的）")
    correct.add_argument("--reason", default="", metavar="T", help="为什么更正")
    void = _one(commands, "record void", "作废一条记录，以后不再计入，仍可查看", _void)
    void.add_argument("--reason", required=True, metavar="T", help="为什么作废")
    restore = _one(commands, "record restore", "恢复一个项目的原值", _restore)
    restore.add_argument("--field", required=True, metavar="F", help="哪一项，例如 content")
    restore.add_argument("--unit", metavar="UNIT", help="哪一次改动以前的值；不写是最近一次")
    restore.add_argument("--reason", default="", metavar="T", help="为什么恢复")
    may_reveal(restore)


def _of_kind(made: argparse.ArgumentParser) -> None:
    made.add_argument("no", help="档案编号")
    made.add_argument("kind", choices=_NAMES)


def _one(commands: Commands, name: str, words: str, act: Act) -> argparse.ArgumentParser:
    made = leaf(commands, name, words, with_desk(act))
    _of_kind(made)
    made.add_argument("id", metavar="ID", help="记录的编号（record NO KIND --list 列出）")
    return made


def _record(desk: Desk, arguments: argparse.Namespace) -> object:
    if arguments.list:
        return _list(desk, arguments.no, arguments.kind)
    on = reading.day(arguments.on, desk.today)
    record_id = write.record(desk, arguments.no, arguments.kind, reading.values(arguments.source), on)
    return {"no": arguments.no, "kind": arguments.kind, "record": record_id}


def _list(desk: Desk, no: str, kind: str) -> object:
    about, known = people.show(desk, no).file, _known(kind)
    if known.fields is REGISTRATION:
        row = {"id": about.case_id, "on": about.case.filled_on, "voided": False, "void_reason": None}
        return [{**row, "entered_at": about.case.entered_at, "entered_by": about.case.entered_by, "says": ""}]
    listed = [_listed(desk, known, one) for one in about.all_of(known.fields.record)]
    return Told(listed, [_line(one) for one in listed])


def _listed(desk: Desk, known: Kind, one: Record) -> dict[str, object]:
    said = known.fields.field(known.says) if known.says is not None else None
    return {
        "id": one.id,
        "on": one.on,
        "voided": one.voided_at is not None,
        "void_reason": one.void_reason,
        "entered_at": one.entered_at,
        "entered_by": one.entered_by,
        "says": said.kind.show(getattr(one, said.name), desk.read_context) if said else "",
    }


def _line(row: dict[str, object]) -> str:
    voided = f"已作废：{row['void_reason']}" if row["voided"] else ""
    return f"{row['id']}\t{row['on']}\t{row['entered_by']}\t{row['says']}\t{voided}".rstrip()


def _known(kind: str) -> Kind:
    known = kind_of(kind)
    if known is None:
        raise KeyError(kind)
    return known


def _show(desk: Desk, arguments: argparse.Namespace) -> object:
    about, known = people.show(desk, arguments.no).file, _known(arguments.kind)
    cover = Cover(reveal=arguments.reveal)
    values = _values(about, known, reading.number(arguments.id), cover)
    cover.note(desk, about.no)
    return {"no": about.no, "record_kind": known.name, **values}


def _values(about: CaseFile, known: Kind, record_id: int, cover: Cover) -> dict[str, object]:
    if known.fields is not REGISTRATION:
        found = write.find(about, known.name, record_id)
        return {**cover.record(found), "voided": found.voided_at is not None}
    if record_id != about.case_id:
        raise UserError(f"{about.no} 没有 {record_id} 号登记表。", "请核对编号。", field="id")
    both = {**cover.record(about.client), **cover.record(about.case)}
    values = {field.name: both[field.name] for field in known.fields.fields}
    return {**values, "id": record_id, "voided": False}


def _correct(desk: Desk, arguments: argparse.Namespace) -> object:
    no, kind, record_id = arguments.no, arguments.kind, reading.number(arguments.id)
    values = reading.values(arguments.source) if arguments.source else {}
    on = reading.day(arguments.on, desk.today)
    write.correct(desk, no, kind, record_id, values, arguments.reason, on)
    return {"no": no, "kind": kind, "record": record_id, "corrected": True}


def _void(desk: Desk, arguments: argparse.Namespace) -> object:
    no, kind, record_id = arguments.no, arguments.kind, reading.number(arguments.id)
    write.void(desk, no, kind, record_id, arguments.reason)
    return {"no": no, "kind": kind, "record": record_id, "voided": True}


def _restore(desk: Desk, arguments: argparse.Namespace) -> object:
    no, kind, record_id = arguments.no, arguments.kind, reading.number(arguments.id)
    name = arguments.field
    label = history.label_of(kind, name)
    wanted = None if kind == REGISTRATION.name else record_id
    found = history.changes(desk, no, field=name, kind=kind, record_id=wanted)
    unit = reading.number(arguments.unit) if arguments.unit else None
    change = next((one for one in found if unit in (None, one.unit)), None)
    if change is None:
        raise UserError(f"“{label}”没有可以恢复的原值。", "请用 people history 核对改动。", field="field")
    history.restore(desk, no, change, arguments.reason)
    cover = Cover(reveal=arguments.reveal)
    restored = cover.value(change.label, change.old_value) if change.special else change.old_value
    cover.note(desk, no)
    return {"no": no, "kind": kind, "record": record_id, "field": name, "restored": restored}
