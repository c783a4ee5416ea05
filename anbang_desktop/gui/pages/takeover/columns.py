"""The columns of 交接班, and its lines as a list that goes out."""

from collections.abc import Callable
from dataclasses import replace

from anbang_desktop.gui.lists.listed import Listed, of_model
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.services.takeover.sheet import Line, Part

WIDTHS, LEAVE = (92, 96, 96, 220, 104, 240, 84), (6, 2, 1, 4)
SHORT = {
    Part.OVERDUE: "过期限",
    Part.PROMISED: "约好的",
    Part.UNOWNED: "没责任人",
    Part.SILENT: "久没联系",
    Part.GROUPS: "小组换人",
    Part.CHANGED: "办过的",
}


def columns() -> list[Column[Line]]:
    """In the order of WIDTHS."""
    return [
        Column[Line]("姓名", lambda one: one.name, lambda one: one.name),
        Column[Line]("种类", lambda one: SHORT[one.part], lambda one: one.part.value),
        Column[Line]("村居", lambda one: one.village or "—", lambda one: one.village),
        Column[Line]("什么事", lambda one: one.what, lambda one: one.what),
        Column[Line]("期限", lambda one: one.until.isoformat() if one.until else "", lambda one: one.until),
        Column[Line]("为什么在此", lambda one: one.why, lambda one: one.why),
        Column[Line]("责任人", lambda one: one.worker or "没有", lambda one: one.worker),
    ]


def out_as(model: RecordsModel[Line], narrowed: Callable[[], str]) -> Listed[Line]:
    """On paper and in a workbook: things, not people."""
    listed = of_model("takeover", "交接事项", model, lambda line: line.no, narrowed)
    return replace(listed, unit="件", people=False)
