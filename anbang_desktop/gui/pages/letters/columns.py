"""The columns of 函件登记."""

from datetime import date

from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.worklist.letters import LetterLine

NUMBER, KIND, ABOUT, RECEIVER, WRITTEN, SENT, DUE, STANDS = range(8)
WIDTHS = (168, 176, 120, 196, 108, 108, 108, 140, 108, 150, 110, 96, 240)
LEAVE = (DUE, WRITTEN, KIND, NUMBER)


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {NUMBER: QuietCell(), KIND: QuietCell(), ABOUT: StrongCell(), STANDS: ChipCell()}


def columns() -> list[Column[LetterLine]]:
    """In the order of WIDTHS; the last ones only when they are chosen."""
    return [
        Column[LetterLine]("文号", lambda one: one.letter.number or "", lambda one: one.letter.number or ""),
        Column[LetterLine]("种类", lambda one: one.kind, lambda one: one.kind),
        Column[LetterLine]("关于谁", lambda one: one.about, lambda one: one.about),
        Column[LetterLine]("收函单位", lambda one: one.letter.receiver, lambda one: one.letter.receiver),
        Column[LetterLine](
            "成文日期", lambda one: one.letter.written_on.isoformat(), lambda one: one.letter.written_on
        ),
        Column[LetterLine]("发出日期", lambda one: _day(one.letter.sent_on), lambda one: one.letter.sent_on),
        Column[LetterLine](
            "请回复日", lambda one: _day(one.letter.reply_due), lambda one: one.letter.reply_due
        ),
        Column[LetterLine](
            "办到哪步", lambda one: one.stands, lambda one: one.stands, state=lambda one: one.mark
        ),
        Column[LetterLine](
            "回执日期", lambda one: _day(one.letter.replied_on), lambda one: one.letter.replied_on, extra=True
        ),
        Column[LetterLine](
            "回执文号", lambda one: one.letter.reply_no or "", lambda one: one.letter.reply_no, extra=True
        ),
        Column[LetterLine]("送达方式", lambda one: one.way, lambda one: one.way, extra=True),
        Column[LetterLine](
            "经办人", lambda one: one.letter.signed_by or "", lambda one: one.letter.signed_by, extra=True
        ),
        Column[LetterLine](
            "请对方办什么",
            lambda one: " ".join(one.letter.matter.split()),
            lambda one: one.letter.matter,
            extra=True,
        ),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
