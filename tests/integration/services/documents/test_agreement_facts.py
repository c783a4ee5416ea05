"""Who takes part, which help is agreed on, what a judgment still takes, what is left empty."""

from dataclasses import replace
from datetime import date

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Penalty
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreement_facts as facts
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import people

FAMILY = [
    {"name": "孙丽", "relation": "10", "phone": "13700001234", "supports": True},
    {"name": "王大强", "relation": "51", "supports": False},
]


@pytest.fixture
def no(desk: Desk) -> str:
    """The person with the rarest name of the sample list."""
    return next(hit.row.no for hit in people.search(desk, "王𬖸龘"))


def _file(desk: Desk, no: str) -> CaseFile:
    return people.show(desk, no).file


@pytest.mark.parametrize(
    ("village", "said"),
    [
        ("石桥村", "石桥村村民委员会"),
        ("北坪社区", "北坪社区居民委员会"),
        ("石桥村村民委员会", "石桥村村民委员会"),
        ("北坪居委会", "北坪居委会"),
        ("东街", "东街村（居）民委员会"),
        ("", ""),
    ],
)
def test_the_third_party_is_a_body(village: str, said: str) -> None:
    assert facts.committee(village) == said


def test_the_third_party_is_the_committee_and_names_who_acts_for_it(desk: Desk, no: str) -> None:
    members = [
        {"name": "李文静", "kind": "OFFICE", "role": "LEADER", "phone": "13600001234"},
        {"name": "赵兰", "kind": "VILLAGE", "role": "MEMBER", "post": "治保主任", "phone": "13900001234"},
    ]
    write.record(desk, no, "group", {"members": members})
    sides = {one.role: one for one in facts.parties(desk, _file(desk, no))}
    assert str(sides["VILLAGE"].name).endswith("委员会")
    assert (sides["VILLAGE"].capacity, sides["VILLAGE"].phone) == ("经办人　赵兰（治保主任）", "13900001234")
    assert sides["OFFICE"].phone == "13600001234", "the office has none of its own yet"
    assert "FAMILY" not in sides


