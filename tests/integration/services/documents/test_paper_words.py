"""services/documents/paper_words.py: days as papers write them, and what is told from what is known."""

import re
import subprocess
from datetime import datetime

import pytest

from anbang_desktop.fields.client import Client, FamilyMember
from anbang_desktop.fields.group import Member
from anbang_desktop.fields.kinds import Day, Moment
from anbang_desktop.fields.rows import Rows
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_words, papers
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.worklist import people
from tests.support.makers import TODAY
from tests.support.sample_records import sample

RECORDED = sorted(
    kind.name for kind in KINDS if kind.recorded and kind.paper and kind.name not in ("letter", "assessment")
)


@pytest.fixture
def no(desk: Desk) -> str:
    """Somebody on the books."""
    return next(hit.row.no for hit in people.search(desk, "王𬖸龘"))


def _said(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(read.split())


@pytest.mark.parametrize("kind", RECORDED)
def test_no_form_writes_a_day_as_computers_do(desk: Desk, no: str, kind: str) -> None:
    known = next(one for one in KINDS if one.name == kind)
    write.record(desk, no, kind, sample(known.fields, desk.codes))
    said = _said(papers.form(desk, no, kind))
    assert not re.search(r"20\d\d-\d\d-\d\d", said), said


def test_days_and_moments_are_written_in_chinese(desk: Desk) -> None:
    context = desk.read_context
    assert paper_words.words(Day(), TODAY, context) == f"{TODAY.year}年{TODAY.month}月{TODAY.day}日"
    assert paper_words.words(Moment(), datetime(2026, 1, 5, 9, 30), context) == "2026年1月5日 09:30"  # noqa: DTZ001
    assert paper_words.words(Moment(), datetime(2026, 1, 5), context) == "2026年1月5日"  # noqa: DTZ001
    members = (Member(name="李文静", kind="OFFICE", role="LEADER", joined=TODAY),)
    assert "加入：2026年" in paper_words.words(Rows(Member), members, context)
    assert paper_words.words(Rows(Member), None, context) == ""
    assert paper_words.words(Day(), None, context) == ""


def test_the_registration_form_tells_the_family_that_the_file_knows(desk: Desk, no: str) -> None:
    known = [{"name": "王大山", "relation": "51"}]
    write.record(
        desk,
        no,
        "registration",
        {"family": known, "emergency_name": "赵小兰", "emergency_phone": "13800000007"},
    )
    members = [
        {"name": "王所长", "kind": "OFFICE", "role": "LEADER"},
        {"name": "王大山", "kind": "FAMILY", "role": "MEMBER"},
        {"name": "钱二婶", "kind": "FAMILY", "role": "MEMBER", "phone": "13800000008"},
    ]
    write.record(desk, no, "group", {"formed_on": TODAY, "members": members})
    family = paper_words.family(people.show(desk, no).file)
    assert [one.name for one in family] == ["王大山", "赵小兰", "钱二婶"]
    assert family[0].relation == "51", "what was entered stands before what is known besides"
    said = _said(papers.form(desk, no, "registration"))
    assert said.count("钱二婶") == 1
    assert "王所长" not in said.split("家庭成员及主要社会关系")[1].split("帮教情况")[0]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, ""),
        ({"split_residence": True}, "是"),
        ({"split_residence": False, "hukou_region": "甲", "live_region": "乙"}, "否"),
        ({"hukou_region": "甲", "live_region": "乙"}, "是"),
        ({"hukou_region": "甲", "live_region": "甲"}, "否"),
        ({"hukou_addr": "南村1号", "live_addr": "南村1号"}, "否"),
        ({"hukou_addr": "南村1号", "live_addr": "北村2号"}, ""),
    ],
)
def test_household_and_residence_apart(known: dict[str, str], told: str) -> None:
    client = Client(name="王𬖸龘", sex="1", birth_date=TODAY, **known)  # type: ignore[arg-type]
    assert paper_words.apart(client) == told
    assert not FamilyMember(name="甲").together
