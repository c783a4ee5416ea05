"""office rules instrument: the office's own assessment form given out to edit, checked, tried, taken."""

import argparse
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs import instrument_trial, own_instrument
from anbang_desktop.services.packs.instrument_trial import DOWN, UP, Trial
from anbang_desktop.services.packs.taking import Decision


def add(rules: Commands) -> None:
    """The commands of this subject, under ``office rules``."""
    form = rules.add_parser("instrument", help="评估表：导出一份来改，检查，用做过的评估试评，换上")
    verbs = form.add_subparsers(metavar="动作", required=True)
    leaf(verbs, "show", "在用的评估表，换过的评估表", with_desk(_show))
    giving = leaf(verbs, "export", "导出一份来改（.toml，用记事本打开）", with_desk(_export))
    giving.add_argument("out", type=Path, metavar="OUT.toml")
    giving.add_argument("--of", default="", metavar="ID", help="哪一张表，不写是完整评估表")
    replaceable(giving)
    _of_file(leaf(verbs, "check", "检查改好的表：一次列出所有错误；什么也不改", with_desk(_check)))
    _of_file(leaf(verbs, "try", "用每个人最近一次评估试评：谁的建议会变；什么也不改", with_desk(_try)))
    taking = _of_file(leaf(verbs, "take", "换上改好的表；做过的评估不变", with_desk(_take)))
    taking.add_argument("--approved-by", required=True, metavar="NAME", help="批准人")
    taking.add_argument("--from", dest="since", metavar="DAY", help="起用日期，不写是今天")
    taking.add_argument("--on", metavar="DAY", help="批准日期，不写是今天")
    taking.add_argument("--number", default="", metavar="TEXT", help="文号")


def _of_file(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("file", type=Path)
    return made


def _show(desk: Desk, _arguments: argparse.Namespace) -> object:
    forms, taken = desk.instruments, own_instrument.history(desk)
    values = {
        "in_use": [{"id": one.id, "name": one.name, "version": one.version} for one in forms],
        "taken": [{"id": one.id, "from": one.effective_from, "approver": one.approver} for one in taken],
    }
    using = [f"{one.id}\t{one.name}\t{one.version}" for one in forms]
    before = [f"{one.id}\t{one.effective_from} 起用\t{one.approver} {one.decided_on} 批准" for one in taken]
    return Told(values, [*using, *before])


def _export(desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, arguments.out, ".toml")
    copy = own_instrument.export(desk, out, arguments.of)
    return {"file": out, "id": copy.id}


def _check(desk: Desk, arguments: argparse.Namespace) -> object:
    found = own_instrument.read(desk, arguments.file)
    changed = [f"{one.what}\t{one.before}\t→ {one.after}" for one in found.changes]
    good = ["没有错误。", *changed] if changed else ["没有错误，和在用的一样。"]
    values = {"faults": found.faults, "changes": found.changes}
    return Told(values, list(found.faults) or good)


def _try(desk: Desk, arguments: argparse.Namespace) -> object:
    form = own_instrument.usable(own_instrument.read(desk, arguments.file))
    return Told(told := instrument_trial.rehearse(desk, form), _lines(told))


def _lines(told: Trial) -> list[str]:
    head = f"试评 {told.scored} 人：{told.many(UP)} 人的建议升，{told.many(DOWN)} 人的降；谁的类别也不改"
    counts = [f"{before}\t→ {after}\t{many} 人" for before, after, many in told.counts]
    turned = [
        f"{one.no}\t{one.before}\t→ {one.after}\t{one.way}\t{'；'.join(one.why)}" for one in told.turned
    ]
    lacking = [f"缺“{item}”\t{many} 人" for item, many in told.lacking]
    others = [f"答案不全，不能试评\t{told.unscored} 人", *lacking] if told.unscored else []
    return [head, *counts, *turned, *others, f"没有用这种表评过\t{told.without} 人"]


def _take(desk: Desk, arguments: argparse.Namespace) -> object:
    found = own_instrument.read(desk, arguments.file)
    form = own_instrument.usable(found)
    since = reading.day(arguments.since, desk.today) or desk.today
    day = reading.day(arguments.on, desk.today) or desk.today
    own_instrument.take(desk, found, since, Decision(arguments.approved_by, day, arguments.number))
    return {"taken": form.id, "effective_from": since}
