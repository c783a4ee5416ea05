"""From the county's notice to the registration: checked, released, met, registered (art. 12 and 13)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.states import State
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.handover import Escort, Handover
from anbang_desktop.fields.verification import CheckedItem, Informant, Verification
from anbang_desktop.services.demo.fetching import arrange
from anbang_desktop.services.demo.month import (
    Month,
    age,
    committee,
    midnight,
    relative_of,
    township,
    village_of,
)
from anbang_desktop.services.demo.story import turn
from anbang_desktop.services.documents import archive
from anbang_desktop.services.records.case_file import CaseFile

_SPOUSE = ("10", "11", "12")
_NOT_OURS = ("VILLAGE", "POLICE")  # who knows that somebody does not live here


def verify(month: Month, row: int) -> None:
    """Check the notice with village, police and family, reply to the county, go on or back (art. 12, 13)."""
    story, about = month.story, month.about(row)
    replied, ours = story.office.replied_on, row not in story.fate.not_ours
    methods = turn(story.checks, row).methods if ours else _NOT_OURS
    record = _verification(month, row, about, methods)
    month.write(row, record if ours else _not_ours(record), replied)
    if row in story.fate.escorted and ours:
        arrange(month, row, replied)
    if not ours:
        month.advance(row, State.S35_RETURNED, replied)
    elif row not in story.fate.waiting_release:
        month.advance(row, State.S40_AWAIT_HANDOVER, month.release(row))


def _verification(month: Month, row: int, about: CaseFile, methods: Sequence[str]) -> Verification:
    story, life = month.story, month.life(row, about.client)
    check, escorted = turn(story.checks, row), row in story.fate.escorted
    offences = "、".join(about.case.offences)
    items = ("身份", "户籍地", "现住址", "家庭成员", "联系方式")
    home = replace(about.client, **life.home)
    return Verification(
        checked_on=story.office.checked_on,
        methods=tuple(methods),
        item_result=tuple(CheckedItem(item=item, result="SAME") for item in items),
        informants=tuple(_informants(month, row, methods, about.client)),
        conditions=check.conditions.format(relation=relative_of(about.client)),
        result="01",
        checker=turn(story.people.workers, row),
        second_checker=story.office.head,
        replied_on=story.office.replied_on,
        reply_no=f"东司核〔2026〕{month.replied + list(month.numbers).index(row) + 1}号",
        reply_way="02",
        suggest_escort=escorted,
        suggest_reason=f"原判{offences}，建议司法所和家属一同接回。" if escorted else None,
        family_accepts="YES",
        housing_plan=life.housing_state,
        work_plan=home.employment,
    )


def _not_ours(record: Verification) -> Verification:
    """The same person looked for in vain."""
    return replace(
        record,
        item_result=(
            CheckedItem(item="身份", result="SAME"),
            CheckedItem(item="户籍地", result="DIFFERENT", actual="户籍已于上年迁往邻县"),
            CheckedItem(item="现住址", result="DIFFERENT", actual="本镇无此住户"),
            CheckedItem(item="家庭成员", result="UNVERIFIABLE"),
            CheckedItem(item="联系方式", result="UNVERIFIABLE"),
        ),
        conditions="派出所反馈户籍已于上年迁往邻县，本镇无此住户。",
        result="04",
        suggest_escort=None,
        suggest_reason=None,
        family_accepts=None,
        housing_plan=None,
        work_plan=None,
    )


def _informants(month: Month, row: int, methods: Sequence[str], client: Client) -> list[Informant]:
    """Who was asked: as many as there were ways."""
    people, on, found = month.story.people, month.story.office.checked_on, []
    if "VILLAGE" in methods:
        name = turn(people.village_workers, row)
        found.append(Informant(name=name, relation=committee(client), on=on))
    if "POLICE" in methods:
        found.append(Informant(name=turn(people.officers, row), relation="派出所民警", on=on))
    if "FAMILY" in methods and client.emergency_name:
        relation, phone = month.relation(client), client.emergency_phone
        found.append(Informant(name=client.emergency_name, relation=relation, phone=phone, on=on))
    return found


def receive(month: Month, row: int) -> None:
    """Hand-over on the day of release or the next, registration within the days after (art. 12)."""
    came = month.release(row) + timedelta(days=row % 2)
    month.write(row, _handover(month, row, month.about(row), came), came)
    registered = came + timedelta(days=1 + row % 2)
    about = month.about(row)
    client = _registered_person(month, row, about)
    month.register(row, client, _registered_case(month, row, about, registered), registered)
    _file_papers(month, row, registered)


def _file_papers(month: Month, row: int, day: date) -> None:
    """What came on paper goes into the cabinet; one in five still owes a copy of the release certificate."""
    day = min(day, month.today)
    desk, no, shelf = month.on(day), month.numbers[row], f"1柜{row % 3 + 1}层{row % 9 + 1}盒"
    archive.add(desk, no, PaperKey.NOTICE, "刑满释放人员通知书", day, shelf=shelf)
    if row % 5:
        archive.add(desk, no, PaperKey.RELEASE_CERTIFICATE, "释放证明书、身份证复印件", day, shelf=shelf)


def _handover(month: Month, row: int, about: CaseFile, day: date) -> Handover:
    client, case, correction = about.client, about.case, _correction(about.case)
    at_office = "解除当天在司法所办理交接，" if correction else ""
    relative = Escort(
        name=client.emergency_name or "", post=month.relation(client), phone=client.emergency_phone
    )
    record = Handover(
        handover_date=day,
        custody_unit=case.custody_unit,
        must_escort=False,
        route="解除社区矫正" if correction else "监狱刑满释放",
        mode="L01",
        papers=("06",) if correction else ("01", "02"),
        planned_at=midnight(case.term_end) if case.term_end else None,
        actual_at=midnight(case.release_date) if case.release_date else None,
        relatives=(relative,) if client.emergency_name else (),
        state_note="身体正常，情绪平稳。",
        account=f"{at_office}由{relative_of(client)}接回，当天到家。",
    )
    return _escorted(month, row, client, record) if row in month.story.fate.escorted else record


def _escorted(month: Month, row: int, client: Client, record: Handover) -> Handover:
    people = month.story.people
    return replace(
        record,
        must_escort=True,
        mode="03",
        workers=(Escort(name=turn(people.workers, row), post="司法所工作人员"),),
        village=(Escort(name=turn(people.village_workers, row), post=committee(client)),),
        headcount=3,
        vehicle="公务用车",
        account="司法所、村（居）委会和家属一同到监所接回，途中平稳，当天到家，材料清点无误。",
    )


def _correction(case: Case) -> bool:
    return (case.release_type or "").startswith("1")


def _registered_person(month: Month, row: int, about: CaseFile) -> Client:
    client, people = about.client, month.story.people
    life, rural = month.life(row, client), village_of(client).endswith("村")
    home: dict[str, Any] = {"insurance_medical": "01", **life.home}
    return replace(
        client,
        **home,
        housing_state=life.housing_state,
        education=turn(people.education, row),
        marital=_marital(month, row, about),
        hukou_type="3" if rural else "1",
        phone=f"139000{row:05d}",
        politics_now="13",
        politics_before="13",
        insurance_pension="01",
        three_none=False,
        collective_member=rural,
        farmland=f"{row % 4 + 1}" if rural else None,
    )


def _registered_case(month: Month, row: int, about: CaseFile, day: date) -> Case:
    client, case, people, village = about.client, about.case, month.story.people, village_of(about.client)
    drugs = any("毒品" in offence for offence in case.offences)
    return replace(
        case,
        special_case=("02",) if drugs else case.special_case,
        village=village,
        grid=f"{village}第{row % 3 + 1}网格",
        live_police=f"{township(client).removesuffix('街道')}派出所",
        beat_officer=turn(people.officers, row),
        release_cert_no=f"（2026）{'解矫' if _correction(case) else '释'}字第{1000 + row}号",
        prior_count=1 if case.recidivist else 0,
        custody_behaviour="02" if row % 3 == 2 else "01",
        responsible_worker=turn(people.workers, row),
        police_controlled=False,
        initial_wishes=month.life(row, client).wish,
        privacy_notice_on=day,
        privacy_notice_way="01",
    )


def _marital(month: Month, row: int, about: CaseFile) -> str:
    """A spouse on the list is a marriage; who was in prison from a young age on has none."""
    if about.client.emergency_relation in _SPOUSE:
        return "20"
    young = age(about.client, about.case.term_start) < 22
    return "10" if young else turn(month.story.people.marital, row)
