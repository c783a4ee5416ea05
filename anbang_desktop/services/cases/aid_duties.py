"""What help itself makes due: urgent needs that nobody has begun, a plan after each assessment, letters to be
sent and answers to be had (domain.md §4.7, §4.10; art. 12).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.letters import OPEN_LETTER, letter_state
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import board
from anbang_desktop.services.cases.duty import Duty, Waits
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import letter_book

NEED, PLAN, LETTER = "need", "plan", "letter"
OTHERS: Waits = "others"
WAITS: Mapping[str, Waits] = {"COUNTY": "county"}  # by the kind of receiver: whose answer it is


def of(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """For somebody on the books."""
    needs = board.of(desk, about)
    yield from _urgent(desk, needs)
    yield from _plan(desk, about, needs)


def letters(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """Until it is answered, in every state of the case that is not its end."""
    for one in about.of(Letter):
        label = desk.codes["letter_type"].label(one.letter_type)
        if one.sent_on is None:
            why = reckoning.deadline(desk.rules.on(one.on), "letter.send.days", "成文日期", one.on)
            what = f"发出{label}：{one.receiver}"
            yield Duty(LETTER, what, why, Verb.SEND_LETTER, PersonSection.HELP, one.id)
        elif letter_state(one, desk.today) in OPEN_LETTER:
            rule = letter_book().types[one.letter_type].reply or "letter.send.days"
            why = reckoning.deadline(desk.rules.on(one.sent_on), rule, "发出日期", one.sent_on)
            if one.reply_due is not None and one.reply_due != why.result:
                why = replace(
                    why, result=one.reply_due, rule="函件上写明的回复日期",
                    sum=f"请在 {chinese(one.reply_due)} 前回复", shift="不顺延", basis="本所函件",
                )  # fmt: skip
            what, waits = f"问{label}的回执：{one.receiver}", WAITS.get(one.receiver_kind, OTHERS)
            yield Duty(LETTER, what, why, Verb.RECORD_REPLY, PersonSection.HELP, one.id, waits)


def _urgent(desk: Desk, needs: board.Board) -> Iterator[Duty]:
    for line in needs.open:
        if line.state == board.URGENT and line.since is not None:
            why = reckoning.deadline(
                desk.rules.on(line.since), "need.urgent.days", f"{line.said}说急需", line.since
            )
            yield Duty(NEED, f"急需{line.label}，着手办", why, Verb.RECORD_MEASURE, PersonSection.NEEDS)


def _plan(desk: Desk, about: CaseFile, needs: board.Board) -> Iterator[Duty]:
    """After an assessment the plan is made where something is needed, or looked at again."""
    if not about.assessments:
        return
    assessed = about.assessments[-1].on
    plans = about.of(HelpPlan)
    if (plans and plans[-1].on >= assessed) or not (plans or needs.open):
        return
    why = reckoning.deadline(desk.rules.on(assessed), "plan.review.days", "评估日期", assessed)
    what = "复核一人一策" if plans else "制定一人一策"
    yield Duty(PLAN, what, why, Verb.MAKE_PLAN, PersonSection.HELP)
