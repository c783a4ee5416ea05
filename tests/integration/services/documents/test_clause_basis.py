"""协议条款依据对照表: every clause with its articles in words, as a file that is whole or not there."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import clause_basis


def test_every_clause_stands_beside_its_articles(empty_desk: Desk, tmp_path: Path) -> None:
    file = clause_basis.save(empty_desk, tmp_path / "依据.pdf")
    pages = PdfDocument(file.read_bytes())
    said = "".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", "")
    for words in (
        "协议条款依据对照表",
        "四（三）",
        "第十六条、第十七条、第二十一条",
        "刑法第五十四条",
        "〔责任人〕",
        "尾部",
    ):
        assert words in said
    assert "{" not in said


def test_a_place_that_cannot_be_written_leaves_nothing(empty_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(UserError):
        clause_basis.save(empty_desk, tmp_path / "out" / "依据.pdf")
