"""papers blank, papers own: forms to be filled in by hand; what is stored about a person, for the person."""

import argparse
from pathlib import Path

from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.documents.blank_names import names_of
from anbang_desktop.services.outputs import write_beside


def under(papers_: Commands) -> None:
    """The commands of this subject, in the group of papers."""
    blank = leaf(papers_, "blank", "空白表格，手写用；不写种类时列出全部", with_desk(_blank))
    blank.add_argument("kind", nargs="?", default="", metavar="KIND", help="例如 contact")
    blank.add_argument("--out", metavar="FILE.pdf", help="存到哪里")
    blank.add_argument("--copies", type=int, default=1, metavar="N", help="份数，默认 1")
    replaceable(blank)
    own = leaf(papers_, "own", "个人资料：程序里记着这个人的内容，交给本人", with_desk(_own))
    own.add_argument("no", metavar="NO")
    own.add_argument("--out", required=True, metavar="FILE.pdf")
    own.add_argument("--special", action="store_true", help="连特别敏感的内容（健康等）也印")
    replaceable(own)


def _blank(desk: Desk, arguments: argparse.Namespace) -> object:
    if not arguments.kind:
        listed = [{"kind": kind, "title": title} for kind, title in names_of()]
        return Told(listed, [f"{kind}　{title}" for kind, title in names_of()])
    if not arguments.out:
        raise UserError("没有写存到哪里。", "请加上 --out 文件名.pdf。", field="out")
    out = target(arguments, Path(arguments.out), ".pdf")
    pdf = papers.archival(papers.blank(desk, arguments.kind, max(1, arguments.copies)))
    with write_beside(out, pdf):
        pass
    return {"files": [str(out)], "pages": papers.page_count(pdf)}


def _own(desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, Path(arguments.out), ".pdf")
    kind = papers.OWN_DATA_SPECIAL if arguments.special else papers.OWN_DATA
    return {"files": [str(out)], "pages": papers.save(desk, arguments.no, kind, out)}
