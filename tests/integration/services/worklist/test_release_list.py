"""worklist/release_list.py: the list for a prison holds its own people only and is noted with its purpose."""

import subprocess

import pytest

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people, release_list, releases
from anbang_desktop.services.worklist.people import PeopleFilter
from anbang_desktop.services.worklist.releases import ReleaseLine
from tests.integration.services.worklist.test_releases import DECEMBER, PLAN, RELEASED, inside
from tests.support import makers

PURPOSE = "告知监所接送安排"


@pytest.fixture
def lines(empty_desk: Desk) -> list[ReleaseLine]:
    """One of each of two prisons."""
    planned = inside(empty_desk, makers.person(seed=21), RELEASED)
    write.record(empty_desk, planned, "escort_plan", PLAN)
    inside(empty_desk, makers.person(seed=22), RELEASED, "太原监狱")
    return releases.of_month(empty_desk, DECEMBER)


def read(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_a_prison_reads_of_its_own_people_only(empty_desk: Desk, lines: list[ReleaseLine]) -> None:
    said = read(release_list.make(empty_desk, lines, "晋中监狱", PURPOSE))
    mine, other = (next(one for one in lines if one.custody == unit) for unit in ("晋中监狱", "太原监狱"))
    for wanted in (mine.row.name, "李文静", "13900001234", "公务用车", "必接必送", f"用途：{PURPOSE}"):
        assert wanted in said
    assert other.row.name not in said
    assert "盗窃" not in said
    each = release_list.make(empty_desk, lines, "", PURPOSE)
    assert papers.page_count(each) == 2, "a page for each prison"


def test_it_leaves_with_a_purpose_and_is_noted_under_each_person(
    empty_desk: Desk, lines: list[ReleaseLine]
) -> None:
    with pytest.raises(UserError, match="还没有写用途") as refused:
        release_list.make(empty_desk, lines, "", "  ")
    assert refused.value.field == "purpose"
    pdf = release_list.make(empty_desk, lines, "晋中监狱", PURPOSE)
    release_list.note_print(empty_desk, lines, "晋中监狱", PURPOSE, pdf)
    plan = next(one.plan for one in lines if one.plan is not None)
    assert write.went_out(empty_desk, plan)
    assert empty_desk.store.check().ok


def test_nobody_to_be_fetched_is_said(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="没有要送监所的接送名单"):
        release_list.make(empty_desk, [], "", PURPOSE)


def test_a_withheld_record_is_on_no_sheet(empty_desk: Desk, lines: list[ReleaseLine]) -> None:
    minor = inside(empty_desk, makers.person(seed=23), RELEASED)
    write.record(empty_desk, minor, "registration", {"minor_at_offence": True, "birth_date": "1990-01-01"})
    young = inside(empty_desk, makers.person(seed=24), RELEASED)  # nobody has said so yet
    write.record(empty_desk, young, "registration", {"birth_date": "2009-01-01", "term_start": "2025-06-01"})
    every = releases.of_month(empty_desk, DECEMBER)
    assert not {minor, young} & {one.row.no for one in every}
    assert len(every) == len(lines)


def test_whoever_was_a_minor_and_is_not_sealed_stands_on_no_sheet_with_others(
    empty_desk: Desk, lines: list[ReleaseLine]
) -> None:
    minor = inside(empty_desk, makers.person(seed=23), RELEASED)
    write.record(empty_desk, minor, "registration", {"minor_at_offence": True, "birth_date": "1990-01-01"})
    sealing.decide(empty_desk, minor, Sealing.OPEN, "王所长", "裁定不封存")
    long = inside(empty_desk, makers.person(seed=24), RELEASED)
    young = {"birth_date": "2009-01-01", "term_start": "2025-06-01", "term_y": 8}
    write.record(empty_desk, long, "registration", young)
    every = releases.of_month(empty_desk, DECEMBER)
    pdf = release_list.make(empty_desk, every, "晋中监狱", PURPOSE)
    sheets = ["".join(page.split()) for page in pages(pdf)]
    names = {one.row.no: one.row.name for one in every}
    alone = [sheet for sheet in sheets if names[minor] in sheet or names[long] in sheet]
    assert len(sheets) == 3
    assert len(alone) == 2
    for sheet in alone:
        assert "共1人" in sheet
        assert not [word for word in ("盗窃", "封存", "未满", "未成年") if word in sheet]


def test_an_adult_by_the_form_is_none_whatever_the_days_say(empty_desk: Desk) -> None:
    no = inside(empty_desk, makers.person(seed=25), RELEASED)
    values = {"birth_date": "2009-01-01", "term_start": "2025-06-01", "minor_at_offence": False}
    write.record(empty_desk, no, "registration", values)
    assert [row.no for row in people.rows(empty_desk, people.list_ids(empty_desk, PeopleFilter()))] == [no]


def pages(pdf: bytes) -> list[str]:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return [page for page in done.stdout.decode().split("\f") if page.strip()]
