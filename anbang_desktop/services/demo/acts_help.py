"""Acts of the demo's clerks while somebody is helped: visits, wishes, measures, referrals, relief. What a
file does not say is as it was last time.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import filled, name_of, names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.aid import asking, going_on
from anbang_desktop.services.cases import duties
from anbang_desktop.services.demo.aid import referral
from anbang_desktop.services.demo.clerk import Clerk, Do, Said, plain
from anbang_desktop.services.demo.hearing import write_clue
from anbang_desktop.services.demo.lives import Life
from anbang_desktop.services.records import wish_acts, write

SELF, NOBODY = "SELF", "NOBODY"  # code table met
_VISITS = ("HOME_VISIT", "WORK_VISIT", "NOT_MET")  # two go
_PLACES = {
    "HOME_VISIT": "本人家中",
    "OFFICE_TALK": "司法所谈心室",
    "PHONE": "电话",
    "VIDEO": "视频",
    "NOT_MET": "本人家中",
}
_SIX = (names(Contact).behaviour, names(Contact).work, names(Contact).money,
        names(Contact).family, names(Contact).places, names(Contact).company)  # fmt: skip
_USUAL = ("01", "01", "02", "01", "01", "01")  # near the middle of the six


def _visit(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Who is met is asked about six recent things: as they were last time where nobody says otherwise;
    of somebody who isn't there nobody knows.
    """
    told = dict(said)
    way, hour = told.pop("way", "HOME_VISIT"), told.pop("hour", 9 + day.toordinal() % 7)
    met = told.get(name_of(names(Contact).met), NOBODY if way == duties.NOT_MET else SELF)
    earlier = [one for one in clerk.about(life).contacts if one.met == SELF]
    usual = Contact(
        at=datetime.combine(day, time(hour)),
        contact_type=way,
        place=_PLACES.get(way),
        workers=(life.worker,),
        companions=(life.village_worker,) if way in _VISITS else (),
        met=met,
        abnormal=name_of(names(Contact).abnormal_detail) in told,
    )
    six = [name_of(one) for one in _SIX]
    last = [getattr(earlier[-1], name) for name in six] if earlier else _USUAL
    known = dict(zip(six, last, strict=True)) if met == SELF else {}
    clerk.write(life, day, usual, {**known, **told})


def _place(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    placed = "way" in said
    clerk.write(life, day, Placement(placed=placed, placed_from=day if placed else None), said)


def _wish(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = Wish(
        raised_on=day, way="VISIT_OFFICE", category="", content="", urgency="NORMAL", handler=life.worker
    )
    clerk.write(life, day, usual, said)


def _heard(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """What was said on the last visit becomes a wish."""
    visit = clerk.about(life).contacts[-1]
    usual = Wish(
        raised_on=day,
        way="CONTACT",
        category="",
        content=visit.wish or "",
        urgency="NORMAL",
        handler=life.worker,
    )
    wish_acts.from_contact(clerk.on(day), clerk.numbers[life.case], visit.id, {**filled(usual), **said})


def _newest_wish(clerk: Clerk, life: Life) -> int:
    return clerk.about(life).wishes[-1].id


def _step(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    values = {"on": day, "by": life.worker, **said}
    wish_acts.add_step(clerk.on(day), clerk.numbers[life.case], _newest_wish(clerk, life), values)


def _answer(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    wish_acts.answer(
        clerk.on(day), clerk.numbers[life.case], _newest_wish(clerk, life), {"answered_on": day, **said}
    )


def _clue(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    wish_acts.note_clue(clerk.on(day), clerk.numbers[life.case], _newest_wish(clerk, life), said)


def _pass_on(clerk: Clerk, life: Life, day: date, _said: Said) -> None:
    """The letter to the labour authority, sent the same day."""
    desk = clerk.on(day)
    made = write_clue(desk, clerk.about(life))
    going_on.send(desk, clerk.numbers[life.case], made, {"sent_on": day})


def _ask(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    asking.ask(clerk.on(day), clerk.numbers[life.case], said, day)


def _plan(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = {"owner": life.worker, "until": day + timedelta(days=90), "state": "OPEN"}
    told = dict(said)
    items = [{**usual, **one} for one in told.pop("items")]
    values = {"made_on": day, "who": life.worker, **told, "items": items}
    write.record(clerk.on(day), clerk.numbers[life.case], "plan", values, day)


def _measure(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = HelpMeasure(
        help="", item="", source="ASKED", owner=life.worker, began_on=day, until=day + timedelta(days=30),
        state="IN_PROCESS",
    )  # fmt: skip
    clerk.write(life, day, usual, said)


def _finish(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    told = dict(said)
    code = told.pop("help")
    found = next(one for one in reversed(clerk.about(life).of(HelpMeasure)) if one.help == code)
    values = {"state": "DONE", "ended_on": day, **told}
    going_on.finish(clerk.on(day), clerk.numbers[life.case], found.id, values)


def _refer(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """A letter of referral, sent on the same day."""
    code = said[name_of(names(Letter).help)]
    made = clerk.write(life, day, referral(code, day, life.worker), said)
    going_on.send(clerk.on(day), clerk.numbers[life.case], made, {"sent_on": day})


def _send(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """What waits to be sent goes out: a receipt that a step has written."""
    letter = next(one for one in clerk.about(life).of(Letter) if one.sent_on is None)
    going_on.send(clerk.on(day), clerk.numbers[life.case], letter.id, {"sent_on": day, **said})


def _reply(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    letter = clerk.about(life).of(Letter)[-1]
    values = {"replied_on": day, "accepted": True, **said}
    going_on.answer(clerk.on(day), clerk.numbers[life.case], letter.id, values)


def _relief(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = ReliefApplication(kind="", reason="", applied_on=day, submitted_on=day, submitted_to="镇民政办")
    clerk.write(life, day, usual, said)


def _decided(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    application = clerk.about(life).of(ReliefApplication)[-1]
    values = {"decided_on": day, **said}
    write.correct(clerk.on(day), clerk.numbers[life.case], "relief", application.id, values)


def _stay(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = BaseStay(
        base="安平过渡性安置帮教基地", base_kind="ENTERPRISE", reason="", in_on=day, approved_by="某县司法局"
    )
    clerk.write(life, day, usual, said)


def _leave(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    stay = clerk.about(life).of(BaseStay)[-1]
    write.correct(clerk.on(day), clerk.numbers[life.case], "base_stay", stay.id, {"out_on": day, **said})


ACTS: Mapping[str, Do] = {
    "visit": _visit,
    "place": _place,
    "wish": _wish,
    "heard": _heard,
    "step": _step,
    "answer": _answer,
    "clue": _clue,
    "pass_on": _pass_on,
    "ask": _ask,
    "plan": _plan,
    "measure": _measure,
    "finish": _finish,
    "refer": _refer,
    "send": _send,
    "reply": _reply,
    "relief": _relief,
    "decided": _decided,
    "stay": _stay,
    "leave": _leave,
    "whereabouts": plain("whereabouts", "since"),
    "search": plain("search", "tried_on"),
    "dual": plain("dual_listing", "begun_on"),
}
