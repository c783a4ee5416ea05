"""What an agreement says of a case: who takes part, which help is agreed on (need, measure, department, day,
telephone), what a judgment still takes, and what is empty and gets a line to write on (art. 12.2.2, 14–26).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from anbang_desktop import paths
from anbang_desktop.domain.articles import title_and_day
from anbang_desktop.domain.clauses import Grounds, parse_grounds
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.reckoning import add_months
from anbang_desktop.domain.roster_values import term_length
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import Party
from anbang_desktop.fields.client import Case, FamilyMember
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import Member
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.aid import board, data
from anbang_desktop.services.cases import notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details
from anbang_desktop.services.records import group, help_measure, help_plan
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import own_lists

OFFICE, CLIENT, GUARDIAN, VILLAGE, FAMILY = "OFFICE", "CLIENT", "GUARDIAN", "VILLAGE", "FAMILY"
ITS = names(Case)
NOBODY = ""  # asked, and nobody takes part
_POLITICAL_RIGHTS, _FOR_LIFE = "22", "终身"
_BODIES = ("DEPARTMENT", "MASS")  # kinds of receivers that a directory has
_COMMITTEES = {"村": "村民委员会", "社区": "居民委员会"}
_NAMED_SO = ("委员会", "村委会", "居委会")
CIVIL_AFFAIRS = "民政部门"  # guardian of who has nobody else (民法典第三十二条)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the help that is agreed on; what is empty is written in by hand."""

    help: str
    need: str
    measure: str = ""
    department: str = ""
    until: date | None = None
    phone: str = ""


@cache
def grounds() -> Grounds:
    """Which article each clause of the newest text stands on."""
    return parse_grounds(paths.resources("agreements", "agreement-2.articles.toml").read_text("utf-8"))


@cache
def regulation() -> tuple[str, str]:
    """How the Regulation is called, and since when it is in force, as its text says."""
    return title_and_day(paths.resources("rules", "regulation.txt").read_text("utf-8"))


def parties(desk: Desk, about: CaseFile, family: str = NOBODY, guardian: str = NOBODY) -> tuple[Party, ...]:
    """The parties in their order: ``family`` and ``guardian`` are names as ``relatives`` and ``guardians``
    have them, asked of the clerk; nobody becomes a party because he was to be called in an emergency.
    UserError for a name that the file doesn't have. Who is under age has a guardian's line, named or not.
    """
    found = [_office(desk, about), _client(about)]
    if guardian or needs_guardian(desk, about):
        found.append(_named(guardians(desk, about), guardian, GUARDIAN, "guardian"))
    found.append(_village(about))
    if family:
        found.append(_named(relatives(desk, about), family, FAMILY, "family"))
    return tuple(found)


def _office(desk: Desk, about: CaseFile) -> Party:
    worker = _member(about, group.OFFICE)
    phone = details.phone(desk) or (worker.phone if worker else None)
    contact = about.case.responsible_worker or desk.user
    return Party(
        role=OFFICE, name=desk.office.name, person=contact, phone=phone, capacity=f"联系人　{contact}"
    )


def _client(about: CaseFile) -> Party:
    client = about.client
    return Party(role=CLIENT, name=client.name, person=client.name, phone=client.phone, capacity=client.id_no)


def _village(about: CaseFile) -> Party:
    """The committee, and who acts for it."""
    helper = _member(about, VILLAGE)
    post = f"（{helper.post}）" if helper and helper.post else ""
    return Party(
        role=VILLAGE,
        name=committee(about.case.village or ""),
        person=helper.name if helper else None,
        phone=helper.phone if helper else None,
        capacity=f"经办人　{helper.name}{post}" if helper else None,
    )


def committee(village: str) -> str:
    """Who signs for a village or a community: its committee, a body and no person. A name that is a body's
    already stays; one that says neither gets both words.
    """
    if not village or village.endswith(_NAMED_SO):
        return village
    fitting = (f"{village}{more}" for end, more in _COMMITTEES.items() if village.endswith(end))
    return next(fitting, f"{village}村（居）民委员会")


def _member(about: CaseFile, kind: str) -> Member | None:
    return next((one for one in about.members if one.kind == kind), None)


def needs_guardian(desk: Desk, about: CaseFile) -> bool:
    """Under age today (民法典第十七条; the age is the rule pack's)."""
    born = about.client.birth_date
    return born is not None and age_on(born, desk.today) < desk.pack.number("minor.age")


def relatives(desk: Desk, about: CaseFile) -> tuple[Party, ...]:
    """Whom the clerk may name as the fourth party: relatives of the group and of the registration form, the
    emergency contact; who doesn't support the person is not proposed.
    """
    client = about.client
    against = {one.name for one in client.family if one.supports is False}
    people = [one for one in client.family if one.name not in against]
    if client.emergency_name and client.emergency_name not in against:
        people.append(
            FamilyMember(
                name=client.emergency_name,
                relation=client.emergency_relation,
                phone=client.emergency_phone,
            )
        )
    members = [one for one in about.members if one.kind == group.FAMILY]
    known: list[Member | FamilyMember] = [*members, *people]
    return tuple(
        Party(
            role=FAMILY,
            name=name,
            person=name,
            phone=_first(one.phone for one in known if one.name == name),
            capacity=_relation(desk, name, people) or _first(one.post for one in members if one.name == name),
        )
        for name in dict.fromkeys(one.name for one in known)
    )


