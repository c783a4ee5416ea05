"""office: make, look at, check, back up and restore the office's data."""

import argparse
import sys
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.cli.desks import Commands, clock, leaf, passphrase, with_desk
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import recovery_sheet


def add(commands: Commands) -> None:
    """The commands of this subject."""
    office = commands.add_parser("office", help="单位数据：建立、查看、检查、备份、恢复").add_subparsers(
        required=True, metavar="动作"
    )
    create = office.add_parser("create", help="建立单位数据")
    for name in ("--name", "--code", "--county", "--recovery-sheet"):
        create.add_argument(name, required=True)
    create.set_defaults(run=_create)
    leaf(office, "info", "查看", with_desk(lambda desk, _: opening.info(desk)))
    leaf(office, "check", "检查", with_desk(lambda desk, _: _checked(desk)))
    backup = leaf(office, "backup", "备份", with_desk(lambda desk, a: opening.backup(desk, Path(a.file))))
    backup.add_argument("file")
    restore = leaf(office, "restore", "恢复到新文件夹", _restore)
    restore.add_argument("file")
    restore.add_argument("folder")


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
