"""要注意 and 下一步: what to notice about a person, each with its verb, and the one act that comes next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from anbang_desktop.domain.guards import Lack
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import STEP_VERBS, State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.banner import Line
from anbang_desktop.gui.parts.compose import Item, button, column, row, text
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.why import why_link
from anbang_desktop.gui.records.words import day_words
from anbang_desktop.services.records import sealing
from anbang_desktop.services.worklist.overview import Duty, Overview, Step

MOST = 3
AHEAD = "release_ahead"
SOON_DAYS = 7
CASE = names(Case)
TO_FILL = {  # what of the registration form a lack asks for
    "release_date_missing": name_of(CASE.release_date),
    AHEAD: name_of(CASE.release_date),
    "period_end_missing": name_of(CASE.release_type),
    "release_paper_missing": name_of(CASE.release_cert_no),
}


@dataclass(frozen=True, slots=True)
class Next:
    """The one act: its verb, what is said about it, until when and why then."""

    verb: Verb
    title: str
    what: str
    act: Callable[[], object] = field(compare=False)
    until: date | None = None
    why: Reckoning | None = None
    left: str = ""  # what the step still lacks besides, and where it leads
    word: str = ""  # on the button, where the verb has to wait and this may be done meanwhile


def next_of(subject: PersonContext, overview: Overview) -> Next | None:
    """What the next step lacks, the most urgent first; the step itself when nothing is lacking; else the
    duty that ends first.
    """
    step, duties = subject.acts.next_step(), {duty.verb: duty for duty in reversed(overview.duties)}
    asked = STEP_VERBS.get(step.to) if step is not None else None
    if step is not None and any(lack.code == AHEAD for lack in step.lacking):
        waited = next(lack for lack in step.lacking if lack.code == AHEAD)
        return _timed(
            Next(
                asked or Verb.VIEW,
                asked or "",
                waited.sentence,
                _mend(subject, waited),
                word="改释放日期",
            ),
            duties.get(Verb.CONFIRM_RELEASE),
        )
    if step is not None and step.lacking:
        lacks = _mendable(step, duties.get)
        if lacks:
            first, *rest = lacks
            verb = first.verb or Verb.VIEW
            told = {verb, *(duty.verb for duty in _near(subject, overview))}
            later = dict.fromkeys(one.verb for one in rest if one.verb and one.verb not in told)
            coming = Next(
                verb, verb, first.sentence, _mend(subject, first), left=_left_words(step, list(later))
            )
            return _timed(coming, duties.get(verb))
    elif step is not None and asked is not None:
        what = f"办好后转为“{step.to.label}”"
        act = partial(subject.acts.advance, step.to)
        return _timed(Next(asked, asked, what, act), duties.get(asked))
    duty = next(iter(overview.duties), None)
    if duty is None:
        return None
    return _timed(Next(duty.verb, duty.what, "", partial(subject.acts.do, duty.verb)), duty)


def _mendable(step: Step, due: Callable[[Verb], Duty | None]) -> list[Lack]:
    """The lacks that a verb mends, the one that is due first at the front; otherwise in their order."""

    def until(lack: Lack) -> date:
        duty = due(lack.verb) if lack.verb else None
        return duty.until if duty is not None else date.max

    return sorted((lack for lack in step.lacking if lack.verb), key=until)


def _mend(subject: PersonContext, lack: Lack) -> Callable[[], object]:
    if lack.verb is Verb.FILL_REGISTRATION:
        return partial(subject.acts.fill, TO_FILL.get(lack.code, ""))
    return partial(subject.acts.do, lack.verb or Verb.VIEW)


def _timed(one: Next, duty: Duty | None) -> Next:
    if duty is None:
        return one
    return replace(one, until=duty.until, why=duty.why)


def notices(subject: PersonContext, overview: Overview, coming: Next | None) -> list[Line]:
    """The lines of the warm banner, at most three. What comes next is not said twice."""
    lines: list[Line] = [
        (_duty_words(duty, subject.today), duty.verb, partial(subject.acts.do, duty.verb))
        for duty in _near(subject, overview)
        if coming is None or duty.verb is not coming.verb
    ]
    if subject.person.file.client.id_unverified:
        number = name_of(names(Client).id_no)
        lines.append(("证件号没有核实，请对照证件原件", "去改", partial(subject.acts.fill, number)))
    if sealing.doubts_recidivist(subject.desk, subject.person.file):
        words = f"{sealing.NO_RECIDIVIST}。看判决书：没有认定的改为“否”，认定了的把原话写进备注"
        lines.insert(0, (words, "去改", partial(subject.acts.fill, name_of(CASE.recidivist))))
    return lines[:MOST]


def _near(subject: PersonContext, overview: Overview) -> list[Duty]:
    return [duty for duty in overview.duties if (duty.until - subject.today).days <= SOON_DAYS]


def _duty_words(duty: Duty, today: date) -> str:
    left = left_until(duty.until, today)
    return f"{duty.what}：最迟 {day_words(duty.until, today)}，{left.words}"


class NextAct(QFrame):
    """下一步: one act, its day and why then; ``button`` does it."""

    def __init__(self, subject: PersonContext, coming: Next | None, *, returns: bool) -> None:
        """Without ``coming`` it says that nothing is to be done; ``returns``: or the list goes back."""
        super().__init__()
        self.setProperty("look", "card")
        self.button: QPushButton | None = None
        verbs: list[Item] = [_return_button(subject)] if returns else []
        if coming is None:
            words = column(text("下一步：没有要办的", "strong"), None, gap=1)
        else:
            words = column(*_words(subject, coming), None, gap=1)
            look = "plain" if coming.word else "soft"
            self.button = button(coming.word or coming.verb, look, act=coming.act)
            verbs.append(self.button)
        self.setLayout(
            row((words, 1), *[column(None, one, None) for one in verbs], gap=8, pad=(16, 10, 16, 10))
        )


def _words(subject: PersonContext, coming: Next) -> Iterable[Item]:
    yield text(f"下一步：{coming.title}", "strong", wrap=True)
    if coming.what:
        yield text(coming.what, "small", wrap=True)
    left = left_until(coming.until, subject.today, owed=coming.verb is not Verb.CONFIRM_RELEASE)
    if coming.until is not None:
        why: list[Item] = [why_link(coming.why)] if coming.why is not None else []
        look = "late" if left.late else "small"
        yield row(text(f"最迟 {subject.day(coming.until)}，{left.words}", look), *why, None, gap=8)
    if coming.left:
        yield text(coming.left, "hint", wrap=True)


def _left_words(step: Step, later: Sequence[Verb]) -> str:
    """还差 3 项，办齐后自动转为“在册帮教”；之后：定小组、做评估."""
    to = f"，办齐后自动转为“{step.to.label}”" if step.to not in STEP_VERBS else ""
    after = f"；之后：{'、'.join(later)}" if later else ""
    return f"还差 {len(step.lacking)} 项{to}{after}"


def may_return(overview: Overview) -> bool:
    """Whether the case may be sent back from here."""
    return any(step.to is State.S35_RETURNED and not step.lacking for step in overview.steps)


def _return_button(subject: PersonContext) -> QPushButton:
    return button(Verb.RETURN, act=partial(subject.acts.advance, State.S35_RETURNED))
