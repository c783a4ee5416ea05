"""import: a county's list in, taken back, or returned with its results."""

import argparse
import sys
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, replaceable, target, with_desk
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases.on_books import Opening, open_on
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import columns, roster
from anbang_desktop.services.roster_import.plan import ImportPlan


def add(commands: Commands) -> None:
    """The commands of this subject."""
    entry = commands.add_parser("import", help="导入县局名单，或撤销一次导入（import undo ID）")
    entry.add_argument("list", metavar="LIST|undo|return", help="名单文件；或 undo ID；或 return ID OUT.xlsx")
    entry.add_argument("more", nargs="*", default=[], help=argparse.SUPPRESS)
    entry.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    entry.add_argument("--problems", metavar="OUT.xlsx", help="把有问题的行另存")
    replaceable(entry)
    entry.add_argument(
        "--accept", default="", metavar="ROWS", help="同时导入这些“需确认”的行，例如 6,12 或 all"
    )
    entry.add_argument("--sheet", metavar="SHEET", help="导入这一张表；不写就选最像名单的一张")
    entry.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="列=字段",
        help="这一列就是这一项，例如 落脚=现居住地；列=不导入 则不要这一列；可写多次",
    )
    entry.add_argument("--accept-map", action="store_true", help="请确认的列都按程序提出的采用")
    entry.add_argument(
        "--known",
        action="append",
        default=[],
        metavar="列=更新|只填空|跳过",
        help="本所已有的人，这一列与名单不同时怎么办；可写多次",
    )
    entry.add_argument(
        "--as",
        dest="kind",
        choices=("list", "inside"),
        default="list",
        help="inside：服刑人员名册，名单上的人还在服刑，登记进“服刑人员”；不写就是县局名单",
    )
    entry.add_argument("--opening", action="store_true", help="建账：名单上的人已经在册，直接登记为在册")
    entry.add_argument("--on", metavar="DATE", help="建账日期，花名册所说的那一天（不写就是今天）")
    entry.add_argument("--reason", default="", metavar="TEXT", help="建账的理由，写在每人的经过里")
    entry.add_argument("--json", action="store_true", help="输出 JSON")
    entry.set_defaults(run=with_desk(_import_or_undo))


def _import_or_undo(desk: Desk, arguments: argparse.Namespace) -> object:
    if arguments.list == "undo" and len(arguments.more) == 1:
        return {
            "undone": roster.undo(desk, reading.number(arguments.more[0])),
            "import_id": reading.number(arguments.more[0]),
        }
    if arguments.list == "return" and len(arguments.more) == 2:
        roster.return_list(
            desk, reading.number(arguments.more[0]), target(arguments, Path(arguments.more[1]), ".xlsx")
        )
        return {"files": [arguments.more[1]]}
    if arguments.more:
        print("用法：import LIST，import undo ID，或者 import return ID OUT.xlsx", file=sys.stderr)
        raise SystemExit(2)
    return _import(desk, arguments)


def _import(desk: Desk, arguments: argparse.Namespace) -> object:
    problems = target(arguments, Path(arguments.problems), ".xlsx") if arguments.problems else None
    opening = _opening(desk, arguments)
    inside = arguments.kind == "inside"
    if opening and inside:
        raise UserError(
            "--opening 和 --as inside 不能一起用。", "在册的人用 --opening，还在服刑的用 --as inside。"
        )
    plan = roster.plan(desk, Path(arguments.list), arguments.sheet, opening=opening, inside=inside)
    plan = _matched(desk, plan, arguments)
    if problems:
        roster.problems_file(plan, problems)
    result, accept = plan.as_json(), _accepted(arguments.accept, plan)
    if not arguments.dry_run:
        result["import_id"] = roster.commit(desk, plan, accept, Progress()).import_id
    return result


def _opening(desk: Desk, arguments: argparse.Namespace) -> Opening | None:
    if not arguments.opening:
        if arguments.on or arguments.reason:
            raise UserError("--on 和 --reason 只用于建账。", "请加上 --opening，或者去掉这两项。")
        return None
    return open_on(desk, reading.day(arguments.on, desk.today), arguments.reason)


def _matched(desk: Desk, plan: ImportPlan, arguments: argparse.Namespace) -> ImportPlan:
    """The plan with what the command line says of its columns."""
    offered = dict(plan.suggested) if arguments.accept_map else {}
    mapping = {**offered, **columns.mapping_of(plan, arguments.map)}
    if mapping:
        plan = roster.revise(desk, plan, mapping=mapping)
    treatments = columns.treatments_said(plan, arguments.known)
    return roster.revise(desk, plan, treatments=treatments) if treatments else plan


def _accepted(words: str, plan: ImportPlan) -> frozenset[int]:
    asked = frozenset(row.number for row in plan.with_verdict(Verdict.ASK))
    if words == "all":
        return asked
    wanted = {part.strip() for part in words.split(",") if part.strip()}
    if not all(part.isdecimal() and int(part) in asked for part in wanted):
        raise UserError(
            f"--accept {words} 里有不是“需确认”的行。", "请写行号，用逗号隔开，例如 6,12，或写 all。"
        )
    return frozenset(int(part) for part in wanted)
