"""Acts of the demo's clerks on the road of a case: checked, received, registered, set up, brought to its end.
What a file does not say follows from the person: who came along, who sits in the group.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.assessment import Assessment, MemberSheet
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.handover import Escort, Handover
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.verification import CheckedItem, Verification
from anbang_desktop.services.cases import advance as cases
from anbang_desktop.services.cases import inside
from anbang_desktop.services.demo import scoring
from anbang_desktop.services.demo.clerk import Clerk, Do, Said, family_of, plain
from anbang_desktop.services.demo.lives import Life
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.records import assessment, write
from anbang_desktop.services.records.assessment import Scored

_CLIENT, _CASE = names(Client), names(Case)
_ITEMS = ("身份", "户籍地", "现住址", "家庭成员", "联系方式")


@dataclass(frozen=True, slots=True)
class _Came:
    """Whence somebody came who stood on no list, and by which letter."""

    source: str
    letter_no: str = ""
    sending_office: str = ""


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why nobody signed."""

    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Filed:
    """A paper that was brought, and its shelf."""

    paper: str
    title: str
    shelf: str = ""


def _enter(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Registered without a notice: 补录, the end of correction, a hand-over by another office."""
    came = _Came(**said)
    told = StepFacts(letter_no=came.letter_no, sending_office=came.sending_office)
    clerk.numbers[life.case] = cases.register_walk_in(clerk.on(day), life.form, came.source, day, told)


_INSIDE = (  # what of the form is known while somebody is in prison
    *(_CLIENT.name, _CLIENT.id_no, _CLIENT.sex, _CLIENT.birth_date, _CLIENT.hukou_addr, _CLIENT.children),
    *(_CLIENT.emergency_name, _CLIENT.emergency_relation, _CLIENT.emergency_phone),
    *(_CASE.village, _CASE.custody_unit, _CASE.offences, _CASE.release_type, _CASE.release_date),
    _CASE.responsible_worker,
)


def _inside(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Entered while still in prison, before any list; the release is the one that was expected then."""
    known = {name_of(one) for one in _INSIDE}
    values = {name: value for name, value in life.form.items() if name in known}
    clerk.numbers[life.case] = inside.register(clerk.on(day), {**values, **said}, day)


def _ask_family(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    usual = InsideCheck(
        checked_on=day, methods=("FAMILY", "VILLAGE"), has_children=False, checker=life.worker
    )
    clerk.write(life, day, usual, said)


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
        decided=assessment.score(clerk.desk, clerk.desk.instrument, agreed, triggers).suggested,
    )
    own = Scored(sheets=[asdict(one) for one in sheets], agreed=agreed, needs=needs, spread_note={})
    clerk.write(life, day, usual, told, **asdict(own))


def _agree(clerk: Clerk, life: Life, day: date, said: Said) -> None:
    """Drawn, printed and signed; or refused with its reason."""
    desk, no = clerk.on(day), clerk.numbers[life.case]
    if said:
        why = _Refused(**said)
        agreements.refuse(desk, no, day, why.reason, life.village_worker, note=why.note)
        return
    agreements.draw(desk, no, clerk.papers, family_of(desk, no))
    agreements.mark_printed(desk, no)
    agreements.sign(desk, no, day)


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
    one = _Filed(**said)
    archive.add(clerk.on(day), clerk.numbers[life.case], one.paper, one.title, day, shelf=one.shelf)


ACTS: Mapping[str, Do] = {
    "enter": _enter,
    "inside": _inside,
    "ask_family": _ask_family,
    "meet": plain("prison_meeting", "applied_on"),
    "check": _check,
    "release": _release,
    "receive": _receive,
    "register": _register,
    "correct": _correct,
    "group": _group,
    "assess": _assess,
    "agree": _agree,
    "approve": _approve,
    "advance": _advance,
    "file": _file,
    "closing": plain("closing", "proposed_on"),
    "reoffence": plain("reoffence", "judged_on"),
}
