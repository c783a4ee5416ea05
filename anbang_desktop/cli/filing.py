"""archive rules, labels, lend, return, loans, list, lists, sign, finish, paper: how files are kept, and
where they are.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.fields.file_moves import ListKind
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive, file_moves
from anbang_desktop.services.documents.file_moves import Shown
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.outputs import write_beside

_KINDS = {"handover": ListKind.HANDOVER, "destruction": ListKind.DESTRUCTION}


def add(files: Commands) -> None:
    """The commands below ``archive``."""
    rules = leaf(files, "rules", "归档设置：看，或者改写了的几项", with_desk(_rules))
    rules.add_argument("--fonds", metavar="全宗号")
    rules.add_argument("--series", metavar="目录号")
    rules.add_argument("--years", type=int, metavar="N", help="保管年数，永久的写 0")
    rules.add_argument("--sides", choices=("one", "both"), help="单面或者双面装订")
    rules.add_argument("--by-piece", choices=("yes", "no"), help="按件归档，盖归档章")
    labels = leaf(files, "labels", "卷脊标签、盒脊标签", with_desk(_labels))
    labels.add_argument("numbers", nargs="+", metavar="NO")
    labels.add_argument("--box", action="store_true", help="这些卷放在一个盒里，只出盒脊标签")
    _out(labels)
    lend = leaf(files, "lend", "借出一份档案", with_desk(_lend))
    lend.add_argument("no")
    lend.add_argument("--to", required=True, metavar="NAME", help="借阅人")
    lend.add_argument("--unit", default="", help="借阅人的单位")
    lend.add_argument("--why", required=True, help="借阅理由")
    lend.add_argument("--due", required=True, metavar="DATE", help="应还日期")
    lend.add_argument("--on", metavar="DATE", help="借出日期")
    back = leaf(files, "return", "档案归还", with_desk(_back))
    back.add_argument("no")
    back.add_argument("--on", metavar="DATE")
    loans = leaf(files, "loans", "借出未还的；写编号时列这一份的借阅记录", with_desk(_loans))
    loans.add_argument("no", nargs="?", default="")
    slip = leaf(files, "slip", "借阅单（最近一次）", with_desk(_slip))
    slip.add_argument("no")
    _out(slip)
    listing = leaf(files, "list", "列移交清单或者销毁清册；不写编号时只看可以列入的", with_desk(_list))
    listing.add_argument("kind", choices=tuple(_KINDS))
    listing.add_argument("numbers", nargs="*", metavar="NO")
    listing.add_argument("--to", default="", help="接收单位")
    listing.add_argument("--why", default="", help="说明")
    leaf(files, "lists", "全部清单", with_desk(_lists))
    sign = leaf(files, "sign", "登记一个人的签字（移交人、接收人；批准人、监销人）", with_desk(_sign))
    sign.add_argument("list", type=int)
    sign.add_argument("--by", required=True, metavar="NAME")
    sign.add_argument("--on", metavar="DATE")
    finish = leaf(files, "finish", "已经移交、已经销毁：要两个人都签过字；数据不删除", with_desk(_finish))
    finish.add_argument("list", type=int)
    finish.add_argument("--on", metavar="DATE")
    paper = leaf(files, "paper", "清单的文书", with_desk(_paper))
    paper.add_argument("list", type=int)
    _out(paper)


def _out(made: argparse.ArgumentParser) -> None:
    made.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
    replaceable(made)


def _write(arguments: argparse.Namespace, pdf: bytes) -> dict[str, object]:
    file = target(arguments, arguments.out, ".pdf")
    with write_beside(file, pdf):
        return {"files": [str(file)]}


def _rules(desk: Desk, arguments: argparse.Namespace) -> object:
    said = {
        "fonds": arguments.fonds,
        "series": arguments.series,
        "years": arguments.years,
        "both_sides": arguments.sides and arguments.sides == "both",
        "by_piece": arguments.by_piece and arguments.by_piece == "yes",
    }
    wanted = {name: value for name, value in said.items() if value is not None}
    known = archive_rules.read(desk)
    return archive_rules.change(desk, replace(known, **wanted)) if wanted else known


def _labels(desk: Desk, arguments: argparse.Namespace) -> object:
    return _write(arguments, archive.labels(desk, arguments.numbers, box=arguments.box))


def _lend(desk: Desk, arguments: argparse.Namespace) -> object:
    due = reading.day(arguments.due, desk.today) or desk.today
    on = reading.day(arguments.on, desk.today)
    made = file_moves.lend(desk, arguments.no, arguments.to, arguments.why, due, arguments.unit, on)
    return {"no": arguments.no, "loan": made}


def _back(desk: Desk, arguments: argparse.Namespace) -> object:
    return file_moves.give_back(desk, arguments.no, reading.day(arguments.on, desk.today))


def _loans(desk: Desk, arguments: argparse.Namespace) -> object:
    if arguments.no:
        return file_moves.loans(desk, arguments.no)
    out = file_moves.out_now(desk)
    lines = [
        f"{one.no}\t{one.name}\t{one.loan.borrower}\t{one.loan.lent_on} 借出，{one.loan.due_on} 应还"
        + ("\t逾期" if one.overdue(desk.today) else "")
        for one in out
    ]
    values = [{"no": one.no, "loan": one.loan, "overdue": one.overdue(desk.today)} for one in out]
    return Told(values, lines or ["没有借出未还的档案"])


def _slip(desk: Desk, arguments: argparse.Namespace) -> object:
    made = _write(arguments, file_moves.slip(desk, arguments.no))
    file_moves.note_out(desk, f"借阅单 {arguments.no}", "export")
    return made


def _list(desk: Desk, arguments: argparse.Namespace) -> object:
    kind = _KINDS[arguments.kind]
    if not arguments.numbers:
        return file_moves.candidates(desk, kind)
    made = file_moves.make_list(desk, kind, arguments.numbers, arguments.to, arguments.why)
    return {"list": made, "files": len(file_moves.show_list(desk, made).files)}


def _lists(desk: Desk, _arguments: argparse.Namespace) -> object:
    return [_told(one) for one in file_moves.lists(desk)]


def _told(one: Shown) -> dict[str, object]:
    known = one.list
    return {
        "list": known.id,
        "kind": known.kind.label,
        "made_on": known.made_on,
        "files": len(one.files),
        "first_by": known.first_by,
        "second_by": known.second_by,
        "done_on": known.done_on,
    }


def _sign(desk: Desk, arguments: argparse.Namespace) -> object:
    return file_moves.say(desk, arguments.list, arguments.by, reading.day(arguments.on, desk.today))


def _finish(desk: Desk, arguments: argparse.Namespace) -> object:
    return file_moves.finish(desk, arguments.list, reading.day(arguments.on, desk.today))


def _paper(desk: Desk, arguments: argparse.Namespace) -> object:
    made = _write(arguments, file_moves.list_paper(desk, arguments.list))
    file_moves.note_out(desk, f"清单 {arguments.list}", "export")
    return made
