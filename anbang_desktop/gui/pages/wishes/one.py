"""One wish: the clock and why, the person's own words, what was done, the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QWidget

from anbang_desktop.domain.letters import letter_state
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.wish import WISH, Wish, WishStep
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.parts.chip import Chip, Mark
from anbang_desktop.gui.parts.compose import (
    Item,
    box,
    button,
    clear,
    column,
    row,
    rule,
    scroll,
    text,
    wide,
)
from anbang_desktop.gui.parts.facts import facts
from anbang_desktop.gui.parts.help_marks import LETTERS
from anbang_desktop.gui.parts.why import why_link
from anbang_desktop.gui.records.words import datum_words, day_words
from anbang_desktop.gui.theme import grow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.wish import DISCRIMINATION, PUT_OFF
from anbang_desktop.services.worklist.wishes import WishLine, waited_for

ITS = names(Wish)
ANSWER_FORM, ANSWER = "answer", name_of(ITS.answer)
HINT = "写给本人看：办成了什么；办不成为什么，还能找谁。"
HIGH = 80  # of the answer's entry
DAY, ACT, LABEL = 64, 140, 156


@dataclass(frozen=True, slots=True)
class Verbs:
    """What can be done from here: each is called without arguments."""

    step: Callable[[], object]
    answer: Callable[[], object]
    clue: Callable[[], object]
    letter: Callable[[], object]
    view: Callable[[], object]
    person: Callable[[], object]
    back: Callable[[], object]


class WishOne(QFrame):
    """``show_line`` shows one, or nothing; what is typed as its answer is kept as a draft of its own."""

    typed = Signal()

    def __init__(self, desk: Desk, verbs: Verbs, busy: Callable[[], bool], *, alone: bool) -> None:
        """``alone``: it stands in the place of the list, with a way back."""
        super().__init__()
        self.setProperty("look", "card")
        self._desk, self._verbs, self._alone = desk, verbs, alone
        self.line: WishLine | None = None
        self.entry = QPlainTextEdit()
        self.entry.setAccessibleName("答复")
        self.entry.setPlaceholderText(HINT)
        self.entry.setTabChangesFocus(True)
        self.entry.setMinimumHeight(round(HIGH * grow()))
        self.entry.textChanged.connect(self._on_typed)
        self.drafting = Drafting(self, desk, self.draft, self.restore, busy)
        self.done = button("答复并办结", "primary", "check", tip="Ctrl+S", act=verbs.answer)
        self._loading = False
        self._head, self._steps, self._answered = column(gap=0), column(gap=0), column(gap=0)
        self._acts = row(gap=8)
        self._asking = QWidget()
        asks = column(text("答复", "strong"), self.drafting.offer, self.entry, gap=6)
        self._asking.setLayout(asks)
        order: tuple[Item, ...] = (self._head, self._steps, self._asking, self._answered)
        if alone:  # the answer directly under the own words, steps below
            order = (self._head, self._asking, self._answered, self._steps)
        self._body = scroll(column(*order, None, gap=12, pad=(16,) * 4))
        self._foot = box(row(self._acts, None, self.done, gap=8, pad=(16, 10, 16, 10)), "rowline")
        self._nothing = text("没有选中的诉求", "hint")
        self.setLayout(column((self._body, 1), self._nothing, self._foot, gap=0))
        self.show_line(None)

    # what is typed ------------------------------------------------------------------------------

    @property
    def form(self) -> str:
        """The name of the draft of its answer; none while nothing can be answered."""
        line = self.line
        return f"{ANSWER_FORM}:{line.row.no}:{line.wish.id}" if line is not None and line.open else ""

    def words(self) -> str:
        """What stands in the entry."""
        return self.entry.toPlainText().strip()

    def draft(self) -> dict[str, str]:
        """What was typed, by identifier."""
        return {ANSWER: self.words()} if self.words() else {}

    def restore(self, kept: Mapping[str, object]) -> None:
        """What was typed before comes back."""
        self.entry.setPlainText(str(kept.get(ANSWER) or ""))

    def unsaved(self) -> bool:
        """An answer was begun."""
        return bool(self.form and self.words())

    def set_aside(self) -> bool:
        """It waits as a draft."""
        if self.unsaved():
            self.drafting.write()
        return self.unsaved()

    def reset(self) -> None:
        """Nothing is shown: what was put by is offered again."""
        self.set_aside()
        self._empty()
        self.line = None

    def forget(self) -> None:
        """It was answered: the draft goes."""
        self.drafting.done()
        self._empty()

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        can = self.entry if self._asking.isVisibleTo(self) else None
        return can or next(iter(self.findChildren(QPushButton)), self)

    def take_keyboard_in(self) -> None:
        """The keyboard to where one begins, in sight."""
        first = self.first()
        first.setFocus()
        self._body.ensureWidgetVisible(first, 0, 16)

    # what is shown ------------------------------------------------------------------------------

    def show_line(self, line: WishLine | None) -> None:
        """This wish; another one's answer in hand is put by first."""
        same = line is not None and self.line is not None and line.wish.id == self.line.wish.id
        if not same:
            self.set_aside()
            self._empty()
        self.line = line
        for part in (self._body, self._foot):
            part.setVisible(line is not None)
        self._nothing.setVisible(line is None)
        for layout in (self._head, self._steps, self._answered, self._acts):
            clear(layout)
        if line is None:
            return
        self._asking.setVisible(line.open)
        self._head.addWidget(box(column(*self._head_items(line), gap=8), "scroll"))
        self._steps.addWidget(box(column(*self._step_items(line), gap=0), "scroll"))
        if not line.open:
            self._answered.addWidget(box(column(*self._answer_items(line), gap=6), "scroll"))
        for verb in self._buttons():
            self._acts.addWidget(verb)
        self.done.setVisible(line.open)
        if line.open and not same:
            self.drafting.open(self.form)
        self._on_typed()

    def _empty(self) -> None:
        self._loading = True
        self.entry.clear()
        self._loading = False

    def _on_typed(self) -> None:
        """答复并办结 sleeps until words stand there."""
        there = bool(self.words())
        self.done.setEnabled(there and self.line is not None and self.line.open)
        self.done.setToolTip("Ctrl+S" if there else "先写答复，才能办结")
        if not self._loading and self.form:
            self.drafting.touch()
            self.typed.emit()

    def _head_items(self, line: WishLine) -> list[Item]:
        wish = line.wish
        title = row(
            text(line.category, "title"),
            text(line.row.name, "strong"),
            None,
            text(wish.wish_no, "hint"),
            gap=10,
        )
        chip = Chip(line.mark, line.clock)
        until = text(f"{self._day(line.due.result)}前答复", "small")
        clock = row(chip, until, why_link(line.due), None, gap=8) if line.open else row(chip, None)
        wanted: list[Item] = [text(f"想要：{wish.wanted}", "small", wrap=True)] if wish.wanted else []
        way = "，".join((f"{self._day(wish.raised_on)}{self._words(ITS.way)}提出", f"经办 {wish.handler}"))
        urgent = [self._words(ITS.urgency)] if wish.urgency != "NORMAL" else []
        said = column(
            text("本人的话", "small"),
            text(wish.content, wrap=True),
            *wanted,
            text("　".join((way, *urgent)), "hint", wrap=True),
            gap=4,
            pad=(12, 8, 12, 8),
        )
        tile = box(said, "quiet")
        return [title, clock, tile, *(self._clue(line) if wish.category == DISCRIMINATION else ())]

    def _clue(self, line: WishLine) -> list[Item]:
        """What is known of a discrimination: to the labour authority, and what came of it."""
        wish, letter = line.wish, line.letter
        known = [
            (field.label, self._words(field.name))
            for field in WISH.section(ITS.employer).fields
            if getattr(wish, field.name) is not None
        ]
        if letter is not None:
            state = LETTERS[letter_state(letter, self._desk.today)][1]
            said = (letter.receiver, letter.number or "", state, letter.reply_text or "")
            known.append(("移送函", "，".join(filter(None, said))))
        go = "写移送函" if letter is None else "打印移送函" if letter.sent_on is None else "看移送函"
        told = facts(known, 1, label=LABEL) if known else row(text("还没有填写线索。", "small"), None)
        verbs = row(
            button("填写线索", act=self._verbs.clue),
            button(go, act=self._verbs.letter),
            None,
            gap=8,
        )
        return [box(column(text("就业歧视线索", "strong"), told, verbs, gap=8, pad=(12, 8, 12, 8)), "quiet")]

    def _step_items(self, line: WishLine) -> list[Item]:
        more: list[Item] = (
            [button("记一步", "link", "plus", tip="F2", act=self._verbs.step)] if line.open else []
        )
        head = row(text("经过", "strong"), None, *more)
        last = len(line.wish.steps) - 1
        steps = [
            self._step(line, step, _mark(line) if at == last else "done")
            for at, step in enumerate(line.wish.steps)
        ]
        return [head, *steps, rule()]

    def _step(self, line: WishLine, step: WishStep, mark: str) -> Item:
        label = self._desk.codes["wish_step"].label(step.act)
        what = " ".join(filter(None, (label, step.unit)))
        until = f"等到{self._day(step.until)}" if step.until else ""
        by = step.by if step.by != line.wish.handler else ""
        note = text("，".join(filter(None, (step.note, until, by))), "small", wrap=True)
        day = text(self._day(step.on), "small")
        return row(
            column(4, Mark(mark), None, gap=0),
            column(2, wide(day, DAY), None, gap=0),
            column(wide(text(what, "strong", wrap=True), ACT), None, gap=0),
            (column(2, note, None, gap=0), 1),
            gap=8,
            pad=(0, 2, 0, 2),
        )

    def _answer_items(self, line: WishLine) -> list[Item]:
        wish = line.wish
        on = self._day(wish.answered_on) if wish.answered_on else ""
        told = "，".join(
            filter(
                None, (f"{on}{self._words(ITS.answer_way)}答复", self._words(ITS.outcome), self._satisfied())
            )
        )
        said = column(
            text(wish.answer or "", wrap=True), text(told, "small", wrap=True), gap=4, pad=(12, 8, 12, 8)
        )
        return [text("答复", "strong"), box(said, "quiet")]

    def _satisfied(self) -> str:
        words = self._words(ITS.satisfied)
        return f"本人{words}" if words else ""

    def _buttons(self) -> list[QPushButton]:
        back = [button("返回名单", tip="Esc", act=self._verbs.back)] if self._alone else []
        view = button("查看、更正", act=self._verbs.view)
        return [*back, view, button("打开人员页", act=self._verbs.person)]

    def _words(self, attribute: object) -> str:
        assert self.line is not None  # noqa: S101 - something is shown
        return datum_words(self._desk, self.line.wish, attribute)

    def _day(self, day: date) -> str:
        return day_words(day, self._desk.today)


def _mark(line: WishLine) -> str:
    """Of the last step: who else is waited for, or put off."""
    if not line.open:
        return "done"
    last = line.wish.steps[-1]
    return "soon" if waited_for(line.wish) else "paused" if last.act == PUT_OFF else "done"
