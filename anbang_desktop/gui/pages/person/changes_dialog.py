"""办理变动: every step that can be asked for from here with what it lacks, and where the person is now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.domain.guards import Lack
from anbang_desktop.domain.states import ContactState, State, state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import names
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.gui.parts.compose import Item, button, column, glyph, row, rule, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.records.words import datum_words, day_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.overview import Overview, Step
from anbang_desktop.services.worklist.people import Person

LOST = (ContactState.UNREACHED, ContactState.MISSING)
WHERE = names(Whereabouts)
NOTHING = {
    State.S35_RETURNED: "已退回县司法局，这里没有要办的。县司法局再下发名单时，另立档案。",
    State.S90_ARCHIVED: "已归档，档案只读。以后需要再帮教的，请新登记，另立一份档案。",
}
FOLLOWS = "现在没有要另外办理的变动：记录办齐后，程序自己转到下一步，见“下一步”。"


CALENDAR = ("period_too_long", "too_late_to_reopen")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the clerk wants to do; ``goal`` where it is a step, or is for one."""

    verb: Verb
    goal: State | None = None


class ChangesDialog(Dialog[Chosen]):
    """Each step is a line: its verb, what it means, what it lacks with the verb that mends it."""

    def __init__(self, parent: QWidget | None, desk: Desk, one: Person, view: Overview) -> None:
        """``view`` says what is possible today."""
        super().__init__(parent, f"{Verb.CHANGE}：{one.row.name}")
        self._desk, self._one = desk, one
        self.offers: list[tuple[Chosen, QPushButton]] = []  # what can be pressed
        here = state(one.state_code)
        parts: list[Item] = [text(f"现在是“{here.label}”：{here.meaning}。", "small", wrap=True)]
        for step in view.asked:
            parts += [rule(), self._step(step)]
        if not view.asked:
            parts += [rule(), text(NOTHING.get(here, FOLLOWS), wrap=True)]
        if here is State.S05_INSIDE:  # where the person is, is known
            parts += [rule(), *self._noted("家里有了大事，记下来。", Verb.RECORD_HAPPENING)]
        elif here.accepts_records:
            parts += [rule(), *self._whereabouts()]
        self.lay(*parts, buttons=(button("不办", act=self.reject),), wide_by=680)

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, view: Overview) -> Chosen | None:
        """Until something was chosen or it was left."""
        return cls(parent, desk, one, view).run()

    def _step(self, step: Step) -> Item:
        verb = step.verb(self._one.state_code) or Verb.VIEW
        words: list[Item] = [
            text(verb, "strong"),
            text(f"转为“{step.to.label}”：{step.to.meaning}", "small", wrap=True),
            *(self._lack(step.to, lack.sentence, lack.verb) for lack in _first(step.lacking)),
        ]
        ready = [] if step.lacking else [self._verb(verb, Chosen(verb, step.to))]
        return row((column(*words, gap=2), 1), *self._aside(ready), gap=12)

    def _lack(self, goal: State, sentence: str, verb: Verb | None) -> Item:
        mend = (
            [self._verb(verb, Chosen(verb, goal if verb is Verb.RECORD_APPROVAL else None))] if verb else []
        )
        return row(glyph("warn", "soon", "icon_small"), (text(sentence, wrap=True), 1), *mend, gap=8)

    def _whereabouts(self) -> Iterator[Item]:
        """Where the person is now, and what is done about it; no step of the case."""
        now = self._one.file.whereabouts
        said = self._now_words(now)
        lost = now is not None and now.state in LOST
        verbs = [Verb.RECORD_WHEREABOUTS, *([Verb.RECORD_SEARCH] if lost else []), Verb.RECORD_DUAL]
        made = [self._verb(verb, Chosen(verb)) for verb in verbs]
        hint = "外出务工、住院、在羁押、联系不上、人户分离都在这里登记；人还在册，期限照算。"
        yield text("去向和联系", "strong")
        yield text(said, wrap=True)
        yield text(hint, "small", wrap=True)
        yield row(*made, None, gap=8)
        big = "工作、婚姻、健康、表彰这类大事；判决生效的重新犯罪；外单位或者个人来查档案。"
        yield from self._noted(big, Verb.RECORD_HAPPENING, Verb.RECORD_REOFFENCE, Verb.RECORD_QUERY)

    def _noted(self, hint: str, *verbs: Verb) -> Iterator[Item]:
        yield text("重要事项", "strong")
        yield text(hint, "small", wrap=True)
        yield row(*[self._verb(verb, Chosen(verb)) for verb in verbs], None, gap=8)

    def _now_words(self, now: Whereabouts | None) -> str:
        if now is None:
            return "还没有登记过去向。"
        told = [datum_words(self._desk, now, WHERE.state), datum_words(self._desk, now, WHERE.place)]
        since = f"自 {day_words(now.since, self._desk.today)} 起"
        return "，".join(part for part in (*told, since) if part)

    def _verb(self, verb: Verb, chosen: Chosen) -> QPushButton:
        made = button(verb, "soft", act=lambda: self.finish(chosen))
        self.offers.append((chosen, made))
        return made

    def _aside(self, made: Sequence[QPushButton]) -> list[Item]:
        return [column(None, one, None) for one in made]


def _first(lacks: Sequence[Lack]) -> Sequence[Lack]:
    """What the calendar forbids stands alone: to fill in forms for it now would be for nothing."""
    return [lack for lack in lacks if lack.code in CALENDAR] or lacks
