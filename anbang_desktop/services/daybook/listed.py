"""工作台账 as a list without a window: the columns of the page, for a script and the county's IT."""

from anbang_desktop.domain.listing import Cell
from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.daybook.entries import Wanted
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.listing import Line, SeenList

HEADS = (
    "日期",
    "类别",
    "事项",
    "单位",
    "经办人",
    "地点",
    "人数",
    "金额（元）",
    "用途",
    "文号",
    "凭证号",
    "内容",
)


def seen(desk: Desk, wanted: Wanted) -> SeenList:
    """The lines that fit, the newest first."""
    found = entries.rows(desk, entries.find(desk, wanted).ids)
    narrowed = "，".join(filter(None, (wanted.kind, wanted.words, "含已作废" if wanted.voided else "")))
    lines = tuple(Line("", _cells(desk, one)) for one in found)
    return SeenList("daybook", "工作台账", "条", narrowed, HEADS, lines)


def _cells(desk: Desk, one: DaybookEntry) -> tuple[Cell, ...]:
    return (
        one.on,
        one.kind,
        one.title,
        one.partner or "",
        "、".join(one.who),
        one.place or "",
        one.people or "",
        str(one.amount) if one.amount is not None else "",
        desk.codes["spending_purpose"].label(one.purpose),
        one.number or "",
        one.voucher or "",
        " ".join((one.what or "").split()),
    )
