"""report machine: everything as one workbook for a tool of the county."""

import argparse
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import machine
from anbang_desktop.services.reports.machine import Wanted
from anbang_desktop.services.reports.machine_columns import Shown


def add(report: Commands) -> None:
    """The command, under ``report``."""
    made = leaf(report, "machine", "给县局工具用的数据：代码、编号、说明齐全的一个工作簿", with_desk(_make))
    made.add_argument("--out", required=True, metavar="DIR")
    made.add_argument("--purpose", required=True, metavar="T", help="用途，会记下来")
    made.add_argument("--receiver", required=True, metavar="UNIT", help="交给谁，会记下来")
    made.add_argument("--from", dest="start", metavar="DATE", help="从哪天起")
    made.add_argument("--to", dest="end", metavar="DATE", help="到哪天止")
    made.add_argument("--full-ids", action="store_true", help="证件号和电话写全；不写这一项的遮住")
    made.add_argument("--special", action="store_true", help="含特别敏感的内容（健康、未成年人等）")


def _make(desk: Desk, arguments: argparse.Namespace) -> object:
    start, end = (reading.day(one, desk.today) for one in (arguments.start, arguments.end))
    shown = Shown(arguments.full_ids, arguments.special)
    wanted = Wanted(arguments.purpose, arguments.receiver, start, end, shown)
    return machine.make(desk, wanted, Path(arguments.out), Progress())
