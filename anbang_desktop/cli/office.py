"""office: make, look at, check, back up and restore the office's data."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.cli import own_lists, rules
from anbang_desktop.cli.desks import Commands, clock, leaf, passphrase, with_desk
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details, recovery_sheet

DETAILS = {
    "name": "单位名称",
    "short_name": "简称",
    "code": "单位代码（以后的编号用它开头）",
    "county": "所属县（市、区）",
    "phone": "单位电话",
    "address": "地址",
    "county_phone": "县（市、区）司法局的电话，印在协议书和告知书上",
}


def add(commands: Commands) -> None:
    """The commands of this subject."""
    office = commands.add_parser("office", help="单位数据：建立、查看、检查、备份、恢复").add_subparsers(
        required=True, metavar="动作"
    )
    create = office.add_parser("create", help="建立单位数据")
    for name in ("--name", "--code", "--county", "--recovery-sheet"):
        create.add_argument(name, required=True)
    create.add_argument("--phone", default="", help="单位电话，印在协议书、告知书和报表上")
    create.set_defaults(run=_create)
    leaf(office, "info", "查看", with_desk(lambda desk, _: opening.info(desk)))
    leaf(office, "check", "检查", with_desk(lambda desk, _: _checked(desk)))
    backup = leaf(office, "backup", "备份", with_desk(lambda desk, a: opening.backup(desk, Path(a.file))))
    backup.add_argument("file")
    restore = leaf(office, "restore", "恢复到新文件夹", _restore)
    restore.add_argument("file")
    restore.add_argument("folder")
    of_office = leaf(office, "details", "查看或修改单位资料", with_desk(_details))
    for name, words in DETAILS.items():
        of_office.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT", help=f"改{words}")
    own_lists.add(office)
    rules.add(office)


def _create(arguments: argparse.Namespace) -> object:
    folder = Path(arguments.office) if arguments.office is not None else paths.data_folder(arguments.code)
    user, sheet = arguments.user or "所长", Path(arguments.recovery_sheet)
    recovery_sheet.refuse_place(sheet)
    made = opening.create(
        folder,
        arguments.name,
        arguments.code,
        arguments.county,
        user,
        passphrase(arguments, "新口令："),
        clock(),
        Progress(),
        arguments.phone,
    )
    try:
        recovery_sheet.write(made.desk, made.recovery_code, sheet)
    finally:
        opening.close(made.desk)
    print(
        "恢复钥匙已写到文件。请立即打印、装入信封密封，并删除这个文件：谁拿到它谁就能打开全部数据。",
        file=sys.stderr,
    )
    return {"office": str(folder), "user": user, "recovery_sheet": str(arguments.recovery_sheet)}


def _restore(arguments: argparse.Namespace) -> object:
    opening.restore(
        Path(arguments.file), Path(arguments.folder), arguments.user or "", passphrase(arguments), clock()
    )
    return {"restored": str(arguments.folder)}


def _checked(desk: Desk) -> object:
    report = opening.check(desk)
    if not report.ok:
        raise UserError(
            "检查发现问题：" + "；".join(report.problems) + "。",
            "请停止录入，用最近的备份恢复，并联系技术人员。",
        )
    return report


def _details(desk: Desk, arguments: argparse.Namespace) -> object:
    """As they are, or as they are after what was given; what changes with it is told."""
    given = {name: getattr(arguments, name) for name in DETAILS if getattr(arguments, name) is not None}
    now = details.read(desk)
    wanted = replace(now, **given)
    for sentence in details.consequences(now, wanted):
        print(sentence, file=sys.stderr)
    return details.change(desk, wanted)
