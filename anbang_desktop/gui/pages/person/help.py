"""安置与帮扶: how the person is settled, every measure, letter, application and stay with its state, and what
the articles 14–26 offer.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from anbang_desktop.domain.articles import cite
from anbang_desktop.domain.letters import OPEN_LETTER, letter_state
from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.field import Record, names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.lines import lines, open_link
from anbang_desktop.gui.pages.person.papers import placements
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.help_marks import FITS, LETTERS, MEASURES
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.aid import policies
from anbang_desktop.services.aid.policies import Match
from anbang_desktop.services.records import help_measure

RELIEF, STAY = names(ReliefApplication), names(BaseStay)
NAME, CHIP = 144, 112
NEW = (Verb.RECORD_MEASURE, Verb.WRITE_LETTER, Verb.WRITE_OTHER, Verb.APPLY_RELIEF, Verb.RECORD_STAY)


def help_read(subject: PersonContext) -> tuple[object, ...]:
    """All that this section shows."""
    kinds: tuple[type[Record], ...] = (Placement, HelpMeasure, Letter, ReliefApplication, BaseStay)
    shown = [record for kind in kinds for record in subject.records(kind)]
    return (*shown, *policies.of(subject.desk, subject.person.file))


def help_section(subject: PersonContext) -> QFrame:
    """Settled, helped, offered."""
    parts: list[Item] = [placements(subject), _done(subject)]
    if _may(subject):
        parts.append(_offered(subject))
    return box(column(*parts, gap=12), "scroll")


def _may(subject: PersonContext) -> bool:
    return state(subject.person.state_code).accepts_records


def _done(subject: PersonContext) -> QFrame:
    verbs: list[QWidget] = (
        [button(verb, "plain", act=partial(subject.acts.do, verb)) for verb in NEW] if _may(subject) else []
    )
    offered: Item = Flow(*verbs, gap=8, lines=8)
    head = (
        row(text("帮扶", "strong"), None, *verbs, gap=8, pad=(24, 8, 16, 8))
        if roomy()
        else column(text("帮扶", "strong"), offered, gap=6, pad=(24, 8, 16, 8))
    )
    found = sorted(_lines(subject), key=lambda pair: pair[0], reverse=True)
    shown: list[QWidget] = [box(head, "scroll"), *(made for _day, made in found)]
    if not found:
        words = "还没有帮扶记录。从上面的需求点“登记帮扶”或者“转介”，也可以在这里登记。"
        shown.append(box(row((text(words, "label", wrap=True), 1), pad=(24, 4, 16, 8)), "rowline"))
    return lines(shown)


def _lines(subject: PersonContext) -> Iterator[tuple[date, QWidget]]:
    codes, may = subject.desk.codes, _may(subject)
    for measure in subject.records(HelpMeasure):
        open_ = measure.state in help_measure.OPEN
        verb = (
            _verb(Verb.FINISH_MEASURE, partial(subject.acts.aid.finish, measure)) if open_ and may else None
        )
        told = (measure.item, measure.department or "", measure.result or measure.reason or "")
        until = (
            f"{subject.day(measure.until)}前" if measure.until and open_ else subject.day(measure.ended_on)
        )
        yield (
            measure.on,
            _line(
                subject, measure, codes["help_type"].label(measure.help), MEASURES[measure.state],
                codes["measure_state"].label(measure.state), until, told, verb,
            ),
        )  # fmt: skip
    for letter in subject.records(Letter):
        yield letter.on, _letter(subject, letter)
    for one in subject.records(ReliefApplication):
        mark = {"APPROVED": "done", "REFUSED": "paused"}.get(one.decision or "", "doing")
        word = subject.words(one, RELIEF.decision) or "等审批"
        wanted = (subject.words(one, RELIEF.kind), one.submitted_to or "", subject.words(one, RELIEF.amount))
        when = subject.day(one.decided_on or one.applied_on)
        yield one.on, _line(subject, one, "救助申请", mark, word, when, wanted, None)
    for stay in subject.records(BaseStay):
        left = stay.out_on is not None
        when = subject.day(stay.out_on) if left else f"{subject.day(stay.in_on)}起"
        where = (stay.base, subject.words(stay, STAY.out_to))
        mark, word = ("done", "已离开") if left else ("doing", "在基地")
        yield stay.on, _line(subject, stay, "过渡安置", mark, word, when, where, None)


def _letter(subject: PersonContext, one: Letter) -> QWidget:
    here = letter_state(one, subject.today)
    mark, word = LETTERS[here]
    verb: QPushButton | None = None
    if _may(subject) and here == "written":
        verb = _verb(Verb.SEND_LETTER, partial(subject.acts.aid.send, one))
    elif _may(subject) and here in OPEN_LETTER:
        verb = _verb(Verb.RECORD_REPLY, partial(subject.acts.aid.answer, one))
    if here == "answered":
        accepted = "受理" if one.accepted else "没有受理"
        said: tuple[str, ...] = (one.receiver, accepted, one.reply_text or "")
    else:
        said = (one.receiver, one.number or "")
    due = one.replied_on or one.reply_due or one.sent_on
    when = subject.day(due) + ("前" if one.reply_due and not one.replied_on else "")
    label = subject.desk.codes["letter_type"].label(one.letter_type)
    return _line(subject, one, label, mark, word, when, said, verb)


def _verb(verb: Verb, act: Callable[[], object]) -> QPushButton:
    return button(verb, "link", act=act)


def _line(
    subject: PersonContext,
    record: Record,
    name: str,
    mark: str,
    word: str,
    when: str,
    said: tuple[str, ...],
    verb: QPushButton | None,
) -> QWidget:
    verbs = [*([verb] if verb is not None else []), open_link(subject, record)]
    return _row(text(name, "strong", wrap=True), Chip(mark, word), when, "，".join(filter(None, said)), verbs)


def _row(name: QWidget, chip: Chip, when: str, said: str, verbs: list[QPushButton]) -> QFrame:
    """Name, state, day, words and verbs in a row; in two where room is short."""
    words: Item = (text(said, "small", wrap=True), 1)
    if not roomy():
        first = row((name, 1), chip, text(when), gap=8)
        return box(column(first, row(words, *verbs, gap=8), gap=2, pad=(24, 4, 16, 4)), "rowline")
    state_ = wide(box(row(chip, None), "scroll"), CHIP)
    day: list[Item] = [wide(text(when), CHIP)] if when else []
    return box(row(wide(name, NAME), state_, *day, words, *verbs, gap=8, pad=(24, 4, 16, 4)), "rowline")


def _offered(subject: PersonContext) -> QFrame:
    """政策匹配: what may be asked for, those that fit first; whoever decides is the department."""
    head = column(
        text("可以享受的政策", "strong"),
        text("按登记表对照，只作提示；能不能享受由部门决定，资料不齐也可以先去问。", "hint", wrap=True),
        gap=2,
        pad=(24, 8, 16, 8),
    )
    shown = [_match(subject, one) for one in policies.of(subject.desk, subject.person.file)]
    return lines([box(head, "scroll"), *shown])


def _match(subject: PersonContext, one: Match) -> QWidget:
    policy = one.policy
    refer = button(Verb.WRITE_LETTER, "link", act=partial(subject.acts.aid.refer_by, policy))
    refer.setAccessibleName(f"{policy.name}：{Verb.WRITE_LETTER}")
    named = _named(policy.name, cite(policy.article))
    return _row(named, Chip(FITS[one.fit], one.fit), "", one.words or "登记表里的资料都有", [refer])


def _named(name: str, article: str) -> QFrame:
    return box(column(text(name, "strong", wrap=True), text(article, "hint"), gap=0), "scroll")
