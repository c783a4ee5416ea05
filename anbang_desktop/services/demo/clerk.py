"""What the clerks of the demo office can do with one person, each act by its name in
``resources/demo/lives``. What a file does not say follows from the person: who came along, who sits in the
group, how things were last time.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.assessment import Assessment, MemberSheet
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.client import REGISTRATION, Client
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record, filled, name_of, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.handover import Escort, Handover
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.verification import CheckedItem, Verification
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.aid import asking, data, going_on, policies
from anbang_desktop.services.cases import advance as cases
from anbang_desktop.services.demo import scoring
from anbang_desktop.services.demo.lives import Act, Life
from anbang_desktop.services.demo.story import Office
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.records import assessment, case_file, wish_acts, write
from anbang_desktop.services.records.assessment import Scored
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_for

_ITEMS = ("身份", "户籍地", "现住址", "家庭成员", "联系方式")
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
Said = Mapping[str, Any]


@dataclass(slots=True)
class Clerk:
    """The office at work; ``numbers`` are the case numbers by ``Life.case``."""

    desk: Desk
    office: Office
    papers: Path
    numbers: dict[str, str] = field(default_factory=dict)
    replies: Counter[int] = field(default_factory=Counter)  # by year

    def on(self, day: date) -> Desk:
        """The same desk on another day."""
        return replace(self.desk, clock=FixedClock(day))

    def about(self, life: Life) -> CaseFile:
        """What the office knows by now."""
        with self.desk.store.read() as connection:
            return case_file.by_no(connection, self.numbers[life.case])

    def write(self, life: Life, day: date, usual: Record, said: Said, **own: object) -> int:
        """One record: what is usual, and what was said."""
        values = {**filled(usual), **said, **own}
        return write.record(self.on(day), self.numbers[life.case], kind_for(type(usual)).name, values, day)

    def act(self, life: Life, one: Act) -> None:
        """Do what the file says."""
        ACTS[one.do](self, life, one.on, one.said)


def _enter(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Registered without a notice: 补录, the end of correction, a hand-over by another office."""
    source, told = (
        said["source"],
        StepFacts(**{name: word for name, word in said.items() if name != "source"}),
    )
    clerk.numbers[life.case] = cases.register_walk_in(clerk.on(day), life.form, source, day, told)


