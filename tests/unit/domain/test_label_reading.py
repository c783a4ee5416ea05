"""What the labels of number sheets count: a table of labels and traps, and labels one below the other."""

import csv

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.label_reading import Block, Lines, index_lines, with_days
from anbang_desktop.domain.label_words import declared, parse_label_words
from anbang_desktop.domain.report_words import ReportLine, parse_lines
from tests.conftest import DATA

FEWEST_LABELS, FEWEST_KNOWN = 80, 0.95


@pytest.fixture(scope="module")
def lines() -> Lines:
    words = parse_label_words(paths.resources("report", "labels.toml").read_text("utf-8"))
    return index_lines(parse_lines(paths.resources("report", "numbers.toml").read_text("utf-8")), words)


def _labels() -> list[tuple[str, str, str]]:
    """Group, label from its upper heading down, right answer with its days."""
    text = (DATA / "sheet_headers.csv").read_text("utf-8").splitlines()[1:]
    rows = csv.reader(line for line in text if not line.startswith("#"))
    cut = [(name.rpartition(">"), right) for kind, name, right in rows if kind == "label"]
    return [(group, label, right) for (group, _, label), right in cut]


def _read(lines: Lines, label: str, group: str = "") -> tuple[str, Certainty]:
    reading = Block(lines, group).read(label.split("／"))
    days = "" if reading.span == "period" else f"@{reading.span}"
    return f"{reading.line}{days}", reading.certainty


def test_no_label_of_the_table_is_taken_for_another_number(lines: Lines) -> None:
    table = _labels()
    assert len(table) >= FEWEST_LABELS
    wrong, missed = [], []
    for group, label, right in table:
        found, certainty = _read(lines, label, group)
        if certainty is Certainty.KNOWN and found != right:
            wrong.append((label, right, found))
        if right and certainty is not Certainty.KNOWN:
            missed.append((label, right))
    assert (wrong, missed) == ([], [])


def test_the_declared_labels_mean_their_lines(lines: Lines) -> None:
    listed = [(one.id, word) for one in lines.lines.values() for word in declared(one, lines.words)]
    missed = [(line, word) for line, word in listed if _read(lines, word) != (line, Certainty.KNOWN)]
    wrong = [one for one in missed if _read(lines, one[1])[1] is Certainty.KNOWN]
    assert wrong == []
    assert len(missed) <= (1 - FEWEST_KNOWN) * len(listed), missed


def _down(lines: Lines, *labels: str) -> dict[str, str]:
    """What labels one below the other mean; a suggestion with a question mark."""
    block = Block(lines)
    found = {}
    for label in labels:
        reading = block.read(label.split("／"))
        found[label] = f"{reading.line}{'' if reading.known or not reading.line else '?'}"
    return found


def test_a_part_of_another_group_is_only_offered(lines: Lines) -> None:
    assert _down(lines, "本期新增", "其中：监狱释放", "女性", "期末在册人数", "女性", "死亡") == {
        "本期新增": "new",
        "其中：监狱释放": "new_prison",
        "女性": "end_women",
        "期末在册人数": "book_end",
        "死亡": "left_death?",
    }
    assert _down(lines, "本期新增", "女性")["女性"] == "end_women?"


def test_a_part_of_a_line_that_nobody_knows_is_not_the_part_of_the_group_above(lines: Lines) -> None:
    found = _down(lines, "期末在册人数", "服刑人员未成年子女", "其中：女性", "走访人次", "其中：残疾人")
    assert found["其中：女性"] == "end_women?"
    assert found["其中：残疾人"] == "end_disabled?"


@pytest.mark.parametrize("above", ["评估人次", "本期评估", "开展危险性评估", "重点帮扶措施"])
def test_levels_below_what_was_done_are_asked(lines: Lines, above: str) -> None:
    found = _down(lines, "期末在册人数", above, "其中：重点对象", "一般对象")
    assert (found["其中：重点对象"], found["一般对象"]) == ("end_key?", "end_general?")
    assert _down(lines, above, "期末在册人数", "其中：重点对象", "一般对象")["一般对象"] == "end_general"


def test_a_line_of_its_own_stands_anywhere(lines: Lines) -> None:
    found = _down(lines, "期末在册人数", "签订协议（份）", "女性", "走访人次")
    assert set(found.values()) == {"book_end", "agreements", "end_women", "visits"}


