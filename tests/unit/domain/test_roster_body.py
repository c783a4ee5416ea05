"""The rows beneath a heading as they are meant: merged downwards, ditto, lines of one person."""

from anbang_desktop.domain.roster_body import complete_rows
from anbang_desktop.domain.sheet import EMPTY, Cell, Merge, Sheet


def sheet(*rows: tuple[str, ...], merges: tuple[Merge, ...] = (), **more: frozenset[int]) -> Sheet:
    cells = tuple(tuple(Cell("text", word) if word else EMPTY for word in row) for row in rows)
    return Sheet("名单", visible=True, rows=cells, merges=merges, **more)  # type: ignore[arg-type]


def words(one: Sheet, people: list[int]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in complete_rows(one, people, {0, 1, 2}, [0])]


def test_a_cell_merged_down_gives_its_value_to_every_row() -> None:
    one = sheet(("甲", "狱", "x"), ("乙",), ("丙", "", "z"), merges=(Merge(0, 1, 2, 1),))
    assert words(one, [0, 1, 2]) == [["甲", "狱", "x"], ["乙", "狱"], ["丙", "狱", "z"]]


def test_ditto_marks_repeat_the_row_above_but_never_a_name() -> None:
    one = sheet(("甲", "狱", ""), ("同上", "〃", "″"), ("丙", "同上"))
    rows = complete_rows(one, [0, 1, 2], {0, 1, 2}, [0])
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["甲", "狱", ""],
        ["同上", "狱", ""],
        ["丙", "狱"],
    ]
    assert [row.ditto for row in rows] == [(), (1, 2), (1,)]


def test_a_ditto_mark_in_the_first_row_stays() -> None:
    assert words(
        sheet(
            ("甲", "同上"),
        ),
        [0],
    ) == [["甲", "同上"]]


def test_rows_that_share_a_name_are_one_person() -> None:
    one = sheet(("甲", "父", ""), ("", "母", "备"), ("乙", "兄"), merges=(Merge(0, 0, 1, 0),))
    rows = complete_rows(one, [0, 1, 2], {0, 1, 2}, [0])
    assert [row.at for row in rows] == [0, 2]
    assert rows[0].more == ((1, 1, "母"), (1, 2, "备"))


def test_a_merge_across_or_of_another_column_changes_nothing() -> None:
    one = sheet(("甲", "狱"), ("乙", ""), merges=(Merge(0, 3, 1, 3), Merge(1, 0, 1, 1)))
    assert words(one, [0, 1]) == [["甲", "狱"], ["乙", ""]]


def test_hidden_and_struck_rows_are_known() -> None:
    one = sheet(("甲",), ("乙",), hidden=frozenset({0}), struck=frozenset({(1, 0)}))  # type: ignore[arg-type]
    assert [(row.hidden, row.struck) for row in complete_rows(one, [0, 1], {0}, [0])] == [
        (True, False),
        (False, True),
    ]
