"""services/documents/blanks.py: forms with nobody in them."""

import subprocess

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.documents.blank_names import names_of
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter


def _said(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(read.split())


@pytest.mark.parametrize(("kind", "title"), names_of())
def test_every_blank_has_its_title_and_names_nobody(desk: Desk, kind: str, title: str) -> None:
    pdf = papers.blank(desk, kind)
    said = _said(pdf)
    assert title in said
    assert desk.office.name in said
    assert papers.page_count(pdf) <= 2
    ids = list(people.list_ids(desk, PeopleFilter(), "no"))
    for row in people.rows(desk, ids):
        assert row.name not in said
        assert row.no not in said


def test_what_has_few_answers_stands_there_to_be_ticked(desk: Desk) -> None:
    said = _said(papers.blank(desk, "registration"))
    assert "□男□女" in said
    assert "□是□否" in said
    assert "壮族" not in said, "of many answers one is written"
    assert "□一致□不一致" in _said(papers.blank(desk, "verification"))


def test_as_many_copies_as_are_wanted(desk: Desk) -> None:
    one = papers.page_count(papers.blank(desk, "contact"))
    assert papers.page_count(papers.blank(desk, "contact", 5)) == 5 * one


def test_what_is_no_form_is_said(desk: Desk) -> None:
    with pytest.raises(UserError, match="没有“diary”这种空白表格"):
        papers.blank(desk, "diary")
