"""走访记录单: what one takes along to a visit (what was said last time, what to ask) and fills in by hand. It
says nothing of the offence: it is seen at the door.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    Values,
    items,
    long_item,
    section,
    sheet,
    sheets,
    signing,
)
from anbang_desktop.pdf.grid import Cell, Look, Row, label
from anbang_desktop.pdf.seal import Place

_LOOK = Look(11, 15.5, 24)
_CAPTION = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person: ``values`` as they are printed, ``questions`` with their answers to tick."""

    head: Head
    values: Values
    questions: Sequence[tuple[str, Sequence[str]]]


def make(people: Sequence[Sheet], title: str) -> bytes:
    """A sheet for each of them, in one file."""
    return sheets([sheet(one.head, _rows(one), look=_LOOK) for one in people], title)


def _rows(one: Sheet) -> list[Row]:
    values = one.values
    told = [
        row
        for caption, name in (
            ("上次走访", "last"),
            ("上次近况", "state"),
            ("困　难\n和诉求", "wishes"),
            ("需　要", "needs"),
            ("这次要问", "ask"),
        )
        for row in long_item(caption, values.get(name, ""), least=26)
    ]
    return [
        items(values, ("姓　名", "name"), ("性别年龄", "about"), ("类　别", "level")),
        items(values, ("村　居", "village"), ("电　话", "phone"), ("责任人", "worker")),
        items(values, ("住　址", "address", 3, 13), ("帮教期止", "period_end")),
        section("上次说到的"),
        *told,
        section("这次走访"),
        items({}, ("日　期", "on"), ("走访人", "workers", 3, 13)),
        *(_question(caption, answers) for caption, answers in one.questions),
        *long_item("内　容", "", least=120, grow=4),
        _question("需要特别\n关　　心", ("否", "是，情况：")),
        signing("签　名", Place("走访人："), Place("本人（家属）：")),
    ]


def _question(caption: str, answers: Sequence[str]) -> Row:
    boxes = "　".join(f"□ {answer}" for answer in answers)
    return Row((label(caption, _CAPTION), Cell(boxes, COLUMNS - _CAPTION, align="left")))