def test_relatives_are_offered_with_relation_and_phone_and_nobody_who_is_against_it(
    desk: Desk, no: str
) -> None:
    write.record(
        desk,
        no,
        "registration",
        {
            "family": FAMILY,
            "emergency_name": "周燕",
            "emergency_relation": "52",
            "emergency_phone": "13500001234",
        },
    )
    members = [
        {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
        {"name": "王芳", "kind": "FAMILY", "role": "MEMBER", "post": "姐姐"},
    ]
    write.record(desk, no, "group", {"members": members})
    told = [(one.name, one.capacity, one.phone) for one in facts.relatives(desk, _file(desk, no))]
    assert told == [
        ("王芳", "姐姐", None),
        ("孙丽", "配偶", "13700001234"),
        ("周燕", "母亲", "13500001234"),
    ]
    (family,) = [one for one in facts.parties(desk, _file(desk, no), "孙丽") if one.role == "FAMILY"]
    assert (family.capacity, family.phone) == ("配偶", "13700001234")
    with pytest.raises(UserError, match="没有“王大强”"):
        facts.parties(desk, _file(desk, no), "王大强")


def test_who_is_under_age_has_a_guardian_to_sign_named_or_not(desk: Desk, no: str) -> None:
    file = _file(desk, no)
    assert not facts.needs_guardian(desk, file)
    assert "GUARDIAN" not in {one.role for one in facts.parties(desk, file)}
    young = replace(file, client=replace(file.client, birth_date=date(desk.today.year - 17, 1, 1)))
    assert facts.needs_guardian(desk, young)
    order = [one.role for one in facts.parties(desk, young)]
    assert order == ["OFFICE", "CLIENT", "GUARDIAN", "VILLAGE"]
    assert facts.parties(desk, young)[2].name is None, "a line to write on"
    bodies = [one.name for one in facts.guardians(desk, young)]
    assert bodies[-1] == facts.CIVIL_AFFAIRS
    named = facts.parties(desk, file, guardian=facts.CIVIL_AFFAIRS)
    assert named[2].name == facts.CIVIL_AFFAIRS, "of age, and somebody acts for him"
    unknown = replace(file, client=replace(file.client, birth_date=None))
    assert not facts.needs_guardian(desk, unknown)


def test_an_offer_says_measure_department_day_and_phone(desk: Desk, no: str) -> None:
    own_lists.add_lines(
        desk,
        OwnList.DEPARTMENT,
        [
            own_lists.Line("青山县人力资源和社会保障局", phone="0350-2345678"),
            own_lists.Line("东河镇民政办", phone="0350-3456789"),
        ],
    )
    plan = {
        "need": "H04",
        "measure": "申请临时救助",
        "owner": "李文静",
        "until": "2026-12-20",
        "state": "OPEN",
    }
    write.record(desk, no, "plan", {"items": [{**plan, "partner": "东河镇民政办"}]})
    write.record(
        desk,
        no,
        "measure",
        {"help": "H06", "item": "电焊培训", "owner": "李文静", "state": "OPEN", "until": "2026-12-31"},
    )
    work, relief, other, ill = facts.offers(desk, _file(desk, no), ["H06", "H04", "H14", "H09"])
    assert (work.need, work.measure, work.until) == ("就业服务", "电焊培训", date(2026, 12, 31))
    assert (work.department, work.phone) == ("青山县人力资源和社会保障局", "0350-2345678"), (
        "as the directory has it"
    )
    assert (relief.measure, relief.department) == ("申请临时救助", "东河镇民政办")
    assert (relief.until, relief.phone) == (date(2026, 12, 20), "0350-3456789")
    assert (other.measure, other.department, other.until, other.phone) == ("岗位提供、补贴", "", None, "")
    assert ill.department == "县卫生健康局", "no directory has it: as a referral says"


def test_of_what_only_the_person_may_tell_the_general_words_stand_there(desk: Desk, no: str) -> None:
    write.record(
        desk, no, "measure", {"help": "H09", "item": "艾滋病抗病毒治疗", "owner": "李文静", "state": "OPEN"}
    )
    file = _file(desk, no)
    assert "H09" not in facts.proposed(desk, file)
    (line,) = facts.offers(desk, file, ["H09"])
    assert "艾滋" not in f"{line.need}{line.measure}"


def test_what_is_open_is_proposed(desk: Desk, no: str) -> None:
    write.record(
        desk, no, "measure", {"help": "H05", "item": "续保", "owner": "李文静", "state": "IN_PROCESS"}
    )
    write.record(desk, no, "need", {"help": "H08", "state": "NONE"})
    assert "H05" in facts.proposed(desk, _file(desk, no))
    assert "H08" not in facts.proposed(desk, _file(desk, no))


@pytest.mark.parametrize(
    ("kind", "detail", "released", "taken"),
    [
        ("22", "一年", date(2026, 3, 1), True),
        ("22", "剥夺政治权利一年", date(2024, 3, 1), False),
        ("22", "2年6个月", date(2024, 6, 30), True),
        ("22", "终身", date(2001, 1, 1), True),
        ("22", None, date(2001, 1, 1), True),
        ("22", "一年", None, True),
        ("21", "五千元", date(2026, 3, 1), False),
    ],
)
def test_a_judgment_takes_rights_until_they_are_back(
    desk: Desk, no: str, kind: str, detail: str | None, released: date | None, *, taken: bool
) -> None:
    file = _file(desk, no)
    case = replace(file.case, penalty_extra=(Penalty(kind=kind, detail=detail),), release_date=released)
    assert facts.rights_taken(replace(file, case=case), date(2026, 11, 30)) is taken
    sealed = replace(file, case=replace(case, sealing="PROPOSED"))
    assert not facts.rights_taken(sealed, date(2026, 11, 30)), "a withheld record says nothing of a judgment"
    assert facts.is_neutral(sealed)


def test_what_is_empty_is_told_before_anything_is_drawn(desk: Desk, no: str) -> None:
    file = _file(desk, no)
    file = replace(file, client=replace(file.client, id_no=None, birth_date=date(desk.today.year - 17, 1, 1)))
    sides = facts.parties(desk, file)
    told = facts.empty(desk, file, sides, facts.offers(desk, file, ["H14"]))
    assert told == (
        "证件号码",
        "监护人",
        "村（居）电话",
        "单位电话",
        "县司法局电话",
        "岗位与企业的部门、办到哪天、电话",
    )
