"""documents/visit_sheets.py: the sheets that are taken along to visits, read back with poppler and from their
codes.
"""

import subprocess

import pytest
from sqlalchemy import select

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers, visit_sheets
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.tables_core import audit

VISIT = {
    "contact_type": "HOME_VISIT",
    "workers": ["李文静", "王建国"],
    "met": "SELF",
    "work": "02",
    "content": "砖厂活少，想学电焊",
    "wish": "想参加电焊培训",
    "next_step": "带上培训报名表",
    "abnormal": True,
    "abnormal_detail": "和邻居有纠纷",
}


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    """Two people; the first was visited and has a telephone."""
    found = [row.no for row in people.first_page(desk, people.PeopleFilter(), "no", 2)]
    write.record(desk, found[0], "registration", {"phone": "13812345678"})
    write.record(desk, found[0], "contact", VISIT)
    return found


def pages(pdf: bytes) -> list[str]:
    """The words of each page, as poppler reads them, without blanks."""
    command = ["pdftotext", "-layout", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return ["".join(one.split()) for one in said.split("\f")[:-1]]


def test_a_sheet_for_each_tells_what_was_said_and_leaves_room_to_write(
    desk: Desk, numbers: list[str]
) -> None:
    first, second = pages(papers.visit_pack(desk, numbers, "masked"))
    names = [people.show(desk, no).row.name for no in numbers]
    assert names[0] in first
    assert names[1] in second
    for said in ("入户走访（李文静、王建国），见到本人：砖厂活少，想学电焊", "工作不稳定", "想参加电焊培训"):
        assert said in first
    assert "带上培训报名表" in first
    assert "还没有走访过" in second
    for page in (first, second):
        assert "□本人□家属" in page
        assert "□稳定□不稳定□无业□就学□务农□无劳动能力" in page
        assert "—1—" in page, "each sheet counts its own pages"


def test_what_is_covered_and_what_one_was_sentenced_for_is_not_carried_about(
    desk: Desk, numbers: list[str]
) -> None:
    said = "".join(pages(papers.visit_pack(desk, numbers, "whole")))
    about = people.show(desk, numbers[0]).file
    assert "和邻居有纠纷" not in said
    assert about.client.id_no
    assert about.client.id_no not in said
    assert about.case.offences
    assert not any(offence in said for offence in about.case.offences)


@pytest.mark.parametrize(
    ("phones", "shown", "hidden"),
    [("masked", "138****5678", "12345678"), ("whole", "13812345678", "*"), ("none", "电话", "138")],
)
def test_the_telephone_stands_as_chosen(
    desk: Desk, numbers: list[str], phones: papers.Phones, shown: str, hidden: str
) -> None:
    (sheet,) = pages(papers.visit_pack(desk, numbers[:1], phones))
    assert shown in sheet
    assert hidden not in sheet


def test_each_sheet_has_a_code_of_its_own_that_names_nobody(desk: Desk, numbers: list[str]) -> None:
    sheets = [visit_sheets._sheet(desk, people.show(desk, no).file, "masked", "走访记录单") for no in numbers]
    codes = [one.head.code_id for one in sheets]
    assert len(set(codes)) == 2
    assert all(len(code) == 8 for code in codes)


def test_a_print_is_noted_for_each_of_them_and_pins_the_visit_it_tells_of(
    desk: Desk, numbers: list[str]
) -> None:
    papers.note_pack(desk, numbers, "whole")
    with desk.store.read() as connection:
        noted = connection.execute(
            select(audit.c.object, audit.c.summary).where(audit.c.action == "print")
        ).all()
    one = people.show(desk, numbers[0])
    assert [row.object for row in noted] == [
        f"cases/{one.id}/visit_sheet",
        f"contacts/{one.file.contacts[0].id}",
        f"cases/{people.show(desk, numbers[1]).id}/visit_sheet",
    ]
    assert {row.summary for row in noted} == {f"打印走访包 {no}，电话完整" for no in numbers}
    assert write.went_out(desk, one.file.contacts[0])


def test_nobody_to_visit_is_said(desk: Desk) -> None:
    with pytest.raises(UserError, match="没有要走访的人"):
        papers.visit_pack(desk, [], "masked")
