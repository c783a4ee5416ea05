"""统计 on paper and as files: every number, no name, small villages not broken down."""

import subprocess
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics import outgoing, paper
from anbang_desktop.services.statistics.overview import Kept
from anbang_desktop.services.worklist import people


def read(pdf: bytes, folder: Path) -> str:
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    made = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return "".join(made.stdout.decode("utf-8").split())


def test_the_paper_has_every_number_and_no_name(working: Desk, tmp_path: Path) -> None:
    seen = Kept(working).read("2026-11", "month")
    said = read(outgoing.lay_out(working, seen), tmp_path)
    for words in (
        "2026年11月安置帮教工作统计",
        "衔接率",
        "在册人数",
        "新增2",
        "期末在册2人的结构",
        "不含姓名和证件号",
    ):
        assert words in said, words
    rows = people.rows(working, people.list_ids(working, people.PeopleFilter(), "no"))
    assert not [row.name for row in rows if row.name in said]


def test_a_village_of_a_few_is_only_counted(working: Desk, tmp_path: Path) -> None:
    seen = Kept(working).read("2026-11", "month")
    assert all(one.people < 3 for one in seen.villages)
    assert all(part is None for one in seen.villages for part in one.parts)
    said = read(paper.draw(working, seen), tmp_path)
    assert "不到3人的村居不再细分" in said
    assert paper.HIDDEN in said


def test_an_unfinished_period_says_up_to_when(working: Desk, tmp_path: Path) -> None:
    said = read(paper.draw(working, Kept(working).read("2026", "quarter")), tmp_path)
    assert "只算到2026年11月30日" in said
    assert "四季度" in said


def test_what_leaves_is_noted_and_whole_or_not_there(working: Desk, tmp_path: Path) -> None:
    seen = Kept(working).read("2026-11", "month")
    name = outgoing.file_name(working, seen, ".png")
    assert name.endswith("_统计_2026年11月.png")
    before = working.store.head().seq
    outgoing.note_print(working, seen)
    file = outgoing.save(working, seen, b"picture", tmp_path / name)
    assert file.read_bytes() == b"picture"
    assert working.store.head().seq == before + 2
    with pytest.raises(UserError):
        outgoing.save(working, seen, b"picture", tmp_path)
    assert working.store.head().seq == before + 2
