"""services/documents/own_data.py: what a person is handed of what is stored."""

import subprocess
from pathlib import Path

import pytest

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.support.makers import TODAY


@pytest.fixture
def no(desk: Desk) -> str:
    """Somebody of whom much is stored."""
    found = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    known = {
        "family": [{"name": "王大山", "relation": "51", "phone": "13800000001"}],
        "children": [{"name": "王小小", "school": "南村小学"}],
        "emergency_name": "赵小兰",
        "emergency_phone": "13800000002",
        "special_disease": [next(iter(desk.codes["special_disease"])).code],
        "skills": ["电焊"],
    }
    write.record(desk, found, "registration", known)
    members = [
        {"name": "钱所长", "kind": "OFFICE", "role": "LEADER"},
        {"name": "孙二叔", "kind": "FAMILY", "role": "MEMBER", "phone": "13800000003"},
    ]
    write.record(desk, found, "group", {"formed_on": TODAY, "members": members})
    visit = {
        "contact_type": "HOME",
        "workers": ["李文静"],
        "abnormal": False,
        "content": "近来在砖厂干活。" * 400,
    }
    write.record(desk, found, "contact", {**visit, "contact_type": "NOT_MET"})
    gone = write.record(desk, found, "contact", {**visit, "contact_type": "NOT_MET", "content": "记错了的话"})
    write.void(desk, found, "contact", gone, "记错了人")
    return found


def _said(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(read.split())


def test_the_person_reads_what_is_stored_and_nothing_of_others(desk: Desk, no: str) -> None:
    file = people.show(desk, no).file
    said = _said(papers.form(desk, no, papers.OWN_DATA))
    for wanted in (file.client.name, file.client.id_no or "", "电焊", "近来在砖厂干活", "帮教小组"):
        assert wanted in said
    for others in ("王大山", "王小小", "赵小兰", "孙二叔", "钱所长", "1380000000"):
        assert others not in said
    assert "家庭成员及主要社会关系" in said.split("没有印在这里的")[1], "it says what is left out"
    assert "已经作废的记录1条" in said
    assert "记错了的话" not in said


def test_what_is_specially_sensitive_only_when_asked(desk: Desk, no: str) -> None:
    disease = next(iter(desk.codes["special_disease"])).name
    plain, whole = (_said(papers.form(desk, no, kind)) for kind in (papers.OWN_DATA, papers.OWN_DATA_SPECIAL))
    assert disease not in plain
    assert "患病情况" in plain.split("没有印在这里的")[1]
    assert disease in whole
    assert "王小小" not in whole, "children are others"


def test_it_is_saved_with_its_audit(desk: Desk, no: str, tmp_path: Path) -> None:
    out = tmp_path / "own.pdf"
    assert papers.save(desk, no, papers.OWN_DATA, out) == papers.page_count(out.read_bytes()) > 1
    with desk.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM audit ORDER BY rowid DESC LIMIT 3").fetchall()
    assert any("own_data" in str(row) for row in rows)
