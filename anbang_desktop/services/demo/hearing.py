"""What the people of the demo office asked for, how far each wish has come, and what happened once at the
counter.
"""

from datetime import timedelta

from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.incident import Incident
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import letter_start
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import Wished, turn
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import CLUE
from anbang_desktop.services.records.wish_acts import turned

ANSWERED_AFTER = 9  # days
ANSWERED = name_of(names(Wish).answered_on)


def hear(month: Month) -> str:
    """Every wish with its steps, its answer, its clue; all but the last visit's words become one."""
    rows = sorted(month.set_up(), key=lambda row: (month.release(row), row))
    for told in month.story.wishes:
        _one(month, rows[told.place % len(rows)], told)
    turned_ = sum(_turn(month, row) for row in rows[:-1])
    row, incident = rows[0], Incident(**month.story.incident)
    month.write(row, incident, incident.at.date())
    return f"诉求：{len(month.story.wishes) + turned_} 件，现场情况 1 次"


def _one(month: Month, row: int, told: Wished) -> None:
    no, worker = month.numbers[row], turn(month.story.people.workers, row)
    wish = Wish(handler=worker, **told.wish)
    month.write(row, wish, wish.raised_on)
    made = month.about(row).wishes[-1].id
    for step in told.steps:
        wish_acts.add_step(month.on(step["on"]), no, made, {"by": worker, **step})
    if told.clue is not None:
        wish_acts.note_clue(month.on(month.today), no, made, told.clue)
        _pass_on(month, row)
    if told.answer is not None:
        wish_acts.answer(month.on(told.answer[ANSWERED]), no, made, told.answer)


def _pass_on(month: Month, row: int) -> None:
    """The letter to the labour authority, sent the same day."""
    desk = month.on(month.today)
    letter = write_clue(desk, month.about(row))
    going_on.send(desk, month.numbers[row], letter, {"sent_on": month.today, "sent_way": "01"})


def write_clue(desk: Desk, about: CaseFile) -> int:
    """The letter to the labour authority, agreed to and written on the day of the desk; its id."""
    agreed = {"consent_on": desk.today, "consent_way": "SIGNED", "written_on": desk.today}
    return write.record(desk, about.no, LETTER.name, {**letter_start.begin(desk, about, CLUE), **agreed})


def _turn(month: Month, row: int) -> int:
    """What was asked for on a visit, taken in two days later and answered in the usual words in good time."""
    about, count = month.about(row), 0
    for said in about.contacts:
        if said.wish and not turned(about, said.id):
            values = {
                "raised_on": said.on,
                "way": "CONTACT",
                "category": "H06",
                "content": said.wish,
                "urgency": "NORMAL",
                "handler": said.workers[0],
            }
            desk = month.on(said.on + timedelta(days=2))
            made = wish_acts.from_contact(desk, month.numbers[row], said.id, values)
            answered = said.on + timedelta(days=ANSWERED_AFTER)
            if answered <= month.today:
                own = {"answer": words} if (words := month.said(row).answer) else {}
                told = {**month.story.usual_answer, **own}
                wish_acts.answer(month.on(answered), month.numbers[row], made, told)
            count += 1
    return count
