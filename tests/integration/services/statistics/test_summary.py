"""小结 and 工作计划: the texts, what they say of nobody, and where they go.

``ANBANG_RENEW_GOLDEN=1`` writes the golden texts anew; the difference is read before it is committed.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from anbang_desktop.domain.numbers import Number
from anbang_desktop.domain.period import parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.pdf.forms import summary as paper
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics import figures, summary, summary_values
from anbang_desktop.services.statistics.summary import KINDS, Kind
from anbang_desktop.services.worklist import people
from tests.conftest import DATA

GOLDEN = DATA.parent / "golden"
PERIODS: dict[Kind, str] = {"quarter": "2026Q4", "half": "2026H2", "year": "2026", "plan": "2027Q1"}
NEVER = ("罪犯", "犯人", "监管", "监督", "管控", "矫正对象", "脱管", "考核", "处罚", "警告")


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_names_only_what_there_is(kind: Kind) -> None:
    assert paper.problems(kind, summary_values.slots()) == []
    assert not [word for word in NEVER if word in paper.text_of(kind).source]


@pytest.mark.parametrize("kind", KINDS)
def test_a_rate_is_said_only_where_there_is_somebody(kind: Kind) -> None:
    """Each use of a rate stands in a condition on that rate."""
    open_: list[str] = []
    for found in re.finditer(
        r"\{% (if|else|endif)(?: (\w+))? %\}|\{\{ (\w+) \}\}", paper.text_of(kind).source
    ):
        what, name, used = found.groups()
        if what == "if":
            open_.append(name)
        elif what:
            open_.pop()
            if what == "else":
                open_.append("")
        elif used.endswith(("_rate", "_change")):
            lacking = "没落实帮教_any"  # where there is nobody, nobody lacks
            assert {used, lacking} & {*open_}, used


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_the_month_says_what_it_said(working: Desk, kind: Kind) -> None:
    text = summary.write(working, kind, parse_period(PERIODS[kind])).plain
    file = GOLDEN / f"summary_{kind}.txt"
    if os.environ.get("ANBANG_RENEW_GOLDEN"):
        file.write_text(f"{text}\n", "utf-8")
    assert text.splitlines() == file.read_text("utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_of_nobody_no_text_has_a_hole(empty_desk: Desk, kind: Kind) -> None:
    text = summary.write(empty_desk, kind, parse_period(PERIODS[kind])).plain
    assert "率" not in text
    assert "比上" not in text  # nothing to compare with
    assert not re.search(r"，。|，，|（）|率[，。]|[^\d]人次[，。]", text), text


def test_our_numbers_are_marked_and_what_is_no_number_is_not(working: Desk) -> None:
    text = summary.write(working, "quarter", parse_period("2026Q4"))
    ours = [(one.ours, one.text) for line in text.paragraphs for one in line.words if one.ours]
    assert ("期末在册人数", "2") in ours
    assert working.office.name not in [words for _name, words in ours]
    assert text.title == f"{working.office.name}2026年第四季度安置帮教工作小结"


def test_changes_say_how_much_and_against_what(working: Desk) -> None:
    now = figures.figures(working, parse_period("2026-11"), figures.lines(), int)
    none: dict[str, Number] = {}
    before = figures.figures(working, parse_period("2026-10"), figures.lines(), int)
    said = summary_values.of_lines({"": now, "_change": now, "_year_change": before}, "比上期")
    assert said["book_end_change"] == "与上期持平"
    assert said["new_parts"]
    assert (
        summary_values.of_lines({"": now, "_change": none, "_year_change": none}, "比上期")["new_change"]
        == ""
    )


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("half", "2026", "半年小结不能写2026年"),
        ("quarter", "随便", "看不懂"),
        ("verse", "2026", "没有名为"),
    ],
)
def test_a_wrong_kind_or_period_is_refused(kind: str, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        summary.period_for(kind, text)


def test_a_plan_is_for_any_period_that_can_be_told_from_what_was(empty_desk: Desk) -> None:
    assert summary.period_for("plan", "2027Q1").text == "2027Q1"
    with pytest.raises(UserError, match="还没有开始"):
        summary.write(empty_desk, "plan", parse_period("2027Q3"))
    with pytest.raises(UserError, match="还没有开始"):
        summary.write(empty_desk, "year", parse_period("2027"))


@pytest.mark.parametrize(
    ("kind", "seen", "about"),
    [
        ("quarter", "2026-11", "2026Q4"),
        ("half", "2026", "2026H2"),
        ("year", "2026Q1", "2026"),
        ("plan", "2026-11", "2027Q1"),
        ("plan", "2026", "2027"),
    ],
)
def test_a_text_is_about_the_period_on_show(empty_desk: Desk, kind: Kind, seen: str, about: str) -> None:
    assert summary.period_around(kind, parse_period(seen), empty_desk).text == about


def test_a_draft_comes_back_as_it_was(working: Desk) -> None:
    text = summary.write(working, "plan", parse_period("2027Q1"))
    assert summary.from_plain(summary.to_plain(text.paragraphs)) == text.paragraphs


def read(file: Path) -> str:
    made = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return "".join(made.stdout.decode("utf-8").split())


def names(desk: Desk) -> Iterable[str]:
    return [row.name for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter(), "no"))]


def test_it_is_written_whole_with_its_audit_and_names_nobody(working: Desk, tmp_path: Path) -> None:
    text = summary.write(working, "quarter", parse_period("2026Q4"))
    file = summary.save(working, text, tmp_path / summary.file_name(working, text))
    assert file.name.endswith("2026年第四季度小结.pdf")
    said = read(file)
    assert "一、人员情况" in said
    assert not [name for name in names(working) if name in said]
    before = working.store.head().seq
    summary.note_print(working, text)
    assert working.store.head().seq == before + 1
