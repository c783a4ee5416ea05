"""services/papers.py: the official form of a record, and its pages as pixels."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services import papers, people, recording
from anbang_desktop.services.desk import Desk

VISIT = {"contact_type": "NOT_MET", "workers": ["李文静"], "abnormal": False, "content": "未遇。"}


@pytest.fixture
def no(desk: Desk) -> str:
    """The person with the rarest name of the sample list."""
    return next(hit.row.no for hit in people.search(desk, "王𬖸龘"))


@pytest.mark.parametrize(("kind", "pages"), [("registration", 2), ("notice", 2), ("score_sheet", 1)])
def test_the_forms_of_a_case(desk: Desk, no: str, kind: str, pages: int) -> None:
    pdf = papers.form(desk, no, kind)
    assert papers.page_count(pdf) == pages
    assert papers.render(pdf, 0, 36).width == 298


def test_the_form_of_a_record(desk: Desk, no: str) -> None:
    first = recording.record(desk, no, "contact", VISIT)
    recording.record(desk, no, "contact", {**VISIT, "content": "再次未遇。"})
    assert papers.form(desk, no, "contact", first) != papers.form(desk, no, "contact")


def test_what_does_not_exist_is_said(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match="还没有可打印的记录"):
        papers.form(desk, no, "group")
    with pytest.raises(UserError, match="没有“diary”这种表格"):
        papers.form(desk, no, "diary")
