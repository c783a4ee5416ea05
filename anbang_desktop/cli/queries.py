"""queries: what other units asked of a person: the register, and the answer as a paper."""

import argparse
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing, papers
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.worklist import queries


def add(commands: Commands) -> None:
    """The commands of this subject."""
    group = commands.add_parser("queries", help="外单位查询：登记簿、答复函").add_subparsers(
        required=True, metavar="动作"
    )
    leaf(group, "list", "列出外单位查询（登记用 record NO query）", with_desk(_list))
    out = leaf(group, "export", "导出登记簿为表格", with_desk(_export))
    out.add_argument("out", type=Path, metavar="OUT.xlsx")
    replaceable(out)
    answer = leaf(group, "answer", "答复函：提供审批同意的内容，或者写明不予提供的规定", with_desk(_answer))
    answer.add_argument("no", metavar="NO")
    answer.add_argument("out", type=Path, metavar="OUT.pdf")
    answer.add_argument("--id", default="", metavar="ID", help="哪一次查询；不写是最近一次")
    replaceable(answer)


def _list(desk: Desk, _arguments: argparse.Namespace) -> object:
    shown = [
        {
            "received_on": one.query.received_on,
            "unit": one.query.unit,
            "unit_kind": one.kind,
            "about": one.about,
            "stands": one.stands,
            "answered_on": one.query.answered_on,
            "id": one.query.id,
        }
        for one in queries.lines(desk)
    ]
    return Told(shown, ["\t".join(str(value or "") for value in row.values()).rstrip() for row in shown])


def _export(desk: Desk, arguments: argparse.Namespace) -> object:
    seen, out = queries.seen(desk), target(arguments, arguments.out, ".xlsx")
    listing.export(desk, seen, listing.COVERED, out)
    return {"files": [str(out)], "rows": len(seen.lines)}


def _answer(desk: Desk, arguments: argparse.Namespace) -> object:
    record_id = reading.number(arguments.id) if arguments.id else None
    pdf = papers.form(desk, arguments.no, papers.QUERY_ANSWER, record_id)
    out = target(arguments, arguments.out, ".pdf")
    with write_beside(out, pdf):
        papers.note_print(desk, arguments.no, papers.QUERY_ANSWER, record_id)
    return {"files": [str(out)], "pages": papers.page_count(pdf)}
