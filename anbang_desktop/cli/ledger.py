"""people health, explain, alike, merge, not-same, takeover, reassign: what does not agree or is not there,
who stands here twice, who looks after whom.
"""

import argparse
from collections import Counter
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.domain.states import state as state_of
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import alike, examine, explained, report
from anbang_desktop.services.health.checks import CHECKS, CheckId, check_of
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.health.finding import Finding
from anbang_desktop.services.health.report import Purpose
from anbang_desktop.services.merging import compare, merge
from anbang_desktop.services.takeover import printout, reassign, sheet
from anbang_desktop.services.takeover.sheet import EVERYBODY, Line


def add(people: Commands) -> None:
    """The commands, beside those of one person."""
    _add_health(people)
    _add_alike(people)
    taken = leaf(people, "takeover", "交接班单：某人名下或者全所，要交代的事", with_desk(_takeover))
    taken.add_argument("--worker", default=EVERYBODY, metavar="W", help="只列这个责任人名下的；不写是全所")
    taken.add_argument("--since", metavar="DAY", help="列出这一天以来办过的事；不写按规则包")
    taken.add_argument("--out", metavar="FILE.pdf", help="另存交接班单")
    replaceable(taken)
    moved = leaf(people, "reassign", "把一个责任人的人交给另一个，一次办完，可以撤销", with_desk(_reassign))
    moved.add_argument("worker", metavar="FROM", help="现在的责任人；写 - 是没有责任人的")
    moved.add_argument("new", metavar="TO", help="接手的责任人")
    moved.add_argument(
        "--village", action="append", default=[], metavar="V", help="只交这个村（居）的，可以写几次"
    )
    moved.add_argument("--no", action="append", default=[], metavar="NO", help="只交这份档案，可以写几次")
    moved.add_argument("--preview", action="store_true", help="只看会怎样，不改")
    moved.add_argument("--reason", default="", metavar="T", help="为什么")


def _add_health(people: Commands) -> None:
    names = [one.value for one in CheckId]
    looked = leaf(people, "health", "数据体检：前后对不上的、没有填全的", with_desk(_health))
    looked.add_argument("--check", choices=names, metavar="CHECK", help=f"只看这一项：{'、'.join(names)}")
    looked.add_argument("--settled", action="store_true", help="列出已经说明不是错误的")
    looked.add_argument("--out", metavar="FILE.pdf", help="另存台账检查")
    looked.add_argument("--purpose", default="", metavar="T", help="台账检查给谁看，写 --out 时要写")
    looked.add_argument("--names", action="store_true", help="台账检查里写全名，会记下来")
    replaceable(looked)
    told = leaf(people, "explain", "说明一份档案的一项不是错误", with_desk(_explain))
    told.add_argument("no", metavar="NO")
    told.add_argument("check", choices=names, metavar="CHECK")
    told.add_argument("--reason", default="", metavar="T", help="为什么不是错误")
    told.add_argument("--withdraw", action="store_true", help="收回说明")


def _add_alike(people: Commands) -> None:
    leaf(people, "alike", "疑似重复：像是同一个人登记了两次", with_desk(_alike))
    joined = leaf(people, "merge", "把后一份的人并入前一份，一次办完，可以撤销", with_desk(_merge))
    joined.add_argument("kept", metavar="NO", help="保留的档案")
    joined.add_argument("gone", metavar="OTHER", help="并进去的档案，编号以后还查得到")
    joined.add_argument(
        "--take", action="append", metavar="FIELD", help="这一项用后一份的，可以写几次；不写时只补空着的"
    )
    joined.add_argument("--preview", action="store_true", help="只比一比，不合并")
    apart = leaf(people, "not-same", "说明两份档案不是同一人，以后不再提示", with_desk(_not_same))
    apart.add_argument("no", metavar="NO")
    apart.add_argument("other", metavar="OTHER")
    apart.add_argument("--reason", default="", metavar="T", help="怎么核实的")


def _alike(desk: Desk, _arguments: argparse.Namespace) -> object:
    found = alike.queue(desk)
    values = [{"no": one.no, "other": one.other, "name": one.name, "why": one.words} for one in found]
    return Told(values, [f"{one.no}\t{one.name}\t{one.words}" for one in found] or ["没有疑似重复的人"])