def _check(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    clerk.replies[day.year] += 1
    usual = Verification(
        checked_on=day,
        methods=(),
        item_result=tuple(CheckedItem(item=item, result="SAME") for item in _ITEMS),
        family_accepts="YES",
        housing_plan=life.form.get(name_of(names(Client).housing_state)),
        result="01",
        checker=life.worker,
        second_checker=clerk.office.head,
        replied_on=day,
        reply_no=f"东司核〔{day.year}〕{clerk.replies[day.year]}号",
        reply_way="02",
    )
    clerk.write(life, day, usual, said)


def _release(clerk: Clerk, life: Life, day: date, _said: Said) -> None:
    cases.confirm_release(clerk.on(day), clerk.numbers[life.case], day)


def _receive(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Somebody was fetched or came."""
    about = clerk.about(life)
    relative = _relative(clerk, about.client)
    usual = Handover(
        handover_date=day,
        custody_unit=about.case.custody_unit,
        must_escort=False,
        route="01",
        mode="L01",
        papers=("01", "02"),
        relatives=(Escort(name=relative.name, post=relative.post, phone=relative.phone),) if relative else (),
    )
    clerk.write(life, day, usual, said)


def _register(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    values = {**life.form, **said}
    write.record(clerk.on(day), clerk.numbers[life.case], REGISTRATION.name, values, day)


def _correct(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """What was wrong on the registration form."""
    values, about = dict(said), clerk.about(life)
    reason = str(values.pop("because"))
    write.correct(clerk.on(day), about.no, REGISTRATION.name, about.case_id, values, reason)


def _relative(clerk: Clerk, client: Client) -> Member | None:
    if not client.emergency_name:
        return None
    relation = client.emergency_relation
    post = clerk.desk.codes["relation"].label(relation) if relation else "家属"
    return Member(
        name=client.emergency_name, kind="FAMILY", role="MEMBER", post=post, phone=client.emergency_phone,
        duty="生活照料、思想交流",
    )  # fmt: skip


def _group(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    client = clerk.about(life).client
    members = [
        Member(
            name=life.worker, kind="OFFICE", role="LEADER", post="司法所司法助理员", duty="联系走访、协调帮扶"
        ),
        Member(
            name=life.village_worker,
            kind="VILLAGE",
            role="MEMBER",
            post="村（居）委会干部",
            duty="日常关心、了解近况",
        ),
    ]
    if life.officer:
        members.append(
            Member(name=life.officer, kind="POLICE", role="MEMBER", post="派出所民警", duty="配合联系")
        )
    if relative := _relative(clerk, client):
        members.append(relative)
    members += [Member(**one) for one in said.get("more", ())]
    usual = HelpGroup(
        formed_on=day, members=tuple(replace(one, joined=day, pledge_on=day) for one in members)
    )
    clerk.write(life, day, usual, {})


def _assess(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """What the group agreed on; what nobody has to judge follows from the file."""
    about, scale = clerk.about(life), {item.code: item for item in clerk.desk.instrument.items}
    told = dict(said)
    answers, needs = told.pop("answers", {}), told.pop("needs", {})
    places = dict.fromkeys(scale, 0) | scoring.from_file(about, day) | dict(answers)
    agreed = {code: scale[code].options[place].points for code, place in places.items()}
    triggers = told.pop("triggers", assessment.proposed_triggers(clerk.desk, about))
    present = tuple(one.name for one in about.members) or (
        life.worker,
        life.village_worker,
        clerk.office.head,
    )
    sheets = [
        MemberSheet(member=name, values={**agreed, **scoring.own_view(scale, places, day.toordinal() + at)})
        for at, name in enumerate(present)
    ]
    usual = Assessment(
        kind="PERIODIC",
        meeting_on=day,
        present=present,
        triggers=tuple(triggers),
        decided=assessment.score(clerk.desk.instrument, agreed, triggers).suggested,
    )
    own = Scored(sheets=[asdict(one) for one in sheets], agreed=agreed, needs=needs, spread_note={})
    clerk.write(life, day, usual, told, **asdict(own))


def _agree(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Drawn, printed and signed; or refused with its reason."""
    desk, no = clerk.on(day), clerk.numbers[life.case]
    if "reason" in said:
        words, unable = said.get("note", ""), said["reason"] == "UNABLE"
        agreements.refuse(desk, no, day, said["reason"], life.village_worker, unable=unable, note=words)
        return
    agreements.draw(desk, no, clerk.papers)
    agreements.mark_printed(desk, no)
    agreements.sign(desk, no, day)


def _visit(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """The six recent things stay as they were last time where nobody says otherwise."""
    told = dict(said)
    way, hour = told.pop("way", "HOME_VISIT"), told.pop("hour", 9 + day.toordinal() % 7)
    earlier = [one for one in clerk.about(life).contacts if one.work]
    usual = Contact(
        at=datetime.combine(day, time(hour)),
        contact_type=way,
        place=_PLACES.get(way),
        workers=(life.worker,),
        companions=(life.village_worker,) if way in _VISITS else (),
        met="NOBODY" if way == "NOT_MET" else "SELF",
        abnormal="abnormal_detail" in told,
    )
    six = [name_of(one) for one in _SIX]
    last = [getattr(earlier[-1], name) for name in six] if earlier else _USUAL
    known = {} if way == "NOT_MET" else dict(zip(six, last, strict=True))
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


def _ask(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    asking.ask(clerk.on(day), clerk.numbers[life.case], said, day)


def _plan(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    items = [
        {"owner": life.worker, "until": day + timedelta(days=90), "state": "OPEN", **one}
        for one in said["items"]
    ]
    values = {"made_on": day, "who": life.worker, **said, "items": items}
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
    policy = next(one for one in data.policies() if one.help == said["help"])
    asked = policies.referral(policy)
    usual = Letter(
        letter_type=str(asked[name_of(names(Letter).letter_type)]),
        help=policy.help,
        receiver_kind=policy.receiver_kind,
        receiver=policy.receiver,
        matter=policy.matter,
        consent_on=day,
        consent_way="SIGNED",
        written_on=day,
        signed_by=life.worker,
    )
    made = clerk.write(life, day, usual, said)
    going_on.send(clerk.on(day), clerk.numbers[life.case], made, {"sent_on": day})


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


def _approve(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = Approval(
        matter="", approver=clerk.office.head, office=clerk.office.name, decided_on=day, granted=True
    )
    clerk.write(life, day, usual, said)


def _advance(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    told = dict(said)
    to, happened, approved_by = State[told.pop("to")], told.pop("day", day), told.pop("approved_by", "")
    step = StepFacts(**told)
    cases.advance(clerk.on(day), clerk.numbers[life.case], to, happened, step, approved_by=approved_by)


def _file(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    archive.add(
        clerk.on(day),
        clerk.numbers[life.case],
        said["paper"],
        said["title"],
        day,
        shelf=said.get("shelf", ""),
    )


def _plain(kind: str, day_name: str) -> Callable[[Clerk, Life, date, Said], None]:
    """A record that says everything itself but its day."""

    def record(clerk: Clerk, life: Life, day: date, said: Said) -> None:
        write.record(clerk.on(day), clerk.numbers[life.case], kind, {day_name: day, **said}, day)

    return record


ACTS: Mapping[str, Callable[[Clerk, Life, date, Said], None]] = {
    "enter": _enter,
    "check": _check,
    "release": _release,
    "receive": _receive,
    "register": _register,
    "correct": _correct,
    "group": _group,
    "assess": _assess,
    "agree": _agree,
    "visit": _visit,
    "place": _place,
    "wish": _wish,
    "heard": _heard,
    "step": _step,
    "answer": _answer,
    "clue": _clue,
    "ask": _ask,
    "plan": _plan,
    "measure": _measure,
    "finish": _finish,
    "refer": _refer,
    "reply": _reply,
    "relief": _relief,
    "decided": _decided,
    "stay": _stay,
    "leave": _leave,
    "approve": _approve,
    "advance": _advance,
    "file": _file,
    "whereabouts": _plain("whereabouts", "since"),
    "search": _plain("search", "tried_on"),
    "dual": _plain("dual_listing", "begun_on"),
    "closing": _plain("closing", "proposed_on"),
}
