"""papers return: scans that came back find their papers; agreements of many at once."""

import argparse
from pathlib import Path

from anbang_desktop.cli import forms, reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import returns, scan_filing, scan_reading
from anbang_desktop.services.documents.returns import ReturnedPaper, Standing


def add(commands: Commands) -> None:
    """The commands of this subject."""
    papers = commands.add_parser("papers", help="文书：签好的扫描件归位，空白表格，个人资料").add_subparsers(
        required=True, metavar="动作"
    )
    forms.under(papers)
    back = leaf(papers, "return", "读入扫描件，列出各是哪份文书、缺不缺页", with_desk(_return))
    back.add_argument("scans", nargs="+", type=Path, metavar="FOLDER", help="放扫描件的文件夹，或者扫描件")
    back.add_argument("--accept", action="store_true", help="页齐的、版本对的都归位；别的留着")
    back.add_argument("--on", metavar="DATE", help="签字的日期，不写就是今天")


def _return(desk: Desk, arguments: argparse.Namespace) -> object:
    taken = scan_reading.take_in(desk, arguments.scans)
    whole = [one.code for one in returns.waiting(desk).papers if one.standing is Standing.COMPLETE]
    filed: list[ReturnedPaper] = []
    if arguments.accept and whole:
        filed = scan_filing.file_papers(desk, whole, reading.day(arguments.on, desk.today))
    left = returns.waiting(desk)
    if taken.refused:
        arguments.exit_code = 1
    values = {
        "read": taken,
        "filed": [_plain(one) for one in filed],
        "papers": [_plain(one) for one in left.papers],
        "tray": [{"id": one.id, "file": one.file, "at": one.at} for one in left.tray],
    }
    lines = [f"{one.file}：{one.words}" for one in taken.refused]
    lines += [f"已归位　{_named(one)}　{one.of} 页" for one in filed]
    lines += [f"待确认　{_named(one)}　{one.words}" for one in left.papers]
    lines += [f"认不出　{one.file} 第 {one.at} 页" for one in left.tray]
    return Told(values, lines or ["没有读到新的页。"])


def _named(one: ReturnedPaper) -> str:
    return "　".join(filter(None, (one.no, one.name, one.title)))


def _plain(one: ReturnedPaper) -> dict[str, object]:
    return {
        "code": one.code,
        "no": one.no,
        "name": one.name,
        "title": one.title,
        "version": one.version,
        "state": one.standing.value,
        "pages": [page.page for page in one.pages],
        "missing": list(one.missing),
        "words": one.words,
    }