@pytest.mark.parametrize(
    ("path", "line", "certainty"),
    [
        (("期末在册", "其中", "女性"), "end_women", Certainty.KNOWN),
        (("期末", "重点"), "end_key", Certainty.KNOWN),
        (("衔接情况", "已衔接人数"), "handover_done", Certainty.KNOWN),
        (("衔接情况", "女性"), "end_women", Certainty.SUGGESTED),
        (("外省籍", "已衔接人数"), "handover_done", Certainty.SUGGESTED),
        (("合计", "已衔接人数"), "handover_done", Certainty.KNOWN),
        (("应安置", "应安置人数"), "place_due", Certainty.KNOWN),
        (("已签", "已签订协议"), "agreements", Certainty.KNOWN),
        (("其中",), "", Certainty.UNKNOWN),
        ((), "", Certainty.UNKNOWN),
        (("衔接" * 40,), "", Certainty.UNKNOWN),
    ],
)
def test_upper_headings_say_the_group(
    lines: Lines, path: tuple[str, ...], line: str, certainty: Certainty
) -> None:
    reading = Block(lines).read(path)
    assert (reading.line, reading.certainty) == (line, certainty)


@pytest.mark.parametrize(
    ("unit", "label", "line"),
    [
        ("rate", "衔接率", "handover_rate"),
        ("count", "衔接率", "handover_rate"),
        ("rate", "已衔接人数", ""),
        ("money", "已衔接人数", ""),
        ("times", "走访", "visits"),
    ],
)
def test_the_unit_beside_a_label_may_contradict_it(lines: Lines, unit: str, label: str, line: str) -> None:
    assert Block(lines).read([label], unit).line == line


@pytest.mark.parametrize(
    ("label", "days", "line", "span", "certainty"),
    [
        ("走访人次", "year", "visits", "year", Certainty.KNOWN),
        ("走访人次", "end", "visits", "period", Certainty.KNOWN),
        ("上月走访人次", "before", "visits", "before", Certainty.KNOWN),
        ("上月走访人次", "year", "", "before", Certainty.UNKNOWN),
        ("期初在册", "year", "book_start", "year", Certainty.KNOWN),
        ("签订协议（份）", "year", "agreements", "year", Certainty.SUGGESTED),
        ("签订协议（份）", "before", "agreements", "before", Certainty.KNOWN),
        ("不在册人数", "year", "", "period", Certainty.UNKNOWN),
    ],
)
def test_the_days_of_the_column_are_those_of_the_number(
    lines: Lines, label: str, days: str, line: str, span: str, certainty: Certainty
) -> None:
    reading = with_days(Block(lines).read([label]), days, lines)
    assert (reading.line, reading.span, reading.certainty) == (line, span, certainty)


@pytest.mark.parametrize(
    ("label", "line", "why"),
    [
        ("上季末在册", "book_start", "期间没有说清"),
        ("衔接", "handover_done", "太短"),
        ("谈话教育", "talks", "没有写是不是人数"),
        ("重新犯罪", "left_reoffence", "没有写在哪一组里"),
        ("其他", "left_other", "没有写在哪一组里"),
        ("本年累计在册人数", "", "不数这一项"),
        ("年初女性", "", "没有这样的项目"),
        ("年末走访人次", "", "说的是另一个数"),
        ("本年在册总数", "", "说的是另一个数"),
        ("金额", "", "没有这样的项目"),
    ],
)
def test_what_is_not_said_whole_is_asked_or_left(lines: Lines, label: str, line: str, why: str) -> None:
    reading = Block(lines).read([label])
    assert (reading.line, reading.known) == (line, False)
    assert why in reading.why


def test_a_label_that_two_lines_claim_is_asked(lines: Lines) -> None:
    both = [ReportLine(one, f"{one}类人数", ("两可人数", "两可的人数"), set="NEW") for one in ("甲", "乙")]
    index = index_lines(both, lines.words)
    assert _read(index, "两可人数") == ("甲", Certainty.SUGGESTED)
    assert _read(index, "本年两可人数") == ("甲@year", Certainty.SUGGESTED)


def test_a_word_that_means_something_in_its_group_only(lines: Lines) -> None:
    under = ReportLine("part", "部分", ("别的",), set="LEFT", under="left")
    index = index_lines([ReportLine("left", "减少", (), set="LEFT", group=True), under], lines.words)
    assert _read(index, "别的", "left") == ("part", Certainty.KNOWN)
    assert _read(index, "别的", "new") == ("", Certainty.UNKNOWN)
    assert _read(index, "别的") == ("part", Certainty.KNOWN)
