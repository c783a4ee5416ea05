"""archive, report: the bound file of a case; a county's sheets (``sending``, ``statistics``)."""

import argparse
import sys
from pathlib import Path

from anbang_desktop.cli import filing, machine, reading, sending, statistics
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import show
from anbang_desktop.errors import UserError
from anbang_desktop.fields.file_item import FILE_ITEM
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive
from anbang_desktop.services.reports import learning, making, own


def add(commands: Commands) -> None:
    """The commands of this subject."""
    files = commands.add_parser("archive", help="档案：放入材料、合订成册").add_subparsers(
        required=True, metavar="动作"
    )
    put = leaf(files, "add", "放入一份材料：扫描件，或者只记下纸质件放在哪里", with_desk(_put))
    put.add_argument("no", metavar="NO")
    put.add_argument("paper", metavar="PAPER", help="卷宗目录里的种类，例如 release_certificate")
    put.add_argument("--title", default="", metavar="T", help="题名")
    put.add_argument("--on", metavar="DATE", help="哪一天的")
    put.add_argument("--scan", metavar="FILE", help="扫描件")
    put.add_argument("--shelf", default="", metavar="PLACE", help="纸质件存放的地方")
    put.add_argument("--pages", type=int, metavar="N", help="只有纸质件时，它有几页")
    bind = leaf(files, "bind", "合订成一份 PDF", with_desk(_bind))
    bind.add_argument("no")
    bind.add_argument("--out", required=True, metavar="FILE.pdf")
    bind.add_argument("--inner", action="store_true", help="封存的档案：装订存档件（全部内容，只留本所）")
    bind.add_argument("--checked-by", default="", metavar="NAME", help="检查人，写在备考表上")
    replaceable(bind)
    filing.add(files)
    report = commands.add_parser("report", help="报表：学习空表、填报").add_subparsers(
        required=True, metavar="动作"
    )
    learn = leaf(report, "learn", "学习县局空表", with_desk(_learn))
    learn.add_argument("blank")
    learn.add_argument("--name", required=True)
    learn.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="R04|表名=R04",
        help="这张表列谁（R01 在册、R04 重点……）；表名=不填 则不填那张；可写多次",
    )
    learn.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="列=字段",
        help="这一列（或这一行）就是这一项，例如 落脚=现居住地；列=不填 则留空；可写多次",
    )
    learn.add_argument("--accept-map", action="store_true", help="请确认的列都按程序提出的采用")
    ours = leaf(report, "own", "自带的表：列出来，或者学习其中一张", with_desk(_own))
    ours.add_argument("id", nargs="?", default="", metavar="ID", help="例如 R04；不写时列出全部")
    make = leaf(report, "make", "填报", with_desk(_make))
    make.add_argument("name")
    make.add_argument(
        "--period", required=True, help="2026-11、2026Q4、2026H1、2026 或 2026-11-01..2026-11-30"
    )
    make.add_argument("--out", required=True, metavar="DIR")
    make.add_argument(
        "--allow-gaps", action="store_true", help="表上有没填的栏目也算办成；不加时文件照写，退出码为 1"
    )
    make.add_argument("--reason", default="", metavar="T", help="县局收到过的，再报一版要写更正的原因")
    sending.leaving(make)
    sending.add(report)
    machine.add(report)
    statistics.add(report)


def _put(desk: Desk, arguments: argparse.Namespace) -> object:
    on, scan = reading.day(arguments.on, desk.today), Path(arguments.scan) if arguments.scan else None
    about = arguments.no, arguments.paper, arguments.title
    kept = archive.add(desk, *about, on, scan, arguments.shelf, arguments.pages)
    return {"no": arguments.no, "kind": FILE_ITEM.name, "record": kept}


def _bind(desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, archive.file_for(Path(arguments.out), arguments.no.strip()), ".pdf")
    bound = archive.bind(desk, arguments.no, out, inner=arguments.inner, checked_by=arguments.checked_by)
    return {"files": bound.files, "pages": bound.pages}


def _learn(desk: Desk, arguments: argparse.Namespace) -> object:
    studied = learning.study(Path(arguments.blank))
    studied = learning.assign(studied, learning.said_sets(studied, arguments.set))
    told = learning.corrections(studied, arguments.map, accept=arguments.accept_map)
    try:
        return learning.keep(desk, studied, arguments.name, told)
    except UserError:
        if arguments.json:  # what was found is told, though it isn't kept
            show(learning.shown(studied, ""), as_json=True)
        raise


def _own(desk: Desk, arguments: argparse.Namespace) -> object:
    wanted = str(arguments.id).strip().upper()
    if not wanted:
        return [{"id": one.id, "name": one.name, "lists": one.told} for one in own.own_blanks()]
    if wanted not in {one.id for one in own.own_blanks()}:
        raise UserError(f"自带的表里没有“{arguments.id}”。", "请用 report own 看有哪些，例如 R01、R20。")
    return own.take(desk, wanted)


def _make(desk: Desk, arguments: argparse.Namespace) -> object:
    how = sending.said(arguments, arguments.reason)
    made = making.make(desk, arguments.name, arguments.period, Path(arguments.out), Progress(), how)
    if made.empty and not arguments.allow_gaps:
        said = f"这张表有 {len(made.empty)} 个栏目没有填，列在“{Path(made.files[-1]).name}”里"
        print(f"{said}；看过、可以空着的，请加上 --allow-gaps。", file=sys.stderr)
        arguments.exit_code = 1
    return made
