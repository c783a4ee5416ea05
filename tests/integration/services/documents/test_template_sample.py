"""services/documents/template_sample.py: a paper of a wording that is only looked at."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.pdf.fonts import MissingGlyph
from anbang_desktop.pdf.forms.texts import PAPERS
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_sample, templates
from anbang_desktop.services.worklist import people


def words_of(pdf: bytes) -> str:
    """The text of all pages in one line."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as paper:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)


@pytest.mark.parametrize("paper", list(PAPERS))
def test_every_paper_is_shown_of_nobody_and_of_somebody(desk: Desk, paper: str) -> None:
    text = templates.in_force(desk, paper, desk.today)
    changed = replace(text, source=text.source + "\n本段是试的。\n")
    no = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    with desk.store.read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM audit").scalar()
    nobody, somebody = template_sample.make(desk, changed), template_sample.make(desk, changed, no)
    assert "本段是试的" in words_of(nobody)
    assert "示例" in words_of(nobody)
    assert "张示例" not in words_of(somebody)
    with desk.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == before
    with pikepdf.open(io.BytesIO(nobody)) as opened:
        assert len(opened.pages) >= 1


def test_what_cannot_be_printed_is_told(desk: Desk) -> None:
    text = templates.in_force(desk, "notice", desk.today)
    with pytest.raises(MissingGlyph):
        template_sample.make(desk, replace(text, source=text.source + "\n\x07\n"))
    with pytest.raises(UserError, match="没有编号"):
        template_sample.make(desk, text, "没有的")
