"""The wording of every form, read back and compared line by line.

``ANBANG_RENEW_GOLDEN=1 pytest tests/unit/pdf/test_golden.py`` writes the files anew; the difference is
read before it is committed.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from anbang_desktop.pdf.forms import agreement, notice
from tests.unit.pdf import papers
from tests.unit.pdf.conftest import Reader

FOLDER = Path(__file__).parents[2] / "golden"


PAPERS: dict[str, Callable[[], bytes]] = {
    **{name: form for name, form in papers.FORMS.items() if name != "agreement"},
    "notice_sealed": lambda: notice.make(replace(papers.NOTICE, neutral=True)),
    **{f"agreement_{name}": partial(agreement.make, one) for name, one in papers.AGREEMENTS.items()},
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_says_what_it_said(name: str, text_of: Reader) -> None:
    read = text_of(PAPERS[name]())
    file = FOLDER / f"{name}.txt"
    if os.environ.get("ANBANG_RENEW_GOLDEN"):
        file.write_text(read, "utf-8")
    assert read.splitlines() == file.read_text("utf-8").splitlines()