def guardians(desk: Desk, about: CaseFile) -> tuple[Party, ...]:
    """Who may be the guardian: a relative, else the committee or the department of civil affairs (民法典第
    二十七条、第二十八条、第三十二条).
    """
    bodies = [name for name in (_village(about).name, CIVIL_AFFAIRS) if name]
    own = [replace(one, role=GUARDIAN) for one in relatives(desk, about)]
    return (*own, *(Party(role=GUARDIAN, name=name, capacity="监护人") for name in bodies))


def _relation(desk: Desk, name: str, people: Iterable[FamilyMember]) -> str | None:
    code = _first(one.relation for one in people if one.name == name)
    return desk.codes["relation"].label(code) if code else None


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _named(known: Sequence[Party], name: str, role: str, field: str) -> Party:
    if not name:
        return Party(role=role)
    found = next((one for one in known if one.name == name), None)
    if found is None:
        what = f"登记表的家庭成员、紧急联系人和小组里没有“{name}”。"
        raise UserError(what, "请先在登记表“家庭”一节添上，写明关系和电话。", field=field)
    return found


def proposed(desk: Desk, about: CaseFile) -> tuple[str, ...]:
    """The types of help that the needs board has open or under way, without those that only the person may
    bring into a paper that others sign.
    """
    going = (*board.OPEN, board.DOING)
    lines = board.of(desk, about).lines
    return tuple(
        sorted(one.code for one in lines if one.state in going and one.code not in grounds().own_word)
    )


def offers(desk: Desk, about: CaseFile, codes: Sequence[str]) -> tuple[Offer, ...]:
    """A line for each type of help: from its open measure, else from the plan, else what the type offers in
    general; the department's telephone from the office's directory. Of what only the person may tell, nothing
    but the general words stands there.
    """
    phones = _directory(desk)
    found = []
    for code in codes:
        item = desk.codes["help_type"].item(code)
        general = Offer(code, item.name if item else code, item.note if item else "")
        known = general if code in grounds().own_word else _known(about, general)
        department = known.department or _department(code, phones)
        found.append(replace(known, department=department, phone=phones.get(department, "")))
    return tuple(found)


def _known(about: CaseFile, general: Offer) -> Offer:
    """What measure or plan say of it."""
    for measure in reversed(about.of(HelpMeasure)):
        if measure.help == general.help and measure.state in help_measure.OPEN:
            return replace(
                general, measure=measure.item, department=measure.department or "", until=measure.until
            )
    for item in about.of(HelpPlan)[-1].items if about.of(HelpPlan) else ():
        if item.need == general.help and item.state == help_plan.OPEN:
            return replace(general, measure=item.measure, department=item.partner or "", until=item.until)
    return general


def _directory(desk: Desk) -> dict[str, str]:
    """Departments and organisations of the office's own lists with their telephones."""
    with desk.store.read() as connection:
        listed = [
            one
            for kind in (OwnList.DEPARTMENT, OwnList.ORGANISATION)
            for one in own_lists.names(connection, kind)
        ]
    return {one.name: one.phone or "" for one in listed if one.active}


def _department(code: str, listed: Iterable[str]) -> str:
    """To whom a referral for it goes, as the directory calls it; empty where it is no department's."""
    policies = (
        one for one in data.policies() if one.help == code and one.receiver_kind in ("DEPARTMENT", "MASS")
    )
    general = next((one.receiver for one in policies), "")
    return next((name for name in listed if general and name.endswith(general)), general)


def is_neutral(about: CaseFile) -> bool:
    """The record is withheld: nothing may let anybody infer a release (刑事诉讼法第二百八十六条)."""
    return bool(about.case.sealing) and Sealing(str(about.case.sealing)).withheld


def rights_taken(about: CaseFile, today: date) -> bool:
    """A judgment took political rights, and by what is known of its length they may still be taken: it counts
    from the end of the main penalty (刑法第五十八条). Never said of a withheld record.
    """
    if is_neutral(about):
        return False
    kinds = [one for one in about.case.penalty_extra if one.kind == _POLITICAL_RIGHTS]
    return any(_still(one.detail or "", about.case.release_date, today) for one in kinds)


def _still(detail: str, start: date | None, today: date) -> bool:
    length = term_length(detail.removeprefix("剥夺政治权利"))
    if _FOR_LIFE in detail or start is None or not length:
        return True
    months = length.get(name_of(ITS.term_y), 0) * _MONTHS + length.get(name_of(ITS.term_m), 0)
    return today < add_months(start, months)


def empty(desk: Desk, about: CaseFile, sides: Sequence[Party], lines: Sequence[Offer]) -> tuple[str, ...]:
    """What nobody has entered and is a line to write on, in words."""
    return tuple(dict.fromkeys(_empty(desk, about, sides, lines)))


def _empty(desk: Desk, about: CaseFile, sides: Sequence[Party], lines: Sequence[Offer]) -> Iterator[str]:
    by_role = {one.role: one for one in sides}
    if not about.client.id_no:
        yield "证件号码"
    for role, words in ((GUARDIAN, "监护人"), (VILLAGE, "村（居）"), (FAMILY, "亲属")):
        one = by_role.get(role)
        if one is not None and not one.name:
            yield words
        elif one is not None and not one.phone:
            yield f"{words}电话"
    if not by_role[OFFICE].phone:
        yield "单位电话"
    if not notice.bureau(desk) or not details.read(desk).county_phone:
        yield "县司法局电话"
    for line in lines:
        lacking = [
            word
            for word, there in (("部门", line.department), ("办到哪天", line.until), ("电话", line.phone))
            if not there
        ]
        if lacking:
            yield f"{line.need}的{'、'.join(lacking)}"
