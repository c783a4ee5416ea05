"""What is done for the needs of those who were set up: asked, a measure, a referral with its answer, an
application, a plan on one page (art. 12 and 14–30).
"""

from datetime import date, timedelta
from decimal import Decimal

from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import HelpPlan, PlanItem
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.services.aid import asking, board, data, going_on, policies
from anbang_desktop.services.aid.board import NeedLine
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import Help, turn

RELIEF = "H04"
ASKED, PLANNED, REFERRED, ANSWERED = 8, 9, 10, 18  # days after the release
_LEFT_OPEN = 5  # of so many people one was not asked for everything


def help_with_needs(month: Month, row: int) -> None:
    """What the assessment and the first visit brought up is taken in hand."""
    asked = _day(month, row, ASKED)
    _ask(month, row, asked)
    lines = board.of(month.on(asked), month.about(row)).lines
    _plan(month, row, lines)
    if row == month.story.fate.unplaced[0]:
        _send_to_base(month, row)
    for at, line in enumerate(lines):
        told = month.story.aid.get(line.code)
        if told is None or line.state not in board.OPEN:
            continue
        if line.code == RELIEF:
            _apply(month, row)
        elif (row + at) % 3 == 0:
            _refer(month, row, line)
        else:
            _measure(month, row, line, told)


def _day(month: Month, row: int, days: int) -> date:
    return min(month.release(row) + timedelta(days=days), month.today)


def _ask(month: Month, row: int, day: date) -> None:
    """Everything that nobody asked before; every fifth has a few left."""
    unasked = board.of(month.on(day), month.about(row)).unasked
    some = unasked[:-3] if row % _LEFT_OPEN == 0 else unasked
    asking.ask(month.on(day), month.numbers[row], dict.fromkeys(some, board.NONE), day)


def _worker(month: Month, row: int) -> str:
    return turn(month.story.people.workers, row)


def _plan(month: Month, row: int, lines: tuple[NeedLine, ...]) -> None:
    day = _day(month, row, PLANNED)
    items = tuple(
        PlanItem(
            need=line.code,
            aim=told.aim,
            measure=told.item,
            owner=_worker(month, row),
            partner=told.department,
            until=day + timedelta(days=90),
            state="OPEN",
        )
        for line in lines
        if (told := month.story.aid.get(line.code)) is not None
    )
    if items:
        aim = month.said(row).aim or "先把眼前的难处解决，再慢慢稳定下来。"
        plan = HelpPlan(made_on=day, aim=aim, items=items, interval_days=30, who=_worker(month, row))
        month.write(row, plan, day)


def _measure(month: Month, row: int, line: NeedLine, told: Help) -> None:
    """Begun in the second week; of two people one has its result by now."""
    day = _day(month, row, REFERRED)
    made = HelpMeasure(
        help=line.code,
        item=told.item,
        source="ASSESSMENT",
        owner=_worker(month, row),
        department=told.department,
        began_on=day,
        until=day + timedelta(days=60),
        state="IN_PROCESS",
    )
    month.write(row, made, day)
    ended = _day(month, row, ANSWERED)
    if row % 2 == 0 and ended < month.today:
        record = month.about(row).of(HelpMeasure)[-1]
        going_on.finish(
            month.on(ended), month.numbers[row], record.id, {"state": "DONE", "result": told.result}
        )


def referral(code: str, day: date, by: str) -> Letter:
    """The letter for a type of help as the first policy of it words it, written and agreed to on ``day``."""
    policy = next(one for one in data.policies() if one.help == code)
    asked = policies.referral(policy)
    return Letter(
        letter_type=str(asked[name_of(names(Letter).letter_type)]),
        help=policy.help,
        receiver_kind=policy.receiver_kind,
        receiver=policy.receiver,
        matter=policy.matter,
        consent_on=day,
        consent_way="SIGNED",
        written_on=day,
        signed_by=by,
    )


def _refer(month: Month, row: int, line: NeedLine) -> None:
    """A referral: sent the same day, answered after a week where there was time."""
    day, no = _day(month, row, REFERRED), month.numbers[row]
    month.write(row, referral(line.code, day, _worker(month, row)), day)
    letter = month.about(row).of(Letter)[-1]
    going_on.send(month.on(day), no, letter.id, {"sent_on": day})
    answered = _day(month, row, ANSWERED)
    if row % 2 and answered < month.today:
        result = month.story.aid[line.code].result
        going_on.answer(month.on(answered), no, letter.id, {"accepted": True, "reply_text": result})


def _apply(month: Month, row: int) -> None:
    day = _day(month, row, REFERRED)
    asked = ReliefApplication(applied_on=day, submitted_on=day, asked=Decimal(1500), **month.story.relief)
    month.write(row, asked, day)


def _send_to_base(month: Month, row: int) -> None:
    """Who has no work yet lives in the base for a while."""
    day = _day(month, row, REFERRED)
    month.write(row, BaseStay(in_on=day, planned_out=day + timedelta(days=90), **month.story.stay), day)
