"""templates: the wordings of the papers listed, looked at, checked, taken from a file, given out; who must
sign again.
"""

import argparse
from pathlib import Path
from typing import Any

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.domain.template_words import to_words
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_check, template_file, template_signing, template_texts
from anbang_desktop.services.documents import templates as wordings


def add(commands: Commands) -> None:
    """The commands of this subject."""
    verbs = commands.add_parser(
        "templates", help="文书范本：列出、查看、检查、换上本所的文本"
    ).add_subparsers(required=True, metavar="动作")
    leaf(verbs, "list", "列出各种文书的各版文本", with_desk(_list))
    showing = _of_paper(leaf(verbs, "show", "看一版文本，不写版本的看现行的", with_desk(_show)))
    showing.add_argument("version", nargs="?", default="", help="版本，如 agreement-1、agreement-own-2")
    checking = _of_paper(
        leaf(verbs, "check", "检查一份文本：错误、少了的条款、改动、留空；什么也不改", with_desk(_check))
    )
    checking.add_argument("file", type=Path, help=".txt 或者 .docx")
    adding = _of_paper(leaf(verbs, "add", "换上一份已经批准的文本；不写批准人的存为草稿", with_desk(_add)))
    adding.add_argument("file", type=Path, help=".txt 或者 .docx")
    adding.add_argument("--from", dest="since", metavar="DAY", help="起用日期，不写是今天")
    adding.add_argument("--approved-by", metavar="NAME", help="批准人，要和起草人不是同一个人")
    adding.add_argument("--on", metavar="DAY", help="批准日期，不写是今天")
    adding.add_argument("--number", metavar="TEXT", help="文号")
    adding.add_argument("--lacking", metavar="TEXT", help="少了必备条款的理由")
    adding.add_argument("--sign-again", action="store_true", help="以前签的协议要重签")
    adding.add_argument("--note", default="", metavar="TEXT", help="说明")
    giving = _of_paper(leaf(verbs, "export", "导出一版文本", with_desk(_export)))
    giving.add_argument("version", help="版本，如 agreement-1、agreement-own-2")
    giving.add_argument("out", type=Path, metavar="OUT.txt")
    replaceable(giving)
    leaf(verbs, "again", "列出要重签协议的人和原因", with_desk(_again))


def _of_paper(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    told = "，".join(f"{key} {name}" for key, name in wordings.names().items())
    made.add_argument("paper", choices=list(wordings.names()), help=told)
    return made


def _list(desk: Desk, _arguments: argparse.Namespace) -> object:
    found = template_texts.versions(desk)
    values = [
        {
            "paper": one.paper,
            "version": one.key,
            "standing": one.standing.name,
            "from": one.begins,
            "approved": one.approved,
            "used": one.used,
            "sign_again": one.again,
        }
        for one in found
    ]
    lines = [
        "\t".join(
            filter(None, (one.name, one.key, one.standing, str(one.begins or ""), one.approved, _counts(one)))
        )
        for one in found
    ]
    return Told(values, lines)


def _counts(one: template_texts.Version) -> str:
    used = f"用过 {one.used} 人" if one.used else ""
    return "，".join(filter(None, (used, f"要重签 {one.again} 人" if one.again else "")))


def _show(desk: Desk, arguments: argparse.Namespace) -> object:
    key = arguments.version or wordings.in_force(desk, arguments.paper, desk.today).key
    text = template_texts.find(desk, arguments.paper, key)
    values = {"version": text.key, "title": text.title, "source": text.source}
    return Told(values, to_words(text.source).split("\n"))


def _check(desk: Desk, arguments: argparse.Namespace) -> object:
    read = template_file.read(arguments.paper, arguments.file)
    found = template_check.examine(desk, arguments.paper, read.words)
    faults, changes = [one.sentence for one in found.faults], [one.sentence for one in found.changes]
    values = {
        "faults": faults,
        "lost": found.lost,
        "changes": changes,
        "blanks": [{"line": one.line, "label": one.label, "field": one.field} for one in found.blanks],
        "left_out": read.left_out,
    }
    lost = [f"少了必备的条款：{one}" for one in found.lost]
    blanks = [
        f"第 {one.line} 行 “{one.label}”后面留空{f'，可以换成字段“{one.field}”' if one.field else ''}"
        for one in found.blanks
    ]
    lines = [*read.left_out, *faults, *lost, *blanks, *changes]
    return Told(values, lines or ["没有问题，和现行的一样。"])


def _add(desk: Desk, arguments: argparse.Namespace) -> object:
    read = template_file.read(arguments.paper, arguments.file)
    if not arguments.approved_by:
        if arguments.since or arguments.on:
            raise UserError(
                "写了日期，没有写批准人。", "请加上 --approved-by；先不批准的，不要写日期。", field="approver"
            )
        base = wordings.in_force(desk, arguments.paper, desk.today).key
        draft = template_texts.begin(desk, arguments.paper, base, read.words, arguments.note)
        return {"id": draft, "draft": True, "left_out": read.left_out}
    decided: dict[str, Any] = {
        "approver": arguments.approved_by,
        "approved_on": reading.day(arguments.on, desk.today) or desk.today,
        "effective_from": reading.day(arguments.since, desk.today) or desk.today,
        "number": arguments.number,
        "lacking": arguments.lacking,
        "sign_again": arguments.sign_again,
    }
    added = template_texts.add(desk, arguments.paper, read.words, decided, arguments.note)
    return {"id": added, "draft": False, "left_out": read.left_out}


def _export(desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, arguments.out, ".txt")
    template_file.export(desk, arguments.paper, arguments.version, out)
    return {"file": out}


def _again(desk: Desk, _arguments: argparse.Namespace) -> object:
    found = template_signing.listed(desk)
    values = [
        {
            "no": one.signed.no,
            "name": one.signed.name,
            "village": one.signed.village,
            "agreement": one.signed.agr_no,
            "version": one.key,
            "reason": one.reason,
        }
        for one in found
    ]
    lines = [f"{one.signed.no}\t{one.signed.name}\t{one.signed.agr_no}\t{one.reason}" for one in found]
    return Told(values, lines or ["没有要重签的。"])
