"""The words that are read aloud: filled in, no field left over, and none that a listener may not hear."""

from dataclasses import replace

import pytest

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, aloud, papers
from anbang_desktop.services.documents.agreements import Terms
from anbang_desktop.services.office import details
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import face_to_face, people


@pytest.fixture
def no(registered: str) -> str:
    """Somebody who is on the books."""
    return registered


def _said(desk: Desk, no: str) -> str:
    return "\n".join(line for part in aloud.parts(desk, people.show(desk, no).file) for line in part.lines)


def test_it_says_what_the_agreement_says(desk: Desk, no: str) -> None:
    details.change(desk, replace(details.read(desk), phone="0350-1234567", county_phone="0350-7654321"))
    write.record(
        desk,
        no,
        "measure",
        {"help": "H06", "item": "电焊培训", "owner": "李文静", "state": "OPEN", "until": "2026-12-31"},
    )
    agreements.draw(desk, no, terms=Terms(offers=["H06"], visit_days=45))
    said = _said(desk, no)
    assert "说好的：就业服务。电焊培训，找县人力资源和社会保障局，办到2026年12月31日。" in said
    assert "约每45天" in said
    assert "0350-7654321" in said
    assert "10个工作日" in said
    assert "{" not in said
    assert "您不用定期来报告" in said


def test_no_word_lets_a_listener_infer_a_release(desk: Desk, no: str) -> None:
    said = _said(desk, no)
    assert not [word for word in ("刑", "释放", "安置帮教", "罪", "监狱", "判", "处罚对象") if word in said]


def test_what_nobody_entered_is_left_to_whoever_reads(desk: Desk, no: str) -> None:
    about = people.show(desk, no).file
    bare = replace(about, case=replace(about.case, period_start=None, period_end=None))
    told = [line for part in aloud.parts(desk, bare) for line in part.lines]
    assert any(line.startswith("协议从　　　　　　到") for line in told)


def test_the_visitor_sees_less_than_the_paper_says(desk: Desk, no: str) -> None:
    shown = {title for title, _lines in face_to_face.show(desk, no).aloud}
    printed = {part.title for part in aloud.parts(desk, people.show(desk, no).file)}
    assert shown < printed
    assert papers.page_count(papers.form(desk, no, papers.ALOUD)) <= 4
