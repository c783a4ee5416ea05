"""Other papers, told apart by how their numbers are written."""

import pytest

from anbang_desktop.domain.id_document import read_id_document


@pytest.mark.parametrize(
    ("number", "code"),
    [("E12345678", "30"), ("ea1234567", "30"), ("H60001234", "40"), ("M6000123401", "40"), ("12345678", "50"),
     ("USA140185031203", "L01"), ("Ｅ１２３４５６７８", "30"), ("141234567", "30")],
)  # fmt: skip
def test_papers(number: str, code: str) -> None:
    found = read_id_document(number)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("number", ["", "149901198503120030", "张三", "1499O11985O312OO3O", "123"])
def test_what_is_no_such_number(number: str) -> None:
    assert read_id_document(number) is None
