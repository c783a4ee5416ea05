"""The columns of 文书范本, and the lines under the wording: fields, faults, clauses, changes, blanks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anbang_desktop.domain.template_blanks import Blank
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.documents.template_check import Examined, FieldChoice
from anbang_desktop.services.documents.template_texts import Standing, Version

WIDTHS, LEAVE = (232, 112, 96, 108, 250, 84, 84, 92), (4, 5)
STANDING, VERB = 2, 7
MARKS = {
    Standing.DRAFT: "doing",
    Standing.WAITING: "soon",
    Standing.IN_FORCE: "done",
    Standing.PAST: "todo",
    Standing.ENDED: "paused",
}


def columns() -> list[Column[Version]]:
    """In the order of WIDTHS."""
    return [
        _column("文书", lambda one: one.name),
        _column("版本", lambda one: one.called),
        _column("状态", lambda one: one.standing.value, lambda one: MARKS[one.standing]),
        _column("起用日期", lambda one: one.begins.isoformat() if one.begins else ""),
        _column("谁批准", lambda one: one.approved),
        _column("用过", lambda one: "" if one.used is None else f"{one.used} 人"),
        _column("要重签", lambda one: f"{one.again} 人" if one.again else ""),
        _column("", lambda one: "修改" if one.standing is Standing.DRAFT else "查看"),
    ]


def _column(
    name: str, word: Callable[[Version], str], state: Callable[[Version], str | None] | None = None
) -> Column[Version]:
    return Column[Version](name, word, word, "", state, goes_out=bool(name))


class Part(StrEnum):
    """What stands under the wording."""

    FIELDS = "字段"
    FAULTS = "错误"
    CLAUSES = "条款"
    CHANGES = "改动"
    BLANKS = "留空"


@dataclass(frozen=True, slots=True)
class Hint:
    """One line under the wording: ``line`` is where it leads (0: nowhere), ``put`` what it puts in."""

    where: str
    words: str
    line: int = 0
    put: str = ""
    blank: Blank | None = None


def hints(part: Part, found: Examined, fields: Sequence[FieldChoice], blocks: Sequence[str]) -> list[Hint]:
    """The lines of a part."""
    if part is Part.FIELDS:
        return [
            *map(_field, fields),
            *(Hint(f"［{one}］", "整块排好的内容", put=f"[[{one}]]") for one in blocks),
        ]
    if part is Part.FAULTS:
        return [Hint(f"第 {one.line} 行", one.what, one.line) for one in found.faults]
    if part is Part.CLAUSES:
        return [Hint("没有找到", one) for one in found.lost]
    if part is Part.CHANGES:
        return [
            Hint(f"第 {one.line} 行", one.sentence.removeprefix(f"第 {one.line} 行 "), one.line)
            for one in found.changes
        ]
    return [_blank(one) for one in found.blanks]


def _field(one: FieldChoice) -> Hint:
    more = "（逐项写）" if one.several else "（用“如果”）" if one.switch else ""
    return Hint(one.name, f"{one.about}{more}", put=one.put)


def _blank(one: Blank) -> Hint:
    offer = f"可以换成字段“{one.field}”，按回车换" if one.field else "不认得，要用字段的请自己放"
    return Hint(f"第 {one.line} 行", f"“{one.label}”后面留空：{offer}", one.line, blank=one)
