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
from anbang_desktop.services.worklist.overview import Duty, Overview

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
    return mending | {STEP_VERBS[step.to]} if step else mending


def step_line(subject: PersonContext, overview: Overview) -> QFrame | None:
    """现在 → 下一步 with its button; what is missing stands under it, each with the verb that mends it."""
    step = subject.acts.next_step()
    if step is None:
        return None
    ready = not step.lacking
    look = "soft" if ready else "plain"
    verb = button(STEP_VERBS[step.to], look, act=partial(subject.acts.advance, step.to))
    verb.setEnabled(ready)
    verb.setToolTip("" if ready else f"还差 {len(step.lacking)} 项，补好后可以办")
    now = subject.person
    back = [_return_button(subject)] if _may_return(overview) else []
    left = [] if ready else [f"还差 {len(step.lacking)} 项"]
    counted = ["已计入在册"] if state(now.state_code).on_books else []
    due = {duty.verb: duty for duty in reversed(overview.duties)}
    head = row(
        Chip(now.mark, now.state),
        glyph("right", "ink_3", "icon_small"),
        text(f"下一步：{step.to.label}", "strong"),
        text("，".join((*counted, *left)), "small"),
        None,
        *back,
        verb,
        gap=10,
    )
    ends = due.get(STEP_VERBS[step.to])
    until = [_when(ends, subject.today)] if ends else []
    return box(
        column(
            head, *until, *[_lack(subject, lack, due) for lack in step.lacking], gap=2, pad=(24, 10, 16, 10)
        )
    )


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
