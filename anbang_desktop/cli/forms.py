"""papers blank, own, tasks, pledge: forms to be filled in by hand; what is stored about a person, for the
person; what the members of a group get and sign.
"""

import argparse
from functools import partial
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
    for name, kind, told in _OF_GROUP:
        made = leaf(papers_, name, told, with_desk(partial(_of_group, kind)))
        made.add_argument("no", metavar="NO")
        made.add_argument("--out", required=True, metavar="FILE.pdf")
        replaceable(made)


_OF_GROUP = (
    ("tasks", papers.TASK_SLIPS, "任务单：不看档案的小组成员，每人一页"),
    ("pledge", papers.PLEDGE, "小组成员保密承诺书"),
)


def _of_group(kind: str, desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, Path(arguments.out), ".pdf")
    return {"files": [str(out)], "pages": papers.save(desk, arguments.no, kind, out)}


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
