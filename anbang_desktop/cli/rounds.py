"""round: the group is asked for its sheets, sheets come in, the waiting ends; what a sheet says is told to
nobody before.
"""

import argparse
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.domain.instrument import UNKNOWN
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records import assessment_round
from anbang_desktop.services.records.assessment_round import Round


def add(commands: Commands) -> None:
    """The commands of this subject."""
    group = commands.add_parser("round", help="评估：发评分单、登记、结束评分")
    verbs = group.add_subparsers(required=True, metavar="动作")
    begun = leaf(verbs, "open", "请小组成员各自评分", with_desk(_open))
    begun.add_argument("no", help="档案编号")
    begun.add_argument("--kind", required=True, metavar="K", help="评估种类，例如 PERIODIC")
    begun.add_argument("--member", action="append", default=[], metavar="N", help="请谁评；不写时请全体成员")
    begun.add_argument("--event", default="", metavar="T", help="触发事件")
    begun.add_argument("--form", default="", metavar="ID", help="评估表的编号；不写时按种类和类别选")
    begun.add_argument("--on", metavar="DATE", help="哪一天的")
    begun.add_argument("--out", metavar="FILE.pdf", help="同时把各人的评分单写成一个文件")
    replaceable(begun)
    sheet = leaf(verbs, "sheet", "登记一名成员的评分单；登记以后不能再看", with_desk(_sheet))
    sheet.add_argument("no", help="档案编号")
    sheet.add_argument("member", metavar="MEMBER", help="成员姓名")
    what = sheet.add_mutually_exclusive_group(required=True)
    what.add_argument("--from", dest="source", metavar="FILE.json", help="项目：答案，例如 B1: 租住")
    what.add_argument("--unknown", action="store_true", help=f"每一项都{UNKNOWN}")
    sheet.add_argument("--note", default="", metavar="T", help="想说的话")
    sheet.add_argument("--reason", default="", metavar="T", help="重新登记的原因")
    closed = leaf(verbs, "close", "收齐了，或者不再等，开始商定", with_desk(_close))
    closed.add_argument("no", help="档案编号")
    closed.add_argument("--reason", default="", metavar="T", help="没有收齐时，为什么不再等")
    closed.add_argument("--on", metavar="DATE", help="哪一天的")
    late = leaf(verbs, "admit", "会上采纳一份迟交的评分单", with_desk(_admit))
    late.add_argument("no", help="档案编号")
    late.add_argument("member", metavar="MEMBER", help="成员姓名")
    shown = leaf(verbs, "status", "谁还没有交；结束以后，各项怎么分布", with_desk(_status))
    shown.add_argument("no", help="档案编号")


def _open(desk: Desk, arguments: argparse.Namespace) -> object:
    on, no = reading.day(arguments.on, desk.today), arguments.no
    out = target(arguments, Path(arguments.out), ".pdf") if arguments.out else None
    event, form = arguments.event, arguments.form
    made = assessment_round.begin_round(desk, no, arguments.kind, arguments.member, event, on, form)
    if out is not None:
        with write_beside(out, papers.form(desk, no, papers.ROUND_SHEETS, made)):
            papers.note_print(desk, no, papers.ROUND_SHEETS, made)
    return _status(desk, arguments)


def _sheet(desk: Desk, arguments: argparse.Namespace) -> object:
    found = _found(desk, arguments.no)
    asked = [item.code for block in found.instrument.asked for item in block.items]
    unknown: dict[str, object] = dict.fromkeys(asked, UNKNOWN)
    said = unknown if arguments.unknown else reading.values(arguments.source)
    no, member = arguments.no, arguments.member
    came = assessment_round.put_in(desk, no, member, said, arguments.note, arguments.reason)
    return {"no": no, "member": member, "late": came.late}


def _close(desk: Desk, arguments: argparse.Namespace) -> object:
    assessment_round.close(desk, arguments.no, arguments.reason, reading.day(arguments.on, desk.today))
    return _status(desk, arguments)


def _admit(desk: Desk, arguments: argparse.Namespace) -> object:
    assessment_round.admit(desk, arguments.no, arguments.member)
    return _status(desk, arguments)


def _status(desk: Desk, arguments: argparse.Namespace) -> object:
    found = _found(desk, arguments.no)
    told: dict[str, object] = {
        "round": found.record.id,
        "form": found.instrument.id,
        "closed": found.record.closed_on,
        "came": found.came,
        "asked": [
            {"member": one.member, "in": one.came_at is not None, "late": one.late} for one in found.asked
        ],
    }
    lines = [f"{one.member}\t{_state(one)}" for one in found.asked]
    if found.closed:
        laid = assessment_round.laid(desk, found)
        told["agreement"] = laid.word
        told["spread"] = [
            {"item": one.code, "counts": one.counts, "unknown": one.unknown, "discuss": one.discuss}
            for one in laid.spreads
        ]
        lines.append(f"成员意见\t{laid.word}")
        lines += [f"{one.code} {one.label}\t要商量" for one in laid.spreads if one.discuss]
    return Told(told, lines)


def _state(one: assessment_round.Asked) -> str:
    if one.came_at is None:
        return "没有交"
    return ("迟交，已采纳" if one.admitted else "迟交") if one.late else "已登记"


def _found(desk: Desk, no: str) -> Round:
    found = assessment_round.show(desk, no)
    if found is None:
        raise UserError(f"{no} 没有在评分的一轮。", "请先用 round open 发评分单。", field="no")
    return found
