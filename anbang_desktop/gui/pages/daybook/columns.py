"""The columns of 工作台账."""

from collections.abc import Callable
from datetime import date

from anbang_desktop.domain.states import Mark
from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.daybook import kinds
from anbang_desktop.services.desk import Desk

KIND, TITLE, PARTNER, WHO, PEOPLE, STANDS = 1, 2, 3, 4, 5, 7
WIDTHS = (112, 96, 240, 150, 120, 76, 110, 132, 120, 130, 110, 110, 110, 220)
LEAVE = (WHO, PEOPLE, PARTNER)


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {
        KIND: QuietCell(),
        TITLE: StrongCell(),
        PARTNER: QuietCell(),
        WHO: QuietCell(),
        STANDS: ChipCell(),
    }


def columns(desk: Desk) -> list[Column[DaybookEntry]]:
    """In the order of WIDTHS; the last ones only when they are chosen."""
    purpose = desk.codes["spending_purpose"].label
    made = [
        Column[DaybookEntry]("日期", lambda one: one.on.isoformat(), lambda one: one.on),
        Column[DaybookEntry]("类别", lambda one: one.kind, lambda one: one.kind),
        Column[DaybookEntry]("事项", lambda one: one.title, lambda one: one.title),
        Column[DaybookEntry]("单位", lambda one: one.partner or "", lambda one: one.partner),
        Column[DaybookEntry]("经办人", lambda one: "、".join(one.who), lambda one: one.who),
        Column[DaybookEntry]("人数", lambda one: str(one.people or ""), lambda one: one.people),
        Column[DaybookEntry]("金额（元）", amount, lambda one: one.amount),
        Column[DaybookEntry](
            "情况",
            lambda one: stands(desk, one)[1],
            lambda one: stands(desk, one)[1],
            state=lambda one: stands(desk, one)[0],
        ),
    ]
    more: tuple[tuple[str, Callable[[DaybookEntry], str]], ...] = (
        ("地点", lambda one: one.place or ""),
        ("文号", lambda one: one.number or ""),
        ("用途", lambda one: purpose(one.purpose)),
        ("经费来源", lambda one: one.fund or ""),
        ("凭证号", lambda one: one.voucher or ""),
        ("内容", lambda one: " ".join((one.what or "").split())),
    )
    return made + [Column[DaybookEntry](head, word, word, extra=True) for head, word in more]


def amount(one: DaybookEntry) -> str:
    """1,200.00."""
    return f"{one.amount:,.2f}" if one.amount is not None else ""


def stands(desk: Desk, one: DaybookEntry) -> tuple[Mark | None, str]:
    """The chip of a line: voided, still to be put right, in force no more."""
    if one.voided_at is not None:
        return "paused", "已作废"
    if kinds.kind(desk, one.kind).open:
        return _rectified(one, desk.today)
    if one.until is not None and one.until < desk.today:
        return "paused", "已过期"
    return None, "有附件" if one.scan is not None else ""


def _rectified(one: DaybookEntry, today: date) -> tuple[Mark, str]:
    if one.done_on is not None:
        return "done", "已整改"
    late = one.until is not None and one.until < today
    return ("overdue", f"逾期 {(today - one.until).days} 天") if late and one.until else ("todo", "没整改完")
