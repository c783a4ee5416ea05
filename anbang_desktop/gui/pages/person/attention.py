"""What to notice about a person, each with its verb, and the next step of the case with what it lacks."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from anbang_desktop.domain.guards import Lack
from anbang_desktop.domain.states import STEP_VERBS, State, state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.banner import Line, banner
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, text
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.records.words import day_words
from anbang_desktop.services.worklist.overview import Duty, Overview, Step

MOST = 3
SOON_DAYS = 7


def attention(subject: PersonContext, overview: Overview) -> QFrame | None:
    """The warm banner; None when there is nothing to notice."""
    offered = _offered(subject)
    near = (duty for duty in overview.duties if (duty.until - subject.today).days <= SOON_DAYS)
    due = [duty for duty in near if duty.verb not in offered]
    lines: list[Line] = [
        (_duty_words(duty, subject.today), duty.verb, partial(subject.acts.do, duty.verb)) for duty in due
    ]
    if subject.person.file.client.id_unverified:
        lines.append(
            ("证件号没有核实，请对照证件原件", "去改", partial(subject.acts.do, Verb.FILL_REGISTRATION))
        )
    return banner(lines[:MOST]) if lines else None


def _duty_words(duty: Duty, today: date) -> str:
    return f"{duty.what}：{_until(duty, today)}"


def _until(duty: Duty, today: date) -> str:
    left = left_until(duty.until, today)
    return f"最迟 {day_words(duty.until, today)}，{left.words}（{duty.why.rule}）"


def _offered(subject: PersonContext) -> set[Verb]:
    """The verbs of the step line: what they do is not said a second time above it."""
    step = subject.acts.next_step()
    mending = {lack.verb for lack in step.lacking if lack.verb} if step else set()
    asked = STEP_VERBS.get(step.to) if step else None
    return mending | {asked} if asked else mending


def step_line(subject: PersonContext, overview: Overview) -> QFrame | None:
    """What is left to do, each with the verb that does it; a button only where something must be asked."""
    step = subject.acts.next_step()
    if step is None:
        return None
    asked = STEP_VERBS.get(step.to)
    now = subject.person
    back = [_return_button(subject)] if _may_return(overview) else []
    counted = ["已计入在册"] if state(now.state_code).on_books else []
    due = {duty.verb: duty for duty in reversed(overview.duties)}
    head = row(
        Chip(now.mark, now.state),
        text(_left_words(step), "strong"),
        text("，".join(counted), "small"),
        None,
        *back,
        *([_step_button(subject, step, asked)] if asked else []),
        gap=10,
    )
    ends = due.get(asked) if asked else None
    until = [_when(ends, subject.today)] if ends else []
    return box(
        column(
            head, *until, *[_lack(subject, lack, due) for lack in step.lacking], gap=2, pad=(24, 10, 16, 10)
        )
    )


def _left_words(step: Step) -> str:
    """还差 3 项，办齐后自动列为“在册帮教”."""
    if STEP_VERBS.get(step.to):
        return "等候释放" if step.lacking else "释放日期已到"
    return f"还差 {len(step.lacking)} 项，办齐后自动转为“{step.to.label}”" if step.lacking else "都已办齐"


def _step_button(subject: PersonContext, step: Step, asked: Verb) -> QPushButton:
    ready = not step.lacking
    made = button(asked, "soft" if ready else "plain", act=partial(subject.acts.advance, step.to))
    made.setEnabled(ready)
    made.setToolTip("" if ready else "释放日期到了再确认")
    return made


def _may_return(overview: Overview) -> bool:
    return any(step.to is State.S35_RETURNED and not step.lacking for step in overview.steps)


def _return_button(subject: PersonContext) -> QPushButton:
    return button(Verb.RETURN, act=partial(subject.acts.advance, State.S35_RETURNED))


def _lack(subject: PersonContext, lack: Lack, due: Mapping[Verb, Duty]) -> Item:
    verb = lack.verb
    act: list[Item] = [button(verb, "link", act=partial(subject.acts.do, verb))] if verb else []
    until = [_when(due[verb], subject.today)] if verb and verb in due else []
    return row(
        column(2, glyph("warn", "soon", "icon_small"), None),
        (column(text(lack.sentence, wrap=True), *until, gap=0), 1),
        *act,
        gap=8,
    )


def _when(duty: Duty, today: date) -> Item:
    return text(_until(duty, today), "late" if duty.until < today else "small", wrap=True)