def _merge(desk: Desk, arguments: argparse.Namespace) -> object:
    kept, gone = arguments.kept.strip(), arguments.gone.strip()
    both = compare.side_by_side(desk, kept, gone, as_named=True)
    if not arguments.preview:
        no = merge.merge(desk, kept, gone, arguments.take)
        return {"no": no, "merged": both.gone.no, "joined": both.joined}
    lines = [f"{line.label}\t{line.kept or '（空）'}\t{line.gone or '（空）'}" for line in both.differing]
    values = {
        "no": both.kept.no,
        "other": both.gone.no,
        "joined": both.joined,
        "lines": [
            {"field": one.name, "label": one.label, "kept": one.kept, "gone": one.gone, "takes": one.takes}
            for one in both.differing
        ],
    }
    return Told(values, [f"项目\t{both.kept.no}\t{both.gone.no}", *lines])


def _not_same(desk: Desk, arguments: argparse.Namespace) -> object:
    alike.not_same(desk, arguments.no, arguments.other, arguments.reason)
    return {"no": arguments.no.strip(), "other": arguments.other.strip(), "same": False}


def _health(desk: Desk, arguments: argparse.Namespace) -> object:
    file = target(arguments, Path(arguments.out), ".pdf") if arguments.out else None
    health = examine.examine(desk)
    if file is not None:
        report.save(desk, health, Purpose(arguments.purpose, whole=arguments.names), file)
    chosen = health.settled if arguments.settled else health.open
    listed = [one for one in chosen if arguments.check in (None, one.check)]
    counts = Counter(one.check for one in listed)
    lines = [
        f"{check.severity}\t{check.what}\t{counts[check.id]}" for check in CHECKS if counts[check.id]
    ] + [f"{one.no}\t{check_of(one.check).what}\t{one.words}" for one in listed]
    return Told([_finding(health, one) for one in listed], lines or ["没有查出什么"])


def _finding(health: Health, one: Finding) -> dict[str, object]:
    said = health.explained.get(one.key)
    return {
        "no": one.no,
        "check": one.check.value,
        "what": check_of(one.check).what,
        "severity": check_of(one.check).severity.name,
        "found": one.words,
        "state": state_of(one.state).short,
        "field": one.field,
        "kind": one.kind,
        "record": one.record,
        "explained": {"why": said.why, "by": said.by, "on": said.on} if said else None,
    }


def _explain(desk: Desk, arguments: argparse.Namespace) -> object:
    health, no = examine.examine(desk), arguments.no.strip()
    chosen = health.settled if arguments.withdraw else health.open
    found = [one for one in chosen if (one.no, one.check) == (no, arguments.check)]
    if not found:
        what = check_of(CheckId(arguments.check)).what
        words = "没有已经说明过的" if arguments.withdraw else "没有查出"
        raise UserError(f"{no} {words}“{what}”。", "请用 people health 核对。", field="check")
    if arguments.withdraw:
        explained.withdraw(desk, found)
    else:
        explained.explain(desk, found, arguments.reason)
    return {"no": no, "check": arguments.check, "explained": not arguments.withdraw, "count": len(found)}


def _takeover(desk: Desk, arguments: argparse.Namespace) -> object:
    file = target(arguments, Path(arguments.out), ".pdf") if arguments.out else None
    since = reading.day(arguments.since, desk.today) or sheet.usual_since(desk)
    made = sheet.read(desk, arguments.worker.strip(), since)
    if file is not None:
        printout.save(desk, made, file, watched=True)
    lines = [f"{one.part}\t{one.name}\t{one.what}\t{one.why}" for one in made.lines]
    values = {
        "worker": made.worker,
        "since": made.since,
        "people": [one.no for one in made.people],
        "lines": [_line(one) for one in made.lines],
    }
    return Told(values, lines or ["没有要交代的事"])


def _line(one: Line) -> dict[str, object]:
    return {
        "part": one.part.name,
        "no": one.no,
        "name": one.name,
        "what": one.what,
        "why": one.why,
        "until": one.until,
    }


def _reassign(desk: Desk, arguments: argparse.Namespace) -> object:
    worker = "" if arguments.worker.strip() == "-" else arguments.worker.strip()
    rows = reassign.held_by(desk, worker)
    if not rows:
        raise UserError(
            f"“{arguments.worker}”名下没有人。", "请用 people takeover 核对姓名。", field="worker"
        )
    villages, numbers = set(arguments.village), set(arguments.no)
    chosen = [
        row
        for row in rows
        if (not villages or row.village in villages) and (not numbers or row.no in numbers)
    ]
    if strange := sorted(numbers - {row.no for row in rows}):
        raise UserError(
            f"{strange[0]} 不在{worker or '没有责任人的人'}名下。", "请用 people takeover 核对。", field="no"
        )
    shares = {row.id: arguments.new for row in chosen}
    moves = reassign.plan(desk, shares)
    if not arguments.preview:
        reassign.hand_over(desk, shares, arguments.reason)
    values = [{"no": one.no, "name": one.name, "old": one.old, "new": one.new} for one in moves]
    return Told(values, reassign.in_words(moves))
