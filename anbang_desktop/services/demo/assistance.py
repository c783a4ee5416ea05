"""What is done for somebody who was registered: group, assessment, agreement, visits, placement (art. 12)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anbang_desktop.fields.assessment import Assessment, MemberSheet
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.placement import Placement
from anbang_desktop.services.demo import scoring
from anbang_desktop.services.demo.clerk import family_of
from anbang_desktop.services.demo.month import Month, committee, midnight
from anbang_desktop.services.demo.story import Life, turn
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.records import assessment
from anbang_desktop.services.records.assessment import Scored

_WITHOUT_COMPANY = ("PHONE", "OFFICE_TALK")


def group_and_assess(month: Month, row: int) -> None:
    """Three or four people who help, and the first assessment by all of them (art. 12)."""
    formed = month.release(row) + timedelta(days=4)
    members = _members(month, row, min(formed, month.today))
    month.write(row, HelpGroup(formed_on=min(formed, month.today), members=tuple(members)), formed)
    _assess(month, row, [one.name for one in members], formed + timedelta(days=1))


def _members(month: Month, row: int, day: date) -> list[Member]:
    people, client = month.story.people, month.about(row).client
    worker = Member(
        name=turn(people.workers, row),
        kind="OFFICE",
        role="LEADER",
        post="司法所司法助理员",
        duty="联系走访、协调帮扶",
    )
    found = [
        worker,
        _member(turn(people.village_workers, row), "VILLAGE", committee(client), "日常关心、了解近况"),
    ]
    if client.emergency_name:
        family = _member(client.emergency_name, "FAMILY", month.relation(client), "生活照料、思想交流")
        found.append(replace(family, phone=client.emergency_phone))
    else:
        found.append(_member(turn(people.volunteers, row), "VOLUNTEER", "志愿者", "陪伴谈心"))
    if row in month.story.fate.escorted:
        found.append(_member(turn(people.officers, row), "POLICE", "派出所民警", "配合联系"))
    return [replace(one, joined=day, pledge_on=day) for one in found]


def _member(name: str, kind: str, post: str, duty: str) -> Member:
    return Member(name=name, kind=kind, role="MEMBER", post=post, duty=duty)


def _assess(month: Month, row: int, members: Sequence[str], day: date) -> None:
    """What the group agreed on; the static block and the triggers follow from the file, the decision from the
    suggestion.
    """
    about, instrument = month.about(row), month.desk.instrument
    life, scale = month.life(row, about.client), {item.code: item for item in instrument.items}
    places = dict.fromkeys(scale, 0) | scoring.from_file(about, day) | dict(life.answers)
    agreed = {code: scale[code].options[place].points for code, place in places.items()}
    triggers = assessment.proposed_triggers(month.desk, about)
    sheets = [
        MemberSheet(member=name, values={**agreed, **scoring.own_view(scale, places, row + at)})
        for at, name in enumerate(members)
    ]
    record = Assessment(
        kind="INITIAL",
        meeting_on=min(day, month.today),
        present=tuple(members),
        triggers=triggers,
        self_statement=month.said(row).statement or life.statement,
        decided=assessment.score(month.desk, instrument, agreed, triggers).suggested,
    )
    answers = Scored(sheets=[asdict(one) for one in sheets], agreed=agreed, needs=life.needs)
    month.write(row, record, day, **asdict(answers))


def agree(month: Month, row: int, folder: Path) -> int:
    """Draw the agreement, then signed, refused or could not be signed; the pages drawn."""
    story, no = month.story, month.numbers[row]
    desk = month.on(month.release(row) + timedelta(days=6))
    drawn = agreements.draw(desk, no, folder, family_of(desk, no))
    witness = turn(story.people.village_workers, row)
    if row in story.fate.refused:
        agreements.refuse(desk, no, desk.today, "NO_NEED", witness)
    elif row in story.fate.unable:
        agreements.refuse(desk, no, desk.today, "UNABLE", witness, unable=True)
    else:
        agreements.mark_printed(desk, no)
        agreements.sign(desk, no, desk.today, None)
    return drawn.pages


def visit_and_settle(month: Month, row: int) -> None:
    """A first visit, how the person is settled, and who is to be seen more often, is seen again."""
    story, day, about = month.story, month.release(row) + timedelta(days=7), month.about(row)
    life, said = month.life(row, about.client), month.said(row)
    if row in story.fate.not_met:
        _visit(month, row, _told(story.not_met, said.not_met), day)
        day += timedelta(days=2)
    first = _visit(month, row, _told(life.contact, said.visit, said.wish), day)
    month.write(row, _placement(life, min(day, month.today)), day)
    again = day + timedelta(days=13)
    if month.desk.pack.levels.urgent(about.case.level) and again <= month.today:
        _visit(month, row, _told(story.again, said.again), again, first)


def _told(usual: Mapping[str, Any], content: str, wish: str = "") -> Mapping[str, Any]:
    """A visit in the words of this person."""
    own = {name_of(names(Contact).content): content, name_of(names(Contact).wish): wish}
    return {**usual, **{name: words for name, words in own.items() if words}}


def _visit(
    month: Month, row: int, told: Mapping[str, Any], day: date, last: Contact | None = None
) -> Contact:
    """Write down a visit; after an earlier one work and money are as they were."""
    people = month.story.people
    seen = Contact(
        at=midnight(min(day, month.today)),
        workers=(turn(people.workers, row),),
        companions=(turn(people.village_workers, row),),
        abnormal=False,
        **told,
    )
    if seen.contact_type in _WITHOUT_COMPANY:
        seen = replace(seen, companions=())
    if last is not None:
        seen = replace(seen, work=last.work, money=last.money)
    month.write(row, seen, day)
    return seen


def _placement(life: Life, day: date) -> Placement:
    if life.placement is None:
        return Placement(placed=False, none_reason="01")
    return Placement(placed=True, placed_from=day, **life.placement)
