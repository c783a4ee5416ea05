"""A list of the office's own names as it leaves, on paper or in a workbook: 通讯录, 工作人员, 村居."""

from collections.abc import Sequence

from anbang_desktop.fields.own_lists import LISTS, OwnList
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.office.own_lists import Line


def listed(kind: OwnList, lines: Sequence[Line]) -> Listed[Line]:
    """The saved lines of one list; columns that say nothing are left out."""
    return Listed(
        f"own_lists/{kind}",
        f"{LISTS[kind].title}名单",
        [one for one in _columns(kind) if any(one.word(line) for line in lines)],
        lambda: range(len(lines)),
        lambda places: [lines[at] for at in places],
        lambda _line: "",
        lambda: "",
        unit="条",
        people=False,
    )


def _columns(kind: OwnList) -> list[Column[Line]]:
    heads = LISTS[kind]
    return [
        Column[Line](heads.name, lambda one: one.name, lambda one: one.name),
        Column[Line](heads.within or "所属", lambda one: one.within, lambda one: one.within),
        Column[Line]("联系人", lambda one: one.contact, lambda one: one.contact),
        Column[Line]("电话", lambda one: one.phone, lambda one: one.phone),
        Column[Line](heads.number or "人数", lambda one: one.number, lambda one: one.number),
        Column[Line](heads.until or "到期", lambda one: one.until, lambda one: one.until),
        Column[Line](heads.about or "说明", lambda one: one.about, lambda one: one.about),
        Column[Line](
            "在用", lambda one: "" if one.active else "已停用", lambda one: "" if one.active else "已停用"
        ),
    ]
