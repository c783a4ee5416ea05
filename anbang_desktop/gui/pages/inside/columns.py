"""The columns of 服刑人员, and of their minor children."""

from datetime import date

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.inside import ChildLine, InsideLine

NAME, VILLAGE, CUSTODY, RELEASE, LISTED, FAMILY, CHILDREN, CHECKED, CHECK, MEETING = range(10)
WIDTHS = (88, 96, 120, 136, 116, 96, 92, 124, 148, 156)
LEAVE = (CHECKED, FAMILY, CUSTODY, MEETING, CHILDREN)
CHILD_WIDTHS = (96, 56, 56, 112, 156, 180, 180, 112, 104)
CHILD_LEAVE = (1, 8, 6)


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {NAME: StrongCell(), CUSTODY: QuietCell(), CHECKED: QuietCell(), LISTED: ChipCell()}


def columns(desk: Desk) -> list[Column[InsideLine]]:
    """In the order of WIDTHS."""
    today = desk.today
    return [
        Column[InsideLine]("姓名", lambda line: line.row.name, lambda line: line.row.name),
        Column[InsideLine]("村（居）", lambda line: line.row.village, lambda line: line.row.village),
        Column[InsideLine]("服刑场所", lambda line: line.custody or "没填", lambda line: line.custody),
        Column[InsideLine](
            "预计释放", lambda line: _day(line.release, today), lambda line: line.release, on_paper=_release
        ),
        Column[InsideLine](
            "名单", lambda line: line.words, lambda line: line.words, state=lambda line: line.mark
        ),
        Column[InsideLine]("家里联系人", lambda line: line.family or "没填", lambda line: line.family),
        Column[InsideLine]("未成年子女", _children, lambda line: len(line.children), on_paper=_children),
        Column[InsideLine](
            "上次核查",
            lambda line: _day(line.checked_on, today) or "还没有",
            lambda line: line.checked_on,
            on_paper=lambda line: line.checked_on or "还没有",
        ),
        Column[InsideLine](
            "下次核查",
            lambda line: _until(line.check.result, today),
            lambda line: line.check.result,
            on_paper=lambda line: line.check.result,
        ),
        Column[InsideLine](
            "会见", lambda line: meeting_words(desk, line), lambda line: meeting_words(desk, line)
        ),
    ]


def child_columns(desk: Desk) -> list[Column[ChildLine]]:
    """In the order of CHILD_WIDTHS."""
    sex = desk.codes["sex"].label
    return [
        Column[ChildLine]("孩子", lambda line: line.child.name, lambda line: line.child.name),
        Column[ChildLine]("性别", lambda line: sex(line.child.sex), lambda line: line.child.sex),
        Column[ChildLine]("年龄", lambda line: str(line.child.age or ""), lambda line: line.child.age),
        Column[ChildLine](
            "监护人", lambda line: line.child.guardian or "没填", lambda line: line.child.guardian
        ),
        Column[ChildLine]("就学", lambda line: line.child.school or "没填", lambda line: line.child.school),
        Column[ChildLine](
            "困难", lambda line: line.child.difficulty or "", lambda line: line.child.difficulty
        ),
        Column[ChildLine]("帮扶", lambda line: line.child.help or "", lambda line: line.child.help),
        Column[ChildLine]("服刑的父母", lambda line: line.parent.name, lambda line: line.parent.name),
        Column[ChildLine]("村（居）", lambda line: line.parent.village, lambda line: line.parent.village),
    ]


def meeting_words(desk: Desk, line: InsideLine) -> str:
    """11月20日 已会见; what has no answer yet was applied for."""
    found = line.meeting
    if found is None:
        return ""
    if found.result:
        day = month_day(found.met_on or found.applied_on, desk.today)
        return f"{day} {desk.codes['meeting_result'].label(found.result)}"
    return f"{month_day(found.applied_on, desk.today)}申请，等答复"


def _children(line: InsideLine) -> str:
    return f"{len(line.children)} 人" if line.children else ""


def _release(line: InsideLine) -> str | date:
    return line.release or ""


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return month_day(day, today)


def _until(day: date, today: date) -> str:
    return f"{_day(day, today)} 该核查了" if day <= today else _day(day, today)
