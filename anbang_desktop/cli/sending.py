"""report due, freeze, export, deliver, returned, changes, ledger, show: how a county's sheet goes and comes
back.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, with_desk
from anbang_desktop.cli.showing import Told
from anbang_desktop.domain.due_rule import HINT
from anbang_desktop.domain.period import parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import calendar, changes, difference, ledger, making, returned
from anbang_desktop.services.reports.calendar import DueSheet
from anbang_desktop.services.reports.changes import Changes
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.services.reports.ledger import Delivered, Named, Run, Way
from anbang_desktop.services.reports.returned import Returned

_PERIOD = "2026-11、2026Q4、2026H1、2026 或 2026-11-01..2026-11-30"


def add(report: Commands) -> None:
    """The commands, beside learning and filling."""
    due = leaf(report, "due", "每张表什么时候报：列出来，或者为一张表登记", with_desk(_due))
    due.add_argument("name", nargs="?", default="")
    due.add_argument("--rule", metavar="WHEN", help=f"{HINT}；写空的是取消")
    frozen = leaf(report, "freeze", "核对、定稿：数据以后再变，这一版不变", with_desk(_freeze))
    _of_a_period(frozen)
    leaving(frozen)
    frozen.add_argument("--allow-failed", action="store_true", help="核对有不符的也定稿")
    exported = leaf(report, "export", "导出定稿的一版；已经导出过的再存一份", with_desk(_export))
    _of_a_period(exported)
    exported.add_argument("--out", required=True, metavar="DIR")
    _to_whom(exported)
    delivered = leaf(report, "deliver", "登记送达和回执", with_desk(_deliver))
    _of_a_period(delivered, required=False)
    delivered.add_argument("--on", metavar="DAY", help="送达日期；不写是今天")
    delivered.add_argument("--how", default="", metavar="T", help="怎么送的，例如 专人送达")
    delivered.add_argument("--to", default="", metavar="T", help="交给谁；不写是接收单位")
    delivered.add_argument("--receipt", default="", metavar="NO", help="回执的编号")
    delivered.add_argument("--receipt-on", metavar="DAY", help="回执的日期")
    back = leaf(report, "returned", "县局退回的表：读出批注和改动", with_desk(_returned))
    _of_a_period(back, required=False)
    back.add_argument("file", metavar="FILE.xlsx")
    back.add_argument("--on", metavar="DAY", help="退回的日期；不写是今天")
    back.add_argument("--opens-with", metavar="FILE", help="文件有打开密码的，密码在这个文本文件的第一行")
    changed = leaf(report, "changes", "自上次报送以来谁变了；写 --out 另出变化表", with_desk(_changes))
    _of_a_period(changed, required=False)
    changed.add_argument("--out", metavar="DIR")
    leaving(changed)
    leaf(report, "ledger", "报送台账", with_desk(_ledger))
    shown = leaf(report, "show", "一版表的经过、各版、县局的意见", with_desk(_show))
    _of_a_period(shown, required=False)


def _of_a_period(made: argparse.ArgumentParser, *, required: bool = True) -> None:
    made.add_argument("name")
    words = _PERIOD if required else f"{_PERIOD}；不写是最近的"
    made.add_argument("--period", required=required, default="", help=words)


def leaving(made: argparse.ArgumentParser) -> None:
    """The options of how a sheet leaves; what isn't written is as it was last time."""
    _to_whom(made)
    made.add_argument(
        "--full-ids", action="store_true", help="确认县局要完整的身份证号；以后这张表都写全，记下是谁确认的"
    )
    made.add_argument("--mask-ids", action="store_true", help="遮住身份证号，收回以前的确认")


def _to_whom(made: argparse.ArgumentParser) -> None:
    made.add_argument("--purpose", default="", metavar="T", help="做什么用；会记下来")
    made.add_argument("--to", default="", metavar="T", help="送给谁；会记下来")
    made.add_argument("--encrypt", action="store_true", help="加打开密码；密码只显示这一次")


def said(arguments: argparse.Namespace, reason: str = "") -> Leaving:
    """How a sheet is to leave, as it was written."""
    whole = bool(getattr(arguments, "full_ids", False))
    if whole and arguments.mask_ids:
        raise UserError("--full-ids 和 --mask-ids 只能写一个。", "请去掉一个。", field="full_ids")
    asked = whole or bool(getattr(arguments, "mask_ids", False))
    return Leaving(
        arguments.purpose, arguments.to, whole if asked else None, arguments.encrypt or None, reason
    )


# ---- acts


def _due(desk: Desk, arguments: argparse.Namespace) -> object:
    if arguments.rule is not None:
        if not arguments.name:
            raise UserError("没有说是哪张表。", "请写 report due 表名 --rule 每月25日前。", field="name")
        calendar.set_due(desk, arguments.name, arguments.rule)
    sheets = [one for one in calendar.due(desk) if arguments.name in ("", one.name)]
    if arguments.name and not sheets:
        raise UserError(f"没有名为“{arguments.name}”的报表。", "请先学习县局发的空白表。", field="name")
    return Told([_due_values(one) for one in sheets], [_due_line(one) for one in sheets])


def _due_values(one: DueSheet) -> dict[str, object]:
    return {
        "name": one.name,
        "period": one.period.text,
        "until": one.until,
        "rule": one.rule,
        "done": one.done,
        "why": dict(one.why.lines()) if one.why else {},
    }


