"""Who fetches those whom somebody must fetch, arranged once the county was answered; the family told."""

from datetime import date, datetime, time, timedelta

from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.handover import Escort
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import letter_start
from anbang_desktop.services.demo.month import Month, committee
from anbang_desktop.services.demo.story import turn
from anbang_desktop.services.records import write
from anbang_desktop.services.records.letter_book import FAMILY

EARLY = time(8, 30)


def arrange(month: Month, row: int, day: date) -> None:
    """A plan on that day, and the letter to the family the day after."""
    about, people = month.about(row), month.story.people
    client, released = about.client, about.case.release_date
    if released is None or released < day:
        return
    relative = Escort(
        name=client.emergency_name or "", post=month.relation(client), phone=client.emergency_phone
    )
    name = turn(people.workers, row)
    worker = Escort(name=name, post="司法所工作人员", phone=month.story.office.phone)
    plan = EscortPlan(
        must_escort=True,
        meet_at=datetime.combine(released, EARLY),
        place=about.case.custody_unit,
        vehicle="公务用车",
        workers=(worker,),
        relatives=(relative,) if client.emergency_name else (),
        village=(Escort(name=turn(people.village_workers, row), post=committee(client)),),
    )
    month.write(row, plan, day)
    if client.emergency_name:
        told, no = min(day + timedelta(days=1), month.today), month.numbers[row]
        desk = month.on(told)
        begun = {**letter_start.begin(desk, month.about(row), FAMILY), "written_on": told}
        letter = write.record(desk, no, LETTER.name, begun)
        going_on.send(desk, no, letter, {"sent_on": told, "sent_way": "06"})
