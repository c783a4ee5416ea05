"""需求与帮扶 beside 经过: what is needed and who sees to it, in the order in which it wants attention; what
nobody asked is one dashed line, what isn't needed is only counted.
"""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide
from anbang_desktop.gui.parts.elided import Elided
from anbang_desktop.gui.parts.help_marks import NEEDS
from anbang_desktop.services.aid import board
from anbang_desktop.services.aid.board import Board, NeedLine
from anbang_desktop.services.records import help_measure

RELIEF = "H04"
NAME, CHIP = 128, 92


class NeedsCard(QFrame):
    """The board of one person."""

    def __init__(self, subject: PersonContext, now: Board) -> None:
        """Draw what is known of the needs; a case that has ended is only read."""
        super().__init__()
        self.setProperty("look", "card")
        self._subject = subject
        self._may = state(subject.person.state_code).accepts_records
        total = len(subject.desk.codes["help_type"].items)
        every: list[Item] = (
            [button(f"全部 {total} 项", "link", act=subject.acts.aid.ask)] if self._may else []
        )
        head = row(text("需求与帮扶", "head"), None, *every, pad=(24, 12, 16, 8))
        lines = [self._line(one) for one in now.lines]
        self.setLayout(column(head, *lines, *self._rest(now, total), gap=0, pad=(0, 0, 0, 10)))

    def _line(self, one: NeedLine) -> QFrame:
        mark, word = NEEDS[one.state]
        name = wide(text(one.label, "strong", wrap=True), NAME)
        chip = wide(box(row(Chip(mark, word), None), "scroll"), CHIP)
        when = self._subject.day(one.until or (one.since if one.state == board.DONE else None))
        until = f"{when}前" if one.until else when
        first = row(name, chip, None, text(until, "small"), gap=10)
        said: Item = (Elided(self._said(one), "hint"), 1)
        under = row(said, *self._verbs(one), gap=12)
        return box(column(first, under, gap=2, pad=(24, 6, 16, 6)), "rowline")

    def _said(self, one: NeedLine) -> str:
        since = self._subject.day(one.since)
        nobody = one.state in board.OPEN and not one.owner
        who = "还没有人负责" if nobody else one.department or one.owner
        return "，".join(filter(None, (who, one.said, since)))

    def _verbs(self, one: NeedLine) -> Iterator[QPushButton]:
        acts = self._subject.acts
        record = one.record
        if one.state in board.OPEN and self._may:
            if not one.owner:
                yield self._link("指定责任人", one, partial(acts.aid.assign, one))
            if one.code == RELIEF:
                yield self._link(Verb.APPLY_RELIEF, one, partial(acts.do, Verb.APPLY_RELIEF))
            yield self._link(Verb.RECORD_MEASURE, one, partial(acts.aid.measure, one))
            yield self._link(Verb.WRITE_LETTER, one, partial(acts.aid.refer, one.code))
        elif isinstance(record, HelpMeasure) and record.state in help_measure.OPEN and self._may:
            yield self._link(Verb.FINISH_MEASURE, one, partial(acts.aid.finish, record))
        elif isinstance(record, Letter) and record.replied_on is None and self._may:
            yield self._link(Verb.RECORD_REPLY, one, partial(acts.aid.answer, record))
        if record is not None:
            yield self._link(Verb.VIEW, one, partial(acts.open, record))

    def _link(self, word: str, one: NeedLine, act: Callable[[], object]) -> QPushButton:
        made = button(word, "textlink", act=act)
        made.setAccessibleName(f"{one.label}：{word}")
        return made

    def _rest(self, now: Board, total: int) -> Iterator[Item]:
        labels = self._subject.desk.codes["help_type"]
        if now.unasked:
            every = len(now.unasked) == total
            names = "、".join(labels.label(code) for code in now.unasked)
            words = f"{total} 项都还没有问过" if every else f"还没问 {len(now.unasked)} 项：{names}"
            ask: list[Item] = (
                [button("去问", "link", act=partial(self._subject.acts.aid.ask, unasked=True))]
                if self._may
                else []
            )
            line = box(row((Elided(words), 1), *ask, gap=8, pad=(12, 2, 4, 2)), "unasked")
            yield row((line, 1), pad=(24, 8, 16, 0))
        if now.none:
            told = text(f"没有需求的 {len(now.none)} 项不列出", "hint")
            yield row(told, None, pad=(24, 8, 16, 0))


def shows_needs(subject: PersonContext, now: Board) -> bool:
    """Once somebody is on the books, or as soon as anything is known."""
    return state(subject.person.state_code).on_books or bool(now.lines or now.none)