def _due_line(one: DueSheet) -> str:
    until = f"{one.until.isoformat()} 以前" if one.until else "没有登记报送时间"
    return "\t".join((one.name, one.period.label, until, one.rule, "已报" if one.done else "待报"))


def _freeze(desk: Desk, arguments: argparse.Namespace) -> object:
    wrong = [one.what for one in making.preview(desk, arguments.name, arguments.period).checks if not one.ok]
    if wrong and not arguments.allow_failed:
        raise UserError(
            f"有 {len(wrong)} 项核对不符：{wrong[0]}",
            "请先核对；确实要定稿的，请加上 --allow-failed。",
            field="checks",
        )
    return making.freeze(desk, arguments.name, arguments.period, Progress(), said(arguments))


def _export(desk: Desk, arguments: argparse.Namespace) -> object:
    run = _run(desk, arguments)
    out, how = Path(arguments.out), said(arguments)
    put = (ledger.export if run.may_export else ledger.save_again)(desk, run.id, out, how)
    return {"files": [str(put.file)], "sha256": put.sha256, "password": put.password, "stick": put.stick}


def _deliver(desk: Desk, arguments: argparse.Namespace) -> object:
    run = _run(desk, arguments)
    on = reading.day(arguments.on, desk.today) or desk.today
    receipt_on = reading.day(arguments.receipt_on, desk.today)
    handed = Delivered(on, arguments.how, arguments.to, arguments.receipt, receipt_on)
    ledger.deliver(desk, run.id, handed)
    return _way(ledger.way(desk, run.id))


def _returned(desk: Desk, arguments: argparse.Namespace) -> object:
    password = ""
    if arguments.opens_with:
        password = reading.text(Path(arguments.opens_with), "密码文件").partition("\n")[0].rstrip("\r")
    back = returned.take(
        desk,
        arguments.name,
        Path(arguments.file),
        period=_period(arguments.period),
        password=password,
        on=reading.day(arguments.on, desk.today),
        progress=Progress(),
    )
    return Told(_back(back), list(_back_lines(back)))


def _back(back: Returned) -> dict[str, object]:
    return {
        "name": back.name,
        "period": back.period,
        "version": back.version,
        "same": back.same,
        "remarks": [_remark(one) for one in back.remarks],
        "elsewhere": [_remark(one) for one in back.elsewhere],
    }


def _remark(one: Named) -> dict[str, object]:
    return {**asdict(one.remark), "no": one.no, "name": one.name}


def _back_lines(back: Returned) -> list[str]:
    same = "和报出的一样" if back.same else "和报出的不一样"
    head = f"{back.name} {back.period} 第 {back.version} 版退回：{same}"
    return [head, *(words_of(one) for one in (*back.remarks, *back.elsewhere))]


def words_of(one: Named) -> str:
    """A remark of the county in one line."""
    said_ = one.remark
    what = f"{said_.old or '空'}→{said_.new or '空'}" if said_.kind == "changed" else said_.text
    who = one.name or said_.sheet
    return "\t".join(filter(None, (who, said_.header, said_.cell, what)))


def _changes(desk: Desk, arguments: argparse.Namespace) -> object:
    period = _period(arguments.period)
    if arguments.out:
        found = difference.write(
            desk, arguments.name, period, Path(arguments.out), Progress(), said(arguments)
        )
    else:
        found = changes.since_last(desk, arguments.name, period, Progress())
    return Told(asdict(found) | {"rows": [_row(one) for one in found.rows]}, list(_change_lines(found)))


def _row(one: "changes.ChangedRow") -> dict[str, object]:
    return asdict(one) | {"words": one.words}


def _change_lines(found: Changes) -> list[str]:
    head = f"自{found.base}以来变化 {found.people} 人"
    rows = [f"{one.name}\t{one.no}\t{one.words}" for one in found.rows]
    numbers = [f"{one.header}\t{one.old}→{one.new}" for one in found.numbers]
    return [head, *rows, *numbers, *found.corrected, *found.files, *filter(None, (found.password,))]


def _ledger(desk: Desk, _arguments: argparse.Namespace) -> object:
    runs = ledger.history(desk)
    return Told([_values(one) for one in runs], [_line(one) for one in runs])


def _values(one: Run) -> dict[str, object]:
    return asdict(one) | {"step": one.step.value}


def _line(one: Run) -> str:
    cells = (str(one.id), one.name, one.period, f"第 {one.version} 版", f"{one.people} 人", one.state)
    return "\t".join((*cells, one.recipient, one.opinion))


def _show(desk: Desk, arguments: argparse.Namespace) -> object:
    return _way(ledger.way(desk, _run(desk, arguments).id))


def _way(way: Way) -> Told:
    lines = [_line(way.run)]
    lines += [f"{one.at:%Y-%m-%d %H:%M}\t{one.state}\t{one.by}\t{one.note}" for one in way.steps]
    lines += [words_of(one) for one in way.remarks]
    values = asdict(way) | {
        "run": _values(way.run),
        "versions": [_values(one) for one in way.versions],
        "remarks": [_remark(one) for one in way.remarks],
    }
    return Told(values, lines)


def _run(desk: Desk, arguments: argparse.Namespace) -> Run:
    return ledger.find(desk, " ".join(arguments.name.split()), _period(arguments.period))


def _period(words: str) -> str:
    if not words:
        return ""
    try:
        return parse_period(words).text
    except ValueError as reason:
        raise UserError(str(reason), field="period") from None
